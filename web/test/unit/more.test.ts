import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { decode } from "../../src/data/decode.ts";
import { expand } from "../../src/data/graph.ts";
import { edgeName, Lookup } from "../../src/data/lookup.ts";
import { claimIri, evidenceIri, selectorIri, sha256 } from "../../src/export/identity.ts";
import { jsonld, turtle } from "../../src/export/rdf.ts";
import { cell, edgesCsv, graphml, nodesCsv, xml } from "../../src/export/tables.ts";
import { lineage } from "../../src/filter/lineage.ts";
import { Forces } from "../../src/layout/forces.ts";
import { separate } from "../../src/layout/separate.ts";
import { claimText, readable, valueText } from "../../src/views/said.ts";
import { histogram, Scale } from "../../src/views/timeline.ts";
import { sample } from "../sample.ts";
import { synthetic } from "../synthetic.ts";

const graph = decode(sample());
const shown = {
  nodes: Uint32Array.from({ length: 9 }, (_, i) => i),
  edges: Uint32Array.from({ length: 8 }, (_, j) => j),
};

test("a cell of a table runs nothing and breaks nothing", () => {
  assert.equal(cell('a "b", c'), '"a ""b"", c"');
  assert.equal(cell("=HYPERLINK(1)"), "'=HYPERLINK(1)");
  assert.equal(cell(-3), "-3");
  assert.equal(xml('<a b="&">\u0000'), "&lt;a b=&quot;&amp;&quot;&gt;");
});

test("tables hold every shown row once", () => {
  assert.equal(nodesCsv(graph, shown).trim().split("\r\n").length, 10);
  assert.equal(edgesCsv(graph, shown).trim().split("\r\n").length, 9);
  const text = graphml(graph, shown);
  assert.equal(text.match(/<node /g)?.length, 9);
  assert.equal(text.match(/<edge /g)?.length, 8);
  assert.ok(!text.includes("<b>markup"));
});

test("Turtle states what is asserted, and neither what follows by rule nor what is only proposed", () => {
  const text = turtle(graph, shown);
  const clip = "<https://w3id.org/trendgraph/id/model/clip>";
  assert.match(
    text,
    new RegExp(
      `\n${clip} a[^}]*?;\n    tg:usesTechnique <https://w3id.org/trendgraph/id/technique/contrastive-learning>`,
    ),
  );
  assert.ok(!/technique\/self-supervision> \.\n.*usesTechnique/.test(text));
  const plain = text.split("\n").filter((line) => !line.includes("laim"));
  assert.ok(!plain.some((line) => line.includes("tg:addressesConcern")), "that claim is only proposed");
  assert.match(text, /tg:releasedOn "2021-01-05"\^\^xsd:date/);
  assert.ok(!/tg:parameterCount tg:undisclosed/.test(text), "undisclosed is no number");
  assert.match(text, /tg:stance tg:denies/);
  assert.equal(expand(graph, "tg:Trend"), "https://w3id.org/trendgraph/ontology#Trend");
  assert.equal(expand(graph, "https://example.org/x"), "https://example.org/x");
});

test("claims and their evidence have the identifiers that the graph gives them, made of what they say", () => {
  const { base } = graph.meta;
  const lines = [
    "trendgraph claim 1",
    `subject <${base}model/clip>`,
    "predicate <https://w3id.org/trendgraph/ontology#releasedOn>",
    'object "2021-01-01"^^<http://www.w3.org/2001/XMLSchema#date> month',
    "unit -",
    "stance affirms",
    "valid_from -",
    "valid_to -",
  ];
  const hash = createHash("sha256")
    .update(`${lines.join("\n")}\n`)
    .digest("hex")
    .slice(0, 32);
  assert.equal(claimIri(graph, 8), `${base}claim/${hash}`);
  assert.equal(claimIri(graph, 10), "https://example.org/claim/11", "this one is not made of what it says");
  const text = turtle(graph, shown);
  assert.ok(text.includes(`\n<${base}claim/${hash}> a tg:Claim ;`));
  for (const row of [0, 1]) {
    assert.ok(text.includes(`tg:hasEvidence <${evidenceIri(graph, row)}>`));
    assert.ok(text.includes(`oa:hasSelector <${selectorIri(graph, row)}>`));
  }
});

test("SHA-256 is that of the standard, whatever the length", () => {
  for (let length = 0; length < 200; length += 1) {
    const said = "é".repeat(length % 7) + "a".repeat(length);
    assert.equal(sha256(said), createHash("sha256").update(said).digest("hex"));
  }
});

