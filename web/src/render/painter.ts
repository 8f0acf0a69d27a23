/** Paints one picture of a graph on a canvas: few things as outlines, very many as pixels. Runs in a worker or not. */

import { mix, pixel, Raster, type Rgb, rgb } from "./raster.ts";
import { trace } from "./shapes.ts";
import type { Focus, Frame, Scene, Shown, Style } from "./types.ts";

type Context = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

/** Above these counts within the picture, pixels are used. */
const MANY_EDGES = 4000;
const MANY_NODES = 3000;
const ARROWS_BELOW = 900;
/** Above this one, lines are a cloud. */
const CLOUD = 30_000;

export class Painter {
  private scene: Scene | undefined;
  private shown: Shown = { nodes: new Uint32Array(0), edges: new Uint32Array(0) };
  private raster: Raster | undefined;
  private px = new Float32Array(0);
  private py = new Float32Array(0);

  constructor(
    private readonly canvas: OffscreenCanvas | HTMLCanvasElement,
    private readonly context: Context,
  ) {}

  setScene(scene: Scene): void {
    this.scene = scene;
    this.px = new Float32Array(scene.x.length);
    this.py = new Float32Array(scene.x.length);
  }

  setShown(shown: Shown): void {
    this.shown = shown;
  }

  paint(frame: Frame, focus: Focus, style: Style): void {
    const { scene, context, canvas } = this;
    const width = Math.round(frame.width * (1 + 2 * frame.margin) * frame.ratio);
    const height = Math.round(frame.height * (1 + 2 * frame.margin) * frame.ratio);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = 1;
    if (scene === undefined || this.shown.nodes.length === 0) {
      context.fillStyle = style.background;
      context.fillRect(0, 0, width, height);
      return;
    }
    this.project(scene, frame);
    const edges = this.within(scene, width, height);
    const nodes = this.nodesWithin(scene, frame, width, height);
    const pale = focus.nodes.length > 0;
    const dense = edges.length > MANY_EDGES || nodes.length > MANY_NODES;
    if (dense) this.pixels(scene, edges, nodes, frame, style, pale);
    else {
      context.fillStyle = style.background;
      context.fillRect(0, 0, width, height);
      this.lines(scene, edges, frame, style.edge, pale ? 0.22 : 0.55, frame.ratio);
      this.outlines(scene, nodes, frame, style, pale ? 0.25 : 1);
    }
    if (pale) {
      this.lines(scene, focus.edges, frame, style.strong, 0.85, 1.4 * frame.ratio);
      this.outlines(scene, focus.nodes, frame, style, 1);
    }
  }

  /** Screen positions of everything shown, in pixels of the bitmap. */
  private project(scene: Scene, frame: Frame): void {
    const { view, ratio } = frame;
    const k = view.k * ratio;
    const tx = (view.x + frame.width * frame.margin) * ratio;
    const ty = (view.y + frame.height * frame.margin) * ratio;
    for (const i of this.shown.nodes) {
      this.px[i] = scene.x[i] * k + tx;
      this.py[i] = scene.y[i] * k + ty;
    }
  }

  /** Edges of which some part may lie within the picture. */
  private within(scene: Scene, width: number, height: number): Uint32Array {
    const { px, py } = this;
    const found = new Uint32Array(this.shown.edges.length);
    let count = 0;
    for (const j of this.shown.edges) {
      const a = scene.a[j];
      const b = scene.b[j];
      if (px[a] < 0 && px[b] < 0) continue;
      if (py[a] < 0 && py[b] < 0) continue;
      if (px[a] > width && px[b] > width) continue;
      if (py[a] > height && py[b] > height) continue;
      found[count++] = j;
    }
    return found.subarray(0, count);
  }

  private nodesWithin(scene: Scene, frame: Frame, width: number, height: number): Uint32Array {
    const { px, py } = this;
    const found = new Uint32Array(this.shown.nodes.length);
    let count = 0;
    for (const i of this.shown.nodes) {
      const r = 2 * radiusOf(scene, frame, i);
      if (px[i] < -r || py[i] < -r || px[i] > width + r || py[i] > height + r) continue;
      found[count++] = i;
    }
    return found.subarray(0, count);
  }

