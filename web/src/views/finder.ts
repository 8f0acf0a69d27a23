/** The search field: what begins so while typing, what sounds like it on Enter. */

import type { Graph } from "../data/graph.ts";
import type { Search } from "../search/search.ts";
import { freshId, h, plural, replace } from "./dom.ts";
import { glyph } from "./glyph.ts";
import type { Actions } from "./part.ts";

export interface Finder {
  readonly element: HTMLElement;
  focus(): void;
}

export function finder(graph: Graph, search: Search, actions: Actions): Finder {
  const listId = freshId();
  const input = h("input", {
    type: "search",
    id: "tg-search",
    role: "combobox",
    placeholder: "Search",
    autocomplete: "off",
    spellcheck: "false",
    "aria-expanded": "false",
    "aria-controls": listId,
    "aria-autocomplete": "list",
    "aria-describedby": "tg-search-hint",
  });
  const list = h("ul", { id: listId, role: "listbox", "aria-label": "Found entities", class: "found", hidden: true });
  const status = h("p", { class: "hint", id: "tg-search-hint" }, "Enter also finds what is spelt nearly so.");
  const element = h(
    "search",
    { class: "finder" },
    h("label", { for: "tg-search" }, "Find an entity ", h("kbd", {}, "/")),
    input,
    list,
    status,
  );
  let found: number[] = [];
  let active = -1;
  let asked = 0;

  const close = (): void => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (node: number): void => {
    close();
    actions.select(node);
  };
  const mark = (to: number): void => {
    active = found.length === 0 ? -1 : (to + found.length) % found.length;
    [...list.children].forEach((option, at) => {
      option.setAttribute("aria-selected", String(at === active));
    });
    const option = list.children[active];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  };
  const show = (): void => {
    replace(
      list,
      ...found.map((i, at) =>
        h(
          "li",
          {
            role: "option",
            id: `${listId}-${at}`,
            "aria-selected": "false",
            click: () => choose(i),
            mousedown: (event) => event.preventDefault(),
          },
          glyph(graph.kinds[graph.nodes.kind[i]]),
          ` ${graph.nodes.label[i].slice(0, 120)} `,
          h("span", { class: "about" }, graph.kinds[graph.nodes.kind[i]]?.label ?? ""),
        ),
      ),
    );
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    active = -1;
    input.removeAttribute("aria-activedescendant");
  };
  const ask = async (fuzzy: boolean): Promise<void> => {
    const query = input.value;
    const mine = ++asked;
    const answer = await search.find(query, fuzzy);
    if (mine !== asked) return;
    found = answer;
    show();
    if (query.trim() === "") replace(status, "Enter also finds what is spelt nearly so.");
    else if (found.length > 0) replace(status, `${plural(found.length, "entity", "entities")} found`);
    else
      replace(
        status,
        fuzzy ? "Nothing in this file is called so." : "Nothing begins so; Enter looks for similar names.",
      );
    actions.say(status.textContent ?? "");
  };
  input.addEventListener("focus", () => search.start());
  input.addEventListener("input", () => void ask(false));
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark(active + (event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (active >= 0) choose(found[active]);
      else void ask(true).then(() => mark(0));
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (list.hidden) {
        input.value = "";
        found = [];
        input.blur();
      }
      close();
    }
  });
  return { element, focus: () => input.focus() };
}
