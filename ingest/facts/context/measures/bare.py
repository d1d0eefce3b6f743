"""Numbers that stand bare: the number before, or their unit, says what they measure.

人均收入3万元，同比增长 | 14%      the measure before, compared
诈骗罪13件 | 26人                  the same things in another unit
进出口额1亿元以上的 | 7800家       the number before says which ones
"""

from __future__ import annotations

from dataclasses import replace

from ingest.facts.arithmetic import in_points
from ingest.facts.context.counting.counters import FATES, VEHICLES, counter, numbered
from ingest.facts.context.measures.clause_before import measure_before
from ingest.facts.context.measures.growth import REVISED, changed
from ingest.facts.context.measures.measure import LONGEST_PHRASE, measure_start
from ingest.facts.context.phrases.edges import without_dates
from ingest.facts.context.phrases.persons import is_person
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.late import late
from ingest.facts.phrases import trim
from ingest.facts.words import tokens
from ingest.model import Fact
from ingest.script import fold

_FIRST_NEW = late("(?<![^全省市县区国])(?:新增|净增)")
_RATES = ("率", "比例", "比重", "占比", "增幅", "降幅")
_COUNTS = ("产能", "重量", "人数", "户数", "人次", "件数", "起数", "例数", "面积", "人口", "长度")
"""Measures that no money has."""
_OTHERWISE = frozenset(
    (one, other)
    for one, others in (("分", "胜平负"), ("金", "枚块银铜"), ("银", "枚块"), ("铜", "枚块"))
    for other in others
)
"""Units of which one is never counted as the other: 3枚铜牌,比上届多 | 2金."""
_MEASURED = ("duration", "time", "length", "area", "mass", "volume", "speed", "temperature")
"""Dimensions in which no other one is measured."""
_LISTING = ("、", "和", "及", "与", "或")
_TELLING = ("area", "length", "mass", "volume", "temperature", "speed", "people")


def bare(sight: Sight, moved: str | None) -> About:
    """Nothing of its own stands before the number: 同比增长 | 14%, 和 | 5600个."""
    named = measure_before(sight) if moved is None else None
    if named is not None:
        return named
    nothing = sight.before is None or sight.before.base is None
    alone = _measure_alone(sight) if moved is not None and nothing else None
    compared = alone or (_measure_compared(sight) if moved is not None else None)
    if compared is not None:
        own = sight.said(*compared[1])
        return About(compared[0], None, changed(sight, own, moved), own, rule="bare.before")
    base = sight.before.base if sight.before else None
    verb = sight.before.verb if sight.before else None
    if base and "累计" in sight.masked[sight.left : sight.fact.start]:
        base = _FIRST_NEW.sub("累计", base)  # 新增企业9家，累计达 | 41家
    if base is None and sight.fact.dimension in _TELLING:
        base = counter(sight.fact)  # 有200亩: what the unit tells
    if base and (one := sight.previous) and (sight.fact.unit, one.unit) in _OTHERWISE:
        told_alone, before = counter(sight.fact), sight.masked[sight.fact.start - 1]
        measure = told_alone + {"多": "增加数", "少": "减少数"}.get(before, "")  # 比上届多 | 27金
        return About(None, None, measure, told_alone, verb, True, rule="bare.counted")
    each = _EACH.search(sight.text, sight.left, sight.fact.start) if moved is None else None
    if base and each is not None and not base.startswith(_MEANS):
        base = _MEAN[each["each"]] + base  # 客流量45万人次，平均每日 | 6万人次
    told = _standing(sight, base, verb) if moved is None else _moving(sight, base, verb, moved)
    if told is not None:
        return told
    return About(None, None, changed(sight, base, moved), base, verb, True, rule="bare")


def _measure_alone(sight: Sight) -> tuple[Span | None, Span] | None:
    """客房平均入住率，同比上升 | 43个百分点: a clause that is nothing but a measure."""
    start, masked = sight.clause[0], sight.masked
    if sight.left > start or masked[start - 1 : start] != ",":
        return None
    first = max(masked.rfind(mark, 0, start - 1) for mark in ",;:。\n") + 1
    at = measure_start(masked, max(first, start - LONGEST_PHRASE), start - 1)
    if at >= start - 1 or first < start - LONGEST_PHRASE:
        return None
    own = without_dates(masked, *trim(masked, first, at))
    if any(token.word_class not in ("nominal", "joint") for token in tokens(masked, *own)):
        return None
    return (own if own[0] < own[1] else None, (at, start - 1))


def _measure_compared(sight: Sight) -> tuple[Span | None, Span] | None:
    """销售量和去年相比，增长了 | 20%: whose measure a clause of comparison opens with."""
    start, masked = sight.clause[0], sight.masked
    if sight.left > start or masked[start - 3 : start] != "相比,":
        return None
    first = max(masked.rfind(mark, 0, start - 1) for mark in ",;:。\n") + 1
    against = _AGAINST.search(masked, max(first, start - LONGEST_PHRASE), start - 1)
    if against is None:
        return None
    begin, end = max(first, start - LONGEST_PHRASE), against.start()
    at = measure_start(masked, begin, end)
    own = trim(masked, begin, at)
    return (own if own[0] < own[1] else None, (at, end)) if at < end else None


