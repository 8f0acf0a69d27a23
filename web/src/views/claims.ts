/** Claims as people read them: who says it, where, since when, how surely, and who says otherwise. */

import { partial } from "../data/dates.ts";
import type { Graph } from "../data/graph.ts";
import { claimIri } from "../export/identity.ts";
import { h, linked, longText, plural } from "./dom.ts";

const STATUS = ["accepted", "proposed", "contested", "retracted"];
const EVIDENCE_STANCE = ["supports", "disputes", "mentions"];
const DIRECTNESS = ["first-party source", "independent measurement", "secondary source"];
const DISPUTES = 1;

/** What a claim says, for those that stand beside it: text of an edge or a value. */
export interface Statement {
  readonly text: string;
}

/** Cards of some claims; those that contradict each other stand side by side in one frame. */
export function claimCards(graph: Graph, claims: readonly number[], say: (claim: number) => Statement): HTMLElement {
  const { conflict } = graph.claims;
  const list = h("div", { class: "claims" });
  const seen = new Set<number>();
  for (const c of claims) {
    if (seen.has(c)) continue;
    const group = conflict[c];
    if (group < 0) {
      list.append(card(graph, c, undefined));
      continue;
    }
    const rivals = [c, ...others(graph, c)];
    for (const rival of rivals) seen.add(rival);
    list.append(
      h(
        "section",
        { class: "conflict", "aria-label": "Claims that contradict each other" },
        h("h4", {}, `Sources disagree: ${plural(rivals.length, "claim")}`),
        h("div", { class: "side-by-side" }, ...rivals.map((rival) => card(graph, rival, say(rival)))),
      ),
    );
  }
  return list;
}

/** The other claims of a conflict. */
function others(graph: Graph, c: number): number[] {
  const { conflict, count } = graph.claims;
  const found: number[] = [];
  for (let each = 0; each < count; each++) if (each !== c && conflict[each] === conflict[c]) found.push(each);
  return found;
}

function card(graph: Graph, c: number, statement: Statement | undefined): HTMLElement {
  const { claims } = graph;
  const denies = claims.stance[c] === 1;
  const rows: (readonly [string, string])[] = [];
  const from = partial(claims.from[c], claims.fromPrecision[c]);
  const to = partial(claims.to[c], claims.toPrecision[c]);
  if (from || to) rows.push(["Holds", to ? `${from || "…"} until before ${to}` : `from ${from}`]);
  rows.push(["Recorded", partial(claims.recorded[c], 0)]);
  if (claims.dropped[c] !== null) rows.push(["Dropped", partial(claims.dropped[c], 0)]);
  const disputes = disputed(graph, c);
  if (disputes > 0) rows.push(["Disputed by", plural(disputes, "passage")]);
  rows.push(["Claim", `${claimIri(graph, c).split("/").at(-1)?.slice(0, 8)}…`]);
  return h(
    "article",
    { class: denies ? "claim denies" : "claim" },
    statement && h("p", { class: "says" }, longText(statement.text)),
    h(
      "p",
      { class: "badges" },
      h("span", { class: denies ? "badge bad" : "badge good" }, denies ? "denies" : "affirms"),
      h("span", { class: `badge status-${STATUS[claims.status[c]]}` }, STATUS[claims.status[c]] ?? "unknown"),
      claims.conflict[c] >= 0 && claims.preferred[c] === 1 && h("span", { class: "badge" }, "preferred by rule"),
      confidence(claims.confidence[c]),
    ),
    h(
      "dl",
      { class: "facts" },
      ...rows.filter(([, text]) => text).map(([term, text]) => h("div", {}, h("dt", {}, term), h("dd", {}, text))),
    ),
    h("ul", { class: "evidence" }, ...evidenceOf(graph, c).map((e) => passage(graph, e))),
  );
}

export function confidence(hundredths: number): HTMLElement {
  return h(
    "span",
    { class: "confidence" },
    h("meter", { min: 0, max: 100, value: hundredths, "aria-label": "Confidence" }),
    ` ${(hundredths / 100).toFixed(2)}`,
  );
}

function evidenceOf(graph: Graph, c: number): number[] {
  const found: number[] = [];
  for (let e = graph.claims.evidence[c]; e < graph.claims.evidence[c + 1]; e++) found.push(e);
  return found;
}

function disputed(graph: Graph, c: number): number {
  return evidenceOf(graph, c).filter((e) => graph.evidence.stance[e] === DISPUTES).length;
}

function passage(graph: Graph, e: number): HTMLElement {
  const { evidence, sources } = graph;
  const source = evidence.source[e];
  const stance = evidence.stance[e];
  const text = evidence.passage[e];
  const start = evidence.start[e];
  const end = evidence.end[e];
  const place = evidence.place[e] ?? (start === null ? "" : `characters ${start} to ${end ?? "?"}`);
  const issued = partial(sources.issued[source], sources.precision[source]);
  const about = [
    sources.publisher[source],
    issued ? `issued ${issued}` : "day of issue unknown",
    place,
    DIRECTNESS[evidence.directness[e]],
    sources.licence[source] && sources.licence[source] !== "undisclosed" ? sources.licence[source] : null,
    sources.accessed[source] === null ? null : `read ${partial(sources.accessed[source], 0)}`,
  ].filter(Boolean);
  return h(
    "li",
    { class: stance === DISPUTES ? "disputes" : null },
    stance !== 0 && h("span", { class: "badge bad" }, EVIDENCE_STANCE[stance]),
    stance !== 0 && " ",
    linked(sources.title[source] || sources.id[source] || "a source without a title", sources.url[source]),
    h("span", { class: "about" }, about.join(" · ")),
    text !== null && h("blockquote", {}, longText(text)),
  );
}

/** When the sources that support some claims were issued: `2021`, or `2021 to 2024`. */
export function sinceText(graph: Graph, from: number, to: number): string {
  const { claims, evidence, sources } = graph;
  let first: number | undefined;
  for (let e = claims.evidence[from]; e < claims.evidence[to]; e++) {
    const issued = sources.issued[evidence.source[e]];
    if (evidence.stance[e] === DISPUTES || issued === null || issued === undefined) continue;
    if (first === undefined || issued < first) first = issued;
  }
  return first === undefined ? "" : partial(first, 1);
}
