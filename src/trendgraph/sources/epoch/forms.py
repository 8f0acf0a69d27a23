"""The tables that Epoch AI publishes, how each is recognised, and which columns it may have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from trendgraph.errors import SourceError, nearest
from trendgraph.sources.tabular import header_of

__all__ = ["FORMS", "Form", "form_of"]

_MODELS = ("Model", "Organization", "Publication date", "Domain")
_LEFT_ALONE = """
API prices|Abstract|Accessibility notes|Approach|Archived links|Authors|Base model compute|Batch size|Batch size notes
Benchmark data|Citations|Compute cost notes|Dataset size notes|Epochs|Estimated over 1e25 FLOP|FLOP/$
Finetune compute notes|Foundation model|Frontier model|Hardware acquisition cost|Hardware quantity
Hardware release date|Hardware utilization|Hardware utilization (HFU)|Hardware utilization (MFU)
Inference code accessibility|Last modified|Link|Maybe over 1e25 FLOP|Model versions (benchmarks)|Notability criteria
Notability criteria notes|Numerical format|Open model weights?|Organization categorization|Parameters notes
Post-training compute (FLOP)|Post-training compute notes|Power per GPU|Reference|Task|Training chip-hours
Training cloud compute vendor|Training compute cost (cloud)|Training compute cost (upfront)
Training compute estimation method|Training compute lower bound|Training compute notes|Training compute upper bound
Training data center|Training dataset notes|Training dataset size|Training time (hours)|Training time notes
Utilization notes
"""
_READ = """
Base model|Confidence|Country (from Organization)|Country (of organization)|Finetune compute (FLOP)|Model accessibility
Parameters|Training code accessibility|Training compute (FLOP)|Training compute cost (2023 USD)|Training dataset
Training dataset size (total)|Training dataset size (datapoints)|(DEPRECATED) Training dataset size (datapoints)
Training hardware|Training power draw (W)
"""


def _columns(*texts: str) -> frozenset[str]:
    return frozenset(name for text in texts for line in text.split("\n") for name in line.split("|") if name)


@dataclass(frozen=True, slots=True)
class Form:
    """One table.

    Attributes:
        name: the last part of its source's identifier.
        title: what Epoch AI calls it.
        url: the page on which it stands.
        marks: columns by which it is recognised; all of them must be there.
        known: further columns that it may have.
        kind: what its rows are.
    """

    name: str
    title: str
    url: str
    marks: tuple[str, ...]
    known: frozenset[str]
    kind: str


_KNOWN = _columns(_READ, _LEFT_ALONE)
_ALL = "https://epoch.ai/data/ai-models"
FORMS = (
    Form("frontier-ai-models", "Frontier AI Models", _ALL, (*_MODELS, "Maybe over 1e25 FLOP"), _KNOWN, "model"),
    Form("all-ai-models", "All AI Models", _ALL, (*_MODELS, "Foundation model"), _KNOWN, "model"),
    Form(
        "notable-ai-models",
        "Notable AI Models",
        "https://epoch.ai/data/notable-ai-models",
        (*_MODELS, "Organization categorization"),
        _KNOWN,
        "model",
    ),
    Form(
        "large-scale-ai-models",
        "Large-Scale AI Models",
        "https://epoch.ai/data/large-scale-ai-models",
        (*_MODELS, "Training compute (FLOP)"),
        _KNOWN,
        "model",
    ),
    Form(
        "ml-hardware",
        "Machine Learning Hardware",
        "https://epoch.ai/data/machine-learning-hardware",
        ("Hardware name", "Manufacturer", "Release date"),
        frozenset(),
        "hardware",
    ),
    Form(
        "data-centers",
        "Frontier AI Data Centers",
        "https://epoch.ai/data/data-centers",
        ("Handle", "Title", "Owner"),
        frozenset(),
        "site",
    ),
    Form(
        "data-center-timelines",
        "Frontier AI Data Centers, timelines",
        "https://epoch.ai/data/data-centers",
        ("Date", "Data center", "Power (MW)"),
        frozenset(),
        "power",
    ),
    Form(
        "distilled-models",
        "Distilled models",
        "https://epoch.ai/data",
        ("model", "distilled", "confidence"),
        frozenset({"notes"}),
        "distilled",
    ),
    Form(
        "benchmark-runs",
        "Benchmarking Hub, runs",
        "https://epoch.ai/benchmarks",
        ("id", "task", "model", "Status"),
        _columns("Best score (across scorers)|Scores|log viewer|logs|job|started_at|Manual evaluation|task version"),
        "run",
    ),
    Form(
        "capabilities-index",
        "Epoch Capabilities Index",
        "https://epoch.ai/benchmarks",
        ("Model version", "ECI Score", "Model name"),
        _columns(
            "Release date|Organization|Country|Model accessibility|Training compute (FLOP)|Confidence|Description|"
            "Display name"
        ),
        "index",
    ),
)


def form_of(path: Path) -> Form:
    """Gives the table that a file holds, by its header.

    Raises:
        SourceError: it holds none of Epoch AI's tables, or one that has lost columns.
    """
    header = header_of(path)
    for form in FORMS:
        if set(form.marks) <= set(header):
            return form
    nearby = max(FORMS, key=lambda form: len(set(form.marks) & set(header)))
    missing = [name for name in nearby.marks if name not in header]
    raise SourceError(
        f"no table of Epoch AI has this header; {nearby.title} is nearest, but lacks {', '.join(missing)}",
        code="source.columns",
        where=f"{path}:1",
        suggestions=_like(missing, header),
        hint="the tables are: " + ", ".join(form.title for form in FORMS),
    )


def _like(missing: Iterable[str], header: list[str]) -> list[str]:
    return [name for each in missing for name in nearest(each, header, 1)]
