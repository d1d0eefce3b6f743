"""What the clause before a number ends with, when its own says no more than how many.

对所有被告人并处罚金，共计 | 600万元          罚金
两地间的通行时间，由过去 | 4小时缩短到…       通行时间
以热带风暴级登陆的台风，有 | 27个             those that it tells apart
"""

from __future__ import annotations

from ingest.facts.context.counting.counters import numbered
from ingest.facts.context.measures.measure import LONGEST_PHRASE, measure_start
from ingest.facts.context.phrases.noun_ends import noun_end
from ingest.facts.context.sight import About, Sight
from ingest.facts.late import late
from ingest.facts.words import QUANTITY


def measure_before(sight: Sight) -> About | None:
    """对所有被告人并处罚金，共计 | 600万元: the measure that the clause before ends with."""
    start, masked = sight.clause[0], sight.masked
    kind = sight.fact.kind
    those = _those_before(sight) if masked[start : sight.fact.start] in _HAVING else None
    if those is not None:
        return those
    if kind == "percent" or sight.left > start or masked[start - 1 : start] != ",":
        return None
    from_old = _FROM_OLD.fullmatch(masked, start, sight.fact.start)
    counts = masked[start - 3 : start - 1] in ("人数", "数量", "总数")
    if kind == "figure" and not (counts or from_old):
        return None
    first = max(masked.rfind(mark, 0, start - 1) for mark in ",;:。\n") + 1
    at = measure_start(masked, max(first, start - LONGEST_PHRASE), start - 1)
    if at >= start - 1:
        return None
    which = _WHICH.search(masked, first, at)  # 因战事 | 流离失所的 | 人数，达到81万人
    base = sight.said(which.start("which") if which else at, start - 1)
    return About(None, None, base, base, rule="bare.before")


_FROM_OLD = late(
    "(?:从|由)(?:过去|原来|原先|此前|之前|最初|现在|目前|先前|以往)?的?(?:最[快慢长短多少]的?)?"
)
"""通行时间，由过去 | 4个多小时缩短到…: the measure that the clause before ends with."""
_WHICH = late("(?:^|[而,])(?P<which>[一-鿿]{2,8}的)$")


_HAVING = ("有", "共有", "仅有", "只有", "则有", "约有", "还有")
_THOSE = late("(?P<which>[^,;:。\n]{2,16}的)(?P<noun>[一-鿿]{2,6})$")


def _those_before(sight: Sight) -> About | None:
    """以热带风暴级登陆的台风，有 | 27个: those that the clause before tells apart."""
    start, masked, fact = sight.clause[0], sight.masked, sight.fact
    if fact.dimension not in ("count", "people") or masked[start - 1 : start] != ",":
        return None
    first = max(masked.rfind(mark, 0, start - 1) for mark in ",;:。\n") + 1
    those = _THOSE.fullmatch(masked, first, start - 1)
    if (
        those is None
        or QUANTITY in masked[first:start]
        or noun_end(masked, *those.span("noun")) < start - 1
    ):
        return None
    thing = sight.said(*those.span("noun"))
    base = numbered(thing, fact)
    measure = sight.said(*those.span("which")) + base
    return About(those.span("noun"), thing, measure, base, rule="bare.before")
