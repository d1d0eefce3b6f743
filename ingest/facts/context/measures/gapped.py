"""Members of a list that leave out what the first one says.

第一产业增加值35亿元，第二产业 | 102亿元          the measure
轿车销售2万辆，客车 | 3000辆                     the deed
货物贸易出口6万亿元；进口 | 4万亿元              whose it is
赢得396个议席，包括人民院 | 258席                what is counted
"""

from __future__ import annotations

from ingest.facts.context.measures.growth import CHANGES
from ingest.facts.context.measures.measure import Split, names_measure
from ingest.facts.context.phrases.persons import is_person
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.late import late
from ingest.facts.words import NAMES
from ingest.script import fold

_RATES = ("率", "比例", "占比", "比重")
_COUNTED = ("人数", "户数", "人次", "件数", "面积", "人口")
_OF_DIMENSION = {
    "area": ("面积",),
    "mass": ("产量", "运量", "总产", "消费量", "排放量", "储量"),
    "length": ("里程", "浪高", "水位", "高度", "深度"),
    "power": ("装机", "装机容量", "装机量"),
}
"""How measures end that a dimension is of."""
_SUMS = frozenset("款费税债贷薪")
"""Last characters of what is money itself."""
_TIMES = frozenset("年月日季周户人亩")
_LISTED = frozenset(",;、，；:：")
_QUOTES = frozenset("“「『")
_NAMED = ("measured.head", "measured.done", "measured.noun", "measured.gapped", "bare", "carried")
_RATED = ("measured.head", "measured.object", "measured.gapped")
_SHARES = ("率", "占比", "比重", "份额")
_DEEDS = ("measured.verb", "measured.gapped", "measured.done")
_INCLUDING = ("包括", "包含", "含", "为", "有", "是", "分别为")
_TRADE = ("进口", "出口", "进口额", "出口额")


def left_out(sight: Sight, begin: int) -> str | None:
    """The measure of a number that only a noun stands before, if that before it says so."""
    before, one, fact = sight.before, sight.previous, sight.fact
    quoted = sight.masked[begin - 1] in _QUOTES  # 「甲」盈余为5亿元、「 | 乙 | 」为2亿元
    mark = sight.masked[begin - 1 - quoted]
    if before is None or before.base is None or not (mark in _LISTED or sight.is_part):
        return None
    if sight.masked[begin] in _TIMES:
        return None  # 年创利税5亿元: a measure that no list has
    base = _of_all(sight, before)
    if before.noun is not None and before.verb is not None and before.noun in base:
        base = base.replace(before.noun, "")  # 出口 | 机电产品 | 金额
    if fact.kind == "money":
        if sight.masked[fact.start - 1] in _SUMS:
            return None  # 自筹资金2亿元，预收款 | 1亿元
        if one is not None and one.kind == "figure":
            return None
        if sight.masked[fact.start - 2 : fact.start] in _MEASURED:
            return None  # 餐饮收入39亿元；商品 | 零售 | 214亿元: a deed of its own
        sums = names_measure(fold(base)) and not fold(base).endswith(_RATES + _COUNTED)
        return base if before.rule in _NAMED and sums else None
    if fact.kind == "percent" and before.rule in _RATED and fold(base).endswith(_SHARES):
        return base if one is not None and one.kind == fact.kind else None
    if before.rule in _NAMED and fold(base).endswith(_OF_DIMENSION.get(fact.dimension or "", ())):
        return base
    alike = one is not None and one.unit == fact.unit and one.kind == fact.kind
    if sight.is_part and before.rule in _NAMED and fold(base).endswith("量") and _in_unit(sight):
        return base  # 汽车保有量900万辆，其中私人汽车 | 800万辆
    did = before.rule in _DEEDS or (before.verb is not None and before.rule == "measured.noun")
    if fact.dimension == "people" and is_person(sight.said(begin, fact.start)):
        return None  # 招生3432万人，在校生 | 1.59亿人: so many are there
    return base if alike and did and before.noun is None else None


def _in_unit(sight: Sight) -> bool:
    """Whether the clauses before tell a number in the same unit."""
    unit, at = sight.fact.unit or "", sight.clause[0]
    found = sight.text.rfind(unit, max(0, at - _BACK), at) if unit else -1
    return found > 0 and sight.text[found - 1] in _BEFORE_UNIT


_BACK = 30
_BEFORE_UNIT = frozenset("0123456789万亿萬億")


def _of_all(sight: Sight, before: About) -> str:
    """The measure without whose it was: 食品烟酒 | 价格."""
    base = before.base or ""
    if before.subject is not None:
        base = base.removeprefix(sight.said(*before.subject)).removeprefix("的") or base
    return base


