"""The generated pages are fresh, and they leave nothing out."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from trendgraph.cli import COMMANDS, command_line
from trendgraph.errors import TrendgraphError
from trendgraph.materialisation import load_rules
from trendgraph.queries import list_questions
from trendgraph.resources import resource_files
from trendgraph.terms import load_concepts, load_terms

from .pages import DOCS, ROOT, anchors

REFERENCE = DOCS / "reference"


def text_of(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def generate(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(DOCS / "generate.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_generated_pages_are_fresh() -> None:
    done = generate("--check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_stale_page_is_named_with_its_cure(tmp_path: Path) -> None:
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "left-over.md").write_text("# Left over\n", encoding="utf-8")
    script = (
        f"import sys; from pathlib import Path; sys.path.insert(0, {str(DOCS)!r}); import generate; "
        f"generate.DOCS = Path({str(tmp_path)!r}); generate.make_pages = lambda: {{'reference/cli.md': 'new'}}; "
        "sys.exit(generate.main(['--check']))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "stale: docs/reference/cli.md" in done.stdout
    assert "stale: docs/reference/left-over.md" in done.stdout
    assert "python docs/generate.py" in done.stderr
    assert [path.name for path in tmp_path.rglob("*.md")] == ["left-over.md"]


def commands(group: click.Group, path: str) -> list[str]:
    context = click.Context(group)
    found = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        found.append(f"{path} {name}")
        if isinstance(command, click.Group):
            found += commands(command, f"{path} {name}")
    return found


@pytest.mark.parametrize("command", commands(command_line, "trendgraph"))
def test_every_command_has_its_help_in_the_reference(command: str) -> None:
    assert f"\n## {command}\n" in text_of("cli.md")
    assert f"Usage: {command}" in text_of("cli.md")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_used_in_a_written_page(command: str) -> None:
    pages = [path.read_text(encoding="utf-8") for path in DOCS.rglob("*.md") if "reference" not in path.parts]
    pages.append((ROOT / "README.md").read_text(encoding="utf-8"))
    assert any(f"trendgraph {command}" in page for page in pages)


def test_every_question_is_documented() -> None:
    page, known = text_of("questions.md"), anchors(REFERENCE / "questions.md")
    for question in list_questions():
        assert question.identifier in known
        assert all(f"| `--{binding.name}` |" in page for binding in question.bindings)
        assert all(f"| `{column.name}` |" in page for column in question.columns)


def test_every_error_code_is_documented() -> None:
    codes = {family.default_code for family in TrendgraphError.__subclasses__()}
    rooms = "|".join([*sorted(code.partition(".")[0] for code in codes), "explain"])
    found = set()
    for path in (ROOT / "src").rglob("*.py"):
        found |= set(re.findall(rf'code="((?:{rooms})\.[a-z_]+)"', path.read_text(encoding="utf-8")))
    assert len(found) > 50
    assert sorted(found - set(anchors(REFERENCE / "errors.md"))) == []


def test_every_rule_and_check_is_documented() -> None:
    rules, checks = anchors(REFERENCE / "rules.md"), anchors(REFERENCE / "checks.md")
    assert [rule.id for rule in load_rules() if rule.id not in rules] == []
    assert [path.stem for path in resource_files("queries/quality", "*.rq") if path.stem not in checks] == []
    for path in resource_files("shapes", "*.ttl"):
        shapes = re.findall(
            r"^tgs:([\w-]+) a sh:(?:Node|Property)Shape", path.read_text(encoding="utf-8"), re.MULTILINE
        )
        assert [shape for shape in shapes if f"tgs-{shape}" not in checks] == []


def test_every_term_and_concept_is_documented() -> None:
    terms, known = anchors(REFERENCE / "ontology.md"), load_terms()
    names = {iri.rpartition("#")[2] for iri in known.classes} | set(known.predicates) | set(known.qualifiers)
    assert sorted(names - set(terms)) == []
    concepts = {"-".join(iri.rsplit("/", 2)[1:]) for iri in load_concepts()}
    assert sorted(concepts - set(anchors(REFERENCE / "schemes.md"))) == []
