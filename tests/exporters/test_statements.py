from __future__ import annotations

import pytest

from trendgraph.exporters.statements import by_graph, by_subject, literal_parts, split_graph

G = "<http://e/g>"


@pytest.mark.parametrize(
    "triple",
    [
        "<a:s> <a:p> <a:o>",
        "_:b <a:p> _:c",
        '<a:s> <a:p> ""',
        '<a:s> <a:p> "a b"@en',
        '<a:s> <a:p> "a <http://e/x>"',
        '<a:s> <a:p> "a \\"<http://e/x>"',
        '<a:s> <a:p> "a _:b"',
        '<a:s> <a:p> "5 6"^^<a:t>',
    ],
)
def test_graph_names_are_told_from_objects(triple):
    assert split_graph(triple) == (triple, "")
    assert split_graph(f"{triple} {G}") == (triple, G)
    assert split_graph(f"{triple} _:g") == (triple, "_:g")


def test_graphs_come_in_order_and_keep_the_order_of_triples():
    lines = sorted(
        ["<a:s> <a:p> <a:o> <a:h>", "<a:s> <a:p> <a:o>", "<a:t> <a:p> <a:o> <a:g>", "<a:s> <a:p> <a:q> <a:g>"]
    )
    assert [(name, list(triples)) for name, triples in by_graph(lines)] == [
        ("", ["<a:s> <a:p> <a:o>"]),
        ("<a:g>", ["<a:s> <a:p> <a:q>", "<a:t> <a:p> <a:o>"]),
        ("<a:h>", ["<a:s> <a:p> <a:o>"]),
    ]


def test_types_come_first():
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    triples = sorted([f"<a:s> {kind} <a:K>", '<a:s> <a:p> "1"', '<a:s> <a:p> "2"', "<a:t> <a:p> <a:o>"])
    facts = dict(by_subject(triples))
    assert list(facts["<a:s>"].items()) == [(kind, ["<a:K>"]), ("<a:p>", ['"1"', '"2"'])]
    assert list(facts) == ["<a:s>", "<a:t>"]


def test_literals_come_apart():
    assert literal_parts('"a\\"@en"') == ('a\\"@en', "", "")
    assert literal_parts('"\\"^^<x>"@de-at') == ('\\"^^<x>', "de-at", "")
