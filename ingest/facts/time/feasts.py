"""Reads feasts and days of the lunar calendar."""

from __future__ import annotations

import re

from ingest.facts.time.calendar import festival, lunar_day, lunar_month, nearest
from ingest.facts.time.moments import Moment, add_days, to_date
from ingest.facts.time.parts import PartReader
from ingest.facts.time.state import number
from ingest.facts.time.years import digits_of

_BEFORE_FEAST, _BEHIND_FEAST = 15, 24
"""Days of the spring travel rush (春运) before and behind the feast, every year since 2003."""
_CALENDAR = re.compile("^(?:农历|阴历|旧历|大年)")
_SOON = 75


class FeastReader(PartReader):
    """Tokens of feasts and of the lunar calendar."""

    def read_festival(self, text: str) -> None:
        year = self._year
        if year is None and self.context.near:
            year = self.context.near[0]
        if year is not None or len(self._now) < 3 or self.context.alone:
            day = festival(text, year or self._now[0], self.context.alone)
        else:
            day = self._feast_beside([festival(text, self._now[0] + shift) for shift in (0, -1, 1)])
        if day is None:
            raise ValueError(text)
        if text == "春运":
            return self._set(add_days(day, -_BEFORE_FEAST), add_days(day, _BEHIND_FEAST))
        self._set(day)

    def read_holiday(self, text: str) -> None:
        """此次小长假期间: the days of the holiday that the text has told of."""
        days = self.context.period
        if days is None or len(days[0]) < 3 or days[0] == days[1]:
            raise ValueError(text)
        self._set(*days)

    def _feast_beside(self, days: list[Moment | None]) -> Moment | None:
        """The nearest of the days; none where it is months away and nothing tells that it comes."""
        day = nearest(days, self._now)
        far = day is not None and (to_date(day) - to_date(self._now)).days > _SOON
        return None if far and not self.context.future else day

    def read_lunar(self, text: str) -> None:
        """A day or month by the lunar calendar, in the Gregorian one."""
        bare = _CALENDAR.sub("", text)
        said, _, bare = bare.rpartition("年")
        told = int(digits_of(said)) if said else self._year or (*self.context.near, 0)[0]
        year = told or self._now[0]
        self.said_year = self.said_year or bool(said)
        beside = not self.context.alone and len(self._now) > 2 and (not told or self.said_relative)
        leap = bare.startswith("闰")
        name, _, day = bare.lstrip("闰").rpartition("月") if "月" in bare else ("正", "", bare)
        month = {"正": 1, "冬": 11, "腊": 12}.get(name) or number(name)
        if not day:
            span = lunar_month(year, month, leap)
            self.span = span
        else:
            moment = lunar_day(year, month, number(day), leap)
            if beside:
                years = (year, year - 1) if told else (year, year - 1, year + 1)
                moment = self._feast_beside(
                    [lunar_day(each, month, number(day), leap) for each in years]
                )
            self.span = (moment, moment) if moment else None
        if self.span is None:
            raise ValueError(text)
