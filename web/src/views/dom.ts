/** Elements without markup in strings: what comes from the data can only become text. */

type Child = Node | string | number | null | undefined | false | readonly Child[];
type Handler = (event: Event) => void;
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined | Handler>>;

const SVG = "http://www.w3.org/2000/svg";

function fill(element: Element, attributes: Attributes, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  add(element, children);
}

function add(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) add(element, child);
    else element.append(child instanceof Node ? child : String(child));
  }
}

/** Makes an HTML element; a function as attribute listens to the event of that name. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  fill(element, attributes, children);
  return element;
}

export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag);
  fill(element, attributes, children);
  return element;
}

export function replace(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren();
  add(element, children);
}

/** Only these are ever followed; anything else (`javascript:`, `data:`, `file:`) stays text. */
export function isLink(address: string | null | undefined): address is string {
  return typeof address === "string" && /^https?:\/\/[^\s]+$/i.test(address);
}

export function linked(text: string, address: string | null | undefined): Node {
  return isLink(address)
    ? h("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, text)
    : document.createTextNode(text);
}

const LONG = 400;

/** Text of any length: a long one is cut, says how long it is, and opens on request. */
export function longText(text: string): Node {
  if (text.length <= LONG) return document.createTextNode(text);
  const whole = h("span", {}, `${text.slice(0, LONG).trimEnd()}… `);
  const more = h("button", { type: "button", class: "more" }, `Show all ${count(text.length)} characters`);
  more.addEventListener("click", () => {
    const field = h("textarea", { readonly: true, rows: 12, "aria-label": "The whole text" });
    field.value = text;
    replace(whole, field);
    field.focus();
  });
  whole.append(more);
  return whole;
}

const FORMAT = new Intl.NumberFormat("en-GB");

export function count(number: number): string {
  return FORMAT.format(number);
}

export function plural(number: number, one: string, many = `${one}s`): string {
  return `${count(number)} ${number === 1 ? one : many}`;
}

let ids = 0;

export function freshId(): string {
  ids += 1;
  return `tg-${ids}`;
}
