"""RDF 1.2, nanopublications, compressed files, manifests."""

from __future__ import annotations

import gzip
import io
import json
from collections import defaultdict
from pathlib import Path

import nanopub
import pyoxigraph as ox
import pytest
import rdflib
import zstandard
from click.testing import CliRunner

from trendgraph.cli import command_line
from trendgraph.errors import ExportError
from trendgraph.exporters import Selection, digest, export_graph, verify_export
from trendgraph.exporters.rdf12 import from_triple_terms
from trendgraph.namespaces import ENTITY, TG

REIFIES = "http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies"
NP = "http://www.nanopub.org/nschema#"


def test_rdf_12_states_a_claim_as_a_triple_term(tiny, tmp_path: Path) -> None:
    result = export_graph(tiny.store, tmp_path / "g.rdf12.nq")
    read = list(ox.parse(path=str(tmp_path / "g.rdf12.nq"), format=ox.RdfFormat.N_QUADS))
    stated = {quad.subject.value for quad in read if quad.predicate.value == REIFIES}
    assert stated == set(tiny.claims.claims)
    assert not [quad for quad in read if quad.predicate.value == TG + "claimSubject"]
    assert digest(from_triple_terms(read)) == result.digest == digest(tiny.store.quads())


def test_rdf_12_can_be_asked_by_triple_term(tiny, tmp_path: Path) -> None:
    export_graph(tiny.store, tmp_path / "g.rdf12.nq")
    store = ox.Store()
    store.bulk_load(path=str(tmp_path / "g.rdf12.nq"), format=ox.RdfFormat.N_QUADS)
    asked = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?claim <{REIFIES}> <<( ?s <{TG}developedBy> ?o )>> }}"
    (row,) = store.query(asked, use_default_graph_as_union=True)
    wanted = sum(claim.predicate == TG + "developedBy" for claim in tiny.claims.claims.values())
    assert int(row["n"].value) == wanted > 0


def test_a_nanopublication_has_its_four_parts(tiny, tmp_path: Path) -> None:
    result = export_graph(tiny.store, tmp_path / "g.nanopub.trig")
    assert "only accepted" in result.loses
    store = ox.Store()
    store.bulk_load(path=str(tmp_path / "g.nanopub.trig"), format=ox.RdfFormat.TRIG)
    accepted = {
        iri.removeprefix(ENTITY + "claim/")
        for iri, claim in tiny.claims.claims.items()
        if claim.status == "accepted" and claim.stance == "affirms" and not claim.dropped
    }
    assert result.publications == len(accepted)
    heads = "SELECT ?np ?a ?p ?i WHERE { GRAPH ?h { ?np a <%s> ; <%s> ?a ; <%s> ?p ; <%s> ?i } }"
    names = ("Nanopublication", "hasAssertion", "hasProvenance", "hasPublicationInfo")
    found = list(store.query(heads % tuple(NP + name for name in names)))
    assert {row["np"].value.rpartition("/")[2] for row in found} == accepted
    for row in found:
        (assertion,) = store.quads_for_pattern(None, None, None, row["a"])
        claim = tiny.claims.claims[f"{ENTITY}claim/{row['np'].value.rpartition('/')[2]}"]
        assert (assertion.subject.value, assertion.predicate.value) == (claim.subject, claim.predicate)
        provenance = list(store.quads_for_pattern(None, None, None, row["p"]))
        assert sum(quad.predicate.value == TG + "hasEvidence" for quad in provenance) == len(claim.evidence)
        assert list(store.quads_for_pattern(row["np"], None, None, row["i"]))
        times = {quad.predicate.value for quad in provenance if quad.subject == row["a"]}
        assert (TG + "validFrom" in times) == (claim.valid_from is not None)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_nanopub_library_takes_each_publication(tiny, tmp_path: Path) -> None:
    export_graph(tiny.store, tmp_path / "g.nanopub.trig", selection=Selection(entity="tgd:model/aurora-int4"))
    found = defaultdict(list)
    for quad in ox.parse(path=str(tmp_path / "g.nanopub.trig")):
        found[quad.graph_name.value.partition("#")[0]].append(quad)
    assert found
    for quads in found.values():
        made = rdflib.Dataset()
        made.parse(data=ox.serialize(quads, format=ox.RdfFormat.TRIG), format="trig")
        assert nanopub.Nanopub(rdf=made, conf=nanopub.NanopubConf()).is_valid


