"""Phrases of a shape of their own before a number, whatever their words are.

35例(新疆 | 22例，辽宁13例)                     a place's part of those just counted
停水的则有 | 29万户                          those of whom something is so
高出外贸整体增速 | 2个百分点                  by how much two numbers differ
费用是普通结核的 | 五倍                       how many times what
演出(不含娱乐场所演出)场次 | 48万场           the measure behind a bracket
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.facts.arithmetic import in_points
from ingest.facts.context.counting.counters import counter
from ingest.facts.context.measures.bare import bare
from ingest.facts.context.measures.by_noun import named_base
from ingest.facts.context.measures.growth import CHANGES, changed
from ingest.facts.context.measures.measure import measure_start, split
from ingest.facts.context.measures.nature import of_water
from ingest.facts.context.phrases.clause import clause_subject
from ingest.facts.context.phrases.edges import without_dates
from ingest.facts.context.sight import About, Sight
from ingest.facts.late import late
from ingest.facts.phrases import trim
from ingest.facts.words import DATE, NAMES, PLACE, QUANTITY, tokens
from ingest.script import fold

_YIELDING = {
    "增产": "产量", "减产": "产量", "增收": "收入", "减收": "收入", "增支": "支出", "减支": "支出",
}  # fmt: skip
"""What is more or less of a measure by its own word."""
_POINTS = re.compile(
    "(?:这一|该|这个|此)(?:数字|比例|数据|指标|数值|占比|比重|金额|人数|规模|总数)"
)
_MORE_THAN = re.compile(
    "(?:均|分别)?(?:超过|高出|高于|低于|快于|慢于|超出|好于|领先|跑赢)[^,]{2,14}"
)
_THAN = re.compile("(?:高出|高于|低于|快于|慢于|好于)[^,]{2,14}$")
_OTHER_RATE = late(
    f"(?:比|较)(?P<than>[^,{DATE}]{{0,14}}(?:增速|水平|平均|均值|[增涨降]幅|利率|比例|比重)|全[国省市县区]|{PLACE}+)"
)
"""比各项贷款增速 | 高29个百分点: a rate of something else."""
_BY_SO_MUCH = {
    "高": "高于",
    "高出": "高于",
    "快": "高于",
    "多": "高于",
    "低": "低于",
    "慢": "低于",
    "少": "低于",
}
_MULTIPLE = re.compile(r"(?P<of>.{2,14}?)(?:是|为|达到?|相当于)(?P<than>[^,]{2,14})的$")


_ALONE = re.compile("(?:约|就|则)?(?:是|为|相当于)(?P<than>[^,]{2,14})的(?:近|约)?")
"""是平时的 | 1.8倍: what was measured before, beside another."""


def shaped(sight: Sight, begin: int, stop: int, moved: str | None) -> About | None:
    """What a phrase of a shape of its own says, whatever its words are."""
    masked, fact = sight.masked, sight.fact
    multiple = _MULTIPLE.search(masked[begin : fact.start]) if fact.unit == "倍" else None
    if multiple is not None:
        return _times(sight, begin, multiple)
    alone = _ALONE.fullmatch(masked, begin, fact.start) if fact.unit == "倍" else None
    if alone is not None and sight.before is not None and sight.before.base:
        measure = f"{sight.before.base}与{sight.said(*alone.span('than'))}之比"
        return About(None, None, measure, sight.before.base, None, True, rule="measured.multiple")
    if masked.endswith("之比", begin, stop):  # 研发经费与生产总值之比
        base = sight.said(begin, stop)
        return About(None, None, changed(sight, base, moved), base, rule="measured.noun")
    told = _earned(sight, begin, stop) if fact.kind != "figure" else None
    if told is not None:
        return told
    told = _of_plan(sight, begin) if fact.kind == "percent" and moved is None else None
    if told is not None:
        return told
    water = of_water(sight, begin, stop, moved) if fact.unit == "米" else None
    if water is not None:
        return water
    if _POINTS.fullmatch(masked, begin, stop):
        return replace(bare(sight, moved), inherits=False)  # 这一数字 | 为1770万
    of = _YIELDING.get(masked[begin:stop])
    if of is not None and ((sight.before and sight.before.base) or "").endswith(of):
        return bare(sight, masked[begin:stop])  # 总产量412万吨，增产 | 8万吨
    told = _those_who(sight, begin, stop) or _further(sight, begin, stop, moved)
    if told is None and ")" in masked[begin:stop]:
        return _around_aside(sight, begin, stop, moved)
    return told


_OF_HONG_KONG = frozenset("賺蝕虧")
_EARNED = late("(?P<way>[少多转]?[赚蚀]|转亏)(?:超过?|逾|近|约|达)*$")


def _earned(sight: Sight, begin: int, stop: int) -> About | None:
    """去年同期賺 | 1.3億美元, 少賺 | 65%: profit and loss, as Hong Kong has them."""
    if _OF_HONG_KONG.isdisjoint(sight.text[begin : sight.fact.start]):
        return None
    earned = _EARNED.search(sight.masked, begin, sight.fact.start)
    if earned is None:
        return None
    way = earned["way"]
    measure = "盈利" if way.endswith("赚") else "亏损"
    if sight.fact.kind == "percent":
        measure += {"少": "降幅", "多": "增幅"}.get(way[0], "")
    own = without_dates(sight.masked, begin, earned.start())
    named = own if any(sign in NAMES for sign in sight.masked[slice(*own)]) else None
    return About(named, None, measure, measure, None, rule="measured.head")


_PLAN = late(
    "(?P<of>(?:完成|达到|超过|为|达)[^,;:的]{0,10}(?:计划|目标|任务|预算|预期)(?:[总数额]{1,2}|投资|任务)?)的(?:约|近)?$"
)


def _of_plan(sight: Sight, begin: int) -> About | None:
    """完成投资36亿元，完成年度投资计划的 | 24%: what part of a plan was done."""
    if "的" not in sight.masked[sight.fact.start - 2 : sight.fact.start]:
        return None
    plan = _PLAN.search(sight.masked, begin, sight.fact.start)
    if plan is None:
        return None
    subject = None if sight.follows else clause_subject(sight.masked, begin, plan.start())
    measure = sight.said(*plan.span("of")) + "的比例"
    alone = subject is None
    return About(subject, None, measure, measure, None, alone, rule="measured.part")


_TASK = late(
    f"(?:完成|占|为)[^,;的{QUANTITY}]{{0,14}}?(?P<what>(?:任务|目标|计划|预算)(?:总?[数额])?)(?P<sum>{QUANTITY}+的)?$"
)


_TASKS = frozenset("数额务标划算的")


def of_task(sight: Sight) -> About | None:
    """完成政府下达任务数 | 132亿元的 | 90.8%: what was to be done, and what part of it was."""
    masked, fact, before = sight.masked, sight.fact, sight.before
    if masked[fact.start - 1] not in _TASKS:
        return None
    task = _TASK.search(masked, sight.clause[0], fact.start)
    if task is None or before is None or not before.base:
        return None
    if task["sum"] is not None:
        if fact.kind != "percent" or before.rule != "measured.task":
            return None
        measure = f"完成{sight.said(*task.span('what'))}的比例"
        return About(None, None, measure, measure, None, True, rule="measured.part")
    if fact.kind == "percent" or masked[fact.end : fact.end + 1] != "的":
        return None
    measure = before.base + sight.said(*task.span("what"))
    return About(None, None, measure, before.base, None, True, rule="measured.task")


_SHARED = ("count", "people", "money")
_LONGEST_ROW = 200
"""How far before a place's part the bracket opens that holds it: bounds the work."""


