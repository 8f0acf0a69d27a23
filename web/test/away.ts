/** What is taken away of all that a file holds: TRENDGRAPH_FILE names the page, TRENDGRAPH_AWAY the folder to write into. */

import { readFileSync, writeFileSync } from "node:fs";
import { decode } from "../src/data/decode.ts";
import { parse, unpack } from "../src/data/payload.ts";
import { jsonld, turtle } from "../src/export/rdf.ts";

const { TRENDGRAPH_FILE: file = "", TRENDGRAPH_AWAY: folder = "" } = process.env;
const packed = /id="trendgraph-data">([^<]*)</.exec(readFileSync(file, "utf8"))?.[1] ?? "";
const graph = decode(parse(await unpack(packed)));
const shown = {
  nodes: Uint32Array.from({ length: graph.nodes.n }, (_, i) => i),
  edges: Uint32Array.from({ length: graph.edges.m }, (_, j) => j),
};
writeFileSync(`${folder}/away.ttl`, turtle(graph, shown));
writeFileSync(`${folder}/away.jsonld`, jsonld(graph, shown));
