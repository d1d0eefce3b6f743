"""From words to ISO: an expression's tokens against the publication date and the text so far."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.facts import numerals
from ingest.facts.time.calendar import (
    eras,
    festival,
    lunar_day,
    lunar_month,
    weekday_of_month,
)
from ingest.facts.time.lexicon import Token
from ingest.facts.time.moments import (
    Moment,
    Span,
    add_days,
    add_months,
    first_day,
    from_date,
    last_day,
    to_date,
    valid,
)

_NUMBER = re.compile(r"\d+|[零〇○一二两三四五六七八九十廿百]+")
_DAYS = {
    "今": 0, "本": 0, "昨": -1, "前": -2, "大前": -3, "明": 1, "后": 2, "大后": 3, "大大后": 4, "大大前": -4,
}  # fmt: skip
_WEEKDAY = "一二三四五六日"
_YEARS = {"今": 0, "本": 0, "去": -1, "前": -2, "大前": -3, "明": 1, "后": 2, "来": 1}
_EDGE_MONTH = {"初": 1, "伊始": 1, "之初": 1, "中": 6, "底": 12, "末": 12, "关": 12}


@dataclass(frozen=True)
class Context:
    """What an expression may be resolved against."""

    published: Moment = ()
    focus: Moment = ()
    """The last date the text named, where a following one may lean on it."""
    near: Moment = ()
    """The last date named in the same sentence."""
    period: Span | None = None
    """The last period or month that the text speaks of, for 同期."""
    future: bool = False
    """The sentence speaks of what is to come."""
    alone: bool = False
    """A phrase that is asked about, in no text: this month's day, this year's month, the next
    Monday. In an article they are rather the last ones before its publication."""
    fresh: bool = True
    """The focus was named in this paragraph."""


def number(text: str) -> int:
    """The first number in the text."""
    match = _NUMBER.search(text)
    if match is None:
        raise ValueError(f"no number in {text!r}")
    return int(numerals.exact(match.group()))


def numbers(text: str) -> list[int]:
    """All numbers in the text; 一二 is two of them."""
    found = []
    for match in _NUMBER.finditer(text):
        words = match.group()
        if len(words) == 2 and "十" not in words and not words.isdigit():
            found += [int(numerals.exact(char)) for char in words]
        else:
            found.append(int(numerals.exact(words)))
    return found


def resolve_tokens(tokens: Sequence[Token], context: Context) -> Span | None:
    """The span that the tokens say; None where it cannot be known."""
    state = _State(context)
    for token in tokens:
        step = getattr(state, f"read_{token.kind}", None)
        if step is None:
            return None
        state.said_year = state.said_year or token.kind in ("year", "iso", "relyear", "era")
        try:
            step(token.text)
        except (ValueError, IndexError, OverflowError):
            return None
        if state.span is None:
            return None
    if state.span and valid(state.span[0]) and valid(state.span[1]):
        return state.span
    return None


class _State:
    """Reads tokens from the coarse to the fine; `span` is what has been read so far."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.span: Span | None = None
        self.daypart = ""
        self.reign = False
        self.said_year = False

    # years

    def _set(self, first: Moment, last: Moment | None = None) -> None:
        self.span = (first, first if last is None else last)

    @property
    def _year(self) -> int | None:
        return self.span[0][0] if self.span else None

    @property
    def inferred(self) -> bool:
        """Whether the year is not one that the expression itself says."""
        return not self.said_year

    @property
    def _now(self) -> Moment:
        if not self.context.published:
            raise ValueError("no date of publication")
        return self.context.published

    def read_iso(self, text: str) -> None:
        parts = [int(part) for part in re.findall(r"\d+", text)]
        self._set(tuple(parts))

    def read_year(self, text: str) -> None:
        digits = (
            re.sub(r"\D", "", text)
            if text[0].isdigit()
            else "".join(str(numerals.DIGITS[char]) for char in text if char in numerals.DIGITS)
        )
        year = int(digits)
        if len(digits) == 2:
            latest = (self.context.published or (2030,))[0] + 10
            year += (latest - year) // 100 * 100  # the last such year but ten to come
        self._set((year,))

    def read_years(self, text: str) -> None:
        first, last = re.findall(r"\d{4}", text)
        self._set((int(first),), (int(last),))

    def read_relyear(self, text: str) -> None:
        context = self.context
        if text in ("当年", "同年", "这一年"):
            base = context.focus or context.published
            if not base:
                raise ValueError(text)
            return self._set((base[0],))
        if text in ("次年", "翌年", "下一年", "下年"):
            base = context.focus or context.published
            return self._set((base[0] + 1,))
        if text.startswith("上"):
            base = context.near or self._now
            return self._set((base[0] - 1,))
        key = text[:2] if text.startswith("大") else text[0]
        self._set((self._now[0] + _YEARS[key],))

    def read_era(self, text: str) -> None:
        era = next(name for name in eras() if text.startswith(name))
        self.reign = True
        self._set((eras()[era] - 1 + (1 if "元" in text else number(text[len(era) :])),))

    def read_decade(self, text: str) -> None:
        century = re.match(r"(.*?)世纪", text)
        start = 1900
        if century:
            head = century[1]
            if head.startswith("上"):
                start = (self._now[0] // 100 - 1) * 100
            elif head == "本":
                start = self._now[0] // 100 * 100
            else:
                start = (number(head) - 1) * 100
        decade = re.search(r"(\d0|[一二三四五六七八九]十)年代", text)
        if decade:
            start += number(decade[1])
            return self._set((start,), (start + 9,))
        self._set((start + (0 if start else 1),), (start + 99,))

    def read_plan(self, text: str) -> None:
        words = re.sub(r"[^一二三四五十]", "", text)
        first = 1956 + 5 * (int(numerals.exact(words.removesuffix("五"))) - 1)
        self._set((first,), (first + 4,))

    # parts of years

    def _infer_year(self, month: int, last: int | None = None) -> int:
        """The year a month without one belongs to: the sentence's, else the nearest that fits."""
        if self._year is not None:
            return self._year
        context = self.context
        if context.near:
            return context.near[0]
        now = self._now
        if len(now) < 2 or month <= now[1] or context.alone:
            return now[0]
        if context.future or month - now[1] <= 5:
            return now[0]
        return now[0] - 1

    def read_half(self, text: str) -> None:
        first = 1 if text[0] == "上" else 7
        year = self._infer_year(first)
        self._set((year, first), (year, first + 5))

    def read_quarter(self, text: str) -> None:
        now = self.context.published
        if text[0] in "本当上下":
            index = self._now[0] * 4 + (self._now[1] - 1) // 3 + {"上": -1, "下": 1}.get(text[0], 0)
            year, quarter = divmod(index, 4)
            return self._set((year, quarter * 3 + 1), (year, quarter * 3 + 3))
        count = [1] if "首" in text else numbers(text)
        low, high = (1, count[0]) if text[0] == "前" else (count[0], count[-1])
        if not 1 <= low <= high <= 4:
            raise ValueError(text)
        year = self._infer_year(low * 3 - 2 if text[0] != "前" else 1)
        if self._year is None and not self.context.near and text[0] == "前" and now and now[1] <= 2:
            year = now[0] - 1
        self._set((year, low * 3 - 2), (year, high * 3))

    def read_season(self, text: str) -> None:
        year = self._year
        if year is None:
            if not self.context.alone:
                raise ValueError(text)
            year = self._now[0]
        first = {"春": 3, "夏": 6, "秋": 9, "冬": 12}[text[0]]
        last = (year + 1, 2) if first == 12 else (year, first + 2)
        self._set((year, first), last)

    def read_months(self, text: str) -> None:
        months = numbers(text)
        low, high = months[0], months[-1]
        if not (1 <= low <= 12 and 1 <= high <= 12):
            raise ValueError(text)
        year = self._infer_year(high)
        if low > high:
            return self._set(
                (year - (self._year is None), low), (year + (self._year is not None), high)
            )
        self._set((year, low), (year, high))

    def read_month(self, text: str) -> None:
        month = 1 if text[0] == "正" else 12 if text[0] == "腊" else number(text)
        if not 1 <= month <= 12:
            raise ValueError(text)
        if self.reign:
            return  # a month of the lunar calendar: the year is all that is certain
        self._set((self._infer_year(month), month))

    def read_relmonth(self, text: str) -> None:
        context = self.context
        if text[0] in "当同" or text[0] == "次":
            base = context.focus if len(context.focus) > 1 else context.published
        else:
            base = context.published
        if len(base) < 2:
            raise ValueError(text)
        shift = {"上": -1, "下": 1, "次": 1}.get(text[0], 0)
        moment = add_months(base[:2], shift)
        if self._year is not None:
            moment = (self._year, moment[1])
        self._set(moment)

    def read_first(self, text: str) -> None:
        count = number(text) if _NUMBER.search(text) else 1
        length = 3 if "季" in text else 1
        months = count * length
        if not 1 <= months <= 12:
            raise ValueError(text)
        now = self.context.published
        year = self._year
        if year is None:
            if self.context.near:
                year = self.context.near[0]
            else:
                year = self._now[0] - (len(now) > 1 and text[0] != "后" and months > now[1])
        if text[0] in "后最" and "初" not in text:
            return self._set((year, 13 - months), (year, 12))
        self._set((year, 1), (year, months))

    def read_firstdays(self, text: str) -> None:
        if self.span is None:
            raise ValueError(text)
        count = number(text) * (1 if text[-1] in "天日" else 7)
        first, last = first_day(self.span[0]), last_day(self.span[1])
        if text[-1] not in "天日":  # weeks begin on Mondays
            first = add_days(first, -to_date(first).weekday() % 7)
            last = add_days(last, -to_date(last).weekday() - 1)
        if text.startswith("最后"):
            return self._set(add_days(last, 1 - count), last)
        self._set(first, add_days(first, count - 1))

    # days

    def read_tenday(self, text: str) -> None:
        if self.span is None or len(self.span[0]) < 2:
            raise ValueError(text)
        month = self.span[0]
        first = {"上": 1, "中": 11, "下": 21}[text[0]]
        last = (*month[:2], first + 9) if first < 21 else last_day(month)
        self._set((*month[:2], first), last)

    def read_edge(self, text: str) -> None:
        if text == "全年":
            return
        edge = text.lstrip("年月岁")[:2].removesuffix("期")
        if self.span is None:
            if text[0] == "月":
                return self._set(self._now[:2])
            month = _EDGE_MONTH[edge]
            year = self.context.near[0] if self.context.near else self._now[0]
            if month == 12 and not self.context.future and len(self._now) > 1 and self._now[1] <= 3:
                year -= 1
            return self._set((year, month))
        first, last = self.span
        if len(first) == 1 and first == last:
            return self._set((first[0], _EDGE_MONTH[edge]))
        if first != last:
            if len(first) == 1:
                third = (last[0] - first[0] + 1) // 3
                low = first[0] if edge == "初" else last[0] - third
                return self._set((low,), (low + third,))
            return self._set(first if edge == "初" else last)
        # 6月底 stays the month: the day is not said.

    def _month_for_day(self, day: int) -> Moment:
        if self.span is not None:
            return self.span[1][:2]
        context = self.context
        if len(context.near) > 1:
            return context.near[:2]
        if (
            context.fresh
            and len(context.focus) > 2
            and day >= context.focus[2]
            and context.focus <= self._now
        ):
            return context.focus[:2]
        now = self._now
        if len(now) < 3:
            raise ValueError("publication without a day")
        if day <= now[2] or context.future or context.alone:
            return now[:2]
        return add_months(now[:2], -1)

    def read_day(self, text: str) -> None:
        day = number(text)
        if self.reign:
            return
        moment: Moment = (*self._month_for_day(day), day)
        if moment[1:] == (2, 29) and not valid(moment) and self.inferred and self.span:
            moment = (moment[0] - moment[0] % 4, 2, 29)
        if not valid(moment) and self.inferred and self.span is None:
            moment = (*add_months(moment[:2], -1), day)
        self._set(moment)

    def read_days(self, text: str) -> None:
        found = numbers(text)
        month = self._month_for_day(found[-1])
        self._set((*month, found[0]), (*month, found[-1]))
        if found[0] > found[-1]:
            self._set((*add_months(month, -1), found[0]), (*month, found[-1]))

    def read_relday(self, text: str) -> None:
        context = self.context
        if text in ("现在", "当前", "此刻", "目前", "而家", "全天"):
            return self._set(self._now[:3])
        if text == "当天" and context.alone:
            return self._set(self._now[:3])
        if text[0] in "当同次翌" or "一" in text:
            base = context.focus if len(context.focus) > 2 else context.published
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

    def _week_of(self, text: str) -> dt.date:
        if len(self._now) < 3:
            raise ValueError(text)
        date = to_date(self._now)
        shift = {"上上": -2, "下下": 2}.get(text[:2])
        if shift is None:
            shift = {"上": -1, "下": 1}.get(text[0], 0)
        return date - dt.timedelta(days=date.weekday() - 7 * shift)

    def read_week(self, text: str) -> None:
        monday = self._week_of(text)
        self._set(from_date(monday), from_date(monday + dt.timedelta(days=6)))

    def read_weekday(self, text: str) -> None:
        last = text[-1].replace("天", "日")
        if self.span is not None:
            if self.span[0] != self.span[1] and last in _WEEKDAY:  # 上周星期三
                self._set(add_days(self.span[0], _WEEKDAY.index(last)))
            return
        monday = self._week_of(text)
        if last == "末":
            return self._set(
                from_date(monday + dt.timedelta(days=5)), from_date(monday + dt.timedelta(days=6))
            )
        date = monday + dt.timedelta(days=_WEEKDAY.index(last))
        today = to_date(self._now)
        if text[0] in "周星礼":
            if self.context.alone:
                date += dt.timedelta(days=7 if date <= today else 0)
            elif self.context.future and date < today:
                date += dt.timedelta(days=7)
            elif not self.context.future and date > today:
                date -= dt.timedelta(days=7)
        self._set(from_date(date))

    def read_festival(self, text: str) -> None:
        year = self._year
        if year is None and self.context.near:
            year = self.context.near[0]
        if year is not None or len(self._now) < 3 or self.context.alone:
            days = [festival(text, year or self._now[0])]
        else:
            days = [festival(text, self._now[0] + shift) for shift in (0, -1, 1)]
        known = [day for day in days if day is not None]
        if not known:
            raise ValueError(text)
        here = to_date(self.context.published) if self.context.published else None
        self._set(min(known, key=lambda day: abs((to_date(day) - here).days) if here else 0))

    def read_lunar(self, text: str) -> None:
        """A day or month by the lunar calendar, in the Gregorian one."""
        year = self._year or (self.context.near or self._now)[0]
        bare = re.sub("^(?:农历|阴历|旧历|大年)", "", text)
        leap = bare.startswith("闰")
        name, _, day = bare.lstrip("闰").rpartition("月") if "月" in bare else ("正", "", bare)
        month = {"正": 1, "冬": 11, "腊": 12}.get(name) or number(name)
        if not day:
            span = lunar_month(year, month, leap)
            self.span = span
        else:
            moment = lunar_day(year, month, number(day), leap)
            self.span = moment and (moment, moment)
        if self.span is None:
            raise ValueError(text)

    def read_isospan(self, text: str) -> None:
        first, last = text.split("-")
        self._set(_cut(first), _cut(last))

    def read_nth(self, text: str) -> None:
        """The Nth week, weekday, day or month of what was said before."""
        if self.span is None:
            raise ValueError(text)
        year, month = (*self.span[0], 0)[:2]
        last = "最后" in text
        count = -1 if last else number(text)
        if text.endswith("个月"):
            return self._set((year, count))
        if text.endswith("天"):
            return self._set(add_days(first_day(self.span[0]), count - 1))
        weekday = re.search(r"(?:周|星期|礼拜)([一二三四五六日天])$", text)
        if weekday:
            day = _WEEKDAY.index(weekday[1].replace("天", "日"))
            return self._set(weekday_of_month(year, month, count, day))
        monday = weekday_of_month(year, month or 1, count, 0)
        self._set(monday, add_days(monday, 6))

    # the same period of another year

    def read_same(self, text: str) -> None:
        period = self.context.period
        if period is None:
            raise ValueError(text)
        if self.span is None:
            return self._set(*period)
        if len(self.span[0]) > 1:
            return
        shift = self.span[0][0] - period[1][0]
        first, last = ((moment[0] + shift, *moment[1:]) for moment in period)
        self._set(first, last)

    # hours

    def read_daypart(self, text: str) -> None:
        self.daypart = text
        if self.span is None:
            base = self.context.focus if len(self.context.focus) > 2 else self.context.published
            if len(base) < 3:
                raise ValueError(text)
            self._set(base[:3])

    def read_clocks(self, text: str) -> None:
        if self.span is None or len(self.span[0]) < 3:
            raise ValueError(text)
        low, high = numbers(text)
        day = self.span[0][:3]
        if re.search(r"下午|傍晚|晚", self.daypart) and high < 12:
            low, high = low + 12, high + 12
        self._set((*day, low), (*day, high) if high < 24 else (*add_days(day, 1), 0))

    def read_clock(self, text: str) -> None:
        if self.span is None:
            base = self.context.focus if len(self.context.focus) > 2 else self.context.published
            if len(base) < 3:
                raise ValueError(text)
            self._set(base[:3])
        assert self.span is not None
        parts = _clock_parts(text)
        if parts[0] < 12 and re.search(r"下午|午后|傍晚|晚|夜|黄昏", self.daypart):
            if not (parts[0] < 5 and re.search(r"夜", self.daypart)):
                parts = (parts[0] + 12, *parts[1:])
        elif parts[0] <= 3 and "中午" in self.daypart:
            parts = (parts[0] + 12, *parts[1:])
        day = self.span[1][:3]
        if len(day) < 3:
            raise ValueError(text)
        if parts[0] == 24 or (parts[0] == 12 and re.search(r"晚|夜", self.daypart)):
            day, parts = add_days(day, 1), (0, *parts[1:])
        self._set((*day, *parts))


def _cut(text: str) -> Moment:
    return tuple(int(part) for part in re.split(r"[./]", text))


def _clock_parts(text: str) -> Moment:
    if ":" in text:
        return tuple(int(part) for part in text.rstrip("时").split(":"))
    parts = [
        int(numerals.exact(match.group()))
        for match in _NUMBER.finditer(re.sub(r"[半整钟许]|[一三]刻", "", text))
    ]
    if "半" in text:
        parts.append(30)
    elif "刻" in text:
        parts.append(45 if "三刻" in text else 15)
    return tuple(parts[:3])