  private pixels(
    scene: Scene,
    edges: Uint32Array,
    nodes: Uint32Array,
    frame: Frame,
    style: Style,
    pale: boolean,
  ): void {
    const { px, py, canvas } = this;
    const coarse = edges.length > CLOUD ? 2 : 1;
    const old = this.raster;
    if (old?.width !== canvas.width || old.height !== canvas.height || old.coarse !== coarse) {
      this.raster = new Raster(canvas.width, canvas.height, coarse);
    }
    const raster = this.raster as Raster;
    raster.clear();
    for (const j of edges) raster.line(px[scene.a[j]], py[scene.a[j]], px[scene.b[j]], py[scene.b[j]]);
    const background = rgb(style.background);
    const [least, most] = pale ? [0.08, 0.3] : edges.length > 20000 ? [0.1, 0.75] : [0.3, 0.85];
    raster.tone(background, rgb(style.edge), least, most);
    if (nodes.length <= MANY_NODES) {
      raster.put(this.context);
      this.outlines(scene, nodes, frame, style, pale ? 0.25 : 1);
      return;
    }
    const inks = style.colours.map((colour) => pixel(shade(background, rgb(colour), pale)));
    for (let at = nodes.length - 1; at >= 0; at--) {
      const i = nodes[at];
      raster.disc(px[i], py[i], radiusOf(scene, frame, i), inks[scene.colour[i] % inks.length]);
    }
    raster.put(this.context);
  }

  /** One path for what is asserted and one, dashed, for what follows by rule. */
  private lines(scene: Scene, edges: Uint32Array, frame: Frame, colour: string, alpha: number, width: number): void {
    const { context, px, py } = this;
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.globalAlpha = alpha;
    context.lineWidth = width;
    const arrows = edges.length < ARROWS_BELOW;
    for (const inferred of [0, 1]) {
      context.beginPath();
      for (const j of edges) {
        if (scene.inferred[j] !== inferred) continue;
        context.moveTo(px[scene.a[j]], py[scene.a[j]]);
        context.lineTo(px[scene.b[j]], py[scene.b[j]]);
      }
      if (inferred && edges.length < MANY_EDGES) context.setLineDash([4 * frame.ratio, 3 * frame.ratio]);
      context.stroke();
      context.setLineDash([]);
    }
    if (arrows) {
      context.beginPath();
      for (const j of edges) this.arrow(scene, j, frame, 5.5 * frame.ratio);
      context.fill();
    }
    context.globalAlpha = 1;
  }

  /** A small head just before the object of the statement. */
  private arrow(scene: Scene, j: number, frame: Frame, length: number): void {
    const { context, px, py } = this;
    const a = scene.a[j];
    const b = scene.b[j];
    const dx = px[b] - px[a];
    const dy = py[b] - py[a];
    const distance = Math.hypot(dx, dy);
    const gap = radiusOf(scene, frame, b) * 1.15 + frame.ratio;
    if (distance < gap + length + radiusOf(scene, frame, a)) return;
    const ux = dx / distance;
    const uy = dy / distance;
    const tipX = px[b] - ux * gap;
    const tipY = py[b] - uy * gap;
    context.moveTo(tipX, tipY);
    context.lineTo(tipX - ux * length - uy * length * 0.42, tipY - uy * length + ux * length * 0.42);
    context.lineTo(tipX - ux * length + uy * length * 0.42, tipY - uy * length - ux * length * 0.42);
    context.closePath();
  }

  /** One path for each pair of colour and shape; a thin outline keeps neighbours apart. */
  private outlines(scene: Scene, nodes: Uint32Array, frame: Frame, style: Style, alpha: number): void {
    const { context, px, py } = this;
    const groups = new Map<number, number[]>();
    for (const i of nodes) {
      const key = scene.colour[i] * 16 + scene.shape[i];
      const group = groups.get(key);
      if (group) group.push(i);
      else groups.set(key, [i]);
    }
    const background = rgb(style.background);
    context.lineJoin = "round";
    context.lineWidth = 1.2 * frame.ratio;
    context.strokeStyle = style.outline;
    for (const [key, group] of [...groups].sort(([p], [q]) => p - q)) {
      const colour = rgb(style.colours[(key >> 4) % style.colours.length]);
      const [r, g, b] = mix(background, colour, alpha);
      context.fillStyle = `rgb(${r},${g},${b})`;
      context.beginPath();
      for (const i of group) trace(context, key & 15, px[i], py[i], radiusOf(scene, frame, i));
      context.stroke();
      context.fill();
    }
  }
}

/** Radius in pixels of the bitmap. */
function radiusOf(scene: Scene, frame: Frame, i: number): number {
  return Math.max(0.7, scene.size[i] * frame.scale) * frame.ratio;
}

function shade(background: Rgb, colour: Rgb, pale: boolean): Rgb {
  return pale ? mix(background, colour, 0.3) : colour;
}