@pytest.mark.parametrize("name", ["g.nq", "g.ttl", "g.graphml"])
def test_compressed_files_hold_the_same_bytes(name: str, tiny, tmp_path: Path) -> None:
    export_graph(tiny.store, tmp_path / name)
    plain = (tmp_path / name).read_bytes()
    for number in range(2):
        export_graph(tiny.store, tmp_path / f"{number}-{name}.gz")
        export_graph(tiny.store, tmp_path / f"{number}-{name}.zst")
    packed = (tmp_path / f"0-{name}.gz").read_bytes()
    assert gzip.decompress(packed) == plain
    assert packed == (tmp_path / f"1-{name}.gz").read_bytes(), "no clock and no name in the file"
    small = (tmp_path / f"0-{name}.zst").read_bytes()
    assert zstandard.ZstdDecompressor().stream_reader(io.BytesIO(small)).read() == plain
    assert small == (tmp_path / f"1-{name}.zst").read_bytes()


@pytest.mark.parametrize(
    "name", ["g.nq", "g.ttl.gz", "g.rdf", "g.jsonld", "g.trig.zst", "g.rdf12.nq", "g.nanopub.trig", "g.sqlite"]
)
def test_a_manifest_tells_a_changed_file(name: str, tiny, tmp_path: Path) -> None:
    path = tmp_path / name
    result = export_graph(tiny.store, path, manifest=True)
    found = verify_export(path)
    assert found.problems == ()
    assert found.statements == (None if name == "g.sqlite" else result.statements)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert verify_export(path).problems == (f"{name} has other content: its SHA-256 differs",)
    path.write_bytes(content[:-1])
    assert "bytes, not" in verify_export(path).problems[0]
    path.unlink()
    with pytest.raises(ExportError, match="no such file"):
        verify_export(path)


def test_a_manifest_with_other_statements_is_told(tiny, tmp_path: Path) -> None:
    path = tmp_path / "g.nq"
    export_graph(tiny.store, path, manifest=True)
    manifest = json.loads((tmp_path / "g.nq.manifest.json").read_text(encoding="utf-8"))
    manifest["statements"] += 1
    (tmp_path / "g.nq.manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert verify_export(path).problems == (f"{manifest['statements'] - 1} statements, not {manifest['statements']}",)


@pytest.mark.parametrize(
    "content", ["{", '{"files": [{}]}', "[]", '{"format": "nquads", "statements": 0, "files": []}']
)
def test_a_damaged_manifest_is_named(content: str, tmp_path: Path) -> None:
    (tmp_path / "g.nq").write_text("", encoding="utf-8")
    (tmp_path / "g.nq.manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(ExportError, match="damaged") as caught:
        verify_export(tmp_path / "g.nq")
    assert caught.value.code == "export.manifest"


def test_a_file_may_be_renamed_with_its_manifest(tiny, tmp_path: Path) -> None:
    export_graph(tiny.store, tmp_path / "a.nq", manifest=True)
    for name in ("a.nq", "a.nq.manifest.json"):
        (tmp_path / name).rename(tmp_path / name.replace("a.nq", "b.nq"))
    assert verify_export(tmp_path / "b.nq").problems == ()


def test_a_manifest_names_no_file_elsewhere(tiny, tmp_path: Path) -> None:
    export_graph(tiny.store, tmp_path / "t", "csv")
    text = (tmp_path / "t" / "manifest.json").read_text(encoding="utf-8")
    (tmp_path / "t" / "manifest.json").write_text(text.replace("nodes.csv", "../nodes.csv"), encoding="utf-8")
    with pytest.raises(ExportError, match="damaged"):
        verify_export(tmp_path / "t")


@pytest.mark.parametrize("path", ["-", "/dev/null"])
def test_what_is_no_file_has_no_manifest(path: str, tiny) -> None:
    with pytest.raises(ExportError, match="stands beside a file") as caught:
        export_graph(tiny.store, path, "nquads", manifest=True)
    assert caught.value.code == "export.manifest"
    assert not Path("/dev/null.manifest.json").exists()


def test_the_command_tells_what_it_found(tiny, tmp_path: Path) -> None:
    path = tmp_path / "g.nq"
    export_graph(tiny.store, path, manifest=True, selection=Selection(("asserted",)))
    good = CliRunner().invoke(command_line, ["verify", str(path)], standalone_mode=False)
    assert (good.return_value, "as it was written" in good.output) == (0, True)
    path.write_text("", encoding="utf-8")
    bad = CliRunner().invoke(command_line, ["verify", str(path), "--json"], standalone_mode=False)
    assert bad.return_value == 1
    assert json.loads(bad.output)["problems"]
