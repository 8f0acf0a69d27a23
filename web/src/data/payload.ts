/** The form of the data inside the file, as FORMAT.md lays it down. Nothing here is trusted to be there. */

export type Scalar = string | number | null | readonly number[] | readonly string[];

/** An object of arrays of one length; a column whose rows are all equal may be one scalar. */
export interface Table {
  readonly length: number;
  readonly [column: string]: Scalar | readonly Scalar[];
}

export interface Phase {
  readonly stage: string | null;
  readonly direction: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly judged_by: string | null;
}

export type Point = readonly [
  start: string,
  end: string | null,
  value: number | null,
  lower: number | null,
  upper: number | null,
  complete: boolean | number | null,
];

export interface Series {
  readonly indicator: string;
  readonly unit: string | null;
  readonly denominator: string | null;
  readonly source: string | null;
  readonly points: readonly Point[];
}

export interface Verdict {
  readonly claim: string;
  readonly value: string;
  readonly why: string | null;
}

export interface TrendPayload {
  readonly entity: number;
  readonly phases?: readonly Phase[];
  /** Numbers of rows of the payload's `series`. */
  readonly series?: readonly number[];
  readonly verdicts?: readonly Verdict[];
}

export interface Totals {
  readonly entities: number;
  readonly edges: number;
  readonly values: number;
  readonly claims: number;
  readonly evidence: number;
  readonly sources: number;
}

export interface Payload {
  readonly format: string;
  readonly version: number;
  readonly title: string;
  readonly selection: string;
  readonly totals: Totals;
  readonly shown: number;
  readonly release: string;
  readonly ontology: string;
  readonly evidence_up_to: string | null;
  readonly cite: string;
  readonly base: string;
  readonly prefixes: Readonly<Record<string, string>>;
  readonly focus: readonly number[];
  readonly view: string;
  readonly layout?: { readonly range: number };
  readonly kinds: Table;
  readonly relations: Table;
  readonly datatypes: Table;
  readonly units: Table;
  readonly sectors: Table;
  readonly entities: Table;
  readonly edges: Table;
  readonly values: Table;
  readonly claims: Table;
  readonly evidence: Table;
  readonly sources: Table;
  readonly trends?: readonly TrendPayload[];
  readonly series?: readonly Series[];
}

export class FileError extends Error {
  override readonly name = "FileError";
}

/** Gives every row of a column, whichever way it is written. */
export function column<T extends Scalar>(table: Table, name: string, absent: T): readonly T[] {
  const written = table[name];
  if (written === undefined || !Array.isArray(written)) {
    const value = (written === undefined ? absent : written) as T;
    return new Array<T>(table.length).fill(value);
  }
  if (written.length !== table.length) {
    throw new FileError(`the column "${name}" has ${written.length} rows where its table has ${table.length}`);
  }
  return written as readonly T[];
}

/** Numbers of a column in a typed array; `absent` stands for null. */
export function numbers<
  A extends Int32Array | Uint32Array | Uint16Array | Uint8Array | Int8Array | Float32Array | Float64Array,
>(into: A, table: Table, name: string, absent: number): A {
  const written = table[name];
  if (!Array.isArray(written)) {
    into.fill(typeof written === "number" ? written : absent);
    return into;
  }
  if (written.length !== into.length) {
    throw new FileError(`the column "${name}" has ${written.length} rows where its table has ${into.length}`);
  }
  for (let i = 0; i < into.length; i++) {
    const value = written[i];
    into[i] = typeof value === "number" ? value : absent;
  }
  return into;
}

/** Running sums: what `…_delta` and `…_count` are read with. */
export function sums(values: Uint32Array | Int32Array): void {
  for (let i = 1; i < values.length; i++) values[i] += values[i - 1];
}

/** Reads `…_count` into the number of the first row that each row owns, and one more at the end. */
export function starts(table: Table, name: string): Uint32Array {
  const counts = numbers(new Uint32Array(table.length), table, name, 0);
  const start = new Uint32Array(table.length + 1);
  for (let i = 0; i < counts.length; i++) start[i + 1] = start[i] + counts[i];
  return start;
}

/** Base64 to bytes to text: nothing is asked of a network, so the policy may forbid all connections. */
export async function unpack(base64: string): Promise<string> {
  const binary = atob(base64.trim());
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

export function parse(text: string): Payload {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new FileError("The data in this file is damaged. Make the file again with: trendgraph visualise");
  }
  const payload = read as Partial<Payload> | null;
  if (payload?.format !== "trendgraph-explorer") throw new FileError("This file holds no data of the explorer.");
  if (payload.version !== 1) {
    throw new FileError(
      `This file's data has version ${String(payload.version)}, and its script reads version 1. ` +
        "Make the file again with one release of trendgraph: trendgraph visualise",
    );
  }
  return payload as Payload;
}
