/** What is left out: kinds, relations, sectors, confidence, origin. */

import { NO_FILTERS, type Origin, type State } from "../state/state.ts";
import type { Store } from "../state/store.ts";
import { count, freshId, h, replace } from "./dom.ts";
import { glyph } from "./glyph.ts";
import type { Context, Part } from "./part.ts";

type ListKey = "kinds" | "relations" | "sectors";

export function filters(store: Store, finder: HTMLElement): Part {
  const kinds = choices(store, "kinds", "Kinds", true);
  const relations = choices(store, "relations", "Relations", false);
  const sectors = choices(store, "sectors", "Sectors", false);
  const reset = h(
    "button",
    {
      type: "button",
      click: () => store.set(NO_FILTERS),
    },
    "Clear all filters",
  );
  const confidence = slider(store);
  const origins = origin(store);
  const body = h(
    "div",
    { class: "filter-body" },
    kinds.element,
    origins.element,
    confidence.element,
    sectors.element,
    relations.element,
    reset,
  );
  const fold = h("details", { class: "filter-fold", open: true }, h("summary", {}, "Filters"), body);
  // On a phone the filters begin folded, or the table would lie below them.
  if (window.matchMedia("screen and (max-width: 720px)").matches) fold.open = false;
  const element = h("aside", { class: "filters", "aria-label": "Search and filters" }, finder, fold);
  return {
    element,
    update(context) {
      const { graph, selection, state } = context;
      kinds.update(
        graph.kinds.map((kind, at) => ({
          id: kind.id,
          label: kind.plural,
          count: selection.perKind[at],
          sign: glyph(kind),
          title: "",
        })),
        state.kinds,
      );
      relations.update(
        graph.relations.map((relation, at) => ({
          id: relation.id,
          label: relation.label,
          count: selection.perRelation[at],
          sign: undefined,
          title: relation.definition,
        })),
        state.relations,
      );
      sectors.update(
        graph.sectors.map((sector, at) => ({
          id: sector.id,
          label: sector.label,
          count: selection.perSector[at],
          sign: undefined,
          title: "",
        })),
        state.sectors,
      );
      confidence.update(state);
      origins.update(state);
      reset.disabled = !filtered(context);
    },
  };
}

export function filtered({ state }: Pick<Context, "state">): boolean {
  return (
    state.kinds.length + state.relations.length + state.sectors.length > 0 ||
    state.confidence > 0 ||
    state.origin !== "all" ||
    state.from !== undefined ||
    state.to !== undefined
  );
}

/** So many lines of a list are open at first. */
const SHORT = 12;

interface Choice {
  readonly id: string;
  readonly label: string;
  readonly count: number;
  readonly sign: Node | undefined;
  readonly title: string;
}

/** A list of boxes; none ticked means all. */
function choices(
  store: Store,
  key: ListKey,
  title: string,
  open: boolean,
): { element: HTMLElement; update(all: Choice[], chosen: readonly string[]): void } {
  const list = h("ul", { class: "choices" });
  const note = h("span", { class: "count" });
  let opened = false;
  const more = h("button", { type: "button", class: "more", hidden: true });
  more.addEventListener("click", () => {
    opened = true;
    list.classList.remove("short");
    more.hidden = true;
    list.querySelectorAll("input")[SHORT]?.focus();
  });
  const element = h("details", { class: "choice", open }, h("summary", {}, `${title} `, note), list, more);
  const boxes = new Map<string, { box: HTMLInputElement; number: HTMLElement; item: HTMLElement }>();
  const make = (choice: Choice): { box: HTMLInputElement; number: HTMLElement; item: HTMLElement } => {
    const box = h("input", { type: "checkbox" });
    box.addEventListener("change", () => {
      const now = store.now[key];
      store.set({ [key]: box.checked ? [...now, choice.id] : now.filter((id) => id !== choice.id) } as Partial<State>);
    });
    const number = h("span", { class: "count" });
    const item = h(
      "li",
      {},
      h(
        "label",
        { title: choice.title || null },
        box,
        choice.sign ?? null,
        h("span", { class: "name" }, choice.label),
        number,
      ),
    );
    return { box, number, item };
  };
  return {
    element,
    update(all, chosen) {
      const usable = all.filter((choice) => choice.count > 0 || boxes.has(choice.id) || chosen.includes(choice.id));
      element.hidden = usable.length === 0;
      replace(note, chosen.length > 0 ? `${chosen.length} chosen` : `all ${usable.length}`);
      const fresh = usable.some((choice) => !boxes.has(choice.id));
      for (const choice of usable) {
        const row = boxes.get(choice.id) ?? make(choice);
        boxes.set(choice.id, row);
        row.box.checked = chosen.includes(choice.id);
        replace(row.number, count(choice.count));
        row.item.classList.toggle("none", choice.count === 0);
      }
      // The order is set once, so that nothing jumps away under the pointer.
      if (fresh) {
        const order = [...usable].sort((p, q) => q.count - p.count || (p.label < q.label ? -1 : 1));
        replace(list, ...order.map((choice) => boxes.get(choice.id)?.item));
        list.classList.toggle("short", order.length > SHORT + 3 && !opened);
        more.hidden = order.length <= SHORT + 3 || opened;
        replace(more, `Show all ${order.length}`);
      }
    },
  };
}

function slider(store: Store): { element: HTMLElement; update(state: State): void } {
  const id = freshId();
  const input = h("input", { type: "range", id, min: 0, max: 100, step: 5 });
  const output = h("output", { for: id });
  input.addEventListener("input", () => store.set({ confidence: Number(input.value) }));
  return {
    element: h("p", { class: "field" }, h("label", { for: id }, "Minimum confidence "), output, input),
    update({ confidence }) {
      if (Number(input.value) !== confidence) input.value = String(confidence);
      input.setAttribute("aria-valuetext", (confidence / 100).toFixed(2));
      replace(output, (confidence / 100).toFixed(2));
    },
  };
}

const ORIGINS: readonly (readonly [Origin, string])[] = [
  ["all", "all"],
  ["asserted", "said by sources"],
  ["inferred", "follow by rule"],
];

function origin(store: Store): { element: HTMLElement; update(state: State): void } {
  const name = freshId();
  const inputs = ORIGINS.map(([value]) => h("input", { type: "radio", name, value }));
  for (const input of inputs) input.addEventListener("change", () => store.set({ origin: input.value as Origin }));
  return {
    element: h(
      "fieldset",
      { class: "field" },
      h("legend", {}, "Relations that"),
      ...inputs.map((input, at) => h("label", {}, input, ` ${ORIGINS[at][1]}`)),
    ),
    update(state) {
      for (const input of inputs) input.checked = input.value === state.origin;
    },
  };
}
