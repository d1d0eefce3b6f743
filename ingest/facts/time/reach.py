"""Where a length of time leads from the date of publication: 3年来, 未来5年, 两年前."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from ingest.facts.late import late
from ingest.facts.time.durations import SECONDS, Duration
from ingest.facts.time.moments import Moment, Span, add_days, add_months, from_date, to_date

_TIME_BEHIND = late(r"的?时间")
_AGES = 1000
"""短短两千万年的时间 does not lead to now."""
_YEARS = 3
"""From so many years on an article means years and no days: 近五年 in May 2020 began in 2015."""


def resolve_duration(
    duration: Duration, published: Moment, context: str, alone: bool = False
) -> Span | None:
    """The days it covers when it hangs on the date of publication; None when it hangs on nothing.

    `context` is the text behind the duration, for 一年多时间里; `alone` as in `time.resolve`.
    """
    if not published or duration.every:
        return None
    lead, tail = duration.lead, duration.tail.removeprefix("时间")
    coarse = not alone and duration.base == "年" and duration.value >= _YEARS and not duration.rest
    now = published[:1] if coarse and duration.value.denominator == 1 else published
    if _reaches_back(duration, lead, tail, context, alone):
        return _until_now(duration, now)
    if alone and lead == "后" and not tail and len(published) > 2:
        end = _moved(duration, published, 1)
        return (add_days(published, 1), end) if end else None
    within = alone and tail in ("内", "以内", "之内")
    if lead in ("未来", "今后", "接下来") or within:
        end = _moved(duration, now, 1)
        return (now[: len(end)], end) if end else None
    if tail in ("前", "之前", "以前", "后", "之后", "以后"):
        if alone and duration.most and duration.base == "年":
            ends = sorted(
                published[0] + int(value) * (-1 if "前" in tail else 1)
                for value in (duration.value, duration.most)
            )
            return (ends[0],), (ends[1],)
        return _away(duration, published, -1 if "前" in tail else 1)
    return None


def _reaches_back(duration: Duration, lead: str, tail: str, context: str, alone: bool) -> bool:
    """It ends now: 3年来, 过去三年, 短短一年多时间里."""
    if tail in ("来", "以来") or lead in ("过去", "过去的", "在过去", "最近", "最近的"):
        return True
    if tail:
        return lead == "近" and tail in ("间", "期间")
    short = lead == "短短" and duration.value < _AGES and _TIME_BEHIND.match(context) is not None
    return lead == "近" or short or (lead == "前" and (alone or duration.value > 2))


def _away(duration: Duration, published: Moment, sign: int) -> Span | None:
    """So long before or after now, at the precision of its unit; a vague length says no date."""
    moment = _moved(duration, published, sign)
    if (
        moment is None
        or duration.approx
        or (duration.base == "年" and duration.value >= 100 and duration.value % 100 == 0)
    ):
        return None
    if duration.base == "周" and duration.value.denominator == 1 and len(moment) > 2:
        monday = add_days(moment, -to_date(moment).weekday())
        return monday, add_days(monday, 6)  # 三周前: that week
    length = {"年": 1, "月": 2}.get(duration.base, len(moment))
    if duration.value.denominator != 1 or duration.rest:
        length = max(length, 2)
    return moment[:length], moment[:length]


def _until_now(duration: Duration, published: Moment) -> Span | None:
    if duration.approx == "over" and duration.base == "年" and duration.value >= 1:
        return (published[0] - int(duration.value),), published[:2]
    start = _moved(duration, published, -1)
    return (start, published[: len(start)]) if start else None


def _moved(duration: Duration, moment: Moment, sign: int) -> Moment | None:
    """`moment` moved by the duration; working days are those from Monday to Friday."""
    if duration.unit not in ("工作日", "交易日"):
        value = duration.value
        if duration.rest and (duration.base, duration.rest[1]) == ("年", "月"):
            value += duration.rest[0] / 12
        return _shift(moment, value * sign, duration.base)
    if len(moment) < 3 or duration.value > 10**4:
        return None
    day, left = to_date(moment), int(duration.value)
    while left:
        day += dt.timedelta(days=sign)
        left -= day.weekday() < 5
    return from_date(day)


def _shift(moment: Moment, value: Fraction, base: str) -> Moment | None:
    """`moment` moved by so many years, months, weeks or days, at its precision."""
    if base in "年月":
        months = value * (12 if base == "年" else 1)
        if months.denominator != 1:
            return None if len(moment) < 3 else add_days(moment[:3], int(months * 30))
        if len(moment) == 1 and months % 12 and base == "年":
            moment = (*moment, 1)
        if len(moment) == 1:
            return (moment[0] + int(value),) if base == "年" else None
        if abs(months) > 12 * 5000 or moment[0] + int(months) // 12 < 1:
            return None
        return add_months(moment[:3], int(months))
    days = value / 24
    if base == "时" and len(moment) == 3 and days.denominator == 1:
        return add_days(moment, int(days))  # 未来48小时
    if base in SECONDS:
        return _shift_clock(moment, value * SECONDS[base])
    if len(moment) < 3:
        return None
    if value.denominator != 1 and len(moment) > 3 and base == "日":
        return _shift_clock(moment, value * 86400)
    return add_days(moment[:3], int(value * (7 if base == "周" else 1)))


def _shift_clock(moment: Moment, seconds: Fraction) -> Moment | None:
    if len(moment) < 4:
        return None
    hour, minute, second = (*moment, 0, 0, 0)[3:6]
    start = dt.datetime.combine(to_date(moment), dt.time())
    clock = dt.timedelta(hours=hour, minutes=minute, seconds=second)  # an hour may be 24
    time = start + clock + dt.timedelta(seconds=int(seconds))
    return (*from_date(time.date()), time.hour, time.minute, time.second)[: max(5, len(moment))]
