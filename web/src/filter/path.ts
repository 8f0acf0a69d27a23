/** The shortest way between two entities along edges that rest on evidence. */

import { type Graph, other } from "../data/graph.ts";
import { row } from "../data/rows.ts";

export interface Path {
  /** From the one to the other, ends included. */
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
}

/** Among equally short ways the one whose weakest edge is surest; undefined where no evidence links the two. */
export function shortestPath(graph: Graph, from: number, to: number): Path | undefined {
  if (from === to) return { nodes: [from], edges: [] };
  const { edges, incident } = graph;
  const via = new Int32Array(graph.nodes.n).fill(-1);
  const depth = new Int32Array(graph.nodes.n).fill(-1);
  const sure = new Uint8Array(graph.nodes.n);
  depth[from] = 0;
  sure[from] = 100;
  let front = [from];
  while (front.length > 0 && depth[to] < 0) {
    const next: number[] = [];
    for (const i of front) {
      for (const edge of row(incident, i)) {
        if (edges.claim[edge] === edges.claim[edge + 1]) continue;
        const end = other(graph, edge, i);
        const worth = Math.min(sure[i], edges.confidence[edge]);
        if (depth[end] < 0) {
          depth[end] = depth[i] + 1;
          next.push(end);
        } else if (depth[end] !== depth[i] + 1 || worth <= sure[end]) continue;
        sure[end] = worth;
        via[end] = edge;
      }
    }
    front = next;
  }
  if (depth[to] < 0) return undefined;
  const nodes = [to];
  const used: number[] = [];
  for (let at = to; at !== from; ) {
    const edge = via[at];
    at = other(graph, edge, at);
    nodes.push(at);
    used.push(edge);
  }
  return { nodes: nodes.reverse(), edges: used.reverse() };
}
