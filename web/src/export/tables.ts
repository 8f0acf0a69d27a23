/** What is shown as tables and as GraphML. */

import { partial } from "../data/dates.ts";
import { type Graph, iriOf } from "../data/graph.ts";
import type { Shown } from "../render/types.ts";
import { sinceText } from "../views/claims.ts";
import { originText } from "../views/said.ts";

/** A cell as RFC 4180 has it; what a spreadsheet would run as a formula is kept from running. */
export function cell(value: string | number): string {
  const text = String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csv(head: readonly string[], rows: Iterable<readonly (string | number)[]>): string {
  const lines = [head.join(",")];
  for (const each of rows) lines.push(each.map(cell).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

export function nodesCsv(graph: Graph, shown: Shown): string {
  const { nodes, kinds, sectors } = graph;
  const rows = Array.from(shown.nodes, (i) => [
    iriOf(graph, i),
    nodes.label[i],
    kinds[nodes.kind[i]]?.id ?? "",
    partial(nodes.date[i], nodes.precision[i]),
    nodes.weight[i],
    (nodes.sectors[i] ?? []).map((sector) => sectors[sector]?.label ?? "").join("; "),
  ]);
  return csv(["iri", "label", "kind", "date", "claims", "sectors"], rows);
}

export function edgesCsv(graph: Graph, shown: Shown): string {
  const { nodes, edges, relations } = graph;
  const rows = Array.from(shown.edges, (j) => {
    const claims = edges.claim[j + 1] - edges.claim[j];
    return [
      iriOf(graph, edges.a[j]),
      nodes.label[edges.a[j]],
      relations[edges.relation[j]].id,
      iriOf(graph, edges.b[j]),
      nodes.label[edges.b[j]],
      originText(graph, j),
      claims,
      claims > 0 ? edges.confidence[j] / 100 : "",
      sinceText(graph, edges.claim[j], edges.claim[j + 1]),
    ];
  });
  return csv(
    [
      "subject",
      "subject_label",
      "relation",
      "object",
      "object_label",
      "standing",
      "claims",
      "confidence",
      "evidenced_since",
    ],
    rows,
  );
}

/** Text for XML 1.0: the characters that it forbids are left out. */
export function xml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

export function graphml(graph: Graph, shown: Shown): string {
  const { nodes, edges, kinds, relations } = graph;
  const key = (id: string, where: string, type: string): string =>
    `  <key id="${id}" for="${where}" attr.name="${id}" attr.type="${type}"/>`;
  const data = (id: string, value: string | number): string =>
    value === "" ? "" : `<data key="${id}">${xml(String(value))}</data>`;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...["label", "kind", "date"].map((id) => key(id, "node", "string")),
    key("weight", "node", "int"),
    ...["relation", "standing", "since"].map((id) => key(id, "edge", "string")),
    key("claims", "edge", "int"),
    key("confidence", "edge", "double"),
    '  <graph edgedefault="directed">',
  ];
  for (const i of shown.nodes) {
    const inside =
      data("label", nodes.label[i]) +
      data("kind", kinds[nodes.kind[i]]?.id ?? "") +
      data("date", partial(nodes.date[i], nodes.precision[i])) +
      data("weight", nodes.weight[i]);
    lines.push(`    <node id="${xml(iriOf(graph, i))}">${inside}</node>`);
  }
  for (const j of shown.edges) {
    const claims = edges.claim[j + 1] - edges.claim[j];
    const inside =
      data("relation", relations[edges.relation[j]].id) +
      data("standing", originText(graph, j)) +
      data("since", sinceText(graph, edges.claim[j], edges.claim[j + 1])) +
      data("claims", claims) +
      (claims > 0 ? data("confidence", edges.confidence[j] / 100) : "");
    lines.push(
      `    <edge source="${xml(iriOf(graph, edges.a[j]))}" target="${xml(iriOf(graph, edges.b[j]))}">${inside}</edge>`,
    );
  }
  lines.push("  </graph>", "</graphml>", "");
  return lines.join("\n");
}
