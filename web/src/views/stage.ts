/** The picture with what stands around it: how many are shown, notes, and a list of the same entities for those who do not see it. */

import type { Graph } from "../data/graph.ts";
import type { Store } from "../state/store.ts";
import { count, h, plural, replace } from "./dom.ts";
import { filtered } from "./filters.ts";
import { glyph } from "./glyph.ts";
import type { Context, Part } from "./part.ts";

/** Entities in the list behind the picture; all of them are in the table. */
const LISTED = 200;

export interface Stage extends Part {
  readonly canvasHost: HTMLElement;
  /** Marks the entity that the keys have come to. */
  cursor(node: number): void;
  /** Says how far a layout is; undefined ends it. */
  progress(share: number | undefined): void;
}

export function stage(graph: Graph, store: Store, stopLayout: () => void): Stage {
  const list = h("ul", { class: "behind", role: "listbox", "aria-label": "Entities in the picture", id: "tg-list" });
  const canvasHost = h("div", {
    class: "canvas",
    tabindex: 0,
    role: "application",
    "aria-roledescription": "relationship graph",
    "aria-label":
      "Relationship graph. Arrows move it, plus and minus zoom, n and p go from neighbour to neighbour, Enter selects, question mark tells all keys. The table shows the same.",
    "aria-owns": "tg-list",
  });
  const shown = h("p", { class: "shown", role: "status" });
  const legend = h("ul", { class: "legend", "aria-label": "Kinds in the picture" });
  const bar = h("progress", { max: 100, value: 0, "aria-label": "Layout" });
  const stopper = h(
    "p",
    { class: "progress", hidden: true },
    "Finding places ",
    bar,
    " ",
    h("button", { type: "button", click: stopLayout }, "Stop"),
  );
  const empty = h("p", { class: "empty", hidden: true });
  const element = h(
    "section",
    { class: "stage", "aria-label": "Graph" },
    canvasHost,
    list,
    h("div", { class: "over" }, shown, stopper),
    legend,
    empty,
  );
  let listed: Uint32Array | undefined;

  return {
    element,
    canvasHost,
    update(context) {
      const { selection, view, state } = context;
      element.hidden = view !== "graph";
      replace(shown, ...summary(context, store));
      empty.hidden = selection.nodes.length > 0;
      replace(
        empty,
        graph.nodes.n === 0
          ? "This file holds no entities."
          : filtered({ state })
            ? "Nothing passes these filters. "
            : "There is nothing to show. ",
      );
      if (listed === selection.nodes) return;
      listed = selection.nodes;
      replace(list, ...Array.from(selection.nodes.subarray(0, LISTED), (i) => option(graph, i)));
      drawLegend(graph, selection.nodes, legend);
    },
    cursor(node) {
      for (const old of list.querySelectorAll("[aria-selected=true]")) old.setAttribute("aria-selected", "false");
      if (node < 0) {
        canvasHost.removeAttribute("aria-activedescendant");
        return;
      }
      let found = document.getElementById(`tg-node-${node}`);
      if (found === null) {
        found = option(graph, node);
        list.append(found);
      }
      found.setAttribute("aria-selected", "true");
      canvasHost.setAttribute("aria-activedescendant", found.id);
    },
    progress(share) {
      // Whoever stands on the button that goes away would stand nowhere.
      if (share === undefined && stopper.contains(document.activeElement)) canvasHost.focus({ preventScroll: true });
      stopper.hidden = share === undefined;
      if (share !== undefined) bar.value = Math.round(share * 100);
    },
  };
}

function option(graph: Graph, i: number): HTMLElement {
  const kind = graph.kinds[graph.nodes.kind[i]]?.label ?? "entity";
  return h(
    "li",
    { role: "option", id: `tg-node-${i}`, "aria-selected": "false" },
    `${graph.nodes.label[i].slice(0, 120)}, ${kind}`,
  );
}

/** `200 of 2,037 entities shown`, and buttons that change it: never a silent cut. */
function summary({ selection, state, graph, around, path }: Context, store: Store): (Node | string)[] {
  const { nodes, edges, possible, possibleEdges } = selection;
  const scope = path
    ? " on the way"
    : around >= 0
      ? ` around ${graph.nodes.label[around].slice(0, 40)}`
      : filtered({ state })
        ? " that pass"
        : "";
  const parts: (Node | string)[] = [
    h(
      "b",
      {},
      nodes.length < possible
        ? `${count(nodes.length)} of ${plural(possible, "entity", "entities")}`
        : plural(nodes.length, "entity", "entities"),
    ),
    ` shown${scope}, ${nodes.length < possible && edges.length < possibleEdges ? `${count(edges.length)} of ${count(possibleEdges)}` : count(edges.length)} relations. `,
  ];
  const limit = state.limit || graph.meta.shown || 200;
  if (nodes.length < possible) {
    const next = Math.min(possible, limit < 400 ? limit * 2 : Math.round(limit * 2.5));
    parts.push(
      h(
        "button",
        { type: "button", click: () => store.set({ limit: next, place: "" }) },
        next >= possible ? `Show all ${count(possible)}` : `Show ${count(next)}`,
      ),
    );
    if (next < possible && possible <= 20_000)
      parts.push(
        h(
          "button",
          { type: "button", click: () => store.set({ limit: possible, place: "" }) },
          `Show all ${count(possible)}`,
        ),
      );
  }
  if (state.limit > (graph.meta.shown || 200))
    parts.push(h("button", { type: "button", click: () => store.set({ limit: 0, place: "" }) }, "Fewer"));
  if (around >= 0 || path)
    parts.push(
      h("button", { type: "button", click: () => store.set({ around: "", path: [], place: "" }) }, "Back to all"),
    );
  return parts;
}

function drawLegend(graph: Graph, nodes: Uint32Array, legend: HTMLElement): void {
  const counts = new Map<number, number>();
  for (const i of nodes) counts.set(graph.nodes.kind[i], (counts.get(graph.nodes.kind[i]) ?? 0) + 1);
  const kinds = [...counts].sort((p, q) => q[1] - p[1]).slice(0, 12);
  replace(
    legend,
    ...kinds.map(([kind, number]) =>
      h(
        "li",
        {},
        glyph(graph.kinds[kind]),
        ` ${graph.kinds[kind]?.plural ?? ""} `,
        h("span", { class: "count" }, count(number)),
      ),
    ),
    counts.size > 12 && h("li", {}, `and ${counts.size - 12} more kinds`),
  );
}
