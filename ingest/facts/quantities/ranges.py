"""Reads the quantity that begins at a number, with both ends where it is a range."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from ingest.facts.late import late
from ingest.facts.quantities import labels, numerals
from ingest.facts.quantities.compounds import with_unit
from ingest.facts.quantities.readings import NUMBER, VAGUE, Reading, number_of
from ingest.facts.quantities.scales import MYRIADS, TENS
from ingest.facts.quantities.units import unit_lengths, unit_table

_BARE = "百千万佰仟"
_OF = re.compile(r"\s?分\s?之\s{0,2}")
_SHARE_AGAIN = ("百分之", "千分之", "万分之")
_DAYS = frozenset(("三八", "五一", "六一", "七一", "八一"))
"""Days that are named by month and day: “五一档” counts nothing."""
_SLASH = late(r"/([2-9]|1[0-9]|100)(?![\d/年月.万])")
_JOINT = late(r"(?:[、,]\d{1,5}(?:\.\d{1,3})?[万亿]{0,2}个?){0,4}[、,]?[和与及、](?=\d)")
"""What stands between a number and the last one of its row: 、3.1和."""
_IN_TURN = re.compile(
    r"分别(?:约?为|约?是|达到?|有|约)?(?:\d{1,5}(?:\.\d{1,3})?[万亿]{0,2}、){0,4}\Z"
)
"""Before a number of a row that is given out in turn."""
_BELOW = late("-|负|零下")
_NEAR = 100
"""Numbers of a row that share a unit are not further apart: not 分别为5000和2万元."""
_SEPARATOR = re.compile(r"(?:\(含\))?\s?(?:至|到|-+|—+|–|~|〜)\s?")
_NOTHING = re.compile("(?=[二三四五六七八九]十)")
"""Between the ends of 十几二十个."""

_FROM = re.compile(r"[从由][^,。;]{0,8}\Z")
# 增加0.9亿元至3亿元 is a difference and the level it led to; 增长5%至8% is a range all the same
_NO_RANGE = late(
    rf"{_FROM.pattern}|(?:增加|增长|上升|上涨|提高|扩大|减少|下降|下跌|回落|降低|缩减)了?(?:约|近|逾)?\Z"
)


def read(folded: str, match: re.Match[str]) -> Reading | None:
    """The quantity that a match of `SCAN` begins, without approximators; None if it is none."""
    if _is_lone(folded, match):
        return None
    sign = -1 if match["sign"] else 1
    of = _OF.match(folded, match.end()) if folded[match.end() : match.end() + 1] in " 分" else None
    top = NUMBER.match(folded, of.end()) if of else None
    if top:
        reading = _share(match, top)
    else:
        reading = _plain(folded, match) if of is None or match["number"].strip(_BARE) else None
    if reading is None:
        return None
    if sign < 0:
        return _below(folded, match, reading)
    reading = _with_range(folded, reading)
    if reading.value_to is None and (reading.unit is None or reading.printed == "个"):
        reading = _sharing(folded, reading)
    return reading


def _below(folded: str, match: re.Match[str], reading: Reading) -> Reading:
    """A number below nought: 零下3到5度 is all below, -3到5℃ leads above."""
    separator = _SEPARATOR.match(folded, reading.end)
    again = separator is not None and folded.startswith("零下", separator.end())
    if match["sign"] == "零下" and not again:
        reading = _with_range(folded, reading)
        high = reading.value_to and -reading.value_to
        return reading._replace(start=match.start(), value=-reading.value, value_to=high)
    return _with_range(folded, reading._replace(start=match.start(), value=-reading.value))


def _share(match: re.Match[str], top: re.Match[str]) -> Reading | None:
    """百分之三, 三分之二."""
    bottom, words = match["number"], top.group()
    start, end = match.start(), top.end()
    try:
        value, high, approx = number_of(words)
        if not bottom.strip(_BARE):
            unit = unit_table()["%"]
            share = 100 / numerals.exact(bottom)
            reading = Reading(start, end, value * share, words, unit, "%")
            return reading._replace(value_to=high and high * share, approx=approx)
        value /= numerals.exact(bottom)
    except (ValueError, ZeroDivisionError):
        return None
    return Reading(start, end, value, words, unit_table()["分之"], None)


def _plain(folded: str, match: re.Match[str]) -> Reading | None:
    start, end = match.span("number")
    words = match["number"]
    if words == "对":  # 打对折
        half = Reading(start, end + 1, Fraction(50), words, unit_table()["%"], "%")
        return half if folded[start - 1 : start] == "打" else None
    slash = _SLASH.match(folded, end) if folded.startswith("/", end) else None
    slash = slash if words.isdecimal() else None
    if slash and int(words) < int(slash[1]) and not labels.is_code(folded, start, slash.end()):
        part = Fraction(int(words), int(slash[1]))
        return Reading(start, slash.end(), part, folded[start : slash.end()], unit_table()["分之"])
    if folded[end : end + 1] in ":∶" and _is_proportion(folded, start, end):
        value = numerals.exact(words)
        return Reading(start, end + 2, value, words, unit_table()[":1"], folded[end : end + 2])
    if words[0].isdigit():
        if labels.is_code(folded, start, end):
            return None
    elif start and folded[start - 1] == "第":
        return None
    if words == "一" and folded[end : end + 1] == "半":
        return Reading(start, end + 1, Fraction(1, 2), "一半", unit_table()["分之"], None)
    try:
        low, high, approx = number_of(words)
    except ValueError:
        return None
    if words in _DAYS:
        return None
    reading = Reading(start, end, low, words, value_to=high, approx=approx)
    return with_unit(folded, reading)


_TO_ONE = late(r"[:∶]1(?![0-9.:])")
_PROPORTION = late("比[例值率重]?(?:[由从达到约是为]|高达|超过|大约|去年|上年|同期|的){0,4}$")


def _is_proportion(folded: str, start: int, end: int) -> bool:
    """城乡收入比为2.35:1, 以3:1的比例: no score of a match, and no time."""
    if not folded[start].isdigit() or not _TO_ONE.match(folded, end):
        return False
    led = _PROPORTION.search(folded, max(0, start - 12), start) is not None
    return led or "." in folded[start:end] or folded.startswith("的比例", end + 2)


def _is_lone(folded: str, match: re.Match[str]) -> bool:
    """Whether a single numeral character counts nothing, as most do: 一|起, 万|一."""
    start, end = match.span("number")
    number, behind = folded[start], folded[end : end + 1]
    if end - start > 1 or behind in _beginnings() or number.isdigit():
        return False
    return number != "对" and (number, behind) != ("一", "半")


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    """What must follow a single numeral character that counts: a unit, 多, a dash, 分之."""
    return frozenset((*unit_lengths(), *VAGUE, *" (至到-—–~〜分"))


def _with_range(folded: str, reading: Reading) -> Reading:
    """3至5个, 500万元-1亿元, 三、四个; a change (从10%到20%) is two quantities, no range."""
    tens = reading.unit is None and reading.words.endswith("几")
    separator = (_NOTHING if tens else _SEPARATOR).match(folded, reading.end)
    if separator is None or (reading.value_to is not None and not tens):
        return reading
    below = _BELOW.match(folded, separator.end()) if reading.value < 0 else None
    second = _second(folded, below.end() if below else separator.end(), reading)
    if second is None or second.unit is None:
        return reading
    other, unit = second.unit, reading.unit
    if below:
        second = second._replace(value=-second.value)
    if unit is not None:
        if unit.kind != other.kind or unit.dimension != other.dimension:
            return reading
        if unit.dimension == "count" and unit.name != other.name:
            return reading
        if separator.group().strip() in "至到":
            before = _NO_RANGE if unit.name != "%" else _FROM
            if before.search(folded, max(0, reading.start - 9), reading.start):
                return reading
    low = reading.value if unit else _inherit(reading, second)
    if unit is None and folded[second.end - 1] in "成折":
        low *= 10  # 五到七成
    if low > second.value and not folded.startswith("不等", second.end):
        return reading
    low, high = sorted((low, second.value))  # 8000至2000元不等
    return second._replace(
        start=reading.start,
        value=low,
        value_to=high,
        words=reading.words + second.words,
    )


def _sharing(folded: str, reading: Reading) -> Reading:
    """The 4.2 of 分别快4.2和2.1个百分点, the 47 of 分别为47和55微克: with the unit of the row."""
    joint = _JOINT.match(folded, reading.end)
    second = _second(folded, joint.end(), reading) if joint else None
    if second is None or second.unit is None or second.value_to is not None:
        return reading
    parts = "." in reading.words and (second.unit.kind == "percent" or "." in second.words)
    if reading.printed == "个":  # 分别扩大1个和0.9个百分点
        parts = second.printed == "个百分点"
        if not parts:
            return reading
    percent = second.unit.kind == "percent" and parts
    if not parts and not _IN_TURN.search(folded, max(0, reading.start - 40), reading.start):
        return reading
    value = reading.value
    if not percent and not reading.scaled and not _near(value, second.value):
        value *= _scale(second)
    if not percent and not _near(value, second.value):
        return reading
    return reading._replace(value=value, unit=second.unit, printed=second.printed, per=second.per)


def _near(one: Fraction, other: Fraction) -> bool:
    """Whether two numbers of a row are of one order of magnitude or two."""
    return other <= one * _NEAR and one <= other * _NEAR


def _scale(reading: Reading) -> Fraction:
    """The 万 or 亿 that a number ends in: those before it in the row leave it out."""
    scale, words = Fraction(1), reading.words
    while words and words[-1] in MYRIADS:
        scale, words = scale * MYRIADS[words[-1]], words[:-1]
    return scale


def _second(folded: str, position: int, first: Reading) -> Reading | None:
    position += 3 * folded.startswith(_SHARE_AGAIN, position)
    match = NUMBER.match(folded, position)
    if match is None:
        return None
    words = match.group()
    try:
        value = numerals.exact(words)
    except ValueError:
        return None
    if first.unit and first.unit.name == "%" and folded[first.end - 1] != "%":
        return Reading(position, match.end(), value, words, first.unit, "%")
    if words[:1].isdigit() == first.chinese and not (first.scaled or words[:1].isdigit()):
        return None
    return with_unit(folded, Reading(position, match.end(), value, words))


def _inherit(first: Reading, second: Reading) -> Fraction:
    """3至5万元 is 30000 to 50000: the first number takes the second one's 万 or 亿."""
    scale = Fraction(1)
    rest = second.words
    while rest and not first.scaled:
        step = MYRIADS.get(rest[-1]) or (first.value < 10 and TENS.get(rest[-1]))
        if not step:
            break
        scale *= step
        rest = rest[:-1].rstrip()
    return first.value * scale if first.value * scale <= second.value else first.value
