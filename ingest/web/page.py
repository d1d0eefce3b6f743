"""A web page as lines for dissection: the article's own, and all others with their kind."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from ingest import furniture
from ingest.byline import is_byline
from ingest.neighbours import MEDIUM
from ingest.page import PageLine
from ingest.restore.lines import is_bait
from ingest.script import fold
from ingest.web.blocks import Block, blocks
from ingest.web.main_text import main_blocks
from ingest.web.meta import told_by
from ingest.web.rows import with_rows

_SEPARATOR = re.compile(r"\s*[|_｜]\s*|\s+[-—–]+\s+|\s*[-—–]{1,2}\s*(?=[^-—–]{2,16}$)")
_SITE = re.compile(
    r"[\w·]{1,12}(?:报|网|网站|[华新央]社|通讯社|电视台|广播电台|在线|新闻|头条|周刊|传媒|资讯|客户端|新闻云|电子版)"
)
"""What a window's title ends with, where that is the name of the site."""
_COLUMN = re.compile(r"^[\[【][^\]】]{2,8}[\]】]\s*")
"""The name of a programme or column in front of a headline."""
_LETTERS = re.compile(r"[^\w]+")
_BEFORE, _BEHIND = 6, 8
"""Blocks around the article that may tell of it: who wrote it, when, for whom."""
_ABOVE = 4
"""Blocks above the headline in which a day and time or a source may stand alone."""
_STAMP = re.compile(
    r"(?:19|20)\d\d[-/.年\s]{0,2}\d{1,2}[-/.月]\d{1,2}日?\s*\d{1,2}:\d\d(?::\d\d)?|来源[:：].{1,20}"
)
_SUBTITLE = re.compile(r"[—–─―-]{2,4}\s*\w")
_HEADING = 40
"""Characters of a line that may be a heading because it is printed in bold."""
_LEAST = 6
"""Characters of a title that the page's own text need not speak of."""
_SHORT = 4
"""Of a title that nothing but the window shows: 新闻 is a part of a site."""
_HEADLINE = 60
"""Characters of a headline that the page does not mark as one."""
_STOPS = "。；;：:，,、"
_DIGITS = re.compile(r"[\d年月日]+")
_ALIKE, _SOMEWHAT_ALIKE = 0.5, 0.4
"""Share of a title's pairs of characters that a page must have for the title to be its own; and of
those of a line right above the text."""


def web_page(page: str) -> tuple[list[PageLine], dict[str, str]]:
    """The lines of a web page, and what it tells: title, published, publisher, author ...

    Lines outside the article have `aside` set.
    """
    found = list(with_rows(blocks(page)))
    main = main_blocks(page, found)
    told = told_by(page)
    title = _title(found, main, told)
    headline = found[title].text if isinstance(title, int) else title
    site = _site(told.pop("window_title", ""), headline)
    if site:
        told.setdefault("site", site)
    told.pop("title", None)
    if isinstance(title, int):
        main = _from_headline(found, title, main)
        main |= {title, *_between(found, title, min(main, default=0))}
        told["title"] = found[title].text
    elif title:
        told["title"] = title
    first = title if isinstance(title, int) else min(main, default=0) - _BEFORE
    near = {*range(min(first, min(main, default=0)), max(main, default=0) + _BEHIND)}
    near |= {n for n in range(max(first - _ABOVE, 0), first) if _STAMP.fullmatch(found[n].text)}
    lines = [_line(n, block, main, near) for n, block in enumerate(found)]
    return lines, told


def _from_headline(found: Sequence[Block], title: int, main: frozenset[int]) -> frozenset[int]:
    """Without what stands above a headline that the page marks as one, and is no prose itself:
    the name of the site, and its motto."""
    if not found[title].heading:
        return main
    return frozenset(n for n in main if n >= title or "。" in found[n].text)


def _between(found: Sequence[Block], title: int, first: int) -> Iterator[int]:
    """The rest of the headline and the byline, which stand between the title and the text."""
    for n in range(title + 1, min(first, title + _BEFORE)):
        block = found[n]
        second = block.heading in (2, 3) and not block.linked and len(block.text) <= _HEADING
        if not block.region and (second or _SUBTITLE.match(block.text) or is_byline(block.text)):
            yield n


