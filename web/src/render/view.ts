/** Where a view has to be so that things fit, and when a picture no longer serves it. */

import type { Box } from "./pick.ts";
import type { Frame, View } from "./types.ts";

/** Room around a picture that fits: for names, what stands above it, and the legend below. */
const SIDE = 64;
const TOP = 64;
const BOTTOM = 104;
/** A few nodes do not fill the stage, or they would stand too far apart. */
const MOST_ZOOM = 2;
/** A picture is painted anew before its border, that many stages wide, comes into view. */
const SLACK = 0.15;

/** The room that a picture has on a stage of some size. */
export function roomOf(width: number, height: number): { width: number; height: number } {
  const margins = Math.min(TOP, height / 8) + Math.min(BOTTOM, height / 8);
  return { width: width - 2 * Math.min(SIDE, width / 8), height: Math.max(1, height - margins) };
}

/** The view in which a box just fills the room. */
export function fit(box: Box, width: number, height: number): View {
  const room = roomOf(width, height);
  const spanX = Math.max(box.right - box.left, 1);
  const spanY = Math.max(box.bottom - box.top, 1);
  const k = Math.min(room.width / spanX, room.height / spanY, MOST_ZOOM);
  const [top, bottom] = [Math.min(TOP, height / 8), Math.min(BOTTOM, height / 8)];
  return {
    k,
    x: width / 2 - ((box.left + box.right) / 2) * k,
    y: (height + top - bottom) / 2 - ((box.top + box.bottom) / 2) * k,
  };
}

/** Whether a view comes near the border of a picture, or its scale has changed much. */
export function isOutgrown(frame: Frame | undefined, now: View, width: number, height: number): boolean {
  if (frame === undefined) return true;
  const r = now.k / frame.view.k;
  if (r > 1.35 || r < 0.75) return true;
  const left = now.x - (frame.view.x + frame.width * frame.margin) * r;
  const top = now.y - (frame.view.y + frame.height * frame.margin) * r;
  const right = left + frame.width * (1 + 2 * frame.margin) * r;
  const bottom = top + frame.height * (1 + 2 * frame.margin) * r;
  return left > -width * SLACK || top > -height * SLACK || right < width * (1 + SLACK) || bottom < height * (1 + SLACK);
}
