"""The period that an article gives account of, which lasts over its paragraphs and headings.

今年上半年，全市经济稳中有进。…
工业增幅居前                          a heading
全市工业增加值98亿元，同比增长9%。      no time of its own: that of the first half of the year
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from ingest.facts.context.sight import Span
from ingest.facts.context.times.moments import When, carried
from ingest.facts.late import late
from ingest.facts.time.memory import year_of_account

_GOES_ON = late(
    "同比|环比|[比较](?:上[年月周]|前一[周月])|[比较](?:去|上)年同期|增速|增幅|降幅|幅度|占比|占[^,。;]{1,12}的"
    "|(?:增长|增加|上涨|上升|下降|减少|下跌|回落)(?:了|约)?[\\d.]+%"
)
"""A paragraph that compares as accounts do goes on with the account."""
_PART = re.compile("\\s*(?:其中|[一-鿿]{2,10}(?:方面|阶段|领域),)")
_IN_IT = re.compile("\\s*(?:报告期|本报告期|期)内?[,公司]")
"""报告期内，…: the period itself is spoken of."""
_PRESENT = late(
    "目前|现已|现有|如今|眼下|当前|至今|迄今|以来|交易日|收盘|收报|报收|盘中|开盘|截至|截止|计划|力争|拟于|日前|近日|昨[天日]|今[天日]|日电|将于|预计|近年|未来|今后"
)
"""Returns to the present, or speaks of what is to come."""
_NEWS = 2
"""How many months ago a month was at most that an account is of."""
_LONGEST = 24
_MONTHS = 15
"""What ended longer ago is told as history: the paragraphs behind are not of it."""


class Account:
    """The period that was named last in an article's account, if one was."""

    def __init__(self, folded: str, published: str | None) -> None:
        self._folded, self._published = folded, published
        year = year_of_account(folded)
        whole = year is not None and (not published or year < int(published[:4]))
        self.whole = When(None, str(year), str(year), "year", "carried") if whole else None
        self._time: When | None = self.whole
        self._line_end = -1
        """Where the paragraph ends that told of the period last."""

    def told(self, time: When, opens: bool, line_end: int = -1) -> None:
        """A sentence opens with a time: the account is of that one now, or ends there.

        `opens`: it opens a paragraph too, which ends at `line_end`; else 1至10月 behind 10月 is
        told by the way.
        """
        self._line_end = line_end
        if not opens and self._time is not None and _goes_back(time, self._time):
            return
        if time.start and time.end and _month(time.end) - _month(time.start) > _LONGEST:
            return  # 10年来: told by the way
        if self._time is not None and _is_within(time, self._time):
            return  # 年末户籍人口…: a moment of the period
        self._time = carried(time) if self._is_accounted(time) else self.whole

    def for_paragraph(self, start: int, end: int) -> When | None:
        """The account's period, if a paragraph that names none before goes on with it."""
        if self._time is None:
            return None
        if _IN_IT.match(self._folded, start):
            return replace(self._time, level=True)
        if _PRESENT.search(self._folded, start, end):
            return None
        goes_on = self._time is self.whole or _PART.match(self._folded, start)
        goes_on = goes_on or _GOES_ON.search(self._folded, start, end)
        if goes_on:
            self._line_end = end
        return replace(self._time, level=True) if goes_on else None

    def resumed(self, sentence: Span, line_end: int) -> When | None:
        """The account's period, where its own paragraph spoke of the present by the way and goes
        on with it: 一季度…。目前小麦长势良好。| 蔬菜产量增长4%."""
        if self._time is None or line_end != self._line_end:
            return None
        if _PRESENT.search(self._folded, *sentence) or not _GOES_ON.search(self._folded, *sentence):
            return None
        return replace(self._time, level=True)

    def _is_accounted(self, time: When) -> bool:
        """Whether a time is a period as accounts have: a month, some, or a year, lately over."""
        if not self._published:
            return False
        if time.start and time.end and len(time.end) == _DAY:
            return _is_week(time.start, time.end, self._published)
        if time.precision == "day":
            return False
        if time.as_of and len(time.as_of) == len("2020-06"):
            longest = _MONTHS if time.as_of.endswith("-12") else _NEWS  # 截至2014年底
            return 0 < _month(self._published) - _month(time.as_of) <= longest
        if not time.start or not time.end:
            return False
        return 0 <= _month(self._published) - _month(time.end) <= _MONTHS


def _is_week(start: str, end: str, published: str) -> bool:
    """Whether days are some that prices are watched over, and not long over."""
    if len(start) != _DAY or len(published) != _DAY:
        return False
    first, last, out = (date.fromisoformat(day) for day in (start, end, published))
    return _WEEK <= (last - first).days + 1 <= _MONTH and 0 <= (out - last).days <= _MONTH


_DAY, _WEEK, _MONTH = len("2023-06-11"), 5, 31


def _goes_back(time: When, month: When) -> bool:
    """Whether a period ends with the month that the account is of, and began before it."""
    own = month.as_of or (month.end if month.start == month.end else None)
    return own is not None and time.end == own and time.start is not None and time.start < own


def _is_within(time: When, period: When) -> bool:
    """Whether a time is a month, or the end, of a period and no day that something happened."""
    if time.as_of is None or time.precision == "day" or not period.start or not period.end:
        return False
    return _month(period.start, 1) <= _month(time.as_of) <= _month(period.end)


def _month(date: str, of_year: int = 12) -> int:
    """The number of a date's month; of a year its last, or the one that is asked for."""
    return 12 * int(date[:4]) + int(date[5:7] or of_year)
