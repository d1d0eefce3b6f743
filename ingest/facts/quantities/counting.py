"""Whether a number that was read is a quantity: no article, label, name or part of an idiom."""

from __future__ import annotations

import re

from ingest.facts.late import late
from ingest.facts.quantities import approximations, labels
from ingest.facts.quantities.normal import with_currency
from ingest.facts.quantities.readings import Reading
from ingest.facts.quantities.units import COUNTED, MANY

_CASUALTY = late(
    r"(?:致|造成|导致|死亡|遇难|受伤|失踪|身亡|遇害|丧生|抓获|获救|仅|唯|另)[^,。;]{0,3}$"
)
_DEAD = re.compile(r"人?(?:死|伤|遇难|失踪|死亡|受伤|身亡|丧生|重伤|轻伤)")
_LEVEL_CUE = re.compile(
    r"(?:为|达到?|至|报|报收|收报|收于|录得|突破|超过|月份?的|年的"
    r"|(?:增长|上升|下降|减少|回升|提高|下跌|上涨|回落|增加)了?)$"
)
# One of two or more that are counted with the same word: 其中一名…、两名….
_TOLD_APART = re.compile(r"(?:其中|[,、;])(?:另|有)?$")
_CLOSED = late(r"[,。;、)」”!?\s]|$|[降升涨跌增减回提下上][^,。;]{0,3}[至到]")
_SENTENCE = re.compile(r"[^。!?\n]*")
_FINANCIAL = frozenset("壹贰叁肆伍陆柒捌玖拾")
# 零 of 零件 counts nothing, nor does a lone financial digit: 队伍, 着陆, 拾取.
_NO_COUNT = _FINANCIAL | {"零", "参"}
# 统一一个标准: a row of two digits is said of no quantity but as a range (五六个).
_ROW = re.compile("[一二三四五六七八九]{2}")
BARE_SCALE = frozenset("百千万亿佰仟")
"""Numerals that are a number alone only with a word for it."""
_MEDALS = ("金", "银", "铜")
_MEDAL_ROW = late(
    "[一二两三四五六七八九十]金[一二两三四五六七八九十]{1,3}银|[一二两三四五六七八九十]银[一二两三四五六七八九十]{1,3}铜"
)
_SEXES = ("男", "女")
_COUPLE = late(
    r"[\d一二两三四五六七八九十]男[、和]?[\d一二两三四五六七八九十]{1,3}女(?![生子性孩士童方排])"
    r"|[\d一二两三四五六七八九十]女[、和]?[\d一二两三四五六七八九十]{1,3}男(?![生子性孩士童方排])"
)
"""11男4女: either alone counts nobody (3女, of a room)."""
_LARGE = 200
"""So many of anything are counted, whatever else its measure word may name."""
_UPTO = "上近数几约逾超过成达破"
_HOW_MUCH = frozenset("值入资额模量润售产积部都已济总数率比均")
"""Ends of what is said to pass a number."""


def passes(folded: str, reading: Reading) -> bool:
    """年产值过100亿元, 用户数过亿; not 花过5万元, 经过3天."""
    at = reading.start - 1
    if folded[at : at + 1] != "过" or folded[at - 1 : at] not in _HOW_MUCH:
        return False
    return reading.scaled or (reading.unit is not None and reading.unit.kind != "figure")


def counts(folded: str, reading: Reading) -> bool:
    """Whether the reading is a quantity, not an article, a label, a name or part of an idiom."""
    start, unit = reading.start, reading.unit
    if reading.value < 1 and folded.startswith("决赛", reading.end):
        return False  # 四分之一 | 决赛
    if reading.words[0] in BARE_SCALE and not _opened(folded, reading):
        return folded.startswith("百分之百", start) and _is_all(folded, reading)
    if unit is None:
        return _counts_alone(folded, reading)
    if start and folded[start - 1] in "前头" and unit.name in ("名", "位", "强", "轮", "场"):
        return False  # 前三名 is a rank
    if unit.name == "股" and folded[start - 1 : start] == "每":
        return False  # 每10股 | 派2元: what the sum is for
    if labels.is_coined(folded, start, reading.end) or _is_score(folded, reading):
        return False
    decimal = "点" in reading.words  # 一点五亿, which is not 一点
    if (
        reading.chinese
        and not decimal
        and unit.kind != "percent"
        and labels.in_idiom(folded, start)
    ):
        return False
    if _is_label(folded, reading):
        return False
    if not reading.chinese or unit.kind == "percent" or unit.dimension in ("ratio", "multiple"):
        return True
    if reading.words in _NO_COUNT or (reading.value_to is None and _ROW.fullmatch(reading.words)):
        return False
    if reading.words in ("一", "半"):
        return _one_counts(folded, reading)
    if reading.words == "二" and unit.dimension in ("count", "people"):
        return False  # two of something is 两; 二 ranks it
    cued = start > 0 and folded[start - 1] in "共约达近超逾" and folded[start - 2 : start] != "中共"
    if reading.compound or reading.words[0] in _FINANCIAL or folded.startswith("钱", reading.end):
        return True
    many = reading.value >= 10 and (unit.dimension != "count" or reading.value > _LARGE)
    if unit.name in _MEDALS and _MEDAL_ROW.search(folded, max(0, start - 4), reading.end + 4):
        return True  # 六金六银九铜
    return not unit.weak or cued or many or reading.value_to is not None


