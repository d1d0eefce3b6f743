"""A web page as lines for dissection: the article's own, and all others with their kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.byline import is_byline
from ingest.page import PageLine, cut
from ingest.web.blocks import Block, blocks
from ingest.web.main_text import first_prose, is_prose, main_blocks
from ingest.web.meta import told_by
from ingest.web.rows import with_rows
from ingest.web.scripted import scripted
from ingest.web.title import SEPARATOR, site_of, title_of, told_title

_BEFORE, _BEHIND = 6, 8
"""Blocks around the article that may tell of it: who wrote it, when, for whom."""
_ABOVE = 4
"""Blocks above the headline in which a day and time or a source may stand alone."""
_STAMP = re.compile(
    r"(?:19|20)\d\d[-/.年\s]{0,2}\d{1,2}[-/.月]\d{1,2}日?\s*\d{1,2}:\d\d(?::\d\d)?|来源[:：].{1,20}"
    r"|[0-3]\d\s?(?:19|20)\d\d[-/.年](?:0[1-9]|1[0-2])月?"
)
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


def web_page(page: str) -> tuple[list[PageLine], dict[str, str]]:
    """The lines of a web page, and what it tells: title, published, publisher, author ...

    Lines outside the article have `aside` set.
    """
    found = list(with_rows(blocks(page)))
    main = main_blocks(page, found)
    shown, told = len(found), told_by(page)
    main = _with_scripts(page, found, main)
    title = title_of(found, main, told)
    if title is None and len(found) > shown:
        title = told_title(told)
    headline = found[title].text if isinstance(title, int) else title
    window = told.pop("window_title", "")
    site = site_of(window, headline)
    if site:
        told.setdefault("site", site)
    if any(part.startswith(told.get("author", "-")) for part in SEPARATOR.split(window)[1:]):
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
    text = first_prose(found, main)
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
    return _parted(block, (n for n in joints if _are_glued(text[n - 1], text[n])))


def _parted(block: Block, joints: Iterable[int]) -> Iterator[Block]:
    """A block as several, cut at some of its joints."""
    edges = [0, *joints, len(block.text)]
    for start, end in pairwise(edges):
        text = block.text[start:end].strip()
        start += len(block.text[start:end]) - len(block.text[start:end].lstrip())
        pieces = tuple(cut(block.pieces, start, start + len(text)))
        if pieces:
            page, length = pieces[-1][1:]
            yield replace(
                block, start=pieces[0][1], end=page + length, text=text, pieces=pieces, joints=()
            )


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
