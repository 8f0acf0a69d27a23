"""The schema of what is measured: topics (patterns with their examples) and indicators."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from trendgraph.sources.curated.regex import topic_expression, word_expression
from trendgraph.sources.curated.schema import DayText, Form, Reference, Slug, Text

__all__ = ["IndicatorFile", "PatternFile", "PeriodText", "ReplacedForm"]

PeriodText = Annotated[str, StringConstraints(pattern=r"^\d{4}(?:-Q[1-4]|-\d{2}(?:-\d{2})?)?$")]


_UNITS = {
    "share": "share",
    "median": "quantity",
    "count": "count",
    "distinct": "count",
    "concentration": "index",
    "total": "count",
}


class ReplacedForm(Form):
    """A word that gave way to another: a fall of the one need not be a fall of the thing."""

    old: Text
    new: Text
    note: Text | None = None


class PatternFile(Form):
    """A topic: which texts are about it."""

    id: Slug
    label: Text
    about: list[Reference] = Field(default=[], description="the concepts and trends that the topic stands for")
    include: list[Text] = Field(default=[], description="patterns in letters of any case; a space is any gap")
    include_exact: list[Text] = Field(default=[], description="patterns whose case counts, as for acronyms")
    exclude: list[Text] = Field(default=[], description="a text that holds one of these is not about the topic")
    positive: list[Text] = Field(min_length=2, description="texts that must match")
    negative: list[Text] = Field(min_length=1, description="texts that must not match")
    replaced: list[ReplacedForm] = Field(default=[])
    note: Text | None = None
    recorded: DayText

    @model_validator(mode="after")
    def _patterns_and_examples_agree(self) -> Self:
        if not self.include and not self.include_exact:
            raise ValueError("give at least one pattern in `include` or `include_exact`")
        for pattern in (*self.include, *self.exclude):
            word_expression(pattern)
        for pattern in self.include_exact:
            word_expression(pattern, exact=True)
        for text in self.positive:
            if not self.matches(text):
                raise ValueError(f"the positive example {text!r} does not match")
        for text in self.negative:
            if self.matches(text):
                raise ValueError(f"the negative example {text!r} matches")
        return self

    @cached_property
    def expression(self) -> str:
        """What a text must hold: one regular expression for RE2, Java and Python alike."""
        return topic_expression(self.include, self.include_exact)

    @cached_property
    def veto(self) -> str | None:
        """What a text must not hold, or None."""
        return topic_expression(self.exclude, []) if self.exclude else None

    @cached_property
    def version(self) -> str:
        """The first twelve digits of the SHA-256 of the patterns; examples and notes do not change it."""
        content = json.dumps([self.include, self.include_exact, self.exclude])
        return hashlib.sha256(content.encode()).hexdigest()[:12]

    def matches(self, text: str) -> bool:
        """Says whether a text is about the topic."""
        return bool(re.search(self.expression, text)) and not (self.veto and re.search(self.veto, text))


class IndicatorFile(Form):
    """An indicator: what is counted over what, for which periods, from which source."""

    id: Annotated[str, StringConstraints(pattern=r"^indicator/[a-z0-9]+(?:[.-][a-z0-9]+)*$")]
    label: Text
    family: Literal["corpus", "graph", "supplied"]
    counts: Text = Field(description="what the numerator counts, in words")
    over: Text = Field(description="what the denominator counts, in words")
    unit: Literal["share", "count", "ratio", "index", "quantity"] = Field(
        default="share", description="a share lies between 0 and 1 and has a Wilson interval"
    )
    unit_label: Text | None = Field(default=None, description="for an axis: parameters, USD per million tokens, …")
    period: Literal["month", "quarter", "year"]
    source: Slug = Field(description="the described source that is counted")
    corpus: Literal["arxiv-titles", "arxiv-abstracts"] | None = None
    topic: Slug | None = Field(default=None, description="corpus: the topic in patterns/")
    query: Slug | None = Field(default=None, description="graph: the query in queries/indicators/")
    bindings: dict[str, Text] = Field(default={}, description="graph: variable of the query to a term or a number")
    aggregate: Literal["share", "median", "count", "distinct", "concentration", "total"] | None = Field(
        default=None, description="graph: how the query's rows become the value of a period"
    )
    reader: Text | None = Field(
        default=None, description="graph: the data set whose own records are counted, not the curated ones"
    )
    table: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[.-][a-z0-9]+)*\.csv$")] | None = Field(
        default=None, description="supplied: the file in supplied/"
    )
    snapshot: DayText | None = Field(default=None, description="graph, supplied: the last day that the source covers")
    attention: bool = Field(default=False, description="supplied: whether titles are counted, and not use")
    level: bool = Field(
        default=True,
        description="whether the value may speak, and not its change alone: no where things were sought out",
    )
    trends: list[Reference] = Field(description="the trends that its values speak about")
    first: PeriodText = Field(description="the first complete period")
    breaks: list[DayText] = Field(default=[], description="days on which the way of counting changed")
    minimum: Annotated[int, Field(ge=4)] = Field(description="complete periods below which no momentum is computed")
    complete_when: Text = Field(description="when a period counts as complete, in words")
    caveats: list[Text] = Field(default=[])
    recorded: DayText

    @model_validator(mode="after")
    def _has_what_its_family_needs(self) -> Self:
        needs = {"corpus": ("corpus", "topic"), "graph": ("query", "aggregate"), "supplied": ("table",)}
        for family, names in needs.items():
            for name in names:
                if (getattr(self, name) is not None) != (family == self.family):
                    verb = "needs" if family == self.family else "cannot have"
                    raise ValueError(f"a {self.family} indicator {verb} `{name}`")
        if self.period != "year" and self.minimum < 8:
            raise ValueError("`minimum` is at least 8 for months and quarters, 4 for years")
        if (self.family == "graph" and self.snapshot is None) or (self.family == "corpus" and self.snapshot):
            raise ValueError("a graph indicator needs `snapshot`; a corpus tells its last day itself")
        if (self.bindings or self.reader) and self.family != "graph":
            raise ValueError("only a graph indicator has `bindings` and `reader`")
        if self.aggregate is not None and self.unit != _UNITS[self.aggregate]:
            raise ValueError(f"the unit of a {self.aggregate} is {_UNITS[self.aggregate]}")
        return self

    @property
    def counts_attention(self) -> bool:
        """Whether it counts what is written about, and not what is made or used."""
        return self.family == "corpus" or self.attention

    @property
    def counts_titles(self) -> bool:
        """Whether it counts titles alone, which what spreads may leave."""
        return self.corpus == "arxiv-titles" or self.attention
