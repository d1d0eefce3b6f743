"""Who wrote a report: its byline, on a line of its own or in the line that the report opens or
closes with. A byline is kept as it is printed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.facts.people import words
from ingest.script import fold

_POST = (
    r"(?:总台|央视|央广|本报|本刊|本网|本台|本社|特约|见习|实习|首席|全媒体|融媒体?|驻[\u4e00-\u9fff]{1,6}|"
    r"[\u4e00-\u9fff]{2,3}(?=特约|首席|见习|实习)|"
    r"[\u4e00-\u9fff]{0,6}(?:日报|晚报|时报|都市报|商报|网|社|快报|晨报|军报|法[制治]报|周报|电视台|传媒|新闻))"
)
_WHO = rf"{_POST}{{0,4}}(?:记者|通讯员|评论员|撰稿人?|特派员)"
_NAME = (
    r"(?:[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff]{1,8}|[\u4e00-\u9fff]{2,4}"
    r"|[\u4e00-\u9fff]\s{1,2}[\u4e00-\u9fff])"
)
_STROKE = r"\s*[/∕╱]\s*"
_PLACED = r"[\u4e00-\u9fff]{2,8}(?:报导|报道|专访|特稿)"
"""From where it is reported, which Taiwan prints behind a stroke."""
_LINE = re.compile(
    # 本报记者 李晓 发自滨河; 记者李晓、通讯员王芳; 文/李晓. Prose that begins with 记者 goes on in
    # another way: 记者昨日从市政府获悉.
    rf"[■●◎□◆◇]?\s*[(【\[]?(?:{_WHO}[\s:/|丨□]+(?:[^。!?,;“”「」]|,(?={_WHO})){{1,60}}"
    rf"|{_WHO}(?P<glued>{_NAME})(?:[\s、/,]+(?:{_WHO}[\s:/]*)?{_NAME})*"
    r"(?:[\s/]*(?:文|摄|图|摄影|报道|报导|摄影报道|综合报道|整理|编译)){0,3}[)】\]]?"
    # 滨河报/记者李晓/东湖报导
    rf"|(?:[\u4e00-\u9fffa-z]{{2,12}}{_STROKE})?{_WHO}\s*{_NAME}(?:、{_NAME})*{_STROKE}{_PLACED}"
    rf"|(?P<first>{_NAME})(?:、{_NAME})*{_STROKE}{_PLACED}(?:\s*[(].{{0,20}}[)])?"
    r"|(?:文[/:]|图[/:]|作者:|撰文:?|(?:文|作者|撰文|撰稿|采写)\s?[/:|丨])\s*[^。!?,;“”]{1,60})"
)
_OFFICE = re.compile(r"(?:本[报刊台网社]|新华社|人民日报)(?:特约)?(?:编辑部|评论员|评论部|记者)")
"""Who signs without a name."""
_ENGLISH = re.compile(
    r"By [A-Z][\w.'-]*(?:(?:,? | and | in )[A-Z][\w.'-]*){1,12}(?: \([^()]{2,40}\))?"
)
_OPENING = re.compile(
    rf"(?:[^。!?]{{0,30}}?(?:讯|电|消息|报道|报)\s?|[【\[][^】\]。]{{0,20}}(?:讯|电|消息)[】\]]\s?)?"
    rf"[(【\[〔]\s*(?P<by>{_WHO}[^()【】\[\]〔〕。!?]{{1,50}}?)\s*[)】\]〕]"
)
_SLASHED = re.compile(rf"(?P<by>(?:记者)?[\u4e00-\u9fff、]{{2,20}}[/∕\\◎]{_PLACED})(?=\s)")
_REPORTED = re.compile(
    rf"本[报网台刊]讯\s*(?P<by>(?:{_WHO}\s*)?(?P<names>{_NAME}(?:[、\s]{{1,2}}{_NAME})*))\s*报[道导][:,]"
)
"""本报讯 李晓报道: as small papers open."""
_DATELINED = re.compile(
    rf"[^。!?]{{0,30}}?\d日[电讯]\s*[(]\s*(?P<by>{_NAME}(?:[、\s]+{_NAME})*)\s*[)]"
)
"""中新网 滨河3月5日电 (李晓): names alone, as China News prints them, ..."""
_PLACED_REPORT = re.compile(
    r"(?:本[报网台刊]讯|[【\[][^】\]。]{2,10}[讯电][】\]])\s*"
    r"(?P<by>记者(?P<rest>[\u4e00-\u9fff]{4,9}?))报[道导](?:[:,]|\s|$)"
)
"""【滨河报讯】记者李晓东湖报道: as papers in Hong Kong open."""
_FROM = re.compile(
    r"(?P<by>.*?(?:记者|、))(?P<rest>[\u4e00-\u9fff]{4,9})\d{1,2}日.{0,2}(?:[电讯]|报道)"
)
"""记者李晓滨河5日电: place and day behind the names."""
_RUBRICS = frozenset(
    ("时评", "时事", "文摘", "连线", "连载", "解读", "解析", "解说", "全文", "方案", "双语")
)
"""... where rubrics may stand too; these begin with a surname."""
_BESIDE = re.compile(
    rf"(?:^|[\s|/])(?P<by>{_WHO}\s*{_NAME}(?:[、,]{_NAME})*(?:\s*/\s*{_PLACED})?)(?=[\s|]|$)"
)
"""In a line of metadata: 2024-05-18 13:46 滨河日报 记者李晓/东湖报导."""
_CLOSING = re.compile(
    rf"[(【\[]\s*(?P<by>{_WHO}[^()【】\[\]。!?]{{1,50}}?|文[/:]\s?{_NAME}(?:[、\s]{_NAME})*)"
    r"(?:\s+[摄图][/:][^()【】\[\]。]{1,20})?\s*[)】\]]"
)
"""(通讯员 李晓), (文/李晓 摄/王芳)"""
_SIGNED = re.compile(
    r"[。!?”](?P<apart>\s+)?"
    r"[(]\s?(?P<by>[\u4e00-\u9fff]{2,12}(?: [\u4e00-\u9fff]{2,3}){0,3})\s?[)]$"
)
"""(东湖镇人大 李晓), as reports of small places end."""
_BODY = re.compile(r"(?:[局委办镇乡县市区社院校站队部会处所]|人大|政协|政府|中心|公司|街道)$")
_PICTURE = re.compile(r"摄(?!影报道|影报导)|[供组]图|图片")
_EDITED = re.compile(r"(?:审核|编辑|校对|责编|[初复终一二三]审)\s?[/:丨|]")
"""Who else had a hand in it."""
_DAY = re.compile(r"\s*[(（【\[]\s*(?:19|20)\d\d.*$")
"""What follows names on their line: when it was written, and buttons."""
_LONGEST = 80
_MOST_NAMES = 5
_PLACES = frozenset("省市县区镇乡村州旗")
_BEHIND_LEAD = 3
"""Paragraphs that may open with it: a caption or a lead may stand before."""
_LABEL = re.compile(r"^(?:(?:作者|撰文|采写|撰稿)\s*[:：/／|｜丨]|文\s*[|｜丨])\s*")
# Print sets a name of two characters as wide as one of three: 王　堯.
_SPACED_NAME = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])\s+([\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)


def is_byline(line: str) -> bool:
    """Is a line nothing but a byline?"""
    if len(line) > _LONGEST:
        return False
    folded = fold(line)
    if _PICTURE.search(folded) and "文" not in folded:
        return False
    if _EDITED.search(folded):
        return False
    found = _LINE.fullmatch(folded)
    name = (found["glued"] or found["first"]) if found else None
    if name and not _begins_a_name(name):
        return False  # 记者提问
    return bool(found or _ENGLISH.fullmatch(line) or _OFFICE.fullmatch(folded))


def _begins_a_name(text: str) -> bool:
    return "·" in text or text[0] in words.of("surname")


def are_names(line: str) -> bool:
    """Is a line nothing but names: 李晓, 王 芳 李晓? Words that look like names are none."""
    parts = re.split(r"[\s、]+", _SPACED_NAME.sub(r"\1\2", fold(line).strip()))
    return len(parts) <= _MOST_NAMES and all(
        _is_name(part) and not words.is_word(part) and part[-1] not in _PLACES for part in parts
    )


def signs(line: str) -> bool:
    """Is a line nothing but names in brackets, with which reports end?"""
    return line[:1] in "(（" and line[-1:] in ")）" and are_names(line[1:-1])


def in_text(paragraphs: Sequence[str]) -> str | None:
    """The byline that one of the first paragraphs opens with, or in brackets at the end of the
    last."""
    for paragraph in paragraphs[:_BEHIND_LEAD]:
        folded = fold(paragraph[:_LONGEST])
        opening = _OPENING.match(folded) or _SLASHED.match(folded)
        if opening and not _PICTURE.search(opening["by"]):
            start = opening.start("by")
            return paragraph[start : start + _without_place(opening["by"])]
        placed = _PLACED_REPORT.match(folded)
        if placed:
            start, rest = placed.start("by"), placed["rest"]
            return paragraph[start : placed.start("rest") + _name_in(rest)]
        dated = _DATELINED.match(folded) or _REPORTED.match(folded)
        if dated and _all_names(dated.groupdict().get("names") or dated["by"]):
            return paragraph[slice(*dated.span("by"))]
    last = paragraphs[-1][-_LONGEST:].rstrip() if paragraphs else ""
    return _at_end(last)


def _without_place(by: str) -> int:
    """The length of a byline without the place and the day behind its last name: most names have
    three characters, and no place has less than two."""
    placed = _FROM.fullmatch(by)
    if not placed:
        return len(by)
    return placed.end("by") + _name_in(placed["rest"])


def _name_in(text: str) -> int:
    """The length of the name that a text begins with, behind which stands a place."""
    surname = 2 if text[:2] in words.of("surname") else 1
    return min(surname + 2, len(text) - 2)


def _at_end(last: str) -> str | None:
    ends = fold(last)
    signed = _SIGNED.search(ends)
    if signed and _are_names(signed["by"].split(), apart=signed["apart"] is not None):
        return last[slice(*signed.span("by"))]
    for closing in _CLOSING.finditer(ends):
        if closing.end() == len(ends) and not _PICTURE.search(closing["by"]):
            return last[slice(*closing.span("by"))]
    return None


def _are_names(words: Sequence[str], *, apart: bool) -> bool:
    """Do a body and a name, or names, sign a report? One name alone is set apart from the text."""
    first, *others = words
    if not others:
        return apart and _is_name(first)
    return all(map(_is_name, others)) and (_is_name(first) or bool(_BODY.search(first)))


def _all_names(names: str) -> bool:
    return all(map(_is_name, re.split(r"[、\s]+", _SPACED_NAME.sub(r"\1\2", names))))


def _is_name(text: str) -> bool:
    """Does a text of two or three characters begin with a surname?"""
    return len(text) in (2, 3) and text[0] in words.of("surname") and text not in _RUBRICS


def beside(line: str) -> str | None:
    """The byline in a line of metadata that has no label for it."""
    found = _BESIDE.search(fold(line))
    return line[slice(*found.span("by"))] if found else None


def in_credit(line: str) -> str | None:
    """The byline in brackets behind a source: 来源:滨河日报(记者 李晓) 编辑:王芳."""
    found = _CLOSING.search(fold(line))
    if not found or _PICTURE.search(found[0]):
        return None
    return line[slice(*found.span("by"))]


def close_names(byline: str) -> str:
    """A byline without the spaces that print puts inside names and the brackets around it."""
    if byline.isascii():
        return byline.removeprefix("By ")
    byline = _DAY.sub("", byline)
    closed = _SPACED_NAME.sub(r"\1\2", _LABEL.sub("", byline.strip("■●◎□◆◇()（）【】 \u3000")))
    return re.sub(r"\s+", " ", closed)
