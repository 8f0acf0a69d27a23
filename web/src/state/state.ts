/** All that a person can set, and its form in the fragment of the address: a link shows what its maker saw. */

import { monthText, parseMonth } from "../data/dates.ts";

export type ViewName = "" | "graph" | "table" | "lineage";
export type Origin = "all" | "asserted" | "inferred";

export interface State {
  /** Empty: a graph on a wide window, a table on a narrow one. */
  readonly view: ViewName;
  /** Identifier of the selected entity, or empty. */
  readonly entity: string;
  /** Selected edge: `subject relation object`, or empty. */
  readonly edge: string;
  /** Identifier of the entity whose surroundings are shown, or empty. */
  readonly around: string;
  /** Two identifiers between which the shortest evidenced path is shown, or none. */
  readonly path: readonly string[];
  /** Empty means all. */
  readonly kinds: readonly string[];
  readonly relations: readonly string[];
  readonly sectors: readonly string[];
  readonly confidence: number;
  readonly origin: Origin;
  /** Months since 1970 between which evidence was issued; undefined where nobody moved a thumb. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** How many entities at most; 0 is the file's own number. */
  readonly limit: number;
  /** Place and zoom: `x,y,k` in the graph's own units, or empty for the whole. */
  readonly place: string;
  readonly query: string;
}

/** The filters as they stand when nobody has set one. */
export const NO_FILTERS = {
  kinds: [],
  relations: [],
  sectors: [],
  confidence: 0,
  origin: "all",
  from: undefined,
  to: undefined,
  limit: 0,
} as const satisfies Partial<State>;

export const INITIAL: State = {
  view: "",
  entity: "",
  edge: "",
  around: "",
  path: [],
  ...NO_FILTERS,
  place: "",
  query: "",
};

const VIEWS: readonly string[] = ["graph", "table", "lineage"];
const ORIGINS: readonly string[] = ["all", "asserted", "inferred"];

const list = (text: string): readonly string[] => text.split(" ").filter(Boolean);

/** Reads a fragment. What it does not know it passes over; an old form is understood; nothing can make it fail. */
export function readFragment(fragment: string): State {
  const text = fragment.replace(/^#/, "");
  // The first explorers wrote #/entity/model/clip.
  const old = /^\/entity\/(.+)$/.exec(text);
  if (old) return { ...INITIAL, entity: decode(old[1]), around: decode(old[1]) };
  const said = new URLSearchParams(text);
  const get = (key: string): string => said.get(key) ?? "";
  const number = (key: string, most: number): number => {
    const value = Math.round(Number(get(key)));
    return Number.isFinite(value) && value > 0 ? Math.min(value, most) : 0;
  };
  const view = get("view");
  const origin = get("origin");
  const path = list(get("path"));
  return {
    view: VIEWS.includes(view) ? (view as ViewName) : "",
    entity: get("entity"),
    edge: get("edge"),
    around: get("around"),
    path: path.length === 2 ? path : [],
    kinds: list(get("kinds")),
    relations: list(get("relations")),
    sectors: list(get("sectors")),
    confidence: number("confidence", 100),
    origin: ORIGINS.includes(origin) ? (origin as Origin) : "all",
    from: parseMonth(get("from")),
    to: parseMonth(get("to")),
    limit: number("limit", 10_000_000),
    place: /^-?[\d.]+,-?[\d.]+,[\d.]+$/.test(get("place")) ? get("place") : "",
    query: get("query").slice(0, 200),
  };
}

/** Writes a fragment: only what differs from the start, in one order, so that one state has one link. */
export function writeFragment(state: State): string {
  const said = new URLSearchParams();
  const put = (key: string, value: string | number): void => {
    if (value !== "" && value !== 0) said.set(key, String(value));
  };
  put("view", state.view);
  put("entity", state.entity);
  put("edge", state.edge);
  put("around", state.around);
  put("path", state.path.join(" "));
  put("kinds", state.kinds.join(" "));
  put("relations", state.relations.join(" "));
  put("sectors", state.sectors.join(" "));
  put("confidence", state.confidence);
  if (state.origin !== "all") put("origin", state.origin);
  if (state.from !== undefined) put("from", monthText(state.from));
  if (state.to !== undefined) put("to", monthText(state.to));
  put("limit", state.limit);
  put("place", state.place);
  put("query", state.query);
  return said.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
