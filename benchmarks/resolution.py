"""How well names are resolved: precision and recall over the pairs labelled by hand.

python benchmarks/resolution.py [--split dev|held|all] [--errors]

A pair is a name in one source and what stands on the other side: for a model a name, which with its date and number of
parameters becomes an entry of the catalogue (all of them stand in it together, so that a name can be taken for the
wrong one); for anything else an entity or concept that ships. The alias table is left out: it would answer from memory.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from trendgraph.claims import PartialDate
from trendgraph.namespaces import entity_iri
from trendgraph.resolution import Catalogue, Named, Resolver
from trendgraph.resources import resource_path
from trendgraph.sources import read_source
from trendgraph.sources.struct import slug_of

PAIRS = Path(__file__).resolve().parents[1] / "tests" / "resolution" / "labelled_pairs.tsv"


@dataclass(frozen=True)
class Figures:
    """Pairs taken to be the same that are (true), that are not (wrong), and pairs missed."""

    pairs: int
    true: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.true / (self.true + self.wrong) if self.true + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.true / (self.true + self.missed) if self.true + self.missed else 1.0


def read_pairs(split: str = "all") -> list[dict[str, str]]:
    rows = list(csv.DictReader(PAIRS.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if split in ("all", row["split"])]


def make_resolvers() -> tuple[Resolver, Resolver]:
    """Gives the resolver of models, over the other sides of all pairs, and the one of everything else."""
    others: dict[str, Named] = {}
    for row in read_pairs():
        if row["kind"] == "model":
            iri = other_iri(row)
            dates = (PartialDate.parse(row["released"]),) if row["released"] else ()
            sizes = (Decimal(row["parameters"]),) if row["parameters"] else ()
            others[iri] = Named(iri, "model", (row["other"],), dates=dates, sizes=sizes)
    shipped = Catalogue.of(read_source("curated", resource_path("data")))
    return Resolver(Catalogue(others.values())), Resolver(shipped)


def other_iri(row: dict[str, str]) -> str:
    return entity_iri(f"model/{slug_of(row['other'])}" if row["kind"] == "model" else row["other"])


def judge(rows: Iterable[dict[str, str]], resolvers: tuple[Resolver, Resolver]) -> list[tuple[dict[str, str], str]]:
    """Gives each pair with what came of it: true, wrong, missed or apart."""
    found = []
    for row in rows:
        resolver = resolvers[0] if row["kind"] == "model" else resolvers[1]
        decision = resolver.decide(row["name"], row["kind"], explain=False)
        same = row["same"] == "yes"
        if decision.iri == other_iri(row):
            found.append((row, "true" if same else "wrong"))
        elif same:
            # A name taken for something else is both: the right one missed, a wrong one asserted.
            found += [(row, "missed"), *([] if decision.proposed else [(row, "wrong")])]
        else:
            found.append((row, "apart"))
    return found


def measure(rows: list[dict[str, str]], resolvers: tuple[Resolver, Resolver]) -> Figures:
    counts = Counter(outcome for _, outcome in judge(rows, resolvers))
    return Figures(len(rows), counts["true"], counts["wrong"], counts["missed"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--split", choices=["dev", "held", "all"], default="all")
    parser.add_argument("--errors", action="store_true", help="list the pairs that went wrong")
    options = parser.parse_args()
    resolvers = make_resolvers()
    print(f"{'split':8}{'kind':14}{'pairs':>7}{'true':>6}{'wrong':>7}{'missed':>8}{'precision':>11}{'recall':>8}")
    for split in ("dev", "held") if options.split == "all" else (options.split,):
        rows = read_pairs(split)
        for kind in ["all", *sorted({row["kind"] for row in rows})]:
            f = measure([row for row in rows if kind in ("all", row["kind"])], resolvers)
            numbers = f"{f.pairs:7}{f.true:6}{f.wrong:7}{f.missed:8}{f.precision:11.3f}{f.recall:8.3f}"
            print(f"{split:8}{kind:14}{numbers}")
    if options.errors:
        for row, outcome in judge(read_pairs(options.split), resolvers):
            if outcome in ("wrong", "missed"):
                print(f"{outcome:7}{row['kind']:14}{row['name']}  |  {row['other']}  ({row['why']})")


if __name__ == "__main__":
    main()
