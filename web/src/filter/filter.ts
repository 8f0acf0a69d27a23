/** From what is set to what is shown. Walks typed arrays once: some milliseconds for two hundred thousand edges. */

import { type Graph, ORIGIN, other } from "../data/graph.ts";
import { row } from "../data/rows.ts";
import type { State } from "../state/state.ts";

export interface Selection {
  /** Shown entities by falling weight. */
  readonly nodes: Uint32Array;
  readonly edges: Uint32Array;
  /** How many entities pass before the number is limited. */
  readonly possible: number;
  /** Edges that pass, their ends shown or not. */
  readonly possibleEdges: number;
  /** Passing entities of each kind, whichever kinds are chosen. */
  readonly perKind: Uint32Array;
  /** Passing edges of each relation, whichever relations are chosen. */
  readonly perRelation: Uint32Array;
  /** Passing entities of each sector. */
  readonly perSector: Uint32Array;
}

/** What the words of the state mean in this graph. */
interface Wanted {
  readonly kinds: Uint8Array;
  readonly relations: Uint8Array;
  readonly sectors: ReadonlySet<number> | undefined;
  readonly from: number;
  readonly to: number;
  readonly dated: boolean;
}

export function select(graph: Graph, state: State, scope: Uint32Array | undefined): Selection {
  const wanted = understand(graph, state);
  const edgePasses = passingEdges(graph, state, wanted);
  const nodePasses = passingNodes(graph, wanted);
  const counts = tally(graph, wanted, nodePasses, edgePasses);
  const limit = state.limit || graph.meta.shown || 200;
  const taken = new Uint8Array(graph.nodes.n);
  const nodes: number[] = [];
  let possible = 0;
  const take = (i: number, always: boolean): void => {
    if (taken[i]) return;
    if (!always && !(nodePasses[i] && wanted.kinds[graph.nodes.kind[i]])) return;
    possible++;
    if (nodes.length >= limit && !always) return;
    taken[i] = 1;
    nodes.push(i);
  };
  if (scope === undefined) for (let i = 0; i < graph.nodes.n; i++) take(i, false);
  else scope.forEach((i, at) => void take(i, at === 0 || state.path.length > 0));
  const { edges, passing } = edgesBetween(graph, wanted, edgePasses, nodePasses, taken);
  return { nodes: Uint32Array.from(nodes), edges, possible, possibleEdges: passing, ...counts };
}

function understand(graph: Graph, state: State): Wanted {
  const mask = (all: readonly { readonly id: string }[], chosen: readonly string[]): Uint8Array => {
    const set = new Set(chosen);
    const some = all.some(({ id }) => set.has(id));
    return Uint8Array.from(all, ({ id }) => (!some || set.has(id) ? 1 : 0));
  };
  const sectors = new Set(state.sectors.map((id) => graph.sectors.findIndex((sector) => sector.id === id)));
  sectors.delete(-1);
  return {
    kinds: mask(graph.kinds, state.kinds),
    relations: mask(graph.relations, state.relations),
    sectors: sectors.size ? sectors : undefined,
    from: state.from ?? Number.NEGATIVE_INFINITY,
    to: state.to ?? Number.POSITIVE_INFINITY,
    dated: state.from !== undefined || state.to !== undefined,
  };
}

/** Relations are left out here, so that they can be counted. */
function passingEdges(graph: Graph, state: State, wanted: Wanted): Uint8Array {
  const { edges, dated } = graph;
  const passes = new Uint8Array(edges.m).fill(1);
  if (state.origin === "all" && state.confidence === 0 && !wanted.dated) return passes;
  for (let j = 0; j < edges.m; j++) {
    const byRule = edges.origin[j] === ORIGIN.rule;
    if (state.origin !== "all" && byRule !== (state.origin === "inferred")) passes[j] = 0;
    else if (edges.confidence[j] < state.confidence) passes[j] = 0;
    else if (wanted.dated && !inRange(dated.edges.start, dated.edges.items, j, wanted)) passes[j] = 0;
  }
  return passes;
}

/** Kinds are left out here, so that they can be counted. */
function passingNodes(graph: Graph, wanted: Wanted): Uint8Array {
  const { nodes, dated } = graph;
  const passes = new Uint8Array(nodes.n).fill(1);
  if (!wanted.dated && wanted.sectors === undefined) return passes;
  for (let i = 0; i < nodes.n; i++) {
    if (wanted.sectors && !nodes.sectors[i]?.some((sector) => wanted.sectors?.has(sector))) passes[i] = 0;
    else if (wanted.dated && !inRange(dated.nodes.start, dated.nodes.items, i, wanted)) passes[i] = 0;
  }
  return passes;
}

/** Months of a row are sorted, so the first one that is late enough decides. */
function inRange(start: Uint32Array, items: Uint32Array, i: number, { from, to }: Wanted): boolean {
  for (let at = start[i]; at < start[i + 1]; at++) {
    if (items[at] >= from) return items[at] <= to;
  }
  return false;
}

function tally(
  graph: Graph,
  wanted: Wanted,
  nodePasses: Uint8Array,
  edgePasses: Uint8Array,
): Pick<Selection, "perKind" | "perRelation" | "perSector"> {
  const { nodes, edges } = graph;
  const perKind = new Uint32Array(graph.kinds.length);
  const perSector = new Uint32Array(graph.sectors.length);
  const perRelation = new Uint32Array(graph.relations.length);
  for (let i = 0; i < nodes.n; i++) {
    if (!nodePasses[i]) continue;
    perKind[nodes.kind[i]]++;
    for (const sector of nodes.sectors[i] ?? []) perSector[sector]++;
  }
  const ready = readyNodes(graph, wanted, nodePasses);
  const { a, b, relation, m } = edges;
  for (let j = 0; j < m; j++) {
    if (edgePasses[j] && ready[a[j]] && ready[b[j]]) perRelation[relation[j]]++;
  }
  return { perKind, perRelation, perSector };
}

function edgesBetween(
  graph: Graph,
  wanted: Wanted,
  edgePasses: Uint8Array,
  nodePasses: Uint8Array,
  taken: Uint8Array,
): { edges: Uint32Array; passing: number } {
  const { a, b, relation, m } = graph.edges;
  const ready = readyNodes(graph, wanted, nodePasses);
  const found = new Uint32Array(m);
  let count = 0;
  let passing = 0;
  for (let j = 0; j < m; j++) {
    if (!edgePasses[j] || !wanted.relations[relation[j]]) continue;
    if (taken[a[j]] && taken[b[j]]) found[count++] = j;
    if (ready[a[j]] && ready[b[j]]) passing++;
  }
  return { edges: found.slice(0, count), passing };
}

/** Entities that pass and are of a chosen kind. */
function readyNodes({ nodes }: Graph, { kinds }: Wanted, nodePasses: Uint8Array): Uint8Array {
  const ready = nodePasses.slice();
  for (let i = 0; i < nodes.n; i++) if (!kinds[nodes.kind[i]]) ready[i] = 0;
  return ready;
}

/** The entity first, then what it is linked to, by falling weight. */
export function neighbourhood(graph: Graph, centre: number): Uint32Array {
  const seen = new Set<number>();
  for (const edge of row(graph.incident, centre)) seen.add(other(graph, edge, centre));
  seen.delete(centre);
  return Uint32Array.of(centre, ...Uint32Array.from(seen).sort());
}
