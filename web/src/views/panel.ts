/** The evidence panel: all that is said of the selected entity or edge, and who says it. */

import { partial } from "../data/dates.ts";
import { type Graph, iriOf, ORIGIN } from "../data/graph.ts";
import { row } from "../data/rows.ts";
import { claimCards } from "./claims.ts";
import { count, h, linked, longText, plural, replace } from "./dom.ts";
import { glyph } from "./glyph.ts";
import { neighbours } from "./neighbours.ts";
import type { Actions, Context, Part } from "./part.ts";
import { claimText, edgeText, originText, valueText } from "./said.ts";
import { trendParts } from "./trend.ts";

export function panel(actions: Actions): Part {
  const element = h("aside", { class: "panel", "aria-label": "Evidence", id: "tg-panel" });
  let drawn = "";
  let unfolded: Element[] = [];
  // On paper nobody opens anything: who says what is printed.
  window.addEventListener("beforeprint", () => {
    unfolded = [...element.querySelectorAll("details.said:not([open])")];
    for (const details of unfolded) details.setAttribute("open", "");
  });
  window.addEventListener("afterprint", () => {
    for (const details of unfolded.splice(0)) details.removeAttribute("open");
  });
  return {
    element,
    update(context) {
      const key = [context.entity, context.edge, context.state.path.join(), context.state.entity].join("|");
      if (key === drawn) return;
      drawn = key;
      replace(element, ...content(context, actions));
      element.scrollTop = 0;
    },
  };
}

function content(context: Context, actions: Actions): (Node | string)[] {
  const { graph, edge, entity, state } = context;
  if (edge >= 0) return edgePanel(graph, edge, actions);
  if (state.path.length === 2 && entity < 0) return pathPanel(context, actions);
  if (entity >= 0) return entityPanel(graph, entity, context, actions);
  const unknown = state.entity !== "" || state.edge !== "";
  return [
    unknown
      ? h(
          "p",
          { class: "notice", role: "alert" },
          `This file holds no “${(state.entity || state.edge).slice(0, 120)}”. It holds ${graph.meta.selection}; search for another name.`,
        )
      : null,
    ...welcome(context),
  ].filter((part): part is HTMLElement => part !== null);
}

function welcome({ graph }: Context): HTMLElement[] {
  const { totals } = graph.meta;
  return [
    h("h2", {}, graph.meta.title),
    h("p", {}, `Shows ${graph.meta.selection}.`),
    h(
      "p",
      {},
      `The graph it was taken from has ${count(totals.entities)} entities, ${count(totals.claims)} claims and ` +
        `${plural(totals.evidence, "piece")} of evidence from ${plural(totals.sources, "source")}.`,
    ),
    h(
      "p",
      {},
      "Select an entity or a line to see who says so, where, and since when. Two entities selected with Shift give the shortest way between them that rests on evidence.",
    ),
    h("p", { class: "hint" }, "Press ", h("kbd", {}, "/"), " to search and ", h("kbd", {}, "?"), " for all keys."),
  ];
}

function kindLine(graph: Graph, i: number): HTMLElement {
  const kind = graph.kinds[graph.nodes.kind[i]];
  return h(
    "p",
    { class: "kind" },
    glyph(kind),
    ` ${kind?.label ?? "entity"}`,
    graph.nodes.proposed[i] === 1 && h("span", { class: "badge" }, "name not yet decided"),
  );
}

function entityPanel(graph: Graph, i: number, context: Context, actions: Actions): Node[] {
  const { nodes, sectors } = graph;
  const facts: [string, string][] = [];
  const names = nodes.names[i];
  if (names?.length) facts.push(["Also called", names.join(", ")]);
  const also = nodes.also[i];
  if (also?.length) facts.push(["By reasoning also", also.join(", ")]);
  const date = partial(nodes.date[i], nodes.precision[i]);
  if (date) facts.push(["Date", date]);
  const inSectors = nodes.sectors[i];
  if (inSectors?.length) facts.push(["Sectors", inSectors.map((sector) => sectors[sector]?.label ?? "").join(", ")]);
  const description = nodes.description[i];
  const iri = iriOf(graph, i);
  const around = context.around === i;
  return [
    kindLine(graph, i),
    h("h2", { tabindex: -1 }, longText(nodes.label[i] || nodes.id[i])),
    description ? h("p", {}, longText(description)) : "",
    h("p", { class: "iri" }, linked(iri, iri)),
    h(
      "dl",
      { class: "facts" },
      ...facts.map(([term, text]) => h("div", {}, h("dt", {}, term), h("dd", {}, longText(text)))),
    ),
    h(
      "p",
      { class: "actions" },
      h(
        "button",
        { type: "button", "aria-pressed": String(around), click: () => actions.surround(around ? -1 : i) },
        around ? "Show everything" : "Show surroundings",
      ),
      h("button", { type: "button", click: () => actions.lineage(i) }, "Lineage"),
    ),
    ...trendParts(graph, i),
    ...valueParts(graph, i),
    ...neighbours(graph, i, actions),
  ].map((part) => (typeof part === "string" ? document.createTextNode(part) : part));
}

