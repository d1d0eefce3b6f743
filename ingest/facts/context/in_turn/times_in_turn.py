"""Times that 分别 gives out: 2021年、2022年利润 | 分别为…, 2020年至2022年营收 | 分别增长…."""

from __future__ import annotations

from itertools import pairwise

from ingest.facts.context.sight import Span
from ingest.facts.context.times.moments import When, moment
from ingest.facts.context.times.when import Times
from ingest.facts.late import late
from ingest.facts.phrases import MEMBERS
from ingest.facts.words import QUANTITY
from ingest.model import Fact

_JOINTS = ("、", "和", "与", "及", "以及")
_SPAN = late("[至到—–~-]|[两三四五]年")
"""Stands in a period that is told by its ends."""
_YEAR, _MONTH = len("2020"), len("2020-01")
_ALIKE = ("year", "quarter", "half", "month", "day", "hour", "minute")


def times_in_turn(times: Times, masked: str, before: Span, count: int) -> list[When]:
    """The `count` times that a sentence lists as the last thing `before` 分别; empty if none."""
    told = times.between(*before)
    if not told or not times.governs(before, told[-1]):
        return []
    if QUANTITY in masked[told[-1].end : before[1]] or MEMBERS.search(
        masked, told[-1].end, before[1]
    ):
        return []  # 1月至2月，收入和利润 | 分别增长…
    if len(told) >= count:
        listed = told[-count:]
        joined = all(times.folded[one.end : two.start] in _JOINTS for one, two in pairwise(listed))
        alike = len({fact.precision for fact in listed}) == 1 and listed[0].precision in _ALIKE
        one = told[-count - 1] if len(told) > count else None
        longer = one and times.folded[one.end : listed[0].start] in _JOINTS
        if joined and alike and not longer and times.governs(before, listed[0]):
            found = [moment(fact) for fact in listed]
            return [one for one in found if one is not None]
    return _parts(told[-1], count)


def _parts(period: Fact, count: int) -> list[When]:
    """The years or months of a period that is told by its ends: 2020年至2022年."""
    first, _, last = (period.resolved or "").partition("/")
    if len(first) != len(last) or not _SPAN.search(period.text):
        return []
    if len(first) == _YEAR and int(last) - int(first) + 1 == count:
        years = (str(int(first) + number) for number in range(count))
        return [When(None, year, year, "year", "stated") for year in years]
    one_year = len(first) == _MONTH and first[:_YEAR] == last[:_YEAR]
    if one_year and int(last[-2:]) - int(first[-2:]) + 1 == count:
        months = (f"{first[:-2]}{int(first[-2:]) + number:02d}" for number in range(count))
        return [When(month, None, None, "month", "stated") for month in months]
    return []
