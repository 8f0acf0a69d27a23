/**
 * What is shown as triples, every one of which the graph holds too: names and kinds, the statements that accepted claims
 * make, each claim with its evidence, and what is known of the sources.
 *
 * What follows by rule is left out, since nobody said it, and so are names in other languages than the graph's own.
 */

import { isoDay } from "../data/dates.ts";
import { expand, type Graph, iriOf, ORIGIN } from "../data/graph.ts";
import type { Shown } from "../render/types.ts";
import { claimIri, DIRECTNESS, EVIDENCE_STANCE, evidenceIri, PRECISION, STANCE, selectorIri } from "./identity.ts";

export const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
export const RDFS = "http://www.w3.org/2000/01/rdf-schema#";
export const XSD = "http://www.w3.org/2001/XMLSchema#";
export const OA = "http://www.w3.org/ns/oa#";
export const PROV = "http://www.w3.org/ns/prov#";
export const DCT = "http://purl.org/dc/terms/";
const SKOS = "http://www.w3.org/2004/02/skos/core#";
const SCHEMA = "https://schema.org/";
const QUDT = "http://qudt.org/schema/qudt/";
const TG = "https://w3id.org/trendgraph/ontology#";
const STATUS = ["accepted", "proposed", "contested", "retracted"];
const MISSING = new Set([`${TG}undisclosed`, `${TG}notApplicable`]);
/** By which property a name is a name; both in English. */
const NAMING = [`${RDFS}label`, `${SKOS}prefLabel`];

export type Term =
  | { readonly iri: string }
  | { readonly text: string; readonly datatype?: string; readonly language?: string };

export interface Triple {
  readonly subject: string;
  readonly predicate: string;
  readonly object: Term;
}

const iri = (text: string): Term => ({ iri: text });
const english = (text: string): Term => ({ text, language: "en" });
const plain = (text: string): Term => ({ text });
const typed = (text: string, type: string): Term => ({ text, datatype: XSD + type });

/** Gives the triples of what is shown, those of one subject together. */
export function triples(graph: Graph, shown: Shown): Triple[] {
  const found = new Statements(graph);
  for (const i of shown.nodes) found.entity(i);
  for (const j of shown.edges) found.edge(j);
  found.sources();
  return found.all();
}

class Statements {
  private readonly found = new Map<string, Triple[]>();
  private readonly told = new Set<number>();

  constructor(private readonly graph: Graph) {}

  all(): Triple[] {
    return [...this.found.values()].flat();
  }

  private add(subject: string, predicate: string, object: Term): void {
    const said = this.found.get(subject);
    if (said === undefined) this.found.set(subject, [{ subject, predicate, object }]);
    else said.push({ subject, predicate, object });
  }

  entity(i: number): void {
    const { nodes, kinds, said } = this.graph;
    const subject = iriOf(this.graph, i);
    const naming = NAMING[nodes.naming[i] ?? -1];
    if (naming !== undefined) {
      const kind = kinds[nodes.kind[i]];
      if (kind) this.add(subject, `${RDF}type`, iri(expand(this.graph, kind.iri)));
      this.add(subject, naming, english(nodes.label[i]));
    }
    for (let at = said.start[i]; at < said.start[i + 1]; at++) this.value(subject, said.items[at]);
  }

  private value(subject: string, v: number): void {
    const { values, relations, datatypes, claims, units } = this.graph;
    const curie = values.iri[v];
    const object: Term = curie
      ? iri(expand(this.graph, curie))
      : {
          text: values.lexical[v] ?? values.text[v],
          datatype: expand(this.graph, datatypes[values.datatype[v]] ?? ""),
        };
    const predicate = expand(this.graph, relations[values.relation[v]].iri);
    const more: [string, Term][] = [];
    const precision = PRECISION[values.precision[v] ?? -1];
    if (precision !== undefined) more.push([`${TG}valuePrecision`, iri(TG + precision)]);
    if (values.unit[v] >= 0) more.push([`${QUDT}unit`, iri(expand(this.graph, units[values.unit[v]].id))]);
    let stated = false;
    for (let c = values.claim[v]; c < values.claim[v + 1]; c++) {
      stated ||= claims.status[c] === 0 && claims.stance[c] === 0 && claims.dropped[c] === null;
      this.claim(c, subject, predicate, object, more);
    }
    // `undisclosed` and the like say that somebody looked; they are no values of the property.
    if (stated && !("iri" in object && MISSING.has(object.iri))) this.add(subject, predicate, object);
  }

