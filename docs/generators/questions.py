"""``reference/questions.md``: the competency questions, from the headers of their files."""

from __future__ import annotations

from generators.markdown import details, heading, page, prose, table
from trendgraph.queries import Question, list_questions

__all__ = ["example_command", "pages"]


def pages() -> dict[str, str]:
    """Gives the page."""
    questions = list_questions()
    intro = (
        "A competency question is a question that the graph must be able to answer. Each is one file in "
        "`queries/competency/`; its header says what it needs and what it gives. A binding takes a label, a slug, a "
        "CURIE or an IRI. `--why` adds the claims and passages behind every row. "
        "The [guide](../guides/ask-questions.md) shows them at work."
    )
    summary = table(
        ("number", "question", "needs"),
        [
            (
                f"[{question.identifier}](#{question.identifier})",
                prose(question.question),
                ", ".join(f"`--{binding.name}`" for binding in question.bindings if binding.required),
            )
            for question in questions
        ],
    )
    return {"reference/questions.md": page("Questions", intro, summary, *(_block(question) for question in questions))}


def example_command(question: Question) -> str:
    """Gives the command that asks the question with its example's bindings."""
    options = [f" --{name} {value}" for name, value in question.example.items()]
    return f"trendgraph query {question.identifier}{''.join(options)}"


def _block(question: Question) -> str:
    bindings = table(
        ("binding", "kind", "", "meaning"),
        [
            (f"`--{b.name}`", b.kind, "required" if b.required else "optional", prose(b.meaning))
            for b in question.bindings
        ],
    )
    columns = table(
        ("column", "kind", "meaning"), [(f"`{c.name}`", c.kind, prose(c.meaning)) for c in question.columns]
    )
    parts = [
        heading(2, f"{question.identifier}: {question.name.partition('-')[2].replace('-', ' ')}", question.identifier),
        f"**{prose(question.question)}**",
        f"```bash\n{example_command(question)}\n```",
        bindings,
        columns,
        prose(question.note),
        details(f"The query, <code>queries/competency/{question.name}.rq</code>", "sparql", _body(question.text)),
    ]
    return "\n\n".join(part for part in parts if part)


def _body(text: str) -> str:
    """Gives the query without the header that the page has written out."""
    lines = text.splitlines()
    while lines and (lines[0].startswith("#") or not lines[0].strip()):
        lines.pop(0)
    return "\n".join(lines)
