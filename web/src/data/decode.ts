/** From the file's columns to the graph in memory. */

import { monthOf } from "./dates.ts";
import type { Claims, Dated, Edges, Evidence, Graph, Kind, Nodes, Relation, Sources, Trend, Values } from "./graph.ts";
import { column, FileError, numbers, type Payload, starts, sums, type Table } from "./payload.ts";
import { incidence, type Rows, rows } from "./rows.ts";

type Text = string | null;
type Day = number | null;
const DISPUTES = 1;
const SHAPES = ["circle", "square", "triangle", "diamond", "hexagon", "star", "down", "cross"];

export function decode(payload: Payload): Graph {
  const nodes = decodeNodes(payload);
  const claims = decodeClaims(payload.claims);
  const edges = decodeEdges(payload.edges, nodes.n, claims);
  const values = decodeValues(payload.values, edges.claim[edges.m]);
  const evidence = decodeEvidence(payload.evidence);
  const sources = decodeSources(payload.sources);
  const { title, selection, totals, shown, release, ontology, evidence_up_to, cite, base, prefixes, focus, view } =
    payload;
  return {
    meta: { title, selection, totals, shown, release, ontology, evidence_up_to, cite, base, prefixes, focus, view },
    kinds: decodeKinds(payload.kinds),
    relations: decodeRelations(payload.relations),
    datatypes: column<string>(payload.datatypes, "id", ""),
    units: named(payload.units),
    sectors: named(payload.sectors),
    nodes,
    edges,
    values,
    claims,
    evidence,
    sources,
    trends: decodeTrends(payload),
    incident: incidence(nodes.n, edges.a, edges.b),
    said: rows(nodes.n, values.subject, Uint32Array.from(values.subject.keys())),
    dated: decodeDated(nodes.n, edges, values, claims, evidence, sources),
  };
}

function named(table: Table): { id: string; label: string }[] {
  const label = column<string>(table, "label", "");
  return column<string>(table, "id", "").map((id, i) => ({ id, label: label[i] }));
}

function decodeKinds(table: Table): Kind[] {
  const get = (name: string): readonly string[] => column<string>(table, name, "");
  const [label, plural, iri, shape] = [get("label"), get("plural"), get("iri"), get("shape")];
  const colour = column<number>(table, "colour", 0);
  return get("id").map((id, i) => ({
    id,
    label: label[i] || id,
    plural: plural[i] || label[i] || id,
    iri: iri[i],
    colour: colour[i],
    shape: Math.max(0, SHAPES.indexOf(shape[i])),
  }));
}

function decodeRelations(table: Table): Relation[] {
  const get = (name: string): readonly string[] => column<string>(table, name, "");
  const [label, inverse, iri, definition] = [get("label"), get("inverse"), get("iri"), get("definition")];
  return get("id").map((id, i) => ({
    id,
    label: label[i] || id,
    inverse: inverse[i] || `${label[i] || id} (from)`,
    iri: iri[i],
    definition: definition[i],
  }));
}

/** Fills in the slugs that are made of labels: of those, the file holds `segment/` alone. */
function identifiers(ids: readonly string[], labels: readonly string[]): string[] {
  return ids.map((id, i) => (id.endsWith("/") && !id.includes(":") ? id + slug(labels[i]) : id));
}

function slug(label: string): string {
  return label
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
}

function decodeNodes(payload: Payload): Nodes {
  const table = payload.entities;
  const n = table.length;
  const range = payload.layout?.range ?? 16383;
  const x = numbers(new Float32Array(n), table, "x", Number.NaN);
  const y = numbers(new Float32Array(n), table, "y", Number.NaN);
  let placed = true;
  for (let i = 0; i < n; i++) {
    if (Number.isNaN(x[i]) || Number.isNaN(y[i])) placed = false;
    // The layout room works around the origin, in steps of about one radius.
    x[i] = (x[i] / range - 0.5) * 4096;
    y[i] = (y[i] / range - 0.5) * 4096;
  }
  return {
    n,
    id: identifiers(column<string>(table, "id", ""), column<string>(table, "label", "")),
    label: column<string>(table, "label", ""),
    naming: column<Day>(table, "naming", null),
    names: column<readonly string[]>(table, "names", null as never),
    kind: numbers(new Uint8Array(n), table, "kind", 0),
    also: column<readonly string[]>(table, "also", null as never),
    sectors: column<readonly number[]>(table, "sectors", null as never),
    date: column<Day>(table, "date", null),
    precision: column<Day>(table, "precision", null),
    weight: numbers(new Uint32Array(n), table, "weight", 0),
    links: numbers(new Uint32Array(n), table, "links", 0),
    description: column<Text>(table, "description", null),
    proposed: numbers(new Uint8Array(n), table, "proposed", 0),
    x,
    y,
    placed,
  };
}

function decodeEdges(table: Table, n: number, claims: Claims): Edges {
  const m = table.length;
  const a = numbers(new Uint32Array(m), table, "subject_delta", 0);
  sums(a);
  const b = numbers(new Uint32Array(m), table, "object", 0);
  for (let j = 0; j < m; j++) {
    if (a[j] >= n || b[j] >= n) throw new FileError(`edge ${j} ends in an entity that the file does not hold`);
  }
  const claim = starts(table, "claim_count");
  const confidence = new Uint8Array(m).fill(100);
  for (let j = 0; j < m; j++) {
    if (claim[j] === claim[j + 1]) continue;
    let most = 0;
    for (let c = claim[j]; c < claim[j + 1]; c++) most = Math.max(most, claims.confidence[c]);
    confidence[j] = most;
  }
  return {
    m,
    a,
    b,
    relation: numbers(new Uint16Array(m), table, "relation", 0),
    origin: numbers(new Uint8Array(m), table, "origin", 0),
    asserted: numbers(new Uint8Array(m), table, "asserted", 0),
    claim,
    confidence,
  };
}

