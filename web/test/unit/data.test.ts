import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { isoDay, monthOf, monthText, parseMonth, partial } from "../../src/data/dates.ts";
import { decode } from "../../src/data/decode.ts";
import { column, FileError, numbers, parse, unpack } from "../../src/data/payload.ts";
import { incidence, row } from "../../src/data/rows.ts";
import { sample } from "../sample.ts";

test("a packed text comes out as it went in", async () => {
  const text = JSON.stringify({ label: "</script> – ü 漢字" });
  assert.equal(await unpack(`\n${gzipSync(text).toString("base64")}\n`), text);
});

test("another version is refused with what to do", () => {
  assert.throws(() => parse('{"format": "trendgraph-explorer", "version": 2}'), /version 2.*trendgraph visualise/);
  assert.throws(() => parse('{"format": "other"}'), FileError);
  assert.throws(() => parse("{"), /damaged/);
});

test("a scalar stands for a whole column, and a short column is refused", () => {
  assert.deepEqual(column({ length: 3, stance: 1 }, "stance", 0), [1, 1, 1]);
  assert.deepEqual(column({ length: 2 }, "absent", null), [null, null]);
  assert.throws(() => column({ length: 3, id: ["a"] }, "id", ""), /1 rows/);
  assert.deepEqual([...numbers(new Uint8Array(2), { length: 2, x: [null, 4] }, "x", 7)], [7, 4]);
});

test("the sample is read whole", () => {
  const graph = decode(sample());
  assert.equal(graph.nodes.n, 9);
  assert.equal(graph.nodes.id[1], "model/clip", "a slug that the label gives is not in the file");
  assert.deepEqual([...graph.edges.a], [0, 0, 0, 1, 1, 1, 3, 4]);
  assert.deepEqual([...graph.edges.claim], [0, 1, 2, 3, 4, 6, 6, 6, 7]);
  assert.deepEqual([...graph.values.claim], [7, 8, 9, 10, 11]);
  assert.deepEqual([...graph.values.subject], [1, 1, 4, 4]);
  assert.equal(graph.claims.evidence[11], 12);
  assert.equal(graph.trends[0].series[0].points.length, 4);
  assert.equal(graph.nodes.placed, false, "one entity has no place");
  assert.equal(graph.edges.confidence[4], 100, "the surest of two claims");
  assert.deepEqual([...row(graph.incident, 1)], [0, 3, 4, 5]);
});

test("an edge that ends nowhere is refused", () => {
  const broken = { ...sample() };
  const edges = { ...broken.edges, object: [1, 4, 7, 2, 3, 6, 6, 99] };
  assert.throws(() => decode({ ...broken, edges }), /edge 7/);
});

test("a loop stands once among the edges of its node", () => {
  const found = incidence(2, Uint32Array.of(0, 0), Uint32Array.of(0, 1));
  assert.deepEqual([...row(found, 0)], [0, 1]);
  assert.deepEqual([...row(found, 1)], [1]);
});

test("a date is shown as exactly as it is known", () => {
  const days = Date.UTC(2024, 4, 14) / 86_400_000;
  assert.deepEqual(
    [0, 1, 2, 3].map((precision) => partial(days, precision)),
    ["2024-05-14", "2024-05", "2024-Q2", "2024"],
  );
  assert.equal(partial(null, null), "");
  assert.equal(isoDay(-1), "1969-12-31");
  assert.equal(monthText(monthOf(days)), "2024-05");
  assert.equal(parseMonth("2024-05"), monthOf(days));
  assert.equal(parseMonth("2024-13"), undefined);
});
