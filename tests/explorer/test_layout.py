"""Places: the same every time, apart from each other, groups together, near to where they were before."""

from __future__ import annotations

import random
from statistics import mean

from trendgraph.explorer.layout import RANGE, lay_out


def groups(count: int, size: int) -> tuple[list[str], list[tuple[str, str]]]:
    made = random.Random(5)
    nodes = [f"g{group}n{number}" for group in range(count) for number in range(size)]
    links = []
    for group in range(count):
        for number in range(size):
            links += [(f"g{group}n{number}", f"g{group}n{made.randrange(size)}") for _ in range(3)]
            if made.random() < 0.1:
                links.append((f"g{group}n{number}", made.choice(nodes)))
    return nodes, links


def distance(a: tuple[int, int], b: tuple[int, int]) -> float:
    return float(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5)


def test_the_same_graph_gets_the_same_places() -> None:
    nodes, links = groups(3, 20)
    assert lay_out(nodes, links) == lay_out(nodes, links)


def test_all_places_are_in_range_and_different() -> None:
    nodes, links = groups(4, 40)
    places = lay_out(nodes, links).places
    assert all(0 <= number <= RANGE for place in places.values() for number in place)
    assert len(set(places.values())) == len(nodes)


def test_groups_lie_together() -> None:
    nodes, links = groups(4, 30)
    places = lay_out(nodes, links).places
    made = random.Random(1)
    pairs = [(made.choice(nodes), made.choice(nodes)) for _ in range(2_000)]
    inside = mean(distance(places[a], places[b]) for a, b in pairs if a[:2] == b[:2] and a != b)
    outside = mean(distance(places[a], places[b]) for a, b in pairs if a[:2] != b[:2])
    assert outside > 1.5 * inside


def test_a_graph_that_grew_stays_where_it_was() -> None:
    nodes, links = groups(4, 30)
    before = lay_out(nodes, links).places
    after = lay_out([*nodes, "new"], [*links, ("new", nodes[0])], before).places
    moved = mean(distance(before[node], after[node]) for node in nodes)
    anew = mean(distance(before[node], lay_out([*nodes, "x"], links).places[node]) for node in nodes[:1])
    assert moved < RANGE * 0.08, (moved, anew)


def test_nothing_one_and_lonely_nodes() -> None:
    assert lay_out([], []).places == {}
    assert len(lay_out(["a"], []).places) == 1
    assert len(set(lay_out([f"n{number}" for number in range(50)], []).places.values())) == 50
    assert len(lay_out(["a", "b"], [("a", "b"), ("a", "a"), ("a", "elsewhere")]).places) == 2
