/** Where nodes stand now: as the file says, or laid out here, for a graph without places or for the surroundings of one. */

import source from "worker:./worker.ts";
import { type Graph, other } from "../data/graph.ts";
import { row } from "../data/rows.ts";
import type { Shown } from "../render/types.ts";
import { Forces, type Job } from "./forces.ts";
import { separate } from "./separate.ts";
import type { Placed } from "./worker.ts";

/** Up to this many nodes are laid out at once and live; the picture of more keeps the places of the file. */
export const LIVE = 300;

/** The angle of sunflower seeds: no two points of its spiral lie on one line. */
const TURN = 2.399963;

/** The room on the stage, in pixels. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** Few nodes are not spread over the whole stage: square pixels for each. */
const MOST_AREA = 9000;

export interface Progress {
  readonly done: number;
  readonly rounds: number;
  readonly last: boolean;
}

export class Places {
  readonly x: Float32Array;
  readonly y: Float32Array;
  private readonly fixed: { x: Float32Array; y: Float32Array };
  /** Where entities stood in pictures of a few. */
  private readonly remembered = new Map<number, readonly [number, number]>();
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

  /** Lays out the surroundings of the first of a few nodes. */
  around(shown: Shown, room: Room): void {
    this.reset();
    const job = this.job(shown, (_, row) => [
      60 * Math.sqrt(row) * Math.cos(row * TURN),
      60 * Math.sqrt(row) * Math.sin(row * TURN),
    ]);
    const found = this.solve(job, shown.nodes.length < 120 ? 300 : 160, false, room);
    this.put(shown.nodes, found, found.x[0] ?? 0, found.y[0] ?? 0);
  }

  /**
   * Lays out a few nodes that are shown without a middle. Who was in such a picture before stays about there, so that
   * a filter or a step in time does not throw everything about.
   */
  few(shown: Shown, room: Room): void {
    this.reset();
    const known = this.remembered.size > 0;
    const job = this.job(
      shown,
      (i) => this.remembered.get(i) ?? (known ? this.besideNeighbours(i) : [this.fixed.x[i], this.fixed.y[i]]),
    );
    const found = this.solve(job, known ? 50 : 400, true, room);
    this.put(shown.nodes, found, 0, 0);
    shown.nodes.forEach((i) => {
      this.remembered.set(i, [this.x[i], this.y[i]]);
    });
  }

  /** A place next to what an entity is linked to and where it is known to stand. */
  private besideNeighbours(i: number): readonly [number, number] {
    let [x, y, number] = [0, 0, 0];
    for (const j of row(this.graph.incident, i)) {
      const place = this.remembered.get(other(this.graph, j, i));
      if (place === undefined) continue;
      x += place[0];
      y += place[1];
      number += 1;
    }
    const far = number === 0 ? 600 : 20;
    return [x / Math.max(1, number) + far * Math.cos(i * TURN), y / Math.max(1, number) + far * Math.sin(i * TURN)];
  }

  private job({ nodes, edges }: Shown, from: (i: number, row: number) => readonly [number, number]): Job {
    const at = new Map<number, number>();
    const places = Array.from(nodes, (i, row_) => {
      at.set(i, row_);
      return from(i, row_);
    });
    return {
      x: Float32Array.from(places, ([x]) => x),
      y: Float32Array.from(places, ([, y]) => y),
      size: Float32Array.from(nodes, (i) => this.size[i]),
      a: Uint32Array.from(edges, (j) => at.get(this.graph.edges.a[j]) ?? 0),
      b: Uint32Array.from(edges, (j) => at.get(this.graph.edges.b[j]) ?? 0),
    };
  }

  private solve(job: Job, rounds: number, clusters: boolean, room: Room): { x: Float32Array; y: Float32Array } {
    if (job.x.length < 2) return job;
    const forces = new Forces(job);
    forces.run(rounds, clusters);
    const { x, y } = forces.places();
    spread(x, y, room);
    separate(x, y, (at) => job.size[at] + 6);
    return { x, y };
  }

  private put(nodes: Uint32Array, found: { x: Float32Array; y: Float32Array }, left: number, top: number): void {
    nodes.forEach((i, at) => {
      this.x[i] = found.x[at] - left;
      this.y[i] = found.y[at] - top;
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

/** Scales so that the picture has room for names, about the same area for each node, and the form of the stage. */
function spread(x: Float32Array, y: Float32Array, room: Room): void {
  const span = (values: Float32Array): number => Math.max(1, Math.max(...values) - Math.min(...values));
  const area = Math.min(MOST_AREA * x.length, room.width * room.height);
  const height = Math.sqrt((area * room.height) / room.width);
  const [fx, fy] = [(height * room.width) / room.height / span(x), height / span(y)];
  // Never so uneven that near and far lose their meaning.
  const most = 1.7 * Math.min(fx, fy);
  for (let i = 0; i < x.length; i++) {
    x[i] *= Math.min(fx, most);
    y[i] *= Math.min(fy, most);
  }
}
