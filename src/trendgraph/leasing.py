"""What this process writes at a target while it loads there, so that nobody else does: clock and machine are here.

``loaders`` has neither; who uses it directly hands a ``Lease`` in, or leaves two loads free to disturb each other.
"""

from __future__ import annotations

import hashlib
import os
import re
import socket
import uuid
from datetime import UTC, datetime
from pathlib import Path

from trendgraph.loaders import Lease

__all__ = ["lease_of_this_process"]


def lease_of_this_process(*, take_over: bool = False) -> Lease:
    """Gives a lease that names this process and this machine; each call another one."""
    machine = _machine()
    return Lease(
        owner=uuid.uuid4().hex,
        holder=f"process {os.getpid()} on {socket.gethostname()} ({machine or 'unknown'})",
        clock=lambda: datetime.now(UTC),
        take_over=take_over,
        is_dead=lambda holder: _is_dead(holder, machine),
    )


def _machine() -> str:
    """Gives a word for where the number of a process means this process; empty where nothing says so."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_bytes()
        namespace = os.fsencode(Path("/proc/self/ns/pid").readlink())
    except OSError:
        return ""
    return hashlib.sha256(boot + namespace).hexdigest()[:8]


def _is_dead(holder: str, machine: str) -> bool:
    found = re.fullmatch(r"process (\d{1,9}) on .* \((\w+)\)", holder)
    if not machine or found is None or found[2] != machine:
        return False
    try:
        os.kill(int(found[1]), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