def _is_score(folded: str, reading: Reading) -> bool:
    """3比 | 1胜 | 对手, 0比 | 2出 | 局: how a match ended, and no match won."""
    at = reading.start - 1
    return folded[at : at + 1] == "比" and folded[at - 1].isdigit()


def _is_label(folded: str, reading: Reading) -> bool:
    assert reading.unit is not None
    decimal = reading.value.denominator != 1
    start, end, name = reading.start, reading.end, reading.unit.name
    if name in _SEXES and not _COUPLE.search(folded, max(0, start - 5), end + 5):
        return True
    return labels.is_label(folded, start, end, name, decimal, reading.scaled)


def _is_all(folded: str, reading: Reading) -> bool:
    """覆盖率达到百分之百 is a number, 百分之百拥护 is not."""
    said = folded[reading.start - 1 : reading.start] in tuple("达到为率是")
    return said or _CLOSED.match(folded, reading.end) is not None


def _opened(folded: str, reading: Reading) -> bool:
    """百 and 千 alone are numbers only with a word for it: 百余名, 上千人, 近万元."""
    before = folded[reading.start - 1 : reading.start]
    return bool(reading.approx) or (before != "" and before in _UPTO)


def _one_counts(folded: str, reading: Reading) -> bool:
    """一 before a measure word is an article unless something shows that it counts."""
    unit = reading.unit
    assert unit is not None
    if unit.name == "圆":
        return False  # 半圆 the shape
    if unit.dimension != "count" and not unit.weak and unit.dimension != "people":
        return True
    if reading.words == "半":
        return False
    if unit.name == "番":
        return folded.endswith(("翻", "翻了"), 0, reading.start)
    if unit.dimension == "people" or unit.name in ("死", "伤"):
        left = folded[max(0, reading.start - 8) : reading.start]
        if _CASUALTY.search(left) or _DEAD.match(folded, reading.end):
            return True
        return _is_parallel(folded, reading)
    if not unit.weak and _is_parallel(folded, reading):
        return True
    return approximations.before(folded, reading.start)[1] is not None and not unit.weak


def _is_parallel(folded: str, reading: Reading) -> bool:
    """其中一名为持股5%以上股东、两名…: another number of the same follows in the sentence."""
    if folded.startswith(reading.printed or "", reading.end):
        return False  # 一件件
    if not _TOLD_APART.search(folded, max(0, reading.start - 3), reading.start):
        return False
    behind = _SENTENCE.match(folded, reading.end, reading.end + 30)
    assert behind is not None
    return re.search(rf"[二两三四五六七八九十\d]{reading.printed}", behind.group()) is not None


def _counts_alone(folded: str, reading: Reading) -> bool:
    """A number without a unit: 奖池36.57亿, 指数报50.2."""
    before = folded[max(0, reading.start - 3) : reading.start]
    if reading.scaled and len(reading.words) > 1:
        return not labels.in_idiom(folded, reading.start) and reading.value >= 10**4
    if reading.value_to and reading.words[-1] in BARE_SCALE:
        return _CLOSED.match(folded, reading.end) is not None  # 一年工资七八千
    if not reading.chinese and with_currency(folded, reading)[1]:
        return True
    told = reading.approx == "over" or not reading.chinese
    if told and reading.value >= MANY and COUNTED.match(folded, reading.end):
        return True
    decimal = "." in reading.words or "," in reading.words
    return decimal and bool(_LEVEL_CUE.search(before)) and bool(_CLOSED.match(folded, reading.end))
