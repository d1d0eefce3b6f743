"""Markup whose first byte was swallowed: `/p>` was `</p>`, `nbsp;` was `&nbsp;`."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

_NAMES = "p|br|strong|b|span|div|a|em|i|u|font|li|ul|ol|h[1-6]|td|th|tr|table|tbody|img|section|o:p"
_TAG = re.compile(rf"/?({_NAMES})\b[^<>\n]{{0,200}}>", re.I)
_ENTITY = re.compile(r"(?:#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{2,8});", re.I)
_BREAKS = {"p", "br", "div", "li", "ul", "ol", "td", "th", "tr", "table", "tbody", "section"} | {
    f"h{n}" for n in range(1, 7)
}


class Remains(NamedTuple):
    """Markup that lost its first byte."""

    stop: int
    """Where the text goes on behind it."""
    text: str
    """What it is in the restored text."""
    wire: str
    """The whole of it, as it was on the wire."""
    breaks: bool = False
    """Whether a line ends there."""


def eaten_markup(text: str, at: int, source: bool) -> Remains | None:
    """The markup whose rest stands at `at`, if any.

    In the `source` of a page the markup is completed; in extracted text, where markup is not
    shown, a tag becomes a line break or nothing, and an entity its character.
    """
    tag = _TAG.match(text, at)
    if tag:
        whole, breaks = "<" + tag[0], tag[1].lower() in _BREAKS
        if source:
            return Remains(tag.end(), whole, whole, breaks)
        ends_line = text[tag.end() : tag.end() + 1] in ("", "\n")
        return Remains(tag.end(), "\n" if breaks and not ends_line else "", whole, breaks)
    entity = _ENTITY.match(text, at)
    if entity:
        whole = "&" + entity[0]
        shown = html.unescape(whole)
        if shown != whole and len(shown) == 1:
            return Remains(entity.end(), whole if source else shown.replace("\u00a0", " "), whole)
    return None
