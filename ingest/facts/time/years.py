"""Reads years: in digits, told from now, of reigns and plans, decades and centuries."""

from __future__ import annotations

from functools import lru_cache

from ingest.facts.late import late
from ingest.facts.quantities import numerals
from ingest.facts.quantities.scales import DIGITS
from ingest.facts.time import republic
from ingest.facts.time.calendar import eras
from ingest.facts.time.moments import Moment
from ingest.facts.time.state import State, number

_NO_DIGIT = late(r"\D")
_NUMBERS = late(r"\d+")
_YEARS_OF = late(r"\d{2,4}")
_CENTURY = late(r"(.*?)世纪")
_WHOLE_DECADE = late(r"((?:19|20)\d0)年代")
_DECADES = late(r"(\d0|[一二三四五六七八九]十)")
_NO_NUMERAL = late(r"[^一二三四五六七八九十]")
_YEARS = {"今": 0, "本": 0, "去": -1, "前": -2, "大前": -3, "明": 1, "后": 2, "来": 1}
_TWO = ("明两年", "后两年", "今两年")
_TWO_DECADES = late(r"([一二三四五六七八九])([一二三四五六七八九])十")  # 五六十年代
_DASH = late("[-—–~]+")
_PART = late(r"([初中末前后])[期叶]?$")


@lru_cache(maxsize=512)
def digits_of(text: str) -> str:
    """The digits of a year, Arabic or Chinese."""
    if text[0].isdigit():
        return _NO_DIGIT.sub("", text)
    return "".join(str(DIGITS.get(char, char)) for char in text if char in DIGITS or char == "0")


def year_of_two_digits(digits: str, now: Moment) -> int:
    """The last such year, but for ten years to come: 33 is 1933, 24 is 2024."""
    latest = (now or (2030,))[0] + 10
    return int(digits) + (latest - int(digits)) // 100 * 100


# Eras whose months are those of the Gregorian calendar; in Japan from 1873 on.
_OF_THE_REPUBLIC = 3
"""Digits of a year of the republic, as Taiwan counts them."""
_OF_REPUBLIC_TO = 200
_AHEAD = 20
_GREGORIAN = ("民国", "明治", "大正", "昭和", "平成", "令和")


def _spelt(text: str) -> str:
    """The number before 学年, with 一一二 as its digits."""
    words = text.rstrip("度").removesuffix("学年")
    return words if set(words) & set("十百") else "".join(str(DIGITS[char]) for char in words)


