"""Lengths of time in days, weeks, months and years: 一年多, 近3年来, 4个月, 两年前, 未来5年.

Hours and shorter are figures (`ingest.facts.quantities.extract`); these are periods.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from ingest.facts.late import late
from ingest.facts.quantities import numerals
from ingest.facts.quantities.approximations import forbids_more
from ingest.facts.quantities.readings import ends_of
from ingest.facts.quantities.scales import MYRIADS
from ingest.facts.time.lengths import is_length, is_window

_N = (
    r"(?:\d+(?:\.\d+)?(?:[多余]?[万亿]{1,2})?"
    r"|(?:[一二两三四五六七八九十百千仨廿卅]|(?<=[一二两三四五六七八九十百千])万|(?<=十)几|[几数](?=[十百千]))+)"
)
_TO = r"\s?(?:至|到|-+|—+|–|~|〜)\s?"
_UNIT = (
    r"个?(?:交易日|工作日|财年|会计年度|世纪)|个半?月|个多月|个?(?:星期|礼拜)|个季度|周年|年半|年|载(?![重货客人体])"
    r"|周(?!岁|年|边|围|期|刊)|天(?!次)|日|月"
)
_CLOCK_UNIT = r"个?小时|个?钟头|分钟|秒钟?"
_SCAN = (
    rf"(?P<lead>每隔|(?:在)?过去的?|未来|今后|接下来|此后|其后|近|最近的?|连续|为期|历时|时隔|短短|长达|约|超过|超|逾|不到|不足|(?<!提)前|后|首|头|同期)?"
    rf"(?<![第\d.一二三四五六七八九十廿卅百千万零〇○])"
    rf"(?:(?P<low>{_N})(?P<lowunit>年|个?月|天)?{_TO})?(?P<count>{_N}|半)\s?(?P<vague>[多余来])?\s?"
    rf"(?P<unit>{_UNIT}|(?(lead)个?小时|(?!)))(?P<rest>(?<![日天])[零又加]?(?:(?:\d{{1,2}}|[一二两三四五六七八九十]{{1,2}})个半?月|(?:\d{{1,3}}|[一二两三四五六七八九十]{{1,3}})天))?"
    rf"(?P<more>多(?![次云雨雪地]|(?<=日多))|半|余|左右)?"
    rf"(?P<tail>(?:时间|左右)?(?:以来|来(?![自到了过])|以内|之内|内(?![地部容涵外需蒙])|以前|之前|前(?![三后]|(?:\d{{1,2}}|[一二两三四五六七八九十]{{1,2}})个?[月季])|以后|之后|后(?!来)|以上|以下|期间|间(?![谍接]))?)"
)
_FIRST = (
    "0123456789一二两三四五六七八九十廿卅百千几数半仨"
    "每在过未今接此其近最连为历时短长约超逾不前后首头同"
)
_PLAIN = re.compile(rf"(?=[{_FIRST}])(?:{_SCAN})")

_DESIGNATOR = {"年": "Y", "月": "M", "周": "W", "日": "D", "时": "H", "分": "M", "秒": "S"}
SECONDS = {"时": 3600, "分": 60, "秒": 1}


class Duration(NamedTuple):
    """A length of time and how it hangs on the date of publication."""

    start: int
    end: int
    value: Fraction
    value_to: Fraction | None
    unit: str
    """As printed."""
    base: str
    """年, 月, 周 or 日."""
    approx: str | None
    lead: str
    tail: str
    rest: tuple[Fraction, str] | None = None
    """The smaller part of 三年六个月: 6, 月."""
    low: str | None = None
    """The lower end in its own unit, where that is another one: P1M of 1个月至5年."""
    most: Fraction | None = None
    """How far 几 may reach: 30 for 二十几."""
    every: bool = False
    """It comes again and again: 每两年."""

    @property
    def iso(self) -> str:
        """ISO 8601: P3Y, P4M, P3Y6M; a range as P3Y/P5Y; R/P2Y every two years."""
        return f"R/{self._length}" if self.every else self._length

    @property
    def _length(self) -> str:
        if self.rest is not None:
            return _iso(self.value, self.base) + _iso(*self.rest)[1:]
        ends = (self.value, self.value_to)
        if self.low and self.value_to is not None:
            return f"{self.low}/{_iso(self.value_to, self.base)}"
        return "/".join(_iso(value, self.base) for value in ends if value is not None)


def _iso(value: Fraction, base: str) -> str:
    if base == "年" and value.denominator == 2:
        whole = f"{int(value)}Y" * (value >= 1)
        return f"P{whole}6M"  # half a year is months
    digits = int(value) if value.denominator == 1 else float(value)
    return f"P{'T' if base in SECONDS else ''}{digits}{_DESIGNATOR[base]}"


def durations(folded: str, alone: bool = False) -> Iterator[Duration]:
    """Every duration of the text, in order; hours and less only in a phrase asked about alone."""
    for match in (_alone() if alone else _PLAIN).finditer(folded):
        duration = _duration(folded, match, alone)
        if duration:
            yield duration


@lru_cache(maxsize=1)
def _alone() -> re.Pattern[str]:
    return re.compile(_SCAN.replace(_UNIT, _UNIT + "|" + _CLOCK_UNIT))


def _duration(folded: str, match: re.Match[str], alone: bool) -> Duration | None:
    unit, count = match["unit"], match["count"]
    lead, tail = match["lead"] or "", match["tail"] or ""
    read = is_window if unit.endswith("小时") and not alone else is_length
    if not read(folded, match, lead, tail):
        return None
    base, factor = _base(unit)
    day_before = "十" in count and count[-1] == "两"  # 正月十四、十五 | 两天
    count = count[-1] if day_before else count
    try:
        low, value = _ends(match, count)
    except ValueError:
        return None
    own = None
    if low is not None and match["lowunit"] and _base(match["lowunit"])[0] != base:
        other = _base(match["lowunit"])[0]
        own = _iso(low, other)
        low *= _MONTHS[other] / (_MONTHS[base] * factor)
    if "半" in unit or match["more"] == "半":
        value += Fraction(1, 2)
    approx = _approx(match, lead)
    lasted = lead == "近" and not tail and _has_lasted(folded, match.start(), match.end())
    if lasted:
        lead = "约"  # 经过近一年的努力: nearly a year, whenever that was
    limited = forbids_more(folded, match.end("lead"), lead)
    start = match.end("count") - 1 if day_before else _start(match, lead, limited)
    every = folded[start - 1 : start] == "每" and not lead and not tail
    high = None
    if low is not None:
        value, high = low, value * factor
    most = value + 10 if count.endswith("十几") else None
    return Duration(
        start - every,
        match.end() if tail in _CLOSING or not tail else match.start("tail"),
        value * factor,
        high,
        unit.removeprefix("个").strip("半多"),
        base,
        "at_most" if limited else approx,
        lead,
        tail,
        _rest(match),
        own,
        most,
        every,
    )


def _ends(match: re.Match[str], count: str) -> tuple[Fraction | None, Fraction]:
    """The lower end, where the length has one, and the upper end; ValueError if it is no number."""
    low, value = ends_of(count) or (None, _count(count))
    if match["low"]:
        low = numerals.exact(match["low"])
        digits = match["low"].replace(".", "").isdigit()
        if count[-1] in MYRIADS and digits and not match["lowunit"]:
            low *= MYRIADS[count[-1]]  # 2700-1700万年, 5.41至5.20亿年
    return low, value


def _start(match: re.Match[str], lead: str, limited: bool) -> int:
    """Where the length begins: with its lead where that belongs to it."""
    if lead in _KEPT and not limited:
        return match.start() + lead.startswith("在")
    return match.start("low" if match["low"] else "count")


def _has_lasted(folded: str, start: int, end: int) -> bool:
    """Whether a word before the length says that something took so long: 飞行 | 近5天."""
    if _LASTED.search(folded, max(0, start - 3), start):
        return True
    closed = folded[end : end + 1] in _CLOSED
    return closed and start > 0 and "一" <= folded[start - 1] <= "鿿"


_CLOSED = frozenset(("", *",。;!?"))
_LASTED = late(
    "(?:经过|历经|历时|持续|延续|为期|用时|需要|坚持|用了|花了|耗时|长达|时隔|达|[经了])$"
)
_MONTHS = {"年": Fraction(12), "月": Fraction(1), "周": Fraction(7, 30), "日": Fraction(1, 30)}


def _count(words: str) -> Fraction:
    return Fraction(1, 2) if words == "半" else numerals.exact(words.replace("仨", "三"))


def _rest(match: re.Match[str]) -> tuple[Fraction, str] | None:
    if not match["rest"]:
        return None
    words = match["rest"].lstrip("零又加")
    unit = words[-1].replace("天", "日")
    return numerals.exact(words.rstrip("天月半个")) + Fraction("半" in words, 2), unit


# fmt: off
# Leads and tails that belong to the span: 近3年来, 一年内.
_KEPT = frozenset((
    "近", "过去", "过去的", "在过去", "未来", "今后", "最近", "最近的",
    "约", "超过", "超", "逾", "不到", "不足",
))
_CLOSING = frozenset((
    "来", "以来", "内", "以内", "之内", "以上", "以下", "左右",
    "前", "之前", "以前", "后", "之后", "以后",
))
# fmt: on


def _base(unit: str) -> tuple[str, int]:
    bare = unit.removeprefix("个")
    if bare[0] in "小钟分秒":
        return {"小": "时", "钟": "时"}.get(bare[0], bare[0]), 1
    if bare.startswith("半月") or bare.endswith("月"):
        return "月", 1
    if "季度" in bare:
        return "月", 3
    if "世纪" in bare:
        return "年", 100
    if bare[0] in "星礼周" and bare != "周年":
        return "周", 1
    if "年" in bare or bare == "载":
        return "年", 1
    return "日", 1


def _approx(match: re.Match[str], lead: str) -> str | None:
    if match["vague"] in ("多", "余") or match["more"] in ("多", "余") or "多" in match["unit"]:
        return "over"
    if "几" in match["count"] or "数" in match["count"] or ends_of(match["count"]):
        return "between"
    if lead == "近":
        return "nearly"
    if match["tail"] in ("以上", "以下"):
        return {"以上": "at_least", "以下": "at_most"}[match["tail"]]
    if "左右" in (match["tail"] or "") or match["more"] == "左右" or lead == "约":
        return "about"
    return {"超过": "over", "超": "over", "逾": "over", "不到": "nearly", "不足": "nearly"}.get(
        lead
    )
