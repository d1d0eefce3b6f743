"""What a number in its turn is a difference to, where several are compared with.

涨幅分别比上月末和上年同期高0.7个和1.9个百分点       one measure, compared twice
增长9%，比全省(7%)和全国(6%)分别高 | 2、3个百分点      the number before, compared with others
"""

from __future__ import annotations

from dataclasses import replace

from ingest.facts.context.sight import About, Sight
from ingest.facts.context.subjects.told import Told
from ingest.facts.late import late
from ingest.facts.phrases import MEMBERS
from ingest.facts.words import DATE, QUANTITY

_COMPARED = late(
    "(?:比|较|与)(?P<list>[^,;]{2,24}?)(?:分别)?(?:相比)?"
    "(?=高(?!技|新|等|校|中)|低|多|少|快|慢|增|减|上升|上涨|下|提|降|回|扩|收|加|放)"
)


def beyond(
    sight: Sight, read: About, turn: tuple[int, int], before: list[Told]
) -> tuple[About, str | None] | None:
    """增长9%，比全省(7%)和全国(6%)分别高 | 2、3个百分点: how far the number before is from each."""
    match = _BEYOND.search(sight.masked, sight.clause[0], sight.fact.start)
    told = next((one for one in reversed(before) if one.fact.start < sight.clause[0]), None)
    if match is None or told is None or not told.read.measure:
        return None
    listed = MEMBERS.split(_VALUE.sub("", sight.said(*match.span("list"))))
    if len(listed) != turn[1]:
        return None
    # Percentage points between sums are those of how fast these grow.
    grown = "" if told.fact.kind == "percent" else "增速"
    measure = f"{told.read.measure}{grown}与{listed[turn[0]]}之差"
    own = replace(read, subject=None, noun=None, measure=measure, base=told.read.base)
    return replace(own, rule="bare.points"), told.subject


def above_each(
    sight: Sight, read: About, subject: str | None, turn: tuple[int, int]
) -> tuple[About, str | None] | None:
    """增速分别高于全国、全省 | 0.4个和0.2个百分点: how far the number before is from each."""
    match = _ABOVE.search(sight.masked, sight.clause[0], sight.fact.start)
    said = sight.said(*match.span("list")) if match else ""
    listed = MEMBERS.split(said)
    if len(listed) != turn[1] or not read.measure or not read.measure.endswith(said):
        return None
    measure = read.measure.removesuffix(said) + listed[turn[0]]
    return replace(read, measure=measure, rule="bare.points"), subject


_ABOVE = late(f"分别(?:高|低|快|慢|多|少)[于出](?P<list>[^,;{QUANTITY}]{{2,24}})(?:{QUANTITY}|$)")
_BEYOND = late(f"(?:比|较)(?P<list>[^,;]{{1,24}}\\({QUANTITY}+\\))分别[高低快慢]")
_VALUE = late(r"[(（][^()（）]*[)）]")


def compared(sight: Sight, read: About, number: int, count: int) -> About | None:
    """比上月末和上年同期: what the difference in this turn is a difference to."""
    match = _COMPARED.search(sight.text, sight.clause[0], sight.fact.start)
    if match is None or not read.measure:
        return None
    listed = MEMBERS.split(match["list"].removesuffix("分别"))
    if len(listed) != count:
        return None
    told = read.measure.removesuffix("变化")
    if DATE not in sight.masked[match.start("list") : match.end("list")]:
        more = _MORE.match(sight.masked, match.end())  # 增速分别比工业、投资 | 高…
        own = told.partition(f"比{listed[0]}")[0].removesuffix("变化")
        than = f"{own}比{listed[number]}{more.group()}" if more else None
        return replace(read, measure=than) if than else None
    return replace(read, measure=f"{told}与{listed[number]}之差")


_MORE = late("[高低多少快慢](?:出)?")
