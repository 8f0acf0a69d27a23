/** The head of the page: what this is, how fresh, how to look at it, and what to take away. */

import type { ViewName } from "../state/state.ts";
import type { Store } from "../state/store.ts";
import { h } from "./dom.ts";
import type { Context, Part } from "./part.ts";

export interface TakeAway {
  readonly name: string;
  readonly run: () => void;
}

export interface HeaderActions {
  readonly takeAway: readonly TakeAway[];
  help(): void;
  theme(): void;
}

const VIEWS: readonly (readonly [Exclude<ViewName, "">, string])[] = [
  ["graph", "Graph"],
  ["table", "Table"],
  ["lineage", "Lineage"],
];

export function header({ meta }: Context["graph"], store: Store, actions: HeaderActions): Part {
  const views = VIEWS.map(([name, text]) =>
    h("button", { type: "button", "aria-pressed": "false", click: () => store.set({ view: name }) }, text),
  );
  const menu = h(
    "details",
    { class: "menu" },
    h("summary", {}, "Take away"),
    h(
      "ul",
      {},
      ...actions.takeAway.map(({ name, run }) =>
        h("li", {}, h("button", { type: "button", click: () => done(run) }, name)),
      ),
    ),
  );
  const shut = (): void => {
    menu.open = false;
  };
  const done = (run: () => void): void => {
    shut();
    run();
  };
  document.addEventListener("pointerdown", (event) => {
    if (menu.open && event.target instanceof Node && !menu.contains(event.target)) shut();
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    shut();
    menu.querySelector("summary")?.focus();
  });
  const element = h(
    "header",
    { class: "head" },
    h("h1", {}, "trendgraph"),
    h(
      "p",
      { class: "release" },
      `Release ${meta.release}`,
      meta.evidence_up_to ? ` · evidence up to ${meta.evidence_up_to}` : " · no evidence yet",
    ),
    h("div", { class: "views", role: "group", "aria-label": "View" }, ...views),
    menu,
    h(
      "button",
      { type: "button", class: "theme", "aria-label": "Light or dark", title: "Light or dark", click: actions.theme },
      "◐",
    ),
    h("button", { type: "button", "aria-label": "Help and keys", title: "Help and keys", click: actions.help }, "?"),
  );
  return {
    element,
    update({ view }) {
      views.forEach((button, at) => {
        button.setAttribute("aria-pressed", String(VIEWS[at][0] === view));
      });
    },
  };
}
