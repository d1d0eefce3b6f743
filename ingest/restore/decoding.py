"""Bytes of an encoding and the characters that they make."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from heapq import nlargest

from ingest.restore.codec import codes
from ingest.restore.statistics import counted_form, singles
from ingest.restore.tables import scripts
from ingest.script import simplified_table

_ASCII = -2.0  # nats
_RARE = -6.0  # a character outside the part of its set that most texts keep to
_COMMON = 1000
"""Times that a character was counted from which its Traditional form is usual, too."""
_MOST_ENDINGS = 60
"""Characters that may end with a private one and are looked at."""
Way = tuple[bytes, str, float, bool]
"""What is open behind some bytes, their text, its cost, and whether that is unsure."""
_MARKS = frozenset("，。、；：？！（）")


def plainly(opened: bytes, byte: int, encoding: str) -> Iterator[Way]:
    """What `byte` is behind open ones: part of a character or ASCII, or nothing if it can't be."""
    if encoding == "utf-8" and opened and byte == 0x20:
        byte = 0xA0  # others make a blank of it
    data = opened + bytes([byte])
    length = _length(data[0], encoding)
    if len(data) < length:
        if length > 1 and (not opened or byte >= 0x80):
            yield data, "", 0.0, False
    elif length == 1:
        yield b"", chr(byte), _ASCII, False
    elif length:
        char, cost = _character(data, encoding)
        if char:
            yield b"", char, cost, cost < 0


def _length(lead: int, encoding: str) -> int:
    """Bytes of a character that begins with `lead`; 0 if none does."""
    if lead < 0x80:
        return 1
    if encoding != "utf-8":
        return 2 if lead > 0x80 else 0
    return 2 if 0xC2 <= lead < 0xE0 else 3 if 0xE0 <= lead < 0xF0 else 0


@lru_cache(maxsize=60_000)
def _character(data: bytes, encoding: str) -> tuple[str, float]:
    """The character of some bytes, and what it costs beyond its probability."""
    try:
        char = data.decode(encoding)
    except UnicodeDecodeError:
        return "", 0.0
    if len(char) != 1 or "\ue000" <= char <= "\uf8ff":
        return "", 0.0
    return char, 0.0 if _is_usual(data, char, encoding) else _RARE


def _is_usual(data: bytes, char: str, encoding: str) -> bool:
    """Whether a character is in the part of its set that most texts keep to."""
    if encoding == "gbk":
        simplified = simplified_table().get(ord(char), "")
        common = singles().get(simplified, 0) > _COMMON
        return min(data) >= 0xA1 or common or char in scripts().traditional_only
    return data[0] < 0xC9 if encoding == "big5" else char in codes()


@lru_cache(maxsize=256)
def around_private(opened: bytes) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """What `opened` begins if a private character follows, and the commonest characters that end
    with it, each with its form as counted."""
    if len(opened) != 1:
        return ()
    every = ((_character(bytes((*opened, byte)), "gbk"), byte) for byte in (0xEE, 0xEF))
    return tuple((char, _ending_private(byte)) for (char, cost), byte in every if char and not cost)


@lru_cache(maxsize=2)
def _ending_private(first: int) -> tuple[tuple[str, str], ...]:
    """The commonest characters whose two bytes make a private character of `first`."""
    last = 0xBF if first == 0xEE else 0xA3
    pairs = ((lead, trail) for lead in range(0xA1, last + 1) for trail in range(0xA1, 0xC0))
    chars = (_character(bytes(pair), "gbk")[0] for pair in pairs)
    usual = (char for char in chars if char in _MARKS or "\u2000" < char < "\ua000")
    forms = ((char, counted_form(char)) for char in usual if char != "\u3000")
    counts = singles()
    return tuple(nlargest(_MOST_ENDINGS, forms, key=lambda entry: counts.get(entry[1], 0)))
