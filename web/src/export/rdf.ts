/** Triples of what is shown as Turtle and as JSON-LD. */

import type { Graph } from "../data/graph.ts";
import type { Shown } from "../render/types.ts";
import { DCT, OA, PROV, RDF, RDFS, type Term, triples, XSD } from "./statements.ts";

/** An IRI for Turtle: what it may not hold is written as an escape. */
function iriText(iri: string): string {
  const escaped = iri.replace(
    /[\u0000-\u0020<>"{}|^`\\]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}`,
  );
  return `<${escaped}>`;
}

function textOf(text: string): string {
  return JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

/** Names for IRIs, each made once. */
function shortener(prefixes: Readonly<Record<string, string>>): (iri: string) => string {
  const known = new Map<string, string>();
  const spaces = Object.entries(prefixes);
  const make = (iri: string): string => {
    for (const [prefix, namespace] of spaces) {
      const local = iri.startsWith(namespace) ? iri.slice(namespace.length) : "";
      if (/^[A-Za-z][A-Za-z0-9]*$/.test(local)) return `${prefix}:${local}`;
    }
    return iriText(iri);
  };
  return (iri) => {
    const found = known.get(iri) ?? make(iri);
    known.set(iri, found);
    return found;
  };
}

export function turtle(graph: Graph, shown: Shown): string {
  const used = { ...graph.meta.prefixes, rdfs: RDFS, xsd: XSD, dcterms: DCT, oa: OA, prov: PROV };
  const short = shortener(used);
  const term = (object: Term): string => {
    if ("iri" in object) return short(object.iri);
    if (object.language) return `${textOf(object.text)}@${object.language}`;
    return object.datatype && object.datatype !== `${XSD}string`
      ? `${textOf(object.text)}^^${short(object.datatype)}`
      : textOf(object.text);
  };
  const lines = Object.entries(used).map(([prefix, namespace]) => `@prefix ${prefix}: ${iriText(namespace)} .`);
  const blocks: string[] = [];
  let open = "";
  for (const { subject, predicate, object } of triples(graph, shown)) {
    const said = `${predicate === `${RDF}type` ? "a" : short(predicate)} ${term(object)}`;
    if (subject === open) blocks.push(` ;\n    ${said}`);
    else blocks.push(`${open ? " ." : ""}\n\n${short(subject)} ${said}`);
    open = subject;
  }
  return `${lines.join("\n")}${blocks.join("")}${open ? " ." : ""}\n`;
}

export function jsonld(graph: Graph, shown: Shown): string {
  const nodes = new Map<string, Record<string, unknown[]>>();
  for (const { subject, predicate, object } of triples(graph, shown)) {
    const node = nodes.get(subject) ?? {};
    nodes.set(subject, node);
    const property = predicate === `${RDF}type` ? "@type" : predicate;
    node[property] ??= [];
    if ("iri" in object) node[property].push(property === "@type" ? object.iri : { "@id": object.iri });
    else if (object.language) node[property].push({ "@value": object.text, "@language": object.language });
    else if (object.datatype && object.datatype !== `${XSD}string`)
      node[property].push({ "@value": object.text, "@type": object.datatype });
    else node[property].push({ "@value": object.text });
  }
  return `${JSON.stringify(
    [...nodes].map(([key, node]) => ({ "@id": key, ...node })),
    null,
    1,
  )}\n`;
}
