/** Graphs of any size in the form of the file, the same for the same numbers: for tests and figures. */

import type { Payload, Table } from "../src/data/payload.ts";

export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const KINDS = [
  ["LanguageModel", "language model", "circle", 0],
  ["Organisation", "organisation", "square", 1],
  ["Technique", "technique", "diamond", 2],
  ["Task", "task", "triangle", 3],
  ["Concern", "concern", "circle", 4],
  ["Regulation", "regulation", "square", 5],
] as const;
const RELATIONS = ["developedBy", "usesTechnique", "performsTask", "addressesConcern", "regulates", "relatedTo"];
const SYLLABLES = [
  "al",
  "be",
  "con",
  "de",
  "fin",
  "gra",
  "lo",
  "mi",
  "nor",
  "pal",
  "qua",
  "ri",
  "so",
  "tra",
  "vel",
  "xi",
];

export interface Size {
  readonly nodes: number;
  readonly edges: number;
  readonly shown?: number;
  readonly placed?: boolean;
  readonly hub?: boolean;
}

export function synthetic({ nodes: n, edges: m, shown = 200, placed = true, hub = false }: Size): Payload {
  const next = random(n * 31 + m);
  const whole = (below: number): number => Math.floor(next() * below);
  const normal = (): number => Math.sqrt(-2 * Math.log(next() || 1e-9)) * Math.cos(2 * Math.PI * next());
  const clusters = Array.from({ length: 24 }, () => [2500 + whole(11000), 2500 + whole(11000)]);
  const cluster = Array.from({ length: n }, () => whole(clusters.length));
  const clip = (value: number): number => Math.max(0, Math.min(16383, Math.round(value)));
  const pairs = links(n, m, hub, whole, next, cluster);
  const weight = new Array<number>(n).fill(1);
  for (const [a, b] of pairs) {
    weight[a]++;
    weight[b]++;
  }
  const order = [...weight.keys()].sort((i, j) => weight[j] - weight[i] || i - j);
  const rank = new Array<number>(n);
  order.forEach((i, at) => {
    rank[i] = at;
  });
  const sorted = pairs.map(([a, b]) => [rank[a], rank[b]] as const).sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  const delta = sorted.map(([a], j) => a - (j === 0 ? 0 : sorted[j - 1][0]));
  const word = (): string => SYLLABLES[whole(16)] + SYLLABLES[whole(16)] + SYLLABLES[whole(16)];
  const kind = order.map((i) => cluster[i] % KINDS.length);
  const inferred = sorted.map((_, j) => (j % 5 === 0 ? 1 : 0));
  const claims = inferred.filter((by) => by === 0).length;
  const sources = Math.max(1, Math.round(n / 20));
  return {
    ...head(n, m, claims, sources, shown),
    entities: {
      length: n,
      id: order.map((_, at) => `${KINDS[kind[at]][0].toLowerCase()}/e${at}`),
      label: order.map((_, at) => `${word()} ${word()} ${at}`),
      names: null,
      kind,
      also: null,
      sectors: order.map((_, at) => (at % 3 === 0 ? [at % 4] : null)) as never,
      date: order.map(() => 17000 + whole(3000)),
      precision: 0,
      weight: order.map((i) => weight[i]),
      links: order.map((i) => weight[i] - 1),
      x: placed ? order.map((i) => clip(clusters[cluster[i]][0] + normal() * 900)) : null,
      y: placed ? order.map((i) => clip(clusters[cluster[i]][1] + normal() * 900)) : null,
      description: null,
      proposed: 0,
    },
    edges: {
      length: m,
      subject_delta: delta,
      relation: sorted.map(() => whole(RELATIONS.length)),
      object: sorted.map(([, b]) => b),
      origin: inferred,
      asserted: inferred.map((by) => 1 - by),
      claim_count: inferred.map((by) => 1 - by),
    },
    values: { length: 0 },
    claims: {
      length: claims,
      id: null,
      stance: 0,
      status: 0,
      confidence: Array.from({ length: claims }, () => 60 + whole(41)),
      recorded: 20780,
      conflict: -1,
      preferred: 0,
      evidence_count: 1,
    },
    evidence: {
      length: claims,
      source: Array.from({ length: claims }, () => whole(sources)),
      place: "abstract",
      stance: 0,
      directness: 0,
    },
  };
}

function links(
  n: number,
  m: number,
  hub: boolean,
  whole: (below: number) => number,
  next: () => number,
  cluster: readonly number[],
): [number, number][] {
  if (n < 2) return [];
  const members: number[][] = [];
  cluster.forEach((c, i) => {
    members[c] ??= [];
    members[c].push(i);
  });
  return Array.from({ length: m }, (_, j) => {
    if (hub) return [0, 1 + (j % (n - 1))];
    // A few have most of the links, and most links stay near.
    const a = Math.floor(n * next() ** 2.2);
    const near = members[cluster[a]];
    const b = next() < 0.8 ? near[Math.floor(near.length * next() ** 1.6)] : whole(n);
    return a === b ? [a, (a + 1) % n] : [a, b];
  });
}

function head(
  n: number,
  m: number,
  claims: number,
  sources: number,
  shown: number,
): Omit<Payload, "entities" | "edges" | "values" | "claims" | "evidence"> {
  const labels = RELATIONS.map((id) => id.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
  const table = (length: number, columns: Record<string, unknown>): Table => ({ length, ...columns }) as Table;
  return {
    format: "trendgraph-explorer",
    version: 1,
    title: `Synthetic graph of ${n} entities`,
    selection: "a synthetic graph",
    totals: { entities: n, edges: m, values: 0, claims, evidence: claims, sources },
    shown,
    release: "0.0.0",
    ontology: "1.0.0",
    evidence_up_to: "2026-11-27",
    cite: "A synthetic graph.",
    base: "https://w3id.org/trendgraph/id/",
    prefixes: { tg: "https://w3id.org/trendgraph/ontology#", xsd: "http://www.w3.org/2001/XMLSchema#" },
    focus: [],
    view: "overview",
    layout: { range: 16383 },
    kinds: table(KINDS.length, {
      id: KINDS.map(([id]) => id),
      label: KINDS.map(([, label]) => label),
      plural: KINDS.map(([, label]) => `${label}s`),
      iri: KINDS.map(([id]) => `tg:${id}`),
      colour: KINDS.map(([, , , colour]) => colour),
      shape: KINDS.map(([, , shape]) => shape),
    }),
    relations: table(RELATIONS.length, {
      id: RELATIONS,
      label: labels,
      inverse: labels.map((label) => `${label} (from)`),
      iri: RELATIONS.map((id) => `tg:${id}`),
      definition: "A made-up relation.",
    }),
    datatypes: table(0, {}),
    units: table(0, {}),
    sectors: table(4, {
      id: ["sector/a", "sector/b", "sector/c", "sector/d"],
      label: ["health", "law", "finance", "education"],
    }),
    sources: table(sources, {
      id: Array.from({ length: sources }, (_, i) => `source-${i}`),
      title: Array.from({ length: sources }, (_, i) => `Made-up source ${i}`),
      publisher: "nobody",
      url: "https://example.org/",
      issued: Array.from({ length: sources }, (_, i) => 17900 + ((i * 37) % 2700)),
      precision: 0,
      accessed: 20780,
      licence: "CC BY 4.0",
      kind: "report",
    }),
    trends: [],
  };
}
