"""The source of a web page as a stream of tags and texts with their places, in linear time.

No tree is built: the places are what matters here, and broken markup is the rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_FLAG = re.compile(r"\bhidden\b(?!\s*=)")
_RAW = {
    name: re.compile(rf"</{name}\b", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "noembed", "noframes")
}
_LONGEST_VALUE = 4000
"""How far a quoted attribute may reach beyond the first `>` inside it."""


class Tag(NamedTuple):
    """A tag; `name` is lower-case and `end` the offset behind it."""

    start: int
    end: int
    name: str
    closing: bool
    source: str

    @property
    def attributes(self) -> dict[str, str]:
        """Its attributes, names in lower case; of equal names the first."""
        found: dict[str, str] = {}
        for name, double, single, bare in _ATTRIBUTE.findall(self.source):
            found.setdefault(name.lower(), double or single or bare)
        if _FLAG.search(self.source) and _FLAG.search(_ATTRIBUTE.sub(" ", self.source)):
            found.setdefault("hidden", "")  # it stands inside of no value
        return found


class Text(NamedTuple):
    """A stretch of text between tags; `raw` is the name of the element whose content is no
    markup (script, title ...), or empty."""

    start: int
    end: int
    raw: str


def scan(page: str) -> Iterator[Tag | Text]:
    """The tags and texts of a page, in order; comments and declarations are left out."""
    at, length, closes = 0, len(page), True
    unclosed: set[str] = set()
    while at < length:
        start = page.find("<", at) if closes else -1
        if start < 0:
            yield Text(at, length, "")
            return
        if start > at:
            yield Text(at, start, "")
        tag = _tag(page, start)
        if tag is not None:
            at = tag.end
            close = _close_of(tag, page, unclosed)
            if close is None:
                yield tag
            elif close >= at:
                yield tag
                yield Text(at, close, tag.name)
                at = close
            continue
        if page.startswith(("<!", "<?", "</"), start):
            mark = "-->" if page.startswith("<!--", start) else ">"
            end = page.find(mark, start + 2)
            at = length if end < 0 else end + len(mark)
            continue
        closes = page.find(">", start) >= 0
        yield Text(start, start + 1, "")
        at = start + 1


def _close_of(tag: Tag, page: str, unclosed: set[str]) -> int | None:
    """Where the content of an element ends that is no markup; None for any other tag.

    -1 if it never ends: then it holds nothing, and the rest is page.
    """
    if tag.closing or tag.name not in _RAW:
        return None
    close = None if tag.name in unclosed else _RAW[tag.name].search(page, tag.end)
    if close is None:
        unclosed.add(tag.name)
        return -1
    return close.start()


def _tag(page: str, start: int) -> Tag | None:
    closing = page.startswith("/", start + 1)
    name = _NAME.match(page, start + 1 + closing)
    if name is None:
        return None
    end = page.find(">", name.end())
    if end < 0:
        return None
    end = _behind_quotes(page, name.end(), end)
    return Tag(start, end + 1, name[0].lower(), closing, page[name.end() : end])


def _behind_quotes(page: str, start: int, end: int) -> int:
    """The end of a tag: a `>` inside a quoted attribute is none."""
    inside = page[start:end]
    for quote in "\"'":
        if inside.count(quote) % 2 and f"={quote}" in inside.replace(" ", ""):
            close = page.find(quote, end, end + _LONGEST_VALUE)
            behind = page.find(">", close, close + _LONGEST_VALUE) if close >= 0 else -1
            if behind >= 0 and "<" not in page[end:close]:
                return behind
    return end
