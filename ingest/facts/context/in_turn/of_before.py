"""What 分别 gives out where it names nothing itself: a number for each of those before it.

破获案件39万起，抓获63万人，同比分别 | 上升…       how each of them moved
里程600万公里，总长5481万公里，分别是十年前的 | 1.3倍、3.7倍       how many times another time's
收入增长5%，利润增长8%，比上月分别加快 | 0.9和1.1个百分点       how the growth of each changed
"""

from __future__ import annotations

from dataclasses import replace

from ingest.facts.arithmetic import in_points
from ingest.facts.context.sight import About, Sight
from ingest.facts.context.subjects.told import Told
from ingest.facts.late import late
from ingest.facts.words import DATE


def of_before(
    sight: Sight,
    read: About,
    subject: str | None,
    turn: tuple[int, int],
    before: list[Told],
    speed: str = "",
) -> tuple[About, str | None] | None:
    """Measure and subject of the number in its turn; `speed`: 年均增长率, where it says so."""
    number, count = turn
    suffix = speed or told_more(read) or _times(sight)
    shares = read.rule == "share" and read.measure is not None
    points = in_points(sight.fact) and sight.fact.direction is not None
    points = points and bool(before) and before[-1].grown
    before = [one for one in before if points == one.grown]
    if not (suffix or shares or points) or not _gave(before, count):
        return None
    told = before[len(before) - count + number]
    base = told.read.base or told.read.measure
    if points:
        grown = (told.read.measure or "") + "变化"
        return replace(read, measure=grown, base=base), told.subject or subject
    if shares and base and read.measure:
        suffix = read.measure[read.measure.rfind("占") :]  # 两校招生…，分别 | 占总数的…
    if not base:
        return None
    return replace(read, measure=base + suffix, base=base), told.subject or subject


def _times(sight: Sight) -> str:
    """分别是挂牌前的 | 8.8倍: how many times what."""
    at = sight.masked.rfind("分别", sight.clause[0], sight.fact.start)
    than = _TIMES.match(sight.masked, at + 2) if at >= 0 and sight.fact.unit == "倍" else None
    if than is None:
        return ""
    return "倍数" if DATE in than["than"] else f"与{sight.said(*than.span('than'))}之比"


_TIMES = late("(?:相当于|达到?|是|为)(?P<than>[^,;]{2,12})的(?![^,;]*的)")


def _gave(before: list[Told], count: int) -> bool:
    """Whether the last numbers are as many: not two of three that were given out before."""
    last = before[-count:]
    return len(last) == count and all(told.given in (0, 1, count) for told in last)


def told_more(read: About) -> str:
    """What a comparison adds to a measure: 同比增幅."""
    measure, base = read.measure or "", read.base or ""
    return measure[len(base) :] if base and measure.startswith(base) else ""