def grown_too(sight: Sight, parts: Split, moved: str | None) -> str | None:
    """采矿业增加值增长0.1%，制造业 | 增长6.9%: the measure of the one that moved before."""
    before, one, fact = sight.before, sight.previous, sight.fact
    if parts.named or moved is None or before is None or fact.direction is None:
        return None
    if sight.masked[parts.subject[1] - 2 : parts.subject[1]] in _MEASURED:
        return None  # 其中，相关物流 | 需求 | 增长9%: it is measured itself
    apart = before.rule in _BEFORE and (sight.is_part or before.rule == "clause")
    base = _of_all(sight, before)
    if len(base) > _LONGEST or "的" in base:
        return None
    if before.subject is not None and base == sight.said(*before.subject):
        return None  # CPI同比上涨2.5%，PPI | 下降0.8%: what moved before was no measure of its own
    if before.rule == "carried.branch":
        # 工业增加值增长7%。35个行业中，26个增长。其中，纺织业 | 增长2%
        branch = sight.masked[parts.subject[1] - 1] == "业" and base == "增加值"
        return base if branch else None
    if apart:
        sums = before.noun is None and names_measure(fold(base))
        return _of_part(sight, parts, base) if sums else None
    if before.rule == "carried":
        begins = sight.clause[0]
        apart = _TAKEN_APART.search(sight.masked, max(0, begins - _BACK), begins) is not None
        alike = _is_alike(sight, before, parts) or (apart and names_measure(fold(base)))
    else:
        alike = one is not None and one.kind == fact.kind and one.direction is not None
        alike = alike and before.rule in _HEADS and before.subject is not None
    return _of_part(sight, parts, base) if alike else None


_TAKEN_APART = late(
    "(?:^|[^一-鿿])(?:分[^,;。]{1,8}看|按[^,;。]{2,12}(?:看|划?分)"
    "|从[^,;。]{2,12}(?:类型|行业|门类|产业|领域|区域|地区|品种|结构|部门|类别|板块)看),$"
)
"""投资增长7%。分产业看，| 第一产业 | 增长65%: the sentence takes apart what the last one told."""
_HEADS = ("measured.head", "measured.noun")
_BEFORE = (*_HEADS, "measured.object", "bare", "bare.points", "carried", "clause")
_LONGEST = 12
_MEASURED = (
    "需求", "供给", "供应", "消费", "销售", "零售", "投资", "预期", "信心", "意愿", "出口", "进口",
)  # fmt: skip


def _is_alike(sight: Sight, before: About, parts: Split) -> bool:
    """国有企业增加值增长7%。分门类看，采矿 | 业 | 增长2%: two of a kind, in two sentences."""
    if before.subject is None or parts.subject[0] >= parts.subject[1]:
        return False
    ends = sight.masked[before.subject[1] - 1], sight.masked[parts.subject[1] - 1]
    return ends[0] == ends[1] and ends[0] not in NAMES


def _of_part(sight: Sight, parts: Split, base: str) -> str:
    """生产总值增长5%，其中第一 | 产业 | 增长3%: a branch has a part of it, its 增加值."""
    branch = sight.masked[parts.subject[1] - 1] == "业" and base.endswith("生产总值")
    return "增加值" if branch else base


def goes_on(sight: Sight, base: str) -> bool:
    """进口总金额…；出口总金额 | 634亿元: whether a measure is of whom the one before was."""
    before = sight.before
    if (
        before is None
        or before.base is None
        or (before.rule != "measured.head" and not sight.previous)
    ):
        return False
    one, other = fold(base), fold(before.base)
    part = before.inherits and before.rule == "measured.head"
    kinds = min(len(one), len(other)) > _HEAD and one != other and one[-_HEAD:] == other[-_HEAD:]
    if part and kinds and sight.masked[sight.clause[0] - 1] == ",":
        return True
    both = one in _TRADE and other in _TRADE
    both = both or (len(one) > 3 and one != other and one[2:] == other[2:] and one[:2] in _TRADE)
    return both and not other.endswith(CHANGES)


_HEAD = 2
"""其中，短期 | 贷款 | 减少5亿元，中长期 | 贷款 | …: two kinds of what the whole was told of."""


def member(sight: Sight, phrase: Span, word: str) -> About | None:
    """赢得396个议席，包括 | 人民院 | 258席: the same things of one of those that share them."""
    before, one = sight.before, sight.previous
    if before is None or before.base is None or one is None or fold(word) not in _INCLUDING:
        return None
    if one.unit != sight.fact.unit or sight.masked[slice(*phrase)].strip(NAMES):
        return None
    return About(phrase, before.noun, before.base, before.base, rule="measured.member")
