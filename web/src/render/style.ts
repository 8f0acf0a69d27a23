/** Colours, in light and in dark. Nothing is told by colour alone: kinds have shapes, and what follows by rule is dashed. */

import type { Style } from "./types.ts";

/** Ten colours that people with any kind of colour vision can tell apart in pairs, none lighter than 3:1 on the ground. */
const LIGHT = [
  "#0b6bb0",
  "#b5500c",
  "#14795c",
  "#9a4a8c",
  "#8a6d00",
  "#b8304a",
  "#5b57c9",
  "#4f6b2a",
  "#7a5c46",
  "#596273",
];
const DARK = [
  "#5db3f0",
  "#f2965a",
  "#4cc79f",
  "#d68fca",
  "#dcb93c",
  "#f4798f",
  "#a3a0ff",
  "#a3c46e",
  "#c9a78d",
  "#a9b3c4",
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
