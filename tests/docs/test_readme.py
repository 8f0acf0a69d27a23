"""The README's two commands stand where newcomers and the build server find them."""

from __future__ import annotations

import re
import subprocess

import yaml

from trendgraph._version import __version__

from .pages import ROOT, blocks


def commands_under(heading: str) -> list[str]:
    """Gives the commands of the first console block under a heading of the README."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text.partition(f"\n## {heading}\n")[2]
    begun = text.count("\n", 0, len(text) - len(section))
    shown = [block for block in blocks(ROOT / "README.md") if block.language == "console"]
    found = [block for block in shown if int(block.place.rpartition(":")[2]) > begun]
    assert section, f"the README has no heading {heading!r}"
    return [command.line for command in found[0].commands()] if found else []


def test_the_readme_begins_with_the_two_commands() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[:2] == ["Run it", "Test it"]
    run, test = commands_under("Run it"), commands_under("Test it")
    assert len(run) == len(test) == 1
    assert "pip install" in run[0]
    assert run[0].endswith("trendgraph build")
    assert "pip install" in test[0]
    assert test[0].endswith("pytest -n auto")


def test_the_build_server_runs_the_readmes_test_command() -> None:
    """``.ci/run`` reads the command out of the README; what it reads is the command, and it runs it."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    reading = next(line for line in script.splitlines() if line.startswith("command=$(") and "README.md" in line)
    done = subprocess.run(
        ["bash", "-c", f'{reading}; printf %s "$command"'], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert [done.stdout] == commands_under("Test it")
    assert '\nbash -c "$command"\n' in script


def test_the_citation_names_the_version_and_invents_nothing() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == __version__
    assert citation["authors"] == [{"name": "trendgraph contributors"}]
    assert not {"doi", "identifiers"} & citation.keys()
