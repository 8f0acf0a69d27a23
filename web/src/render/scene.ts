/** What the renderer needs of a graph. */

import { type Graph, ORIGIN } from "../data/graph.ts";
import type { Scene } from "./types.ts";

export function sceneOf(graph: Graph, x = graph.nodes.x, y = graph.nodes.y): Scene {
  const { nodes, edges, kinds } = graph;
  return {
    x,
    y,
    size: Float32Array.from(nodes.weight, (weight) => Math.min(15, 3.2 + 1.25 * Math.log2(1 + weight))),
    colour: nodes.kind.map((kind) => kinds[kind]?.colour ?? 0),
    shape: nodes.kind.map((kind) => kinds[kind]?.shape ?? 0),
    a: edges.a,
    b: edges.b,
    inferred: edges.origin.map((origin) => (origin === ORIGIN.rule ? 1 : 0)),
  };
}
