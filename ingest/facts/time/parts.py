"""Reads parts of years: halves, quarters, seasons, months, beginnings and ends."""

from __future__ import annotations

from ingest.facts.late import late
from ingest.facts.time.calendar import lunar_month
from ingest.facts.time.moments import Span, add_months
from ingest.facts.time.state import NUMBER, number, numbers
from ingest.facts.time.years import YearReader

_EDGE_MONTH = {"初": 1, "伊始": 1, "之初": 1, "中": 6, "底": 12, "末": 12, "关": 12}
_HALF = 6
_NAMED = {"首": 1, "次": 2}
_LISTED = late("[、和及与]")
"""一、三季度 are two quarters, and no time from the one to the other."""
_RECENT = 3
"""How many months ago a quarter ended at most of which a company gives account."""
_EARLY = 2
"""Until this month it may as well be the year before that is spoken of."""

_AIMS = ("目标", "任务", "计划", "预算", "指标")
"""Behind 全年: what is to be reached in the year under way."""


class PartReader(YearReader):
    """Tokens of the parts of a year."""

    def _infer_year(self, month: int, last: int | None = None) -> int:
        """The year a month without one belongs to: the sentence's, that of the account before it,
        else the nearest that fits; `last` is the month in which a longer time ends."""
        if self._year is not None:
            return self._year
        context = self.context
        if context.near:
            return context.near[0]
        if context.told:
            return self._year_told(month, last or month, 1 if last is None else 4)
        return self._nearest_year(month, last or month)

    def _year_told(self, month: int, last: int, recent: int) -> int:
        """The year of the account in which the month stands; none where it may as well be one of
        the `recent` months before the publication."""
        told, now = self.context.told, self.context.published
        if len(now) < 2:
            return told[0]
        nearest = self._nearest_year(month)
        if nearest == told[0]:
            return nearest
        if len(told) > 1 and month < told[1]:
            if nearest != told[0] + 1:
                raise ValueError("the account goes on to another year")
            return nearest
        if not self.context.fresh:
            recent = max(recent, 3)
        if (last > month) <= (now[0] - nearest) * 12 + now[1] - last <= recent:
            raise ValueError("two years are possible")
        return told[0]

    def _nearest_year(self, month: int, last: int = 0) -> int:
        now, context = self._now, self.context
        if len(now) < 2 or context.alone:
            return now[0]
        if (month, last) == (1, _HALF) and now[1] <= _EARLY and not context.future:
            raise ValueError("the last first half of a year is not the one that has just begun")
        if month <= now[1]:
            return now[0]
        if not context.future and context.fresh and self._is_of_year_told(month):
            return context.focus[0]
        if context.future or month - now[1] <= 3:
            return now[0]
        return now[0] - 1

    def _is_of_year_told(self, month: int) -> bool:
        """2021年6月15日…。6月17日, told in April 2022: of the past year that was spoken of."""
        focus, now = self.context.focus, self._now
        return len(focus) > 1 and focus[0] == now[0] - 1 and month >= focus[1]

    def read_half(self, text: str) -> None:
        if "个" in text:  # the last one, the next one
            index = self._now[0] * 2 + (self._now[1] > 6) + (-1 if text[0] == "上" else 1)
            year, first = index // 2, index % 2 * 6 + 1
            return self._set((year, first), (year, first + 5))
        first = 7 if text[0] == "下" or text == "h2" else 1
        year = self._infer_year(first, first + 5)
        self._set((year, first), (year, first + 5))

    def read_quarter(self, text: str) -> None:
        now = self.context.published
        if self.fiscal or "财" in text:
            raise ValueError("accounts may begin in any month")
        spoken = self._quarter_spoken_of() if text[0] in "本当" else None
        if spoken:
            return self._set(*spoken)
        if text[0] in "本当上下":
            index = self._now[0] * 4 + (self._now[1] - 1) // 3 + {"上": -1, "下": 1}.get(text[0], 0)
            year, quarter = divmod(index, 4)
            return self._set((year, quarter * 3 + 1), (year, quarter * 3 + 3))
        count = [_NAMED[text[0]]] if text[0] in _NAMED else numbers(text)
        low, high = (1, count[0]) if text[0] == "前" else (count[0], count[-1])
        if not 1 <= low <= high <= 4 or (_LISTED.search(text) and low + 1 < high):
            raise ValueError(text)
        year = self._infer_year(low * 3 - 2 if text[0] != "前" else 1, high * 3)
        over = len(now) < 2 or high * 3 <= now[1]
        if (
            self._year is None
            and not self.context.near
            and not self.context.told
            and text[0] == "前"
            and not (over or self.context.future or self.context.alone)
        ):
            year = now[0] - 1
        self._set((year, low * 3 - 2), (year, high * 3))

    def _quarter_spoken_of(self) -> Span | None:
        """The quarter that the text has named, where it ended lately: of its accounts 本季度 is."""
        period, now = self.context.period, self.context.published
        if period is None or len(now) < 2 or len(period[0]) < 2 or len(period[1]) < 2:
            return None
        first, last = period[0][:2], period[1][:2]
        ago = (now[0] - last[0]) * 12 + now[1] - last[1]
        return (first, last) if add_months(first, 2) == last and 0 < ago <= _RECENT else None

    def read_term(self, text: str) -> None:
        """A term of a school year, or of a year: spring from February, autumn from September."""
        if self.span is None:
            raise ValueError(text)
        year, autumn = self.span[0][0], text[0] in "秋上" or text[1] in "一1"
        start = self.school_month
        if not start and len(self.span[0]) > 1:
            raise ValueError(text)
        if autumn:
            return self._set((year, start or 9), (year + 1, 1))
        year += start > 0
        self._set((year, 2), (year, (start or 8) - 1))

    def read_season(self, text: str) -> None:
        year = self._year
        if year is None:
            if not self.context.alone:
                raise ValueError(text)
            year = self._now[0]
        if text[0] == "冬" and self.said_relative and year == self._now[0] > 0:
            year -= len(self._now) > 1 and self._now[1] <= 3  # 今冬, said in January
        first = {"春": 3, "夏": 6, "秋": 9, "冬": 12}[text[0]]
        last = (year + 1, 2) if first == 12 else (year, first + 2)
        self._set((year, first), last)

    def read_months(self, text: str) -> None:
        months = numbers(text)
        low, high = months[0], months[-1]
        if not (1 <= low <= 12 and 1 <= high <= 12):
            raise ValueError(text)
        year = self._infer_year(high)
        self.ranged = True
        if low > high:
            return self._set(
                (year - (self._year is None), low), (year + (self._year is not None), high)
            )
        self._set((year, low), (year, high))

    def read_month(self, text: str) -> None:
        month = 1 if text[0] in "正元" else 12 if text[0] == "腊" else number(text)
        if not 1 <= month <= 12:
            raise ValueError(text)
        if self.reign:
            # a month of the lunar calendar; outside the table the year is all that is certain
            span = lunar_month(self._year, month) if self._year else None
            self.lunar = (self._year, month) if self._year and span else None
            return self._set(span[0][:2], span[1][:2]) if span else None
        self._set((self._year_of_month(month), month))

    def _year_of_month(self, month: int) -> int:
        """As `_infer_year`; a tale goes on: 去年12月发现首例, 3月增至10例 is of the next year."""
        near = self.context.near
        if self._year is not None or len(near) < 2 or month >= near[1] or self.context.compared:
            return self._infer_year(month)
        return near[0] + ((near[0] + 1, month) <= self.context.published[:2])

    def read_relmonth(self, text: str) -> None:
        context = self.context
        if self.span is not None and len(self.span[0]) > 1:
            return None  # 8月当月
        if "(" in text:  # 本(8)月
            return self._set((self._nearest_year(number(text)), number(text)))
        if text[0] in "当同" or text[0] == "次":
            base = context.focus if len(context.focus) > 1 else context.published
        else:
            base = context.published
            spoken = context.period[1] if context.period else ()
            if context.compared and text[0] == "上" and len(spoken) > 1:
                base = spoken  # 7月末余额比上月末高: June's end, whenever that is published
        if len(base) < 2:
            raise ValueError(text)
        shift = {"上": -1, "下": 1, "次": 1}.get(text[0], 0) * (1 + (text[:2] in ("上上", "下下")))
        moment = add_months(base[:2], shift)
        if self._year is not None:
            moment = (self._year, moment[1])
        self._set(moment)

    def read_first(self, text: str) -> None:
        count = number(text) if NUMBER.search(text) else 1
        length = 3 if "季" in text else 1
        months = count * length
        if not 1 <= months <= 12:
            raise ValueError(text)
        now = self.context.published
        if months == 1 and text[0] == "前" and self.span is None:
            return self._month_before(text)
        year = self._year
        if year is None:
            if self.context.near:
                year = self.context.near[0]
            else:
                over = len(now) < 2 or months <= now[1]
                year = self._now[0] - (text[0] != "后" and not over and not self.context.alone)
        if text[0] in "后最" and "初" not in text:
            return self._set((year, 13 - months), (year, 12))
        self._set((year, 1), (year, months))

    def _month_before(self, text: str) -> None:
        """前一个月: the one before that which the text speaks of."""
        spoken = self.context.period[1] if self.context.period else ()
        base = self._now if self.context.alone else spoken
        if len(base) < 2:
            raise ValueError(text)
        self._set(add_months(base[:2], -1))

    def read_edge(self, text: str) -> None:
        if text in ("全年", "年内", "内"):
            return self._whole_year(text) if self.span is None else None  # 今年年内 is all of it
        edge = text.lstrip("年月岁")[:2].removesuffix("期")
        if self.span is None:
            if text[0] == "月":
                told = self.context.focus[:2] if self.context.fresh else ()
                here = len(told) > 1 and told < self._now[:2]
                return self._set(told if here else self._now[:2])  # 8月末…,月末
            month = _EDGE_MONTH[edge]
            told = self.context.near or self.context.account or self.context.told
            year = (told or self._now)[0]
            early = len(self._now) > 1 and self._now[1] <= 3
            if month == 12 and early and not told and not self.context.future:
                year -= 1
            return self._set((year, month))
        first, last = self.span
        if len(first) == 1 and first == last:
            return self._set((first[0], _EDGE_MONTH[edge]))
        if first != last and self.ranged and edge != "初":
            return None  # 1至10月底
        if first != last:
            if len(first) == 1:
                third = (last[0] - first[0] + 1) // 3
                low = first[0] if edge == "初" else last[0] - third
                return self._set((low,), (low + third,))
            return self._set(first if edge == "初" else last)

    def _whole_year(self, text: str) -> None:
        """全年 alone: the year that is told of, or the one under way where something is to come."""
        context = self.context
        told = context.near or context.beside or context.account or context.told
        if text == "年内":
            return self._set(((told or self._now)[0],))
        comes = context.future or context.behind.startswith(_AIMS)
        if told or (comes and len(self._now) > 1 and self._now[1] > _EARLY):
            self._set(((told or self._now)[0],))

    def read_same(self, text: str) -> None:
        period = self.context.period
        whole = self.context.near or self.context.told
        if period is None and len(whole) == 1 and whole < self.context.published:
            period = (whole, whole)
        if period is None:
            raise ValueError(text)
        if self.span is None:
            return self._set(*period)
        if len(self.span[0]) > 1:
            return
        # 2016年同期 of two weeks over New Year is of the year in which they began
        shift = self.span[0][0] - period[self.said_relative][0]
        first, last = ((moment[0] + shift, *moment[1:]) for moment in period)
        self._set(first, last)
