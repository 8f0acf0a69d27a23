/** What a change of the state means for the picture. */

import { type Focus, NO_FOCUS } from "../render/types.ts";
import type { State } from "../state/state.ts";
import type { Context } from "./part.ts";

/** Whether two states choose the same entities and edges. */
export function sameSelection(p: State, q: State): boolean {
  const keys = ["around", "confidence", "origin", "from", "to", "limit"] as const;
  const lists = ["path", "kinds", "relations", "sectors"] as const;
  return keys.every((key) => p[key] === q[key]) && lists.every((key) => p[key].join(" ") === q[key].join(" "));
}

/** What stands out: the selected entity with its neighbours in the picture, the selected edge with its ends. */
export function focusOf({ graph, entity, edge, selection, around }: Context): Focus {
  const { a, b } = graph.edges;
  if (edge < 0 && (entity < 0 || entity === around)) return NO_FOCUS;
  if (edge < 0 && !selection.nodes.includes(entity)) return NO_FOCUS;
  if (edge >= 0) return { nodes: Uint32Array.of(a[edge], b[edge]), edges: selection.edges.filter((j) => j === edge) };
  const edges = selection.edges.filter((j) => a[j] === entity || b[j] === entity);
  const nodes = new Set<number>([entity]);
  for (const j of edges) {
    nodes.add(a[j]);
    nodes.add(b[j]);
  }
  return { nodes: Uint32Array.from(nodes), edges };
}
