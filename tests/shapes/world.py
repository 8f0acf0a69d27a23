"""The small world of ``good.trig`` and the cases that break it, shared by the tests of shapes and validation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import yaml

from trendgraph.namespaces import ENTITY, prefixes
from trendgraph.resources import resource_files, resource_path
from trendgraph.store import Store
from trendgraph.terms import parse_turtle
from trendgraph.validation import Result

HERE = Path(__file__).parent
VOCABULARIES = ("dcterms", "oa", "owl", "prov", "qudt", "rdf", "rdfs", "schema", "skos", "unit", "vann", "xsd")
ONTOLOGY = ox.NamedNode("https://w3id.org/trendgraph/graph/ontology")
_SHORT = re.compile(r"\b(claim|evidence|selector)/(\d\d)(?![0-9a-f])")
_LONG = re.compile(r"\b(claim|evidence|selector)/0{30}(\d\d)\b")
_IRI = re.compile(r"<([^<>]*)>")
_BLANK = re.compile(r"_:\w+")


@dataclass(frozen=True)
class Case:
    """One change of the good world and everything that shapes then say."""

    shape: str
    update: str
    results: tuple[str, ...]


@cache
def good_quads() -> tuple[ox.Quad, ...]:
    """Gives the shipped ontology and the good world, whose schemes are its own small ones."""
    paths = [resource_path("ontology/trendgraph.ttl"), *resource_files("ontology/modules", "*.ttl")]
    ontology = [ox.Quad(t.subject, t.predicate, t.object, ONTOLOGY) for path in paths for t in parse_turtle(path)]
    return (*ontology, *ox.parse((HERE / "good.trig").read_bytes(), format=ox.RdfFormat.TRIG))


def good_store() -> Store:
    """Gives a fresh store with the good world."""
    store = Store(ox.Store())
    store.add(good_quads())
    return store


def change(store: Store, update: str) -> None:
    """Applies a case's update; ``claim/01`` stands for the IRI with 32 digits. It must change something."""
    before = set(store.quads())
    store.update(full(update))
    assert before != set(store.quads()), f"the update changes nothing: {update}"


def full(update: str) -> str:
    """Gives a case's update with base and IRIs in full."""
    return f"BASE <{ENTITY}>\n" + _SHORT.sub(lambda found: f"{found[1]}/{'0' * 30}{found[2]}", update)


def cases() -> list[Case]:
    """Gives all cases, file by file."""
    found = []
    for path in sorted((HERE / "cases").glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            found.append(Case(case["shape"], case["update"], tuple(case["results"])))
    return found


def _curie(iri: str) -> str:
    """Gives a CURIE for the vocabularies in use; everything else stays an IRI, whatever prefixes are added."""
    known = {name: prefixes()[name] for name in ("tg", "tgd", *VOCABULARIES)}
    return next((f"{name}:{iri[len(space) :]}" for name, space in known.items() if iri.startswith(space)), iri)


def line(result: Result) -> str:
    """Gives a result as one line: severity, shape, focus node, path, value."""
    terms = (result.focus, result.path or "-", result.value or "-")
    shown = " ".join(_IRI.sub(lambda found: _curie(found[1]), term) for term in terms)
    return f"{result.severity} {result.source} " + _LONG.sub(r"\1/\2", _BLANK.sub("_:b", shown))
