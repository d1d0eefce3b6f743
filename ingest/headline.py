"""Which lines of an article are title, subtitle, byline, headings and paragraphs."""

from __future__ import annotations

import re

from ingest.byline import are_names, is_byline, signs
from ingest.model import Role
from ingest.page import PageLine

_ENDS = "。！？!?；;：:，,、…”’」』）)》"
_STOPS = "。；;：:，,、"
_TITLE_LENGTH, _LATIN_TITLE_LENGTH = 60, 140
_HAN = re.compile("[\u4e00-\u9fff]")
_HEADING_LENGTH = 32
_DATELINE = re.compile(r"\d日[电電讯訊]")
_PLACED = re.compile(r".{2,12}\d{1,2}月\d{1,2}日[电電讯訊]")
"""新华社滨河3月5日电, on a line of its own."""
_OPENS = re.compile(r".+[，,].+[：:]")
"""The first words of a text that goes on below them."""
_LEAST = 6
_BEHIND_LEAD = 6
"""Lines among which a byline may stand behind the lead, ..."""
_AT_END = 3
"""... and at the end."""
_SITE = re.compile(
    r"\s*[-_|—–－]{1,2}\s*(?!(?:互联|物联|电|路|管|官)网)[\u4e00-\u9fffa-zA-Z\d]{1,12}?"
    r"(?:网|网站|在线|日报|晚报|时报|频道|客户端|电视台|门户)(?:\s*[-_|—–－].{1,30})?$"
)
_RUBRIC = re.compile(
    r"[【\[]?(?:新闻背景|背景新闻|编者按|編者按|核心提示|内容提要|导读|導讀|摘要|前言|引言)[】\]]?[:：]?"
)
"""What stands above a paragraph of its kind, and is no second line of a headline."""
_CAPTION = re.compile(
    r"[▲△■●]?\s*[图圖](?:[:：/]|[为為].{4})|.{2,}[摄攝]$"
    r"|.{4,}[(（](?:取自|翻[摄攝]|[图圖][/／:：]|[资資]料|.{2,10}(?:提供|供[图圖]|授[权權]))[^()（）]{0,14}[)）]$"
)
_DASH = re.compile(r"^[—–─―-]{1,4}\s*\S")
_FRAMED = re.compile(r"[^\w“‘「『《〈].*[^\w”’」』》〉!?！？]")
"""A line between signs: the name of a part, as posts print it."""
_WHOLE = re.compile(r"【([^【】]{6,})】")
"""A headline in brackets, as agencies print flashes."""
_STARS = re.compile(r"[*★☆|_\s]+$")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|第.{1,3}[章条部]|\d"
)
_BARE_NUMBER = re.compile(r"[(（【]?\s*(?:[一二三四五六七八九十]{1,3}|\d{1,3})\s*[)）】.、]?")
_PROSE = re.compile(r"[。！？!?；;]|[，,、].*[，,、]")


def roles(page: list[PageLine], given_title: str | None) -> list[Role]:
    """The role of each line of an article, in order.

    The title is the first line if it reads like one (or is the given title), or the second one
    under a line that leads up to it; a heading is a short line without an end mark that has prose
    behind it.
    """
    lines = [line.text for line in page]
    found: list[Role] = ["paragraph"] * len(lines)
    at = _signed_above(lines)
    found[:at] = ["byline"] * at
    if len(lines) > at + 1 and _CAPTION.match(lines[at]):
        at += 1
    if len(lines) > at + 2 and _leads_up(lines[at:], given_title):
        found[at : at + 2] = "subtitle", "title"
        at += 2
    elif _is_title(lines[at:], given_title):
        found[at] = "title"
        at += 1
    if "title" in found:
        while at < len(lines) and at < 5:
            role = _below_title(lines, at, found[at - 1])
            if role is None:
                break
            found[at] = role
            at += 1
    for number in range(at, len(lines)):
        near = number < _BEHIND_LEAD or number >= len(lines) - _AT_END
        if (near and is_byline(lines[number])) or (
            number == len(lines) - 1 and signs(lines[number])
        ):
            found[number] = "byline"
        elif page[number].heading or _is_heading(lines, number):
            found[number] = "heading"
    return found