class YearReader(State):
    """Tokens of years."""

    def read_iso(self, text: str) -> None:
        parts = [int(part) for part in _NUMBERS.findall(text)]
        self._set(tuple(parts))

    def read_isospan(self, text: str) -> None:
        first, last = ([int(n) for n in _NUMBERS.findall(end)] for end in _DASH.split(text))
        self._set(tuple(first), tuple(last))

    def read_year(self, text: str) -> None:
        if text.startswith("公元"):
            return self._set((number(text),))
        digits = "2000" if text == "两千年" else digits_of(text)
        if len(digits) == _OF_THE_REPUBLIC and int(digits) < _OF_REPUBLIC_TO:  # 109年1月22日
            return self._set((self._of_republic(int(digits)),))
        self.fiscal = text.endswith("财年")
        short = len(digits) == 2
        self._set((year_of_two_digits(digits, self.context.published) if short else int(digits),))

    def _of_republic(self, count: int) -> int:
        """The year of the republic, none of which is told that is far to come."""
        year = count + republic.FIRST
        if self.context.published and year > self._now[0] + _AHEAD:
            raise ValueError(f"{count} years are a length of time")
        return year

    def read_schoolyear(self, text: str) -> None:
        """From September to August; in Taiwan, which counts it by the republic, from August on."""
        year = number(text) if text[0].isdigit() else int(numerals.exact(_spelt(text)))
        here = year < _OF_REPUBLIC_TO
        year, self.school_month = (self._of_republic(year), 8) if here else (year, 9)
        self._set((year, self.school_month), (year + 1, self.school_month - 1))

    def read_years(self, text: str) -> None:
        first, last = map(int, _YEARS_OF.findall(text))
        if last < 100:  # 2019-20赛季
            last += first // 100 * 100
            last += 100 * (last < first)
        self._set((first,), (last,))

    def read_relyear(self, text: str) -> None:
        context = self.context
        if (
            text == "当年"
            and context.behind[:1] == "的"
            and context.focus[:1] == context.published[:1]
        ):
            raise ValueError(text)  # of those days: the year under way is 今年
        if text in ("当年", "同年", "这一年"):
            base = context.focus or (context.published if context.alone else ())
            return self._set((base[0],))  # without a year before it, 当年 is long ago
        if text in ("次年", "翌年", "下一年", "下年"):
            base = context.focus or context.published
            return self._set((base[0] + 1,))
        if text.startswith("上"):
            base = context.near or context.account or context.told or self._now
            return self._set((base[0] - 1,))
        if "(" in text:
            year = number(text)
            return self._set((self._of_republic(year) if year < _OF_REPUBLIC_TO else year,))
        if text[1:] in _TWO:
            return self._set(*((self._now[0] + _YEARS[char],) for char in text[:2]))
        key = text[:2] if text.startswith("大") else text[0]
        year = self._now[0] + _YEARS[key]
        if text == "前年" and context.compared and () < context.near[:1] <= (year,):
            year = context.near[0] - 1  # 2012年比|前年多: than the one before
        self._set((year,))

    def read_era(self, text: str) -> None:
        era = next(name for name in eras() if text.startswith(name))
        year = eras()[era] - 1 + (1 if text[len(era)] == "元" else number(text[len(era) :]))
        self.reign = era not in _GREGORIAN or year < 1873
        self._set((year,))

    def read_decade(self, text: str) -> None:
        part = _PART.search(text)
        if part and not self.context.alone:
            raise ValueError(text)  # where the beginning of a century ends nobody knows
        if text.startswith("民国"):
            first = self._of_republic(number(text))
            return self._set((first,), (first + 9,))
        century = _CENTURY.match(text)
        start = 1900
        if century:
            head = century[1]
            if head.startswith("上"):
                start = (self._now[0] // 100 - 1) * 100
            elif head == "本":
                start = self._now[0] // 100 * 100
            else:
                start = (number(head) - 1) * 100
        whole = _WHOLE_DECADE.match(text)
        if whole:
            return self._part_of(part and part[1], int(whole[1]), int(whole[1]) + 9, 3)
        spelt = _TWO_DECADES.sub(r"\1十\2十", text.rpartition("世纪")[2])
        decades = _DECADES.findall(spelt)
        if decades:
            first, last = start + number(decades[0]), start + number(decades[-1])
            return self._part_of(part and part[1], first, last + 9, 3)
        self._part_of(part and part[1], start + (0 if start else 1), start + 99, 20)

    def _part_of(self, part: str | None, first: int, last: int, length: int) -> None:
        """The years, or so many of them at their beginning, middle or end: a convention."""
        if part and part in "初前":
            last = first + length - 1
        elif part and part in "末后":
            first = last - length + 1
        elif part:
            middle = (first + last + 1) // 2
            first, last = middle - length // 2, middle + length // 2 - (length + 1) % 2
        self._set((first,), (last,))

    def read_plan(self, text: str) -> None:
        """The Nth five-year plan began in 1956 + 5 (N - 1): the thirteenth in 2016."""
        words = _NO_NUMERAL.sub("", text)
        first = 1956 + 5 * (int(numerals.exact(words[:-1])) - 1)
        if "末" in text:
            first += 4
        if "末" in text or "初" in text:
            return self._set((first,))
        self._set((first,), self._now[:3] if text.endswith("以来") else (first + 4,))
