/** What the parts of the page are given, and what they must offer. */

import type { Graph } from "../data/graph.ts";
import type { Selection } from "../filter/filter.ts";
import type { Path } from "../filter/path.ts";
import type { State, ViewName } from "../state/state.ts";
import type { Store } from "../state/store.ts";

export interface Context {
  readonly graph: Graph;
  readonly state: State;
  readonly store: Store;
  readonly selection: Selection;
  /** What is open now, also where the state leaves it to the width of the window. */
  readonly view: Exclude<ViewName, "">;
  /** Rows of what the state names; -1 where it names nothing or nobody. */
  readonly entity: number;
  readonly edge: number;
  readonly around: number;
  readonly path: Path | undefined;
}

export interface Part {
  readonly element: HTMLElement;
  update(context: Context): void;
}

/** What a part may ask the page to do. */
export interface Actions {
  select(node: number): void;
  selectEdge(edge: number): void;
  /** Shows an entity and what it is linked to. */
  surround(node: number): void;
  lineage(node: number): void;
  say(text: string): void;
}
