"""HermiT as a program: the jar that comes with owlready2, run by Java, its answer read from what it prints.

owlready2's own wrapper writes the answer back into its quad store and loses part of it on the way (what a class has by
way of a super-property or an equivalent class), so it is not used; nothing of owlready2 is even imported.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from trendgraph.errors import ReasonerError
from trendgraph.materialisation.rules import Atom

__all__ = ["Answer", "ask_hermit", "find_java"]

_NOTHING = "<http://www.w3.org/2002/07/owl#Nothing>"
_THING = "<http://www.w3.org/2002/07/owl#Thing>"
_IRI = re.compile(r"\^?<[^>]+>")
_INVERSE = re.compile(r"ObjectInverseOf\( (<[^>]+>) \)")
_AXIOM = re.compile(r"^(\w+)\( (.*) \)$", re.MULTILINE)
_PAIRS = re.compile(r"^(<[^>]+>) \(known instances: (.*?) \| possible instances: .*?\)\s*$", re.MULTILINE)
_PAIR = re.compile(r"\((<[^>]+>), (<[^>]+>)\)")


@dataclass(frozen=True, slots=True)
class Answer:
    """What HermiT says of an ontology with instances.

    Attributes:
        consistent: whether there is any world in which all of it is true; if not, the rest is empty.
        unsatisfiable: the classes that can have no member, sorted.
        types: the pairs (instance, class) that follow, direct or not.
        relations: the triples between instances that follow.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    types: frozenset[tuple[str, str]]
    relations: frozenset[Atom]


def find_java() -> str:
    """Gives the path of the Java program.

    Raises:
        ReasonerError: there is none.
    """
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home) / "bin")) if home else None
    if found := java or shutil.which("java"):
        return found
    raise ReasonerError(
        "HermiT needs Java, and there is none",
        code="reasoner.java",
        hint="install a Java runtime 11 or newer, or leave this check out: nothing else needs Java",
    )


def ask_hermit(triples: Iterable[Atom], *, memory_mb: int = 2000, timeout_seconds: int = 600) -> Answer:
    """Asks HermiT about an ontology with instances.

    Args:
        triples: an OWL 2 DL ontology as RDF, terms as N-Triples text.
        memory_mb: what Java may use.
        timeout_seconds: how long HermiT may think.

    Raises:
        ReasonerError: Java is missing, HermiT refuses the ontology, or it takes too long.
    """
    with tempfile.TemporaryDirectory(prefix="trendgraph-") as folder:
        path = Path(folder, "graph.nt")
        path.write_text("".join(f"{' '.join(triple)} .\n" for triple in sorted(set(triples))), encoding="utf-8")
        command = [find_java(), f"-Xmx{memory_mb}M", "-cp", _class_path(), "org.semanticweb.HermiT.cli.CommandLine"]
        status, output = _run([*command, "-c", "-O", "-I", "-Y", path.as_uri()], timeout_seconds)
    if "InconsistentOntologyException" in output or "Inconsistent ontology" in output:
        return Answer(False, (), frozenset(), frozenset())
    if status or "Exception" in output:
        raise ReasonerError(
            f"HermiT refuses the ontology: {_complaint(output)}",
            code="reasoner.refused",
            hint="look for a term used in two ways, or a datatype that OWL 2 does not know",
        )
    return _read(output)


def _run(command: list[str], timeout_seconds: int) -> tuple[int, str]:
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=timeout_seconds, check=False, encoding="utf-8", errors="replace"
        )
    except subprocess.TimeoutExpired as error:
        raise ReasonerError(
            f"HermiT took more than {timeout_seconds} s", code="reasoner.timeout", hint="give it a smaller graph"
        ) from error
    return done.returncode, f"{done.stdout}\n{done.stderr}".replace("\r", "")


def _class_path() -> str:
    found = importlib.util.find_spec("owlready2")
    folders = [Path(place, "hermit") for place in (found.submodule_search_locations or ())] if found else []
    jars = [folder / "HermiT.jar" for folder in folders if (folder / "HermiT.jar").is_file()]
    if not jars:
        raise ReasonerError("HermiT is missing", code="reasoner.missing", hint="install it: pip install owlready2")
    return os.pathsep.join([str(jars[0].parent), str(jars[0])])


def _complaint(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if "Exception" in line or "Error" in line]
    return (lines or output.strip().splitlines() or ["it says nothing"])[0][:300]


def _read(output: str) -> Answer:
    axioms: defaultdict[str, list[list[str]]] = defaultdict(list)
    for kind, terms in _AXIOM.findall(_INVERSE.sub(r"^\1", output)):
        axioms[kind].append(_IRI.findall(terms))
    classes = _Order(axioms["SubClassOf"], axioms["EquivalentClasses"])
    properties = _Order(_both_ways(axioms["SubObjectPropertyOf"]), _both_ways(axioms["EquivalentObjectProperties"]))
    types = {(one, kind) for one, direct in axioms["Type"] for kind in classes.above(direct)}
    relations = {
        _directed(subject, above, value)
        for name, pairs in _PAIRS.findall(output)
        for subject, value in _PAIR.findall(pairs)
        for above in properties.above(name)
    }
    empty = sorted(classes.equals(_NOTHING) - {_NOTHING})
    return Answer(True, tuple(empty), frozenset(types), frozenset(relations))


def _both_ways(axioms: Iterable[list[str]]) -> list[list[str]]:
    """Gives what is said of properties together with what that says of their inverses (written ``^<iri>``)."""
    return [turned for axiom in axioms for turned in (axiom, [_inverse(term) for term in axiom])]


def _inverse(term: str) -> str:
    return term[1:] if term.startswith("^") else f"^{term}"


def _directed(subject: str, predicate: str, value: str) -> Atom:
    return (value, predicate[1:], subject) if predicate.startswith("^") else (subject, predicate, value)


class _Order:
    """A hierarchy as HermiT prints it: direct steps upwards, and groups of equals."""

    def __init__(self, steps: Iterable[list[str]], groups: Iterable[list[str]]) -> None:
        self._up: defaultdict[str, set[str]] = defaultdict(set)
        self._groups: Mapping[str, set[str]] = {term: set(group) for group in groups for term in group}
        for step in steps:
            if len(step) == 2:
                self._up[step[0]].add(step[1])
        for term, group in self._groups.items():
            self._up[term] |= group

    def equals(self, term: str) -> set[str]:
        return set(self._groups.get(term, ()))

    def above(self, term: str) -> set[str]:
        found: set[str] = set()
        waiting = [term]
        while waiting:
            current = waiting.pop()
            if current not in found:
                found.add(current)
                waiting.extend(self._up[current])
        return found
