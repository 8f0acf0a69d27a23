"""Questions put to the graph: a named file in ``queries/competency/`` in, a table of typed rows out.

``list_questions`` says what can be asked, ``run_query`` asks it by number, ``run_sparql`` runs any SPARQL 1.1 query,
``why`` gives the claims and passages behind every row, ``show`` prints one entity, ``render`` writes a result down.
Everything reads the store and nothing writes to it, and no query reaches the network.
"""

from trendgraph.queries.header import find_question, list_questions
from trendgraph.queries.render import FORMATS, render
from trendgraph.queries.resolve import resolve
from trendgraph.queries.run import run_query, run_sparql
from trendgraph.queries.show import EntityView, show
from trendgraph.queries.struct import Binding, Column, Question, Row, Table, Triples
from trendgraph.queries.support import EvidenceView, Support, read_support
from trendgraph.queries.text import inject
from trendgraph.queries.why import why

__all__ = [
    "FORMATS",
    "Binding",
    "Column",
    "EntityView",
    "EvidenceView",
    "Question",
    "Row",
    "Support",
    "Table",
    "Triples",
    "find_question",
    "inject",
    "list_questions",
    "read_support",
    "render",
    "resolve",
    "run_query",
    "run_sparql",
    "show",
    "why",
]
