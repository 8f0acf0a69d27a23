"""Reading models' names: which words, which size, which dated snapshot.

Two names can mean the same model only if their words are the same, versions and variants among them. Sizes and dates
are kept apart, because what is known of a model (its number of parameters, the day of its release) can speak for them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from trendgraph.resolution.folding import plain_ascii
from trendgraph.resolution.rules import model_rules

__all__ = ["ModelName", "read_model_name"]

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAMESPACE = re.compile(r"([\w.-]+)/(\S+)")
_OTHER_SCRIPT = re.compile(r"\([^()]*[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af][^()]*\)")
_DATES = (
    (re.compile(r"\b(20[12]\d)-(0[1-9]|1[0-2])-([0-2]\d|3[01])\b"), "{0}-{1}-{2}"),
    (re.compile(r"\b(20[12]\d)(0[1-9]|1[0-2])([0-2]\d|3[01])\b"), "{0}-{1}-{2}"),
    (re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*[ ,]+(20[12]\d)\b"), "{1}-{0}"),
    (re.compile(r"\b(0[1-9]|1[0-2])-(20[12]\d)\b"), "{1}-{0}"),
    (re.compile(r"\b(20[12]\d)-(0[1-9]|1[0-2])\b"), "{0}-{1}"),
    (re.compile(r"(?<![\w.])(2[0-9])(0[1-9]|1[0-2])(?![\w.])"), "20{0}-{1}"),
    (re.compile(r"(?<![\w.])(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?![\w.])"), "----{0}-{1}"),
)
_SIZE = re.compile(r"(\d+(?:\.\d+)?)([bmt])")
_ACTIVE = re.compile(r"a(\d+(?:\.\d+)?)b")
_EXPERTS = re.compile(r"\d+e")
_SCALE = {"b": Decimal(10**9), "m": Decimal(10**6), "t": Decimal(10**12)}


@dataclass(frozen=True, slots=True)
class ModelName:
    """A model's name, taken apart.

    Attributes:
        words: what makes its identity, in the order of the name: family, version, variant.
        sizes: numbers of parameters in it.
        active: number of active parameters in it.
        snapshot: date in it; ``----06-13`` where the year is not said.
        namespace: account before a slash.
        first: the word that says that it is a first version, ``v0.1`` or ``v1``, which is often left out.
    """

    words: tuple[str, ...]
    sizes: tuple[Decimal, ...]
    active: Decimal | None
    snapshot: str | None
    namespace: str | None
    first: str | None = None

    @property
    def keys(self) -> frozenset[str]:
        """The forms to meet by: words in any order, and words run together."""
        return _keys(self.words)

    @property
    def bare_keys(self) -> frozenset[str]:
        """The same without the word for a first version; empty where there is none."""
        bare = tuple(word for word in self.words if word != self.first)
        return _keys(bare) if bare and bare != self.words else frozenset()

    def slug(self) -> str:
        """Gives one text for all ways of writing the same name.

        >>> read_model_name("Qwen2.5 Instruct (72B)").slug(), read_model_name("Qwen2.5-72B-Instruct").slug()
        ('qwen-2.5-instruct-72b', 'qwen-2.5-instruct-72b')
        """
        sizes = [f"{(size / _SCALE['b']).normalize():f}b" for size in sorted(self.sizes)]
        active = [] if self.active is None else [f"a{(self.active / _SCALE['b']).normalize():f}b"]
        date = [] if self.snapshot is None else [self.snapshot.strip("-")]
        return "-".join([*self.words, *sizes, *active, *date])


def read_model_name(name: str) -> ModelName:
    """Takes a model's name apart.

    >>> read_model_name("meta-llama/Meta-Llama-3.1-70B-Instruct").words
    ('llama', '3.1', 'instruct')
    >>> read_model_name("claude-3-5-sonnet-20241022").snapshot
    '2024-10-22'
    """
    text = " ".join(_OTHER_SCRIPT.sub(" ", name).split())
    namespace = None
    if match := _NAMESPACE.fullmatch(text):
        namespace, text = match[1].lower(), match[2]
    text = plain_ascii(text).lower().replace("+", " plus ").replace("'", "")
    text, snapshot = _take_date(text)
    text = re.sub(r"(?<=\d)_(?=\d)", ".", text)
    text = re.sub(r"(?<![\d.])(\d{1,2})-(\d{1,2})(?![\d.]*[a-z\d.])", r"\1.\2", text)
    first = re.search(r"(?<![a-z0-9])v(0\.1|1)(?:\.0)?(?![.\w])", text)
    sizes: list[Decimal] = []
    active: Decimal | None = None
    words: list[str] = []
    for word in _words(text):
        if match := _SIZE.fullmatch(word):
            sizes.append(Decimal(match[1]) * _SCALE[match[2]])
        elif match := _ACTIVE.fullmatch(word):
            active = Decimal(match[1]) * _SCALE["b"]
        elif not _EXPERTS.fullmatch(word):
            words.append(word)
    return ModelName(_treated(words), tuple(sizes), active, snapshot, namespace, first[1] if first else None)


def _keys(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset((" ".join(sorted(words)), re.sub(r"(?<=[a-z]) (?=[a-z])", "", " ".join(words))))


def _take_date(text: str) -> tuple[str, str | None]:
    for pattern, form in _DATES:
        if match := pattern.search(text):
            parts = [f"{_MONTHS.index(part) + 1:02}" if part in _MONTHS else part for part in match.groups()]
            return text[: match.start()] + " " + text[match.end() :], form.format(*parts)
    return text, None


def _words(text: str) -> list[str]:
    words = []
    for raw in re.split(r"[^a-z0-9.]+", text):
        word = raw.strip(".")
        if word in model_rules().developers:
            words.append(word)
        elif match := re.fullmatch(r"((?!int|fp|bf)[a-z]{2,})(\d.*)", word):
            words += [match[1], match[2]]
        elif match := re.fullmatch(r"v(\d[\d.]*)", word):
            words.append(match[1])
        elif word:
            words.append(word)
    return [re.sub(r"^(\d+)(?:\.0)+$", r"\1", word) for word in words]


def _treated(words: list[str]) -> tuple[str, ...]:
    rules = model_rules()
    named = [rules.same.get(word, word) for word in words]
    while len(named) > 1 and (named[0] in rules.developers or named[0] == named[1]):
        named = named[1:]
    kept = [word for word in named if word not in rules.drop]
    versioned = any(word[0].isdigit() for word in kept)
    if versioned:
        kept = [word for word in kept if word != "latest"]
    return tuple(kept or named)