_EACH = late("(?:平均|合)每(?P<each>[日天月年人户])[约達达約近超逾为為有]*$")
_MEAN = {"日": "日均", "天": "日均", "月": "月均", "年": "年均", "人": "人均", "户": "户均"}
_MEANS = (*_MEAN.values(), "平均")
_AGAINST = late("[与同和较比][^,与同和较比]{1,16}相比$")


def _like(fact: Fact, one: Fact) -> Fact:
    """A number that says once more how another one moved."""
    return replace(fact, direction=one.direction, basis=one.basis)


def _standing(sight: Sight, base: str | None, verb: str | None) -> About | None:
    """What a number measures that nothing says to have moved."""
    one = sight.previous
    if base and one and one.end == sight.fact.start and sight.masked[one.start - 1] == "每":
        return About(None, None, base, base, verb, True, rule="bare.rate")  # 每10万人 | 341例
    gap = sight.masked[sight.left : sight.fact.start].strip()
    if gap == "或" and sight.follows and sight.previous and sight.previous.direction and base:
        grown = replace(sight, fact=_like(sight.fact, sight.previous))
        measure = changed(grown, base, "")  # 月增1.5万人或0.13%: the same change once more
        return About(None, None, measure, base, verb, True, rule="bare.listed")
    shared = sight.before is not None and sight.before.rule == "share" and gap in _LISTING
    if base and not shared:
        told = _by_unit(sight, base, verb) or _beside(sight, base, verb, gap) or _apart(sight, verb)
        if told is not None:
            return told
    if sight.follows and sight.before and shared:
        return replace(sight.before, subject=None)  # 分别占总数的12%和 | 8%
    if sight.follows and sight.before and gap in _LISTING:
        # 分别增长1.4%、2.3%和5.7%: the members of a list measure the same.
        apart = sight.previous is not None and sight.previous.kind != sight.fact.kind
        measure = _in_money(sight) if apart else sight.before.measure
        ways = {sight.previous.direction, sight.fact.direction} if sight.previous else set()
        if ways == {"up", "down"} and measure and measure.endswith(_EITHER_WAY):
            measure = changed(sight, base, "")  # 分别增长2%和 | -3%
        return About(None, None, measure, base, verb, True, rule="bare.listed")
    return None


def _in_money(sight: Sight) -> str | None:
    """发放贷款2356笔、| 11.8亿元: the measure of the number before, of another kind of number."""
    before = sight.before
    base = before.base if before else None
    if before is None or base is None or sight.fact.kind != "money" or not base.endswith("数"):
        return base
    return (before.verb or "") + (before.noun or "") + counter(sight.fact)


_EITHER_WAY = ("增幅", "降幅")


def _by_unit(sight: Sight, base: str, verb: str | None) -> About | None:
    """What a unit tells that cannot be of the measure before."""
    fact, told = sight.fact, counter(sight.fact)
    if (fact.kind == "money" and base.endswith(_COUNTS)) or (
        fact.kind == "percent" and fact.direction is None and base.endswith("人数")
    ):
        return About(None, None, told, told, verb, True, rule="bare.counted")
    if base.endswith("年龄") and fact.dimension != "age" and fact.direction is None:
        return About(None, None, told, told, verb, True, rule="bare.counted")
    if base.endswith("人数") and fact.dimension == "count" and fact.direction is None:
        return About(None, None, told, told, verb, rule="bare.counted")  # 3名旅客…，共12件
    if base.endswith("面积") and told == "人数":
        # 受旱面积1200亩，36万人…: people are no area
        return About(None, None, told, told, verb, rule="bare.counted")
    if fact.unit in FATES or (fact.kind in ("figure", "money") and base.endswith(_RATES)):
        # 一名为持股5%以上股东、两名…
        return About(None, None, told, told, verb, True, rule="bare.counted")
    return None


def _apart(sight: Sight, verb: str | None) -> About | None:
    """不远处9公里…，| 5分钟内: what is measured in a dimension of its own."""
    fact, one = sight.fact, sight.previous
    other = one is not None and one.kind == "figure" and one.dimension != fact.dimension
    if not other or fact.dimension not in _MEASURED or fact.direction is not None:
        return None
    told = counter(fact)
    return About(None, None, told, told, verb, rule="bare.counted")


