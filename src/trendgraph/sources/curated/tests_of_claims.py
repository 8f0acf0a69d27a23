"""The schema of how the claims of a report are tested: one file a report, written from the words of its claims."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from trendgraph.sources.curated.measures import PeriodText
from trendgraph.sources.curated.schema import DayText, Form, Reference, Slug, Text

__all__ = ["ClaimTestForm", "VerdictFile"]


class ClaimTestForm(Form):
    """How one claim is tested."""

    subject: Reference
    predicate: Text
    trend: Reference = Field(description="whose indicators speak of the claim")
    test: Literal["direction", "level", "focal", "emergence"]
    expects: Literal["rising", "falling", "steady"] = "rising"
    size_word: bool = Field(default=False, description="whether a word of size, such as surge, stands there")
    from_: PeriodText = Field(alias="from", description="the first period that the claim speaks of")
    to: PeriodText = Field(description="the first period that it no longer speaks of")
    words: Text = Field(description="the few words that decided, and how they were read")


class OneSourceForm(Form):
    """A trend that no two independent sources measure."""

    trend: Reference
    why: Text


class VerdictFile(Form):
    """How the claims of one report are tested."""

    report: Slug
    recorded: DayText
    effects: list[Text] = Field(default=[], description="predicates that claim an effect")
    one_source: list[OneSourceForm] = Field(default=[], description="trends measured by one source, and why")
    tests: list[ClaimTestForm]
