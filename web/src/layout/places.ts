/** Where nodes stand now: as the file says, or laid out here, for a graph without places or for the surroundings of one. */

import source from "worker:./worker.ts";
import type { Graph } from "../data/graph.ts";
import type { Shown } from "../render/types.ts";
import { Forces, type Job } from "./forces.ts";
import { separate } from "./separate.ts";
import type { Placed } from "./worker.ts";

/** Up to this many nodes are laid out at once and live; the picture of more keeps the places of the file. */
export const LIVE = 300;

/** The angle of sunflower seeds: no two points of its spiral lie on one line. */
const TURN = 2.399963;

export interface Progress {
  readonly done: number;
  readonly rounds: number;
  readonly last: boolean;
}

export class Places {
  readonly x: Float32Array;
  readonly y: Float32Array;
  private readonly fixed: { x: Float32Array; y: Float32Array };
  private worker: Worker | undefined;
  private ids = 0;

  constructor(
    private readonly graph: Graph,
    private readonly size: Float32Array,
  ) {
    this.x = graph.nodes.x.slice();
    this.y = graph.nodes.y.slice();
    for (let i = 0; i < this.x.length; i++) {
      if (!Number.isNaN(this.x[i]) && !Number.isNaN(this.y[i])) continue;
      this.x[i] = 24 * Math.sqrt(i + 1) * Math.cos(i * TURN);
      this.y[i] = 24 * Math.sqrt(i + 1) * Math.sin(i * TURN);
    }
    this.fixed = { x: this.x.slice(), y: this.y.slice() };
  }

  /** Lays out all nodes in a worker; the arrays change with every call back. */
  everything(changed: (progress: Progress) => void): void {
    const { a, b } = this.graph.edges;
    const rounds = this.x.length > 20_000 ? 120 : 300;
    const id = ++this.ids;
    this.worker?.terminate();
    try {
      this.worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
    } catch {
      changed({ done: 0, rounds, last: true });
      return;
    }
    this.worker.onmessage = ({ data }: MessageEvent<Placed>) => {
      if (data.id !== id) return;
      for (const [into, from] of [
        [this.fixed.x, data.x],
        [this.fixed.y, data.y],
        [this.x, data.x],
        [this.y, data.y],
      ]) {
        into.set(from);
      }
      changed(data);
    };
    this.worker.postMessage({ type: "start", id, rounds, job: { x: this.x, y: this.y, size: this.size, a, b } });
  }

  stop(): void {
    this.worker?.postMessage({ type: "stop" });
  }

  /** Lays out a few nodes at once, around the first. */
  few({ nodes, edges }: Shown): void {
    this.reset();
    if (nodes.length < 2) return;
    const at = new Map<number, number>();
    nodes.forEach((i, row) => {
      at.set(i, row);
    });
    const job: Job = {
      x: Float32Array.from(nodes, (_, row) => 60 * Math.sqrt(row) * Math.cos(row * TURN)),
      y: Float32Array.from(nodes, (_, row) => 60 * Math.sqrt(row) * Math.sin(row * TURN)),
      size: Float32Array.from(nodes, (i) => this.size[i]),
      a: Uint32Array.from(edges, (j) => at.get(this.graph.edges.a[j]) ?? 0),
      b: Uint32Array.from(edges, (j) => at.get(this.graph.edges.b[j]) ?? 0),
    };
    const forces = new Forces(job);
    forces.run(nodes.length < 120 ? 300 : 160);
    const { x, y } = forces.places();
    spread(x, y);
    separate(x, y, (row) => job.size[row] + 6);
    nodes.forEach((i, row) => {
      this.x[i] = x[row] - x[0];
      this.y[i] = y[row] - y[0];
    });
  }

  /** The places of the file, with what would overlap at a zoom of `k` pushed apart. */
  stored({ nodes }: Shown, k: number): void {
    this.reset();
    if (nodes.length > 1500) return;
    const x = Float32Array.from(nodes, (i) => this.x[i]);
    const y = Float32Array.from(nodes, (i) => this.y[i]);
    separate(x, y, (row) => (this.size[nodes[row]] * 1.15 + 2) / k);
    nodes.forEach((i, row) => {
      this.x[i] = x[row];
      this.y[i] = y[row];
    });
  }

  private reset(): void {
    this.x.set(this.fixed.x);
    this.y.set(this.fixed.y);
  }
}

/** Scales so that the picture has room for names: about the same area for each node. */
function spread(x: Float32Array, y: Float32Array): void {
  const span = (values: Float32Array): number => Math.max(...values) - Math.min(...values);
  const factor = Math.sqrt((x.length * 4200) / Math.max(1, span(x) * span(y)));
  for (let i = 0; i < x.length; i++) {
    x[i] *= factor;
    y[i] *= factor;
  }
}
