import assert from "node:assert/strict";
import { test } from "node:test";
import { monthOf } from "../../src/data/dates.ts";
import { decode } from "../../src/data/decode.ts";
import { neighbourhood, select } from "../../src/filter/filter.ts";
import { shortestPath } from "../../src/filter/path.ts";
import { INITIAL } from "../../src/state/state.ts";
import { sample } from "../sample.ts";
import { synthetic } from "../synthetic.ts";

const graph = decode(sample());
const of = (change: object) => select(graph, { ...INITIAL, ...change }, undefined);

test("the first rows are shown, and how many there are is said", () => {
  const found = of({});
  assert.deepEqual([...found.nodes], [0, 1, 2, 3, 4]);
  assert.equal(found.possible, 9);
  assert.deepEqual([...found.edges], [0, 1, 3, 4]);
  assert.equal(found.possibleEdges, 8);
  assert.deepEqual([...of({ limit: 9 }).edges], [0, 1, 2, 3, 4, 5, 6, 7]);
});

test("kinds, relations, sectors and origin leave out what was not chosen", () => {
  assert.deepEqual([...of({ kinds: ["Technique"] }).nodes], [3, 6]);
  assert.deepEqual([...of({ relations: ["developedBy"], limit: 9 }).edges], [3, 7]);
  assert.deepEqual([...of({ sectors: ["sector/healthcare"] }).nodes], [0]);
  assert.deepEqual([...of({ origin: "inferred", limit: 9 }).edges], [5]);
  assert.deepEqual([...of({ origin: "asserted", limit: 9 }).edges], [0, 1, 2, 3, 4, 6, 7]);
  assert.deepEqual([...of({ confidence: 90, limit: 9 }).edges], [0, 1, 3, 4, 5, 6, 7]);
  assert.equal(of({ kinds: ["NoSuchKind"] }).possible, 9, "an unknown name chooses nothing away");
});

test("counts of kinds stay when a kind is chosen", () => {
  assert.deepEqual([...of({ kinds: ["Technique"] }).perKind], [...of({}).perKind]);
});

test("a time keeps what was evidenced in it", () => {
  const month = monthOf(18684);
  const found = of({ from: month, to: month, limit: 9 });
  assert.deepEqual([...found.edges], [3, 4], "the paper of 2021 supports two, and disputes a third");
  assert.ok([...found.nodes].includes(1));
  assert.equal(of({ from: month + 1000 }).possible, 0);
});

test("around an entity stand its neighbours, and it comes first", () => {
  assert.deepEqual([...neighbourhood(graph, 1)], [1, 0, 2, 3, 6]);
  const found = select(graph, { ...INITIAL, kinds: ["Technique"] }, neighbourhood(graph, 1));
  assert.deepEqual([...found.nodes], [1, 3, 6]);
});

test("a path rests on evidence only", () => {
  assert.deepEqual(shortestPath(graph, 2, 7)?.nodes, [2, 1, 0, 7]);
  assert.equal(shortestPath(graph, 1, 8), undefined);
  assert.deepEqual(shortestPath(graph, 3, 3), { nodes: [3], edges: [] });
  assert.equal(shortestPath(graph, 1, 6), undefined, "the only edge follows by rule");
});

test("an entity with fifty thousand edges is cut, and says so", () => {
  const hub = decode(synthetic({ nodes: 50_001, edges: 50_000, hub: true }));
  const found = select(hub, INITIAL, neighbourhood(hub, 0));
  assert.equal(found.nodes.length, 200);
  assert.equal(found.possible, 50_001);
});

test("nothing at all is shown as nothing", () => {
  const empty = decode(synthetic({ nodes: 0, edges: 0 }));
  assert.equal(select(empty, INITIAL, undefined).possible, 0);
});
