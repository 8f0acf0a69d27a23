from __future__ import annotations

from pathlib import Path

import pytest

from trendgraph.errors import SourceError
from trendgraph.namespaces import entity_iri
from trendgraph.pipeline import BuildConfig, read_claims
from trendgraph.resolution import Alias, AliasTable, Verdict, read_aliases, write_aliases
from trendgraph.resolution.rules import model_rules, name_rows, organisation_words
from trendgraph.resources import resource_path
from trendgraph.terms import load_concepts

ROW = Alias("model", "Swan", "model/swan-1", Verdict.SAME, "a reviewer", "its other name")


def test_what_is_written_is_read_again_in_canonical_order(tmp_path: Path) -> None:
    rows = [ROW, Alias("model", "Heron", "model/swan-1", Verdict.DIFFERENT, "a reviewer", "another bird")]
    write_aliases(tmp_path / "a.tsv", AliasTable(rows))
    write_aliases(tmp_path / "b.tsv", AliasTable(reversed(rows)))
    assert (tmp_path / "a.tsv").read_bytes() == (tmp_path / "b.tsv").read_bytes()
    assert read_aliases(tmp_path / "a.tsv").rows == tuple(sorted(rows))


def test_a_new_row_replaces_one_about_the_same_name_and_entity() -> None:
    changed = Alias("model", "swan", "model/swan-1", Verdict.DIFFERENT, "another", "a second look")
    assert AliasTable([ROW]).adding([changed]).rows == (changed,)


def test_one_name_cannot_be_two_entities() -> None:
    with pytest.raises(SourceError, match=r"is said to be model/swan-[12] and model/swan-[12]"):
        AliasTable([ROW, Alias("model", "SWAN", "model/swan-2", Verdict.SAME, "another", "no")])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "alias.columns"),
        ("kind\tname\n", "alias.columns"),
        ("{head}model\tSwan\tmodel/swan\tsame\tme\n", "alias.row"),
        ("{head}model\t\tmodel/swan\tsame\tme\twhy\n", "alias.row"),
        ("{head}model\tSwan\tmodel/swan\tperhaps\tme\twhy\n", "alias.verdict"),
    ],
)
def test_a_broken_table_is_an_error_with_its_line(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "aliases.tsv"
    path.write_text(text.replace("{head}", AliasTable().text()), encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        read_aliases(path)
    assert caught.value.code == code
    assert str(path) in str(caught.value.where)


def test_a_missing_or_binary_table_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for name in ("none", "binary"):
        with pytest.raises(SourceError, match="cannot read the alias table"):
            read_aliases(tmp_path / name)


def test_the_shipped_table_is_canonical_and_speaks_of_what_exists() -> None:
    path = resource_path("data/aliases.tsv")
    table = read_aliases(path)
    assert path.read_text(encoding="utf-8") == table.text()
    known = read_claims(BuildConfig()).entities.keys() | load_concepts().keys()
    missing = [row for row in table.rows if entity_iri(row.entity) not in known and "/proposed." not in row.entity]
    assert missing == []
    assert [row for row in table.rows if not row.entity.startswith(row.kind + "/")] == []


def test_the_rules_are_in_order_and_give_reasons() -> None:
    for path in sorted(resource_path("data/resolution").glob("*.tsv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines[1:] == sorted(set(lines[1:])), path.name
        assert all(line.rsplit("\t", 1)[-1].strip() for line in lines), path.name
    assert model_rules().drop
    assert organisation_words()["inc"] == ""
    assert {row.kind for row in name_rows()} == {"organisation", "jurisdiction"}


def test_further_names_mostly_lead_to_entities_that_exist() -> None:
    known = read_claims(BuildConfig()).entities.keys()
    organisations = {row.entity for row in name_rows() if row.kind == "organisation"}
    assert sorted(entity for entity in organisations if entity_iri(entity) not in known) == []
