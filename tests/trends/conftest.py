"""Small hand-made corpora in the forms that are published."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from trendgraph.sources.curated import IndicatorFile, PatternFile

PAPERS = [
    # id, day, category, title, abstract
    ("2301.00001", "2023-01-05", "cs.CL", "Pruned experts", "We prune a mixture of\n experts."),
    ("2301.00002", "2023-01-31", "cs.CV", "Knowledge of cutting-edge tools", "Nothing here."),
    ("2302.00003", "2023-02-01", "cs.CL", "MoE at the Edge", "Sparse gates."),
    ("2302.00004", "2023-02-28", "cs.CLX", "Moe the bartender", "Not cs.CL, and no acronym."),
    (
        "2304.00005",
        "2023-04-30",
        "cs.CL",
        "Naïve MIXTURE-OF–EXPERTS, K\u212aelvin",
        "Dashes and odd letters: \u017fafety.",
    ),
    ("2305.00006", "2023-05-02", "cs.CL", "An agent in contrast agents' land", "mixture of experts"),
]


def sql_rows() -> str:
    quote = str.maketrans({"'": "''"})
    return ", ".join("(" + ", ".join(f"'{cell.translate(quote)}'" for cell in paper) + ")" for paper in PAPERS)


@pytest.fixture(scope="session")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same papers as titles, as abstracts, and as arXiv's own metadata (also compressed)."""
    import duckdb

    folder = tmp_path_factory.mktemp("corpora")
    paths = {name: folder / name for name in ("titles.parquet", "abstracts.parquet", "meta.jsonl", "meta.jsonl.gz")}
    table = f"(VALUES {sql_rows()}) AS papers(id, day, category, title, abstract)"
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT id AS arxiv_id, CAST(day AS DATE) AS updated, title FROM {table}) "
            f"TO '{paths['titles.parquet']}' (FORMAT parquet)"
        )
        connection.execute(
            "COPY (SELECT id AS arxiv_id, CAST(day AS DATE) AS first_seen, category AS primary_category, title, "
            f"abstract FROM {table}) TO '{paths['abstracts.parquet']}' (FORMAT parquet)"
        )
    names = ["Jan", "Feb", "Mar", "Apr", "May"]
    lines = [
        json.dumps(
            {
                "id": identifier,
                "title": title,
                "abstract": abstract,
                "categories": f"{category} cs.AI",
                "versions": [
                    {
                        "version": "v1",
                        "created": f"Mon, {int(day[8:])} {names[int(day[5:7]) - 1]} {day[:4]} 01:02:03 GMT",
                    },
                    {"version": "v2", "created": "Tue, 7 Nov 2023 00:00:00 GMT"},
                ],
                "authors": "left unread",
            }
        )
        for identifier, day, category, title, abstract in PAPERS
    ]
    paths["meta.jsonl"].write_text("\n".join(lines) + "\n", encoding="utf-8")
    paths["meta.jsonl.gz"].write_bytes(gzip.compress(paths["meta.jsonl"].read_bytes()))
    return paths


@pytest.fixture(scope="session")
def topics() -> dict[str, PatternFile]:
    experts = PatternFile(
        id="experts",
        label="mixture of experts",
        include=["mixtures? of experts"],
        include_exact=["MoEs?"],
        positive=["Mixture-of-experts", "MoE"],
        negative=["Moe", "experts"],
        recorded="2026-11-27",
    )
    edge = PatternFile(
        id="edge", label="edge", include=["edge"], positive=["At the edge", "edge"], negative=["knowledge"],
        recorded="2026-11-27",
    )  # fmt: skip
    agents = PatternFile(
        id="agents",
        label="agents",
        include=["agents?"],
        exclude=["contrast agents?"],
        positive=["Agents", "an agent"],
        negative=["contrast agent"],
        recorded="2026-11-27",
    )
    return {topic.id: topic for topic in (experts, edge, agents)}


def indicator(name: str = "experts", **changes: object) -> IndicatorFile:
    fields: dict[str, object] = {
        "id": f"indicator/{name}-in-titles",
        "label": name,
        "family": "corpus",
        "counts": "papers that match",
        "over": "all papers",
        "period": "month",
        "source": "corpus",
        "corpus": "arxiv-titles",
        "topic": name,
        "trends": [],
        "first": "2023-01",
        "minimum": 8,
        "complete_when": "the month is over",
        "recorded": "2026-11-27",
    }
    return IndicatorFile.model_validate(fields | changes)
