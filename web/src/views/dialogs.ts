/** Help and citation, each in a dialog that the browser itself closes on Escape. */

import type { Graph } from "../data/graph.ts";
import { copy } from "../export/save.ts";
import { h } from "./dom.ts";

const KEYS: readonly (readonly [string, string])[] = [
  ["/", "search"],
  ["← ↑ → ↓", "move the picture"],
  ["+ − 0", "nearer, farther, all of it"],
  ["n  p", "next and previous neighbour of what is selected, or entity where nothing is"],
  ["Enter", "select what n or p came to; again: show its surroundings"],
  ["Escape", "back: first the selection, then the surroundings, then the path"],
  ["g  t  l", "graph, table, lineage"],
  ["Shift + click", "on two entities: the shortest way between them that rests on evidence"],
  ["?", "this help"],
];

function dialog(title: string, ...content: readonly (Node | string)[]): HTMLDialogElement {
  const element = h(
    "dialog",
    { "aria-label": title },
    h("h2", {}, title),
    ...content,
    h("form", { method: "dialog" }, h("button", {}, "Close")),
  );
  element.addEventListener("click", (event) => {
    if (event.target === element) element.close();
  });
  return element;
}

export function help(): HTMLDialogElement {
  return dialog(
    "Keys and signs",
    h(
      "dl",
      { class: "keys" },
      ...KEYS.map(([key, text]) => h("div", {}, h("dt", {}, h("kbd", {}, key)), h("dd", {}, text))),
    ),
    h(
      "p",
      {},
      "A full line is what sources say; a dashed one follows by rule. An arrow points to the object of the statement. The size of an entity tells how many claims speak of it; its colour and shape tell its kind.",
    ),
    h(
      "p",
      {},
      "Everything is inside this file: it asks no other machine for anything. The address holds all that you have set, so a copied link shows the same.",
    ),
  );
}

export function cite({ meta }: Graph, say: (text: string) => void): HTMLDialogElement {
  const button = h("button", { type: "button" }, "Copy");
  button.addEventListener(
    "click",
    () =>
      void copy(meta.cite).then((done) =>
        say(done ? "Citation copied" : "Copying is not allowed here: select the text"),
      ),
  );
  return dialog("Cite", h("blockquote", {}, meta.cite), h("p", { class: "actions" }, button));
}
