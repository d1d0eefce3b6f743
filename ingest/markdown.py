"""Markdown as lines of text: headings without their signs, links as their words.

Front matter is read by `ingest.read.front`; here it is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.page import LINE, PageLine, Piece

_FRONT_MATTER = re.compile(
    r"\ufeff?\s*(?:---[ \t]*\r?\n(?P<yaml>(?:.*?\n)?)(?:---|\.\.\.)"
    r"|\+\+\+[ \t]*\r?\n(?P<toml>(?:.*?\n)?)\+\+\+)[ \t]*(?:\r?\n|$)",
    re.DOTALL,
)
_LEAD = re.compile(
    r"[\s\u3000]*(?:(#{1,6})\s+|>\s?(?:\[!\w{1,20}\][-+]?\s*)?|[-*+]\s+(?=\S)|\d{1,3}\.\s+(?=\S))?"
)
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}$|\s*\|(?:[\s:-]*\|)+\s*$|```.*|<!--.*-->\s*$")
_ROW = re.compile(r"\s*\|.*\|\s*")
_CELL = re.compile(r"(?:[^|\\]|\\.)+")
_SIGNS = re.compile(
    r"!\[[^\]\n]{0,300}\]\([^()\n]{0,1000}\)|!\[\[[^\]\n]{0,300}\]\]"  # an image is no text
    r"|\[(?P<words>[^\]\n]{1,300})\]\([^()\n]{0,1000}\)"  # a link: its words
    r"|\[\[(?:[^\]|\n]{0,300}\|)?(?P<note>[^\]|\n]{1,300})\]\]"  # to another note: the same
    r"|(?P<sign>\*\*|__|~~|`|(?<!\w)[*](?=\S)|(?<=\S)[*](?!\w)|\s#+\s*$)"
)


def front_matter(page: str) -> tuple[str, int]:
    """The front matter between two lines of three hyphens or plus signs, and where the text
    begins."""
    match = _FRONT_MATTER.match(page)
    return (match["yaml"] or match["toml"] or "", match.end()) if match else ("", 0)


def markdown_lines(page: str) -> Iterator[PageLine]:
    """The lines of a page in Markdown that are not blank, in order."""
    for match in LINE.finditer(page, front_matter(page)[1]):
        if _RULE.fullmatch(match[0]):
            continue
        lead = _LEAD.match(page, match.start(), match.end())
        start = lead.end() if lead else match.start()
        end = match.start() + len(match[0].rstrip())
        cells = _CELL.finditer(page, start, end) if _ROW.fullmatch(page, start, end) else ()
        text, pieces = _row(_trimmed(*_words(page, *cell.span())) for cell in cells)
        if not text:
            text, pieces = _trimmed(*_words(page, start, end))
        if text:
            first, last = pieces[0], pieces[-1]
            heading = bool(lead and lead[1])
            yield PageLine(first[1], last[1] + last[2], text, tuple(pieces), heading)


def _row(cells: Iterable[tuple[str, list[Piece]]]) -> tuple[str, list[Piece]]:
    """The cells of a row of a table as one line, with tabs between them."""
    line, pieces = "", []
    for text, own in cells:
        line += "\t" if line and text else ""
        pieces += [(len(line) + start, page, length) for start, page, length in own]
        line += text
    return line, pieces


def _trimmed(text: str, pieces: list[Piece]) -> tuple[str, list[Piece]]:
    """The text without blanks at its ends: inside of signs these were not at the line's ends."""
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    cut = [(max(at, first), min(at + length, last), page - at) for at, page, length in pieces]
    return text.strip(), [(a - first, a + by, b - a) for a, b, by in cut if a < b]


def _words(page: str, start: int, end: int) -> tuple[str, list[Piece]]:
    """The text of a line without its signs, and where its pieces stand."""
    words: list[str] = []
    pieces: list[Piece] = []
    length = 0

    def keep(first: int, last: int) -> None:
        nonlocal length
        if last > first:
            words.append(page[first:last])
            pieces.append((length, first, last - first))
            length += last - first

    at = start
    for sign in _SIGNS.finditer(page, start, end):
        keep(at, sign.start())
        for shown in ("words", "note"):
            if sign[shown]:
                keep(*sign.span(shown))
        at = sign.end()
    keep(at, end)
    return "".join(words), pieces
