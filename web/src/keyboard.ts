/** All keys in one place. */

export interface Keys {
  search(): void;
  pan(dx: number, dy: number): void;
  zoom(factor: number): void;
  fit(): void;
  step(by: 1 | -1): void;
  enter(): void;
  escape(): void;
  view(name: "graph" | "table" | "lineage"): void;
  help(): void;
}

const PAN = 80;
const ZOOM = 1.4;

/** Keys that work anywhere but in a field, and those that need the picture to have the focus. */
export function listen(keys: Keys, stage: HTMLElement): void {
  const anywhere: Record<string, () => void> = {
    "/": keys.search,
    "?": keys.help,
    Escape: keys.escape,
    g: () => keys.view("graph"),
    t: () => keys.view("table"),
    l: () => keys.view("lineage"),
  };
  const onStage: Record<string, () => void> = {
    ArrowLeft: () => keys.pan(PAN, 0),
    ArrowRight: () => keys.pan(-PAN, 0),
    ArrowUp: () => keys.pan(0, PAN),
    ArrowDown: () => keys.pan(0, -PAN),
    "+": () => keys.zoom(ZOOM),
    "=": () => keys.zoom(ZOOM),
    "-": () => keys.zoom(1 / ZOOM),
    "0": keys.fit,
    n: () => keys.step(1),
    p: () => keys.step(-1),
    Enter: keys.enter,
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const target = event.target;
    const typing =
      target instanceof HTMLInputElement ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement;
    const does =
      target === stage
        ? (onStage[event.key] ?? anywhere[event.key])
        : typing && event.key !== "Escape"
          ? undefined
          : anywhere[event.key];
    if (does === undefined) return;
    event.preventDefault();
    does();
  });
}
