/** Colours, in light and in dark. Nothing is told by colour alone: kinds have shapes, and what follows by rule is dashed. */

import type { Style } from "./types.ts";

/** The ten colours of `src/trendgraph/explorer/palette.py`, and their like on a dark ground. */
const LIGHT = [
  "#2166ac",
  "#b2560d",
  "#1b7f5c",
  "#c2332d",
  "#7b3fa0",
  "#0f8ea3",
  "#8a6d00",
  "#c05a9c",
  "#4f5d75",
  "#7a7a7a",
];
const DARK = [
  "#6aaeea",
  "#f0975a",
  "#4cc79f",
  "#ff8a80",
  "#c79be8",
  "#4cc9dd",
  "#dcb93c",
  "#ea9ccb",
  "#a9b7d0",
  "#b5b5b5",
];

export const LIGHT_STYLE: Style = {
  background: "#ffffff",
  edge: "#8b93a5",
  strong: "#1c2536",
  outline: "#ffffff",
  text: "#141b2b",
  accent: "#b3261e",
  colours: LIGHT,
};

export const DARK_STYLE: Style = {
  background: "#12161f",
  edge: "#6d7789",
  strong: "#e8ecf4",
  outline: "#12161f",
  text: "#eef1f7",
  accent: "#ffb4ab",
  colours: DARK,
};
