/** Identifiers made of content: FORMAT.md says of which lines; the graph itself has the same ones. */

import { partial } from "../data/dates.ts";
import { expand, type Graph, iriOf, ownerOf } from "../data/graph.ts";

export const DIRECTNESS = ["firstParty", "independentMeasurement", "secondary"];
export const EVIDENCE_STANCE = ["supports", "disputes", "mentions"];
export const PRECISION = ["day", "month", "quarter", "year"];
export const STANCE = ["affirms", "denies"];

/** The first 64 primes give SHA-256 its constants: fractions of their roots, in 32 bits. */
const PRIMES = Array.from({ length: 312 }, (_, i) => i).filter((n) => n > 1 && !divided(n));
const fraction = (root: number): number => ((root % 1) * 2 ** 32) | 0;
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const ROUND = PRIMES.map((prime) => fraction(Math.cbrt(prime)));

function divided(n: number): boolean {
  for (let by = 2; by * by <= n; by++) if (n % by === 0) return true;
  return false;
}

/** SHA-256 (FIPS 180-4) in hexadecimal. Browsers have their own, but not in a page that is served without encryption. */
export function sha256(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const length = ((bytes.length + 8) >> 6) * 64 + 64;
  const padded = new Uint8Array(length);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(length - 4, bytes.length * 8);
  const state = Int32Array.from(START);
  const words = new Int32Array(64);
  for (let at = 0; at < length; at += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(at + i * 4);
    compress(state, words);
  }
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

function compress(state: Int32Array, words: Int32Array): void {
  for (let i = 16; i < 64; i++) {
    const [near, far] = [words[i - 2], words[i - 15]];
    const one = turn(near, 17) ^ turn(near, 19) ^ (near >>> 10);
    const zero = turn(far, 7) ^ turn(far, 18) ^ (far >>> 3);
    words[i] = words[i - 16] + zero + words[i - 7] + one;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const one = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const first = (h + one + ((e & f) ^ (~e & g)) + ROUND[i] + words[i]) | 0;
    const zero = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const second = (zero + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] += word;
  });
}

/** A hash of named parts, in their order; what is absent is a hyphen. */
function hashOf(form: string, parts: readonly (readonly [string, string | number | null])[]): string {
  const lines = [form, ...parts.map(([name, part]) => `${name} ${part ?? "-"}`)];
  return sha256(lines.map((line) => `${line}\n`).join("")).slice(0, 32);
}

/** What a claim says, whichever table owns it. */
interface Said {
  readonly subject: string;
  readonly predicate: string;
  readonly object: string;
  readonly unit: string | null;
}

function saidOf(graph: Graph, claim: number): Said {
  const { edges, values, relations, units, datatypes } = graph;
  const relation = (row: number): string => expand(graph, relations[row].iri);
  if (claim < edges.claim[edges.m]) {
    const j = ownerOf(edges.claim, claim);
    const object = `<${iriOf(graph, edges.b[j])}>`;
    return { subject: iriOf(graph, edges.a[j]), predicate: relation(edges.relation[j]), object, unit: null };
  }
  const v = ownerOf(values.claim, claim);
  const iri = values.iri[v];
  const precision = PRECISION[values.precision[v] ?? -1] ?? "-";
  const text = `"${values.lexical[v] ?? values.text[v]}"^^<${expand(graph, datatypes[values.datatype[v]] ?? "")}>`;
  return {
    subject: iriOf(graph, values.subject[v]),
    predicate: relation(values.relation[v]),
    object: iri ? `<${expand(graph, iri)}>` : `${text} ${precision}`,
    unit: values.unit[v] < 0 ? null : expand(graph, units[values.unit[v]].id),
  };
}

/** The IRI of a claim. */
export function claimIri(graph: Graph, claim: number): string {
  const { claims, meta } = graph;
  const foreign = claims.id[claim];
  if (foreign) return foreign;
  const { subject, predicate, object, unit } = saidOf(graph, claim);
  const hash = hashOf("trendgraph claim 1", [
    ["subject", `<${subject}>`],
    ["predicate", `<${predicate}>`],
    ["object", object],
    ["unit", unit],
    ["stance", STANCE[claims.stance[claim]]],
    ["valid_from", partial(claims.from[claim], claims.fromPrecision[claim]) || null],
    ["valid_to", partial(claims.to[claim], claims.toPrecision[claim]) || null],
  ]);
  return `${meta.base}claim/${hash}`;
}

/** The IRI of the place that a piece of evidence points at. */
export function selectorIri(graph: Graph, row: number): string {
  const { evidence, sources, meta } = graph;
  const source = sources.id[evidence.source[row]];
  const place = evidence.place[row];
  const hash =
    place === null
      ? hashOf("trendgraph text position selector 1", [
          ["source", source],
          ["start", evidence.start[row]],
          ["end", evidence.end[row]],
        ])
      : hashOf("trendgraph fragment selector 1", [
          ["source", source],
          ["value", place],
        ]);
  return `${meta.base}selector/${hash}`;
}

/** The IRI of a piece of evidence. */
export function evidenceIri(graph: Graph, row: number): string {
  const { evidence, sources, meta } = graph;
  const hash = hashOf("trendgraph evidence 1", [
    ["source", sources.id[evidence.source[row]]],
    ["selector", selectorIri(graph, row)],
    ["digest", evidence.digest[row]],
    ["stance", EVIDENCE_STANCE[evidence.stance[row]]],
    ["directness", DIRECTNESS[evidence.directness[row]]],
  ]);
  return `${meta.base}evidence/${hash}`;
}
