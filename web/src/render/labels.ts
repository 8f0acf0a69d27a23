/** Which names stand on the picture, and where: the important first, none over another. */

import type { Focus, Frame, Scene, Shown, Style } from "./types.ts";

export interface Label {
  readonly node: number;
  readonly text: string;
  /** Offset of the text's left end and base line from the node, in CSS pixels. */
  readonly dx: number;
  readonly dy: number;
  readonly width: number;
  readonly strong: boolean;
}

type Pens = CanvasRenderingContext2D;

export const FONT = "system-ui, sans-serif";
const HEIGHT = 14;
const MOST = 90;
const LONGEST = 34;
const IMPORTANT = 22;
const OVER = 40;
const LEGEND = 80;

export class Labels {
  all: readonly Label[] = [];
  private readonly widths = new Map<string, number>();

  constructor(private readonly nameOf: (node: number) => string) {}

  choose(scene: Scene, shown: Shown, focus: Focus, selected: number, frame: Frame, context: Pens): void {
    const taken = new Boxes(frame.width, frame.height);
    const names = new Boxes(frame.width, frame.height);
    // What stands above the picture, and the legend below it.
    for (const boxes of [taken, names]) {
      boxes.add(0, 0, frame.width, OVER);
      if (frame.height > 400) boxes.add(0, frame.height - LEGEND, frame.width, LEGEND);
    }
    const chosen: Label[] = [];
    const focused = new Set(focus.nodes);
    const order = candidates(shown, focus, selected);
    // Nodes of weight stand in the way of labels too.
    const { k, x, y } = frame.view;
    for (const i of order.slice(0, 300)) {
      const r = scene.size[i] * frame.scale;
      taken.add(scene.x[i] * k + x - r, scene.y[i] * k + y - r, 2 * r, 2 * r);
    }
    for (const node of order) {
      if (chosen.length >= MOST) break;
      const px = scene.x[node] * k + x;
      const py = scene.y[node] * k + y;
      if (px < 0 || py < 0 || px > frame.width || py > frame.height) continue;
      const text = shorten(this.nameOf(node));
      const strong = node === selected || (focus.nodes.length < 60 && focused.has(node));
      const width = this.measure(text, strong, context);
      const r = scene.size[node] * frame.scale + 3;
      // The names of the most important may lie over lesser nodes, but over no other name.
      const place =
        this.free(taken, px, py, width, r, false) ??
        (chosen.length < IMPORTANT || node === selected
          ? this.free(names, px, py, width, r, node === selected)
          : undefined);
      if (place === undefined) continue;
      names.add(px + place[0], py + place[1] - HEIGHT + 3, width, HEIGHT);
      taken.add(px + place[0], py + place[1] - HEIGHT + 3, width, HEIGHT);
      chosen.push({ node, text, dx: place[0], dy: place[1], width, strong: node === selected });
    }
    this.all = chosen;
  }

  draw(context: Pens, scene: Scene, frame: Frame, style: Style, hovered: number): void {
    const { k, x, y } = frame.view;
    context.textBaseline = "alphabetic";
    context.lineJoin = "round";
    context.lineWidth = 3;
    context.strokeStyle = style.background;
    context.fillStyle = style.text;
    const write = (label: Label): void => {
      context.font = fontOf(label.strong);
      const px = scene.x[label.node] * k + x + label.dx;
      const py = scene.y[label.node] * k + y + label.dy;
      context.strokeText(label.text, px, py);
      context.fillText(label.text, px, py);
    };
    for (const label of this.all) if (label.node !== hovered) write(label);
    if (hovered >= 0) {
      const text = shorten(this.nameOf(hovered), 80);
      const dx = scene.size[hovered] * frame.scale + 7;
      write({ node: hovered, text, dx, dy: 4, width: 0, strong: true });
    }
  }

  private measure(text: string, strong: boolean, context: Pens): number {
    const key = strong ? `!${text}` : text;
    let width = this.widths.get(key);
    if (width === undefined) {
      context.font = fontOf(strong);
      width = context.measureText(text).width;
      this.widths.set(key, width);
    }
    return width;
  }

  /** Tries right, left, above and below. */
  private free(
    taken: Boxes,
    px: number,
    py: number,
    width: number,
    r: number,
    force: boolean,
  ): [number, number] | undefined {
    const tries: [number, number][] = [
      [r + 2, 4],
      [-width - r - 2, 4],
      [-width / 2, -r - 3],
      [-width / 2, r + HEIGHT - 2],
    ];
    for (const [dx, dy] of tries) {
      if (!taken.hits(px + dx, py + dy - HEIGHT + 3, width, HEIGHT)) return [dx, dy];
    }
    return force ? tries[0] : undefined;
  }
}

export function fontOf(strong: boolean): string {
  return `${strong ? "600 " : ""}12px ${FONT}`;
}

export function shorten(text: string, most = LONGEST): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`;
}

function candidates(shown: Shown, focus: Focus, selected: number): number[] {
  if (focus.nodes.length === 0) return Array.from(shown.nodes.subarray(0, 600));
  return [...new Set([...(selected >= 0 ? [selected] : []), ...focus.nodes.subarray(0, 400)])];
}

/** Taken rectangles, found by the cells that they touch. */
class Boxes {
  private readonly cells = new Map<number, number[]>();
  private readonly boxes: [number, number, number, number][] = [];
  private readonly columns: number;

  constructor(
    private readonly width: number,
    private readonly height: number,
  ) {
    this.columns = Math.ceil(width / 64) + 2;
  }

  add(x: number, y: number, w: number, h: number): void {
    const id = this.boxes.push([x, y, w, h]) - 1;
    this.each(x, y, w, h, (cell) => {
      const list = this.cells.get(cell);
      if (list) list.push(id);
      else this.cells.set(cell, [id]);
    });
  }

  /** Says whether a rectangle overlaps a taken one or leaves the stage. */
  hits(x: number, y: number, w: number, h: number): boolean {
    if (x < 2 || y < 2 || x + w > this.width - 2 || y + h > this.height - 2) return true;
    let hit = false;
    this.each(x, y, w, h, (cell) => {
      for (const id of this.cells.get(cell) ?? []) {
        const [bx, by, bw, bh] = this.boxes[id];
        if (x < bx + bw && bx < x + w && y < by + bh && by < y + h) hit = true;
      }
    });
    return hit;
  }

  private each(x: number, y: number, w: number, h: number, visit: (cell: number) => void): void {
    for (let line = Math.floor(y / 64); line <= Math.floor((y + h) / 64); line++) {
      for (let column = Math.floor(x / 64); column <= Math.floor((x + w) / 64); column++) {
        if (line >= 0 && column >= 0 && column < this.columns) visit(line * this.columns + column);
      }
    }
  }
}
