"""The fixpoint: rules run over sets, round by round, each round only over what the last one added.

Semi-naive evaluation: a rule is looked at again only where a relation in its body has new rows, and its join starts
from those rows (Abiteboul, Hull and Vianu, "Foundations of Databases", section 13.1).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

from trendgraph.errors import RuleError
from trendgraph.materialisation.facts import RDF_TYPE, Facts, Relation, Row, relation_of
from trendgraph.materialisation.grounding import GroundRule, ground_rules, is_schema
from trendgraph.materialisation.rules import Atom, Filter, Rule, is_variable

__all__ = ["Closure", "close"]

Step = Callable[[Facts, list[Row]], list[Row]]
Fresh = Mapping[Relation, set[Row]]


@dataclass(frozen=True, slots=True)
class Closure:
    """What follows from some triples.

    Attributes:
        facts: all relations the rules speak about, with what was added.
        added: the rows that were added, by relation.
        per_rule: rule id to the number of triples that it was the first to add; zero for the idle ones.
        rounds: how many rounds it took until nothing was new, the last one included.
        grounded: the rules for the classes and properties at hand.
        schema: the triples over classes and properties, with what was added.
    """

    facts: Facts
    added: dict[Relation, set[Row]]
    per_rule: dict[str, int]
    rounds: int
    grounded: list[GroundRule]
    schema: list[Atom]

    @property
    def size(self) -> int:
        """How many triples were added."""
        return sum(map(len, self.added.values()))

    def triples(self) -> Iterator[Atom]:
        """Gives the added triples in a fixed order."""
        for (predicate, kind), rows in sorted(self.added.items()):
            for row in sorted(rows):
                yield row[0], predicate, kind or row[1]

    def to_ntriples(self) -> str:
        """Gives the added triples as N-Triples in a fixed order."""
        return "".join(_serialise(relation, rows) for relation, rows in sorted(self.added.items()))


def _serialise(relation: Relation, rows: set[Row]) -> str:
    predicate, kind = relation
    end = f" {predicate} {kind} .\n" if kind else " .\n"
    lines = sorted(map(f" {predicate} ".join, rows))
    return end.join(lines) + end if lines else ""


def close(rules: Sequence[Rule], ontology: Sequence[Atom], data: Iterable[Atom] = ()) -> Closure:
    """Gives what ``rules`` add to the triples.

    Args:
        rules: the rules, in the order in which they are credited.
        ontology: the triples among which axioms are looked for; instances may be there too.
        data: further triples, over instances only.

    Raises:
        RuleError: a rule cannot be run over sets.
    """
    counts: Counter[str] = Counter()
    schema, added, schema_rounds = _close_schema(rules, [atom for atom in ontology if is_schema(atom)], counts)
    grounded = ground_rules([rule for rule in rules if not _is_schema_rule(rule)], schema)
    facts = Facts.of(chain(ontology, data), {relation for each in grounded for relation in each.relations})
    instances, rounds = _saturate(facts, grounded, counts)
    return Closure(
        facts=facts,
        added=added | instances,
        per_rule={rule.id: counts[rule.id] for rule in rules},
        rounds=schema_rounds + rounds,
        grounded=grounded,
        schema=schema,
    )


def _is_schema_rule(rule: Rule) -> bool:
    return all(is_schema(atom) for atom in rule.body)


def _close_schema(
    rules: Iterable[Rule], schema: list[Atom], counts: Counter[str]
) -> tuple[list[Atom], dict[Relation, set[Row]], int]:
    about_terms = [GroundRule(rule, rule.head, rule.body, rule.filters, ()) for rule in rules if _is_schema_rule(rule)]
    added, rounds = _saturate(Facts.of(schema), about_terms, counts)
    closed = {(row[0], predicate, kind or row[1]) for (predicate, kind), rows in added.items() for row in rows}
    return sorted({*schema, *closed}), added, rounds


def _saturate(
    facts: Facts, grounded: Sequence[GroundRule], counts: Counter[str]
) -> tuple[dict[Relation, set[Row]], int]:
    plans = [_Plan(each) for each in grounded]
    added: defaultdict[Relation, set[Row]] = defaultdict(set)
    last: Fresh | None = None
    rounds = 0
    while plans and (last is None or last):
        last = _round(facts, plans, last, counts)
        facts.add(last)
        for relation, rows in last.items():
            added[relation] |= rows
        rounds += 1
    return dict(added), rounds


def _round(facts: Facts, plans: Iterable[_Plan], last: Fresh | None, counts: Counter[str]) -> Fresh:
    fresh: defaultdict[Relation, set[Row]] = defaultdict(set)
    for plan in plans:
        for position in plan.starts(facts, last):
            rows = plan.derive(facts, position, (last or {}).get(plan.relations[position]))
            if new := rows - facts.rows(plan.target) - fresh[plan.target]:
                fresh[plan.target] |= new
                counts[plan.rule_id] += len(new)
    return {relation: rows for relation, rows in fresh.items() if rows}


class _Plan:
    """How to run one ground rule: from each pattern of its body, the joins to the others, then the head."""

    def __init__(self, ground: GroundRule) -> None:
        self._ground = ground
        self.rule_id = ground.rule.id
        self.target = relation_of(ground.head)
        self.relations = [relation_of(atom) for atom in ground.body]
        self._joins = [self._join(position) for position in range(len(ground.body))]
        only = ground.body[0]
        self._copies = len(ground.body) == 1 and not ground.filters and _ends(only) == _ends(ground.head)
        self._copies = self._copies and all(is_variable(end) for end in _ends(only))

    def starts(self, facts: Facts, last: Fresh | None) -> list[int]:
        """Gives the patterns to start from: the cheapest one at first, then all that have new rows."""
        if last is not None:
            return [position for position, relation in enumerate(self.relations) if relation in last]
        if not all(facts.rows(relation) for relation in self.relations):
            return []
        return [min(range(len(self.relations)), key=lambda position: self._cost(facts, position))]

    def _cost(self, facts: Facts, position: int) -> int:
        needed = [
            relation for relation, column in self._joins[position].indexed if not facts.has_index(relation, column)
        ]
        return sum(len(facts.rows(relation)) for relation in (self.relations[position], *needed))

    def derive(self, facts: Facts, position: int, new: set[Row] | None) -> set[Row]:
        """Gives the rows of the head that follow, starting from the new rows of one pattern (or from all)."""
        rows = facts.rows(self.relations[position]) if new is None else new
        if self._copies:
            return rows
        join = self._joins[position]
        found = join.seed(rows)
        for step in join.steps:
            found = step(facts, found)
        return join.finish(found)

    def _join(self, position: int) -> _Join:
        body = self._ground.body
        columns: list[str] = []
        seed = _seed(body[position], columns)
        waiting = [atom for number, atom in enumerate(body) if number != position]
        steps: list[Step] = []
        indexed: list[tuple[Relation, int]] = []
        while waiting:
            best = min(waiting, key=lambda atom: _looseness(atom, columns))
            waiting.remove(best)
            free = [column for column, end in enumerate(_ends(best)) if _unbound(end, columns)]
            indexed.extend([(relation_of(best), 1 - free[0])] if free else [])
            steps.append(_step(best, free, columns, self.rule_id))
        steps.extend(_condition(each, columns) for each in self._ground.filters)
        return _Join(seed, steps, _finish(self._ground, columns), indexed)


_Seed = Callable[[Collection[Row]], list[Row]]
_Finish = Callable[[list[Row]], set[Row]]
_Pick = Callable[[Row], Row]


@dataclass(frozen=True, slots=True)
class _Join:
    seed: _Seed
    steps: list[Step]
    finish: _Finish
    indexed: list[tuple[Relation, int]]


def _ends(atom: Atom) -> tuple[str, ...]:
    return atom[:1] if atom[1] == RDF_TYPE else (atom[0], atom[2])


def _unbound(term: str, columns: Sequence[str]) -> bool:
    return is_variable(term) and term not in columns


def _looseness(atom: Atom, columns: Sequence[str]) -> tuple[bool, int]:
    unbound = [_unbound(end, columns) for end in _ends(atom)]
    return all(unbound), sum(unbound)


def _seed(atom: Atom, columns: list[str]) -> _Seed:
    ends = _ends(atom)
    columns.extend(dict.fromkeys(end for end in ends if is_variable(end)))
    if len(columns) == len(ends):
        return list
    if len(columns) == 0:
        return lambda rows: [()] if ends in rows else []
    if ends[0] == ends[1]:
        return lambda rows: [row[:1] for row in rows if row[0] == row[1]]
    keep = 0 if is_variable(ends[0]) else 1
    return lambda rows: [(row[keep],) for row in rows if row[1 - keep] == ends[1 - keep]]


def _step(atom: Atom, free: Sequence[int], columns: list[str], rule_id: str) -> Step:
    relation, ends = relation_of(atom), _ends(atom)
    if len(free) == len(ends):
        raise RuleError(f"rule {rule_id}: {' '.join(atom)} shares no variable with the rest", code="rule.product")
    if not free:
        pick = _picker(ends, columns)
        return lambda facts, rows: _keep(rows, facts.rows(relation), pick)
    bound = 1 - free[0]
    columns.append(ends[free[0]])
    if is_variable(ends[bound]):
        at = columns.index(ends[bound])
        return lambda facts, rows: _extend(rows, facts.index(relation, bound), at)
    return lambda facts, rows: [
        (*row, new) for row in rows for new in facts.index(relation, bound).get(ends[bound], ())
    ]


def _keep(rows: list[Row], known: set[Row], pick: _Pick) -> list[Row]:
    return [row for row in rows if pick(row) in known]


def _extend(rows: list[Row], index: Mapping[str, list[str]], at: int) -> list[Row]:
    return [(*row, new) for row in rows for new in index.get(row[at], ())]


def _condition(condition: Filter, columns: Sequence[str]) -> Step:
    pick = _picker((condition.left, condition.right or condition.left), columns)
    if condition.right is None:
        return lambda _, rows: [row for row in rows if condition.holds(pick(row)[0], None)]
    return lambda _, rows: [row for row in rows if condition.holds(*pick(row))]


def _finish(ground: GroundRule, columns: Sequence[str]) -> _Finish:
    ends = _ends(ground.head)
    pick = _picker(ends, columns)
    if not is_variable(ends[0]) or ends[0] in {atom[0] for atom in ground.body}:
        return lambda rows: set(map(pick, rows))
    return lambda rows: {made for row in rows if (made := pick(row))[0][0] == "<"}  # no literal becomes a subject


def _picker(ends: Sequence[str], columns: Sequence[str]) -> _Pick:
    places = [columns.index(end) if is_variable(end) else -1 for end in ends]
    if len(places) == 1 and places[0] >= 0:
        return itemgetter(slice(places[0], places[0] + 1))
    if min(places) >= 0:
        return itemgetter(*places)
    return lambda row: tuple(row[place] if place >= 0 else end for place, end in zip(places, ends, strict=True))
