"""Encodings of one byte a letter, other than Latin-1, in which a reader may have taken Chinese:
`дё­е›Ѕ` (Windows-1251), `‰∏≠ÂõΩ` (Mac Roman), `Σ╕¡σ¢╜` (437) and `Д╦╜Е⌡╫` (KOI8-R) all were 中国.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ingest.restore.statistics import START, counted_form, model

PAGES = {
    "cp1251": "Windows-1251",
    "cp1252": "Windows-1252",
    "mac-roman": "Mac Roman",
    "cp437": "code page 437",
    "koi8-r": "KOI8-R",
    "cp866": "code page 866",
    "cp850": "code page 850",
    "cp1250": "Windows-1250",
    "cp1254": "Windows-1254",
    "iso8859-2": "Latin-2",
    "iso8859-15": "Latin-9",
}
_USUAL = "cp1252"
UNREAD = "\ufffd"
"""What is shown for a byte that has no letter."""
_QUOTES, _OTHERS = "\u2013-\u203a", "\u2030-\u203a"
SIGNS = "\u0100-\u017f\u0370-\u04ff\u2013-\u203a\u2122-\u2265\u2320-\u25a0ˆ-˝ﬁﬂ€◊"
"""Where the letters lie that these have and Latin-1 has not."""
_WIDE = re.compile("[^\0-\x7f]")
_SIGN = re.compile(f"[{SIGNS.replace(_QUOTES, _OTHERS)}]")
"""One of those that a Chinese text has not by the dozen."""
_DENSE = re.compile(f"[{SIGNS}\x80-\xff](?:[ -~]?[{SIGNS}\x80-\xff]){{7}}")
_SOURCES = ("utf-8", "gbk", "big5")
_SAMPLE, _FEWEST = 240, 6
"""Letters of a stretch that are looked at, and characters that they must be."""
_BAD = {"utf-8": 1.2, "gbk": 0.05, "big5": 0.05}
"""Most of what is no character, for each that is: what is UTF-8 in part is no accident."""
_CLEARLY = {"utf-8": -9.5, "gbk": -7.5, "big5": -7.5}
"""Mean logarithm of a character's probability above which a text is Chinese that someone wrote:
what letters of other languages make lies below -11."""
_MOST = 4
"""Stretches that are looked at."""


class Reading(NamedTuple):
    """How the stretches of a page were read."""

    page: str
    encoding: str


@lru_cache(maxsize=32)
def letters_of(page: str) -> dict[str, int]:
    """Letter → its byte, of those that are no ASCII; what a page leaves undefined is shown as the
    control character of that number."""
    shown = {bytes([byte]).decode(page, "ignore") or chr(byte): byte for byte in range(0x80, 0x100)}
    return shown


@lru_cache(maxsize=32)
def undefined_of(page: str) -> tuple[int, ...]:
    """The bytes that a page has no letter for, and its soft hyphen, which is dropped by many."""
    bytes_ = range(0x80, 0x100)
    return tuple(b for b in bytes_ if bytes([b]).decode(page, "ignore") in ("", "\xad"))


@lru_cache(maxsize=32)
def stretches_of(page: str) -> re.Pattern[str]:
    """The stretches of a text that a reader by this page may show."""
    shown = re.escape("".join(letters_of(page))) + UNREAD
    return re.compile(f"[{shown}](?:[ -~\t]*[{shown}])*[ @-~]?")


def reading_of(text: str) -> Reading | None:
    """How the letters of `text` were read, if they are Chinese in one of these ways."""
    if not (_SIGN.search(text) and _DENSE.search(text)):
        return None
    wide = "".join(_WIDE.findall(text))
    best = max(_readings(text, wide), default=None, key=lambda entry: entry[0])
    return best[1] if best else None


def _readings(text: str, wide: str) -> Iterator[tuple[tuple[float, float], Reading]]:
    """What may be: how much of what is `wide` in the text it explains, and how likely that is."""
    usual = _explained(_USUAL, wide)
    for page in PAGES:
        if page == _USUAL and UNREAD not in text:
            continue  # as Latin-1
        samples = list(_samples(text, page))
        if not any(map(_SIGN.search, samples)):
            continue
        explained = _explained(page, wide)
        if explained <= usual and page != _USUAL:
            continue
        for encoding in _SOURCES:
            scores = [
                score for shown in samples if (score := _score(shown, Reading(page, encoding)))
            ]
            if scores and 2 * len(scores) >= len(samples):
                yield (
                    (explained, sum(scores) / len(scores)),
                    Reading(page, encoding),
                )


def _explained(page: str, wide: str) -> int:
    """How many letters of a text the page has."""
    return len(wide) - len(wide.translate(dict.fromkeys(map(ord, letters_of(page)))))


def _samples(text: str, page: str) -> list[str]:
    """The longest stretches, each as far as it is looked at."""
    found = (match[0] for match in stretches_of(page).finditer(text))
    long = [shown for shown in found if len(shown) >= 2 * _FEWEST]
    return sorted(long, key=len, reverse=True)[:_MOST]


def _score(shown: str, reading: Reading) -> float | None:
    """Mean logarithm of the probability of a character of `shown` as read again, if that is clearly
    Chinese."""
    letters = letters_of(reading.page)
    data = bytes(
        letters.get(char, 0xFF if char == UNREAD else ord(char) & 0x7F) for char in shown[:_SAMPLE]
    )
    again = data.decode(reading.encoding, "replace")
    chars = "".join(char for char in again if char > "\x7f")
    bad = chars.count("\ufffd")
    chars = chars.replace("\ufffd", "")
    if len(chars) < _FEWEST or bad > _BAD[reading.encoding] * len(chars) + 1:
        return None
    score = model().text_score(START, counted_form(chars)) / len(chars)
    return score if score > _CLEARLY[reading.encoding] else None
