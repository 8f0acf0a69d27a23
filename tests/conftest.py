"""Fixtures that many rooms share; sockets are closed to everything but this machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from tests.shipped import Shipped, shipped

pytest_plugins = ["tests.servers.fixtures"]

ROOT = Path(__file__).resolve().parent.parent
SNAPSHOTS = Path(os.environ.get("TRENDGRAPH_SNAPSHOTS", ROOT.parent / "shared" / "sources"))


SERVERS = {"rdf": {"fuseki", "oxigraph_server", "virtuoso"}, "property": {"falkordb", "neo4j"}}
LONG = ("web", "wheel", "java")
"""Marks of the tests that take longest: they go first, so that no worker ends long after the others."""


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if group := _group_of(item):
            item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: not any(map(item.get_closest_marker, LONG)) and "docs" not in item.path.parts)
    if shutil.which("java") is None and not os.environ.get("TRENDGRAPH_REQUIRE_JAVA"):
        without = pytest.mark.skip(reason="HermiT needs a Java runtime, and there is no java on the PATH")
        for item in items:
            if item.get_closest_marker("java"):
                item.add_marker(without)
    if not SNAPSHOTS.is_dir():
        absent = pytest.mark.skip(reason=f"the public snapshots are not at {SNAPSHOTS} (set TRENDGRAPH_SNAPSHOTS)")
        for item in items:
            if item.get_closest_marker("snapshots"):
                item.add_marker(absent)


def _group_of(item: pytest.Item) -> str:
    """Gives the group of what a test starts or builds first: one worker runs a group whole, and does that once."""
    if item.get_closest_marker("wheel"):
        return "wheel"
    called = getattr(item, "callspec", None)
    asked = {*getattr(item, "fixturenames", ()), *map(str, called.params.values() if called else ())}
    return next((group for group, servers in SERVERS.items() if asked & servers), "")


@pytest.fixture(autouse=True)
def _only_loopback(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuses any connection that would leave this machine."""
    if request.node.get_closest_marker("wheel"):
        return
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family != socket.AF_UNIX and host not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def snapshots() -> Path:
    return SNAPSHOTS


@pytest.fixture(scope="session")
def tiny_data() -> Path:
    return ROOT / "tests" / "fixtures" / "tiny" / "data"


@pytest.fixture(scope="session")
def tiny(tiny_data: Path):
    """The frozen small world, built once: read-only for every test."""
    from trendgraph.pipeline import BuildConfig, build

    return build(BuildConfig(data=tiny_data))


@pytest.fixture(scope="session")
def tiny_store(tiny_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in a folder: read-only for every test."""
    from trendgraph.pipeline import BuildConfig, build

    out = tmp_path_factory.mktemp("tiny") / "store"
    build(BuildConfig(data=tiny_data, out=out, check=False))
    return out


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Shipped:
    """The shipped data, built once for all workers: read-only for every test."""
    return shipped(tmp_path_factory)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TRENDGRAPH_STORE", raising=False)
    return tmp_path


@contextmanager
def _held_open(folder: Path) -> Iterator[None]:
    code = (
        "import sys; from trendgraph.store import open_store; store = open_store(sys.argv[1]);"
        "print('open', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        yield
    finally:
        holder.communicate("")


@pytest.fixture
def held_open() -> Callable[[Path], AbstractContextManager[None]]:
    """Another process that has a store open for writing, for as long as the block lasts."""
    return _held_open
