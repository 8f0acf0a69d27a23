"""What each engine makes of statements that engines stumble over: measured, and compared with what the docs say."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.loaders.nasty import CASES, fate
from tests.loaders.test_load import client_of
from tests.servers.process import Server
from tests.servers.rdf import start_fuseki, start_oxigraph, start_virtuoso

from trendgraph.loaders.fidelity import FIDELITY, fates
from trendgraph.terms import XSD

UPDATE = "TRENDGRAPH_UPDATE_FIDELITY"
HARMLESS = frozenset(XSD + name for name in ("string", "anyURI", "date", "dateTime", "boolean"))
NUMBERS = re.compile(r"-?\d{1,15}(\.\d{1,15})?")


STARTS = {"fuseki": start_fuseki, "oxigraph": start_oxigraph, "virtuoso": start_virtuoso}


@pytest.fixture(params=STARTS)
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A server of its own: some engines write a number as they first saw it, and others have told the shared one."""
    server = STARTS[request.param](tmp_path)
    yield server
    server.stop()


@pytest.mark.servers
def test_each_engine_does_what_the_page_says(fresh: Server) -> None:
    with client_of(fresh) as client:
        measured = {name: fate(client, "http://example.org/fidelity", term) for name, term in CASES.items()}
    if os.environ.get(UPDATE):
        written = json.loads(FIDELITY.read_text(encoding="utf-8"))
        written[fresh.engine] = measured
        FIDELITY.write_text(json.dumps(written, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    assert measured == fates()[fresh.engine], f"mend it: {UPDATE}=1 python -m pytest {Path(__file__).name}"


def test_every_case_is_on_the_page_for_every_engine() -> None:
    for engine, found in fates().items():
        assert set(found) == set(CASES), engine


def test_no_engine_changes_a_value_of_a_form_that_we_use(real) -> None:
    """What the bundled graph holds is of forms that every engine keeps, or writes otherwise with the same value."""
    strange = sorted({str(quad.object)[:80] for quad in real.store.raw if not survives(quad.object)})
    assert strange == []


def survives(term: object) -> bool:
    if isinstance(term, ox.NamedNode):
        return re.fullmatch(r"[!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]+", term.value) is not None
    if not isinstance(term, ox.Literal):
        return True
    kind, text = term.datatype.value, term.value
    if len(text) > 10_000 or any(ord(character) < 32 and character != "\n" for character in text):
        return False
    if term.language:
        return term.language == term.language.lower()
    if kind == XSD + "double":
        return "E" not in text.upper() and len(text.replace("0", "")) < 17
    return kind in HARMLESS or (kind in (XSD + "integer", XSD + "decimal") and NUMBERS.fullmatch(text) is not None)
