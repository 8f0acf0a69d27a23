/** The table twin: the same selection as the graph, sortable, every row within reach. */

import { partial } from "../data/dates.ts";
import type { Graph } from "../data/graph.ts";
import { row } from "../data/rows.ts";
import { confidence, sinceText } from "./claims.ts";
import { count, h, plural, replace } from "./dom.ts";
import { glyph } from "./glyph.ts";
import type { Actions, Part } from "./part.ts";
import { originText } from "./said.ts";

interface Column {
  readonly title: string;
  readonly numeric?: boolean;
  key(at: number): string | number;
  cell(at: number): Node | string;
}

const STEP = 100;

export function table(graph: Graph, actions: Actions, download: (what: "nodes" | "edges") => void): Part {
  const entities = sheet("Entities", entityColumns(graph, actions), () => download("nodes"));
  const relations = sheet("Relations", relationColumns(graph, actions), () => download("edges"));
  const element = h(
    "section",
    { class: "tables", "aria-label": "Table of what is shown" },
    entities.element,
    relations.element,
  );
  return {
    element,
    update({ selection, view, entity, edge }) {
      element.hidden = view !== "table";
      if (view !== "table") return;
      entities.update(selection.nodes, entity);
      relations.update(selection.edges, edge);
    },
  };
}

function entityColumns(graph: Graph, actions: Actions): Column[] {
  const { nodes, kinds, sectors } = graph;
  const kind = (i: number): string => kinds[nodes.kind[i]]?.label ?? "";
  return [
    {
      title: "Entity",
      key: (i) => nodes.label[i].toLowerCase(),
      cell: (i) =>
        h(
          "button",
          { type: "button", class: "entity", click: () => actions.select(i) },
          glyph(kinds[nodes.kind[i]]),
          ` ${cut(nodes.label[i] || nodes.id[i])}`,
        ),
    },
    { title: "Kind", key: kind, cell: kind },
    {
      title: "Date",
      key: (i) => nodes.date[i] ?? Number.POSITIVE_INFINITY,
      cell: (i) => h("span", { class: "date" }, partial(nodes.date[i], nodes.precision[i])),
    },
    { title: "Claims", numeric: true, key: (i) => nodes.weight[i], cell: (i) => count(nodes.weight[i]) },
    {
      title: "Relations",
      numeric: true,
      key: (i) => row(graph.incident, i).length,
      cell: (i) => count(row(graph.incident, i).length),
    },
    {
      title: "Sectors",
      key: (i) => (nodes.sectors[i] ?? []).map((sector) => sectors[sector]?.label).join(", "),
      cell: (i) => (nodes.sectors[i] ?? []).map((sector) => sectors[sector]?.label).join(", "),
    },
  ];
}

function relationColumns(graph: Graph, actions: Actions): Column[] {
  const { edges, nodes, relations } = graph;
  const end = (i: number): HTMLElement =>
    h(
      "button",
      { type: "button", class: "entity", click: () => actions.select(i) },
      glyph(graph.kinds[nodes.kind[i]]),
      ` ${cut(nodes.label[i])}`,
    );
  const claims = (j: number): number => edges.claim[j + 1] - edges.claim[j];
  const since = (j: number): string => sinceText(graph, edges.claim[j], edges.claim[j + 1]);
  return [
    { title: "Subject", key: (j) => nodes.label[edges.a[j]].toLowerCase(), cell: (j) => end(edges.a[j]) },
    {
      title: "Relation",
      key: (j) => relations[edges.relation[j]].label,
      cell: (j) =>
        h(
          "button",
          {
            type: "button",
            class: "entity",
            "aria-label": `Evidence: ${cut(nodes.label[edges.a[j]])} ${relations[edges.relation[j]].label} ${cut(nodes.label[edges.b[j]])}`,
            click: () => actions.selectEdge(j),
          },
          relations[edges.relation[j]].label,
        ),
    },
    { title: "Object", key: (j) => nodes.label[edges.b[j]].toLowerCase(), cell: (j) => end(edges.b[j]) },
    { title: "Standing", key: (j) => originText(graph, j), cell: (j) => originText(graph, j) },
    { title: "Claims", numeric: true, key: claims, cell: (j) => count(claims(j)) },
    {
      title: "Confidence",
      key: (j) => (claims(j) ? edges.confidence[j] : -1),
      cell: (j) => (claims(j) ? confidence(edges.confidence[j]) : ""),
    },
    { title: "Since", key: since, cell: since },
  ];
}

function cut(text: string): string {
  return text.length > 90 ? `${text.slice(0, 89)}…` : text;
}

/** One table: its head sorts, its foot says how many rows there are and shows more. */
function sheet(
  title: string,
  columns: readonly Column[],
  download: () => void,
): { element: HTMLElement; update(rows: Uint32Array, chosen: number): void } {
  const body = h("tbody");
  const caption = h("caption");
  const foot = h("p", { class: "more" });
  let rows: readonly number[] = [];
  let given: Uint32Array | undefined;
  let shown = STEP;
  let by = -1;
  let down = false;
  let chosen = -1;

  const heads = columns.map((column, at) => {
    const button = h("button", { type: "button" }, column.title, h("span", { class: "arrow", "aria-hidden": "true" }));
    button.addEventListener("click", () => {
      down = by === at ? !down : column.numeric === true;
      by = at;
      order();
    });
    return h("th", { scope: "col", class: column.numeric ? "number" : null }, button);
  });
  const draw = (): void => {
    replace(
      body,
      ...rows
        .slice(0, shown)
        .map((at) =>
          h(
            "tr",
            { class: at === chosen ? "chosen" : null },
            ...columns.map((column) => h("td", { class: column.numeric ? "number" : null }, column.cell(at))),
          ),
        ),
    );
    replace(caption, `${title}: ${rows.length > shown ? `${count(shown)} of ` : ""}${plural(rows.length, "row")}`);
    const rest = rows.length - shown;
    replace(
      foot,
      rest > 0 && h("button", { type: "button", click: grow }, `Show ${count(Math.min(STEP, rest))} more`),
      " ",
      h("button", { type: "button", click: download }, "Download as CSV"),
    );
  };
  const grow = (): void => {
    shown += STEP;
    draw();
  };
  const order = (): void => {
    heads.forEach((head, at) => {
      head.setAttribute("aria-sort", at === by ? (down ? "descending" : "ascending") : "none");
    });
    rows = Array.from(given ?? []);
    if (by >= 0) {
      const { key } = columns[by];
      const keyed = rows.map((at) => ({ at, key: key(at) }));
      keyed.sort((p, q) => (p.key < q.key ? -1 : p.key > q.key ? 1 : 0) * (down ? -1 : 1) || p.at - q.at);
      rows = keyed.map(({ at }) => at);
    }
    draw();
  };
  const scroll = h(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": title },
    h("table", {}, caption, h("thead", {}, h("tr", {}, ...heads)), body),
  );
  return {
    element: h("div", { class: "sheet" }, scroll, foot),
    update(next, now) {
      if (next === given && now === chosen) return;
      if (next !== given) shown = STEP;
      given = next;
      chosen = now;
      order();
    },
  };
}
