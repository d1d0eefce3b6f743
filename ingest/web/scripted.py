"""The text of a page that only its scripts hold: JSON-LD, or the state from which a script makes
what is seen. It is asked where the markup itself shows no article.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from ingest.page import LINE, Piece, cut
from ingest.web.blocks import Block, blocks
from ingest.web.markup import Text, scan

_STRING = re.compile(r'"(?P<value>[^"\\]*(?:\\.[^"\\]*)*)"(?P<colon>\s*:)?', re.DOTALL)
_HAN = re.compile("[\u4e00-\u9fff]|\\\\u[4-9][0-9a-fA-F]{3}")
_STOPS = re.compile("[。！？]|\\\\u3002")
_LONGEST_KEY = 40
_ENOUGH = 60
"""Chinese characters of a text that is an article, or of the paragraphs of one."""
_ESCAPE = re.compile(r"\\(?:u(?P<code>[0-9a-fA-F]{4})|(?P<char>.))", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "", "f": "\n"}
_WHOLE = re.compile(r"<|\\u003[cC]|\\n")
"""What holds lines or markup is a whole article, not one of its paragraphs."""


class _String(NamedTuple):
    """A string in a script: its key, its weight, and where it stands."""

    key: str
    weight: int
    start: int
    end: int


def scripted(page: str) -> list[Block]:
    """The lines of the longest text in the scripts of a page, as blocks; none if none is one."""
    best: list[_String] = []
    for token in scan(page):
        if isinstance(token, Text) and token.raw == "script":
            found = _article(list(_strings(page, token)), page)
            if _weight(found) > _weight(best):
                best = found
    if _weight(best) < _ENOUGH:
        return []
    return [block for string in best for block in _lines(page, string)]


def _strings(page: str, script: Text) -> Iterator[_String]:
    """The strings of a script that hold a sentence, up to one that never ends: behind it nobody
    knows what is one. All of a list have its key."""
    key, at = "", page.find('"', script.start, script.end)
    while at >= 0:
        match = _STRING.match(page, at, script.end)
        if not match:
            return
        start, end = match.span("value")
        if match["colon"]:
            key = match["value"][:_LONGEST_KEY]
        elif _STOPS.search(page, start, end):
            weight = sum(1 for _ in _HAN.finditer(page, start, end))
            yield _String(key, weight, start, end)
        at = page.find('"', match.end(), script.end)


def _article(strings: list[_String], page: str) -> list[_String]:
    """The longest string, with the others under its key if it is but a paragraph."""
    longest = max(strings, key=lambda string: string.weight, default=None)
    if longest is None or _WHOLE.search(page, longest.start, longest.end):
        return [longest] if longest else []
    return [string for string in strings if string.key == longest.key]


def _weight(strings: list[_String]) -> int:
    return sum(string.weight for string in strings)


def _lines(page: str, string: _String) -> Iterator[Block]:
    text, places = _decoded(page, string.start, string.end)
    if "<" in text:
        inner = [(block.text, block.pieces) for block in blocks(text)]
    else:
        found = ((match.start(), match[0]) for match in LINE.finditer(text))
        inner = [(line, ((0, start, len(line)),)) for start, line in found if line.strip()]
    for line, pieces in inner:
        own = tuple(_on_page(pieces, places))
        start, end = string.start, string.end
        if own:
            start, end = own[0][1], own[-1][1] + own[-1][2]
        yield Block(start, end, line, own)


def _decoded(page: str, start: int, end: int) -> tuple[str, list[Piece]]:
    """What a string stands for, and which of its characters stand so on the page."""
    parts: list[str] = []
    places: list[Piece] = []
    at, length = start, 0
    for escape in [*_ESCAPE.finditer(page, start, end), None]:
        until = escape.start() if escape else end
        if until > at:
            parts.append(page[at:until])
            places.append((length, at, until - at))
            length += until - at
        if escape:
            char = escape["char"]
            char = chr(int(escape["code"], 16)) if char is None else _ESCAPED.get(char, char)
            parts.append(char)
            length += len(char)
            at = escape.end()
    return "".join(parts), places


def _on_page(pieces: tuple[Piece, ...], places: list[Piece]) -> Iterator[Piece]:
    """Pieces of a decoded text as pieces of the page."""
    for start, decoded, length in pieces:
        first = max(bisect_right(places, decoded, key=itemgetter(0)) - 1, 0)
        last = bisect_left(places, decoded + length, key=itemgetter(0))
        for at, page, kept in cut(places[first:last], decoded, decoded + length):
            yield start + at, page, kept
