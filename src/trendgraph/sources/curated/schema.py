"""The one strict schema of curated facts; a JSON Schema for editors is generated from it.

The order of the fields here is the order in which the canonical form writes them.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

__all__ = [
    "ClaimForm",
    "DayText",
    "EntityFile",
    "EvidenceForm",
    "Form",
    "PassageForm",
    "Reference",
    "ReportFile",
    "Slug",
    "SourceFile",
    "Text",
]

_SLUG = r"[a-z0-9]+(?:[.-][a-z0-9]+)*"
Slug = Annotated[str, StringConstraints(pattern=rf"^{_SLUG}$")]
Reference = Annotated[str, StringConstraints(pattern=rf"^[a-z]+(?:-[a-z]+)*/{_SLUG}$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
DateText = Annotated[str, Field(description="YYYY, YYYY-Qn, YYYY-MM or YYYY-MM-DD", examples=["2024-03"])]
DayText = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Form(BaseModel):
    """What every curated file keeps: no field that the schema does not know."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class PassageForm(Form):
    """A passage of a text: Unicode code points, end exclusive, and its SHA-256."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    sha256: Digest

    @model_validator(mode="after")
    def _is_not_empty(self) -> PassageForm:
        if self.end <= self.start:
            raise ValueError(f"the passage ends at {self.end}, before it starts at {self.start}")
        return self


class EvidenceForm(Form):
    """An exact place in a source."""

    source: Slug
    place: Text | None = Field(default=None, description="section, table or page, in words")
    at: PassageForm | None = None
    directness: Literal["firstParty", "independentMeasurement", "secondary"]
    stance: Literal["supports", "disputes", "mentions"] = "supports"

    @model_validator(mode="after")
    def _has_one_place(self) -> EvidenceForm:
        if (self.place is None) == (self.at is None):
            raise ValueError("give either `place` (words) or `at` (start, end, sha256)")
        return self


class ClaimForm(Form):
    """One statement with its evidence; subject and passage only in a report file."""

    subject: Reference | None = None
    predicate: Text
    object: Text | None = Field(default=None, description="segment/slug, or a qualifier: open, undisclosed, …")
    value: Text | None = Field(default=None, description="a number, a date or text, as the predicate wants it")
    passage: Text | None = None
    stance: Literal["affirms", "denies"] = "affirms"
    status: Literal["accepted", "proposed", "contested", "retracted"] = "accepted"
    confidence: Decimal = Field(default=Decimal(1), ge=0, le=1)
    from_: DateText | None = Field(default=None, alias="from")
    to: DateText | None = Field(default=None, description="the first day on which it no longer holds")
    recorded: DayText | None = None
    dropped: DayText | None = None
    note: Text | None = None
    evidence: list[EvidenceForm] = []

    @model_validator(mode="after")
    def _has_one_object(self) -> ClaimForm:
        if (self.object is None) == (self.value is None):
            raise ValueError("give either `object` or `value`")
        return self


class EntityFile(Form):
    """A named individual and what is claimed of it."""

    id: Reference
    kind: Text
    label: Text
    alternative_labels: list[Text] = []
    note: Text | None = None
    recorded: DayText
    claims: list[ClaimForm] = []


class SourceFile(Form):
    """A document or data set in which evidence is found."""

    id: Slug
    kind: Literal["Source", "Publication", "Report"]
    title: Text
    publisher: Text = Field(description="organisation/slug, or undisclosed")
    issued: DateText = Field(description="a date, or undisclosed")
    accessed: DayText
    url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"{}|\\^`]+$")] | None = None
    licence: Text = Field(description="licence/slug, or undisclosed")
    content_sha256: Digest | None = None
    note: Text | None = None
    recorded: DayText


class ReportFile(Form):
    """A report, its passages and what each of them claims."""

    source: Slug
    directness: Literal["firstParty", "independentMeasurement", "secondary"]
    note: Text | None = None
    recorded: DayText
    passages: dict[Text, PassageForm]
    claims: list[ClaimForm] = []
