"""The headline of a web page, and the name of its site: what the head tells against what the page
shows. A window's title may be the site's, or spammers'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest import furniture
from ingest.medium import MEDIUM
from ingest.restore.lines import is_bait
from ingest.script import fold
from ingest.title_share import bare, share
from ingest.web.blocks import Block
from ingest.web.main_text import first_prose, is_prose

_NEAR = 6
"""Blocks above the text in which the headline stands, where nothing marks it."""
SEPARATOR = re.compile(
    r"\s*[|_｜]\s*|\s+[-—–]+\s+|\s*[-—–]{1,2}\s*(?=[^-—–]{2,16}(?:[-—–]{1,2}[^-—–]{2,16})?$)"
    r"|(?<=[字子日晚早商时][报報])-+(?=[^-]{4})"
)
_SITE = re.compile(
    r"[\w·]{1,12}(?:报|网|网站|[华新央]社|通讯社|电视台|广播电台|在线|新闻|头条|周刊|传媒|资讯|客户端|新闻云|电子版)"
)
"""What a window's title ends with, where that is the name of the site."""
_COLUMN = re.compile(r"^[\[【][^\]】]{2,8}[\]】]\s*")
"""The name of a programme or column in front of a headline."""
_LATIN_TAIL = re.compile(r"\s*[A-Za-z][\w .&'-]*$")
"""What stands behind the name of a site in another language."""
_EDITION = re.compile(r"(?:多媒[体體])?(?:[数數]字|[电電]子)[报報版]$")
_LEAST = 6
"""Characters of a title that the page's own text need not speak of."""
_SHORT = 4
"""Of a title that nothing but the window shows: 新闻 is a part of a site."""
_SITE_NAME = 8
"""Characters of the name of a site or its part behind a headline."""
_HEADLINE = 60
"""Characters of a headline that the page does not mark as one."""
_STOPS = "。；;：:，,、"
_DIGITS = re.compile(r"[\d年月日]+")
_ALIKE, _SOMEWHAT_ALIKE = 0.5, 0.4
"""Share of a title's pairs of characters that a page must have for the title to be its own; and of
those of a line right above the text."""


def title_of(
    found: Sequence[Block], main: frozenset[int], told: dict[str, str]
) -> int | str | None:
    """The block that is the title, or the title where no block has it."""
    first = first_prose(found, main)
    prose = [n for n in sorted(main) if is_prose(found[n])]
    text = "".join(found[n].text for n in prose or sorted(main))
    candidates = [told.get("title", ""), *_parts(told.get("window_title", ""))]
    candidates = [name for name in candidates if name and not is_bait(name)]
    heads = [n for n in range(min(first + 3, len(found))) if 4 <= len(found[n].text) <= 80]
    own = [name for name in candidates if _about(name, text)]
    # Printed above the text as well, it is the page's own, whatever words the text uses.
    printed = [name for name in candidates if name not in own and len(name) >= _LEAST]
    if candidates and candidates[0] == told.get("title") and candidates[0] in printed:
        own.insert(0, candidates[0])  # what the head names as the headline, and the page prints
    for name in dict.fromkeys((*own, *printed)):
        same = [n for n in heads if bare(found[n].text) == bare(name)]
        if name in printed:
            same = [n for n in same if n >= first - _NEAR and not found[n].linked]
        if same:
            return same[-1]
    for level in (1, 2):
        marked = [n for n in heads if found[n].heading == level and not is_bait(found[n].text)]
        marked = [n for n in marked if _about(found[n].text, text) or level == 1]
        if marked:
            return marked[-1]
    known = next((_cut(name, text) for name in own if len(bare(name)) >= _LEAST), None)
    unmarked = None if known else _unmarked(found, first, text)
    if known or unmarked is not None:
        return known or unmarked
    return next((name for name in own if len(bare(name)) >= _SHORT), None)


def _cut(name: str, text: str) -> str:
    """A headline that no line of the page shows, without the site's name behind it."""
    for separator in reversed(list(SEPARATOR.finditer(name))):
        head, tail = name[: separator.start()], name[separator.end() :]
        is_short = len(tail) <= _SITE_NAME and len(bare(head)) >= _LEAST
        if not is_short or share(tail, text) >= share(head, text):
            break
        name = head
    return name


def told_title(told: dict[str, str]) -> str | None:
    """The headline of a page that shows none, as its head tells it."""
    names = [
        told.get("title", ""),
        *_parts(told.get("window_title", ""))[1:],
        told.get("window_title", ""),
    ]
    return next((name for name in names if len(bare(name)) >= _LEAST and not is_bait(name)), None)


def _unmarked(found: Sequence[Block], first: int, text: str) -> int | None:
    """The line above the text that speaks of the same: a headline that nothing marks as one."""
    shares = {
        n: share(found[n].text, text)
        for n in range(max(first - _NEAR, 0), first)
        if _looks_like_headline(found[n])
    }
    best = max(shares, key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] >= _SOMEWHAT_ALIKE else None


def _looks_like_headline(block: Block) -> bool:
    text = block.text
    free = not block.region and not block.linked and not block.caption
    long_enough = len(bare(_DIGITS.sub("", text))) >= _LEAST
    short = long_enough and len(text) <= _HEADLINE and text[-1] not in _STOPS
    return free and short and not furniture.is_known(text)


def _parts(window: str) -> list[str]:
    """A window title without the names of site and section, the longest part first."""
    parts = [part for part in SEPARATOR.split(window) if part]
    own = [_COLUMN.sub("", part) for part in parts]
    return sorted(dict.fromkeys((window, *parts, *own)), key=len, reverse=True) if window else []


def site_of(window: str, title: str | None) -> str | None:
    """The name of the site, which stands last in the title of the window, behind the headline."""
    parts = [_LATIN_TAIL.sub("", part) for part in SEPARATOR.split(window)]
    parts = [part for part in parts if part]
    alone = _EDITION.sub("", parts[0]) if len(parts) == 1 else ""
    if MEDIUM.fullmatch(fold(alone)):
        return alone
    if len(parts) < 2 or not title:
        return None
    if bare(parts[0]) in bare(title):
        site = parts[-1]
    elif bare(parts[-1]) in bare(title):
        site = parts[0]
    else:
        return None
    site = _EDITION.sub("", site) or site
    return site if _SITE.fullmatch(fold(site)) and not is_bait(window) else None


def _about(title: str, text: str) -> bool:
    """Does the text speak of what the title says? Spam in a title speaks of other things."""
    return share(title, text) >= _ALIKE
