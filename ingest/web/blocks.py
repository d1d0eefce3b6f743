"""The texts of a web page as blocks: what a browser would show as a line of its own."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.page import Piece, cut
from ingest.web.markup import Tag, Text, scan


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_INLINE = _names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr o:p q rp rt "
    "ruby s samp small span st1 strike strong sub sup time tt u var wbr script style link meta"
)
"""Every other element begins a line of its own."""
_PARTS = _names("a span time small label em i cite")
"""What a style may set apart from what it touches."""
_VOID = _names("area base br col embed hr img input link meta param source track wbr")
_UNSEEN = _names("script style noscript template iframe object svg select textarea")
_REGIONS = frozenset(["nav", "footer", "aside", "form", "button", "menu", "dialog"])
_BAR = "wm-ipp"
"""Ids of the bar that the Wayback Machine puts above what it keeps."""
_BOLD = frozenset(("b", "strong"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDES = re.compile(
    r"display\s*:\s*none|font-size\s*:\s*0(?![.\d])|(?:left|top|text-indent)\s*:\s*-\d{3,}", re.I
)
_JAMS = "jammer"
"""Class of what forums put between the words against copies; no reader sees it."""
_VEILS = re.compile(r"visibility\s*:\s*hidden", re.I)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});?")
_BLANK = re.compile(r"[ \t\r\n\f]+")
_LINE_END = re.compile(r"\r\n?|\n")
_INDENTED = re.compile(r"(?:\r\n?|\n)(?=[ \t\u3000\r\n]|$)")
"""Ends of lines behind which a paragraph begins, where some are indented."""
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…\U00020000-\U000323af]")
_DEEPEST = 400


@dataclass
class Block:
    """A line of a page."""

    start: int
    """Where its first character stands in the page."""
    end: int
    text: str
    pieces: tuple[Piece, ...]
    heading: int = 0
    """1 to 6 for h1 to h6, else 0."""
    linked: int = 0
    """Characters of it that are links."""
    bold: int = 0
    """Characters of it that are printed in bold."""
    caption: bool = False
    """It stands below a picture."""
    item: bool = False
    """It stands in a list."""
    table: int = 0
    """The table that it stands in, the innermost, counted through the page; 0 outside."""
    row: int = 0
    """The row likewise."""
    cell: int = 0
    """The cell likewise."""
    region: str = ""
    """nav, footer, hidden ...: a part of the page that holds no article; else empty. What is
    "veiled" is hidden, but has its place on the page: a script may show it."""
    joints: tuple[int, ...] = ()
    """Where in the text an element begins or ends that a style may set apart from its neighbour."""


class _Style(NamedTuple):
    linked: bool
    bold: bool


@dataclass
class _Line:
    """A block in the making."""

    chars: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0
    linked: int = 0
    bold: int = 0
    joints: list[int] = field(default_factory=list)
    blank: tuple[int, bool] | None = None
    """A blank that waits for what follows: its place, and whether it holds a line break."""

    def add(self, text: str, start: int | None, style: _Style) -> None:
        """Put text at the end; `start` is its place on the page, None if it is not there so."""
        if not text:
            return  # a character reference that stands for nothing
        if start is not None:
            last = self.pieces[-1] if self.pieces else (0, 0, 0)
            if self.pieces and last[0] + last[2] == self.length and last[1] + last[2] == start:
                self.pieces[-1] = (last[0], last[1], last[2] + len(text))
            else:
                self.pieces.append((self.length, start, len(text)))
        self.chars.append(text)
        self.length += len(text)
        self.linked += len(text) if style.linked else 0
        self.bold += len(text) if style.bold else 0


def blocks(page: str) -> Iterator[Block]:
    """The blocks of a page that hold text, in order. Titles, scripts and styles are left out."""
    return _Reader(page).read()


class _Reader:
    def __init__(self, page: str) -> None:
        self.page = page
        self.open: list[tuple[str, str]] = []
        """Open elements with the region that each begins, or an empty string."""
        self.line, self.aside = _Line(), _Line()
        """What is shown of the line, and what is hidden in its midst."""
        self.tables: list[int] = []
        """Tables that are open, the innermost last."""
        self.table, self.rows, self.cells, self.row = 0, 0, 0, 0

    def read(self) -> Iterator[Block]:
        for token in scan(self.page):
            if isinstance(token, Text):
                if not token.raw and self._region() != "unseen":
                    yield from self._lines(token.start, token.end)
                continue
            if token.name not in _INLINE:
                yield from self._finished()
            self._tag(token)
        yield from self._finished()

    def _tag(self, tag: Tag) -> None:
        self._place(tag)
        if tag.name in _PARTS and self.line.length:
            self.line.joints.append(self.line.length)
        if tag.closing:
            for depth in range(len(self.open) - 1, -1, -1):
                if self.open[depth][0] == tag.name:
                    del self.open[depth:]
                    return
        elif tag.name not in _VOID and len(self.open) < _DEEPEST:
            self.open.append((tag.name, _begins(tag)))

    def _place(self, tag: Tag) -> None:
        """Count rows and cells. What stands behind a table inside a cell is in no row."""
        if tag.name == "table":
            self.row = 0
            self.tables = self.tables[:-1] if tag.closing else [*self.tables, self.table + 1]
            self.table += not tag.closing
        elif tag.name == "tr" and tag.closing:
            self.row = 0
        elif tag.name == "tr":
            self.rows += 1
            self.row = self.rows
        elif tag.name in ("td", "th") and not tag.closing:
            self.cells += 1

    def _region(self) -> str:
        return next((region for _, region in self.open if region), "")

    def _lines(self, start: int, end: int) -> Iterator[Block]:
        """The text between two tags; what is printed as it stands has lines of its own."""
        if any(name == "pre" for name, _ in self.open):
            ends = _INDENTED if _INDENTED.search(self.page, start, end) else _LINE_END
            for line_end in ends.finditer(self.page, start, end):
                self._text(start, line_end.start())
                yield from self._finished()
                start = line_end.end()
        self._text(start, end)

    def _text(self, start: int, end: int) -> None:
        if not self._hides_inside():
            self._shown(start, end)
            return
        self.line, self.aside = self.aside, self.line
        self._shown(start, end)
        self.line, self.aside = self.aside, self.line

    def _hides_inside(self) -> bool:
        """Is a part of the line hidden, and not all of it?"""
        hidden = [name in _INLINE for name, region in self.open if region == "hidden"]
        return bool(hidden) and all(hidden)

    def _shown(self, start: int, end: int) -> None:
        names = {name for name, _ in self.open}
        style = _Style("a" in names, not _BOLD.isdisjoint(names))
        at = start
        for entity in _ENTITY.finditer(self.page, start, end):
            self._plain(at, entity.start(), style)
            at = entity.end()
            char = html.unescape(entity[0])
            if char == "\xa0" or char.isspace():
                char = "\u3000" if char in "\u3000\u2003" else " "
                if self.line.length:
                    self.line.add(char, None, style)
            else:
                self._settle(style)
                self.line.add(char, None if char != entity[0] else entity.start(), style)
        self._plain(at, end, style)

    def _plain(self, start: int, end: int, style: _Style) -> None:
        at = start
        for blank in _BLANK.finditer(self.page, start, end):
            self._add(at, blank.start(), style)
            at = blank.end()
            if self.line.length and self.line.blank is None:
                self.line.blank = blank.start(), "\n" in blank[0] or "\r" in blank[0]
        self._add(at, end, style)

    def _add(self, start: int, end: int, style: _Style) -> None:
        if start < end:
            self._settle(style, self.page[start])
            self.line.add(self.page[start:end], start, style)

    def _settle(self, style: _Style, following: str = "") -> None:
        """Write the blank that waits. A line break between Chinese characters is none: it comes
        from how the source was wrapped."""
        if self.line.blank is None:
            return
        place, breaks = self.line.blank
        self.line.blank = None
        before = self.line.chars[-1][-1]
        if breaks and _WIDE.match(before) and (not following or _WIDE.match(following)):
            return
        own = self.page[place] == " "
        self.line.add(" ", place if own else None, style._replace(linked=False))

    def _finished(self) -> Iterator[Block]:
        line, aside = self.line, self.aside
        self.line, self.aside = _Line(), _Line()
        made = [*self._made(line, self._region())]
        if aside.chars:
            made = sorted([*made, *self._made(aside, "hidden")], key=lambda block: block.start)
        yield from made

    def _made(self, line: _Line, region: str) -> Iterator[Block]:
        whole = "".join(line.chars)
        text = whole.strip()
        if not text:
            return
        blank = len(whole) - len(whole.lstrip())
        pieces = tuple(cut(line.pieces, blank, blank + len(text)))
        if not pieces:
            return
        level = next((int(name[1]) for name, _ in self.open if name in _HEADINGS), 0)
        last = pieces[-1]
        yield Block(
            pieces[0][1],
            last[1] + last[2],
            text,
            pieces,
            level,
            line.linked,
            min(line.bold, len(text)),
            any(name == "figcaption" for name, _ in self.open),
            any(name == "li" for name, _ in self.open),
            self.tables[-1] if self.tables else 0,
            self.row,
            self.cells,
            region,
            tuple(joint - blank for joint in line.joints if 0 < joint - blank < len(text)),
        )


def _begins(tag: Tag) -> str:
    """The region that an element begins."""
    if tag.name in _UNSEEN:
        return "unseen"
    attributes = tag.attributes
    if "hidden" in attributes or _HIDES.search(attributes.get("style", "")):
        return "hidden"
    if _JAMS in attributes.get("class", ""):
        return "hidden"
    if _VEILS.search(attributes.get("style", "")):
        return "veiled"
    if tag.name in _REGIONS:
        return tag.name
    return "nav" if attributes.get("id", "").startswith(_BAR) else ""
