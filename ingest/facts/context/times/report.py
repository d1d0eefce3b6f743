"""The period of the report that an article gives account of: 某公司今日披露半年报。报告期内，….

半年报 of an article in August is that of the first half of this year, 年报 in April that of the
last year; its accounts are of that time, where neither the sentence nor the one before tells one.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.facts.context.subjects.accounts import ACCOUNTS
from ingest.facts.context.times.moments import When
from ingest.facts.late import late

_NAMED = late(
    "第?(?:(?P<first>一季度报告|一季报)|(?P<third>三季度报告|三季报))"
    "|(?P<half>半年度?报告|半年报|中期报告|中报)|(?<![半百])(?P<whole>年度报告|年报)(?!制度|准则)"
)
_YEAR = re.compile("((?:19|20)[0-9]{2})年?度?$")
_ENDS = {"first": (1, 3, 4), "half": (1, 6, 7), "third": (1, 9, 10), "whole": (1, 12, 1)}
"""First and last month of each, and the month from which on it is published."""
_IN_IT = late("报告期(?!末)")
_AT_ITS_END = late("(?:报告期|期)末")
_NOW = late(
    "目前|截至|截止|[今昨][天日晚]|日前|收盘|涨停|跌停|换手率|预计|将|拟|计划|同期|股价|市值"
)
"""Says that a number is of another time."""


class Report:
    """Asked number by number, where the number's own sentence tells no time."""

    def __init__(self, folded: str, published: str | None) -> None:
        self._folded = folded
        named = _NAMED.search(folded) if "报" in folded else None
        self._start = named.start() if named else len(folded)
        self._period = _period(folded, named, published) if named else None

    def of(self, sentence: tuple[int, int], at: int, before: When | None) -> When | None:
        """The period, or its end, that a number at an offset is of; `before` is the time that the
        sentences before leave."""
        known = before is not None and before.precision != "day"
        if self._period is None and not known:
            return None
        if _AT_ITS_END.search(self._folded, sentence[0], at):
            period = before if before and before.end else self._period
            end = period.end if period else None
            return When(end, None, None, "month", "carried") if end and len(end) > 4 else None
        if known or self._period is None or self._start > at:
            return None
        told = _IN_IT.search(self._folded, sentence[0], at) is not None
        clause = max(self._folded.rfind(mark, sentence[0], at) for mark in ",;") + 1
        told = told or ACCOUNTS.search(self._folded, max(clause, sentence[0]), at) is not None
        if not told or _NOW.search(self._folded, max(clause, sentence[0]), at):
            return None
        return replace(self._period)


def _period(folded: str, named: re.Match[str], published: str | None) -> When | None:
    """What a report is of: its year is told, or the last one that can be published."""
    kind = named.lastgroup or ""
    first, last, since = _ENDS[kind]
    told = _YEAR.search(folded, max(named.start() - len("2020年度"), 0), named.start())
    if told is not None:
        year = int(told[1])
    elif published and len(published) > 4:
        year, month = int(published[:4]), int(published[5:7])
        year -= kind == "whole" or month < since
    else:
        return None
    if kind == "whole":
        return When(None, str(year), str(year), "year", "carried")
    return When(None, f"{year}-{first:02}", f"{year}-{last:02}", "month", "carried")
