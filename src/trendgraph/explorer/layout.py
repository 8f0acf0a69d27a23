"""Places for the nodes of a graph: forces between all of them, summed on a grid.

Every node repels every other one (more strongly the more links it has), and links pull; the forces are those of
ForceAtlas2 (Jacomy et al. 2014, doi:10.1371/journal.pone.0098679). Repulsion is a convolution, so it is taken by fast
Fourier transform on a grid that covers the picture: the time hardly grows with the number of nodes. Near nodes are then
pushed apart in exact arithmetic. The same graph gets the same places; a graph that was laid out before starts there, so
that two pictures can be compared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

__all__ = ["METHOD", "RANGE", "Layout", "lay_out"]

Array = Any
"""A numpy array; numpy is imported when something is laid out."""
METHOD = 1
"""Changes when the same graph would be laid out otherwise, so that places kept from before are not used."""
RANGE = 4_095
"""Places are whole numbers from 0 to this."""
SEED = 1
_GRID = 128
_ROUNDS, _FEW_ROUNDS = 320, 80
_GRAVITY, _PULL, _PUSH = 0.006, 20.0, 4.0
_EXACT = 400
"""Up to so many nodes every pair is looked at; beyond, the grid is faster."""
_THETA = 1e-9


@dataclass(frozen=True, slots=True)
class Layout:
    """Places by IRI, and how they were found."""

    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    name: str = "forces on a grid"
    seed: int = SEED


def lay_out(
    nodes: Sequence[str],
    links: Sequence[tuple[str, str]],
    start: Mapping[str, tuple[int, int]] | None = None,
) -> Layout:
    """Gives every node a place.

    Args:
        nodes: IRIs.
        links: pairs of nodes; one that stands twice pulls twice.
        start: places from before; with them only what is new travels far.
    """
    if not nodes:
        return Layout()
    import numpy as np

    row = {iri: number for number, iri in enumerate(nodes)}
    pairs = np.array([(row[a], row[b]) for a, b in links if a != b and a in row and b in row], dtype=np.int64)
    pairs = pairs.reshape(-1, 2)
    places, known = _beginning(nodes, start or {}, pairs)
    rounds = _FEW_ROUNDS if known * 2 > len(nodes) else _ROUNDS
    places = _settle(places, pairs, rounds, calm=known * 2 > len(nodes))
    places = _apart(places, pairs)
    whole = _quantised(places)
    return Layout({iri: (int(whole[number, 0]), int(whole[number, 1])) for iri, number in row.items()})


def _beginning(nodes: Sequence[str], start: Mapping[str, tuple[int, int]], pairs: Any) -> tuple[Array, int]:
    """Gives where nodes begin: where they were, beside their neighbours, or anywhere (by their names)."""
    import numpy as np

    size = np.sqrt(len(nodes)) * 10
    places = np.empty((len(nodes), 2))
    known = np.zeros(len(nodes), dtype=bool)
    for number, iri in enumerate(nodes):
        digest = hashlib.sha256(f"{SEED} {iri}".encode()).digest()
        radius = np.sqrt(int.from_bytes(digest[:4], "big") / 2**32)
        angle = 2 * np.pi * int.from_bytes(digest[4:8], "big") / 2**32
        places[number] = size * radius * np.cos(angle), size * radius * np.sin(angle)
        if iri in start:
            known[number] = True
    if known.any():
        old = np.array([start.get(iri, (0, 0)) for iri in nodes], dtype=float)
        spread = float(np.ptp(old[known], axis=0).max()) or 1.0
        middle = (old[known].max(axis=0) + old[known].min(axis=0)) / 2
        jitter = places * 0.05
        places[known] = (old[known] - middle) * (2 * size / spread)
        for number in np.flatnonzero(~known):
            beside = pairs[(pairs == number).any(axis=1)].ravel()
            beside = beside[known[beside]] if len(beside) else beside
            if len(beside):
                places[number] = places[beside].mean(axis=0) + jitter[number]
    return places, int(known.sum())


def _settle(places: Array, pairs: Any, rounds: int, *, calm: bool) -> Array:
    """Moves all nodes, round by round, each as far as its forces agree with those of the round before."""
    import numpy as np

    count = len(places)
    mass = 1.0 + np.bincount(pairs.ravel(), minlength=count)
    before = np.zeros_like(places)
    speed = 0.1 if calm else 1.0
    for number in range(rounds):
        force = _repulsion(places, mass) + _attraction(places, pairs)
        distance = np.hypot(*places.T)[:, None] + _THETA
        force -= _GRAVITY * mass[:, None] * places / np.maximum(distance, 1.0) * np.sqrt(distance)
        swing = np.hypot(*(force - before).T)
        pull = np.hypot(*(force + before).T) / 2
        wanted = (mass * pull).sum() / max((mass * swing).sum(), _THETA)
        speed = min(max(wanted, speed * 0.7), speed * 1.5)
        cooled = speed * (1.0 if number < rounds * 0.6 else 1.0 - 0.9 * (number / rounds - 0.6) / 0.4)
        step = cooled / (1.0 + cooled * np.sqrt(swing))
        length = np.hypot(*force.T)
        longest = np.sqrt(count) * (0.3 if calm else 1.0)
        step = np.minimum(step, longest / np.maximum(length, _THETA))
        places = places + step[:, None] * force
        before = force
    return places - places.mean(axis=0)


def _attraction(places: Array, pairs: Any) -> Array:
    """Gives the pull of links, which grows with the logarithm of their length, so that groups stand out."""
    import numpy as np

    pulled = np.zeros_like(places)
    if not len(pairs):
        return pulled
    left, right = pairs.T
    apart = places[right] - places[left]
    distance = np.hypot(*apart.T)
    force = apart * (_PULL * np.log1p(distance) / np.maximum(distance, _THETA))[:, None]
    for axis in (0, 1):
        pulled[:, axis] = np.bincount(right, -force[:, axis], len(places)) + np.bincount(
            left, force[:, axis], len(places)
        )
    return pulled


def _repulsion(places: Array, mass: Array) -> Array:
    """Gives the push of all nodes on each, proportional to both masses and one over the distance."""
    import numpy as np

    if len(places) <= _EXACT:
        apart = places[:, None, :] - places[None, :, :]
        square = np.maximum((apart**2).sum(axis=2), _THETA)
        return np.einsum("ijk,ij->ik", apart, mass[None, :] / square) * mass[:, None] * _PUSH
    low, high = places.min(axis=0), places.max(axis=0)
    cell = max(float((high - low).max()) / (_GRID - 3), 1e-6)
    at = (places - low) / cell + 1
    whole = np.floor(at).astype(np.int64)
    part = at - whole
    corners = []
    density = np.zeros((_GRID, _GRID))
    for x in (0, 1):
        for y in (0, 1):
            weight = np.abs(1 - x - part[:, 0]) * np.abs(1 - y - part[:, 1])
            index = (whole[:, 0] + x) * _GRID + whole[:, 1] + y
            corners.append((index, weight))
            density += np.bincount(index, weight * mass, _GRID * _GRID).reshape(_GRID, _GRID)
    spectrum = np.fft.rfft2(density, (2 * _GRID, 2 * _GRID))
    force = np.empty_like(places)
    for axis, kernel in enumerate(_kernels()):
        field_ = np.fft.irfft2(spectrum * kernel)[:_GRID, :_GRID].ravel()
        force[:, axis] = sum(field_[index] * weight for index, weight in corners)
    return force * mass[:, None] / cell * _PUSH


def _kernels() -> tuple[Any, Any]:
    """Gives the transforms of x/r² and y/r² around zero, which is nothing itself."""
    import numpy as np

    if not _KERNELS:
        steps = np.fft.fftfreq(2 * _GRID, 1 / (2 * _GRID))
        x, y = np.meshgrid(steps, steps, indexing="ij")
        square = x * x + y * y
        square[0, 0] = 1.0
        _KERNELS.extend((np.fft.rfft2(x / square), np.fft.rfft2(y / square)))
    return _KERNELS[0], _KERNELS[1]


_KERNELS: list[Any] = []


def _apart(places: Array, pairs: Any, rounds: int = 40) -> Array:
    """Pushes apart what lies on top of each other: nodes in neighbouring cells of a fine grid, in exact arithmetic."""
    import numpy as np

    count = len(places)
    spread = float(np.ptp(places, axis=0).max()) or 1.0
    places = places / spread
    links = np.bincount(pairs.ravel(), minlength=count)
    radius = (0.35 + 0.1 * np.minimum(np.sqrt(links), 8)) * 0.55 / np.sqrt(max(count, 30))
    for _ in range(rounds):
        left, right = _neighbours(places, float(radius.max()) * 2)
        if not len(left):
            break
        apart = places[right] - places[left]
        distance = np.hypot(*apart.T)
        same = distance < 1e-12
        turn = (left * 2.399963 + right)[:, None] + np.array([0.0, np.pi / 2])
        apart = np.where(same[:, None], np.cos(turn), apart / np.maximum(distance, 1e-12)[:, None])
        overlap = radius[left] + radius[right] - distance
        hit = overlap > 0
        if not hit.any():
            break
        move = apart[hit] * (overlap[hit] * 0.35)[:, None]
        for axis in (0, 1):
            places[:, axis] += np.bincount(right[hit], move[:, axis], count) - np.bincount(
                left[hit], move[:, axis], count
            )
    return places * spread


def _neighbours(places: Array, reach: float) -> tuple[Any, Any]:
    """Gives the pairs of nodes that may be nearer than ``reach``: those in the same or in touching cells."""
    import numpy as np

    cells = np.floor((places - places.min(axis=0)) / reach).astype(np.int64)
    width = int(cells[:, 1].max()) + 3
    key = (cells[:, 0] + 1) * width + cells[:, 1] + 1
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    lefts, rights = [], []
    for shift in (0, 1, width - 1, width, width + 1):
        first = np.searchsorted(ordered, ordered + shift, "left")
        last = np.searchsorted(ordered, ordered + shift, "right")
        if shift == 0:
            first = np.arange(len(order)) + 1
        counts = np.maximum(last - first, 0)
        left = np.repeat(np.arange(len(order)), counts)
        right = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(first, counts)
        lefts.append(order[left])
        rights.append(order[right])
    return np.concatenate(lefts), np.concatenate(rights)


def _quantised(places: Array) -> Any:
    import numpy as np

    low, high = places.min(axis=0), places.max(axis=0)
    spread = float((high - low).max()) or 1.0
    middle = (low + high) / 2
    return np.clip(np.rint(((places - middle) / spread + 0.5) * RANGE), 0, RANGE).astype(np.int64)
