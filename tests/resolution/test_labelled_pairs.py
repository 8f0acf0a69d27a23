"""The pairs labelled by hand, and how well they are told apart; the held half was never tuned on."""

from __future__ import annotations

from collections import Counter

import pytest
from benchmarks.resolution import judge, make_resolvers, measure, other_iri, read_pairs

RESOLVERS = make_resolvers()


def test_the_sample_is_large_and_hard() -> None:
    rows = read_pairs()
    assert len(rows) >= 400
    assert sum(row["same"] == "no" for row in rows) >= 150
    assert {row["same"] for row in rows} == {"yes", "no"}
    assert len({(row["kind"], row["source"], row["name"], row["other"]) for row in rows}) == len(rows)
    assert min(Counter(row["split"] for row in rows).values()) >= 0.4 * len(rows)
    assert {"epoch", "models_dev", "osai_index", "ecologits", "ecosystem_graphs", "fmti", "ml_energy"} <= {
        row["source"] for row in rows
    }


def test_the_sample_is_in_order() -> None:
    rows = read_pairs()
    keys = [(row["kind"], row["other"].casefold(), row["other"], row["name"].casefold(), row["source"]) for row in rows]
    assert keys == sorted(keys)


def test_the_other_sides_exist() -> None:
    known = RESOLVERS[0].catalogue.entries.keys() | RESOLVERS[1].catalogue.entries.keys()
    assert {other_iri(row) for row in read_pairs()} <= known


@pytest.mark.parametrize("split", ["dev", "held"])
def test_precision_and_recall(split: str) -> None:
    figures = measure(read_pairs(split), RESOLVERS)
    wrong = [(row["name"], row["other"]) for row, outcome in judge(read_pairs(split), RESOLVERS) if outcome == "wrong"]
    assert figures.precision >= 0.99, wrong
    assert figures.recall >= 0.95
