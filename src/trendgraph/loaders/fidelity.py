"""What each engine makes of unusual statements, as the tests measured it: data, from which a page is made."""

from __future__ import annotations

import json
from pathlib import Path

__all__ = ["FIDELITY", "fates"]

FIDELITY = Path(__file__).with_name("fidelity.json")


def fates() -> dict[str, dict[str, str]]:
    """Gives, for each engine that the tests start, what becomes of each case: ``kept``, or what it has become."""
    found: dict[str, dict[str, str]] = json.loads(FIDELITY.read_text(encoding="utf-8"))
    return found
