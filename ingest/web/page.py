"""A web page as lines for dissection: the article's own, and all others with their kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest import furniture
from ingest.byline import is_byline
from ingest.medium import MEDIUM
from ingest.page import PageLine
from ingest.restore.lines import is_bait
from ingest.script import fold
from ingest.web.blocks import Block, blocks, parted
from ingest.web.main_text import is_prose, main_blocks
from ingest.web.meta import told_by
from ingest.web.rows import with_rows
from ingest.web.scripted import scripted

_SEPARATOR = re.compile(
    r"\s*[|_｜]\s*|\s+[-—–]+\s+|\s*[-—–]{1,2}\s*(?=[^-—–]{2,16}$)"
    r"|(?<=[字子日晚早商时][报報])-+(?=[^-]{4})"
)
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
_LATIN_TAIL = re.compile(r"\s*[A-Za-z][\w .&'-]*$")
"""What stands behind the name of a site in another language."""
_EDITION = re.compile(r"(?:[数數]字|[电電]子)[报報]$")
_PAGE = re.compile(r"第?\s*[A-Za-z]?\d{1,3}\s*版")
_DAY = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日")
_CLOCKED = re.compile(r"\d{1,2}[-/.:月]\d{1,2}")
_GOES_ON, _BELONGS = frozenset(":：|/-[(（【丨者 "), frozenset(":：|/／-])）】次 ")
"""Signs behind which, and before which, the same thing goes on."""
_HIDDEN = frozenset(("hidden", "veiled"))
_SUBTITLE = re.compile(r"[—–─―-]{2,4}\s*\w")
_LITTLE, _MUCH_MORE = 80, 3
"""Characters of prose below which the scripts of a page are asked; how much more they must hold."""
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
    shown, told = len(found), told_by(page)
    main = _with_scripts(page, found, main)
    title = _title(found, main, told)
    if title is None and len(found) > shown:
        title = _told_title(told)
    headline = found[title].text if isinstance(title, int) else title
    window = told.pop("window_title", "")
    site = _site(window, headline)
    if site:
        told.setdefault("site", site)
    if any(part.startswith(told.get("author", "-")) for part in _SEPARATOR.split(window)[1:]):
        del told["author"]  # the site signs with its own name
    told.pop("title", None)
    if isinstance(title, int):
        main = _from_headline(found, title, main)
        main |= {title, *_between(found, title, min((n for n in main if n > title), default=0))}
        told["title"] = found[title].text
    elif title:
        told["title"] = title
    first = title if isinstance(title, int) else min(main, default=0) - _BEFORE
    near = {*range(min(first, min(main, default=0)), max(main, default=0) + _BEHIND)}
    near |= set(_telling(found, range(max(first - _ABOVE, 0), first)))
    text = _first_prose(found, main)
    lines = []
    for n, block in enumerate(found):
        is_above = n in near and n < text
        tells = n in main or (n in near and _may_tell(block, is_above=is_above))
        parts = list(_apart(block)) if is_above else [block]
        is_main = n in main and len(parts) == 1
        lines += [_line(part, tells=tells, is_main=is_main) for part in parts]
    return lines, told


def _may_tell(block: Block, *, is_above: bool) -> bool:
    """May a block near the text tell of it: no list of links, but for the path of the page?"""
    link = block.linked * 2 > len(block.text)
    known = not link or _is_path(block.text) or (is_above and _CLOCKED.search(block.text))
    return bool(known) and block.region not in _HIDDEN


def _with_scripts(page: str, found: list[Block], main: frozenset[int]) -> frozenset[int]:
    """The article of a page whose markup shows little prose, and whose scripts hold much more of
    it; their lines are put behind the others."""
    prose = sum(len(found[n].text) for n in main if is_prose(found[n]))
    lines = scripted(page) if prose < _LITTLE else []
    if not lines or sum(len(line.text) for line in lines) < _MUCH_MORE * prose:
        return main
    shown = len(found)
    found.extend(lines)
    return frozenset(range(shown, len(found)))


def _first_prose(found: Sequence[Block], main: frozenset[int]) -> int:
    return next((n for n in sorted(main) if is_prose(found[n])), min(main, default=0))


def _telling(found: Sequence[Block], above: Iterable[int]) -> Iterator[int]:
    """Blocks above the headline that tell of it: a time, a source, the path of the page; the day,
    beside the page of a newspaper."""
    texts = {n: found[n].text for n in above}
    printed = any(map(_PAGE.search, texts.values()))
    for n, text in texts.items():
        if _STAMP.fullmatch(text) or _is_path(text) or (printed and _DAY.match(text)):
            yield n


def _apart(block: Block) -> Iterator[Block]:
    """A line beside the text with its parts apart that a style sets apart, if a day or a time is
    among them: 社会|滨河日报|李晓|2019-03-05 10:22."""
    if not _CLOCKED.search(block.text):
        return iter([block])
    text = block.text
    days = [range(day.start() + 1, day.end()) for day in _DAY.finditer(text)]
    joints = (n for n in block.joints if not any(n in day for day in days))
    return parted(block, (n for n in joints if _are_glued(text[n - 1], text[n])))


def _are_glued(before: str, behind: str) -> bool:
    """Do two parts touch that are neither a label and its value nor brackets and what they hold?"""
    both_digits = before.isdigit() and behind.isdigit()  # pieces of one day
    return not both_digits and before not in _GOES_ON and behind not in _BELONGS


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
        second = block.heading in (2, 3, 4) and not block.linked and len(block.text) <= _HEADING
        if not block.region and (second or _SUBTITLE.match(block.text) or is_byline(block.text)):
            yield n


def _line(block: Block, *, tells: bool, is_main: bool) -> PageLine:
    is_hidden = block.region in _HIDDEN
    aside = "hidden" if is_hidden else "picture" if block.caption else "navigation"
    is_heading = len(block.text) <= _HEADING and (
        bool(block.heading) or (block.bold == len(block.text) and block.text[-1] not in "。：:")
    )
    return PageLine(
        block.start,
        block.end,
        block.text,
        block.pieces,
        is_heading,
        None if is_main else aside,
        tells,
    )


def _is_path(text: str) -> bool:
    """Is a line of links the path to the page?"""
    return "位置" in text or any(mark in text for mark in ">»›→")


def _title(found: Sequence[Block], main: frozenset[int], told: dict[str, str]) -> int | str | None:
    """The block that is the title, or the title where no block has it."""
    first = _first_prose(found, main)
    text = "".join(found[n].text for n in sorted(main))
    candidates = [told.get("title", ""), *_parts(told.get("window_title", ""))]
    candidates = [name for name in candidates if name and not is_bait(name)]
    heads = [n for n in range(min(first + 3, len(found))) if 4 <= len(found[n].text) <= 80]
    own = [name for name in candidates if _about(name, text)]
    # Printed above the text as well, it is the page's own, whatever words the text uses.
    printed = [name for name in candidates if name not in own and len(name) >= _LEAST]
    if candidates and candidates[0] == told.get("title") and candidates[0] in printed:
        own.insert(0, candidates[0])  # what the head names as the headline, and the page prints
    for name in dict.fromkeys((*own, *printed)):
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


def _told_title(told: dict[str, str]) -> str | None:
    """The headline of a page that shows none, as its head tells it."""
    names = [
        told.get("title", ""),
        *_parts(told.get("window_title", ""))[1:],
        told.get("window_title", ""),
    ]
    return next((name for name in names if len(_bare(name)) >= _LEAST and not is_bait(name)), None)


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
    parts = [_LATIN_TAIL.sub("", part) for part in _SEPARATOR.split(window)]
    parts = [part for part in parts if part]
    if len(parts) == 1 and MEDIUM.fullmatch(fold(parts[0])):
        return parts[0]
    if len(parts) < 2 or not title:
        return None
    if _bare(parts[0]) in _bare(title):
        site = parts[-1]
    elif _bare(parts[-1]) in _bare(title):
        site = parts[0]
    else:
        return None
    site = _EDITION.sub("", site) or site
    return site if _SITE.fullmatch(fold(site)) and not is_bait(window) else None


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