def _signed_above(lines: list[str]) -> int:
    """1 if who wrote it stands above the headline, else 0."""
    if len(lines) < 2:
        return 0
    if is_byline(lines[0]):
        return 1
    # A text about somebody has the name as its headline, and begins with it.
    return int(are_names(lines[0]) and not any(map(lines[1].__contains__, lines[0].split())))


def _is_title(lines: list[str], given: str | None) -> bool:
    if not lines:
        return False
    first = lines[0]
    if given is not None and _bare(given) == _bare(first):
        return True
    if given is not None or len(lines) < 2:
        return False
    if _CAPTION.match(first) or is_byline(first) or _BARE_NUMBER.fullmatch(first):
        return False
    if _PLACED.fullmatch(first) or _OPENS.fullmatch(first):
        return False
    longest = _TITLE_LENGTH if _HAN.search(first) else _LATIN_TITLE_LENGTH
    return len(first) <= longest and first[-1] not in "。；;，,、"


def _leads_up(lines: list[str], given: str | None) -> bool:
    """Is the first line one above the headline (引题): is the second the title that was given, or
    does a subtitle with a dash follow on that one?"""
    first, second, third = lines[:3]
    if len(first) > _TITLE_LENGTH or _PROSE.search(first[:-1]) or is_byline(second):
        return False
    if given is not None:
        return _bare(without_site(given)) == _bare(second) != _bare(first)
    if first[-1] in "：:":  # of whom the headline below it speaks
        is_short = _LEAST <= len(second) <= _HEADING_LENGTH
        return is_short and not _PROSE.search(second) and second[-1] not in _ENDS
    return (
        len(second) <= _HEADING_LENGTH
        and second[-1] not in _STOPS
        and not any(map(_DASH.match, (first, second)))
        and not any(map(_NUMBERED.match, (first, second)))
        and bool(_DASH.match(third))
        and not _PROSE.search(third)
    )


def _below_title(lines: list[str], at: int, above: Role) -> Role | None:
    line = lines[at]
    if is_byline(line) or (at + 1 < len(lines) and are_names(line)):
        return "byline"
    if above == "title" and at + 1 < len(lines) and _DASH.match(line) and not _PROSE.search(line):
        return "subtitle"
    if above == "title" and _continues(lines, at):
        return "subtitle"
    return None


def _continues(lines: list[str], at: int) -> bool:
    """Is a line the second line of a headline: short, no heading with a number, prose behind?"""
    line, behind = lines[at], lines[at + 1] if at + 1 < len(lines) else ""
    if len(line) > _HEADING_LENGTH or _PROSE.search(line[:-1]):
        return False
    if _NUMBERED.match(line) or _RUBRIC.fullmatch(line) or _CAPTION.match(line):
        return False
    if _FRAMED.fullmatch(line):
        return False
    if is_byline(behind) or are_names(behind):
        return line[-1] not in _STOPS and not _DATELINE.search(line)
    return (
        len(behind) > _HEADING_LENGTH
        and line[-1] not in _ENDS
        # Section headings come in a series; a second line of a headline is alone.
        and not any(_is_heading(lines, number) for number in range(at + 1, len(lines)))
    )


def without_site(title: str) -> str:
    """A title without the name of the site that its window shows behind it, without stars and
    strokes."""
    title = _STARS.sub("", title) or title
    site = _SITE.search(title)
    return title[: site.start()] if site and site.start() >= _LEAST else title


def unframed(title: str) -> str:
    """A title without the brackets around the whole of it.

    >>> unframed("【滨河渡口恢复通航】"), unframed("【图解】滨河渡口恢复通航")
    ('滨河渡口恢复通航', '【图解】滨河渡口恢复通航')
    """
    framed = _WHOLE.fullmatch(title)
    return framed[1] if framed else title


def _is_heading(lines: list[str], number: int) -> bool:
    line = lines[number]
    return (
        len(line) <= _HEADING_LENGTH
        and line[-1] not in _ENDS
        and not _PROSE.search(line)
        and not _CAPTION.match(line)
        and not _PLACED.fullmatch(line)
        and not (_DASH.match(line) and is_byline(line.lstrip("—–─―-")))  # who spoke before it
        and "\t" not in line  # the row of a table
        and number + 1 < len(lines)
        and (len(lines[number + 1]) > _HEADING_LENGTH or lines[number + 1][-1] in "。！？”")
    )


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
