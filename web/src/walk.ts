/** From entity to entity by keys. */

import type { Graph } from "./data/graph.ts";
import { row } from "./data/rows.ts";
import { neighbourhood } from "./filter/filter.ts";
import type { Store } from "./state/store.ts";
import { plural } from "./views/dom.ts";
import type { Actions, Context } from "./views/part.ts";

export class Walk {
  /** Where the keys have come to; -1 for nowhere. */
  cursor = -1;

  constructor(
    private readonly graph: Graph,
    private readonly store: Store,
    private readonly actions: Actions,
    private readonly context: () => Context | undefined,
    private readonly point: (node: number) => void,
  ) {}

  /** Goes to the next neighbour of what is selected, or the next entity in the picture. */
  step(by: 1 | -1): void {
    const { graph } = this;
    const context = this.context();
    if (context === undefined || context.selection.nodes.length === 0) return;
    const shown = context.selection.nodes;
    const inside = new Set(shown);
    const around =
      context.entity >= 0 ? [...neighbourhood(graph, context.entity)].filter((i) => inside.has(i)) : [...shown];
    if (around.length === 0) return;
    const at = around.indexOf(this.cursor);
    this.cursor = around[(at + by + around.length) % around.length];
    this.point(this.cursor);
    const kind = graph.kinds[graph.nodes.kind[this.cursor]]?.label ?? "entity";
    this.actions.say(
      `${graph.nodes.label[this.cursor].slice(0, 120)}, ${kind}, ${plural(row(graph.incident, this.cursor).length, "relation")}`,
    );
  }

  enter(): void {
    const { cursor } = this;
    const context = this.context();
    if (cursor < 0 || context === undefined) return;
    if (cursor === context.entity) this.actions.surround(cursor);
    else this.actions.select(cursor);
  }

  /** Lets go of what was chosen last. */
  back(): void {
    const { now } = this.store;
    if (now.entity || now.edge) this.store.set({ entity: "", edge: "" });
    else if (now.around || now.path.length > 0) this.store.set({ around: "", path: [], place: "" });
    else if (now.view === "lineage") this.store.set({ view: "" });
    this.cursor = -1;
    this.point(-1);
  }
}