def _beside(sight: Sight, base: str, verb: str | None, gap: str) -> About | None:
    """What a number measures right beside the one before it; `gap` is between the two."""
    one, fact = sight.previous, sight.fact
    if one is None:
        return None
    noun = sight.before.noun if sight.before else None
    gap = gap.removeprefix(fold(noun or ""))  # 28栋|楼、|1560户
    total = gap in ("共", "总计", "合计", "总长", "共计") and not _counts_alike(one, fact)
    gap = "" if total else gap  # 项目15项 | 共 | 769公里
    if gap in ("", "、", "/") and _counts_otherwise(sight, total):
        # 倒塌房屋1.3万户3.8万间, 诈骗罪13件26人: the same in other units.
        if fold(fact.unit or "") in VEHICLES:
            told = (verb or "") + counter(fact)  # 站点1320个、| 1.5万辆车
            return About(None, None, told, told, verb, rule="bare.unit")
        told = _in_other_unit(fact, base, noun, verb or "")
        return About(None, noun, told, told, verb, True, rule="bare.unit")
    if gap in ("的", "的约", "的有", "的共"):
        # 进出口额1亿元以上的7800家: the number before says which ones are counted.
        share = fact.kind == "percent" and (one.basis or "").startswith("占")
        told = f"{'占' if share else ''}{base}{one.text}的{counter(fact)}"
        return About(None, None, told, told, verb, True, rule="bare.such")
    listed = gap in _LISTING
    if (listed or gap == "") and _measures_otherwise(one, fact):
        told = (verb or "" if listed else "") + counter(fact)
        return About(None, None, told, told, verb, True, rule="bare.unit")
    return None


_INVOLVED = late("涉.$")


def _in_other_unit(fact: Fact, base: str, noun: str | None, verb: str) -> str:
    """The measure of the same things, counted in another unit."""
    told = counter(fact)
    people = told == "人数" and verb and noun and is_person(noun)  # 惠及居民3800户、| 1亿人
    if noun and (told == "数量" or fact.dimension == "mass" or people):
        return verb + numbered(noun, fact)
    if told == "人数" and verb and fold(noun or "").endswith("案件"):
        return _INVOLVED.sub("", verb) + told  # 起诉案件2600件 | 14100人
    if told == "数量" and verb and fact.unit and len(fact.unit) == 1:
        return f"{verb}{fact.unit}数"  # 受损17户 | 83间
    return base if base.endswith("人口") and told == "人数" else told


def _moving(sight: Sight, base: str | None, verb: str | None, moved: str) -> About | None:
    """What a number measures by which a change changed, or to which something came back."""
    one, fact = sight.previous, sight.fact
    if moved in REVISED:
        return None
    if moved and one and in_points(fact) and one.kind == "percent" and not in_points(one):
        grown = sight.before.measure if sight.before else None
        if grown and one.direction:
            # 同比增长9%，比上月高0.3个百分点: how the growth changed
            return About(None, None, grown + "变化", base, verb, True, rule="bare.points")
    again = sight.before is not None and sight.before.rule in ("bare.points", "measured.noun")
    if one and sight.before and again and fact.basis and in_points(fact) and in_points(one):
        # 增速比上月低0.3个百分点，比上年同期低 | 1.8个百分点: the same against another time
        other = _OTHER.sub("变化", sight.before.measure or "")
        return About(None, None, other, base, verb, True, rule="bare.points")
    if one and sight.before and sight.before.rule == "share" and in_points(fact):
        grown = changed(sight, sight.before.measure, moved)  # 占12%，比上年提高 | 0.1个百分点
        return About(None, None, grown, base, verb, True, rule="bare.points")
    if one and sight.before and sight.before.rule == "share" and moved[-1:] in ("到", "至"):
        told = sight.before.measure  # 占比由21%扩大至 | 74%
        return About(None, None, told, base, verb, True, rule="bare.points")
    if base and moved.startswith("恢复") and fact.kind == "percent":
        return About(None, None, base + "恢复比例", base, verb, True, rule="bare")
    return None


_OTHER = late(
    "[比较](?=[^比较]*$)[^比较增降变]{2,12}[高低快慢多少]出?$|[高低快慢]于[^高低快慢于]{2,12}$"
)
"""增速比各项贷款高10个百分点，比上年末低 | 1个百分点: the other rate is left behind."""


def _measures_otherwise(one: Fact, other: Fact) -> bool:
    """Whether a number is of another dimension or unit than the one before: 20分和8次助攻."""
    if one.kind != "figure" or other.kind != "figure":
        return False
    apart = one.dimension != other.dimension and other.dimension not in (None, "count")
    return apart or (counter(other) not in ("数量", "人数") and counter(one) != counter(other))


def _counts_alike(one: Fact, other: Fact) -> bool:
    """Whether two numbers may count the same things."""
    return one.unit == other.unit or one.dimension == other.dimension


def _counts_otherwise(sight: Sight, total: bool) -> bool:
    """Whether two numbers that stand side by side count in different units: 13件26人."""
    one, other = sight.previous, sight.fact
    if one is None or one.kind != "figure" or other.kind != "figure":
        return False
    beside = sight.follows or (total and other.dimension == "mass")
    return beside and one.unit != other.unit and one.norm_unit != other.norm_unit
