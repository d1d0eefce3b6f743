"""Points in time at their own precision, as tuples cut off where the precision ends.

`(2017,)` is a year, `(2017, 6)` a month, `(2017, 6, 12)` a day, then hour, minute and second. A
span is a pair of moments, both ends included; a point is a span whose ends are the same.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice, takewhile

Moment = tuple[int, ...]
Span = tuple[Moment, Moment]

PRECISION = ("", "year", "month", "day", "hour", "minute", "second")


@lru_cache(maxsize=64)
def parse_iso(text: str | None) -> Moment:
    """The moment an ISO date or time says, as far as the calendar has it: 2018-13 is 2018.

    Zones are dropped; () when there is none.
    """
    if not text:
        return ()
    date, _, clock = text.strip().replace(" ", "T").partition("T")
    if len(date) == 8 and date.isdecimal():
        date = f"{date[:4]}-{date[4:6]}-{date[6:]}"
    moment = _numbers(date.split("-"))
    if len(moment) == 3 and clock:
        times = clock.split("+")[0].split("-")[0].rstrip("Z").split(":")
        moment += _numbers(part.split(".")[0] for part in times)
    while moment and not valid(moment):
        moment = moment[:-1]
    return moment


def _numbers(parts: Iterable[str]) -> Moment:
    """The first three numbers, as far as there are any: a date may be followed by anything."""
    told = takewhile(lambda part: part.isdecimal() and len(part) <= 4, parts)
    return tuple(map(int, islice(told, 3)))


@lru_cache(maxsize=512)
def iso(moment: Moment) -> str:
    """2017, 2017-06, 2017-06-12, 2017-06-12T08, 2017-06-12T08:30 ..."""
    date = "-".join([f"{moment[0]:04d}", *(f"{part:02d}" for part in moment[1:3])])
    clock = ":".join(f"{part:02d}" for part in moment[3:6])
    return f"{date}T{clock}" if clock else date


@lru_cache(maxsize=512)
def iso_span(span: Span) -> str:
    """A moment alone where both ends are the same, else `first/last`."""
    first, last = span
    return iso(first) if first == last else f"{iso(first)}/{iso(last)}"


@lru_cache(maxsize=64)
def published_on(text: str | None) -> str | None:
    """The date of publication that facts lean on: what the calendar has of it, or None."""
    moment = parse_iso(text)
    return iso(moment) if moment and moment[0] < dt.MAXYEAR else None


@lru_cache(maxsize=512)
def valid(moment: Moment) -> bool:
    """Whether the calendar has it."""
    if not moment or not 1 <= moment[0] <= 9999:
        return False
    if len(moment) > 1 and not 1 <= moment[1] <= 12:
        return False
    if len(moment) > 2 and not 1 <= moment[2] <= monthrange(moment[0], moment[1])[1]:
        return False
    limits = (24, 59, 59)
    return all(0 <= part <= limit for part, limit in zip(moment[3:], limits, strict=False))


@lru_cache(maxsize=512)
def to_date(moment: Moment) -> dt.date:
    """Its first day."""
    year, month, day = (*moment[:3], 1, 1)[:3]
    return dt.date(year, month, day)


def from_date(date: dt.date) -> Moment:
    """The moment of a day."""
    return date.year, date.month, date.day


@lru_cache(maxsize=512)
def add_days(moment: Moment, days: int) -> Moment:
    """So many days later, at most the last day that there is."""
    day = to_date(moment).toordinal() + days
    return from_date(dt.date.fromordinal(min(max(day, 1), dt.date.max.toordinal())))


def add_months(moment: Moment, months: int) -> Moment:
    """The same day of another month, or its last day; keeps a precision of month."""
    index = moment[0] * 12 + moment[1] - 1 + months
    year, month = divmod(index, 12)
    if len(moment) < 3:
        return year, month + 1
    return year, month + 1, min(moment[2], monthrange(year, month + 1)[1])


def last_day(moment: Moment) -> Moment:
    """The last day of a year, a month or a day."""
    year, month = (*moment[:2], 12)[:2]
    return moment[:3] if len(moment) > 2 else (year, month, monthrange(year, month)[1])


def first_day(moment: Moment) -> Moment:
    """The first day of a year, a month or a day."""
    return from_date(to_date(moment))
