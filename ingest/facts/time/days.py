"""Reads days: of the month and the week, relative ones, feasts, the lunar calendar."""

from __future__ import annotations

import datetime as dt
import re

from ingest.facts.late import late
from ingest.facts.time.calendar import lunar_day, weekday_of_month
from ingest.facts.time.feasts import FeastReader
from ingest.facts.time.moments import (
    Moment,
    add_days,
    add_months,
    first_day,
    from_date,
    last_day,
    to_date,
    valid,
)
from ingest.facts.time.state import number, numbers

_WEEKDAY_NAMED = late(r"(?:周|星期|礼拜)([一二三四五六日天])$")
_DAYS = {
    "今": 0, "本": 0, "昨": -1, "前": -2, "大前": -3, "大大前": -4,
    "明": 1, "后": 2, "大后": 3, "大大后": 4,
}  # fmt: skip
_TWO_DAYS = ("昨今", "今明", "明后")
_LATE = 5
"""How many days a page may be later than its text, which says what is still to come."""
_LATELY = 31
_HALF = 15
_NEXT = 6
"""A day without a month is rather one of the next six than one of nearly a month ago."""
_REPORTED = late("[^,。]{0,6}?(?:表示|发布|宣布|[说称]|报道|发表|视察|会见|签署|通报)")
_TENS = {"上": 1, "中": 11, "下": 21}
_WEEKDAY = "一二三四五六日"
_TUESDAY, _THURSDAY = 1, 3
_NUMBERED = re.compile("[今昨明][\\d一二三四五六七八九十廿]")


