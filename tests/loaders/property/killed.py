"""A load that is killed: ``python killed.py KIND WHERE CALL MILLISECONDS``.

It brings the new world over the old one, and kills itself so many milliseconds after the so-manieth call of its
session began.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from tests.loaders.property.places import Place, new_world, store_of

from trendgraph.exporters import property_rows
from trendgraph.loaders.property import load_rows


class Killer:
    """A session that counts its calls."""

    def __init__(self, session: Any, call: int, milliseconds: int) -> None:
        self._session = session
        self._left = call
        self._seconds = milliseconds / 1000

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def called(*arguments: Any) -> Any:
            self._left -= 1
            if self._left == 0 and self._seconds == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            if self._left == 0:
                threading.Timer(self._seconds, os.kill, (os.getpid(), signal.SIGKILL)).start()
            return getattr(self._session, name)(*arguments)

        return called


if __name__ == "__main__":
    kind, where, call, milliseconds = sys.argv[1:]
    rows = property_rows(store_of(new_world()), include_inferred=True)
    with Place(kind, where).open() as opened:
        killer: Any = Killer(opened, int(call), int(milliseconds))
        load_rows(killer, rows, release="2", since=None, dry_run=False, progress=lambda what, done: None)
