"""What a user types and reads: results on standard output, notes and errors on standard error, exit statuses."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "object"]


def test_build_ends_in_a_summary_a_newcomer_understands(run, here: Path, tiny_data: Path, monkeypatch) -> None:
    monkeypatch.delenv("TRENDGRAPH_STORE")
    done = run("build", "--data", tiny_data)
    assert done.status == 0, done.err
    assert "conforms" in done.out
    assert "Three things to try next" in done.out
    assert (here / "build" / "trendgraph" / "trendgraph.json").is_file()
    assert run("questions").status == 0
    again = run("query", "SELECT.rq")
    assert again.status == 2


def test_build_json(run, here: Path, tiny_data: Path) -> None:
    facts = json.loads(run("build", "--data", tiny_data, "--out", here / "s", "--json").out)
    assert facts["conforms"] is True
    assert facts["claims"] > 50
    assert set(facts["seconds"]) == {"read", "build", "materialise", "validate", "store", "place"}


def test_no_store_says_that_it_builds_one(run, monkeypatch) -> None:
    monkeypatch.delenv("TRENDGRAPH_STORE")
    done = run("query", "-", stdin="ASK { tg:Trend a owl:Class }")
    assert done.status == 0
    assert "building the shipped data in memory" in done.err
    assert "yes" in done.out


@pytest.mark.parametrize("form", ["table", "json", "csv", "tsv"])
def test_select_formats(run, form: str) -> None:
    done = run("query", "-", "--format", form, stdin="SELECT ?t { ?t a tg:Trend } ORDER BY ?t")
    assert done.status == 0
    if form == "json":
        assert json.loads(done.out)["head"]["vars"] == ["t"]
    elif form in ("csv", "tsv"):
        rows = list(csv.reader(io.StringIO(done.out), delimiter="," if form == "csv" else "\t"))
        assert len(rows) > 1


@pytest.mark.parametrize("form", ["turtle", "jsonld"])
def test_construct_formats(run, form: str) -> None:
    done = run("query", "-", "--format", form, stdin="CONSTRUCT { ?t a tg:Trend } WHERE { ?t a tg:Trend }")
    assert done.status == 0
    assert "Trend" in done.out


def test_query_from_a_file(run, here: Path) -> None:
    (here / "my.rq").write_text("SELECT (COUNT(*) AS ?n) { ?c a tg:Claim }", encoding="utf-8")
    assert run("query", "my.rq", "--format", "csv").out.startswith("n")


def test_why_adds_claims_and_passages(run) -> None:
    questions = json.loads(run("questions", "--json").out)
    plain = [question["id"] for question in questions if not any(b["required"] for b in question["bindings"])]
    shown = [run("query", name, "--why", "--format", "json") for name in plain]
    assert all(done.status == 0 for done in shown)
    backed = [done for done in shown if any(row for row in json.loads(done.out)["why"])]
    assert len(backed) > len(plain) / 2


BAD = [
    (["query", "cq999"], "", "query.", "cq"),
    (["query", "cq010"], "", "query.binding", "--trend"),
    (["query", "cq010", "--tend", "x"], "", "query.binding", "nearest: trend"),
    (["query", "-"], "SELECT ?s WHERE {\n ?s ?p }", "query.syntax", "line 2, column"),
    (["query", "-"], "SELECT * { SERVICE <http://192.0.2.1/> { ?s ?p ?o } }", "query.", "SERVICE"),
    (["query", "missing.rq"], "", "source.unreadable", "missing.rq"),
    (["query", "-", "--format", "turtle"], "SELECT * { ?s ?p ?o } LIMIT 1", "query.format", "turtle"),
    (["show", "Nobody Knows This"], "", "query.", "Nobody"),
    (["explain", "tg:Trend", "a", "tg:Modell"], "", "", "Modell"),
    (["export", "no/such/folder/g.ttl"], "", "export.folder", "mkdir"),
    (["export", "g.tttl"], "", "export.", "ttl"),
    (["validate", "missing.ttl"], "", "", "missing.ttl"),
    (["evidence", "verify", "--source", "missing.md"], "", "source.unreadable", "missing.md"),
    (["data", "check", "nowhere"], "", "source.folder", "nowhere"),
    (["questions", "--store", "x"], None, None, "No such option"),
    (["bild"], None, None, "nearest: build"),
]


@pytest.mark.parametrize(("arguments", "stdin", "code", "words"), BAD, ids=[" ".join(case[0]) for case in BAD])
def test_bad_input_gets_a_clear_error(run, here: Path, arguments, stdin, code, words) -> None:
    done = run(*arguments, stdin=stdin or "")
    assert done.status == 2, done
    assert done.out == ""
    assert words in done.err
    assert "Traceback" not in done.err
    assert list(here.iterdir()) == [], "nothing is left behind"
    if code is not None:
        envelope = json.loads(run(*arguments, "--json", stdin=stdin or "").out)
        assert envelope["status"] == 2
        assert str(envelope["code"]).startswith(code)
        assert set(envelope) >= {"error", "code", "where", "nearest", "hint", "status"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.ttl", b"@prefix tg: <https://w3id.org/trendgraph/ontology#> .\ntg:x a tg:Trend ;\n  "),
        ("latin.ttl", '<http://e/s> <http://e/p> "na\xefve" .'.encode("latin-1")),
    ],
)
def test_broken_rdf_names_the_place(run, here: Path, name: str, content: bytes) -> None:
    (here / name).write_bytes(content)
    done = run("validate", name)
    assert done.status == 2
    assert f"{name}:" in done.err


def test_validate_exit_status_tells_violations_from_failure(run, here: Path) -> None:
    (here / "bad.ttl").write_text(
        "@prefix tg: <https://w3id.org/trendgraph/ontology#> .\n"
        "<https://w3id.org/trendgraph/id/model/x> a tg:LanguageModel .\n",
        encoding="utf-8",
    )
    done = run("validate", "bad.ttl")
    assert done.status == 1
    assert "label" in done.out
    assert run("validate").status == 0


@pytest.mark.parametrize("suffix", ["ttl", "trig", "nt", "nq", "rdf", "jsonld"])
def test_export_every_format(run, here: Path, suffix: str) -> None:
    done = run("export", f"g.{suffix}")
    assert done.status == 0, done.err
    assert (here / f"g.{suffix}").stat().st_size > 10_000
    assert [path.name for path in here.iterdir()] == [f"g.{suffix}"]


def test_export_of_one_entity_to_standard_output(run) -> None:
    done = run("export", "-", "--format", "turtle", "--graph", "asserted")
    assert done.status == 0
    assert "tg:" in done.out


def test_export_of_what_a_query_gives(run, here: Path) -> None:
    query = "CONSTRUCT { ?s tg:developedBy ?o } WHERE { ?s tg:developedBy ?o }"
    (here / "q.rq").write_text(query, encoding="utf-8")
    by_text, by_file = run("export", "a.nt", "--query", query), run("export", "b.nt", "--construct", "q.rq")
    assert (by_text.status, by_file.status) == (0, 0), by_file.err
    assert (here / "a.nt").read_bytes() == (here / "b.nt").read_bytes() != b""
    assert run("export", "c.nq", "--current", "--asserted").status == 0
    assert b"graph/inferred>" not in (here / "c.nq").read_bytes()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--query", "x", "--construct", "q.rq"], "not both"),
        (["--construct", "nowhere.rq"], "cannot read the query"),
        (["--current", "--as-of", "2024-01-01"], "a day of its own"),
        (["--asserted", "--graph", "asserted"], "at once"),
        (["--query", "x", "--entity", "clip"], "at once"),
        (["--query", "SELECT * { ?s ?p ?o }"], "neither a CONSTRUCT"),
    ],
)
def test_export_options_that_do_not_go_together(run, here: Path, options: list[str], words: str) -> None:
    done = run("export", "g.nt", *options)
    assert done.status == 2
    assert words in done.err
    assert list(here.iterdir()) == []


def test_conflicts_list_the_preferred_claim_first(run) -> None:
    assert "preferred" in run("conflicts").out
    groups = json.loads(run("conflicts", "--json").out)
    assert groups
    assert all(group["claims"][0]["preferred"] is True for group in groups)


def test_explain_reaches_claims(run) -> None:
    rows = json.loads(
        run("query", "-", "--format", "json", stdin="SELECT ?m { ?m a tg:HybridModel } ORDER BY ?m LIMIT 1").out
    )
    model = rows["results"]["bindings"][0]["m"]["value"]
    done = run("explain", model, "a", "tg:HybridModel")
    assert done.status == 0, done.err
    assert "claim" in done.out


def test_data_schema_and_completion(run) -> None:
    assert json.loads(run("data", "schema", "entity").out)["title"] == "EntityFile"
    assert "_TRENDGRAPH_COMPLETE" in run("completion", "bash").out


def test_a_closed_pipe_is_no_error(tiny_store: Path) -> None:
    piped = subprocess.run(
        f"{sys.executable} -m trendgraph export - --format nquads --store {tiny_store} | head -c 10",
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    )
    assert piped.stderr == ""


def test_reason_counts_every_rule(run) -> None:
    counts = json.loads(run("reason", "--json").out)
    assert sum(counts.values()) > 0
