import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.shipped import Shipped

from trendgraph.errors import ClaimError, StoreError
from trendgraph.namespaces import graph_iri
from trendgraph.pipeline import BuildConfig, build
from trendgraph.store import MANIFEST, open_store


def listing(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_build_goes_through_every_step(tiny) -> None:
    assert list(tiny.seconds) == ["read", "build", "materialise", "validate"]
    assert tiny.materialised.added == tiny.store.count(graph_iri("inferred")) > 0
    assert tiny.report.conforms, tiny.report.results[:3]


def test_the_shipped_graph_conforms(real: Shipped) -> None:
    assert real.ran.status == 0, real.ran.text
    assert real.store.manifest["conforms"] is True


def test_a_folder_holds_the_same_quads_and_says_what_it_is(tiny, tiny_data: Path, tmp_path: Path) -> None:
    out = tmp_path / "store"
    built = build(BuildConfig(data=tiny_data, out=out))
    assert listing(tmp_path) == ["store"], "nothing is left beside the store"
    manifest = json.loads((out / MANIFEST).read_text())
    assert manifest["conforms"] is True
    assert sum(manifest["quads"].values()) == len(built.store) == len(tiny.store)
    assert build(BuildConfig(data=tiny_data, out=out)).store.count() == len(tiny.store), "building again replaces it"


def test_a_store_written_piece_by_piece_is_whole(
    tiny, tiny_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trendgraph.pipeline.building._CHUNK", 997)
    made = build(BuildConfig(data=tiny_data, out=tmp_path / "store", check=False)).store
    names = tiny.store.graph_names()
    assert [made.count(name) for name in names] == [tiny.store.count(name) for name in names]
    own = [name for name in names if not name.endswith("/ontology")]  # its blank nodes have new names in every build
    assert {quad for name in own for quad in made.quads(name)} == {
        quad for name in own for quad in tiny.store.quads(name)
    }


def test_manifest_is_the_same_from_run_to_run(tiny_data: Path, tmp_path: Path) -> None:
    texts = set()
    for seed in ("0", "1", "random"):
        out = tmp_path / f"store{seed}"
        subprocess.run(
            [sys.executable, "-m", "trendgraph", "build", "--data", str(tiny_data), "--out", str(out), "--json"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
        texts.add((out / MANIFEST).read_bytes())
    assert len(texts) == 1


def test_withdrawing_a_source_removes_what_rests_on_it_alone(tiny, tiny_data: Path) -> None:
    by_source: dict[str, set[str]] = {}
    for iri, claim in tiny.claims.claims.items():
        for evidence in claim.evidence:
            by_source.setdefault(evidence.source, set()).add(iri)
    name = max(sorted(by_source), key=lambda source: len(by_source[source]))
    alone = {iri for iri in by_source[name] if {e.source for e in tiny.claims.claims[iri].evidence} == {name}}
    assert alone
    without = build(BuildConfig(data=tiny_data, without=frozenset({name}), check=False))
    assert set(tiny.claims.claims) - set(without.claims.claims) == alone
    assert graph_iri(f"source/{name}") not in without.store.graph_names()


def test_withdrawing_an_unknown_source_names_the_nearest(tiny, tiny_data: Path) -> None:
    name = next(iter(tiny.claims.sources))
    with pytest.raises(ClaimError) as caught:
        build(BuildConfig(data=tiny_data, without=frozenset({name + "x"})))
    assert name in caught.value.suggestions


@pytest.mark.parametrize("case", ["file", "foreign folder", "missing parent"])
def test_targets_that_cannot_be_a_store(tiny_data: Path, tmp_path: Path, case: str) -> None:
    out = tmp_path / "out"
    if case == "file":
        out.write_text("precious")
    elif case == "foreign folder":
        out.mkdir()
        (out / "thesis.txt").write_text("precious")
    else:
        out = tmp_path / "no" / "out"
    before = listing(tmp_path)
    with pytest.raises(StoreError) as caught:
        build(BuildConfig(data=tiny_data, out=out))
    assert str(out) in str(caught.value)
    assert listing(tmp_path) == before
    if case == "foreign folder":
        assert (out / "thesis.txt").read_text() == "precious"


def test_a_failed_build_leaves_the_store_that_stood_there(tiny_data: Path, tmp_path: Path) -> None:
    out = tmp_path / "store"
    count = len(build(BuildConfig(data=tiny_data, out=out)).store)
    bad = tmp_path / "data"
    (bad / "models").mkdir(parents=True)
    (bad / "models" / "x.yaml").write_text("id: model/x\n")
    with pytest.raises(Exception, match="missing"):
        build(BuildConfig(data=bad, out=out))
    assert len(open_store(out, read_only=True)) == count


def test_interrupting_a_build_leaves_nothing_half_written(tmp_path: Path) -> None:
    code = (
        "import signal, sys, time\n"
        # A job that a shell starts in the background inherits an ignored SIGINT.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from pathlib import Path\n"
        "import trendgraph.pipeline as p\n"
        "def slow(step):\n"
        "    print(step, flush=True)\n"
        "    if step == 'store': time.sleep(60)\n"
        "p.build(p.BuildConfig(out=Path(sys.argv[1]), check=False, on_step=slow))\n"
    )
    out = tmp_path / "store"
    running = subprocess.Popen(
        [sys.executable, "-c", code, str(out)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert running.stdout is not None
    for line in running.stdout:
        if line.strip() == "store":
            break
    time.sleep(0.2)
    running.send_signal(signal.SIGINT)
    assert running.wait(timeout=30) != 0
    running.stdout.close()
    assert listing(tmp_path) == []


def test_a_locked_store_is_not_replaced(tiny_data: Path, tmp_path: Path, held_open) -> None:
    out = tmp_path / "store"
    build(BuildConfig(data=tiny_data, out=out))
    with held_open(out):
        with pytest.raises(StoreError) as caught:
            build(BuildConfig(data=tiny_data, out=out))
        assert caught.value.code == "store.locked"
