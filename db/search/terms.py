"""What a query is about: the terms that relevance is reckoned from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files

from db.search.tokens import HAN, folded


def _asking() -> dict[str, bool]:
    """Words that ask and say nothing of the answer → whether one makes a question.

    Dropping them raises the mean reciprocal rank of question → paragraph from .913 to .940
    (Simplified) and .858 to .861 (Traditional), 40,000 paragraphs.
    """
    text = files("db.search").joinpath("asking.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return {word: use == "asks" for words, use, _ in rows for word in words.split()}


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


_QUESTION = _any_of(_asking())
_ASKS = _any_of(["?", *(word for word, asks in _asking().items() if asks)])
_WORD = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
_HAN = re.compile(f"[{HAN}]")
_TWICE_TWO = re.compile(f"[{HAN}]{{4}}")

MOST = 48
"""Terms that are looked at; a longer query is sampled evenly."""


def terms(words: Iterable[str]) -> list[str]:
    """Folded terms of the words of a query: pairs of Han characters, other words whole.

    Question words are left out, and single Han characters, unless nothing else is there.
    """
    texts = [folded(word) for word in words]
    content = [_QUESTION.sub(" ", text) for text in texts]
    found = pairs(content) or pairs(texts) or [c for text in texts for c in text if c.isalnum()]
    distinct = list(dict.fromkeys(found))
    step = -(-len(distinct) // MOST) or 1
    return distinct[::step]


def asks(text: str) -> bool:
    """Is it a question, and not a word or a name to look up?"""
    return _ASKS.search(folded(text)) is not None


def halves(words: Iterable[str]) -> tuple[str, ...]:
    """Both halves of a single word of four Han characters, folded: most are two words of two.

    What has one of them and the pair across them has that by chance: 社会, 委员|会组|成, and
    nothing of 社会组织.
    """
    whole = [folded(word) for word in words]
    if len(whole) != 1 or not _TWICE_TWO.fullmatch(whole[0]):
        return ()
    return whole[0][:2], whole[0][2:]


def pairs(texts: Iterable[str]) -> list[str]:
    """Pairs of Han characters, and other words whole, of folded texts, as they come."""
    found: list[str] = []
    for text in texts:
        for word in _WORD.findall(text):
            if not _HAN.match(word):
                found.append(word)
            else:
                found += [word[at : at + 2] for at in range(len(word) - 1)]
    return found


def characters(terms: Iterable[str]) -> dict[str, list[str]]:
    """Each Han character → the terms that it is part of."""
    found: dict[str, list[str]] = {}
    for term in terms:
        if _HAN.match(term):
            for char in term:
                found.setdefault(char, []).append(term)
    return found
