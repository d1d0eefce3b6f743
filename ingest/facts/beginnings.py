"""Where the words that names are made of may begin: one pass over a text for all their tables."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

from ingest.facts.organisations.patterns import known_words, suffixes
from ingest.facts.people.words import titles
from ingest.facts.places.gazetteer import lexicon
from ingest.script import CODEC


class Beginnings(NamedTuple):
    """Offsets at which the first two characters of a listed word stand, for each table."""

    places: list[int]
    known: list[int]
    """Organisations of the table."""
    suffixes: list[int]
    """Last words of organisations' names."""
    titles: list[int]
    """Offices of people."""


class _Tables(NamedTuple):
    """Which tables, by their numbers, hold a word that begins so."""

    pairs: dict[int, list[int]]
    singles: dict[str, list[int]]
    """For words of one character."""
    single: re.Pattern[str]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    tables: tuple[Iterable[str], ...] = (
        lexicon(),
        known_words().heads,
        suffixes().heads,
        titles().heads,
    )
    pairs: dict[int, list[int]] = {}
    singles: dict[str, list[int]] = {}
    for number, heads in enumerate(tables):
        for head in heads:
            if len(head) == 2:
                key = int.from_bytes(head.encode(CODEC), sys.byteorder)
                pairs.setdefault(key, []).append(number)
            else:
                singles.setdefault(head, []).append(number)
    return _Tables(pairs, singles, re.compile("|".join(map(re.escape, singles)) or "(?!)"))


def beginnings(folded: str) -> Beginnings:
    """Where listed words may begin in folded text, in order."""
    tables = _tables()
    found = Beginnings([], [], [], [])
    # Two neighbouring characters are read as one whole number of 64 bits: looking that up is twice
    # as fast as cutting two characters out of the text at every place.
    data = memoryview(folded.encode(CODEC, "surrogatepass"))
    for first in (0, 1):
        whole = (len(folded) - first) // 2 * 8
        pairs = data[4 * first : 4 * first + whole].cast("Q")
        numbers = list(map(tables.pairs.get, pairs))
        for place in compress(range(len(numbers)), numbers):
            for number in numbers[place] or ():
                found[number].append(2 * place + first)
    for match in tables.single.finditer(folded):
        for number in tables.singles[match[0]]:
            found[number].append(match.start())
    for offsets in found:
        offsets.sort()
    return found
