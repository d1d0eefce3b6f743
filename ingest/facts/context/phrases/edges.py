"""Phrases without what stands at their edges and says nothing: dates, marks, adverbs."""

from __future__ import annotations

import re

from ingest.facts.context.sight import Span
from ingest.facts.late import late
from ingest.facts.phrases import SIGNS, trim
from ingest.facts.words import DATE, NAMES, tokens

PASSING = ("connective", "adverb", "manner", "joint")


def without_dates(masked: str, start: int, end: int) -> Span:
    """The span without dates, marks and the 内 or 间 of a period at its ends; 中秋 | 档."""
    if start < end and masked[start] not in _MAY_OPEN and masked[end - 1] not in _HOLLOW:
        return start, end  # most phrases
    while True:
        start, end = before = trim(masked, start, end)
        while start < end and masked[start] == DATE:
            start += 1
        while start < end and masked[end - 1] == DATE:
            end -= 1
        if end - start > 1 and masked[end - 1] in _OF_DATE and masked[end - 2] == DATE:
            end -= 1
        of_date = end > start > 0 and masked[start] in _TAILS and masked[start - 1] == DATE
        if of_date and not _OWN_WORD.match(masked, start):
            start += 1
        if (start, end) == before:
            return before


_TAILS = frozenset("内间起来底末初档")


_OWN_WORD = late("内[地蒙陆需河部销存容]|底层|起重|来源|末端|初[中级]")
"""Words that begin as what belongs to the date before them ends."""


_MAY_OPEN = frozenset(SIGNS + DATE) | _TAILS


_HOLLOW = frozenset(SIGNS + DATE + "内间里中起来底末初前后")


_OF_DATE = "内间里中起来底末初前后"
"""Characters that belong to the date before them."""


def is_empty(masked: str, start: int, end: int) -> bool:
    """Whether the span holds nothing but dates and marks."""
    if start >= end:
        return True
    if masked[start] not in _HOLLOW:
        return False
    begin, stop = without_dates(masked, start, end)
    return begin >= stop


def is_quoted(masked: str, begin: int, at: int) -> bool:
    """Whether a quotation that began behind `begin` is still open: 打掉 | “裸聊敲诈”等组织."""
    return masked.rfind("“", begin, at) > masked.rfind("”", begin, at)


def is_name(masked: str, span: Span) -> bool:
    """Whether the span is a name of the mask and nothing else."""
    return span[0] < span[1] and all(char in NAMES for char in masked[span[0] : span[1]])


def without_tail(
    masked: str, start: int, end: int, classes: tuple[str, ...] = ("adverb", "connective")
) -> Span:
    """The phrase without an adverb at its end: 俄勒冈州 | 仍."""
    found = list(tokens(masked, start, end))
    while found and found[-1].end == end and found[-1].word_class in classes:
        end = found.pop().start
    return trim(masked, start, end)


def is_manner(masked: str, start: int, end: int) -> bool:
    """Whether the span is nothing but adverbs of manner."""
    found = list(tokens(masked, start, end))
    return bool(found) and found[-1].end == end and all(t.word_class == "manner" for t in found)


def without_passing(masked: str, start: int, end: int) -> Span:
    """The phrase without connectives, adverbs and dates at its head."""
    for token in tokens(masked, start, end):
        head, _ = without_dates(masked, start, end)
        if token.start != head or token.word_class not in PASSING:
            break
        start = token.end
    stop = trim(masked, start, end)[1]
    return without_dates(masked, start, end)[0] if start < stop else stop, stop


def first_of(masked: str, start: int, end: int, marks: re.Pattern[str]) -> int:
    """Offset of the first of `marks` in the span, its end if there is none."""
    match = marks.search(masked, start, end)
    return match.start() if match else end


ITSELF = frozenset(
    ("公司", "该公司", "本公司", "该集团", "该行", "本行", "全行", "合作社", "该社", "该企业")
)
"""What a firm calls itself, or is called again."""
