import assert from "node:assert/strict";
import { test } from "node:test";
import { shorten } from "../../src/render/labels.ts";
import { bounds, Grid, nearestEdge } from "../../src/render/pick.ts";
import { mix, pixel, rgb } from "../../src/render/raster.ts";
import { pathData, SHAPE_COUNT } from "../../src/render/shapes.ts";
import { DARK_STYLE, LIGHT_STYLE } from "../../src/render/style.ts";
import type { Scene } from "../../src/render/types.ts";
import { random } from "../synthetic.ts";

test("the grid finds what a walk over all nodes finds", () => {
  const next = random(7);
  const n = 3000;
  const x = Float32Array.from({ length: n }, () => next() * 500 - 250);
  const y = Float32Array.from({ length: n }, () => next() * 90);
  const grid = new Grid(x, y, Uint32Array.from(x.keys()));
  for (let trial = 0; trial < 300; trial++) {
    const [px, py, reach] = [next() * 600 - 300, next() * 120 - 15, next() * 30];
    let best = -1;
    let least = reach * reach;
    for (let i = 0; i < n; i++) {
      const d = (x[i] - px) ** 2 + (y[i] - py) ** 2;
      if (d < least) [best, least] = [i, d];
    }
    assert.equal(grid.nearest(px, py, reach), best);
  }
});

test("a grid of one or no node works", () => {
  const at = Float32Array.of(3);
  assert.equal(new Grid(at, at, Uint32Array.of(0)).nearest(3, 3, 1), 0);
  assert.equal(new Grid(at, at, new Uint32Array(0)).nearest(3, 3, 1), -1);
  assert.deepEqual(bounds(at, at, new Uint32Array(0)), { left: -0.5, top: -0.5, right: 0.5, bottom: 0.5 });
});

test("the nearest edge is the one below the pointer", () => {
  const scene = {
    x: Float32Array.of(0, 10, 10),
    y: Float32Array.of(0, 0, 10),
    a: Uint32Array.of(0, 1),
    b: Uint32Array.of(1, 2),
  } as unknown as Scene;
  const shown = { nodes: new Uint32Array(0), edges: Uint32Array.of(0, 1) };
  const view = { k: 2, x: 0, y: 0 };
  assert.equal(nearestEdge(scene, shown, view, 10, 2, 6), 0);
  assert.equal(nearestEdge(scene, shown, view, 21, 12, 6), 1);
  assert.equal(nearestEdge(scene, shown, view, 0, 20, 6), -1);
});

test("every shape closes and all differ", () => {
  const drawn = Array.from({ length: SHAPE_COUNT }, (_, shape) => pathData(shape, 0, 0, 10));
  assert.equal(new Set(drawn).size, SHAPE_COUNT);
  assert.ok(drawn.every((path) => path.startsWith("M") && (path.endsWith("Z") || path.includes("A"))));
});

test("colours stand off their ground at least three to one, text seven to one", () => {
  const light = (hex: string): number => {
    const [r, g, b] = rgb(hex).map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (p: string, q: string): number => {
    const [high, low] = [light(p), light(q)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  for (const style of [LIGHT_STYLE, DARK_STYLE]) {
    for (const colour of style.colours) assert.ok(contrast(colour, style.background) >= 3, colour);
    assert.ok(contrast(style.text, style.background) >= 7);
    assert.ok(contrast(style.edge, style.background) >= 3, style.edge);
  }
});

test("pixels are what ImageData holds", () => {
  assert.equal(pixel(rgb("#010203")), 0xff030201);
  assert.deepEqual(mix([0, 0, 0], [255, 255, 255], 0.5), [128, 128, 128]);
});

test("a long or broken label becomes one short line", () => {
  assert.equal(shorten("a\n  b"), "a b");
  assert.equal(shorten("x".repeat(1_000_000)).length, 34);
});