class DayReader(FeastReader):
    """Tokens of days and weeks."""

    def read_firstdays(self, text: str) -> None:
        if self.span is None:
            raise ValueError(text)
        count = number(text) * (1 if text[-1] in "天日" else 7)
        first, last = first_day(self.span[0]), last_day(self.span[1])
        if text[-1] not in "天日":  # weeks begin on Mondays
            first = add_days(first, -to_date(first).weekday() % 7)
            last = add_days(last, -((to_date(last).weekday() + 1) % 7))
        if text.startswith("最后"):
            return self._set(add_days(last, 1 - count), last)
        self._set(first, add_days(first, count - 1))

    def read_tenday(self, text: str) -> None:
        if self.span is None and "半" in text and self.context.alone:
            self._set(self._now[:2])
        if self.span is None or len(self.span[0]) < 2:
            raise ValueError(text)
        month = self.span[0]
        if "半" in text:  # 10月上半月
            ends = (1, _HALF) if text[0] == "上" else (_HALF + 1, last_day(month)[2])
            return self._set((*month[:2], ends[0]), (*month[:2], ends[1]))
        parts = [_TENS[char] for char in text.removesuffix("旬")]
        first, final = min(parts), max(parts)
        last = (*month[:2], final + 9) if final < 21 else last_day(month)
        self._set((*month[:2], first), last)

    def _month_for_day(self, day: int) -> Moment:
        if self.span is not None:
            return self.span[1][:2]
        context = self.context
        over = context.coming and (*context.near[:2], day) < context.published
        if len(context.near) > 1 and not over:
            return self._month_beside(context.near, day)
        focus = context.focus
        here = context.fresh and len(focus) > 2
        if here and (day == focus[2] or (day > focus[2] and focus <= (context.published or focus))):
            return focus[:2]
        now = self._now
        if len(now) < 3:
            raise ValueError("publication without a day")
        if here and 0 < focus[2] - day <= _NEXT and (*now[:2], day) > now and not context.coming:
            return focus[:2]  # 11月26日抓获, 24日晚作案
        if context.coming and day < now[2] - _LATE:
            return add_months(now[:2], 1)
        if self._is_of_news(day):
            return focus[:2]
        told = context.coming or (context.future and not _REPORTED.match(context.behind))
        if day <= now[2] + _NEXT or told or context.alone:
            return now[:2]
        return add_months(now[:2], -1)

    def _is_of_news(self, day: int) -> bool:
        """6月30日坠毁 … 29日起飞, told in July: a day beside that of the news."""
        focus, now = self.context.focus, self._now
        if len(focus) < 3 or self.context.coming or day <= now[2]:
            return False
        ago = (to_date(now) - to_date(focus)).days
        return focus[:2] < now[:2] and ago <= _NEXT and abs(day - focus[2]) <= _NEXT

    def _month_beside(self, near: Moment, day: int) -> Moment:
        """The month of a day named behind another one: 2月26日 …, 3日 is in March."""
        following = add_months(near[:2], 1)
        if len(near) > 2 and near[2] - day > _HALF and (*following, day) <= self.context.published:
            return following
        return near[:2]

    def read_day(self, text: str) -> None:
        day = number(text)
        if self.reign:
            known = lunar_day(*self.lunar, day) if self.lunar else None
            return self._set(known) if known else None
        moment: Moment = (*self._month_for_day(day), day)
        if moment[1:] == (2, 29) and not valid(moment) and self.inferred and self.span:
            moment = (moment[0] - moment[0] % 4, 2, 29)
        if not valid(moment) and self.inferred and self.span is None:
            moment = (*add_months(moment[:2], -1), day)
        self._set(moment)

    def read_days(self, text: str) -> None:
        found = numbers(text)
        self.ranged = True
        now = self.context.published
        under_way = self.span is None and len(self.context.near) < 2 and len(now) > 2
        if under_way and found[0] <= now[2] <= found[-1]:
            month = now[:2]  # 23日至25日, of news of the 23rd
        else:
            month = self._month_for_day(found[-1])
        self._set((*month, found[0]), (*month, found[-1]))
        if found[0] > found[-1]:
            self._set((*add_months(month, -1), found[0]), (*month, found[-1]))

    def read_relday(self, text: str) -> None:
        context = self.context
        if text in ("现在", "当前", "此刻", "目前", "最近", "而家", "全天", "白天"):
            return self._set(self._now[:3])
        if text == "当天" and context.alone:
            return self._set(self._now[:3])
        if "(" in text or _NUMBERED.match(text):
            return self._set(self._numbered_day(text))
        both = text.replace("、", "")[:2]
        if both in _TWO_DAYS:
            if len(self._now) < 3:
                raise ValueError(text)
            return self._set(*(add_days(self._now, _DAYS[char]) for char in both))
        if self.span is not None:  # 端午节当晚 is that day
            self.daypart = text[-1] if text[-1] in "晚夜" else ""
            return None
        if text[0] in "当同次翌" or "一" in text:
            base = self._day_spoken_of(text)
            if len(base) < 3:
                raise ValueError(text)
            shift = {"次": 1, "翌": 1, "前": -1, "头": -1}.get(text[0], 0)
            self._set(add_days(base[:3], shift))
        else:
            if len(self._now) < 3:
                raise ValueError(text)
            key = text[: text.rindex("大") + 2] if text.startswith("大") else text[0]
            self._set(add_days(self._now, _DAYS[key]))
        self.daypart = text[-1] if text[-1] in "早晨晚夜" else ""

    def _day_spoken_of(self, text: str) -> Moment:
        """Which day 当晚 leans on: the last one named; what is told is not of one to come."""
        context = self.context
        day = context.focus if len(context.focus) > 2 else context.today
        told = text[0] == "当" and not context.future
        return context.gone if told and context.gone and day > context.published[:3] else day

    def _numbered_day(self, text: str) -> Moment:
        """今(16)日, 昨22日: the day of that number beside the one that the word says."""
        if len(self._now) < 3:
            raise ValueError(text)
        said, day = add_days(self._now, _DAYS[text[0]]), numbers(text)[-1]
        near = (add_days(said, shift) for shift in (0, -1, 1, -2, 2, -3, 3))
        return next(moment for moment in near if moment[2] == day)

    def _week_of(self, text: str) -> dt.date:
        if len(self._now) < 3:
            raise ValueError(text)
        date = to_date(self._now)
        shift = {"上上": -2, "下下": 2}.get(text[:2])
        if shift is None:
            shift = {"上": -1, "下": 1}.get(text[:1], 0)
        return date - dt.timedelta(days=date.weekday() - 7 * shift)

    def read_week(self, text: str) -> None:
        monday = self._week_of("" if "半" in text else text)
        first, last = {"上半": (0, 2), "下半": (3, 6)}.get(text[:2], (0, 6))
        self._set(
            from_date(monday + dt.timedelta(days=first)),
            from_date(monday + dt.timedelta(days=last)),
        )

    def read_weekday(self, text: str) -> None:
        last = text[-1].replace("天", "日")
        if self.span is not None:
            if self.span[0] != self.span[1] and last in _WEEKDAY:  # 上周星期三
                self._set(add_days(self.span[0], _WEEKDAY.index(last)))
            return
        monday = self._week_of(text)
        if last == "末":
            saturday = self._weekend(text, monday + dt.timedelta(days=5))
            return self._set(from_date(saturday), from_date(saturday + dt.timedelta(days=1)))
        date = monday + dt.timedelta(days=_WEEKDAY.index(last))
        today = to_date(self._now)
        if text[0] in "周星礼" and self.context.since:  # 上周三至|周五
            first = to_date(self.context.since)
            date = first + dt.timedelta(days=(_WEEKDAY.index(last) - first.weekday()) % 7)
        elif text[0] in "周星礼":
            if self.context.alone:
                date += dt.timedelta(days=7 if date <= today else 0)
            elif self.context.future and date < today:
                date += dt.timedelta(days=7)
            elif not self.context.future and date > today and not self._is_forecast():
                date -= dt.timedelta(days=7)
        self._set(from_date(date))

    def _is_forecast(self) -> bool:
        """Whether the paragraph has named a day to come last: 周三和周六…。除了 | 周四 | 稍低."""
        context = self.context
        return context.fresh and len(context.focus) > 2 and context.focus > context.published[:3]

    def _weekend(self, text: str, saturday: dt.date) -> dt.date:
        """That of this week, unless it is told of as over; 周末 alone is rather the last one, too,
        until it is longer ago than the next one is ahead."""
        today = to_date(self._now)
        early = text[0] in "周星礼" and not self.context.future and not self.context.alone
        over = self.context.over or (early and today.weekday() <= _TUESDAY)
        if over and saturday > today and text[0] not in "上下":
            saturday -= dt.timedelta(days=7)
        return saturday

    def read_nthday(self, text: str) -> None:
        """第二天: the day after the one that was told before, in news of late."""
        focus, now = self.context.focus, self.context.published
        if len(focus) < 3:
            raise ValueError(text)
        if not self.context.fresh and not (add_days(focus, _LATELY) > now[:3] >= focus):
            raise ValueError(text)
        self._set(add_days(focus, number(text) - 1))

    def read_nth(self, text: str) -> None:
        """The Nth week, weekday, day or month of what was said before."""
        if self.span is None and self.context.alone and text.endswith("天"):
            return self._set(add_days(self._now, number(text) - 1))
        if self.span is None:
            raise ValueError(text)
        year, month = (*self.span[0], 0)[:2]
        last = "最后" in text
        count = -1 if last else number(text)
        if text.endswith("个月"):
            return self._set((year, count))
        if text.endswith("天"):
            return self._set(add_days(first_day(self.span[0]), count - 1))
        weekday = _WEEKDAY_NAMED.search(text)
        if weekday:
            day = _WEEKDAY.index(weekday[1].replace("天", "日"))
            return self._set(weekday_of_month(year, month, count, day))
        monday = weekday_of_month(year, month or 1, count, 0)
        if month and count > 0 and not self.context.alone:
            # the first week of a month has its Thursday, as that of a year has
            first = weekday_of_month(year, month, 1, _THURSDAY)
            monday = add_days(first, 7 * count - 7 - _THURSDAY)
        self._set(monday, add_days(monday, 6))
