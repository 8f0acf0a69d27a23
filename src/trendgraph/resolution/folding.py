"""Folding plain names: what is left when spelling, legal forms and punctuation no longer matter."""

from __future__ import annotations

import re
import unicodedata

from trendgraph.resolution.rules import organisation_words

__all__ = ["fold", "fold_organisation", "joined", "plain_ascii", "weaker_organisation"]

_WEAK = {"ai", "laboratory", "team", "technology", "company", "research"}
_CAPITALS = re.compile(r"\(\s*[A-Z][A-Z0-9.&-]{1,7}\s*\)")


def plain_ascii(text: str) -> str:
    """Gives text in ASCII: accents fall, Greek letters are spelled out, what has no Latin form becomes a space.

    >>> plain_ascii("PanGu-Σ"), plain_ascii("École")
    ('PanGu-sigma', 'Ecole')
    """
    out = []
    for letter in unicodedata.normalize("NFKD", text):
        if letter.isascii():
            out.append(letter)
        elif letter in "‐‑‒–—":
            out.append("-")
        elif letter in "’‘ʼ":
            out.append("'")
        elif unicodedata.combining(letter):
            continue
        else:
            name = unicodedata.name(letter, "")
            out.append(name.rpartition(" ")[2].lower() if name.startswith("GREEK") and "LETTER" in name else " ")
    return "".join(out)


def fold(name: str) -> str:
    """Gives the folded form of a plain name: lower case, British spelling, singular words.

    >>> fold("Mixture-of-Experts"), fold("Post-training Quantization")
    ('mixture of expert', 'post training quantisation')
    """
    text = plain_ascii(name).lower().replace("&", " and ").replace("+", " plus ").replace("'", "")
    words = re.sub(r"[^a-z0-9.]+|\.(?!\d)|(?<!\d)\.", " ", text).split()
    return " ".join(_singular(re.sub(r"i[z](?=e|a|i)", "is", word)) for word in words if word != "the")


def fold_organisation(name: str) -> str:
    """Gives the folded form of an organisation's name: no legal form, no initials in brackets.

    >>> fold_organisation("Carnegie Mellon University (CMU)"), fold_organisation("Shanghai AI Lab")
    ('carnegie mellon university', 'shanghai ai laboratory')
    """
    outside = _CAPITALS.sub(" ", name)
    words = fold(outside if re.search(r"[^\W_]", outside) else name).split()
    rules = organisation_words()
    kept = [new for new in (rules.get(word, word) for word in words) if new]
    return " ".join(kept or words)


def weaker_organisation(folded: str) -> str:
    """Gives a folded organisation's name without the words that people leave out: AI, lab, team.

    >>> weaker_organisation("mistral ai"), weaker_organisation("ai21 laboratory")
    ('mistral', 'ai21')
    """
    words = folded.split()
    while len(words) > 1 and words[-1] in _WEAK - {"research"}:
        words.pop()
    return " ".join(words)


def joined(folded: str) -> str:
    """Gives a folded name without spaces between letters, so that ``code llama`` and ``codellama`` meet.

    >>> joined("code llama 3 1")
    'codellama 3 1'
    """
    return re.sub(r"(?<=[a-z]) (?=[a-z])", "", folded)


def _singular(word: str) -> str:
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