test("JSON-LD says the same with one node a subject", () => {
  const nodes = JSON.parse(jsonld(graph, shown)) as Record<string, unknown>[];
  const clip = nodes.filter((node) => node["@id"] === "https://w3id.org/trendgraph/id/model/clip");
  assert.equal(clip.length, 1);
  assert.deepEqual(clip[0]["@type"], ["https://w3id.org/trendgraph/ontology#LanguageModel"]);
});

test("an entity is found by its identifier, its IRI or its slug, an edge by its three parts", () => {
  const lookup = new Lookup(graph);
  for (const name of ["model/clip", "clip", "https://w3id.org/trendgraph/id/model/clip", "tgd:model/clip"])
    assert.equal(lookup.entity(name), 1, name);
  assert.equal(lookup.entity("nobody"), -1);
  for (let j = 0; j < graph.edges.m; j++) assert.equal(lookup.edge(edgeName(graph, j)), j);
  assert.equal(lookup.edge("a b c"), -1);
});

test("each claim knows its sentence", () => {
  assert.equal(claimText(graph, 0), "multimodal capabilities exemplified by CLIP");
  assert.equal(claimText(graph, 5), "CLIP uses technique contrastive learning");
  assert.equal(claimText(graph, 7), "CLIP: released on 2021-01-05");
  assert.equal(valueText(graph, 3), "undisclosed");
});

test("numbers are written as people read them", () => {
  assert.equal(readable("4000"), "4000");
  assert.equal(readable("7000000000"), "7,000,000,000");
  assert.equal(readable("84000000000000000000000"), "8.4 × 10²²");
  assert.equal(readable("2024-03"), "2024-03");
});

test("a lineage puts children below what they were made from, and survives a circle", () => {
  const payload = synthetic({ nodes: 6, edges: 0 });
  const relations = { ...payload.relations, id: ["fineTunedFrom", "b", "c", "d", "e", "f"] };
  const edges = {
    length: 4,
    subject_delta: [1, 1, 1, 0],
    relation: 0,
    object: [0, 1, 2, 5],
    origin: 0,
    asserted: 1,
    claim_count: 0,
  };
  const made = (ends: number[]) => decode({ ...payload, relations, edges: { ...edges, object: ends } } as never);
  const tree = lineage(made([0, 1, 2, 5]), 1);
  assert.equal(tree.edges.length, 3, "another parent of a descendant is no part of it");
  const line = new Map(tree.lines.map(({ node, line: at }) => [node, at]));
  assert.ok((line.get(0) ?? 9) < (line.get(1) ?? 0) && (line.get(1) ?? 9) < (line.get(2) ?? 0));
  assert.equal(lineage(made([2, 3, 1, 1]), 1).rest, 0);
  assert.deepEqual(lineage(made([0, 1, 2, 5]), 4).edges, []);
});

test("the histogram holds every dated piece of evidence once", () => {
  const big = decode(synthetic({ nodes: 500, edges: 2000 }));
  const scale = new Scale(big);
  assert.equal(
    histogram(big, scale).reduce((sum, bin) => sum + bin, 0),
    big.dated.all.length,
  );
  assert.ok(scale.bins <= 72);
  assert.equal(scale.bin(scale.from(3)), 3);
  assert.equal(scale.bin(scale.to(3)), 3);
});

test("a layout is the same every time, and nothing lies over anything", () => {
  const run = () => {
    const n = 80;
    const job = {
      x: Float32Array.from({ length: n }, (_, i) => Math.cos(i) * i),
      y: Float32Array.from({ length: n }, (_, i) => Math.sin(i) * i),
      size: new Float32Array(n).fill(4),
      a: Uint32Array.from({ length: n - 1 }, (_, i) => i),
      b: Uint32Array.from({ length: n - 1 }, (_, i) => i + 1),
    };
    const forces = new Forces(job);
    forces.run(50);
    const { x, y } = forces.places();
    separate(x, y, () => 5, 400);
    return { x, y };
  };
  const { x, y } = run();
  assert.deepEqual(run(), { x, y });
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < x.length; i++)
    for (let j = 0; j < i; j++) nearest = Math.min(nearest, Math.hypot(x[i] - x[j], y[i] - y[j]));
  assert.ok(nearest > 9.9, String(nearest));
});
