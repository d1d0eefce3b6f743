"""The unit behind a number, and what may follow it: smaller units, a half, 多, a denominator."""

from __future__ import annotations

import re
from fractions import Fraction

from ingest.facts.late import late
from ingest.facts.quantities import numerals
from ingest.facts.quantities.readings import NUMBER, VAGUE, Reading
from ingest.facts.quantities.scales import DIGITS, TENS
from ingest.facts.quantities.units import COUNTED, MANY, Unit, unit_at, unit_table

_HUNDREDTHS = late(r"\d{2,3}")
_ELAPSED = late(
    "(?:发生|出发|起飞|开始|开赛|[接报]警|进行|过[了去]?|不到|仅仅|大约)(?:[约仅近才])?$"
)
"""Before so many 分 | 后: minutes, no score."""
_LAP = re.compile(r"(\d{1,2})秒(\d{1,3})?")  # 3分31秒338
_RACE = re.compile(r"(\d{1,2})分(\d{1,2})秒(\d{1,3})?")  # 2小时10分44秒
_CLOCK = re.compile(r"(\d{1,2})分(?![\d钟之])")  # 3小时26分
_CHINESE_DIGIT = "一二三四五六七八九"
_TENTHS = frozenset("米块毛斤角毫秒")
_CENT = Fraction(1, 100)
_BEHIND_TENTH = late(r"[^一-鿿]|左右|上下|以[上下]|[到至的高]|$")
_TENTH = late(r"\d{1,3}|[一二三四五六七八九]{1,2}")
_PERCENT_WORDS = frozenset("为立功员果长绩本都就熟交品型份语像")


def with_unit(folded: str, reading: Reading) -> Reading | None:
    """The reading with the unit behind it, and its fractions: 30余个, 一个半小时, 三斤半, 3米多."""
    end, approx = reading.end, reading.approx
    if (
        folded[end : end + 1] in VAGUE
        and folded[end : end + 1] != "几"
        and unit_at(folded, end + 1)
    ):
        approx, end = VAGUE[folded[end]], end + 1
    if folded[end : end + 1] == "+" and not reading.chinese and unit_at(folded, end + 1):
        approx, end = "over", end + 1  # 500+家
    if folded[end : end + 1] == " " and not reading.chinese and unit_at(folded, end + 1):
        end += 1
    unit, value = unit_at(folded, end), reading.value
    if unit is None and folded[end : end + 1] in ("多", "余"):
        counts = reading.scaled or (value >= MANY and COUNTED.match(folded, end + 1))
        return reading._replace(end=end + 1, approx="over") if counts else reading
    if unit is None:
        return reading
    if unit.name == "个人" and folded[end + 2 : end + 3] in "工民大均口账信员":
        unit = unit_table()["个"]
    if unit.name == "分" and folded.startswith("后", end + 1):
        elapsed = _ELAPSED.search(folded, max(0, reading.start - 5), reading.start)
        if elapsed:
            return reading._replace(end=end + 1, unit=unit_table()["分钟"], printed="分")
    if unit.name == "分之":
        unit = unit_table()["分"]  # 10分之前
    stop = end + len(unit.name)
    timed = _timed(folded, reading, unit, stop)
    if timed:
        return timed
    if unit.name == "个" and folded[stop : stop + 1] in ("多", "余", "半"):
        inner = unit_at(folded, stop + 1)
        if inner and inner.dimension in ("duration", "percent"):
            approx = approx or VAGUE.get(folded[stop])
            value += Fraction(1, 2) if folded[stop] == "半" else 0
            unit, end = inner, stop + 1
            stop = end + len(inner.name)
    printed = folded[end:stop]
    start, words, high = reading.start, reading.words, reading.value_to
    reading = Reading(start, stop, value, words, unit, printed, None, high, approx)
    return _refine(folded, reading)


def _timed(folded: str, reading: Reading, unit: Unit, stop: int) -> Reading | None:
    """How long somebody ran: minutes and seconds, and hours before them."""
    if unit.name == "小时" and (clock := _RACE.match(folded, stop)):
        value = reading.value * 3600 + int(clock[1]) * 60 + Fraction(f"{clock[2]}.{clock[3] or 0}")
    elif unit.name == "分" and (clock := _LAP.match(folded, stop)):
        value = reading.value * 60 + Fraction(f"{clock[1]}.{clock[2] or 0}")
    elif unit.name == "小时" and (clock := _CLOCK.match(folded, stop)):
        value = reading.value * 60 + int(clock[1])
        return reading._replace(
            end=clock.end(), value=value, unit=unit_table()["分钟"], printed="分"
        )
    else:
        return None
    return reading._replace(end=clock.end(), value=value, unit=unit_table()["秒"], printed="秒")


_MANY = late("10+")


