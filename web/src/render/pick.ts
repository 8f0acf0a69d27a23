/** Which node or edge lies under the pointer: a grid over what is shown, searched from the middle outwards. */

import type { Scene, Shown, View } from "./types.ts";

export class Grid {
  private readonly start: Uint32Array;
  private readonly items: Uint32Array;
  private readonly columns: number;
  private readonly lines: number;
  private readonly left: number;
  private readonly top: number;
  private readonly cell: number;

  constructor(
    private readonly x: Float32Array,
    private readonly y: Float32Array,
    nodes: Uint32Array,
  ) {
    const box = bounds(x, y, nodes);
    const span = Math.max(box.right - box.left, box.bottom - box.top, 1e-6);
    const side = Math.max(1, Math.min(512, Math.ceil(Math.sqrt(nodes.length / 2))));
    this.left = box.left;
    this.top = box.top;
    this.cell = span / side;
    this.columns = side + 1;
    this.lines = side + 1;
    this.start = new Uint32Array(this.columns * this.lines + 1);
    const cells = new Uint32Array(nodes.length);
    for (let at = 0; at < nodes.length; at++) {
      cells[at] = this.cellOf(x[nodes[at]], y[nodes[at]]);
      this.start[cells[at] + 1]++;
    }
    for (let c = 0; c < this.columns * this.lines; c++) this.start[c + 1] += this.start[c];
    const next = this.start.slice();
    this.items = new Uint32Array(nodes.length);
    for (let at = 0; at < nodes.length; at++) this.items[next[cells[at]]++] = nodes[at];
  }

  private cellOf(x: number, y: number): number {
    return Math.floor((y - this.top) / this.cell) * this.columns + Math.floor((x - this.left) / this.cell);
  }

  /** Gives the node nearest to a point of the graph, at most `reach` away, or -1. */
  nearest(x: number, y: number, reach: number): number {
    const column = Math.floor((x - this.left) / this.cell);
    const line = Math.floor((y - this.top) / this.cell);
    let best = -1;
    let least = reach * reach;
    const rings = Math.min(Math.ceil(reach / this.cell), Math.max(this.columns, this.lines));
    for (let ring = 0; ring <= rings; ring++) {
      if (best >= 0 && ((ring - 1) * this.cell) ** 2 > least) break;
      for (let l = line - ring; l <= line + ring; l++) {
        if (l < 0 || l >= this.lines) continue;
        const edge = l === line - ring || l === line + ring;
        for (let c = column - ring; c <= column + ring; c += edge || ring === 0 ? 1 : 2 * ring) {
          if (c < 0 || c >= this.columns) continue;
          const at = l * this.columns + c;
          for (let s = this.start[at]; s < this.start[at + 1]; s++) {
            const i = this.items[s];
            const d = (this.x[i] - x) ** 2 + (this.y[i] - y) ** 2;
            if (d < least) {
              least = d;
              best = i;
            }
          }
        }
      }
    }
    return best;
  }
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Gives the box around some nodes; around none, a unit box at the origin. */
export function bounds(x: Float32Array, y: Float32Array, nodes: Uint32Array): Box {
  if (nodes.length === 0) return { left: -0.5, top: -0.5, right: 0.5, bottom: 0.5 };
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const i of nodes) {
    if (x[i] < left) left = x[i];
    if (x[i] > right) right = x[i];
    if (y[i] < top) top = y[i];
    if (y[i] > bottom) bottom = y[i];
  }
  return { left, top, right, bottom };
}

/** Gives the shown edge nearest to a point of the stage, at most `reach` pixels away, or -1. */
export function nearestEdge(scene: Scene, shown: Shown, view: View, px: number, py: number, reach: number): number {
  const x = (px - view.x) / view.k;
  const y = (py - view.y) / view.k;
  let best = -1;
  let least = (reach / view.k) ** 2;
  for (const j of shown.edges) {
    const ax = scene.x[scene.a[j]];
    const ay = scene.y[scene.a[j]];
    const dx = scene.x[scene.b[j]] - ax;
    const dy = scene.y[scene.b[j]] - ay;
    const length = dx * dx + dy * dy;
    const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
    const d = (ax + t * dx - x) ** 2 + (ay + t * dy - y) ** 2;
    if (d < least) {
      least = d;
      best = j;
    }
  }
  return best;
}
