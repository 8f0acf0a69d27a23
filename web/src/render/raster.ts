/**
 * Very many lines and dots straight into pixels.
 *
 * A canvas takes seconds to stroke a hundred thousand lines in software, and the result is a flat grey. Counting how
 * many lines cross a pixel takes a fraction of that, and the counts show where the graph is dense.
 */

export type Rgb = readonly [number, number, number];

/** Reads `#rrggbb`. */
export function rgb(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** A pixel as ImageData keeps it on a little-endian machine. */
export function pixel([r, g, b]: Rgb): number {
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const at = (i: 0 | 1 | 2): number => Math.round(from[i] + (to[i] - from[i]) * share);
  return [at(0), at(1), at(2)];
}

export class Raster {
  readonly pixels: Uint32Array;
  private readonly counts: Uint8Array;
  private readonly columns: number;
  private readonly lines: number;
  private readonly image: ImageData;

  /** `coarse` pixels share a count in each direction: a cloud of very many lines shows no finer detail. */
  constructor(
    readonly width: number,
    readonly height: number,
    readonly coarse = 1,
  ) {
    this.image = new ImageData(width, height);
    this.pixels = new Uint32Array(this.image.data.buffer);
    this.columns = Math.ceil(width / coarse);
    this.lines = Math.ceil(height / coarse);
    this.counts = new Uint8Array(this.columns * this.lines);
  }

  clear(): void {
    this.counts.fill(0);
  }

  /** Counts a line; parts outside are cut off first. */
  line(fromX: number, fromY: number, toX: number, toY: number): void {
    const { columns: width, lines: height, counts, coarse } = this;
    const [x0, y0, x1, y1] = [fromX / coarse, fromY / coarse, toX / coarse, toY / coarse];
    const dx = x1 - x0;
    const dy = y1 - y0;
    let t0 = 0;
    let t1 = 1;
    const right = width - 1.001;
    const bottom = height - 1.001;
    if (x0 < 0 || x0 > right || x1 < 0 || x1 > right || y0 < 0 || y0 > bottom || y1 < 0 || y1 > bottom) {
      // Liang and Barsky: keep the part of the line that every side lets through.
      for (let side = 0; side < 4; side++) {
        const p = side === 0 ? -dx : side === 1 ? dx : side === 2 ? -dy : dy;
        const q = side === 0 ? x0 : side === 1 ? right - x0 : side === 2 ? y0 : bottom - y0;
        if (p === 0) {
          if (q < 0) return;
        } else {
          const r = q / p;
          if (p < 0) {
            if (r > t1) return;
            if (r > t0) t0 = r;
          } else {
            if (r < t0) return;
            if (r < t1) t1 = r;
          }
        }
      }
    }
    const steps = Math.ceil(Math.max(Math.abs(dx), Math.abs(dy)) * (t1 - t0)) || 1;
    const sx = (dx * (t1 - t0)) / steps;
    const sy = (dy * (t1 - t0)) / steps;
    let x = x0 + dx * t0 + 0.0005;
    let y = y0 + dy * t0 + 0.0005;
    for (let i = 0; i < steps; i++) {
      const at = (y | 0) * width + (x | 0);
      if (counts[at] < 255) counts[at]++;
      x += sx;
      y += sy;
    }
  }

  /** Turns counts into colours between the background and the edge colour; twice as many lines are one shade darker. */
  tone(background: Rgb, edge: Rgb, least: number, most: number): void {
    const shades = new Uint32Array(256);
    shades[0] = pixel(background);
    for (let i = 1; i < 256; i++) {
      shades[i] = pixel(mix(background, edge, least + ((most - least) * Math.log2(i)) / 8));
    }
    const { pixels, counts, width, height, columns, coarse } = this;
    if (coarse === 1) {
      for (let i = 0; i < counts.length; i++) pixels[i] = shades[counts[i]];
      return;
    }
    for (let y = 0, at = 0; y < height; y++) {
      const line = ((y / coarse) | 0) * columns;
      for (let x = 0; x < width; x++) pixels[at++] = shades[counts[line + ((x / coarse) | 0)]];
    }
  }

  /** Fills a disc. */
  disc(cx: number, cy: number, radius: number, colour: number): void {
    const { width, height, pixels } = this;
    const top = Math.max(0, Math.ceil(cy - radius));
    const bottom = Math.min(height - 1, Math.floor(cy + radius));
    for (let y = top; y <= bottom; y++) {
      const half = Math.sqrt(radius * radius - (y - cy) * (y - cy));
      const from = Math.max(0, Math.round(cx - half));
      const to = Math.min(width, Math.max(Math.round(cx + half), from + 1));
      for (let at = y * width + from, end = y * width + to; at < end; at++) pixels[at] = colour;
    }
  }

  put(context: OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D): void {
    context.putImageData(this.image, 0, 0);
  }
}
