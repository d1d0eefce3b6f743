"""Which blocks of a web page are its article.

trafilatura decides. It is given the page with a mark in front of every block, and the marks that
it gives back name the blocks it kept: its judgement is used, its text is not, because it deletes
characters that a page may need. Where it finds nothing, and for pages it should not be burdened
with, the stretch of blocks with the most prose is taken.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.script import fold
from ingest.web.blocks import Block

_FIRST = 0x3400
"""Marks are written in digits from here on: rare Han characters, letters to any reader."""
_DIGITS = 64
_OPEN = chr(_FIRST + _DIGITS)
_CLOSE = chr(_FIRST + _DIGITS + 1)
_MARK = re.compile(f"{_OPEN}([{chr(_FIRST)}-{chr(_FIRST + _DIGITS - 1)}]+){_CLOSE}")
_LARGEST = 2_000_000
"""Characters of a page that trafilatura is given."""
_MOST = 20_000
"""Blocks of a page that trafilatura is given."""
_PICTURE = re.compile(r"data:[\w/+.-]{1,40};base64,[A-Za-z0-9+/=]{100,}")
"""A picture in the place of its address, as programs save pages in one file."""
_ENOUGH = 40
"""Characters from which a judgement is taken for one."""
_PROSE = re.compile("[。！？；，,]")
_CLOSES = re.compile(
    r"[(【\[]?(?:责任编辑|责编|编辑)\s*[:丨].{0,30}$|分享(?:到|至)\s*[:：]?.{0,30}$|"
    r"(?:相关|推荐|延伸|热门)(?:阅读|新闻|推荐|文章|链接)\s*[:：]?$|"
    r"(?:网友|最新|全部|热门|精彩)评论.{0,12}$|发表评论"
)
"""Lines behind which a page goes on with other things."""
_PAGE = re.compile(r"<(?:!doctype|html|head|body|title|nav|header|footer|h1)\b", re.IGNORECASE)
"""What a page has, and what is cut out of one has not."""
_FEW_LINKS = 5
"""Of so many characters less than one is of a link."""
_DULL = -12.0
"""What a block without prose costs a stretch."""


def main_blocks(page: str, found: Sequence[Block]) -> frozenset[int]:
    """Numbers of the blocks that are the article."""
    kept = _all_of_part(page, found)
    if kept:
        return _trimmed(found, kept)
    if len(page) - _pictures(page) <= _LARGEST and len(found) <= _MOST:
        kept = _judged(page, found)
    seen = frozenset(n for n in kept if not found[n].region or found[n].region == "form")
    if _weight(found, seen) >= _ENOUGH and _has_prose(found, seen):
        return _with_lists(found, _trimmed(found, seen))
    dense, revealed = _densest(found), _revealed(found, kept)
    if _weight(found, dense) < _ENOUGH <= _weight(found, revealed):
        return revealed  # a headline with a comma is all that is shown
    return dense or revealed or _trimmed(found, seen)


def _pictures(page: str) -> int:
    """Characters of the pictures that are written into a page."""
    return (
        sum(len(picture[0]) for picture in _PICTURE.finditer(page)) if len(page) > _LARGEST else 0
    )


def _all_of_part(page: str, found: Sequence[Block]) -> frozenset[int]:
    """All blocks of what is no page but the text alone, cut out of one, as records hold it."""
    shown = frozenset(n for n, block in enumerate(found) if not block.region)
    linked = sum(found[n].linked for n in shown)
    is_part = not _PAGE.search(page) and linked * _FEW_LINKS < _weight(found, shown)
    return frozenset(n for n in shown if not _is_link(found[n])) if is_part else frozenset()


def _has_prose(found: Sequence[Block], numbers: frozenset[int]) -> bool:
    return any(_prose(found[n]) > 0 for n in numbers)


def _revealed(found: Sequence[Block], kept: frozenset[int]) -> frozenset[int]:
    """What a page that shows no prose hides until a script reveals it."""
    bare = [replace(block, region="") for block in found]
    for regions in (("", "veiled"), ("", "veiled", "hidden")):
        shown = frozenset(n for n in kept if found[n].region in regions)
        if _has_prose(bare, shown):
            return _trimmed(bare, shown)
    return frozenset()


def is_prose(block: Block) -> bool:
    """Does a block read like a paragraph?"""
    return _prose(block) > 0


def first_prose(found: Sequence[Block], main: frozenset[int]) -> int:
    """Number of the first paragraph of the article, or of its first block."""
    return next((n for n in sorted(main) if is_prose(found[n])), min(main, default=0))


def _trimmed(found: Sequence[Block], kept: frozenset[int]) -> frozenset[int]:
    """Without the links before and behind the prose, which are kept where a page has little
    text of its own; with the captions inside it, which are not kept, and without those above it."""
    prose = [n for n in kept if _prose(found[n]) > 0 and not found[n].caption]
    if not prose:
        return frozenset(n for n in kept if not _is_link(found[n]))
    inside = range(min(prose), _end(found, prose) + 1)
    captions = frozenset(n for n in inside if found[n].caption and not found[n].region)
    own = (n for n in kept if n in inside or not (_is_link(found[n]) or found[n].caption))
    return captions | frozenset(n for n in own if n <= inside[-1] or not _prose(found[n]) > 0)


def _with_lists(found: Sequence[Block], main: frozenset[int]) -> frozenset[int]:
    """With the lists in the midst of the text, if they are no links."""
    kept, run = set(main), list[int]()
    for n in range(first_prose(found, main), max(main) + 1):
        if n in main:
            kept.update(run)
        if n in main or found[n].linked or found[n].region or not found[n].item:
            run = []
        elif run or n - 1 in kept:
            run.append(n)
    return frozenset(kept)


def _end(found: Sequence[Block], prose: Sequence[int]) -> int:
    """The last block of prose: before the editor's name, the buttons to share or the comments, if
    most of the prose stands before these, or links stand between what follows."""
    weight = {n: len(found[n].text) for n in sorted(prose)}
    before, total = 0, sum(weight.values())
    last = min(weight)
    for n in range(min(weight), max(weight) + 1):
        if before >= _ENOUGH and _CLOSES.match(fold(found[n].text)):
            behind = found[n + 1 : max(weight) + 1]
            if before * 3 > total * 2 or sum(map(_is_link, behind)) * 4 >= len(behind):
                return last
        if n in weight:
            before, last = before + weight[n], n
    return last


def _is_link(block: Block) -> bool:
    return block.linked * 2 > len(block.text)


def _weight(found: Sequence[Block], numbers: frozenset[int]) -> int:
    return sum(len(found[n].text) for n in numbers)


def _judged(page: str, found: Sequence[Block]) -> frozenset[int]:
    import trafilatura  # slow to import, and only web pages need it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    text = trafilatura.extract(
        _PICTURE.sub("", _marked(page, found)),
        include_comments=False,
        include_tables=True,
        deduplicate=False,
    )
    numbers = (_number(mark) for mark in _MARK.findall(text or ""))
    return frozenset(number for number in numbers if number < len(found))


def _marked(page: str, found: Sequence[Block]) -> str:
    parts: list[str] = []
    at = 0
    for number, block in enumerate(found):
        parts += (page[at : block.start], _mark(number))
        at = block.start
    return "".join((*parts, page[at:]))


def _mark(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, _DIGITS)
        digits = chr(_FIRST + digit) + digits
    return f"{_OPEN}{digits}{_CLOSE}"


def _number(digits: str) -> int:
    number = 0
    for digit in digits:
        number = number * _DIGITS + ord(digit) - _FIRST
    return number


def _densest(found: Sequence[Block]) -> frozenset[int]:
    """The stretch of blocks with the greatest sum of prose, less what is no prose."""
    best, best_span = 0.0, (0, 0)
    total, start = 0.0, 0
    for number, block in enumerate(found):
        total += _prose(block)
        if total <= 0:
            total, start = 0.0, number + 1
        elif total > best:
            best, best_span = total, (start, number + 1)
    return frozenset(n for n in range(*best_span) if not found[n].region)


def _prose(block: Block) -> float:
    length = len(block.text)
    if block.region or _is_link(block):
        return _DULL
    marks = len(_PROSE.findall(block.text))
    return float(length) if marks and length >= 12 else _DULL
