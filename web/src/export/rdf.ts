/**
 * What is shown as RDF: names and kinds, the statements that accepted claims make, and each claim with its sources.
 *
 * Claims stand as nodes with an identifier only where the file holds one; what follows by rule is left out of the plain
 * statements, since nobody said it.
 */

import { isoDay } from "../data/dates.ts";
import { type Graph, iriOf } from "../data/graph.ts";
import type { Shown } from "../render/types.ts";

const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const RDFS = "http://www.w3.org/2000/01/rdf-schema#";
const XSD = "http://www.w3.org/2001/XMLSchema#";
const TG = "https://w3id.org/trendgraph/ontology#";
const DCT = "http://purl.org/dc/terms/";

type Object_ =
  | { readonly iri: string }
  | { readonly text: string; readonly datatype: string }
  | { readonly blank: string };
interface Triple {
  readonly subject: { readonly iri: string } | { readonly blank: string };
  readonly predicate: string;
  readonly object: Object_;
}

/** A CURIE in full; a full IRI stays. */
export function expand(graph: Graph, curie: string): string {
  const at = curie.indexOf(":");
  const namespace = graph.meta.prefixes[curie.slice(0, at)];
  return namespace === undefined ? curie : namespace + curie.slice(at + 1);
}

const literal = (text: string, datatype = `${XSD}string`): Object_ => ({ text, datatype });

export function triples(graph: Graph, shown: Shown): Triple[] {
  const { nodes, edges, kinds, relations, values, datatypes } = graph;
  const found: Triple[] = [];
  const add = (subject: Triple["subject"], predicate: string, object: Object_): void =>
    void found.push({ subject, predicate, object });
  for (const i of shown.nodes) {
    const subject = { iri: iriOf(graph, i) };
    const kind = kinds[nodes.kind[i]];
    if (kind) add(subject, `${RDF}type`, { iri: expand(graph, kind.iri) });
    add(subject, `${RDFS}label`, literal(nodes.label[i]));
    for (let at = graph.said.start[i]; at < graph.said.start[i + 1]; at++) {
      const v = graph.said.items[at];
      const iri = values.iri[v];
      const datatype = datatypes[values.datatype[v]];
      const object: Object_ = iri
        ? { iri: expand(graph, iri) }
        : literal(values.lexical[v] ?? values.text[v], datatype ? expand(graph, datatype) : undefined);
      statement(
        graph,
        subject,
        expand(graph, relations[values.relation[v]].iri),
        object,
        values.claim[v],
        values.claim[v + 1],
        add,
      );
    }
  }
  for (const j of shown.edges) {
    const subject = { iri: iriOf(graph, edges.a[j]) };
    const predicate = expand(graph, relations[edges.relation[j]].iri);
    const object = { iri: iriOf(graph, edges.b[j]) };
    if (edges.asserted[j] || edges.origin[j] === 2) add(subject, predicate, object);
    claims(graph, subject, predicate, object, edges.claim[j], edges.claim[j + 1], add);
  }
  return found;
}

type Add = (subject: Triple["subject"], predicate: string, object: Object_) => void;

/** A value stands as a statement where some accepted claim affirms it. */
function statement(
  graph: Graph,
  subject: { iri: string },
  predicate: string,
  object: Object_,
  from: number,
  to: number,
  add: Add,
): void {
  let stated = false;
  for (let c = from; c < to; c++) {
    stated ||= graph.claims.status[c] === 0 && graph.claims.stance[c] === 0 && graph.claims.dropped[c] === null;
  }
  // `undisclosed` and the like say that somebody looked; they are no values of the property.
  if (stated && "text" in object) add(subject, predicate, object);
  claims(graph, subject, predicate, object, from, to, add);
}

const STATUS = ["accepted", "proposed", "contested", "retracted"];

