/** What an entity is linked to, by relation and direction, with counts. */

import type { Graph } from "../data/graph.ts";
import { ORIGIN, other } from "../data/graph.ts";
import { row } from "../data/rows.ts";
import { sinceText } from "./claims.ts";
import { count, h, plural, replace } from "./dom.ts";
import { glyph } from "./glyph.ts";
import type { Actions } from "./part.ts";
import { edgeText, originText } from "./said.ts";

interface Group {
  readonly label: string;
  readonly edges: number[];
}

const STEP = 8;

/** Groups by falling usefulness: what is claimed before what follows, many before few. */
export function groupsOf(graph: Graph, i: number): Group[] {
  const { edges, relations } = graph;
  const groups = new Map<string, Group>();
  for (const j of row(graph.incident, i)) {
    const out = edges.a[j] === i;
    const relation = relations[edges.relation[j]];
    const label = out ? relation.label : relation.inverse;
    const key = `${out}${edges.relation[j]}`;
    const group = groups.get(key);
    if (group) group.edges.push(j);
    else groups.set(key, { label, edges: [j] });
  }
  const claimed = (group: Group): number => group.edges.filter((j) => edges.origin[j] === ORIGIN.claimed).length;
  return [...groups.values()].sort((p, q) => claimed(q) - claimed(p) || q.edges.length - p.edges.length);
}

export function neighbours(graph: Graph, i: number, actions: Actions): HTMLElement[] {
  const all = graph.nodes.links[i];
  const here = row(graph.incident, i).length;
  const groups = groupsOf(graph, i);
  const note = all > here ? ` The whole graph has ${count(all)}; this file holds ${count(here)} of them.` : "";
  return [
    h(
      "section",
      { class: "group" },
      h("h3", {}, `Linked to: ${plural(here, "relation")}`),
      note && h("p", { class: "hint" }, note),
      ...groups.map((group) => section(graph, i, group, actions)),
    ),
  ];
}

function section(graph: Graph, i: number, group: Group, actions: Actions): HTMLElement {
  const list = h("ul", { class: "links" });
  const more = h("p", { class: "more" });
  let shown = 0;
  const grow = (): void => {
    const next = group.edges.slice(shown, shown + (shown === 0 ? STEP : STEP * 5));
    list.append(...next.map((j) => item(graph, i, j, actions)));
    shown += next.length;
    const rest = group.edges.length - shown;
    if (rest === 0) replace(more);
    else
      replace(
        more,
        `${count(shown)} of ${count(group.edges.length)} shown `,
        h("button", { type: "button", click: grow }, `Show ${count(Math.min(rest, STEP * 5))} more`),
      );
  };
  grow();
  return h(
    "div",
    { class: "relation-group" },
    h("h4", {}, `${group.label} `, h("span", { class: "count" }, count(group.edges.length))),
    list,
    more,
  );
}

function item(graph: Graph, i: number, j: number, actions: Actions): HTMLElement {
  const { edges, nodes, kinds } = graph;
  const end = other(graph, j, i);
  const since = sinceText(graph, edges.claim[j], edges.claim[j + 1]);
  const claims = edges.claim[j + 1] - edges.claim[j];
  const claimed = edges.origin[j] === ORIGIN.claimed;
  const clash = range(graph, j).some((c) => graph.claims.conflict[c] >= 0);
  const label = nodes.label[end] || nodes.id[end];
  return h(
    "li",
    {},
    h(
      "button",
      { type: "button", class: "entity", click: () => actions.select(end) },
      glyph(kinds[nodes.kind[end]]),
      ` ${label.length > 120 ? `${label.slice(0, 119)}…` : label}`,
    ),
    h(
      "button",
      {
        type: "button",
        class: claimed ? "who" : "who dashed",
        click: () => actions.selectEdge(j),
      },
      h("span", { class: "unseen" }, `Evidence that ${edgeText(graph, j).slice(0, 200)}: `),
      claimed ? `${since || "undated"} · ${plural(claims, "claim")}` : originText(graph, j),
      clash && " ⚠ disagree",
    ),
  );
}

function range(graph: Graph, j: number): number[] {
  const found: number[] = [];
  for (let c = graph.edges.claim[j]; c < graph.edges.claim[j + 1]; c++) found.push(c);
  return found;
}
