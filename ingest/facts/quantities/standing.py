"""What several numbers are compared with, where the text tells it once for all of them.

从环比看，一线城市上涨0.2%；二线城市上涨 | 1.1%          to the next such word, or the line's end
与去年同期相比，粮食增长5%，蔬菜下降 | 3%               to the end of the sentence
食用农产品价格比前一周(下同)下降0.8%。… 下降 | 0.2%     to the end of the text
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ingest.facts.arithmetic import in_points
from ingest.facts.late import late
from ingest.model import Fact

_CUES = re.compile("[同环]比(?:来看|看|方面|:)|相比,|下同\\)|(?<![一-鿿])较[^,。]{2,10}[末底初],")
_CUE = late(
    "(?P<section>同比|环比)(?:(?:来|数据来?|角度来?|情况来?)?看|方面)?[,:](?<!比,)"
    "|(?<![一-鿿])(?P<opening>[与同和较比][^,。;!?]{0,16}?(?:上年|去年|前年|上月|上周|上季|前一[年月周日]|同期|年初|月初|月末|年末|年底|上一?[期届轮]|昨[天日]|交易日|赛季|学[年期]|(?:19|20)\\d\\d年|\\d{1,2}月份?)"
    "[^,。;!?一-鿿]{0,2}(?:同期|末|底|初)?(?:相比)?),"
    "|(?P<other>[与同和较比](?![之的率值例重])[^,。;:!?]{1,24}相比),"
    "|(?P<below>(?<=\\()[^()]{0,14}下同)\\)"
)
_ELSEWHEN = late(
    "(?:[^,。;]{0,4}\\d{1,2}(?:月份?)?[-—–~至到]\\d{1,2}月|今年以来|[上下]半年|前[一二三四五六七八九十\\d]+个?[月季]|全年|\\d{4}年[,全]"
    "|[与同和较比][^,。;]{1,16}相比,)"
)
"""Opens a sentence on a longer time than the section is about, or on another comparison."""
_ENDS = "。!?\n"
_AGAINST = late("(?:同比|环比|[与同较比][一-鿿\\d]{1,12})")


@dataclass(frozen=True, slots=True)
class _Basis:
    """Something that numbers are compared with, and where that holds."""

    text: str
    start: int
    end: int
    rates: bool
    """Only how fast something moved is compared with it."""


def told_once(folded: str, facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts, each with the basis that was told before it for it as well."""
    if _CUES.search(folded) is None:
        yield from facts
        return
    known = list(facts)
    standing = _standing(folded, known)
    for fact in known:
        yield _based(folded, fact, standing)


def _standing(folded: str, facts: list[Fact]) -> list[_Basis]:
    """All that is told once, in the order of the text."""
    found: list[_Basis] = []
    for match in _CUE.finditer(folded):
        start = match.end()
        if match["section"]:
            end = _end(folded, start, "\n")
            found.append(_Basis(match["section"], start, end, True))
        elif match["opening"]:
            end = min(_end(folded, start, mark) for mark in _ENDS)
            found.append(_Basis(match["opening"], start, end, False))
        elif match["other"]:
            end = min(_end(folded, start, mark) for mark in _ENDS + ";")
            found.append(_Basis(match["other"], start, end, False))
        else:
            basis = _of_bracket(folded, match, facts)
            told = (fact.start for fact in facts if fact.end == match.start() - 1)
            if basis:  # 增长5.2%(同比，下同)
                found.append(_Basis(basis, next(told, start), len(folded), True))
    return found


def _end(folded: str, start: int, mark: str) -> int:
    at = folded.find(mark, start)
    return at if at >= 0 else len(folded)


def _of_bracket(folded: str, match: re.Match[str], facts: list[Fact]) -> str | None:
    """What (同比，下同) or 比前一周(下同)下降 says; None where 下同 is of something else."""
    said = match["below"].removesuffix("下同").rstrip(",、;")
    if said:
        return said if _AGAINST.fullmatch(said) else None
    opened = match.start() - 1
    told = next((f for f in facts if match.end() <= f.start <= match.end() + 8), None)
    if told is None:
        told = next((f for f in facts if f.end == opened), None)
        return told.basis if told is not None and told.direction else None
    clause = folded[max(folded.rfind(mark, 0, opened) for mark in ",;。\n") + 1 : opened]
    against = _AGAINST.search(clause) if told.direction else None
    return against.group() if against and against.end() == len(clause) else None


def _based(folded: str, fact: Fact, standing: list[_Basis]) -> Fact:
    if fact.direction is None or (fact.basis and "(" not in fact.basis):
        return fact
    for basis in reversed(standing):
        if not basis.start <= fact.start < basis.end:
            continue
        if basis.rates and (fact.kind != "percent" or in_points(fact)):
            continue
        opened = max(folded.rfind(mark, basis.start, fact.start) for mark in _ENDS) + 1
        if opened and _ELSEWHEN.match(folded, opened):
            continue
        return replace(fact, basis=basis.text)
    return fact
