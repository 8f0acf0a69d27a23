/** Asks the search index; where no worker can start, walks over the labels. */

import source from "worker:./worker.ts";
import type { Graph } from "../data/graph.ts";

interface Answer {
  readonly id: number;
  readonly found: number[];
  readonly ms: number;
}

export class Search {
  /** Milliseconds from question to answer, for whoever measures. */
  readonly took: number[] = [];
  private worker: Worker | undefined;
  private started = false;
  private ids = 0;
  private readonly open = new Map<number, (found: number[]) => void>();

  constructor(private readonly graph: Graph) {}

  /** Builds the index; called when somebody looks as if they would search. */
  start(): void {
    if (this.started) return;
    this.started = true;
    try {
      this.worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
    } catch {
      return;
    }
    const { label, names, weight } = this.graph.nodes;
    this.worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      this.open.get(data.id)?.(data.found);
      this.open.delete(data.id);
    };
    this.worker.postMessage({
      type: "index",
      labels: label,
      names: names.map((each) => each?.join(" ") ?? ""),
      weights: weight,
    });
  }

  async find(query: string, fuzzy: boolean): Promise<number[]> {
    this.start();
    const start = performance.now();
    const found = await this.ask(query, fuzzy);
    this.took.push(performance.now() - start);
    return found;
  }

  private ask(query: string, fuzzy: boolean): Promise<number[]> {
    if (query.trim() === "") return Promise.resolve([]);
    const { worker } = this;
    if (worker === undefined) return Promise.resolve(walk(this.graph, query));
    const id = ++this.ids;
    return new Promise((resolve) => {
      this.open.set(id, resolve);
      worker.postMessage({ type: "search", id, query, fuzzy });
    });
  }
}

function walk(graph: Graph, query: string): number[] {
  const wanted = query.trim().toLowerCase();
  const found: number[] = [];
  for (let i = 0; i < graph.nodes.n && found.length < 30; i++) {
    if (graph.nodes.label[i].toLowerCase().includes(wanted)) found.push(i);
  }
  return found;
}
