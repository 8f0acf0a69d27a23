"""HeteroData, made with PyTorch and PyTorch Geometric themselves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from trendgraph.exporters import EdgeLists, to_edge_lists
from trendgraph.exporters.analysis_libraries import hetero_arrays
from trendgraph.pipeline import Built

HERE = Path(__file__).with_name("torch")
TORCH = Path(os.environ.get("TRENDGRAPH_TORCH") or Path.home() / ".cache" / "trendgraph" / "torch")


def _need_torch() -> None:
    """Skips where PyTorch is not installed; fails where it is required, as it is in CI."""
    missing = [] if TORCH.is_dir() else [f"there is no {TORCH}: run {HERE / 'install.sh'}"]
    if sys.version_info[:2] != (3, 11):
        missing.append("Debian's PyTorch is for Python 3.11")
    if missing and os.environ.get("TRENDGRAPH_REQUIRE_TORCH"):
        pytest.fail(missing[0], pytrace=False)
    if missing:
        pytest.skip(missing[0])


def test_torch_takes_it_sends_messages_along_it_and_keeps_it(tiny: Built, tiny_data: Path, tmp_path: Path) -> None:
    _need_torch()
    usual = "usr/lib/x86_64-linux-gnu"
    libraries = [usual, f"{usual}/blas", f"{usual}/lapack", "usr/lib", "lib/x86_64-linux-gnu"]
    environment = {
        **os.environ,
        "PYTHONPATH": str(TORCH / "site"),
        "LD_LIBRARY_PATH": os.pathsep.join(str(TORCH / "root" / place) for place in libraries),
        "OMP_NUM_THREADS": "1",
    }
    command = [sys.executable, HERE / "check.py", tiny_data, tmp_path]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["torch"].startswith("1.13")
    lists = to_edge_lists(tiny.store, include_inferred=True)
    assert (seen["nodes"], seen["edges"]) == (len(lists.nodes), len(lists))


def test_predicates_of_one_local_name_stay_apart() -> None:
    some = {"affirms": np.array([True, False]), "confidence": np.array([1.0, 0.5])}
    days = np.array(["NaT", "NaT"], dtype="datetime64[D]")
    lists = EdgeLists(
        nodes=["a", "b"], labels=["a", "b"], kinds=["tg:Model", None], source=np.array([0, 1]),
        target=np.array([1, 0]), predicate=np.array([0, 1], "int32"), predicates=["skos:broader", "tg:broader"],
        claims=["c", "d"], status=np.array([0, 0], "int8"), statuses=("accepted",), valid_from=days, valid_to=days,
        **some,
    )  # fmt: skip
    members, relations = hetero_arrays(lists)
    assert members == {"Model": [0], "Thing": [1]}
    found = {key: arrays["edge_index"].tolist() for key, arrays in relations.items()}
    assert found == {("Model", "skos_broader", "Thing"): [[0], [0]], ("Thing", "tg_broader", "Model"): [[0], [0]]}
