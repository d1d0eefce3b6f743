"""Pages that the machine put into Traditional characters, and that show nothing else of it.

Its map is blind to words: it leaves 于, 后, 里, 并 as they are, where nobody who writes Traditional
characters does, and it makes none of 於, 後, 裡, 並, which hardly a paragraph of such people is
without. Together the two tell its pages from what was Traditional from the start.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from ingest.restore.lines import foreign_spans, outside
from ingest.restore.tables import ALSO_SIMPLIFIED, LETTERS, rows, scripts
from ingest.script import simplified_table

_NEVER_PRODUCED = re.compile("[於後裡裏麼係餘範佈採]")
"""Common characters of text that was Traditional from the start; the channel produces none."""
_COMMON = "國會個來為對"
_HEAD = 1000
"""Characters in which a page in Traditional characters has at least one of the common ones."""
_FEWEST_TRADITIONAL = 6
_SURELY = frozenset("于后里么")
"""In the words with these no dictionary that converts whole words is mistaken."""
_ALONE = 100
"""Characters below which a single line may be a sentence that somebody quotes."""
_MODERN = re.compile("[的了們0-9]")
"""What modern text has: classical books write 至于 and 歸于 themselves."""
_NOTE = re.compile(rf"[(（][{LETTERS}]{{1,6}}[)）]")
_RARELY_MEANT = ALSO_SIMPLIFIED.replace("於", "")
"""In a text of which nothing is known, 於 is a word and not a name."""


def shows_traditional(text: str) -> bool:
    """A quick look: can `text` be in Traditional characters at all?"""
    head = text[:_HEAD]
    return any(char in head for char in _COMMON)


def is_traditional(text: str) -> bool:
    """Whether `text` is in Traditional characters, by those that only one script has."""
    traditional, simplified = _of_one_script(text)
    return traditional > 5 and traditional > 4 * simplified


def is_simplified(text: str) -> bool:
    """As `is_traditional`, for Simplified characters: such a text did not pass the channel."""
    traditional, simplified = _of_one_script(text)
    return simplified > 5 and simplified > 4 * traditional


def _of_one_script(text: str) -> tuple[int, int]:
    """How many characters of `text` only Traditional writing has, and only Simplified writing."""
    table, counts = scripts(), Counter(text)
    traditional = sum(count for char, count in counts.items() if char in table.traditional_only)
    simplified = sum(count for char, count in counts.items() if char in table.simplified_only)
    return traditional, simplified


def was_converted(text: str) -> bool:
    """Whether `text` is Traditional by a map of characters, and not from the start."""
    return is_traditional(text) and not _NEVER_PRODUCED.search(text)


def was_converted_alone(text: str, traces: int) -> bool:
    """Whether `text` is in Traditional characters, by the channel's map and no other way.

    `traces` is how many other traces of the channel it has, which alone prove nothing.
    """
    own = "".join(text[slice(*span)] for span in outside(foreign_spans(text), len(text)))
    seen = set(own)
    if seen & scripts().surely_changed or seen & _never_made() or _NEVER_PRODUCED.search(own):
        return False
    if sum(map(own.count, seen & scripts().traditional_only)) < _FEWEST_TRADITIONAL:
        return False
    if not _MODERN.search(own):
        return False
    kept = _kept().findall(_NOTE.sub("", own))
    if traces:
        return bool(kept)
    # Names have 于 and 后, too; who writes Traditional characters has none of the words.
    words = {word for word in kept if len(word) > 1}
    if len(set(kept)) > 1 and words:
        return True
    is_page = len(own) >= _ALONE or "\n" in own.strip()
    return is_page and bool(_SURELY.intersection("".join(words)))


def may_be_converted(text: str) -> bool:
    """Whether a modern page is in Traditional characters, and nothing tells who wrote them."""
    is_page = len(text) >= _ALONE or "\n" in text.strip()
    if not (is_page and shows_traditional(text) and _MODERN.search(text) and was_converted(text)):
        return False
    return not _never_made().intersection(text)


@lru_cache(maxsize=1)
def _never_made() -> frozenset[str]:
    """Traditional characters that the map does not make: of those where it is a guess, which of
    several forms it makes is open."""
    made = set(map(ord, scripts().to_traditional.values()))
    others = ((chr(code), simplified_table()[code]) for code in simplified_table().keys() - made)
    never = (char for char, simplified in others if simplified not in scripts().guessed)
    return frozenset(never) - set(_RARELY_MEANT)


@lru_cache(maxsize=1)
def _kept() -> re.Pattern[str]:
    """Words, and single characters beside others, in which the map keeps a character that
    Traditional writing has another one for."""
    return re.compile("|".join(written for written, _ in rows("kept.tsv")))
