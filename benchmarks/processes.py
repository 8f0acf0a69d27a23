"""Steps of a benchmark as processes of their own: seconds of clock and processors, and the most memory held."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Cost", "child", "run", "size_of"]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took, and the last line that it printed."""

    label: str
    wall_s: float
    cpu_s: float
    peak_mib: int
    said: str

    def __str__(self) -> str:
        return (
            f"{self.label:<44} {self.wall_s:>8.1f} s {self.cpu_s:>8.1f} CPU s {self.peak_mib:>7,} MiB  {self.said[:48]}"
        )


def child(script: str, *arguments: object) -> list[str]:
    """Gives the command that runs a benchmark script again, as a child that does one step."""
    return [sys.executable, script, "--step", json.dumps([str(argument) for argument in arguments])]


def run(label: str, command: list[str], files: Iterable[Path] = ()) -> Cost:
    """Runs a command, with the content of files as its input, and prints what it cost.

    Raises:
        RuntimeError: the command failed.
    """
    start = time.monotonic()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for path in files:
            process.stdin.write(path.read_bytes())
        process.stdin.close()
        said = process.stdout.read().decode().splitlines()
        # Its own figures: those of the operating system for all children keep the highest of any.
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{label}: exit status {process.returncode}")
    cpu = used.ru_utime + used.ru_stime
    cost = Cost(label, time.monotonic() - start, cpu, used.ru_maxrss // 1024, said[-1] if said else "")
    print(cost, flush=True)
    return cost


def size_of(place: Path) -> int:
    """Gives the bytes of a file, or of all files of a folder."""
    return sum(path.stat().st_size for path in ([place] if place.is_file() else place.rglob("*")) if path.is_file())
