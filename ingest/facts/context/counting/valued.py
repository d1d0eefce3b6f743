"""Numbers of things of which the next number tells a measure.

31个 | 城市房价上涨1.1%          they have it, and do nothing
19只 | 获资金净流入超1亿元        what they do reaches so far
"""

from __future__ import annotations

import re

from ingest.facts.context.measures.measure import LONGEST_PHRASE, measure_start, split
from ingest.facts.context.sight import Sight, Span
from ingest.facts.late import late
from ingest.facts.phrases import strip_cues
from ingest.facts.words import DATE, QUANTITY, tokens

_LEVEL = re.compile(f"{QUANTITY}+")
_WHOLE = late(f"(?:[{DATE}合计累共总平均一上半年已将均]|目前|实现|完成)*")
_PASSING = frozenset("超逾破")


def with_level(sight: Sight, does: str) -> str:
    """19只 | 获资金净流入超1亿元: the level that they pass belongs to what those counted do."""
    end, level = sight.right, _LEVEL.match(sight.masked, sight.right)
    if level is None or end >= sight.clause[1] or not _passes(sight, end):
        return does
    said = sight.said(sight.fact.end, level.end())
    passed = said.find(does) + len(does) if does in said else 0
    return does + said[passed:] if passed and len(said) <= LONGEST_PHRASE else does


def only_have(sight: Sight, start: int) -> bool:
    """Whether what stands behind those counted is a measure of theirs, which the next number
    tells: no deed. What passes a level (利润超1亿元) is one of theirs."""
    masked, end = sight.masked, sight.right
    if end >= sight.clause[1] or _passes(sight, end):
        return False
    behind = _WHOLE.match(masked, start, end)
    begin = behind.end() if behind else start
    stop = strip_cues(masked, begin, end)[0]
    if begin >= stop or measure_start(masked, begin, stop) == stop:
        return False
    return all(token.word_class != "verb" for token in tokens(masked, begin, stop))


def without_measure(sight: Sight, noun: Span) -> Span:
    """37只 | 偏股型基金 | 的首募总规模: what is counted, without what is measured of it."""
    of = sight.masked.rfind("的", *noun)
    if of <= noun[0] or sight.fact.dimension != "count":
        return noun
    parts = split(sight.masked, *noun)
    return (noun[0], of) if parts.named else noun


def _passes(sight: Sight, at: int) -> bool:
    """Whether the number that begins here is a level that is passed: 超1亿元."""
    return not _PASSING.isdisjoint(sight.text[at - 2 : at + 1])