  edge(j: number): void {
    const { edges, relations } = this.graph;
    const subject = iriOf(this.graph, edges.a[j]);
    const predicate = expand(this.graph, relations[edges.relation[j]].iri);
    const object = iri(iriOf(this.graph, edges.b[j]));
    if (edges.asserted[j] || edges.origin[j] === ORIGIN.scheme) this.add(subject, predicate, object);
    for (let c = edges.claim[j]; c < edges.claim[j + 1]; c++) this.claim(c, subject, predicate, object, []);
  }

  private claim(c: number, subject: string, predicate: string, object: Term, more: readonly [string, Term][]): void {
    const { claims } = this.graph;
    const node = claimIri(this.graph, c);
    const say = (name: string, term: Term): void => this.add(node, name, term);
    say(`${RDF}type`, iri(`${TG}Claim`));
    say(`${TG}claimSubject`, iri(subject));
    say(`${TG}claimPredicate`, iri(predicate));
    say("iri" in object ? `${TG}claimObject` : `${TG}claimValue`, object);
    for (const [name, term] of more) say(name, term);
    say(`${TG}stance`, iri(TG + STANCE[claims.stance[c]]));
    say(`${TG}claimStatus`, iri(TG + (STATUS[claims.status[c]] ?? "proposed")));
    say(`${TG}confidence`, typed((claims.confidence[c] / 100).toString(), "decimal"));
    this.days(node, [
      [`${TG}validFrom`, claims.from[c], claims.fromPrecision[c]],
      [`${TG}validTo`, claims.to[c], claims.toPrecision[c]],
    ]);
    const moments = [claims.recorded[c], claims.dropped[c]];
    moments.forEach((day, i) => {
      if (day !== null)
        say(`${PROV}${i ? "invalidatedAtTime" : "generatedAtTime"}`, typed(`${isoDay(day)}T00:00:00Z`, "dateTime"));
    });
    for (let e = claims.evidence[c]; e < claims.evidence[c + 1]; e++) this.evidence(node, e);
  }

  /** Dates with their precision, which is said once where all have the same. */
  private days(node: string, dates: readonly (readonly [string, number | null, number | null])[]): void {
    const known = new Set<string>();
    for (const [name, day, precision] of dates) {
      if (day === null) continue;
      this.add(node, name, typed(isoDay(day), "date"));
      const word = PRECISION[precision ?? -1];
      if (word !== undefined && !known.has(word)) this.add(node, `${TG}datePrecision`, iri(TG + word));
      if (word !== undefined) known.add(word);
    }
  }

  private evidence(claim: string, e: number): void {
    const { evidence, sources, meta } = this.graph;
    const node = evidenceIri(this.graph, e);
    const place = selectorIri(this.graph, e);
    const known = this.found.has(node);
    this.add(claim, `${TG}hasEvidence`, iri(node));
    if (known) return;
    this.told.add(evidence.source[e]);
    this.add(node, `${RDF}type`, iri(`${TG}Evidence`));
    this.add(node, `${OA}hasSource`, iri(`${meta.base}source/${sources.id[evidence.source[e]]}`));
    this.add(node, `${OA}hasSelector`, iri(place));
    this.add(node, `${TG}evidenceStance`, iri(TG + EVIDENCE_STANCE[evidence.stance[e]]));
    this.add(node, `${TG}directness`, iri(TG + DIRECTNESS[evidence.directness[e]]));
    const digest = evidence.digest[e];
    if (digest !== null) this.add(node, `${TG}passageDigest`, plain(digest));
    if (this.found.has(place)) return;
    const words = evidence.place[e];
    this.add(place, `${RDF}type`, iri(`${OA}${words === null ? "TextPositionSelector" : "FragmentSelector"}`));
    if (words !== null) this.add(place, `${RDF}value`, plain(words));
    else
      for (const [name, at] of [
        ["start", evidence.start[e]],
        ["end", evidence.end[e]],
      ] as const)
        if (at !== null) this.add(place, OA + name, typed(String(at), "integer"));
  }

  /** What is known of the sources of the claims so far. */
  sources(): void {
    const { sources, meta } = this.graph;
    for (const s of [...this.told].sort((a, b) => a - b)) {
      const read = sources.accessed[s];
      if (read === null) continue; // The graph knows nothing of it but its name.
      const node = `${meta.base}source/${sources.id[s]}`;
      this.add(node, `${DCT}title`, english(sources.title[s]));
      this.days(node, [[`${DCT}issued`, sources.issued[s], sources.precision[s]]]);
      this.add(node, `${TG}accessed`, typed(isoDay(read), "date"));
      const url = sources.url[s];
      if (url) this.add(node, `${SCHEMA}url`, iri(url));
    }
  }
}
