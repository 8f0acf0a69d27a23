"""What every reader of a public data set holds to, shown on a small data set each."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.sources import forms
from tests.sources import test_epoch as epoch
from tests.sources.reading import SLUG, Read, read, write

from trendgraph.claims import Source, merge_claims
from trendgraph.errors import SourceError
from trendgraph.graph import build_graph, vocabulary_quads
from trendgraph.namespaces import ENTITY, TG
from trendgraph.sources import READERS, source_info
from trendgraph.store import Store
from trendgraph.terms import load_concepts, load_terms
from trendgraph.validation import validate

SMALL: dict[str, Callable[[Path], Path]] = {
    "arxiv": lambda p: write(p, {"a.jsonl": "".join(json.dumps(paper) + "\n" for paper in forms.PAPERS)}),
    "ecologits": lambda p: write(p, {"models.json": json.dumps(forms.ECOLOGITS), "electricity_mixes.csv": forms.MIXES}),
    "ecosystem_graphs": lambda p: write(p, {"assets/a.yaml": forms.ASSETS}),
    "epoch": lambda p: write(
        p,
        {
            "notable.2026-07.csv": epoch.NOTABLE + epoch.SWAN,
            "ml_hardware.csv": epoch.CHIPS + "Chip 9,Pond,2025-03,700,,9.89e14\n",
            "timelines.csv": epoch.POWER + "2025-01-01,North,100\n",
            "sites.csv": epoch.SITES + "North,North Campus,Pond #likely,\n",
            "runs.csv": epoch.RUNS + "a,Pond QA,swan-1_high,Success\n",
            "distilled.csv": epoch.DISTILLED + "heron,FALSE,low,\n",
        },
    ),
    "fda_aiml": lambda p: write(p, {"a.csv": forms.FDA}),
    "federal_ai_inventory": lambda p: write(
        p, {"3.csv": forms.USES_2023, "4.csv": forms.USES_2024, "5.csv": forms.USES_2025}
    ),
    "fmti": lambda p: write(p, {"May2024_scores.csv": forms.FMTI_2024}),
    "ml_energy": lambda p: write(p, forms.ml_energy_files([forms.ml_energy()])),
    "models_dev": lambda p: write(p, forms.MODELS_DEV),
    "osai_index": lambda p: write(p, {"a.yaml": forms.osai("Swan", base="Reed")}),
    "vorplabs": lambda p: write(
        p,
        {
            "model-deprecations.json": forms.vorplabs(
                "", entries=[{"anchor": "a", "subject": "swan-1", "effective": "2026-01-02"}], noticePolicies=[]
            )
        },
    ),
}
NAMES = sorted(SMALL)


@pytest.fixture(params=NAMES)
def found(request: pytest.FixtureRequest, tmp_path: Path) -> Read:
    return read(request.param, SMALL[request.param](tmp_path))


def test_the_source_comes_before_its_claims_and_every_claim_rests_on_one(found: Read) -> None:
    known: set[str] = set()
    for record in found.records:
        if isinstance(record, Source):
            known.add(record.identifier)
            assert record.identifier.startswith(found.name.replace("_", "-") + ".")
        elif record in found.claims:
            assert {evidence.source for evidence in record.evidence} <= known
    assert known


def test_names_are_provisional_slugs(found: Read) -> None:
    prefix = found.name.replace("_", "-") + "."
    assert [iri for iri in found.entities if not SLUG.fullmatch(iri.removeprefix(ENTITY))] == []
    assert [iri for iri in found.entities if not iri.partition("/id/")[2].partition("/")[2].startswith(prefix)] == []


def test_reading_twice_gives_the_same(found: Read, tmp_path: Path) -> None:
    assert read(found.name, SMALL[found.name](tmp_path)).records == found.records


def test_claims_obey_the_closed_list(found: Read) -> None:
    terms, kinds = load_terms(), dict(load_concepts())
    kinds.update({iri: entity.kind for iri, entity in found.entities.items()})
    kinds[ENTITY + "component/mamba-layer"] = TG + "Component"
    predicates = {predicate.iri: predicate for predicate in terms.predicates.values()}
    for claim in found.claims:
        predicate = predicates[claim.predicate]
        assert any(terms.is_a(kinds[claim.subject], domain) for domain in predicate.domains), claim
        if isinstance(claim.object, str) and not claim.object.startswith(TG):
            assert any(terms.is_a(kinds[claim.object], range_) for range_ in predicate.ranges), claim
        elif isinstance(claim.object, str):
            assert claim.object.removeprefix(TG) in terms.qualifiers


def test_the_graph_made_of_it_has_no_violation(found: Read) -> None:
    single = frozenset(p.iri for p in load_terms().predicates.values() if p.single_valued)
    store = Store(ox.Store())
    store.add(build_graph(merge_claims(found.records, single_valued=single)))
    store.add(vocabulary_quads())
    assert [result for result in validate(store).results if result.severity == "violation"] == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_and_a_link_to_itself_are_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path / "round")
    for path in (tmp_path / "nowhere", tmp_path / "round"):
        with pytest.raises(SourceError) as caught:
            read(name, path)
        assert caught.value.code in ("source.missing", "source.unreadable")


@pytest.mark.parametrize("name", ["models_dev", "osai_index", "ecosystem_graphs", "fda_aiml"])
def test_what_is_a_plan_follows_from_the_edition_of_the_file_not_from_the_clock(name: str, tmp_path: Path) -> None:
    early, late = (read(name, SMALL[name](tmp_path / folder)) for folder in ("set.2020-01", "set.2030-01"))
    assert early.log.skipped["date.future"] > late.log.skipped["date.future"] == 0


def test_it_says_what_it_is() -> None:
    for name in NAMES:
        info = source_info(name)
        assert info.name == name
        assert info.title
        assert info.form
        assert info.fills
        assert info.licence in load_concepts() or info.licence == TG + "undisclosed"


def test_every_reader_is_here() -> None:
    assert set(NAMES) == set(READERS)
