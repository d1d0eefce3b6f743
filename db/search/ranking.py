"""How well a text answers a query: a score of its own, reckoned on the text itself.

FTS5's bm25 is not enough: its length factor is fixed, it sees no single characters and no
nearness. The weights below were chosen on one half of the questions of CMRC2018 and DRCD.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from db.search.terms import characters

K1, B = 0.8, 0.4
"""BM25: how soon repetition stops to count, and how much a long text is held back."""
CHARACTER = 0.7
"""Weight of single characters beside their pairs: 粮食产量 also finds 产粮."""
CHARACTER_RARITY = 0.5
"""A character is commoner than any pair it is in: this part of the commonest pair's rarity."""
NEARNESS = 1.0
"""Weight of the best stretch of `WINDOW` characters."""
WINDOW = 60
HEAD = 0.3
"""Weight of a term in the title, or among the first `HEAD_LENGTH` characters."""
HEAD_LENGTH = 30
COVERAGE = 0.5
"""How much more a text counts that has all terms."""
MOST_PLACES = 200
"""Occurrences of one term that are looked at for nearness."""


@dataclass(frozen=True)
class Asked:
    """The terms of a query with their weights in this archive."""

    rarity: Mapping[str, float]
    """Term → inverse document frequency."""
    characters: Mapping[str, float]
    weight: float
    """Of all terms together."""
    one_by_one: Set[str]
    """Terms whose occurrences cannot just be counted: numbers, and what may begin in itself."""


class Scored(NamedTuple):
    """A text with its score and the place of its best stretch."""

    score: float
    coverage: float
    """Part of the query's weight that the text has, 0 to 1."""
    terms: int
    """Terms of the query that the text has."""
    best: int | None
    """Where the best stretch begins in the text; None if it has no term."""


def asked(frequency: Mapping[str, float], documents: float) -> Asked:
    """Weigh terms, given the number of texts that have each."""
    rarity = {term: inverse_frequency(count, documents) for term, count in frequency.items()}
    single = {
        char: CHARACTER_RARITY * min(rarity[term] for term in inside)
        for char, inside in characters(rarity).items()
    }
    apart = {term for term in rarity if _numeric(term) or term[0] == term[-1]}
    return Asked(rarity, single, sum(rarity.values()), apart)


def inverse_frequency(count: float, documents: float) -> float:
    """Natural logarithm of how rare a term is; positive."""
    return math.log((max(documents - count, 0.0) + 0.5) / (count + 0.5) + 1)


def score(asked: Asked, title: str, text: str, average: float) -> Scored:
    """Score a folded text and its title, if it has one; its peers are `average` characters long."""
    head = title or text[:HEAD_LENGTH]
    length = K1 * (1 - B + B * len(text) / average)
    total = covered = top = 0.0
    found: list[str] = []
    for term, rarity in asked.rarity.items():
        if term in asked.one_by_one:
            count, heads = len(occurrences(text, term)), says(head, term)
        else:
            count, heads = min(text.count(term), MOST_PLACES), term in head
        if count:
            found.append(term)
            covered += rarity
            total += rarity * count * (K1 + 1) / (count + length)
        if heads:
            top += rarity
    for char, rarity in asked.characters.items():
        count = text.count(char)
        total += CHARACTER * rarity * count * (K1 + 1) / (count + length)
    nearest, best = _nearest(text, found, asked.rarity)
    coverage = covered / (asked.weight or 1.0)
    total = (total + NEARNESS * nearest + HEAD * top) * (1 + COVERAGE * coverage)
    return Scored(total, coverage, len(found), best)


def mean_length(texts: Iterable[str]) -> float:
    """Mean length of texts in characters, at least 1."""
    lengths = [len(text) for text in texts]
    return max(sum(lengths) / max(len(lengths), 1), 1.0)


def says(text: str, term: str) -> bool:
    """Does a folded text have a term, a number as a whole: 113人 does not say 13?"""
    return term in text and (not _numeric(term) or bool(occurrences(text, term)))


def occurrences(text: str, term: str, most: int = MOST_PLACES) -> list[int]:
    """Where a term begins in a folded text, the first ones; numbers as a whole."""
    found: list[int] = []
    numeric = _numeric(term)
    at = text.find(term)
    while at >= 0 and len(found) < most:
        if not numeric or _whole(text, at, at + len(term)):
            found.append(at)
        at = text.find(term, at + 1)
    return found


def _numeric(term: str) -> bool:
    return term[0].isdecimal() or term[-1].isdecimal()


def _whole(text: str, start: int, end: int) -> bool:
    """Is a number not cut out of a longer one?"""
    before, behind = text[start - 1 : start], text[end : end + 1]
    return not (before.isdecimal() and text[start].isdecimal()) and not (
        behind.isdecimal() and text[end - 1].isdecimal()
    )


def _nearest(
    text: str, terms: Sequence[str], rarity: Mapping[str, float]
) -> tuple[float, int | None]:
    """(weight, start) of the best stretch of a text that has these terms."""
    if not terms:
        return 0.0, None
    if len(terms) == 1:
        return rarity[terms[0]], occurrences(text, terms[0], most=1)[0]
    places = sorted((at, term) for term in terms for at in occurrences(text, term))
    return _stretch(places, rarity)


def _stretch(places: Sequence[tuple[int, str]], rarity: Mapping[str, float]) -> tuple[float, int]:
    """(weight, start) of the stretch that has the most different terms by weight."""
    inside: dict[str, int] = {}
    weight = most = 0.0
    best = first = 0
    for at, term in places:
        if not inside.get(term):
            weight += rarity[term]
        inside[term] = inside.get(term, 0) + 1
        while places[first][0] < at - WINDOW:
            gone = places[first][1]
            inside[gone] -= 1
            if not inside[gone]:
                weight -= rarity[gone]
            first += 1
        if weight > most + 1e-9:
            most, best = weight, places[first][0]
    return most, best