def shared_out(sight: Sight, begin: int, stop: int) -> About | None:
    """病例35例(新疆 | 22例，辽宁13例); 病例2956例。其中，香港 | 2505例: a place's part of those."""
    masked, before, one, fact = sight.masked, sight.before, sight.previous, sight.fact
    begin += len("其中") * masked.startswith("其中", begin)
    if begin >= stop or masked[begin:stop].strip(PLACE):
        return None
    if before is None or before.base is None or fact.dimension not in _SHARED:
        return None
    if one is not None and one.unit != fact.unit:
        return None
    opened = masked.rfind("(", max(0, sight.clause[0] - _LONGEST_ROW), begin)
    inside = opened > masked.rfind(")", 0, begin) and masked[opened - 1] == QUANTITY
    among = masked.startswith("其中", sight.clause[0]) or (
        one is None and masked.startswith("其中", max(0, sight.clause[0] - 3))
    )
    if not (inside or before.rule == "measured.shared" or among):
        return None
    return About(None, before.noun, before.base, before.base, None, True, rule="measured.shared")


_HAVE = re.compile("的(?:则|还|也|就|仅|只|共|约|已|现|目前|一共)*有(?:约|近|超过?|逾)?")


def _those_who(sight: Sight, begin: int, stop: int) -> About | None:
    """留守在村里的 | 有100多人, 停水的则有29万户: those of whom something is so, without a noun."""
    masked, fact = sight.masked, sight.fact
    have = _HAVE.fullmatch(masked, stop, fact.start)
    if have is None or fact.dimension not in ("count", "people") or begin >= stop:
        return None
    if any(sign in NAMES for sign in masked[begin:stop]) or "的" in masked[begin:stop]:
        return None
    measure = f"{sight.text[begin:stop]}的{counter(fact)}"
    return About(None, None, measure, measure, rule="measured.those")


