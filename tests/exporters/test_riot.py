"""Jena's parser takes every RDF format, strictly and without a warning: literals and IRIs are checked too."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.servers.rdf import fuseki_classpath

from trendgraph.exporters import Selection, export_graph

NAMES = ["g.ttl", "g.nt", "g.rdf", "g.trig", "g.nq", "g.jsonld", "g.nanopub.trig", "g.framed.jsonld", "g.rdf12.nq"]


@pytest.mark.servers
def test_riot_validates_what_is_written(tiny, tmp_path: Path) -> None:
    for name in NAMES:
        part = Selection(entity="tgd:model/aurora-int4") if "framed" in name else Selection()
        export_graph(tiny.store, tmp_path / name, selection=part)
    command = ["java", "-Xmx512m", "-cp", str(fuseki_classpath()), "riotcmd.riot"]
    command += ["--validate", "--strict", "--check", *NAMES]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert not [line for line in said.splitlines() if "WARN" in line or "ERROR" in line], said
