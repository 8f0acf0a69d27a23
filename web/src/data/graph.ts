/** The graph in memory: columns of numbers, so that a hundred thousand edges stay small and quick to walk. */

import type { Payload, Series, TrendPayload } from "./payload.ts";
import type { Rows } from "./rows.ts";

export interface Kind {
  readonly id: string;
  readonly label: string;
  readonly plural: string;
  readonly iri: string;
  readonly colour: number;
  readonly shape: number;
}

export interface Relation {
  readonly id: string;
  readonly label: string;
  readonly inverse: string;
  readonly iri: string;
  readonly definition: string;
}

export const ORIGIN = { claimed: 0, rule: 1, scheme: 2 } as const;

export interface Nodes {
  readonly n: number;
  readonly id: readonly string[];
  readonly label: readonly string[];
  /** `0` where the label is the graph's `rdfs:label`, `1` its `skos:prefLabel`, both in English. */
  readonly naming: readonly (number | null)[];
  readonly names: readonly (readonly string[] | null)[];
  readonly kind: Uint8Array;
  readonly also: readonly (readonly string[] | null)[];
  readonly sectors: readonly (readonly number[] | null)[];
  readonly date: readonly (number | null)[];
  readonly precision: readonly (number | null)[];
  readonly weight: Uint32Array;
  /** Edges in the whole graph, which may be more than in this file. */
  readonly links: Uint32Array;
  readonly description: readonly (string | null)[];
  readonly proposed: Uint8Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Whether the file says where every entity stands. */
  readonly placed: boolean;
}

export interface Edges {
  readonly m: number;
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly relation: Uint16Array;
  readonly origin: Uint8Array;
  readonly asserted: Uint8Array;
  /** Rows of claims: edge j owns `claim[j] .. claim[j + 1]`. */
  readonly claim: Uint32Array;
  /** Greatest confidence of its claims, in hundredths; 100 where there is none to ask for one. */
  readonly confidence: Uint8Array;
}

export interface Values {
  readonly count: number;
  readonly subject: Uint32Array;
  readonly relation: Uint16Array;
  readonly text: readonly string[];
  readonly lexical: readonly (string | null)[];
  readonly datatype: Int32Array;
  readonly iri: readonly (string | null)[];
  readonly precision: readonly (number | null)[];
  readonly unit: Int32Array;
  /** Rows of claims, numbered as in the file. */
  readonly claim: Uint32Array;
}

export interface Claims {
  readonly count: number;
  /** IRIs of those few that are not made of what they say. */
  readonly id: readonly (string | null)[];
  readonly stance: Uint8Array;
  readonly status: Uint8Array;
  readonly confidence: Float64Array;
  readonly from: readonly (number | null)[];
  readonly fromPrecision: readonly (number | null)[];
  readonly to: readonly (number | null)[];
  readonly toPrecision: readonly (number | null)[];
  readonly recorded: readonly (number | null)[];
  readonly dropped: readonly (number | null)[];
  readonly conflict: Int32Array;
  readonly preferred: Uint8Array;
  readonly evidence: Uint32Array;
}

export interface Evidence {
  readonly count: number;
  readonly source: Uint32Array;
  readonly place: readonly (string | null)[];
  readonly start: readonly (number | null)[];
  readonly end: readonly (number | null)[];
  readonly digest: readonly (string | null)[];
  readonly passage: readonly (string | null)[];
  readonly stance: Uint8Array;
  readonly directness: Uint8Array;
}

export interface Sources {
  readonly count: number;
  readonly id: readonly string[];
  readonly title: readonly string[];
  readonly publisher: readonly (string | null)[];
  readonly url: readonly (string | null)[];
  readonly issued: readonly (number | null)[];
  readonly precision: readonly (number | null)[];
  readonly accessed: readonly (number | null)[];
  readonly licence: readonly (string | null)[];
  readonly kind: readonly (string | null)[];
}

/** When what is said of an edge or an entity was issued, in months since 1970; rows are sorted. */
export interface Dated {
  /** The month of every dated piece of supporting evidence. */
  readonly all: Uint16Array;
  readonly edges: Rows;
  readonly nodes: Rows;
  readonly first: number;
  readonly last: number;
}

/** What is known of a trend, with its series. */
export type Trend = Omit<TrendPayload, "series"> & { readonly series: readonly Series[] };

export type Meta = Pick<
  Payload,
  | "title"
  | "selection"
  | "totals"
  | "shown"
  | "release"
  | "ontology"
  | "evidence_up_to"
  | "cite"
  | "base"
  | "prefixes"
  | "focus"
  | "view"
>;

export interface Graph {
  readonly meta: Meta;
  readonly kinds: readonly Kind[];
  readonly relations: readonly Relation[];
  readonly datatypes: readonly string[];
  readonly units: readonly { readonly id: string; readonly label: string }[];
  readonly sectors: readonly { readonly id: string; readonly label: string }[];
  readonly nodes: Nodes;
  readonly edges: Edges;
  readonly values: Values;
  readonly claims: Claims;
  readonly evidence: Evidence;
  readonly sources: Sources;
  readonly trends: readonly Trend[];
  /** Edges at each node. */
  readonly incident: Rows;
  /** Values of each node. */
  readonly said: Rows;
  readonly dated: Dated;
}

export const iriOf = (graph: Graph, i: number): string => {
  const id = graph.nodes.id[i];
  return id.includes(":") ? id : graph.meta.base + id;
};

/** A CURIE in full; a full IRI stays. */
export function expand(graph: Graph, curie: string): string {
  const at = curie.indexOf(":");
  const namespace = graph.meta.prefixes[curie.slice(0, at)];
  return namespace === undefined ? curie : namespace + curie.slice(at + 1);
}

/** The last row that starts at or before a number: the edge or value that owns a claim. */
export function ownerOf(start: Uint32Array, at: number): number {
  let low = 0;
  let high = start.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (start[middle] <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Gives the other end of an edge. */
export const other = (graph: Graph, edge: number, node: number): number =>
  graph.edges.a[edge] === node ? graph.edges.b[edge] : graph.edges.a[edge];
