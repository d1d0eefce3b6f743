"""What a number of something is a measure of: 养老机构数, 员工人数, 面积."""

from __future__ import annotations

from ingest.facts.context.measures.measure import names_measure
from ingest.facts.late import late
from ingest.model import Fact
from ingest.script import fold

_DIMENSIONS = {
    "length": "长度", "area": "面积", "mass": "重量", "volume": "体积", "power": "功率",
    "voltage": "电压", "energy": "电量", "temperature": "温度", "duration": "时间", "time": "时间",
    "speed": "速度", "age": "年龄", "money": "金额", "ratio": "比例", "percent": "比例",
    "currency": "金额", "flow": "流量", "turnover": "周转量",
}  # fmt: skip


_NOUN = late("(?!分)[一-鿿]{2}")
"""A unit that is a word: 6车道, 60学时."""


RESULTS = {
    "胜": "胜场数",
    "负": "负场数",
    "平": "平局数",
    "金": "金牌数",
    "银": "银牌数",
    "铜": "铜牌数",
}


_PEOPLE = frozenset("人名位男女")


_WITH_NOUN = frozenset("个次")
"""Measure words that a short noun may follow within the unit."""


_NUMBERED = frozenset("晚夜户件次起例字省市州县区乡镇村层单股")
"""Measure words whose number has a name of its own: 户数, 件数."""


DOINGS = ("次", "回", "度", "遍", "趟")
"""Measure words of what somebody does."""
HAPPENING = frozenset(("次", "例", "起", "场", "宗", "桩", "回"))
"""Measure words of what happens or is done."""


_SELF_NOUNS = frozenset(
    ("人", "人次", "架次", "车次", "班次", "户次", "辆次", "台次", "票", "分", "球")
)
"""Units that say by themselves what is counted."""


_SELF_COUNTED = {"票": "票数", "分": "得分", "球": "进球数"}
_HUGE = 10**11
"""So many of no unit are money."""
_PLACES = frozenset(("省市", "省份", "省区", "省区市", "县市", "县区", "区县", "市县", "市州"))
_INDEX = 100
"""From here on so many 点 are those of an index, not of a speech."""


VEHICLES = {"辆车": "车辆数", "部车": "车辆数"}
"""Units with the noun in them."""
FATES = {"死": "死亡人数", "伤": "受伤人数"}
"""Units of headlines: 致1死1伤."""


def counts_itself(fact: Fact) -> bool:
    """Whether its unit is the very thing that is counted, so that no noun is sought behind it."""
    return fact.unit in _SELF_NOUNS


def counter(fact: Fact) -> str:
    """What a quantity with nothing but a unit is a measure of: 人数, 数量, 面积, 金额."""
    if fact.kind == "money":
        return "金额" if fact.unit != "块" else "数量"  # 块 counts mirrors as well as money
    if fact.kind == "percent" or fact.norm_unit == "ratio":
        return "比例"
    if fact.unit in FATES:
        return FATES[fact.unit]
    unit = fact.unit or ""
    if len(unit) > 2 and unit[0] in _WITH_NOUN and fact.dimension in (None, "count"):
        return f"{unit[1:]}数"  # 15次助攻
    if unit in RESULTS:
        return RESULTS[unit]
    if fold(unit) in VEHICLES:
        return VEHICLES[fold(unit)]
    if unit in _NUMBERED:
        return f"{unit}数"
    if unit == "人口":
        return "人口"
    if unit in _PEOPLE:
        return "人数"
    if fact.unit == "度":
        return "数量"
    if unit == "点" and (fact.value or 0) >= _INDEX:
        return "点位"
    if fact.unit == "岁" or fact.unit == "周岁":
        return "年龄"
    if fact.unit in _SELF_NOUNS and fact.dimension != "duration":
        return fact.unit if fact.unit.endswith("次") else _SELF_COUNTED[fact.unit]
    told = _DIMENSIONS.get(fact.dimension or "", "数量")
    counts = fact.dimension in (None, "count") and fact.kind == "figure"
    return f"{unit}数" if told == "数量" and counts and _NOUN.fullmatch(unit) else told


_CAPACITIES = {"mass": "产能", "power": "装机容量"}


_WORKS = ("生产线", "项目", "装置", "工厂", "电站", "电厂", "机组", "工程", "技改")
"""What is so big as it can make: 年产2万吨合金 | 生产线."""


def is_capacity(measure: str) -> bool:
    """Whether a measure is what a plant can make."""
    return measure.endswith(tuple(_CAPACITIES.values()))


_STRENGTHS = {"风": "风力", "震": "震级", "浪": "浪级"}


def done_to(verb: str, noun: str, fact: Fact) -> str:
    """What is done and to how many of what: 续建 | 学校 → 续建学校数; 确诊 | 确诊病例 once only."""
    measure = numbered(noun, fact)
    return measure if verb in noun else verb + measure


def numbered(noun: str, fact: Fact) -> str:
    """The noun with what is said of it: 养老机构 → 养老机构数, 员工 → 员工人数."""
    if fact.dimension == "magnitude" and noun[-1:] in _STRENGTHS:
        return _STRENGTHS[noun[-1]]
    if fact.dimension in _CAPACITIES and noun.endswith(_WORKS):
        return noun + _CAPACITIES[fact.dimension]
    if fact.unit == "毫米" and noun[-1:] in "雨雪":
        return f"降{noun[-1:]}量"
    if fact.unit == "分" and noun[-1:] == "分":
        return noun  # 文科最高分 | 421分
    if fact.unit in _PLACES:
        return counter(fact)  # 6省市 | 卫视频道
    return noun + _counter_of(fold(noun), fact)


def _counter_of(noun: str, fact: Fact) -> str:
    if fact.dimension not in (None, "count") or fact.kind != "figure":
        named = names_measure(noun)
        return "" if named or noun.endswith("率") else counter(fact)
    if noun.endswith(("数", "量", "率", "额", "次")):
        return ""
    told = counter(fact)
    if fact.unit is None and (fact.value or 0) >= _HUGE:
        return "规模"  # 产业超3.2万亿
    # 案件 | 数, not 案件件数
    return "数" if told in ("数量", "人次") or noun.endswith(told[0]) else told
