"""What is asked of a corpus, written once as table expressions: papers per month, and how many match each topic.

The expressions are Ibis's; which engine runs them is none of their business. Ibis is loaded when first used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trendgraph.errors import TrendError

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from trendgraph.sources.curated import PatternFile

__all__ = ["FORMS", "CorpusForm", "counts_by_month", "normalised", "recognise_form"]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class CorpusForm:
    """A form in which a corpus of papers is published.

    Attributes:
        day: column with the paper's day; ``versions`` is the list of arXiv's own metadata.
        category: column whose first word is the primary category, if there is one.
        abstract: whether there is a column ``abstract``.
    """

    name: str
    day: str
    category: str | None
    abstract: bool


FORMS = (
    CorpusForm("arXiv metadata (JSON lines)", "versions", "categories", abstract=True),
    CorpusForm("abstracts (parquet)", "first_seen", "primary_category", abstract=True),
    CorpusForm("titles (parquet)", "updated", None, abstract=False),
)


def recognise_form(columns: Sequence[str], where: str) -> CorpusForm:
    """Gives the form whose columns a table has.

    Raises:
        TrendError: it has the columns of none.
    """
    for form in FORMS:
        wanted = {"title", form.day, *([form.category] if form.category else []), *(["abstract"] * form.abstract)}
        if wanted <= set(columns):
            return form
    raise TrendError(
        "the columns are those of no known corpus: " + ", ".join(sorted(columns)),
        code="trend.corpus",
        where=where,
        hint="wanted are title and a day (updated, first_seen or arXiv's versions), and for abstracts a category",
    )


def normalised(table: ir.Table, form: CorpusForm, *, abstracts: bool, category: str | None) -> ir.Table:
    """Gives a table with ``year``, ``month``, ``day`` and ``text`` of each paper.

    Args:
        table: the corpus as read.
        form: its form.
        abstracts: whether the text is title and abstract, or the title alone.
        category: primary category to keep, or None for all.

    Raises:
        TrendError: the corpus has no abstracts or categories, and they are wanted.
    """
    if (abstracts and not form.abstract) or (category and form.category is None):
        what = "abstracts" if abstracts and not form.abstract else "categories"
        raise TrendError(
            f"this corpus of {form.name} has no {what}",
            code="trend.corpus",
            hint="take another corpus, or indicators over titles",
        )
    if category and form.category:
        primary = table[form.category]
        table = table.filter((primary == category) | primary.startswith(category + " "))
    year, month, day = _day(table, form)
    text = table.title + "\n" + table.abstract if abstracts else table.title
    return table.select(year=year, month=month, day=day, text=text)


def counts_by_month(papers: ir.Table, topics: Sequence[PatternFile]) -> ir.Table:
    """Gives, per month, the papers (``papers``), the last day seen (``last``) and the matches (``topic_0`` …).

    All topics are counted in one pass over the table.
    """
    columns = {"papers": papers.count(), "last": papers.day.max()}
    for index, topic in enumerate(topics):
        hit = papers.text.re_search(topic.expression)
        if topic.veto is not None:
            hit = hit & ~papers.text.re_search(topic.veto)
        columns[f"topic_{index}"] = hit.cast("int64").sum()
    return papers.group_by(["year", "month"]).aggregate(**columns).order_by(["year", "month"])


def _day(table: ir.Table, form: CorpusForm) -> tuple[ir.Value, ir.Value, ir.Value]:
    import ibis

    if form.day != "versions":
        day = table[form.day]
        return day.year().cast("int64"), day.month().cast("int64"), day.day().cast("int64")
    # "Mon, 2 Apr 2007 19:18:42 GMT": taken apart as text, since engines read month names by their own locales.
    created = table.versions[0]["created"]
    name = created.substr(0, 16).re_extract("([A-Z][a-z][a-z]) [0-9]{4}", 1)
    month = ibis.cases(*((name == one, number) for number, one in enumerate(_MONTHS, 1)), else_=ibis.null("int64"))
    year = created.re_extract(" ([0-9]{4}) ", 1).cast("int64")
    day = created.re_extract("^[A-Za-z]+, ([0-9]{1,2}) ", 1).cast("int64")
    return year, month.cast("int64"), day
