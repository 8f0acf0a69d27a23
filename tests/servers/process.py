"""A server of another program, run for a test: on a free port, in a folder of its own, stopped at the end."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

__all__ = ["REQUIRED", "Server", "free_port", "launch", "need"]

REQUIRED = "TRENDGRAPH_REQUIRE_SERVERS"
_PATIENCE = 90.0


@dataclass
class Server:
    """A server that runs: where it answers, whom it lets in, and the process, to be stopped or killed."""

    engine: str
    target: str
    query: str
    update: str
    graphs: str
    port: int
    folder: Path
    process: subprocess.Popen[bytes]
    log: Path
    user: str | None = None
    password: str | None = None

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    def stop(self) -> None:
        """Asks it to end, and makes it end when it does not."""
        if self.running:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
        self._close()

    def kill(self) -> None:
        """Ends it as a power cut would."""
        self.process.kill()
        self.process.wait(20)
        self._close()

    def _close(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


def need(present: bool, reason: str) -> None:
    """Skips the test where a server is not installed; fails it where servers are required, as they are in CI."""
    if present:
        return
    if os.environ.get(REQUIRED):
        pytest.fail(f"{reason} ({REQUIRED} is set, so the test may not be skipped)", pytrace=False)
    pytest.skip(reason)


def free_port() -> int:
    """Gives a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def launch(
    command: Sequence[str | Path], folder: Path, ready: str, environment: dict[str, str] | None = None
) -> tuple[subprocess.Popen[bytes], Path]:
    """Starts a program and waits until ``ready`` (a URL) answers anything but an error of the server."""
    log = folder / "server.log"
    with log.open("ab") as stream:
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=folder,
            stdout=stream,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})},
        )
    end = time.monotonic() + _PATIENCE
    while not _answers(ready):
        if process.poll() is not None or time.monotonic() > end:
            process.kill()
            process.wait(20)
            tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
            raise RuntimeError(f"{command[0]} did not start (status {process.returncode}):\n{tail}")
        time.sleep(0.05)
    return process, log


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except urllib.error.HTTPError as error:
        error.close()
        return error.code < 500
    except OSError:
        return False
