/** The sign of a kind: its shape in its colour. */

import type { Kind } from "../data/graph.ts";
import { pathData } from "../render/shapes.ts";
import { s } from "./dom.ts";

export function glyph(kind: Kind | undefined): SVGSVGElement {
  const path = s("path", { d: pathData(kind?.shape ?? 0, 8, 8, 5.2), class: `ink-${kind?.colour ?? 9}` });
  return s("svg", { viewBox: "0 0 16 16", width: 14, height: 14, class: "glyph", "aria-hidden": "true" }, path);
}