def _around_aside(sight: Sight, begin: int, stop: int, moved: str | None) -> About | None:
    """营业性演出(不含娱乐场所演出) | 场次: the measure stands behind what is told in brackets."""
    masked = sight.masked
    opened = masked.find("(", begin + 1, stop)
    closed = masked.find(")", opened, stop)
    if not 0 < opened < closed < stop - 1 or measure_start(masked, closed + 1, stop) > closed + 1:
        return None
    own = trim(masked, begin, opened)
    if any(token.word_class == "verb" for token in tokens(masked, *own)):
        return None
    base = sight.said(closed + 1, stop)
    return About(own, None, changed(sight, base, moved), base, rule="measured.head")


def _further(sight: Sight, begin: int, stop: int, moved: str | None) -> About | None:
    """增长4.8%，高出外贸整体增速 | 2个百分点: by how much two numbers differ."""
    before = sight.before
    if not in_points(sight.fact):
        return None
    than = _THAN.search(sight.masked, begin, stop)
    parts = split(sight.masked, begin, than.start()) if than else None
    if than and parts and parts.named:
        # 投资增速 | 快于全部投资 | 8个百分点
        own = parts.subject if parts.subject[0] < parts.subject[1] else None
        base = named_base(sight, parts)
        if own is None and before is not None and before.base and fold(base) in CHANGES:
            # 生产总值增长6.6%，增速高于全国 | 1.8个百分点
            measure = before.base + base + sight.said(than.start(), stop)
            return About(None, None, measure, before.base, None, True, rule="bare.points")
        return About(own, None, base + sight.said(than.start(), stop), base, rule="measured.than")
    if before is None or before.measure is None:
        return None
    other = _OTHER_RATE.fullmatch(sight.masked, begin, stop) if moved in _BY_SO_MUCH else None
    if other is None and _MORE_THAN.fullmatch(sight.masked, begin, stop) is None:
        return None
    more = sight.said(begin, stop)
    if other is not None and moved is not None:
        more = _BY_SO_MUCH[moved] + sight.said(*other.span("than"))
    measure = before.measure.removesuffix("变化") + more
    return About(None, None, measure, before.base, before.verb, True, rule="bare.points")


def _times(sight: Sight, begin: int, multiple: re.Match[str]) -> About:
    """费用是普通结核的五倍: how many times what."""
    span = trim(sight.masked, begin + multiple.start("of"), begin + multiple.end("of"))
    than = sight.said(begin + multiple.start("than"), begin + multiple.end("than"))
    parts = split(sight.masked, *span)
    base = sight.said(*parts.measure) or sight.said(*span)
    own = parts.subject if parts.subject[0] < parts.subject[1] else None
    return About(own, None, f"{base}与{than}之比", base, rule="measured.multiple")
