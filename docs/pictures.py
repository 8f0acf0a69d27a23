"""Takes the pictures in ``docs/images/explorer``: ``make pictures`` (needs Node, Chromium and Pillow)."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "images" / "explorer"
COLOURS = 96
"""Few enough for small files, enough for smooth letters."""


def main() -> None:
    """Makes the file of the whole graph, opens it in each state, and keeps the pictures small."""
    from PIL import Image

    web = str(ROOT / "web")
    with tempfile.TemporaryDirectory() as folder:
        page, shots = Path(folder) / "graph.html", Path(folder) / "shots"
        subprocess.run(["npm", "run", "--silent", "build"], cwd=web, check=True)
        subprocess.run([sys.executable, "-m", "trendgraph", "visualise", str(page)], cwd=ROOT, check=True)
        subprocess.run(["npm", "run", "--silent", "pictures", "--", str(page), str(shots)], cwd=web, check=True)
        FOLDER.mkdir(parents=True, exist_ok=True)
        for shot in sorted(shots.glob("*.png")):
            with Image.open(shot) as picture:
                small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
                small.save(FOLDER / shot.name, optimize=True)
                print(f"{shot.name}: {(FOLDER / shot.name).stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
