"""Names of Mongols and Tibetans, put together of words as 苏和|巴特尔 and 洛桑|山丹, and of Yi,
whose family names have two characters: 吉列|子日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.facts.named import Person
from ingest.facts.organisations.patterns import any_of
from ingest.facts.people.endings import follows
from ingest.facts.people.words import word_classes
from ingest.facts.word_lists import WordList

_YI = ("彝", "凉山")
"""Words of texts that tell of Yi."""
_HONOURS = ("委员", "代表", "同志", "是")
_GIVEN = 2
"""How many characters a given name of theirs has."""
_MOST = 3
"""Of how many words a name of a Mongol or a Tibetan is made at most."""


@lru_cache(maxsize=1)
def _lists() -> tuple[WordList, ...]:
    return tuple(WordList(word_classes()[key]) for key in ("mongol", "tibetan"))


@lru_cache(maxsize=1)
def _yi() -> WordList:
    return WordList(word_classes()["yi"])


@lru_cache(maxsize=1)
def _firsts() -> frozenset[str]:
    return frozenset(word[0] for key in ("mongol", "tibetan", "yi") for word in word_classes()[key])


def end_of(text: str, at: int) -> int | None:
    """End of the name of a Mongol or a Yi that begins at an offset, or None."""
    if text[at : at + 1] not in _firsts():
        return None
    for words in _lists():
        end, count = at, 0
        while count < _MOST and (after := words.end(text, end)) is not None:
            end, count = after, count + 1
        if count > 1 and (follows(text, end) or text.startswith(_HONOURS, end)):
            return end
    family = _yi().end(text, at)
    if family is None or not any(word in text for word in _YI):
        return None
    given = text[family : family + _GIVEN]
    whole = len(given) == _GIVEN and all("一" <= char <= "鿿" for char in given)
    return family + _GIVEN if whole and follows(text, family + _GIVEN) else None


@lru_cache(maxsize=1)
def _tibetan() -> re.Pattern[str]:
    words = any_of(word_classes()["tibetan"])
    return re.compile(f"(?:^|[^一-鿿]|[的是和与及对由向叫名让请位县乡镇村])((?:{words}){{2,3}})")


def tibetans(text: str) -> Iterator[Person]:
    """同机抵达的|索朗多吉|是: names that no office shows, in an article on Tibetans."""
    if "藏" not in text and "青海" not in text:
        return
    for match in _tibetan().finditer(text):
        start, end = match.span(1)
        if end_of(text, start) == end:
            yield Person(start, end, match[1], rule="speaker", foreign=True)
