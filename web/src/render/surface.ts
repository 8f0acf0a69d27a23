/** The stage: shows the last painted picture wherever the view has moved, and asks for a new one in time. */

import { select } from "d3-selection";
import { type D3ZoomEvent, type ZoomBehavior, type ZoomTransform, zoom, zoomIdentity } from "d3-zoom";
import { type Label, Labels } from "./labels.ts";
import { bounds, Grid, nearestEdge } from "./pick.ts";
import { Pictures } from "./pictures.ts";
import { pointing, ring, type Stats, type SurfaceEvents } from "./pointing.ts";
import { type Focus, type Frame, NO_FOCUS, type Scene, type Shown, type Style } from "./types.ts";
import { fit, isOutgrown, roomOf } from "./view.ts";

const IDLE_MS = 90;
const REACH = 14;
export class Surface {
  readonly stats: Stats;
  readonly canvas = document.createElement("canvas");
  private readonly context: CanvasRenderingContext2D;
  private readonly zoom: ZoomBehavior<HTMLCanvasElement, unknown>;
  private readonly pictures: Pictures;
  private readonly labels: Labels;
  private transform: ZoomTransform = zoomIdentity;
  private width = 1;
  private height = 1;
  private shown: Shown = { nodes: new Uint32Array(0), edges: new Uint32Array(0) };
  private focus: Focus = NO_FOCUS;
  private grid: Grid;
  private wished = false;
  private raf = 0;
  private idle = 0;
  private hovered = -1;
  private selected = -1;
  private fitted = 1;

  constructor(
    private readonly host: HTMLElement,
    private scene: Scene,
    private style: Style,
    label: (node: number) => string,
    private readonly events: SurfaceEvents,
  ) {
    const context = this.canvas.getContext("2d", { alpha: false });
    if (context === null) throw new Error("this browser gives no two-dimensional canvas");
    this.context = context;
    this.canvas.setAttribute("aria-hidden", "true");
    host.prepend(this.canvas);
    this.labels = new Labels(label);
    this.grid = new Grid(scene.x, scene.y, this.shown.nodes);
    this.pictures = new Pictures(() => {
      this.labels.choose(this.scene, this.shown, this.focus, this.selected, this.frame(), this.context);
      this.redraw();
    });
    this.stats = { painted: this.pictures.took, blitted: [], picked: [] };
    this.pictures.setScene(scene);
    this.zoom = zoom<HTMLCanvasElement, unknown>()
      .scaleExtent([1e-4, 1e3])
      .on("zoom", (event: D3ZoomEvent<HTMLCanvasElement, unknown>) => this.moved(event.transform))
      .on("end", (event: D3ZoomEvent<HTMLCanvasElement, unknown>) => {
        if (event.sourceEvent) this.events.rest(this.place);
      });
    select(this.canvas).call(this.zoom).on("dblclick.zoom", null);
    pointing(this.canvas, {
      hover: (px, py) => this.hover(px < 0 ? -1 : this.pick(px, py)),
      press: (px, py, shift) => this.press(px, py, shift),
    });
    this.resize();
    new ResizeObserver(() => this.resize()).observe(host);
  }

  /** Resolves when everything asked for so far has been painted. */
  async settled(): Promise<void> {
    await Promise.resolve();
    await this.pictures.settled();
  }

  setShown(shown: Shown): void {
    this.shown = shown;
    this.grid = new Grid(this.scene.x, this.scene.y, shown.nodes);
    this.pictures.setShown(shown);
    this.paint();
  }

  /** Takes new positions; the arrays of the scene are replaced. */
  setScene(scene: Scene): void {
    this.scene = scene;
    this.grid = new Grid(scene.x, scene.y, this.shown.nodes);
    this.pictures.setScene(scene);
    this.paint();
  }

  setFocus(focus: Focus, selected: number): void {
    this.focus = focus;
    this.selected = selected;
    this.paint();
  }

  setStyle(style: Style): void {
    this.style = style;
    this.paint();
  }

  get place(): string {
    const { k, x, y } = this.transform;
    const cx = (this.width / 2 - x) / k;
    const cy = (this.height / 2 - y) / k;
    return `${Math.round(cx)},${Math.round(cy)},${Number(k.toPrecision(4))}`;
  }

  setPlace(place: string): void {
    const [x, y, k] = place.split(",").map(Number);
    if (![x, y, k].every(Number.isFinite) || k <= 0) return;
    this.go(zoomIdentity.translate(this.width / 2 - x * k, this.height / 2 - y * k).scale(k));
  }

  /** The zoom at which some nodes just fill the stage. */
  fittingScale(nodes: Uint32Array): number {
    return fit(bounds(this.scene.x, this.scene.y, nodes), this.width, this.height).k;
  }

  /** The room that a picture has when it fits. */
  get room(): { width: number; height: number } {
    return roomOf(this.width, this.height);
  }

  /** Shows all of what is shown. */
  fit(): void {
    const { k, x, y } = fit(bounds(this.scene.x, this.scene.y, this.shown.nodes), this.width, this.height);
    this.fitted = k;
    this.go(zoomIdentity.translate(x, y).scale(k));
  }

