"""Feasts, solar terms and lunar dates: the calendar's facts, from tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from ingest.facts.time.moments import Moment, add_days, from_date, to_date

# fmt: off
TERMS = (
    "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
    "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至",
)
# fmt: on


def rows(name: str) -> list[list[str]]:
    """The rows of a table, without its comments and its head."""
    text = files("ingest.facts").joinpath(f"tables/{name}.tsv").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")][1:]


@lru_cache(maxsize=1)
def _lunar_years() -> dict[int, tuple[int, Moment, str, tuple[int, ...]]]:
    years: dict[int, tuple[int, Moment, str, tuple[int, ...]]] = {}
    for year, leap, new_year, months, terms in rows("lunar_years"):
        month, day = map(int, new_year.split("-"))
        days = tuple(map(int, terms.split()))
        years[int(year)] = (int(leap), (int(year), month, day), months, days)
    return years


def lunar_month(year: int, month: int, leap: bool = False) -> tuple[Moment, Moment] | None:
    """First and last day of a month of the lunar year; None outside the table."""
    if year not in _lunar_years():
        return None
    leap_month, day, months, _ = _lunar_years()[year]
    if (leap and month != leap_month) or not 1 <= month <= 12:
        return None
    index = month - 1 + (leap or (0 < leap_month < month))
    start = add_days(day, sum(29 + int(long) for long in months[:index]))
    return start, add_days(start, 28 + int(months[index]))


@lru_cache(maxsize=512)
def lunar_day(year: int, month: int, day: int, leap: bool = False) -> Moment | None:
    """The day of a lunar date; None where the month has no such day."""
    month_span = lunar_month(year, month, leap)
    if month_span is None:
        return None
    moment = add_days(month_span[0], day - 1)
    return moment if day >= 1 and moment <= month_span[1] else None


def solar_term(name: str, year: int) -> Moment | None:
    """The day of one of the 24 solar terms in a Gregorian year."""
    terms = _lunar_years()[year][3] if year in _lunar_years() else ()
    if not terms or name not in TERMS:
        return None
    index = TERMS.index(name)
    return year, index // 2 + 1, terms[index]


def weekday_of_month(year: int, month: int, nth: int, weekday: int) -> Moment:
    """The nth (from 1, or -1 for the last) such weekday (0 Monday) of a month."""
    if nth < 0:
        end = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
        return from_date(end - dt.timedelta(days=(end.weekday() - weekday) % 7))
    first = dt.date(year, month, 1)
    return from_date(first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1)))


def easter(year: int) -> Moment:
    """Easter Sunday of the Gregorian calendar, by the anonymous computus of 1876."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, fix = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - correction + 15) % 30
    quarter, odd = divmod(rest, 4)
    offset = (32 + 2 * fix + 2 * quarter - epact - odd) % 7
    late = (golden + 11 * epact + 22 * offset) // 451
    month, day = divmod(epact + offset - 7 * late + 114, 31)
    return year, month, day + 1


@lru_cache(maxsize=1)
def festivals() -> dict[str, tuple[str, str, bool]]:
    """Name → kind of rule, its numbers, and whether the name is read in articles."""
    table = {}
    for rule, article, names in rows("festivals"):
        kind, numbers = rule.split()
        table.update(dict.fromkeys(names.split(), (kind, numbers, article == "yes")))
    return table


@lru_cache(maxsize=512)
def festival(name: str, year: int, of_lunar_year: bool = False) -> Moment | None:
    """The day of a feast or solar term in that year (a lunar feast: of the lunar year).

    New Year's Eve is that before the year's spring, or, `of_lunar_year`, the year's last day.
    """
    if name not in festivals():
        return solar_term(name.removesuffix("节").removesuffix("气"), year)
    kind, rule, _ = festivals()[name]
    if kind == "easter":
        return add_days(easter(year), int(rule))
    numbers = [int(part) for part in rule.split("-")]
    if kind == "solar":
        return year, numbers[0], numbers[1]
    if kind == "weekday":
        return weekday_of_month(year, numbers[0], numbers[1], numbers[2] - 1)
    if numbers == [1, 0]:
        new_year = lunar_day(year + of_lunar_year, 1, 1)
        return add_days(new_year, -1) if new_year else None
    return lunar_day(year, numbers[0], numbers[1])


@lru_cache(maxsize=1)
def _holidays() -> dict[Moment, tuple[Moment, Moment]]:
    """Each day of a public holiday → its first and last day."""
    days: dict[Moment, tuple[Moment, Moment]] = {}
    for ends in rows("holidays"):
        first, last = (from_date(dt.date.fromisoformat(end)) for end in ends)
        day = first
        while day <= last:
            days[day] = (first, last)
            day = add_days(day, 1)
    return days


def holiday(day: Moment) -> tuple[Moment, Moment] | None:
    """First and last day of the public holiday in which a feast lies; None where none is known."""
    return _holidays().get(day)


def nearest(days: Iterable[Moment | None], now: Moment) -> Moment | None:
    """The day that is meant where no year is told: the one next to now."""
    known = [day for day in days if day is not None]
    return min(known, key=lambda day: abs((to_date(day) - to_date(now)).days), default=None)


@lru_cache(maxsize=1)
def eras() -> dict[str, int]:
    """Reign title → its first year."""
    return {era: int(year) for era, year in rows("eras")}
