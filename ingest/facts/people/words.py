"""The words that tell who is a person: `people_words`, `office_words` and `deed_words.tsv`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from ingest.facts.organisations.patterns import any_of
from ingest.facts.word_lists import EndingList, WordList
from ingest.facts.words import lexicon
from ingest.script import fold


def _classes(table: str) -> dict[str, tuple[str, ...]]:
    # folded as the text is that they are looked for in: 着名 for 著名
    text = fold(files("ingest.facts").joinpath(f"tables/{table}").read_text("utf-8"))
    classes: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        if line and line[0] != "#":
            key, words = line.split("\t")
            classes[key] = (*classes.get(key, ()), *words.split())
    return classes


@lru_cache(maxsize=1)
def word_classes() -> dict[str, tuple[str, ...]]:
    """The classes of `tables/people_words.tsv`."""
    return _classes("people_words.tsv")


@lru_cache(maxsize=1)
def offices() -> dict[str, tuple[str, ...]]:
    """The classes of `tables/office_words.tsv`."""
    return _classes("office_words.tsv")


@lru_cache(maxsize=1)
def deed_words() -> dict[str, tuple[str, ...]]:
    """The classes of `tables/deed_words.tsv`."""
    return _classes("deed_words.tsv")


def either(*word_classes: str) -> str:
    """A pattern of the words of some classes of `tables/office_words.tsv`."""
    return any_of(word for one in word_classes for word in offices()[one])


class Ends:
    """What ends in one of some words, or in a pattern."""

    def __init__(self, words: Iterable[str], patterns: tuple[str, ...] = ()) -> None:
        self._words = EndingList(words)
        self._pattern = re.compile(f"(?:{'|'.join(patterns)})$") if patterns else None

    def search(self, text: str, start: int = 0, end: int | None = None) -> bool:
        """Whether `text[start:end]` ends so."""
        end = len(text) if end is None else end
        if self._words.start(text, start, end) is not None:
            return True
        return self._pattern is not None and self._pattern.search(text, start, end) is not None


def ends_in(word_class: str, *patterns: str) -> Ends:
    """What ends in a word of a class of `tables/office_words.tsv`, or in a pattern."""
    return Ends(offices()[word_class], patterns)


@lru_cache(maxsize=64)
def of(word_class: str) -> frozenset[str]:
    """The words of a class of `tables/people_words.tsv`, as a set."""
    return frozenset(word_classes()[word_class])


@lru_cache(maxsize=1)
def surname_firsts() -> frozenset[str]:
    """First characters of surnames."""
    return frozenset(name[0] for name in word_classes()["surname"])


@lru_cache(maxsize=1)
def titles() -> WordList:
    """Offices, before what may begin a name."""
    firsts = surname_firsts() | set(word_classes()["translit"][0])
    firsts = firsts.union(word_classes()["eastern"])
    no_name = f"[^{''.join(sorted(firsts))}一-鿿]|$"
    return WordList(word_classes()["title"], lambda title: no_name)


@lru_cache(maxsize=1)
def title_ends() -> EndingList:
    """Offices, by their ends."""
    return EndingList(word_classes()["title"])


@lru_cache(maxsize=1)
def everyday() -> frozenset[str]:
    """Words of two characters that begin with a surname: `tables/everyday_words.tsv`."""
    text = files("ingest.facts").joinpath("tables/everyday_words.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return of("word") | {first + second for first, seconds in rows for second in seconds}


def is_word(word: str) -> bool:
    """Whether a dictionary has a word of two characters: no part of a name that is read closely."""
    return word in everyday() or word in lexicon(True).classes


@lru_cache(maxsize=1)
def given_not() -> frozenset[str]:
    """Characters that no given name holds."""
    return frozenset("".join(word_classes()["given_not"]))
