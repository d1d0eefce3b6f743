"""Characters by their bytes in UTF-8, of which some may be unknown."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ingest.restore.among import Among
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
    """Whether a byte, or one that is lost, may stand behind the lead of a character."""
    return byte < 0 or 0x80 <= byte < 0xC0


def length_of(lead: int) -> int:
    """Bytes of a character that begins with `lead`; 0 if none does."""
    if lead == PRIVATE_SECOND:
        return 3
    if lead < 0x80:
        return 1 if lead >= 0 else 0
    return 2 if 0xC2 <= lead < 0xE0 else 3 if 0xE0 <= lead < 0xF0 else 4 if lead == 0xF0 else 0


@lru_cache(maxsize=4096)
def is_sign(char: str) -> bool:
    """Whether the two bytes of `char` in GBK are one character of UTF-8: 路 is shown for `·`."""
    code = codes().get(char, 0)
    return 0xC2 <= code >> 8 < 0xE0 and 0x80 <= code & 0xFF < 0xC0


@lru_cache(maxsize=20_000)
def likeliest(left: str, data: Bytes) -> list[tuple[float, str, str]]:
    """The likeliest characters behind `left` that have these bytes: score, form, character."""
    if min(data) < 0:
        return _fitting(data).likeliest_words(left, _LIKELIEST)
    char = bytes(data).decode("utf-8", "ignore")
    form = counted_form(char)
    return [(model().step(left, form), form, char)] if char and not _is_private(char) else []


@lru_cache(maxsize=2048)
def _fitting(data: Bytes) -> Among:
    """The characters that have these bytes, some of which nobody knows."""
    fits = (e for e in _alike(data) if len(e[0]) == len(data) and all(map(_is, data, e[0])))
    return Among((char, form) for known, char, form in fits if _is_gone(data, known))


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


def _alike(data: Bytes) -> Iterable[_Known]:
    """Characters that share with `data` what is known of its first byte, and of another one."""
    by_bytes = _by_bytes()
    if data[0] < 0:
        return (e for lead in sorted(_MAY_BE[data[0]]) for e in by_bytes.get((0, lead, lead), ()))
    place = next((place for place in range(len(data) - 1, 0, -1) if data[place] >= 0), 0)
    return by_bytes.get((place, data[0], data[place]), ())


def _is_private(char: str) -> bool:
    return "\ue000" <= char <= "\uf8ff"


_Known = tuple[bytes, str, str]
"""A character that was counted: its bytes, itself, and its counted form."""


@lru_cache(maxsize=1)
def _by_bytes() -> dict[tuple[int, int, int], list[_Known]]:
    """The characters that were counted, by a place, their first byte and the byte at that place. A
    lost character of either script is taken for a Simplified one."""
    found: dict[tuple[int, int, int], list[_Known]] = {}
    for char in codes():
        form, data = counted_form(char), char.encode("utf-8", "ignore")
        if form in singles() and data and (form == char or char in _FOLDED_MARKS):
            for place, byte in enumerate(data):
                found.setdefault((place, data[0], byte), []).append((data, char, form))
    return found
