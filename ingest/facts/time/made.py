"""Makes facts of what was read: dates, periods, lengths of time, what comes again and again."""

from __future__ import annotations

import re

from ingest.facts.document import Document
from ingest.facts.late import late
from ingest.facts.quantities.normal import number
from ingest.facts.time.calendar import holiday
from ingest.facts.time.compose import Expression
from ingest.facts.time.durations import Duration
from ingest.facts.time.moments import PRECISION, Span, iso, iso_span
from ingest.model import Fact

_EVERY_OF = late(r"^每[个一逢]?")
_EVERY = {
    "年": "1Y",
    "月": "1M",
    "日": "1D",
    "天": "1D",
    "周": "1W",
    "星期": "1W",
    "季度": "3M",
    "季": "3M",
    "晚": "1D",
    "夜": "1D",
}
_UNITS = {
    "年": "year",
    "月": "month",
    "周": "week",
    "日": "day",
    "时": "hour",
    "分": "minute",
    "秒": "second",
}
# Tokens that say a stretch of time, whatever they are resolved to.
# fmt: off
_STRETCHES = frozenset((
    "half", "quarter", "first", "months", "days", "years", "week", "same", "decade", "plan",
    "season", "tenday", "clocks", "isospan", "schoolyear", "term",
))
# fmt: on
_PARTS = {"half": "half", "quarter": "quarter", "tenday": "ten_days", "week": "week"}
_HOLIDAY = re.compile("”?(?:小?长假|假期|假日|黄金周|期间)(?:期间)?")


def in_holiday(folded: str, item: Expression, span: Span | None) -> tuple[Expression, Span | None]:
    """春节假期, “十一”黄金周: the public holiday around the feast, where its days are known."""
    match = _HOLIDAY.match(folded, item.end)
    days = holiday(span[0][:3]) if match and span else None
    if match is None or (span and days is None):
        quoted = folded[item.end : item.end + 1] == "”" and "“" in folded[item.start : item.end]
        return (item._replace(end=item.end + 1) if quoted else item), span
    start = item.start
    if match[0][0] == "”" and folded[item.tokens[-1].start - 1] == "“":
        start -= len(item.tokens) == 1
    return item._replace(start=start, end=match.end()), days


def duration_fact(document: Document, item: Duration, span: Span | None) -> Fact:
    """A length of time, with its days where it hangs on the date of publication."""
    return Fact(
        kind="period", text=document.text[item.start : item.end], start=item.start, end=item.end,
        rule="time.duration",
        value=number(item.value),
        value_to=None if item.value_to is None else number(item.value_to),
        unit=item.unit, norm_unit=_UNITS[item.base],
        approx=item.approx, resolved=iso_span(span) if span else item.iso,
        period_start=iso(span[0]) if span else None, period_end=iso(span[1]) if span else None,
        precision=_UNITS[item.base],
        time_source="stated",
    )  # fmt: skip


def recurring(document: Document, item: Expression) -> Fact:
    """每年, 每周三: what comes again and again."""
    unit = _EVERY_OF.sub("", item.tokens[0].text)
    unit = next(name for name in ("季度", "星期", *unit[:1]) if unit.startswith(name))
    code = _EVERY[unit]
    return Fact(
        kind="period", text=document.text[item.start : item.end], start=item.start, end=item.end,
        rule="time.every", value=1, unit=unit, resolved=f"R/P{code}", time_source="stated",
    )  # fmt: skip


def time_fact(document: Document, item: Expression, kinds: set[str], span: Span | None) -> Fact:
    """A date or a period; unresolved where it has no span."""
    point = span is not None and span[0] == span[1]
    stretch = bool(item.until or item.open_end or kinds & _STRETCHES)
    ends = span if span and not point else None
    return Fact(
        kind="period" if stretch or ends else "date",
        text=document.text[item.start : item.end],
        start=item.start,
        end=item.end,
        rule="time.expression",
        resolved=iso_span(span) if span else None,
        as_of=iso(span[0]) if span and point else None,
        period_start=iso(ends[0]) if ends else None,
        period_end=iso(ends[1]) if ends else None,
        precision=_precision(kinds, span),
        time_source="stated" if span else None,
    )


def _precision(kinds: set[str], span: Span | None) -> str | None:
    for kind, name in _PARTS.items():
        if kind in kinds:
            return name
    return PRECISION[len(span[1])] if span else None
