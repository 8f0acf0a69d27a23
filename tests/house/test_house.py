"""The house rules: sizes, public names, imports at start, docstrings, doctests."""

from __future__ import annotations

import ast
import doctest
import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "trendgraph"
FILES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((PACKAGE.parents[1] / "tests").rglob("*.py"))
HEAVY = (
    "rdflib",
    "pyoxigraph",
    "pyshacl",
    "owlready2",
    "networkx",
    "pydantic",
    "yaml",
    "rich",
    "pyld",
    "pandas",
    "rapidfuzz",
    "matplotlib",
    "numpy",
    "scipy",
    "ibis",
    "duckdb",
    "pyspark",
    "urllib3",
    "altair",
    "vl_convert",
)


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(PACKAGE.parents[1])) for path in paths]


def definitions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node


@pytest.mark.parametrize("path", FILES + TESTS, ids=names(FILES + TESTS))
def test_no_file_is_over_500_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


@pytest.mark.parametrize("path", FILES, ids=names(FILES))
def test_functions_and_classes_stay_small(path: Path) -> None:
    for node in definitions(path):
        if isinstance(node, ast.ClassDef):
            methods = [item for item in node.body if isinstance(item, ast.FunctionDef)]
            public = [method for method in methods if not method.name.startswith("_")]
            assert len(public) <= 15, f"{node.name} has {len(public)} public methods"
        else:
            assert (node.end_lineno or 0) - node.lineno < 60, f"{node.name} is over 60 lines"


@pytest.mark.parametrize("path", FILES, ids=names(FILES))
def test_public_names_are_declared_and_few(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    declared = [
        [ast.literal_eval(item) for item in node.value.elts]
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id == "__all__"
        and isinstance(node.value, ast.List)
    ]
    if path.name == "_version.py":
        return
    assert declared, "every module says what is public in __all__"
    limit = 30 if path.name in ("__init__.py", "errors.py", "struct.py", "namespaces.py") else 12
    assert len(declared[0]) <= limit
    assert declared[0] == sorted(declared[0], key=lambda name: (not name.isupper(), not name[0].isupper(), name)), (
        "constants, classes, functions, each in alphabetical order"
    )


def test_rooms_import_only_what_other_rooms_offer() -> None:
    """Across rooms, only names in the other room's ``__all__``, and never the package root."""
    offending = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("trendgraph"):
                continue
            if node.module == "trendgraph":
                offending.append(f"{path.name}: imports the package root")
                continue
            module = importlib.import_module(str(node.module))
            offered = getattr(module, "__all__", None)
            if PACKAGE.parent.joinpath(*str(node.module).split(".")) in path.parents:
                continue  # a room's own parts
            for alias in node.names:
                if offered is not None and alias.name not in offered:
                    offending.append(f"{path.relative_to(PACKAGE)}: {node.module}.{alias.name}")
    assert offending == []


def test_layers_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint], cwd=PACKAGE.parents[1], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]


@pytest.mark.parametrize("arguments", [["--version"], ["--help"]])
def test_start_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "from trendgraph.__main__ import main\n"
        f"try: main({arguments!r})\n"
        "except SystemExit as exit: assert not exit.code, exit.code\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = f"import sys, trendgraph; print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", FILES, ids=names(FILES))
def test_doctests_hold(path: Path) -> None:
    module = importlib.import_module(".".join(("trendgraph", *path.relative_to(PACKAGE).with_suffix("").parts)))
    assert doctest.testmod(module).failed == 0


def test_no_test_file_escapes_collection() -> None:
    stray = [
        path
        for path in TESTS
        if any(node.name.startswith("test_") for node in definitions(path)) and not path.name.startswith("test_")
    ]
    assert stray == []


def test_no_bare_except_but_at_the_edge() -> None:
    found = [
        str(path.relative_to(PACKAGE))
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))
    ]
    assert found == ["cli/__init__.py"]
