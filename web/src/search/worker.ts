/** The search index, away from the page: a large graph is indexed while somebody already looks at it. */

import MiniSearch, { type SearchResult } from "minisearch";

interface Entry {
  readonly id: number;
  readonly label: string;
  readonly names: string;
}

export interface ToSearch {
  readonly type: "index" | "search";
  readonly labels?: readonly string[];
  readonly names?: readonly string[];
  readonly weights?: Uint32Array;
  readonly id?: number;
  readonly query?: string;
  readonly fuzzy?: boolean;
}

const LONGEST = 300;
const MOST = 30;
let weights: Uint32Array = new Uint32Array(0);
const index = new MiniSearch<Entry>({
  fields: ["label", "names"],
  processTerm: (term) => fold(term),
  searchOptions: {
    combineWith: "AND",
    boost: { label: 2 },
    boostDocument: (id) => 1 + 0.1 * Math.log2(1 + (weights[id as number] ?? 0)),
  },
});

/** Accents and case make no difference. */
function fold(term: string): string {
  return term.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function find(query: string, fuzzy: boolean): number[] {
  const exact = index.search(query, { prefix: true });
  const found: SearchResult[] = fuzzy
    ? [...exact, ...index.search(query, { prefix: true, fuzzy: 0.25, combineWith: "OR" })]
    : exact;
  return [...new Set(found.map((result) => result.id as number))].slice(0, MOST);
}

self.onmessage = ({ data }: MessageEvent<ToSearch>) => {
  if (data.type === "index") {
    weights = data.weights ?? weights;
    index.addAll(
      (data.labels ?? []).map((label, id) => ({
        id,
        label: label.slice(0, LONGEST),
        names: (data.names?.[id] ?? "").slice(0, LONGEST),
      })),
    );
    return;
  }
  const start = performance.now();
  const found = find((data.query ?? "").slice(0, LONGEST), data.fuzzy === true);
  self.postMessage({ id: data.id, found, ms: performance.now() - start });
};
