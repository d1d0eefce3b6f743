"""Character tables of the two scripts, and the fold that keeps the length.

`fold` maps script, width and case to one form for matching; it never changes how many code points
there are, so an offset in the fold is an offset in the text. Stored text is never folded.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache
from importlib.resources import files
from itertools import chain

# Where Unicode has characters of another width or case: not in the planes of ideographs, and the
# look-up of two hundred thousand characters that have none is felt at every start.
_FOLDABLE = (
    (0x41, 0x3400), (0xA600, 0xAC00), (0xF900, 0x11000), (0x11800, 0x11900), (0x16D00, 0x16F00),
    (0x1CC00, 0x1D000), (0x1D400, 0x1D800), (0x1DF00, 0x1E100), (0x1E900, 0x1EF00),
    (0x1F100, 0x1F300), (0x1FB00, 0x1FC00), (0x2F800, 0x2FB00),
)  # fmt: skip

CODEC = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"
"""Text as the machine's own whole numbers, one for each character, with no mark in front."""
FOLD_VERSION = "2"
"""Changes whenever `fold` may give another answer; an index made with another fold is stale."""


def _rows(name: str) -> list[tuple[str, str]]:
    text = files("ingest").joinpath(name).read_text("utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return [(before, after) for before, after in pairs]


@lru_cache(maxsize=1)
def simplified_table() -> dict[int, str]:
    """Traditional → Simplified, one character to one, as `str.translate` takes it."""
    return {ord(traditional): simplified for traditional, simplified in _rows("script.tsv")}


@lru_cache(maxsize=1)
def fold_table() -> list[int]:
    """The fold of every code point up to U+323FF: width, then case, then script and variants."""
    script, variants = simplified_table(), dict(_rows("variants.tsv"))
    table = list(range(0x32400))
    for code in chain(script, map(ord, variants), *(range(*block) for block in _FOLDABLE)):
        char = chr(code)
        normal = unicodedata.normalize("NFKC", char)
        lower = normal.lower()
        folded = lower if len(lower) == 1 else normal
        if len(folded) == 1:
            folded = script.get(ord(folded), folded)
            folded = variants.get(folded, folded)
            if folded != char:
                table[code] = ord(folded)
    return table


class Rewriting:
    """Rewrites a text one character for one, by a table of code points from 0 on, which leaves
    alone what it gives.

    In most texts few different characters change, if any; one call of `str.replace` for each of
    these takes a third of the time of `str.translate`, which looks up every character.
    """

    def __init__(self, table: list[int]) -> None:
        self._table = table
        """A list and not a dictionary: `str.translate` is twice as fast where all are found."""
        changing = [code for code in range(0x10000) if table[code] != code]
        # All that is rare enough to lie in other planes is looked up: one range costs no time.
        listed = "".join(map(re.escape, map(chr, changing)))
        self._changing = re.compile(f"[{listed}\U00010000-\U0010ffff]")

    def __call__(self, text: str) -> str:
        """The text with what the table changes rewritten."""
        # A Traditional text changes from its beginning on, and in too many characters; in a short
        # one all are looked up in no time.
        if len(text) > _SAMPLE and len(set(self._changing.findall(text, 0, _SAMPLE))) <= _FIRST:
            found = set(self._changing.findall(text))
            if len(found) <= _FEW:
                for char in found:
                    if ord(char) < len(self._table):
                        text = text.replace(char, chr(self._table[ord(char)]))
                return text
        return text.translate(self._table)


_SAMPLE, _FIRST = 64, 5
"""Characters that are looked at first, and how many different ones of these may change: of
Simplified ones hardly any does but signs."""
_FEW = 12
"""Different changing characters; where there are more, looking up all is faster."""


@lru_cache(maxsize=1)
def _folding() -> Rewriting:
    return Rewriting(fold_table())


def fold(text: str) -> str:
    """Simplified, half-width, lower-case form of `text`, of the same length."""
    return _fold_word(text) if len(text) <= _WORD else _folding()(text)


@lru_cache(maxsize=1024)
def _fold_word(word: str) -> str:
    return _folding()(word)


_WORD = 16
"""Characters of what comes again and again, and is remembered: nouns, units, offices."""


def to_simplified(text: str) -> str:
    """`text` in Simplified characters, one for one; nothing else changes."""
    return text.translate(simplified_table())
