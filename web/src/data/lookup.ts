/** From the names in a link to rows, and back. */

import type { Graph } from "./graph.ts";

export class Lookup {
  private readonly rows = new Map<string, number>();

  constructor(private readonly graph: Graph) {
    graph.nodes.id.forEach((id, i) => {
      this.rows.set(id, i);
    });
  }

  /** Gives the row of an identifier (`model/clip`, its IRI, or its slug alone), or -1. */
  entity(id: string): number {
    if (id === "") return -1;
    const { base } = this.graph.meta;
    const local = id.startsWith(base) ? id.slice(base.length) : id.replace(/^tgd:/, "");
    const found = this.rows.get(local);
    if (found !== undefined) return found;
    if (local.includes("/")) return -1;
    return this.graph.nodes.id.findIndex((each) => each.endsWith(`/${local}`));
  }

  /** Gives the row of `subject relation object`, or -1. */
  edge(text: string): number {
    const [subject, relation, object] = text.split(" ");
    const [a, b] = [this.entity(subject ?? ""), this.entity(object ?? "")];
    if (a < 0 || b < 0) return -1;
    const { edges, incident, relations } = this.graph;
    for (let at = incident.start[a]; at < incident.start[a + 1]; at++) {
      const j = incident.items[at];
      if (edges.a[j] === a && edges.b[j] === b && relations[edges.relation[j]].id === relation) return j;
    }
    return -1;
  }
}

export function edgeName(graph: Graph, j: number): string {
  const { edges, nodes, relations } = graph;
  return `${nodes.id[edges.a[j]]} ${relations[edges.relation[j]].id} ${nodes.id[edges.b[j]]}`;
}
