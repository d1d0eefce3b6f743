"""What of a site stands above the headline: its name, its menus, the path of the page.

All work on folded lines and their kinds, None for those that are not furniture so far; `head` are
the lines above the first paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.medium import MEDIUM

Kinds = list[str | None]

SUBTITLE = re.compile(r"[—–─―-]{1,4}\s*\S")
LEAST_TITLE = 8
"""Characters of a line that is sure to be no word of a menu."""
_MASTHEAD = re.compile(
    r"[\u4e00-\u9fff]{2,8}(?:[日晚晨早时商快]报|青年报|都市报|经济报|证券报|新闻网|在线|(?:广播)?电视台|"
    r"融媒体中心|通讯社|新闻社)"
)
"""What no headline ends with."""
_MENU = re.compile(
    r"(?=(?:.*?[\u4e00-\u9fff]){8})(?:[^\s,。;:!?、]{1,10} ){5,30}[^\s,。;:!?、]{1,10}"
    r"|[^。【]{0,40}(?:【[^】]{1,30}】\s?){3,12}"
)
"""Six words and more, set apart by blanks, or some in brackets."""
_WORD = re.compile(r"[\w+]{1,6}")
_BUTTONS = (None, "share", "menu")
"""What a word of a menu may be by itself."""
_WORDS = 4
"""So many short lines are a menu."""
_PLACE = re.compile(r"位置|首页")
_CLOCK = re.compile(r"(?:19|20)\d\d.{0,8}\d{1,2}:\d\d")


def site(lines: Sequence[str], kinds: Kinds, head: range) -> None:
    """What may be the name of a site is the headline if nothing else can be."""
    for n in head:
        if kinds[n] == "site" and not any(
            kinds[m] is None and not SUBTITLE.match(lines[m])
            for m in head
            if m > n or len(lines[m]) >= LEAST_TITLE
        ):
            kinds[n] = None
            return


def again(lines: Sequence[str], kinds: Kinds, head: range) -> None:
    """Words above the headline that stand again and again on the page, or in its path."""
    counts = Counter(lines)
    steps = {
        step.strip()
        for n in head
        if kinds[n] == "breadcrumb"
        for step in re.split(r"[>»›:]", lines[n])
    }
    for n in head:
        is_word = len(lines[n]) < LEAST_TITLE and (counts[lines[n]] >= 3 or lines[n] in steps)
        if kinds[n] is None and is_word and any(kinds[m] is None for m in head[n + 1 :]):
            kinds[n] = "site"


def menus(lines: Sequence[str], kinds: Kinds, head: range) -> None:
    """Menus that a page begins with, if a headline follows them."""
    _short_menu(lines, kinds, head)
    for n in head:
        if kinds[n] is None and MEDIUM.fullmatch(lines[n]):
            continue
        if kinds[n] is None and not _MENU.fullmatch(lines[n]):
            return
        if kinds[n] is None and any(kinds[m] is None for m in head[n + 1 :]):
            kinds[n] = "menu"


def _short_menu(lines: Sequence[str], kinds: Kinds, head: range) -> None:
    """The words of a menu on lines of their own, above a headline."""
    words: list[int] = []
    for n in head:
        if kinds[n] is None and not _WORD.fullmatch(lines[n]):
            if len(lines[n]) <= LEAST_TITLE:
                return
            break
        if kinds[n] in _BUTTONS and _WORD.fullmatch(lines[n]):
            words.append(n)
    if len(words) >= _WORDS:
        for word in words:
            kinds[word] = kinds[word] or "menu"


def above_path(lines: Sequence[str], kinds: Kinds, head: range) -> None:
    """What stands above the path of a page, or above a menu, belongs to the site, if a headline
    follows it."""
    paths = [n for n in head if kinds[n] in ("breadcrumb", "menu") and not _below(lines, kinds, n)]
    if not paths:
        return
    below = [n for n in head[paths[-1] + 1 :] if kinds[n] is None]
    if any(not SUBTITLE.match(lines[n]) for n in below):
        for n in range(paths[-1]):
            kinds[n] = kinds[n] or "navigation"


def _below(lines: Sequence[str], kinds: Kinds, path: int) -> bool:
    """Does a path stand below a headline and its day: a link to its section, not the page's?"""
    if _PLACE.search(lines[path]):
        return False
    dated = [n for n in range(path) if kinds[n] == "meta" and _CLOCK.search(lines[n])]
    return bool(dated) and any(
        kinds[n] is None and len(lines[n]) >= LEAST_TITLE for n in range(dated[0])
    )


def masthead(lines: Sequence[str], kinds: Kinds, head: range) -> None:
    """The name of a paper or an account above the headline."""
    top = next((n for n in head if kinds[n] is None), None)
    if top is None or not any(kinds[n] is None for n in head[top + 1 :]):
        return
    again = any(kinds[n] == "meta" and lines[n].startswith(lines[top]) for n in head)
    if _MASTHEAD.fullmatch(lines[top]) or (again and MEDIUM.fullmatch(lines[top])):
        kinds[top] = "meta"
