/** What a model was made from and what was made from it, as rows over time. */

import { type Graph, ORIGIN } from "../data/graph.ts";
import { row } from "../data/rows.ts";

const MADE_FROM = new Set([
  "derivedFrom",
  "fineTunedFrom",
  "distilledFrom",
  "prunedFrom",
  "quantisedFrom",
  "mergedFrom",
]);

export interface Line {
  readonly node: number;
  /** Row from the top; parents stand above their children. */
  readonly line: number;
}

export interface Lineage {
  readonly lines: readonly Line[];
  /** Claimed edges among them: child, parent. */
  readonly edges: readonly number[];
  /** How many were left out. */
  readonly rest: number;
}

const MOST = 120;

/** Says whether an edge tells that its subject was made from its object; `derivedFrom` by rule only repeats the finer ones. */
export function isDescent(graph: Graph, j: number): boolean {
  return MADE_FROM.has(graph.relations[graph.edges.relation[j]].id) && graph.edges.origin[j] !== ORIGIN.rule;
}

/** Gives all ancestors of an entity, itself and all descendants, children below their first parent. */
export function lineage(graph: Graph, start: number): Lineage {
  const { edges } = graph;
  const found = new Set<number>([start]);
  const walk = (from: number, upwards: boolean): void => {
    const queue = [from];
    for (let i = queue.shift(); i !== undefined; i = queue.shift()) {
      for (const j of row(graph.incident, i)) {
        if (!isDescent(graph, j)) continue;
        const next = upwards ? (edges.a[j] === i ? edges.b[j] : -1) : edges.b[j] === i ? edges.a[j] : -1;
        if (next < 0 || found.has(next)) continue;
        found.add(next);
        queue.push(next);
      }
    }
  };
  walk(start, true);
  walk(start, false);
  const all = [...found];
  const members = new Set(all.slice(0, MOST));
  const used: number[] = [];
  for (const i of members) {
    for (const j of row(graph.incident, i)) {
      if (edges.a[j] === i && members.has(edges.b[j]) && isDescent(graph, j)) used.push(j);
    }
  }
  return { lines: inOrder(graph, members, used), edges: used, rest: all.length - members.size };
}

/** Depth first from those without a parent, the older before the younger. */
function inOrder(graph: Graph, members: ReadonlySet<number>, used: readonly number[]): Line[] {
  const { edges, nodes } = graph;
  const children = new Map<number, number[]>();
  const hasParent = new Set<number>();
  for (const j of used) {
    hasParent.add(edges.a[j]);
    const list = children.get(edges.b[j]);
    if (list) list.push(edges.a[j]);
    else children.set(edges.b[j], [edges.a[j]]);
  }
  const age = (i: number): number => nodes.date[i] ?? Number.POSITIVE_INFINITY;
  const sort = (list: number[]): number[] => list.sort((i, j) => (age(i) === age(j) ? i - j : age(i) - age(j)));
  const lines: Line[] = [];
  const placed = new Set<number>();
  const place = (i: number): void => {
    if (placed.has(i)) return;
    placed.add(i);
    lines.push({ node: i, line: lines.length });
    for (const child of sort(children.get(i) ?? [])) place(child);
  };
  for (const i of sort([...members].filter((each) => !hasParent.has(each)))) place(i);
  for (const i of members) place(i);
  return lines;
}