def _line(number: int, block: Block, main: frozenset[int], near: Collection[int]) -> PageLine:
    aside = "hidden" if block.region == "hidden" else "picture" if block.caption else "navigation"
    link = block.linked * 2 > len(block.text)
    is_heading = len(block.text) <= _HEADING and (
        bool(block.heading) or (block.bold == len(block.text) and block.text[-1] not in "。：:")
    )
    tells = number in near and block.region != "hidden" and (not link or _is_path(block.text))
    return PageLine(
        block.start,
        block.end,
        block.text,
        block.pieces,
        is_heading,
        None if number in main else aside,
        tells or number in main,
    )


def _is_path(text: str) -> bool:
    """Is a line of links the path to the page?"""
    return "位置" in text or any(mark in text for mark in ">»›")


def _title(found: Sequence[Block], main: frozenset[int], told: dict[str, str]) -> int | str | None:
    """The block that is the title, or the title where no block has it."""
    first = min(main, default=0)
    text = "".join(found[n].text for n in sorted(main))
    candidates = [told.get("title", ""), *_parts(told.get("window_title", ""))]
    candidates = [name for name in candidates if name and not is_bait(name)]
    heads = [n for n in range(min(first + 3, len(found))) if 4 <= len(found[n].text) <= 80]
    own = [name for name in candidates if _about(name, text)]
    # Printed above the text as well, it is the page's own, whatever words the text uses.
    printed = [name for name in candidates if name not in own and len(name) >= _LEAST]
    for name in (*own, *printed):
        same = [n for n in heads if _bare(found[n].text) == _bare(name)]
        if name in printed:
            same = [n for n in same if n >= first - _BEFORE and not found[n].linked]
        if same:
            return same[-1]
    for level in (1, 2):
        marked = [n for n in heads if found[n].heading == level and not is_bait(found[n].text)]
        marked = [n for n in marked if _about(found[n].text, text) or level == 1]
        if marked:
            return marked[-1]
    known = next((name for name in own if len(_bare(name)) >= _LEAST), None)
    unmarked = None if known else _unmarked(found, first, text)
    if known or unmarked is not None:
        return known or unmarked
    return next((name for name in own if len(_bare(name)) >= _SHORT), None)


def _unmarked(found: Sequence[Block], first: int, text: str) -> int | None:
    """The line above the text that speaks of the same: a headline that nothing marks as one."""
    shares = {
        n: _share(found[n].text, text)
        for n in range(max(first - _BEFORE, 0), first)
        if _looks_like_headline(found[n])
    }
    best = max(shares, key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] >= _SOMEWHAT_ALIKE else None


def _looks_like_headline(block: Block) -> bool:
    text = block.text
    free = not block.region and not block.linked and not block.caption
    long_enough = len(_LETTERS.sub("", _DIGITS.sub("", text))) >= _LEAST
    short = long_enough and len(text) <= _HEADLINE and text[-1] not in _STOPS
    return free and short and not furniture.is_known(text)


def _parts(window: str) -> list[str]:
    """A window title without the names of site and section, the longest part first."""
    parts = [part for part in _SEPARATOR.split(window) if part]
    bare = [_COLUMN.sub("", part) for part in parts]
    return sorted(dict.fromkeys((window, *parts, *bare)), key=len, reverse=True) if window else []


def _site(window: str, title: str | None) -> str | None:
    """The name of the site, which stands last in the title of the window, behind the headline."""
    parts = [part for part in _SEPARATOR.split(window) if part]
    if len(parts) == 1 and MEDIUM.fullmatch(fold(parts[0])):
        return parts[0]
    if len(parts) < 2 or not title or _bare(parts[0]) not in _bare(title):
        return None
    return parts[-1] if _SITE.fullmatch(fold(parts[-1])) and not is_bait(window) else None


def _about(title: str, text: str) -> bool:
    """Does the text speak of what the title says? Spam in a title speaks of other things."""
    return _share(title, text) >= _ALIKE


def _share(title: str, text: str) -> float:
    """The part of a title's pairs of characters that a text has."""
    bare = _bare(title)
    pairs = {bare[n : n + 2] for n in range(len(bare) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def _bare(text: str) -> str:
    return _LETTERS.sub("", text)
