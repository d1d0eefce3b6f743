"""The markup in the source of a page, which is ASCII and passes the channel as it is.

A mark inside a tag or an entity was never of full width, and no glyph out of step looks like one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

FILLER = "\x04"
"""Stands for every character of markup in `masked` text."""
_MARKUP = re.compile(
    r"<(?P<raw>script|style)\b[^<>]*>|</?[a-z!?][^<>]*>|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,30});",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"""\b(?:alt|title|content|summary|placeholder)\s*=\s*(["'])([^"'<>]*)\1""", re.I
)
"""Attributes that hold text for people."""


BLOCK = r"</?(?:p|br|div|td|th|tr|li|h[1-6]|title|section|article)\b[^<>]{0,500}>"
"""A tag that begins or ends a line of a page, as a pattern."""


_FEWEST_TAGS = 3


def is_source(text: str) -> bool:
    """Whether a text is the source of a page: what is extracted from one has no closing tags."""
    return "</" in text or "/>" in text


def is_whole_source(text: str) -> bool:
    """Whether a text is the source of a whole page, and not one from which some tags were left."""
    return text.count("</") + text.count("/>") >= _FEWEST_TAGS


def masked(text: str) -> str:
    """`text` with `FILLER` for every character of its markup, scripts and styles."""
    if "<" not in text and "&" not in text:
        return text
    pieces: list[str] = []
    at = 0
    for start, stop in _spans(text):
        pieces += (text[at:start], FILLER * (stop - start))
        at = stop
    return "".join((*pieces, text[at:]))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of markup, in order; attributes that hold text are outside them."""
    at, never = 0, set[str]()
    while found := _MARKUP.search(text, at):
        start, at = found.span()
        element = (found["raw"] or "").lower()
        if element and element not in never:
            close = re.compile(f"</{element}", re.IGNORECASE).search(text, at)
            if close:
                at = close.start()
            else:
                never.add(element)
        for spoken in _SPOKEN.finditer(text, start, found.end()):
            yield start, spoken.start(2)
            start = spoken.end(2)
        yield start, at