  /** Marks the node that the keys have come to. */
  setCursor(node: number): void {
    this.hovered = node;
    if (node >= 0) this.reveal(node);
    this.redraw();
  }

  panBy(dx: number, dy: number): void {
    const { x, y, k } = this.transform;
    this.go(zoomIdentity.translate(x + dx, y + dy).scale(k));
  }

  zoomBy(factor: number): void {
    select(this.canvas).call(this.zoom.scaleBy, factor);
  }

  /** Brings a node into the middle when it lies outside or near the border. */
  reveal(node: number): void {
    const { x, y, k } = this.transform;
    const px = this.scene.x[node] * k + x;
    const py = this.scene.y[node] * k + y;
    const border = 60;
    if (px > border && py > border && px < this.width - border && py < this.height - border) return;
    this.go(zoomIdentity.translate(x + this.width / 2 - px, y + this.height / 2 - py).scale(k));
  }

  /** Where a node is on the stage, in CSS pixels. */
  at(node: number): { x: number; y: number } {
    const { x, y, k } = this.transform;
    return { x: this.scene.x[node] * k + x, y: this.scene.y[node] * k + y };
  }

  pick(px: number, py: number): number {
    const start = performance.now();
    const { x, y, k } = this.transform;
    const found = this.grid.nearest((px - x) / k, (py - y) / k, REACH / k);
    this.stats.picked.push(performance.now() - start);
    return found;
  }

  /** The labels as they stand on the stage now, for an export of the same picture. */
  placed(): readonly Label[] {
    return this.labels.all;
  }

  /** The frame that a picture of the stage would have without a margin. */
  frame(margin = 0, ratio = 1): Frame {
    const { k, x, y } = this.transform;
    return { view: { k, x, y }, width: this.width, height: this.height, margin, ratio, scale: this.scale() };
  }

  /** Many nodes are drawn small, and grow as somebody comes nearer. */
  private scale(): number {
    const crowd = Math.min(1, (110 / Math.max(1, this.shown.nodes.length)) ** 0.4);
    const near = Math.sqrt(Math.max(0.25, this.transform.k / this.fitted));
    return Math.min(1.6, Math.max(crowd * near, crowd * 0.7));
  }

  private go(transform: ZoomTransform): void {
    select(this.canvas).call(this.zoom.transform, transform);
  }

  private hover(found: number): void {
    if (found === this.hovered) return;
    this.hovered = found;
    this.canvas.style.cursor = found >= 0 ? "pointer" : "grab";
    this.events.hover(found);
    this.redraw();
  }

  private press(px: number, py: number, shift: boolean): void {
    const node = this.pick(px, py);
    const { k, x, y } = this.transform;
    const edge = node >= 0 ? -1 : nearestEdge(this.scene, this.shown, { k, x, y }, px, py, 6);
    this.events.pick(node, edge, shift);
  }

  private resize(): void {
    // On paper the picture stays as it was on the screen, and the style sheet fits it in.
    if (window.matchMedia("print").matches) return;
    const width = Math.max(1, this.host.clientWidth);
    const height = Math.max(1, this.host.clientHeight);
    if (width === this.width && height === this.height) return;
    const before = { width: this.width, height: this.height };
    this.width = width;
    this.height = height;
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    if (before.width > 1) this.panBy((width - before.width) / 2, (height - before.height) / 2);
    this.paint();
  }

  private moved(transform: ZoomTransform): void {
    this.transform = transform;
    this.redraw();
    if (isOutgrown(this.pictures.frame, this.transform, this.width, this.height)) this.paint();
    window.clearTimeout(this.idle);
    this.idle = window.setTimeout(() => this.paint(), IDLE_MS);
  }

  /** Several wishes of one moment make one picture. */
  private paint(): void {
    if (this.wished) return;
    this.wished = true;
    queueMicrotask(() => {
      this.wished = false;
      const ratio = window.devicePixelRatio || 1;
      this.pictures.ask(() => this.frame(ratio > 1.5 ? 0.3 : 0.5, ratio), this.focus, this.style);
    });
  }

  private redraw(): void {
    if (this.raf === 0) {
      this.raf = requestAnimationFrame(() => {
        this.raf = 0;
        this.blit();
      });
    }
  }

  private blit(): void {
    const start = performance.now();
    const { context, style } = this;
    const picture = this.pictures.last;
    const ratio = this.canvas.width / this.width;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = style.background;
    context.fillRect(0, 0, this.width, this.height);
    if (picture) {
      const { frame } = picture;
      const r = this.transform.k / frame.view.k;
      context.drawImage(
        picture.image,
        this.transform.x - (frame.view.x + frame.width * frame.margin) * r,
        this.transform.y - (frame.view.y + frame.height * frame.margin) * r,
        frame.width * (1 + 2 * frame.margin) * r,
        frame.height * (1 + 2 * frame.margin) * r,
      );
    }
    this.ring(this.selected, 2.5);
    this.ring(this.hovered, 1.5);
    this.labels.draw(context, this.scene, this.frame(), style, this.hovered);
    this.stats.blitted.push(performance.now() - start);
  }

  private ring(node: number, width: number): void {
    if (node < 0) return;
    const { x, y } = this.at(node);
    ring(this.context, x, y, this.scene.size[node] * this.scale() + 5, width, this.style.accent);
  }
}
