"""Characters by their bytes in UTF-8, of which some may be unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import nlargest

from ingest.restore.codec import codes
from ingest.restore.statistics import counted_form, model, singles

Bytes = tuple[int, ...]
LOST, PRIVATE_FIRST, PRIVATE_SECOND = -1, -2, -3
"""Bytes that nobody knows: any that goes on a character; the two that GBK shows as a glyph of the
private use area."""
_MAY_BE = {
    LOST: frozenset(range(0x80, 0xC0)),
    PRIVATE_FIRST: frozenset((*range(0xA1, 0xA8), *range(0xAA, 0xB0))),
    PRIVATE_SECOND: frozenset((*range(0x80, 0xC0), *range(0xE2, 0xEA), 0xEF)),
}
_HIGH, _LEAD = 0xA1, 0xE4
_BEFORE_HIGH = range(0xAA, 0xB0)
"""First bytes of such glyphs whose second one is high, as that of a character's first is; those of
the others are lower."""
_LIKELIEST = 6
_FOLDED_MARKS = "，：；！？（）％"


def goes_on(byte: int) -> bool:
    return byte < 0 or 0x80 <= byte < 0xC0


def length_of(lead: int) -> int:
    """Bytes of a character that begins with `lead`; 0 if none does."""
    if lead == PRIVATE_SECOND:
        return 3
    if lead < 0x80:
        return 1 if lead >= 0 else 0
    return 2 if 0xC2 <= lead < 0xE0 else 3 if 0xE0 <= lead < 0xF0 else 4 if lead == 0xF0 else 0


@lru_cache(maxsize=20_000)
def likeliest(left: str, data: Bytes) -> list[tuple[float, str, str]]:
    """The likeliest characters behind `left` that have these bytes: score, form, character."""
    step = model().step
    return nlargest(_LIKELIEST, ((step(left, form), form, char) for char, form in _fitting(data)))


@lru_cache(maxsize=20_000)
def _fitting(data: Bytes) -> tuple[tuple[str, str], ...]:
    """The characters that have these bytes, each as counted."""
    if min(data) >= 0:
        char = bytes(data).decode("utf-8", "ignore")
        return ((char, counted_form(char)),) if char and not _is_private(char) else ()
    among = _by_lead().get(data[0], ()) if data[0] >= 0 else _every(sorted(_MAY_BE[data[0]]))
    fits = (
        entry for entry in among if len(entry[0]) == len(data) and all(map(_is, data, entry[0]))
    )
    return tuple((char, form) for known, char, form in fits if _is_gone(data, known))


def _is(byte: int, known: int) -> bool:
    return byte == known or (byte < 0 and known in _MAY_BE[byte])


def _is_gone(data: Bytes, known: bytes) -> bool:
    """Whether what is unknown of `data` makes glyphs of the private use area with what follows it:
    with the first byte of the next character, where it ends this one."""
    behind = (*known[1:], _LEAD)
    return all(
        (byte in _BEFORE_HIGH) == (following >= _HIGH)
        for unknown, byte, following in zip(data, known, behind, strict=True)
        if unknown == PRIVATE_FIRST
    )


def _every(leads: Iterable[int]) -> Iterator[tuple[bytes, str, str]]:
    for lead in leads:
        yield from _by_lead().get(lead, ())


def _is_private(char: str) -> bool:
    return "\ue000" <= char <= "\uf8ff"


@lru_cache(maxsize=1)
def _by_lead() -> dict[int, list[tuple[bytes, str, str]]]:
    """Lead byte → the characters that were counted: their bytes, and their counted form. A lost
    character of either script is taken for a Simplified one."""
    found: dict[int, list[tuple[bytes, str, str]]] = {}
    for char in codes():
        form, data = counted_form(char), char.encode("utf-8", "ignore")
        if form in singles() and data and (form == char or char in _FOLDED_MARKS):
            found.setdefault(data[0], []).append((data, char, form))
    return found