/** Numbers, dates and the like: one entry a relation, its claims inside. */
function valueParts(graph: Graph, i: number): HTMLElement[] {
  const { values, relations } = graph;
  const groups = new Map<number, number[]>();
  for (const v of row(graph.said, i)) {
    const group = groups.get(values.relation[v]);
    if (group) group.push(v);
    else groups.set(values.relation[v], [v]);
  }
  if (groups.size === 0) return [];
  const entries = [...groups].map(([relation, rows]) => {
    const claims = rows.flatMap((v) => range(values.claim[v], values.claim[v + 1]));
    const texts = [...new Set(rows.map((v) => valueText(graph, v)))];
    const clash = claims.some((c) => graph.claims.conflict[c] >= 0);
    return h(
      "details",
      { class: "said", open: clash },
      h(
        "summary",
        { title: relations[relation].definition || null },
        h("span", { class: "term" }, relations[relation].label),
        " ",
        h("b", {}, shortList(texts)),
        clash && h("span", { class: "badge bad" }, "sources disagree"),
      ),
      ...(texts.some((text) => text.length > 300) ? texts.map((text) => h("p", {}, longText(text))) : []),
      claimCards(graph, claims, (claim) => ({ text: claimText(graph, claim) })),
    );
  });
  return [h("section", { class: "group" }, h("h3", {}, "What is said of it"), ...entries)];
}

function shortList(texts: readonly string[]): string {
  const text = texts.join(" / ");
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, at) => from + at);

function edgePanel(graph: Graph, j: number, actions: Actions): Node[] {
  const { edges, nodes, relations } = graph;
  const relation = relations[edges.relation[j]];
  const end = (i: number): HTMLElement =>
    h(
      "button",
      { type: "button", class: "entity", click: () => actions.select(i) },
      glyph(graph.kinds[nodes.kind[i]]),
      ` ${nodes.label[i]}`,
    );
  const claims = range(edges.claim[j], edges.claim[j + 1]);
  const byRule = edges.origin[j] === ORIGIN.rule;
  return [
    h("p", { class: "kind" }, "relation"),
    h(
      "h2",
      { tabindex: -1, class: "edge" },
      end(edges.a[j]),
      h("span", { class: "relation" }, `${relation.label} →`),
      end(edges.b[j]),
    ),
    h("p", {}, h("span", { class: byRule ? "badge dashed" : "badge" }, originText(graph, j))),
    relation.definition ? h("p", { class: "hint" }, relation.definition) : document.createTextNode(""),
    claims.length > 0
      ? h("h3", {}, plural(claims.length, "claim"))
      : h(
          "p",
          {},
          byRule
            ? "No source says this in so many words: it follows by rule from what sources say of these and other entities."
            : "A link of the scheme that orders these concepts; nobody had to claim it.",
        ),
    claimCards(graph, claims, (claim) => ({ text: claimText(graph, claim) })),
  ];
}

function pathPanel({ graph, path, state }: Context, actions: Actions): Node[] {
  if (path === undefined) {
    return [
      h("h2", { tabindex: -1 }, "No way between them"),
      h(
        "p",
        { role: "alert" },
        `No chain of claims with evidence links ${state.path.map((id) => `“${id}”`).join(" and ")} in this file.`,
      ),
    ];
  }
  return [
    h("h2", { tabindex: -1 }, `The shortest way: ${plural(path.edges.length, "step")}`),
    h("p", { class: "hint" }, "Among ways of this length, the one whose weakest step is surest."),
    h(
      "ol",
      { class: "path" },
      ...path.edges.map((j) =>
        h(
          "li",
          {},
          h("button", { type: "button", class: "entity", click: () => actions.selectEdge(j) }, edgeText(graph, j)),
        ),
      ),
    ),
  ];
}
