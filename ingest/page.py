"""A page as lines: what dissection works on, whatever format the page came in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Piece = tuple[int, int, int]
"""(start in the line, start in the page, length): characters that are the page's own."""

LINE = re.compile("[^\n\r\v\f\x85\u2028\u2029]+")
"""What stands between the ends of lines, as all systems and programs write them."""

AROUND = "".join(
    chr(code)
    for code in (*range(0x3001), 0xFEFF)
    if chr(code).isspace() or code in (0x1A, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF)
)
"""What may stand around a line and is no part of it: blanks of all kinds, what has no width, the
sign at the end of old files."""


@dataclass(frozen=True)
class PageLine:
    """A line of text without the blanks around it, and where on the page it stands."""

    start: int
    end: int
    """Span in the page; in the source of a web page it may hold tags that are not in `text`."""
    text: str
    pieces: tuple[Piece, ...]
    """In order. What no piece covers (a decoded entity) is not on the page in these characters."""
    heading: bool = False
    """The page itself marks the line as a heading."""
    aside: str | None = None
    """Kind of furniture, where the page's own structure tells that it is no part of the text."""
    tells: bool = True
    """It may tell something of the article even so: its date, its source, its section."""


def text_lines(page: str) -> Iterator[PageLine]:
    """The lines of plain text that are not blank, in order."""
    for match in LINE.finditer(page):
        raw = match[0]
        text = raw.strip(AROUND)
        if text:
            start = match.start() + len(raw) - len(raw.lstrip(AROUND))
            yield PageLine(start, start + len(text), text, ((0, start, len(text)),))


def cut(pieces: Iterable[Piece], start: int, end: int) -> Iterator[Piece]:
    """The pieces of a line that is cut to `start:end`."""
    for at, page, length in pieces:
        skip = max(start - at, 0)
        keep = min(at + length, end) - at
        if keep > skip:
            yield at + skip - start, page + skip, keep - skip