function claims(
  graph: Graph,
  subject: { iri: string },
  predicate: string,
  object: Object_,
  from: number,
  to: number,
  add: Add,
): void {
  const { claims: said, evidence, sources, meta } = graph;
  for (let c = from; c < to; c++) {
    const claim = { blank: `c${c}` };
    add(claim, `${RDF}type`, { iri: `${TG}Claim` });
    add(claim, `${TG}claimSubject`, subject);
    add(claim, `${TG}claimPredicate`, { iri: predicate });
    add(claim, "text" in object ? `${TG}claimValue` : `${TG}claimObject`, object);
    add(claim, `${TG}stance`, { iri: `${TG}${said.stance[c] === 1 ? "denies" : "affirms"}` });
    add(claim, `${TG}claimStatus`, { iri: `${TG}${STATUS[said.status[c]] ?? "proposed"}` });
    add(claim, `${TG}confidence`, literal((said.confidence[c] / 100).toString(), `${XSD}decimal`));
    const [valid, until] = [said.from[c], said.to[c]];
    if (valid !== null) add(claim, `${TG}validFrom`, literal(isoDay(valid), `${XSD}date`));
    if (until !== null) add(claim, `${TG}validTo`, literal(isoDay(until), `${XSD}date`));
    for (let e = said.evidence[c]; e < said.evidence[c + 1]; e++) {
      const id = sources.id[evidence.source[e]];
      if (id) add(claim, `${DCT}source`, { iri: `${meta.base}source/${id}` });
    }
  }
}

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

export function turtle(graph: Graph, shown: Shown): string {
  const { prefixes } = graph.meta;
  const used = { ...prefixes, rdfs: RDFS, xsd: XSD, dcterms: DCT };
  const short = (iri: string): string => {
    for (const [prefix, namespace] of Object.entries(used)) {
      const local = iri.startsWith(namespace) ? iri.slice(namespace.length) : "";
      if (/^[A-Za-z][A-Za-z0-9]*$/.test(local)) return `${prefix}:${local}`;
    }
    return iriText(iri);
  };
  const term = (object: Object_): string => {
    if ("iri" in object) return short(object.iri);
    if ("blank" in object) return `_:${object.blank}`;
    return object.datatype === `${XSD}string`
      ? textOf(object.text)
      : `${textOf(object.text)}^^${short(object.datatype)}`;
  };
  const lines = Object.entries(used).map(([prefix, namespace]) => `@prefix ${prefix}: ${iriText(namespace)} .`);
  let open = "";
  for (const { subject, predicate, object } of triples(graph, shown)) {
    const name = term(subject);
    const verb = predicate === `${RDF}type` ? "a" : short(predicate);
    if (name === open)
      lines[lines.length - 1] = `${lines[lines.length - 1].slice(0, -2)} ;\n    ${verb} ${term(object)} .`;
    else lines.push(`${open === "" ? "\n" : ""}${name} ${verb} ${term(object)} .`);
    open = name;
  }
  return `${lines.join("\n")}\n`;
}

export function jsonld(graph: Graph, shown: Shown): string {
  const nodes = new Map<string, Record<string, unknown[]>>();
  const id = (of: { iri: string } | { blank: string }): string => ("iri" in of ? of.iri : `_:${of.blank}`);
  for (const { subject, predicate, object } of triples(graph, shown)) {
    const key = id(subject);
    const node = nodes.get(key) ?? {};
    nodes.set(key, node);
    const property = predicate === `${RDF}type` ? "@type" : predicate;
    node[property] ??= [];
    if ("text" in object)
      node[property].push(
        object.datatype === `${XSD}string`
          ? { "@value": object.text }
          : { "@value": object.text, "@type": object.datatype },
      );
    else node[property].push(property === "@type" ? id(object) : { "@id": id(object) });
  }
  return `${JSON.stringify(
    [...nodes].map(([key, node]) => ({ "@id": key, ...node })),
    null,
    1,
  )}\n`;
}
