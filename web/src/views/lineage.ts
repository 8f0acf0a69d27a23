/** The lineage of a model: time from left to right, each line from what it was made of. */

import { partial } from "../data/dates.ts";
import type { Graph } from "../data/graph.ts";
import { type Lineage, lineage } from "../filter/lineage.ts";
import { pathData } from "../render/shapes.ts";
import { count, h, replace, s } from "./dom.ts";
import type { Actions, Part } from "./part.ts";

const ROW = 30;
const LEFT = 24;
const NAMES = 250;
const LEAST = 620;
const TOP = 34;

export function lineageView(graph: Graph, actions: Actions): Part {
  const element = h("section", { class: "lineage", "aria-label": "Lineage", hidden: true });
  let drawn = -2;
  return {
    element,
    update({ view, entity, around }) {
      element.hidden = view !== "lineage";
      const start = entity >= 0 ? entity : around;
      if (view !== "lineage" || start === drawn) return;
      drawn = start;
      if (start < 0)
        replace(
          element,
          h("p", { class: "notice" }, "Select a model to see what it was made from, and what was made from it."),
        );
      else
        replace(
          element,
          ...picture(graph, start, lineage(graph, start), actions, Math.max(LEAST, element.clientWidth - 40)),
        );
    },
  };
}

function picture(graph: Graph, start: number, tree: Lineage, actions: Actions, width: number): (Node | string)[] {
  const { nodes } = graph;
  const title = h("h2", {}, `Lineage of ${nodes.label[start].slice(0, 120)}`);
  if (tree.edges.length === 0)
    return [
      title,
      h("p", { class: "notice" }, "Nothing in this file says what it was made from, or what was made from it."),
    ];
  const dates = tree.lines.map(({ node }) => nodes.date[node]).filter((day): day is number => day !== null);
  const [first, last] = dates.length > 0 ? [Math.min(...dates), Math.max(...dates)] : [0, 1];
  const x = (node: number): number => {
    const day = nodes.date[node];
    return day === null ? LEFT : LEFT + 40 + ((day - first) / Math.max(1, last - first)) * (width - NAMES - LEFT - 40);
  };
  const height = TOP + tree.lines.length * ROW + 10;
  const y = new Map(tree.lines.map(({ node, line }) => [node, TOP + line * ROW + ROW / 2]));
  const at = (node: number): number => y.get(node) ?? 0;
  const svg = s(
    "svg",
    {
      viewBox: `0 0 ${width} ${height}`,
      width: width,
      height,
      class: "tree",
      role: "group",
      "aria-label": "Models by date",
    },
    ...years(first, last).map(([day, text]) =>
      axis(LEFT + 40 + ((day - first) / Math.max(1, last - first)) * (width - NAMES - LEFT - 40), height, text),
    ),
    ...tree.edges.map((j) => branch(graph, j, x, at, actions)),
    ...tree.lines.map(({ node }) => leaf(graph, node, x(node), at(node), node === start, actions)),
  );
  const undated = tree.lines.length - dates.length;
  const notes = [
    `${count(tree.lines.length)} entities, ${count(tree.edges.length)} claims of descent.`,
    undated > 0 ? `${count(undated)} without a date stand at the left.` : "",
    tree.rest > 0 ? `${count(tree.rest)} more are not drawn.` : "",
    "Select a line for its evidence.",
  ];
  return [
    title,
    h("p", { class: "hint" }, notes.filter(Boolean).join(" ")),
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Lineage by time" }, svg),
  ];
}

function years(first: number, last: number): [number, string][] {
  const found: [number, string][] = [];
  const from = new Date(first * 86_400_000).getUTCFullYear();
  const to = new Date(last * 86_400_000).getUTCFullYear();
  for (let year = from + 1; year <= to; year++) found.push([Date.UTC(year, 0, 1) / 86_400_000, String(year)]);
  return found;
}

function axis(x: number, height: number, text: string): SVGElement {
  return s(
    "g",
    { class: "year" },
    s("path", { d: `M${x.toFixed(1)} ${TOP - 8}V${height}` }),
    s("text", { x: x.toFixed(1), y: TOP - 14, "text-anchor": "middle" }, text),
  );
}

/** A button inside a picture: reached with Tab, pressed with Enter or space. */
function pressable(group: SVGElement, label: string, press: () => void): SVGElement {
  for (const [name, value] of [
    ["tabindex", "0"],
    ["role", "button"],
    ["aria-label", label],
  ])
    group.setAttribute(name, value);
  group.addEventListener("click", press);
  group.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    press();
  });
  return group;
}

function branch(
  graph: Graph,
  j: number,
  x: (node: number) => number,
  y: (node: number) => number,
  actions: Actions,
): SVGElement {
  const { edges, nodes, relations } = graph;
  const [child, parent] = [edges.a[j], edges.b[j]];
  const [x0, y0, x1, y1] = [x(parent), y(parent), x(child), y(child)];
  const relation = relations[edges.relation[j]].label;
  const middle = Math.max(x0, x1) === x1 ? x0 + Math.min(28, Math.max(6, (x1 - x0) / 2)) : x0 - 10;
  const d = `M${x0} ${y0}C${middle} ${y0} ${x0} ${y1} ${middle} ${y1}L${x1} ${y1}`;
  const label = `${nodes.label[child].slice(0, 80)} ${relation} ${nodes.label[parent].slice(0, 80)}`;
  return pressable(
    s(
      "g",
      { class: "branch" },
      s("path", { d, class: "wide" }),
      s("path", { d, class: "thin" }),
      s("title", {}, label),
    ),
    label,
    () => actions.selectEdge(j),
  );
}

function leaf(graph: Graph, node: number, x: number, y: number, chosen: boolean, actions: Actions): SVGElement {
  const { nodes, kinds } = graph;
  const kind = kinds[nodes.kind[node]];
  const date = partial(nodes.date[node], nodes.precision[node]);
  const name = nodes.label[node];
  const text = name.length > 36 ? `${name.slice(0, 35)}…` : name;
  return pressable(
    s(
      "g",
      { class: chosen ? "leaf chosen" : "leaf" },
      s("path", { d: pathData(kind?.shape ?? 0, x, y, 6), class: `ink-${kind?.colour ?? 9}` }),
      s("text", { x: x + 11, y: y + 4 }, text, s("tspan", { class: "when", dx: 6 }, date || "no date")),
    ),
    `${name.slice(0, 120)}, ${date || "no date"}`,
    () => actions.select(node),
  );
}
