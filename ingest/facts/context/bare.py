"""Numbers that stand bare: the number before, or their unit, says what they measure.

人均收入3万元，同比增长 | 14%      the measure before, compared
诈骗罪13件 | 26人                  the same things in another unit
进出口额1亿元以上的 | 7800家       the number before says which ones
"""

from __future__ import annotations

import re

from ingest.facts.arithmetic import in_points
from ingest.facts.context.clause import About, Sight
from ingest.facts.context.measure import FATES, counter, numbered
from ingest.model import Fact

CHANGES = (
    "增幅",
    "降幅",
    "涨幅",
    "跌幅",
    "增速",
    "升幅",
    "减幅",
    "同比增幅",
    "同比降幅",
    "同比涨幅",
    "环比涨幅",
)
"""Measures of a change of what was measured before them."""
_RATES = ("率", "比例", "比重", "占比", "增幅", "降幅")
_TELLING = ("area", "length", "mass", "volume", "temperature", "speed", "people")


def bare(sight: Sight, moved: str | None) -> About:
    """Nothing of its own stands before the number: 同比增长 | 14%, 和 | 5600个."""
    base = sight.before.base if sight.before else None
    verb = sight.before.verb if sight.before else None
    if base is None and sight.fact.dimension in _TELLING:
        base = counter(sight.fact)  # 有200亩: what the unit tells
    fate = sight.fact.unit in FATES
    if base and moved is None and base.endswith("面积") and counter(sight.fact) == "人数":
        base = counter(sight.fact)  # 受旱面积1200亩，36万人…: people are no area
        return About(None, None, base, base, verb, rule="bare.counted")
    if (
        base
        and moved is None
        and (fate or (sight.fact.kind in ("figure", "money") and base.endswith(_RATES)))
    ):
        base = counter(sight.fact)  # 一名为持股5%以上股东、两名…
        return About(None, None, base, base, verb, True, rule="bare.counted")
    gap = sight.masked[sight.left : sight.fact.start].strip()
    if base and moved is None and gap in ("", "、") and _counts_otherwise(sight):
        # 倒塌房屋1.3万户3.8万间, 诈骗罪13件26人: the same in other units.
        noun = sight.before.noun if sight.before else None
        told: str = counter(sight.fact)
        if noun and told == "数量":
            told = (verb or "") + numbered(noun, sight.fact)
        elif base.endswith("人口") and told == "人数":
            told = base
        return About(None, noun, told, told, verb, True, rule="bare.unit")
    if base and moved is None and sight.previous and gap in ("的", "的约", "的有", "的共"):
        # 进出口额1亿元以上的7800家: the number before says which ones are counted.
        base = f"{base}{sight.previous.text}的{counter(sight.fact)}"
        return About(None, None, base, base, verb, True, rule="bare.such")
    if moved and sight.previous and in_points(sight.fact) and sight.previous.kind == "percent":
        grown = sight.before.measure if sight.before else None
        if grown and sight.previous.direction:
            # 同比增长9%，比上月高0.3个百分点: how the growth changed
            return About(None, None, grown + "变化", base, verb, True, rule="bare.points")
    listed = gap in ("、", "和", "及", "与", "或")
    beside = base and moved is None and sight.previous and (listed or gap == "")
    if beside and sight.previous and _measures_otherwise(sight.previous, sight.fact):
        other = (verb or "" if listed else "") + counter(sight.fact)
        return About(None, None, other, other, verb, True, rule="bare.unit")
    if sight.follows and sight.before and moved is None and listed:
        # 分别增长1.4%、2.3%和5.7%: the members of a list measure the same.
        return About(None, None, sight.before.measure, base, verb, True, rule="bare.listed")
    if base and moved and moved.startswith("恢复") and sight.fact.kind == "percent":
        return About(None, None, base + "恢复比例", base, verb, True, rule="bare")
    return About(None, None, changed(sight, base, moved), base, verb, True, rule="bare")


def _measures_otherwise(one: Fact, other: Fact) -> bool:
    """Whether a number is of another dimension or unit than the one before: 20分和8次助攻."""
    if one.kind != "figure" or other.kind != "figure":
        return False
    apart = one.dimension != other.dimension and other.dimension not in (None, "count")
    return apart or (counter(other) not in ("数量", "人数") and counter(one) != counter(other))


def _counts_otherwise(sight: Sight) -> bool:
    """Whether two numbers that stand side by side count in different units: 13件26人."""
    one, other = sight.previous, sight.fact
    if one is None or one.kind != "figure" or other.kind != "figure":
        return False
    return sight.follows and one.unit != other.unit and one.norm_unit != other.norm_unit


_AVERAGED = re.compile(
    "[一二两兩三四五六七八九十0-9]+年(?:年均|平均|复合|複合)|年均|年平均|月均|日均"
)


def changed(sight: Sight, base: str | None, moved: str | None) -> str | None:
    """The measure of a comparison: 人均收入 → 人均收入同比增幅, 两年平均增幅."""
    fact = sight.fact
    if base is None or moved is None or moved[-1:] in "到至为" or fact.direction is None:
        return base
    against = fact.basis if fact.basis in ("同比", "环比") else ""
    averaged = _AVERAGED.search(sight.text, sight.left, fact.start)
    if averaged is not None and averaged.group() not in base:
        base += averaged.group()  # 两年平均增长4.5% is another thing than 增长18.4%
    if base.endswith(CHANGES):
        return base + "变化"  # 降幅收窄0.1个百分点
    if fact.kind == "percent" or fact.unit == "倍":
        return base + against + ("增幅" if fact.direction == "up" else "降幅")
    return base + against + ("增加数" if fact.direction == "up" else "减少数")
