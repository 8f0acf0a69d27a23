/** Light or dark: as the system wishes, until somebody chooses; with forced colours, as those are. */

const DARK = "(prefers-color-scheme: dark)";
const FORCED = "(forced-colors: active)";

/** Whether the page stands on a dark ground. */
export function wantsDark(): boolean {
  return window.matchMedia(FORCED).matches ? forcedDark() : window.matchMedia(DARK).matches;
}

/** Calls back when the system changes its mind. */
export function watchTheme(changed: (dark: boolean) => void): void {
  const told = (): void => {
    // Paper is light whatever the screen is; the picture of the screen is what is printed.
    if (!window.matchMedia("print").matches) changed(wantsDark());
  };
  for (const query of [DARK, FORCED]) window.matchMedia(query).addEventListener("change", told);
}

/** Forced colours are the user's own: the ground is dark when its text is light. */
function forcedDark(): boolean {
  const probe = document.createElement("span");
  probe.style.color = "CanvasText";
  document.body.append(probe);
  const [red = 0, green = 0, blue = 0] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).map(Number);
  probe.remove();
  return 0.3 * red + 0.6 * green + 0.1 * blue > 127;
}
