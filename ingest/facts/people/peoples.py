"""Names of Mongols, put together of words as 苏和|巴特尔, and of Yi, whose family names have two
characters: 吉列|子日."""

from __future__ import annotations

from functools import lru_cache

from ingest.facts.people.endings import follows
from ingest.facts.people.words import word_classes
from ingest.facts.word_lists import WordList

_YI = ("彝", "凉山")
"""Words of texts that tell of Yi."""
_GIVEN = 2
"""How many characters a given name of theirs has."""
_MOST = 3
"""Of how many words a name of a Mongol is made at most."""


@lru_cache(maxsize=1)
def _mongol() -> WordList:
    return WordList(word_classes()["mongol"])


@lru_cache(maxsize=1)
def _yi() -> WordList:
    return WordList(word_classes()["yi"])


@lru_cache(maxsize=1)
def _firsts() -> frozenset[str]:
    return frozenset(word[0] for key in ("mongol", "yi") for word in word_classes()[key])


def end_of(text: str, at: int) -> int | None:
    """End of the name of a Mongol or a Yi that begins at an offset, or None."""
    if text[at : at + 1] not in _firsts():
        return None
    end, count = at, 0
    while count < _MOST and (after := _mongol().end(text, end)) is not None:
        end, count = after, count + 1
    if count > 1 and follows(text, end):
        return end
    family = _yi().end(text, at)
    if family is None or not any(word in text for word in _YI):
        return None
    given = text[family : family + _GIVEN]
    whole = len(given) == _GIVEN and all("一" <= char <= "鿿" for char in given)
    return family + _GIVEN if whole and follows(text, family + _GIVEN) else None
