"""Movements of quantities in a text: which numbers belong to one change, and how it is put.

从42347名下降至36115名，减少14.7%      two levels and the difference between them
增加到37个                             a level reached
比2023年的31.5万吨增长11.1%            a level, and the difference that led away from it
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.facts.arithmetic import alike, in_points
from ingest.facts.document import Document
from ingest.facts.late import late
from ingest.model import Fact

_GOES_ON = late(r"[,(、]")
_BASES = late("同比|环比")
_UP = "增|升|涨|扩|提|高|回升|攀|多|加|延|翻|超|净增|发展"
_DOWN = "降|减|跌|缩|滑|回落|收窄|少|低|压|萎|便宜|下"
_TO = late(
    rf"[^,。;:!?\n]{{0,6}}?(?P<move>(?:[^\W\d]{{0,3}}(?:{_UP}|{_DOWN})[^\W\d]{{0,2}}?|调整|变)(?:到|至|为|成))了?"
    r"(?:(?:\d{2,4}年(?:\d{1,2}月)?)?[^,。;!?\n\d]{0,14}?的|\d{4}年(?:\d{1,2}月)?[底末初度]?)?"
    r"(?:最高|最低|最多)?(?:约|近|超过?|逾)?$"
)
_FROM = late(r"(?:从|由)[^,。;:!?\n从由]{0,18}?$")
_TWO = re.compile(r"\d[^\W\d]{0,4}%?[、和]")
_AGAINST = late(r"(?:(?<![同环对占])比(?![重例率值较])|(?<!比)较)[^,。;!?\n]{0,12}的?$")
_OBJECT = late("[一-鿿](?<![以左上下多])")
"""A noun behind the number: 改造提升3500万亩农田 tells of fields, not of a change."""
_ASIDE = re.compile(r"\([^()]*\)")
_LEVEL = late(
    rf"(?P<move>[跃攀飙骤激猛陡锐爬递急暴]?(?:(?:{_UP})(?:长|加|高|升|涨|大|至|到)?|(?:{_DOWN})(?:少|降|低|落|滑|跌|窄|小)?|上升|上涨|提升|下降|下跌|下滑|下调|上调)(?:到|至))了?$"
)
_DELTA = late(
    r"(?<![新最])(?P<move>负增长|调[涨升高降低]|加快|放缓|减缓|提速|[多少][增减]|增长|增加|增幅|增速(?=[仍已约近超逾高达])|增|提高|提升|上升|上涨|升高|回升|攀升|跃升|升幅|收涨|[微略]升|升|涨幅|涨|扩大|翻|多|下降|减少|降低|降幅|回落|下滑|下跌|下挫|收跌|[微略]跌|跌幅|跌|缩小|"
    r"缩减|缩短|压缩|压减|延长|收窄|减|降|便宜|偏多|偏少|高(?!达)|低|少)(?:了|仍|已|约|近|超过?|逾|为|高?达|达到)*$"
)
_REACHING = late("(?:到|至)(?:约|近|超过?|逾)?(?:人民币|每[一-鿿]{1,3})?")
"""Between a difference and the level it leads to: 减少96.3亿元至261.6亿元."""
_MOVING = frozenset("缓速增升涨扩提高回延攀多加延翻超净发上下降减跌缩滑收少低压萎便偏")
_COMMON_BASE = late(r"(?:较|比|同比|环比|相比)[^,。;!?\n]{0,14}$")
_CLAUSE_END = late("[,。;]")
_TOWARDS = late("(?:到|至|为)$")
_BASIS = re.compile(r"(?:同比|环比)[^,。;!?\n\d]{0,6}$")
_MEAN = re.compile("年均|月均|日均|平均|每年|每月|复合")
_BACK = 3
"""How many numbers back the level of a change is looked for."""


@dataclass(frozen=True)
class Parts:
    """The quantities that one change is made of."""

    start: int
    end: int
    move: str
    came_from: Fact | None = None
    to: Fact | None = None
    delta: Fact | None = None
    step: Fact | None = None
    """A difference that is printed beside its percent."""


def movements(folded: str, document: Document, quantities: list[Fact]) -> Iterator[Parts]:
    """The changes that a text states of its quantities, which are in order."""
    quantities = [q for q in quantities if not folded.startswith(_NO_LEVEL, q.end)]
    used: set[int] = set()
    mixed = any(fact.kind == "period" for fact in quantities)
    last: Parts | None = None
    for number, fact in enumerate(quantities):
        if number in used:
            continue
        sentence = document.sentence_at(fact.start)
        ahead, back = (
            quantities[number + 1 : number + 7],
            quantities[max(number - _BACK, 0) : number],
        )
        if mixed and fact.kind != "period":  # a length of time is the level of nothing else
            ahead = [q for q in ahead if q.kind != "period"]
            back = [q for q in back if q.kind != "period"]
        following = [q for q in ahead[:_BACK] if q.end <= sentence[1]]
        pair = _pair(folded, sentence, fact, following)
        if pair is None:
            back = back[::-1]
            pair = _single(folded, sentence, fact, back, following)
        if pair is None and last is not None and last.delta is not None:
            pair = _listed(folded, last, last.delta, fact)
        last = pair
        if pair is not None:
            involved = (pair.came_from, pair.to, pair.delta, pair.step)
            used.update(
                place
                for place in range(number, min(number + 4, len(quantities)))
                if any(quantities[place] is one for one in involved)
                and quantities[place].end <= pair.end
            )
            yield pair


def _pair(
    folded: str, sentence: tuple[int, int], fact: Fact, following: list[Fact]
) -> Parts | None:
    """从A增至B, and the percent or amount that follows."""
    if not following:
        return None
    left = folded[max(sentence[0], fact.start - 20) : fact.start]
    if "从" not in left and "由" not in left:
        return None
    opened = _FROM.search(left)
    if opened and _TWO.search(opened[0]):
        return None  # 由21.3%、19.6%提高到…
    stepped = opened and _stepped(folded, fact, following)
    if opened and stepped:
        return replace(stepped, start=max(sentence[0], fact.start - 20) + opened.start())
    if not alike(fact, following[0]):
        return None
    gap = _ASIDE.sub("", folded[fact.end : following[0].start])
    to = _TO.search(gap)
    if opened is None or to is None or len(gap) > 26:
        return None
    start = max(sentence[0], fact.start - 20) + opened.start()
    end, delta = following[0].end, None
    if len(following) > 1:
        gap = folded[end : following[1].start]
        if len(gap) <= 14 and _follows(gap, following[1], following[0]):
            end, delta = following[1].end, following[1]
    parts = Parts(start, end, to["move"], fact, following[0], delta)
    return _told_twice(folded, parts, following[2:])


def _stepped(folded: str, fact: Fact, following: list[Fact]) -> Parts | None:
    """由A减少X至B，降幅P: the difference stands before the level, its percent behind."""
    if len(following) < 2 or not alike(fact, following[1]):
        return None
    step, to = following[:2]
    gap = folded[fact.end : step.start]
    moved = _DELTA.search(gap)
    reached = _REACHING.fullmatch(folded, step.end, to.start)
    if len(gap) > 10 or moved is None or reached is None:
        return None
    end, delta = to.end, step
    if len(following) > 2:
        gap = folded[end : following[2].start]
        if len(gap) <= 14 and _follows(gap, following[2], to):
            end, delta = following[2].end, following[2]
    return Parts(fact.start, end, moved["move"], fact, to, delta, step)


def _follows(gap: str, delta: Fact, level: Fact) -> bool:
    """Whether a number behind a level is its change: ，减少14.7%."""
    if not _GOES_ON.match(gap) or not _DELTA.search(gap[1:]):
        return False
    if _COMMON_BASE.search(gap[1:-1]) and not _BASES.search(gap):
        return False
    if _MEAN.search(gap) or not _goes_on(gap.rstrip("约近超过逾达到为了")):
        return False  # 年均增长10%, 预计亩产提升一成: not the change between the two
    return delta.kind == "percent" or alike(delta, level)


def _single(
    folded: str, sentence: tuple[int, int], fact: Fact, before: list[Fact], following: list[Fact]
) -> Parts | None:
    """增加到37个; 比2023年的31.5万吨增长11.1%; 同比增长13.6%. `before`: the nearest first."""
    begin = max(sentence[0], fact.start - 16, *(one.end for one in before[:1]))
    left = folded[begin : fact.start]
    against = _against(folded, sentence, left, fact, before, following)
    if against or _MOVING.isdisjoint(left):
        return against  # the two searches that follow need one of these
    reached = _LEVEL.search(left)
    if reached is not None:
        end, delta = fact.end, None
        if following:
            gap = folded[fact.end : following[0].start]
            if len(gap) <= 14 and _follows(gap, following[0], fact):
                end, delta = following[0].end, following[0]
        return Parts(begin + reached.start("move"), end, reached["move"], None, fact, delta)
    moved = _DELTA.search(left)
    if moved is None or fact.direction is None or _TOWARDS.search(left):
        return None
    if fact.kind == "figure" and _OBJECT.match(folded, fact.end):
        return None
    start = begin + moved.start("move")
    lead = _BASIS.search(folded, begin, start)
    start = lead.start() if lead else start
    to = following[0] if following else None
    leads = to and _REACHING.fullmatch(folded, fact.end, to.start)
    if to and leads and (to.kind != "percent" or in_points(fact)):  # 增长48.7%至299.49亿元
        return Parts(start, to.end, moved["move"], None, to, fact)
    level = _level_of(folded, sentence, before, fact)
    return _told_twice(folded, Parts(start, fact.end, moved["move"], None, level, fact), following)


_NO_LEVEL = ("大关", "关口", "兑")
"""Behind a number that was passed, or of a rate of exchange: 突破千万 | 大关, 1美元 | 兑."""
_LISTED = ("、", "和", "与", "及", "以及")


def _listed(folded: str, last: Parts, before: Fact, fact: Fact) -> Parts | None:
    """分别下降8.7%、| 78.3% | 和5.9%: the next of several that moved the same way."""
    if fact.direction is None or folded[before.end : fact.start] not in _LISTED:
        return None
    same = fact.direction == before.direction and fact.kind == before.kind
    return Parts(fact.start, fact.end, last.move, delta=fact) if same else None


_AGAIN = late(
    "[,、(](?:同比|环比|按年|按月|[比较]上年(?:末|同期)?)?(?:增长|增加|增幅|增|提高|提升|上升|上涨|升|涨幅?|下降|减少|降低|降幅|回落"
    "|下滑|下跌|跌幅?|缩减|缩短|压缩|减|降)(?:了|约|为|达)*"
)
"""Between a difference and its percent."""


def _told_twice(folded: str, parts: Parts, following: list[Fact]) -> Parts:
    """324.84万人，比上年末增加14.29万人、增长4.6%: the difference and its percent, of one level."""
    level, delta = parts.to, parts.delta
    if level is None or delta is None or not following or level.kind == "percent":
        return parts
    other = following[0]
    if not _AGAIN.fullmatch(folded, delta.end, other.start):
        return parts
    if (delta.kind == "percent") == (other.kind == "percent"):
        return parts
    step, rate = (other, delta) if delta.kind == "percent" else (delta, other)
    if in_points(rate) or not alike(step, level):
        return parts
    return replace(parts, end=other.end, delta=rate, step=step)


def _against(
    folded: str, sentence: tuple[int, int], left: str, fact: Fact, before: list[Fact],
    following: list[Fact],
) -> Parts | None:  # fmt: skip
    """比2023年的31.5万吨增长11.1%: a level that a difference leads away from."""
    if not following or not ("比" in left or "较" in left) or not _AGAINST.search(left):
        return None
    if fact.kind == "period" or _is_difference(folded, fact):
        return None  # 比上一个五年增加94%; 比上年末|增加14万人、增长4.6%
    gap = folded[fact.end : following[0].start]
    if len(gap) > 8 or not _DELTA.search(gap) or _CLAUSE_END.search(gap):
        return None
    if following[0].kind != "percent" and not alike(following[0], fact):
        return None
    level = before[0] if before and alike(before[0], fact) else None
    level = level if level is not None and level.start >= sentence[0] else None
    return Parts(fact.start, following[0].end, gap, fact, level, following[0])


def _level_of(
    folded: str, sentence: tuple[int, int], before: list[Fact], delta: Fact
) -> Fact | None:
    """The level that a difference led to; a difference between the two is of the same level.

    人次19.01亿，增加1.07亿，同比增长6%: both are of the 19.01亿.
    """
    behind = delta
    for one in before:
        if not _goes_on(folded[one.end : behind.start]):
            return None
        rate = in_points(delta) and one.kind == "percent"  # 增长6.1%，增幅扩大4.7个百分点
        if one.start < sentence[0] or rate or not _is_difference(folded, one):
            return one if _is_level(folded, sentence, one, delta) else None
        behind = one
    return None


def _is_difference(folded: str, fact: Fact) -> bool:
    """Whether the number is itself the amount of a change: 增加1.07亿."""
    return _DELTA.search(folded, max(0, fact.start - 8), fact.start) is not None


def _goes_on(gap: str) -> bool:
    """Whether nothing but words of comparison stand between a number and its change.

    短期债券840亿元，中长期债券减少215亿元: another thing changed.
    """
    *aside, said = gap.split(",")
    if not all(_REMARK.search(part) for part in aside[1:]):
        return False  # 9.3亿吨公里,国际航线表现亮眼,增长26%
    return _COMPARING_ONLY.fullmatch(said.rstrip(")").lstrip("(、 ")) is not None


_REMARK = late(
    "^[^一-鿿]*$|创|突破|新[高低]|超过|超出|[高低快优慢多少]于|居|排名|[列占]|保持|相比|同时|同期|[较比]|实现|同比|环比|达到|完成|下同|价格?[计口]|口径|扣除|剔除|不含"
)
"""A clause between a level and its change that says no more of the level than how it ranks."""
_COMPARING_ONLY = late(
    r"(?:均|都|也|则|还|又)?(?:(?:同口径|可比价|可比口径|现价|不变价|名义|实际|扣除[^,]{0,8}|按[^,]{1,12}?)(?:计算|计)?)*"
    r"(?:(?:与|同|较|比|相比)[^,;]{1,16}?|同比|环比|按年|按月|年均|月均|平均|累计|总体|分别|增速|增幅|降幅|涨幅|跌幅|占比|比重|连续[^,]{1,8})*"
    r"(?:相比|略|小幅|大幅|快速|明显|仅|已|将|共|只|微|稍|更|约|近|实现|出现|有所|为|达|了)*"
    rf"(?:[^\W\d]{{0,2}}(?:{_UP}|{_DOWN})[^\W\d]{{0,6}}?)?(?:了|约|近|超过?|逾|为|达到?)*"
)


def _is_level(folded: str, sentence: tuple[int, int], level: Fact, delta: Fact) -> bool:
    """Whether the number before is what the change led to: 增加值8.46亿元，增长2.3%."""
    gap = folded[level.end : delta.start]
    if level.start < sentence[0] or ";" in gap or "分别" in gap or in_points(level):
        return False
    if in_points(delta) or (level.kind == "percent") != (delta.kind == "percent"):
        return (level.kind == "percent") == (in_points(delta))
    return delta.kind != "percent" and alike(level, delta)