def _refine(folded: str, reading: Reading) -> Reading | None:
    """What may follow the unit: smaller units, a half, 多, a denominator."""
    unit = reading.unit
    assert unit is not None
    if unit.name in ("成", "折"):
        return _tenths_of_ten(folded, reading)
    reading = _compound(folded, reading)
    end = reading.end
    follows = folded[end : end + 1]
    measured = unit.dimension not in ("count", "people", "person-times")
    if follows == "半" and measured and folded[end + 1 : end + 2] not in tuple("年月天个小"):
        return reading._replace(end=end + 1, value=reading.value + Fraction(1, 2))
    aftershock = folded.startswith("余震", end)
    if follows in ("多", "余") and measured and unit.kind == "figure" and not aftershock:
        return reading._replace(end=end + 1, approx="over")
    if follows == "/":
        many = _MANY.match(folded, end + 1)  # 186毫克/ | 100 | 毫升
        at = many.end() if many else end + 1
        below = unit_at(folded, at)
        name = below.name if below else folded[at : at + 1]
        if below or name in tuple("年月日天周股人次"):
            per = folded[end + 1 : at] + name
            stop = at + len(name)
            return reading._replace(end=stop, per=per, printed=f"{reading.printed}/{per}")
    return reading


def _tenths_of_ten(folded: str, reading: Reading) -> Reading | None:
    """三成, 七成六, 五折 as percent."""
    follows = folded[reading.end : reading.end + 1]
    value, high, end = reading.value, reading.value_to, reading.end
    if reading.printed == "折":
        if not _is_discount(folded, reading) or value == 10 or value >= 100:
            return None
        value = value * 10 if value < 10 else value
    else:
        none = reading.words == "一" and follows == "不"
        if none or value > _WHOLE or follows in _PERCENT_WORDS:
            return None
        value, high = value * 10, high and high * 10
        if follows == "半" and folded[end + 1 : end + 2] not in tuple("年月天个数以"):
            value, end = value + 5, end + 1
        elif follows and follows in _CHINESE_DIGIT and folded[end + 1 : end + 2] not in TENS:
            value, end = value + DIGITS[follows], end + 1
    percent = unit_table()["%"]
    return reading._replace(value=value, value_to=high, end=end, unit=percent, printed="%")


_WHOLE = 10
"""More tenths than a whole has are none: 沪深300成分股."""


def _is_discount(folded: str, reading: Reading) -> bool:
    """五折 the discount, not 三折屏 or 一波三折."""
    if folded[reading.end : reading.end + 1] in tuple("叠射磨返线页屏腾断损旧服冲中合算"):
        return False  # 汇率6.9 | 折算
    before = folded[reading.start - 1 : reading.start] if reading.start else ""
    return not reading.chinese or before in tuple("打享为约至低") or not "一" <= before <= "鿿"


def _compound(folded: str, reading: Reading) -> Reading:
    """3元5角6分, 3斤5两, 1小时30分钟, 1米75: smaller units and tenths added up."""
    largest = reading.unit
    assert largest is not None
    if largest.factor is None or largest.dimension not in ("money", "mass", "length", "duration"):
        return reading
    last = largest.factor
    while reading.value_to is None:
        joined = folded.startswith("又", reading.end)  # 两美元又三美分
        match = NUMBER.match(folded, reading.end + joined)
        if match is None:
            break
        try:
            value = numerals.exact(match.group())
        except ValueError:
            break
        share, length = _smaller(folded, match.end(), largest, last)
        if share:
            last, value, end = share, value * share / largest.factor, match.end() + length
        elif not joined and _is_tenth(folded, reading, match):
            end = match.end()
            value *= Fraction(last, 10 ** len(match.group()) * largest.factor)
        else:
            break
        reading = reading._replace(end=end, value=reading.value + value, compound=True)
    return reading


def _smaller(folded: str, position: int, largest: Unit, last: Fraction) -> tuple[Fraction, int]:
    """Factor and length of a smaller unit of the same kind; (0, 0) if there is none."""
    if largest.norm_unit == "CNY" and folded[position : position + 1] == "分" and last > _CENT:
        return _CENT, 2 if folded.startswith("分钱", position) else 1
    unit = unit_at(folded, position)
    if unit and unit.norm_unit == largest.norm_unit and unit.factor and unit.factor < last:
        return unit.factor, len(unit.name)
    return Fraction(0), 0


def _is_tenth(folded: str, reading: Reading, match: re.Match[str]) -> bool:
    """The 九 of 三米九 and the 五 of 两毛五, not that of 6000多块五边形."""
    if reading.approx or reading.value >= 100 or not _TENTH.fullmatch(match.group()):
        return False
    if folded[reading.end - 1] not in _TENTHS or unit_at(folded, match.end()):
        return False
    if folded[reading.end - 1] in "米秒" and _HUNDREDTHS.fullmatch(match.group()):
        return True  # 9秒98夺冠, 8米34摘银
    return _BEHIND_TENTH.match(folded[match.end() : match.end() + 2]) is not None
