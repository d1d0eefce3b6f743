"""Who wrote a report: its byline, on a line of its own or in the line that the report opens or
closes with. A byline is kept as it is printed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.script import fold

_POST = (
    r"(?:本报|本刊|本网|本台|本社|特约|见习|实习|首席|全媒体|融媒体?|驻[\u4e00-\u9fff]{1,6}|"
    r"[\u4e00-\u9fff]{0,6}(?:日报|晚报|时报|都市报|商报|网|社|快报|晨报|电视台|传媒|新闻))"
)
_WHO = rf"{_POST}{{0,4}}(?:记者|通讯员|评论员|撰稿人?|特派员)"
_NAME = (
    r"(?:[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff]{1,8}|[\u4e00-\u9fff]{2,4}"
    r"|[\u4e00-\u9fff]\s{1,2}[\u4e00-\u9fff])"
)
_LINE = re.compile(
    # 本报记者 李晓 发自滨河; 记者李晓、通讯员王芳; 文/李晓. Prose that begins with 记者 goes on in
    # another way: 记者昨日从市政府获悉.
    rf"[■●◎]?\s*[(【\[]?(?:{_WHO}[\s:/]+(?:[^。!?,;“”「」]|,(?={_WHO})){{1,60}}"
    rf"|{_WHO}{_NAME}(?:[\s、/,]+(?:{_WHO}[\s:/]*)?{_NAME})*"
    r"(?:[\s/]*(?:文|摄|图|摄影|报道|报导|摄影报道|综合报道|整理|编译)){0,3}[)】\]]?"
    r"|(?:文[/:]|图[/:]|作者:|撰文:?)\s*[^。!?,;“”]{1,60})"
)
_OPENING = re.compile(
    rf"(?:[^。!?]{{0,30}}?(?:讯|电|消息|报道|报)\s?|[【\[][^】\]。]{{0,20}}(?:讯|电|消息)[】\]]\s?)?"
    rf"[(【\[]\s*(?P<by>{_WHO}[^()【】\[\]。!?]{{1,50}}?)\s*[)】\]]"
)
_SLASHED = re.compile(
    r"(?P<by>(?:记者)?[\u4e00-\u9fff、]{2,20}[/∕\\◎][\u4e00-\u9fff]{2,6}(?:报导|报道|专访))(?=\s)"
)
_CLOSING = re.compile(rf"[(【\[]\s*(?P<by>{_WHO}[^()【】\[\]。!?]{{1,50}}?)\s*[)】\]]")
_PICTURE = re.compile(r"摄(?!影报道|影报导)|[供组]图|图片")
_LONGEST = 80
_BEHIND_LEAD = 3
"""Paragraphs that may open with it: a caption or a lead may stand before."""
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
    return bool(_LINE.fullmatch(folded)) or folded == "新华社记者"


def in_text(paragraphs: Sequence[str]) -> str | None:
    """The byline that one of the first paragraphs opens with, or in brackets at the end of the
    last."""
    for paragraph in paragraphs[:_BEHIND_LEAD]:
        folded = fold(paragraph[:_LONGEST])
        opening = _OPENING.match(folded) or _SLASHED.match(folded)
        if opening and not _PICTURE.search(opening["by"]):
            return paragraph[slice(*opening.span("by"))]
    last = paragraphs[-1][-_LONGEST:].rstrip() if paragraphs else ""
    ends = fold(last)
    for closing in _CLOSING.finditer(ends):
        if closing.end() == len(ends) and not _PICTURE.search(closing["by"]):
            return last[slice(*closing.span("by"))]
    return None


def close_names(byline: str) -> str:
    """A byline without the spaces that print puts inside names and the brackets around it."""
    closed = _SPACED_NAME.sub(r"\1\2", byline.strip("■●◎()（）【】 \u3000"))
    return re.sub(r"\s+", " ", closed)
