"""Resolution: one entity, many names.

A reader speaks of things under provisional IRIs. ``resolve_records`` replaces them by the curated entity that is
meant, or by a *proposed* entity whose IRI comes from kind and normalised name, so that the same unknown name from two
sources meets. The rules are data (``data/resolution/``), the reviewed decisions too (``data/aliases.tsv``).

>>> from trendgraph.resolution import Catalogue, Named, Resolver
>>> swan = Named("https://w3id.org/trendgraph/id/model/swan-7b", "model", ("Swan 7B",))
>>> resolver = Resolver(Catalogue([swan]))
>>> resolver.decide("swan-7b", "model").iri
'https://w3id.org/trendgraph/id/model/swan-7b'
>>> resolver.decide("Swan 7B Instruct", "model").iri
'https://w3id.org/trendgraph/id/model/proposed.swan-instruct-7b'
"""

from trendgraph.resolution.aliases import AliasTable, read_aliases, write_aliases
from trendgraph.resolution.catalogue import Catalogue
from trendgraph.resolution.match import Resolver, Thresholds
from trendgraph.resolution.queue import Question, open_questions, read_queue, write_queue
from trendgraph.resolution.stream import ResolveLog, make_resolver, resolve_records
from trendgraph.resolution.struct import Alias, Candidate, Context, Decision, Named, Verdict

__all__ = [
    "Alias",
    "AliasTable",
    "Candidate",
    "Catalogue",
    "Context",
    "Decision",
    "Named",
    "Question",
    "ResolveLog",
    "Resolver",
    "Thresholds",
    "Verdict",
    "make_resolver",
    "open_questions",
    "read_aliases",
    "read_queue",
    "resolve_records",
    "write_aliases",
    "write_queue",
]
