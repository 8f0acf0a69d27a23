import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from trendgraph.claims import Status
from trendgraph.errors import SourceError, StoreError
from trendgraph.exporters import export_graph
from trendgraph.files import restore_folder
from trendgraph.namespaces import TG, entity_iri, graph_iri
from trendgraph.pipeline import BuildConfig, IngestConfig, Ingested, build, ingest, paths_below
from trendgraph.records import read_records
from trendgraph.sources import READERS
from trendgraph.store import MANIFEST, open_store

DAY = date(2026, 11, 27)
TABLE = """Model,Developer,Parameters
Aurora,Acme,70000000000
Aurora,Acme,71000000000
Swan Two,Lakeside,-5
Swan Two,Lakeside,2000000
"""


@pytest.fixture(autouse=True)
def _swans(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(READERS, "swans", "tests.pipeline.swans")


@pytest.fixture
def store(tiny_data: Path, tmp_path: Path) -> Path:
    out = tmp_path / "store"
    build(BuildConfig(data=tiny_data, out=out, check=False))
    return out


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "swans.csv"
    path.write_text(TABLE)
    return path


def bring(store: Path, table: Path, **options: object) -> Ingested:
    return ingest(IngestConfig(store, {"swans": table}, DAY, **{"check": False, **options}))


def content(store: Path, tmp_path: Path) -> bytes:
    path = tmp_path / "content.nq"
    export_graph(open_store(store, read_only=True), path)
    return path.read_bytes()


def test_what_was_read_is_counted_and_named(store: Path, table: Path) -> None:
    rejects: list[tuple[str, str]] = []
    done = bring(store, table, on_reject=lambda name, reject: rejects.append((name, reject.reason)), check=True)
    (reading,) = done.readings
    assert (reading.rows, reading.claims, reading.skipped) == (4, 7, {"number.negative": 1})
    assert rejects == [("swans", "number.negative")]
    assert done.names["model"] == {"resolved": 1, "proposed": 1}
    assert done.built.report.conforms, [r for r in done.built.report.results if r.severity == "violation"]
    manifest = json.loads((store / MANIFEST).read_text())
    assert manifest["ingested"]["swans"]["claims"] == 7
    assert sum(manifest["quads"].values()) == len(open_store(store, read_only=True))
    assert manifest["conforms"] is True


def test_claims_whose_ends_are_names_of_one_thing_are_counted(
    store: Path, tiny, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    model = next(entity for entity in tiny.claims.entities.values() if entity.kind == TG + "LanguageModel")
    (tmp_path / "swans.csv").write_text(f"Model,Developer,Parameters\n{model.label},{model.label},\n")
    monkeypatch.setattr("tests.pipeline.swans.provisional_iri", lambda *_: model.iri)
    done = bring(store, tmp_path / "swans.csv")
    assert done.collapsed == {"swans": 1}
    assert done.readings[0].claims == 1


def test_a_claim_that_curators_make_too_is_one_claim_with_both_evidences(store: Path, table: Path, tiny) -> None:
    claims = bring(store, table).built.claims
    stated = {iri: claim for iri, claim in claims.claims.items() if "swans.table" in str(claim.evidence)}
    shared = {iri: claim for iri, claim in stated.items() if iri in tiny.claims.claims}
    (iri, claim), *_ = shared.items()
    curated = tiny.claims.claims[iri]
    assert {e.source for e in claim.evidence} == {e.source for e in curated.evidence} | {"swans.table"}
    assert claim.status is curated.status
    opened = open_store(store, read_only=True)
    (graph,) = opened.select(f"SELECT ?g {{ GRAPH ?g {{ <{iri}> a tg:Claim }} }}")
    assert graph["g"].value == graph_iri("shared")


def test_conflicts_and_preferences_are_right_over_everything(store: Path, table: Path) -> None:
    built = bring(store, table).built
    conflict = next(c for c in built.claims.conflicts if c.predicate == TG + "parameterCount" and "aurora" in c.subject)
    preferred = built.claims.claims[conflict.preferred]
    assert any(evidence.directness == "firstParty" for evidence in preferred.evidence)
    marked = {row["c"].value: row["p"].value for row in built.store.select("SELECT ?c ?p { ?c tg:isPreferred ?p }")}
    assert marked == {iri: str(iri == each.preferred).lower() for each in built.claims.conflicts for iri in each.claims}


def test_no_statement_stands_in_two_graphs(store: Path, table: Path) -> None:
    bring(store, table)
    quads = list(open_store(store, read_only=True).quads())
    assert len({(q.subject, q.predicate, q.object) for q in quads}) == len(quads)


def test_twice_gives_the_same_bytes_and_the_same_manifest_on_any_day(store: Path, table: Path, tmp_path: Path) -> None:
    bring(store, table)
    first = content(store, tmp_path), (store / MANIFEST).read_bytes()
    ingest(IngestConfig(store, {"swans": table}, date(2027, 1, 1), check=False))
    assert (content(store, tmp_path), (store / MANIFEST).read_bytes()) == first


def test_a_changed_data_set_replaces_all_that_it_said(store: Path, table: Path, tmp_path: Path) -> None:
    bring(store, table)
    table.write_text("Model,Developer,Parameters\nHeron,Lakeside,3\n")
    changed = bring(store, table)
    assert {iri for iri in changed.built.claims.entities if "proposed" in iri and "/model/" in iri} == {
        entity_iri("model/proposed.lakeside-heron")
    }
    assert b"proposed.swan" not in content(store, tmp_path)


def test_withdrawing_leaves_what_stood_there_before(store: Path, table: Path, tmp_path: Path) -> None:
    before = content(store, tmp_path)
    bring(store, table)
    assert content(store, tmp_path) != before
    done = ingest(IngestConfig(store, {}, DAY, remove=frozenset({"swans"}), check=False))
    assert done.removed == ("swans",)
    assert content(store, tmp_path) == before
    with pytest.raises(StoreError, match="no data set swans"):
        ingest(IngestConfig(store, {}, DAY, remove=frozenset({"swans"})))


def test_building_again_keeps_data_sets_unless_told_otherwise(
    store: Path, table: Path, tiny_data: Path, tmp_path: Path
) -> None:
    plain = content(store, tmp_path)
    bring(store, table)
    with_swans = content(store, tmp_path)
    assert build(BuildConfig(data=tiny_data, out=store, check=False)).kept == ("swans",)
    assert content(store, tmp_path) == with_swans
    build(BuildConfig(data=tiny_data, out=store, check=False, without=frozenset({"swans.table"})))
    assert b"swans.table" not in content(store, tmp_path)
    bring(store, table)
    assert b"swans.table" not in content(store, tmp_path), "a withdrawn source stays withdrawn"
    assert build(BuildConfig(data=tiny_data, out=store, check=False, keep=False)).kept == ()
    assert content(store, tmp_path) == plain


def test_the_curators_judgement_stands(store: Path, table: Path, tiny) -> None:
    claims = bring(store, table).built.claims.claims
    for iri, curated in tiny.claims.claims.items():
        assert claims[iri].status is curated.status
        assert claims[iri].recorded <= curated.recorded
    assert Status.ACCEPTED in {claim.status for iri, claim in claims.items() if iri not in tiny.claims.claims}


def test_a_bad_data_set_changes_nothing(store: Path, table: Path, tmp_path: Path) -> None:
    before = content(store, tmp_path)
    table.write_text("Model,Maker\nx,y\n")
    with pytest.raises(SourceError, match="columns are missing"):
        bring(store, table)
    with pytest.raises(SourceError, match="no reader") as caught:
        ingest(IngestConfig(store, {"swan": table}, DAY))
    assert caught.value.suggestions == ("swans",)
    assert content(store, tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content.nq", "store", "swans.csv"]


def test_a_store_of_the_older_form_says_what_to_do(store: Path, table: Path) -> None:
    for path in (store / "records").iterdir():
        path.unlink()
    with pytest.raises(StoreError, match="build it again") as caught:
        bring(store, table)
    assert caught.value.code == "store.records"


def test_folders_are_found_by_the_readers_names(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no folder in here"):
        paths_below(tmp_path)
    (tmp_path / "swans").mkdir()
    (tmp_path / "geese").mkdir()
    assert paths_below(tmp_path) == {"swans": tmp_path / "swans"}


def start(code: str, *arguments: object, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **environment},
        stdout=subprocess.PIPE,
        text=True,
    )


INGEST = """
import sys
from datetime import date
from pathlib import Path
from trendgraph.pipeline import IngestConfig, ingest
from trendgraph.sources import READERS
READERS["swans"] = "tests.pipeline.swans"
store, table = map(Path, sys.argv[1:])
ingest(IngestConfig(store, {"swans": table}, date(2026, 11, 27), check=False, on_step=lambda s: print(s, flush=True)))
"""


@pytest.mark.parametrize("seed", range(5))
def test_killed_at_any_moment_the_store_is_the_old_or_the_new_one(
    store: Path, table: Path, tmp_path: Path, seed: int
) -> None:
    old = content(store, tmp_path)
    random.seed(seed)
    running = start(INGEST, store, table, SWANS_PAUSE="0.02")
    assert running.stdout is not None
    wanted = random.choice(["read swans", "merge", "build", "materialise", "store"])
    for line in running.stdout:
        if line.strip() == wanted:
            break
    time.sleep(random.random() * 0.3)
    running.send_signal(signal.SIGKILL)
    running.wait(timeout=30)
    running.stdout.close()
    killed = content(store, tmp_path)
    bring(store, table)
    assert killed in (old, content(store, tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content.nq", "store", "swans.csv"]


def test_a_crash_between_two_renames_is_mended(store: Path, tmp_path: Path) -> None:
    before = len(open_store(store, read_only=True))
    store.rename(tmp_path / ".store.old")
    restore_folder(store)
    assert len(open_store(store, read_only=True)) == before


def test_where_names_cannot_be_exchanged_two_renames_do(
    store: Path, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trendgraph.files._exchange", lambda *_: False)
    bring(store, table)
    assert any(record.identifier == "swans.table" for record in read_sources_of(store))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["store", "swans.csv"]


def read_sources_of(store: Path) -> list:
    return [record for record in read_records(open_store(store, read_only=True)) if hasattr(record, "identifier")]


def test_two_at_once_do_not_destroy_each_other(store: Path, table: Path) -> None:
    running = start(INGEST, store, table, SWANS_PAUSE="1")
    assert running.stdout is not None
    for line in running.stdout:
        if line.strip() == "read swans":
            break
    with pytest.raises(StoreError) as caught:
        bring(store, table)
    assert caught.value.code == "store.locked"
    assert len(open_store(store, read_only=True)), "reading stays possible"
    running.stdout.read()
    assert running.wait(timeout=60) == 0
    running.stdout.close()
