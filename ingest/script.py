"""Character tables of the two scripts, and the fold that keeps the length.

`fold` maps script, width and case to one form for matching; it never changes how many code points
there are, so an offset in the fold is an offset in the text. Stored text is never folded.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib.resources import files

FOLD_VERSION = "1"
"""Changes whenever `fold` may give another answer; an index made with another fold is stale."""


def _rows() -> list[tuple[str, str]]:
    text = files("ingest").joinpath("script.tsv").read_text("utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return [(traditional, simplified) for traditional, simplified in pairs]


@lru_cache(maxsize=1)
def simplified_table() -> dict[int, str]:
    """Traditional → Simplified, one character to one, as `str.translate` takes it."""
    return {ord(traditional): simplified for traditional, simplified in _rows()}


@lru_cache(maxsize=1)
def _fold_table() -> dict[int, str]:
    """Every character whose fold is one other character: width, then case, then script."""
    table: dict[int, str] = {}
    script = simplified_table()
    for code in (*range(0x41, 0x3400), *range(0x3400, 0x10000), *range(0x10000, 0x32400)):
        char = chr(code)
        folded = unicodedata.normalize("NFKC", char) if code < 0x20000 or code > 0x2F7FF else char
        folded = folded.lower() if len(folded.lower()) == 1 else folded
        folded = script.get(ord(folded), folded) if len(folded) == 1 else char
        if len(folded) == 1 and folded != char:
            table[code] = folded
    return table


def fold(text: str) -> str:
    """Simplified, half-width, lower-case form of `text`, of the same length."""
    return text.translate(_fold_table())


def to_simplified(text: str) -> str:
    """`text` in Simplified characters, one for one; nothing else changes."""
    return text.translate(simplified_table())
