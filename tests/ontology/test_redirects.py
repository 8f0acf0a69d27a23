"""The redirect rules send every kind of IRI where the table in their README says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from .tree import ONTOLOGY, concepts, local_name, own_modules, schemes, terms

FOLDER = ONTOLOGY / "redirects"
BASE = "https://w3id.org/trendgraph/"
SITE = "https://example.org/trendgraph"
ACCEPT = {"Turtle": "text/turtle, */*;q=0.1", "JSON-LD": "application/ld+json", "otherwise": "text/html,*/*;q=0.8"}


@dataclass
class Rule:
    """One RewriteRule with the conditions before it."""

    pattern: str
    target: str
    flags: str
    accepts: list[str] = field(default_factory=list)
    any_of: bool = False

    def answer(self, path: str, accept: str) -> str | None:
        """Return where the rule sends a path, or nothing if it does not apply."""
        match = re.search(self.pattern, path)
        hits = [bool(re.search(condition, accept)) for condition in self.accepts]
        if not match or (hits and not (any(hits) if self.any_of else all(hits))):
            return None
        return re.sub(r"\$(\d)", lambda group: match[int(group[1])], self.target).replace("%{ENV:SITE}", SITE)


def read_rules(path: Path) -> list[Rule]:
    """Read the part of Apache's rewrite language that the rules use."""
    rules, accepts, any_of = [], [], False
    for line in path.read_text("utf-8").splitlines():
        words = line.split()
        if line.startswith("RewriteCond"):
            assert words[1] == "%{HTTP_ACCEPT}"
            accepts.append(words[2])
            any_of = any_of or words[-1] == "[OR]"
        elif line.startswith("RewriteRule"):
            rules.append(Rule(words[1], words[2], words[3], accepts, any_of))
            accepts, any_of = [], False
    return rules


def redirect(path: str, accept: str) -> str | None:
    """Return where a path goes for a client that accepts certain types."""
    for rule in read_rules(FOLDER / ".htaccess"):
        if rule.target != "-" and (answer := rule.answer(path, accept)):
            assert rule.flags == "[R=303,L]"
            return answer
    return None


def table() -> list[tuple[str, str, str]]:
    """Return path, kind of client and expected target for each cell of the README's table."""
    rows = re.findall(r"^\| (.+?) \| (.*?) ?\| (.*?) ?\| (.*?) ?\|$", (FOLDER / "README.md").read_text("utf-8"), re.M)
    head, *body = [row for row in rows if not row[0].startswith("-")]
    cells = []
    for first, *others in body:
        path = re.findall(r"`([^`]+)`", first)
        for client, cell in zip(head[1:], others, strict=True):
            if cell:
                cells.append((path[0] if path else "", client, cell.strip("`").replace("SITE", SITE)))
    return cells


@pytest.mark.parametrize(("path", "client", "expected"), table())
def test_table_of_the_readme_holds(path: str, client: str, expected: str) -> None:
    assert redirect(path, ACCEPT[client]) == expected


def test_table_covers_every_kind_of_iri() -> None:
    assert len(table()) == 21
    assert {path.split("/")[0] for path, _, _ in table()} >= {"ontology", "shapes", "scheme", "id", "graph", "mappings"}


def test_every_concept_and_scheme_is_redirected() -> None:
    iris = [str(concept) for concept in concepts(schemes())] + [f"{BASE}scheme/technique"]
    lost = [
        iri for iri in iris if redirect(iri.removeprefix(BASE), "text/turtle") != f"{SITE}/{iri.removeprefix(BASE)}.ttl"
    ]
    assert lost == []


def test_terms_are_fragments_of_one_file() -> None:
    assert all("/" not in local_name(term) for term in terms(own_modules()))


@pytest.mark.parametrize(
    "path", ["nothing", "id/model", "id/model/a/b", "scheme/a/b", "ontology/1.0", "ontologyx", "id/Model/x"]
)
def test_other_paths_are_not_redirected(path: str) -> None:
    assert redirect(path, "text/turtle") is None


def test_the_site_stands_in_one_line() -> None:
    text = (FOLDER / ".htaccess").read_text("utf-8")
    assert text.count(SITE) == 1
    assert f"RewriteRule ^ - [E=SITE:{SITE}]" in text
