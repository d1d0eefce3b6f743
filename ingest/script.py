"""Character tables of the two scripts, and the fold that keeps the length.

`fold` maps script, width and case to one form for matching; it never changes how many code points
there are, so an offset in the fold is an offset in the text. Stored text is never folded.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib.resources import files

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
    """The fold of every code point up to U+323FF: width, then case, then script and variants.

    A list and not a dictionary: `str.translate` is twice as fast where every character is found.
    """
    script, variants = simplified_table(), dict(_rows("variants.tsv"))
    table = list(range(0x32400))
    for code in range(0x41, 0x32400):
        char = chr(code)
        # Of the planes of Han characters only the compatibility forms have a width to lose.
        folded = unicodedata.normalize("NFKC", char) if code < 0x20000 or code > 0x2F7FF else char
        folded = folded.lower() if len(folded.lower()) == 1 else folded
        if len(folded) == 1:
            folded = script.get(ord(folded), folded)
            table[code] = ord(variants.get(folded, folded))
    return table


def fold(text: str) -> str:
    """Simplified, half-width, lower-case form of `text`, of the same length."""
    return text.translate(fold_table())


def to_simplified(text: str) -> str:
    """`text` in Simplified characters, one for one; nothing else changes."""
    return text.translate(simplified_table())
