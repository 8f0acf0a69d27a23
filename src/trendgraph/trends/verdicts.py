"""Verdicts: each trend claim of a report held against the indicators of its trend, by the rules of the method page.

What a claim is tested by is data (``data/verdicts/``), written from its words; the rules are ``docs/method.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from trendgraph.claims import Claim, PartialDate, claim_iri, source_iri
from trendgraph.errors import TrendError
from trendgraph.namespaces import TG, entity_iri
from trendgraph.sources.curated import ClaimTestForm, IndicatorFile, VerdictFile
from trendgraph.trends.momentum import claim_window, estimate
from trendgraph.trends.shipped import Measured
from trendgraph.trends.struct import Direction, Estimate, Window

__all__ = ["Verdict", "VerdictValue", "Voice", "judge", "voice_of"]

_LEAST, _LARGE = Decimal("0.10"), Decimal("0.50")
_FOCAL_LOW, _FOCAL_HIGH = Decimal("0.01"), Decimal("0.10")
_LEVEL_LOW, _LEVEL_HIGH = Decimal("0.10"), Decimal("0.50")


class VerdictValue(StrEnum):
    """How a claim stands against what was measured."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    INCONCLUSIVE = "inconclusive"
    UNMEASURED = "unmeasured"


@dataclass(frozen=True, slots=True)
class Voice:
    """What one indicator says of a claim, and why.

    Attributes:
        says: ``supports``, ``partly`` (the direction and not the size), ``contradicts`` or ``silent``.
    """

    indicator: str
    source: str
    says: str
    why: str
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of a claim.

    Attributes:
        claim: IRI of the claim.
        subject: IRI of what it speaks of; ``predicate`` and ``object`` likewise.
        trend: ``trend/slug``, or empty for a claim of effect.
        test: how it was tested.
        window: the time on which it was judged; None for a claim of effect.
        sources: what each source says, its indicators taken together.
        recorded: day on which the way to test it was written down; empty where nobody says.
    """

    claim: str
    subject: str
    predicate: str
    object: str
    trend: str
    test: str
    value: VerdictValue
    why: str
    voices: tuple[Voice, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    caveats: tuple[str, ...] = ()
    words: str = ""
    window: Window | None = None
    recorded: str = ""

    @property
    def weight(self) -> tuple[str, int, int]:
        """The verdict, how many indicators speak for or against, and how many were heard."""
        return str(self.value), sum(one.says != "silent" for one in self.voices), len(self.voices)


def judge(tests: VerdictFile, claims: Iterable[Claim], measured: Measured) -> list[Verdict]:
    """Judges the trend claims of a report and its claims of effect; claims of composition are facts and left aside.

    Args:
        tests: how each trend claim is tested.
        claims: all claims; those that rest on the report are looked at.
        measured: indicators, their observations, and the estimates that were computed already.

    Raises:
        TrendError: a test is of no claim of the report, or needs an estimate that was not computed yet, and the
            statistics are not installed.
    """
    report = source_iri(tests.report)
    own = [one for one in claims if any(item.source in (report, tests.report) for item in one.evidence)]
    verdicts = []
    for test in tests.tests:
        subject, predicate = entity_iri(test.subject), TG + test.predicate
        found = [one for one in own if (one.subject, one.predicate) == (subject, predicate)]
        if not found:
            message = f"{tests.report} makes no claim {test.subject} {test.predicate}"
            raise TrendError(message, code="trend.tests", hint="name subject and predicate of a claim of the report")
        alone = tuple(f"one source: {one.why}" for one in tests.one_source if one.trend == test.trend)
        judged = [_judge_one(test, claim, measured) for claim in found]
        verdicts += [replace(one, caveats=tuple(sorted({*one.caveats, *alone}))) for one in judged]
    effects = {TG + name for name in tests.effects}
    verdicts += [_effect(one) for one in own if one.predicate in effects]
    return [replace(one, recorded=tests.recorded) for one in verdicts]


def _judge_one(test: ClaimTestForm, claim: Claim, measured: Measured) -> Verdict:
    window = claim_window(PartialDate.parse(test.from_), PartialDate.parse(test.to).first)
    linked = [one for _, one in sorted(measured.indicators.items()) if test.trend in one.trends]
    voices = tuple(voice_of(test, form, _estimate(form, window, measured)) for form in linked)
    sources = _by_source(voices)
    value, why = _combine(voices, sources)
    return Verdict(
        claim_iri(claim), claim.subject, claim.predicate, str(claim.object), test.trend, test.test,
        value, why, voices, tuple(sorted(sources.items())), _caveats(test, voices), test.words, window,
    )  # fmt: skip


def _estimate(form: IndicatorFile, window: Window, measured: Measured) -> Estimate:
    """What ships is not computed again; the rest needs the statistics."""
    known = (one for one in measured.estimates[form.id] if one.window == window)
    return next(known, None) or estimate(form, measured.observations[form.id], window)


def voice_of(test: ClaimTestForm, indicator: IndicatorFile, found: Estimate) -> Voice:
    """Gives what one indicator says of a claim.

    Args:
        test: how the claim is tested.
        indicator: an indicator of the claim's trend.
        found: its estimate over the claim's window.
    """
    if found.reason:
        says, why = "silent", found.reason
    elif test.test == "direction":
        says, why = _direction(test, indicator, found)
    else:
        says, why = {"level": _level, "focal": _focal, "emergence": _emergence}[test.test](indicator, found)
    return Voice(indicator.id, indicator.source, says, why, found)


def _direction(test: ClaimTestForm, indicator: IndicatorFile, found: Estimate) -> tuple[str, str]:
    size = found.change_per_year
    said = f"{found.direction}" + ("" if size is None else f", {float(size):+.0%} of the median a year")
    if found.direction is Direction.UNCLEAR:
        return "silent", said
    moves = found.direction is not Direction.STEADY
    if moves and (size is None or abs(size) < _LEAST):
        return "silent", f"{said}: less than 10 % a year"
    if found.direction.value == test.expects:
        small = test.size_word and moves and size is not None and abs(size) < _LARGE
        return ("partly", f"{said}: the direction, but less than 50 % a year") if small else ("supports", said)
    if found.direction is Direction.FALLING and indicator.counts_titles and test.expects == "rising":
        return "silent", f"{said}: what spreads may leave the titles"
    return "contradicts", said


def _level(indicator: IndicatorFile, found: Estimate) -> tuple[str, str]:
    if indicator.counts_attention:
        return "silent", "attention says nothing of a level of use"
    if not indicator.level:
        return "silent", "the things were sought out: their level says what was looked for"
    return _between(found, _LEVEL_LOW, _LEVEL_HIGH)


def _focal(indicator: IndicatorFile, found: Estimate) -> tuple[str, str]:
    if not indicator.counts_attention:
        return "silent", "use says nothing of attention"
    return _between(found, _FOCAL_LOW, _FOCAL_HIGH)


def _between(found: Estimate, low: Decimal, high: Decimal) -> tuple[str, str]:
    if found.level is None or found.level_low is None or found.level_high is None:
        return "silent", "no level with an interval"
    said = f"level {float(found.level):.2%}, {float(found.level_low):.2%} to {float(found.level_high):.2%}"
    if found.level_low >= high:
        return "supports", said
    return ("contradicts" if found.level_high < low else "silent"), said


def _emergence(indicator: IndicatorFile, found: Estimate) -> tuple[str, str]:
    high = _FOCAL_HIGH if indicator.counts_attention else _LEVEL_HIGH
    if found.level is None or found.start_level is None or indicator.unit != "share":
        return "silent", "no level"
    said = f"{found.direction}, from {float(found.start_level):.2%} to {float(found.level):.2%}"
    if found.start_level >= high:
        return ("contradicts" if indicator.level else "silent"), said
    return ("supports" if found.direction is Direction.RISING and found.level < high else "silent"), said


def _by_source(voices: Iterable[Voice]) -> dict[str, str]:
    said: dict[str, set[str]] = {}
    for one in voices:
        said.setdefault(one.source, set()).update({one.says} - {"silent"})
    return {name: "silent" if not words else min(words) if len(words) == 1 else "mixed" for name, words in said.items()}


def _combine(voices: tuple[Voice, ...], sources: Mapping[str, str]) -> tuple[VerdictValue, str]:
    if not voices:
        return VerdictValue.UNMEASURED, "no indicator is linked to the trend"
    words = set(sources.values()) - {"silent"}
    silent = sum(one.says == "silent" for one in voices)
    counts = {word: sum(one.says == word for one in voices) for word in ("supports", "partly", "contradicts")}
    told = ", ".join(f"{number} {word}" for word, number in counts.items() if number)
    why = f"{told + ', ' if told else ''}{silent} silent of {len(voices)}"
    if words == {"supports"}:
        return VerdictValue.SUPPORTED, why
    if words == {"contradicts"}:
        return VerdictValue.CONTRADICTED, why
    if words == {"partly"}:
        return VerdictValue.INCONCLUSIVE, f"{why}: the direction is supported, the size is not"
    if not words:
        return VerdictValue.INCONCLUSIVE, f"{why}: nothing was shown"
    if counts["contradicts"]:
        return VerdictValue.INCONCLUSIVE, f"{why}: the indicators disagree"
    return VerdictValue.INCONCLUSIVE, f"{why}: they agree on the direction and not on the size"


def _caveats(test: ClaimTestForm, voices: tuple[Voice, ...]) -> tuple[str, ...]:
    """The general caveats; those with the numbers of one indicator stay with its estimate."""
    speaking = [one for one in voices if one.says != "silent"] or list(voices)
    heads = {text for one in speaking for text in one.estimate.caveats if not text.startswith(("thin", "short"))}
    for word in ("thin counts", "short series"):
        number = sum(any(text.startswith(word) for text in one.estimate.caveats) for one in speaking)
        if number:
            heads.add(f"{word}: {number} of the {len(speaking)} indicators")
    # A word that leaves the titles or gives way to another may be why an indicator is silent.
    heads |= {text for one in voices for text in one.estimate.caveats if text.startswith(("title peak", "vocabulary"))}
    if len({one.source for one in speaking}) == 1:
        heads.add("one source: all indicators that speak rest on the same collection")
    if test.test in ("level", "focal") and len(voices) > 1:
        heads.add("parts: each indicator counts one part of the trend, and the whole may stand higher")
    if test.test in ("direction", "emergence") and len(voices) > 1:
        heads.add(f"many tests: {len(voices)} indicators at 5 % each, so that one may move by chance")
    if voices:
        heads.add("pattern: an automatic pattern misses some and hits others; its precision was not measured by hand")
    return tuple(sorted(heads))


def _effect(claim: Claim) -> Verdict:
    return Verdict(
        claim_iri(claim), claim.subject, claim.predicate, str(claim.object), "", "effect", VerdictValue.UNMEASURED,
        "no indicator of the effect itself, with and without the cause, is linked",
    )  # fmt: skip
