/** ForceAtlas2 over some nodes of a graph, a few rounds at a time, so that it can be watched and stopped. */

import iterate from "graphology-layout-forceatlas2/iterate.js";

const PER_NODE = 10;
const PER_EDGE = 3;
const AT = { x: 0, y: 1, mass: 6, convergence: 7, size: 8 };

export interface Job {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly size: Float32Array;
  /** Row numbers within these arrays. */
  readonly a: Uint32Array;
  readonly b: Uint32Array;
}

export class Forces {
  private readonly nodes: Float32Array;
  private readonly edges: Float32Array;
  private readonly n: number;

  constructor(job: Job) {
    const n = job.x.length;
    this.n = n;
    this.nodes = new Float32Array(n * PER_NODE);
    this.edges = new Float32Array(job.a.length * PER_EDGE);
    for (let i = 0; i < n; i++) {
      const at = i * PER_NODE;
      this.nodes[at + AT.x] = job.x[i];
      this.nodes[at + AT.y] = job.y[i];
      this.nodes[at + AT.mass] = 1;
      this.nodes[at + AT.convergence] = 1;
      this.nodes[at + AT.size] = job.size[i];
    }
    for (let j = 0; j < job.a.length; j++) {
      const [a, b] = [job.a[j] * PER_NODE, job.b[j] * PER_NODE];
      this.edges.set([a, b, 1], j * PER_EDGE);
      this.nodes[a + AT.mass]++;
      this.nodes[b + AT.mass]++;
    }
  }

  /** Runs some rounds; `clusters` draws groups together and apart from others, for a picture of many hubs. */
  run(rounds: number, clusters = false): void {
    const few = this.n < 400;
    const settings = {
      linLogMode: clusters,
      outboundAttractionDistribution: clusters,
      adjustSizes: false,
      edgeWeightInfluence: 0,
      scalingRatio: clusters ? 4 : 30,
      strongGravityMode: few,
      gravity: clusters ? 0.05 : few ? 0.12 : 1,
      slowDown: 1 + Math.log(Math.max(2, this.n)),
      barnesHutOptimize: this.n > 800,
      barnesHutTheta: 0.6,
    };
    for (let round = 0; round < rounds; round++) iterate(settings, this.nodes, this.edges);
  }

  /** Positions now. */
  places(): { x: Float32Array; y: Float32Array } {
    const x = new Float32Array(this.n);
    const y = new Float32Array(this.n);
    for (let i = 0; i < this.n; i++) {
      x[i] = this.nodes[i * PER_NODE + AT.x];
      y[i] = this.nodes[i * PER_NODE + AT.y];
    }
    return { x, y };
  }
}
