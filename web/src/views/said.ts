/** Sentences about edges and values. */

import type { Graph } from "../data/graph.ts";
import { ORIGIN, ownerOf } from "../data/graph.ts";

export function edgeText(graph: Graph, j: number): string {
  const { edges, nodes, relations } = graph;
  return `${nodes.label[edges.a[j]]} ${relations[edges.relation[j]].label} ${nodes.label[edges.b[j]]}`;
}

export function valueText(graph: Graph, v: number): string {
  const { values, units } = graph;
  const unit = units[values.unit[v]]?.label ?? "";
  const text = readable(values.text[v]);
  return unit ? `${text} ${unit}` : text;
}

const POWERS = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

/** Long numbers with commas, and those that nobody counts the digits of with a power of ten. */
export function readable(text: string): string {
  if (!/^\d{5,}$/.test(text)) return text;
  if (text.length < 16) return text.replace(/\B(?=(\d{3})+$)/g, ",");
  const digits = text.replace(/0+$/, "");
  const power = [...String(text.length - 1)].map((digit) => POWERS[Number(digit)]).join("");
  return `${digits.slice(0, 1)}${digits.length > 1 ? `.${digits.slice(1, 5)}` : ""} × 10${power}`;
}

/** What any claim says, found by the row that owns it. */
export function claimText(graph: Graph, claim: number): string {
  const { edges, values, nodes, relations } = graph;
  if (claim < edges.claim[edges.m]) return edgeText(graph, ownerOf(edges.claim, claim));
  const v = ownerOf(values.claim, claim);
  return `${nodes.label[values.subject[v]]}: ${relations[values.relation[v]].label} ${valueText(graph, v)}`;
}

export function originText(graph: Graph, j: number): string {
  const origin = graph.edges.origin[j];
  if (origin === ORIGIN.rule) return "follows by rule";
  if (origin === ORIGIN.scheme) return "link of a scheme";
  return graph.edges.asserted[j] ? "asserted" : "claimed, not accepted as a fact";
}
