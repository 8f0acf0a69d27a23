"""RDF databases: Apache Jena Fuseki, the Oxigraph server, Eclipse RDF4J, OpenLink Virtuoso."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import urllib.request
from functools import cache
from pathlib import Path

from tests.servers.process import Server, free_port, launch, need

__all__ = ["JARS", "fuseki_classpath", "jar", "start_fuseki", "start_oxigraph", "start_rdf4j", "start_virtuoso"]

JARS = Path(os.environ.get("TRENDGRAPH_SERVERS") or Path.home() / ".cache" / "trendgraph" / "servers")
_HEAP = "-Xmx512m"
_INSTALL = "run tests/servers/install.sh"
_VIRTUOSO = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
; With more threads a query loses rows now and then.
ThreadsPerQuery = 1
ServerPort = 127.0.0.1:{sql}
MaxClientConnections = 20
NumberOfBuffers = 20000
MaxDirtyBuffers = 12000
MaxQueryMem = 256M
DirsAllowed = ., {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 20
MaxClientConnections = 20
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryCostEstimationTime = 400
MaxQueryExecutionTime = 60
[URIQA]
DefaultHost = 127.0.0.1:{http}
"""


@cache
def jar(name: str) -> Path:
    """Gives a jar that ``install.sh`` fetched, after holding it against its checksum in ``jars.sha256``."""
    path = JARS / name
    need(path.is_file(), f"{name} is not in {JARS}: {_INSTALL}")
    listed = dict(
        reversed(line.split()) for line in Path(__file__).with_name("jars.sha256").read_text("utf-8").splitlines()
    )
    assert hashlib.sha256(path.read_bytes()).hexdigest() == listed[name], f"{path} is not the file that was pinned"
    return path


def fuseki_classpath() -> Path:
    need(shutil.which("java") is not None, "Fuseki needs a Java runtime, and there is no java on the PATH")
    return jar("jena-fuseki-server-5.6.0.jar")


def start_fuseki(
    folder: Path,
    *,
    read_only: bool = False,
    login: tuple[str, str] | None = None,
    port: int | None = None,
    heap: str = _HEAP,
) -> Server:
    """Starts Fuseki over a TDB2 database in ``folder``; with ``login`` nobody else is let in."""
    classpath = fuseki_classpath()
    port = port or free_port()
    (folder / "tdb2").mkdir(parents=True, exist_ok=True)
    command: list[str | Path] = ["java", heap, "-cp", classpath, "org.apache.jena.fuseki.main.cmds.FusekiMainCmd"]
    command += ["--ping", "--localhost", f"--port={port}", "--tdb2", f"--loc={folder / 'tdb2'}"]
    if not read_only:
        command.append("--update")
    if login:
        (folder / "passwords").write_text(f"{login[0]}: {login[1]}\n", encoding="utf-8")
        command += [f"--passwd={folder / 'passwords'}", "--auth=basic"]
    base = f"http://127.0.0.1:{port}"
    process, log = launch([*command, "/ds"], folder, f"{base}/$/ping")
    user, password = login or (None, None)
    return Server(
        "fuseki", f"fuseki:{base}/ds", f"{base}/ds/query", f"{base}/ds/update", f"{base}/ds/data",
        port, folder, process, log, user, password,
    )  # fmt: skip


def start_oxigraph(folder: Path, *, read_only: bool = False, port: int | None = None) -> Server:
    """Starts the Oxigraph server over a database in ``folder``."""
    binary = shutil.which("oxigraph", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    need(binary is not None, "there is no oxigraph on the PATH: pip install oxigraph")
    assert binary is not None
    port = port or free_port()
    folder.mkdir(parents=True, exist_ok=True)
    base = f"http://127.0.0.1:{port}"
    verb = "serve-read-only" if read_only else "serve"
    process, log = launch(
        [binary, verb, "--location", folder / "oxigraph", "--bind", f"127.0.0.1:{port}"], folder, base
    )
    return Server(
        "oxigraph", f"oxigraph:{base}", f"{base}/query", f"{base}/update", f"{base}/store", port, folder, process, log
    )


def start_virtuoso(folder: Path, *, port: int | None = None) -> Server:
    """Starts Virtuoso with an empty database in ``folder`` (or the one it holds); ``dba`` may write."""
    binary = shutil.which("virtuoso-t")
    need(binary is not None, f"there is no virtuoso-t on the PATH: {_INSTALL}")
    assert binary is not None
    folder.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(_VIRTUOSO.format(folder=folder, sql=free_port(), http=port), encoding="utf-8")
    (folder / "virtuoso.lck").unlink(missing_ok=True)
    base = f"http://127.0.0.1:{port}"
    process, log = launch([binary, "+foreground", "+configfile", settings, "+wait"], folder, f"{base}/sparql")
    return Server(
        "virtuoso", f"virtuoso:{base}", f"{base}/sparql-auth", f"{base}/sparql-auth",
        f"{base}/sparql-graph-crud-auth", port, folder, process, log, "dba", "dba",
    )  # fmt: skip


_REPOSITORY = b"""@prefix config: <tag:rdf4j.org,2023:config/> .
[] a config:Repository ; config:rep.id "tg" ; config:rep.impl [ config:rep.type "openrdf:SailRepository" ;
  config:sail.impl [ config:sail.type "openrdf:MemoryStore" ] ] ."""


def start_rdf4j(folder: Path) -> Server:
    """Starts RDF4J's server in Tomcat, with one empty repository in memory."""
    need(shutil.which("java") is not None, "RDF4J needs a Java runtime, and there is no java on the PATH")
    runner, war = jar("webapp-runner-9.0.85.0.jar"), jar("rdf4j-http-server-5.0.3.war")
    port = free_port()
    command: list[str | Path] = ["java", _HEAP, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    command += [f"-Dorg.eclipse.rdf4j.appdata.basedir={folder}", f"-Djava.io.tmpdir={folder}", "-jar", runner]
    base = f"http://127.0.0.1:{port}/rdf4j-server"
    process, log = launch([*command, "--port", str(port), "--path", "/rdf4j-server", war], folder, f"{base}/protocol")
    query = f"{base}/repositories/tg"
    server = Server(
        "rdf4j", f"rdf4j:{query}", query, f"{query}/statements", f"{query}/rdf-graphs/service",
        port, folder, process, log,
    )  # fmt: skip
    request = urllib.request.Request(query, _REPOSITORY, {"Content-Type": "text/turtle"}, method="PUT")
    try:
        urllib.request.urlopen(request, timeout=30).close()
    except OSError:
        server.stop()
        raise
    return server
