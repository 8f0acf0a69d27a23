"""Releases by their names, side by side in a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from trendgraph.cli.common import named_graph
from trendgraph.errors import GraphError
from trendgraph.exporters import export_graph
from trendgraph.history import find_release


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    folder = tmp_path / "releases"
    (folder / "v0.3.0").mkdir(parents=True)
    for name in ("0.1.0.nq.zst", "v0.2.0.trig", "0.4.0.txt"):
        (folder / name).touch()
    return folder


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("0.1.0", "0.1.0.nq.zst"),
        ("v0.1.0", "0.1.0.nq.zst"),
        ("0.2.0", "v0.2.0.trig"),
        ("0.3.0", "v0.3.0"),
        ("graph", None),
        ("graph.nq", None),
    ],
)
def test_a_release_is_found_by_its_name(releases: Path, name: str, found: str | None) -> None:
    assert find_release(name, releases) == (releases / found if found else None)


def test_a_release_that_is_not_there_is_said_with_the_nearest(releases: Path) -> None:
    with pytest.raises(GraphError, match=r"no release 0\.4\.0") as caught:
        find_release("0.4.0", releases)
    assert "0.1.0, 0.2.0, 0.3.0" in (caught.value.hint or "")
    with pytest.raises(GraphError) as caught:
        find_release("0.4.0", releases / "nowhere")
    assert "TRENDGRAPH_RELEASES" in (caught.value.hint or "")


def test_a_name_is_taken_where_graphs_are_named(tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export_graph(tiny.store, tmp_path / "0.1.0.nq.gz")
    monkeypatch.setenv("TRENDGRAPH_RELEASES", str(tmp_path))
    assert len(named_graph("0.1.0", None)) == len(tiny.store)
    with pytest.raises(GraphError, match="no release"):
        named_graph("0.1.1", None)