function decodeValues(table: Table, firstClaim: number): Values {
  const count = table.length;
  const subject = numbers(new Uint32Array(count), table, "subject_delta", 0);
  sums(subject);
  return {
    count,
    subject,
    relation: numbers(new Uint16Array(count), table, "relation", 0),
    text: column<string>(table, "text", ""),
    lexical: column<Text>(table, "lexical", null),
    datatype: numbers(new Int32Array(count), table, "datatype", -1),
    iri: column<Text>(table, "iri", null),
    precision: column<Day>(table, "precision", null),
    unit: numbers(new Int32Array(count), table, "unit", -1),
    claim: starts(table, "claim_count").map((start) => start + firstClaim),
  };
}

function decodeClaims(table: Table): Claims {
  const count = table.length;
  return {
    count,
    id: column<Text>(table, "id", null),
    stance: numbers(new Uint8Array(count), table, "stance", 0),
    status: numbers(new Uint8Array(count), table, "status", 0),
    confidence: numbers(new Float64Array(count), table, "confidence", 100),
    from: column<Day>(table, "from", null),
    fromPrecision: column<Day>(table, "from_precision", null),
    to: column<Day>(table, "to", null),
    toPrecision: column<Day>(table, "to_precision", null),
    recorded: column<Day>(table, "recorded", null),
    dropped: column<Day>(table, "dropped", null),
    conflict: numbers(new Int32Array(count), table, "conflict", -1),
    preferred: numbers(new Uint8Array(count), table, "preferred", 0),
    evidence: starts(table, "evidence_count"),
  };
}

function decodeEvidence(table: Table): Evidence {
  const count = table.length;
  return {
    count,
    source: numbers(new Uint32Array(count), table, "source", 0),
    place: column<Text>(table, "place", null),
    start: column<Day>(table, "start", null),
    end: column<Day>(table, "end", null),
    digest: column<Text>(table, "digest", null),
    passage: column<Text>(table, "passage", null),
    stance: numbers(new Uint8Array(count), table, "stance", 0),
    directness: numbers(new Uint8Array(count), table, "directness", 0),
  };
}

function decodeSources(table: Table): Sources {
  const text = (name: string): readonly Text[] => column<Text>(table, name, null);
  const day = (name: string): readonly Day[] => column<Day>(table, name, null);
  return {
    count: table.length,
    id: column<string>(table, "id", ""),
    title: column<string>(table, "title", ""),
    publisher: text("publisher"),
    url: text("url"),
    issued: day("issued"),
    precision: day("precision"),
    accessed: day("accessed"),
    licence: text("licence"),
    kind: text("kind"),
  };
}

function decodeTrends({ trends = [], series = [] }: Payload): Trend[] {
  return trends.map((trend) => ({ ...trend, series: (trend.series ?? []).flatMap((i) => series[i] ?? []) }));
}

/** The months in which the sources that support each edge and each entity were issued. */
function decodeDated(
  n: number,
  edges: Edges,
  values: Values,
  claims: Claims,
  evidence: Evidence,
  sources: Sources,
): Dated {
  const monthOfSource = sources.issued.map((day) => (day === null ? -1 : monthOf(day)));
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  const all: number[] = [];
  const edgeRow: number[] = [];
  const edgeMonth: number[] = [];
  const nodeRow: number[] = [];
  const nodeMonth: number[] = [];
  const walk = (from: number, to: number, add: (month: number) => void): void => {
    for (let e = claims.evidence[from]; e < claims.evidence[to]; e++) {
      if (evidence.stance[e] === DISPUTES) continue;
      const month = monthOfSource[evidence.source[e]];
      if (month === undefined || month < 0) continue;
      first = Math.min(first, month);
      last = Math.max(last, month);
      all.push(month);
      add(month);
    }
  };
  for (let j = 0; j < edges.m; j++) {
    walk(edges.claim[j], edges.claim[j + 1], (month) => {
      edgeRow.push(j);
      edgeMonth.push(month);
      nodeRow.push(edges.a[j], edges.b[j]);
      nodeMonth.push(month, month);
    });
  }
  for (let v = 0; v < values.count; v++) {
    walk(values.claim[v], values.claim[v + 1], (month) => {
      nodeRow.push(values.subject[v]);
      nodeMonth.push(month);
    });
  }
  if (last < first) first = last = 0;
  return {
    all: Uint16Array.from(all),
    edges: sorted(rows(edges.m, edgeRow, edgeMonth)),
    nodes: sorted(rows(n, nodeRow, nodeMonth)),
    first,
    last,
  };
}

function sorted(of: Rows): Rows {
  for (let i = 0; i + 1 < of.start.length; i++) {
    if (of.start[i + 1] - of.start[i] > 1) of.items.subarray(of.start[i], of.start[i + 1]).sort();
  }
  return of;
}
