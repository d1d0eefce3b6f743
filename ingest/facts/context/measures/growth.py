"""How a measure is called that says how another one changed, or differs from one elsewhere.

人均收入 → 人均收入同比增幅; 房价比省城低3000元 → 房价比省城低
"""

from __future__ import annotations

from ingest.facts.arithmetic import in_points
from ingest.facts.context.places.scope import without_scope
from ingest.facts.context.sight import Sight
from ingest.facts.late import late
from ingest.facts.words import DATE

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
    "年增率",
    "月增率",
    "季增率",
    "衰退幅度",
    "成长幅度",
    "增长幅度",
    "下降幅度",
)
"""Measures of a change of what was measured before them."""
_MOVED = (*CHANGES, "上涨", "下跌", "下降", "下滑")
AVERAGED = late("[一二两兩三四五六七八九十0-9]+年(?:年均|平均|复合|複合)|年均|年平均|月均|日均")


_NEW = ("新增", "净增")
REVISED = ("上修", "下修")
_REAL = late(
    "(?P<how>实际|名义|实质)(?:同比|比[一-鿿\ue000-\uf8ff]{1,4}?)?[一-鿿]{0,2}[增升降减涨跌长][^,;]{0,3}$"
)
"""收入名义增长6.3%，实际增长5.1%: before or behind what prices did."""


def than_another(sight: Sight, moved: str | None) -> str:
    """房价 | 比省城低 | 3000元: what the number only is a difference to; empty if to nothing."""
    if moved not in _MORE_OR_LESS:
        return ""
    than = _THAN.search(sight.masked, sight.left, sight.fact.start)
    return sight.said(than.start(), than.end("than")) if than else ""


def difference(sight: Sight) -> str:
    """增长8%，增速比上月加快 | 0.2个百分点: how a growth changed is no growth."""
    return "变化" if sight.fact.direction is not None and in_points(sight.fact) else ""


_MORE_OR_LESS = ("高", "低", "多", "少", "快", "慢", "高出", "多出")
_THAN = late(
    f"(?P<than>[比较](?![重例率分值]|上[年月周季届个一]|去年|前年|前一|常年|往年|历年|同期|年初|以往|此前|疫情)[^,;:。比较增减升降涨跌{DATE}]{{1,14}}?(?:略|还|要|稍)?(?:[高多]出|[高低多少快慢]))(?:了|约|近|出)?$"
)


def changed(sight: Sight, base: str | None, moved: str | None) -> str | None:
    """The measure of a comparison: 人均收入 → 人均收入同比增幅, 两年平均增幅."""
    fact = sight.fact
    if base is None or moved is None:
        return base
    other = than_another(sight, moved)
    if other or fact.direction is None:
        return base + other
    if moved and moved[-1] in "到至为":
        return base
    if moved in REVISED:
        return base + moved + "幅度"  # 成长率达7.6%，上修 | 4.7个百分点: of what was forecast
    if moved in _NEW and fact.basis is None and fact.kind != "percent":
        return moved + without_scope(base).removeprefix(
            "累计"
        )  # 累计建成农田2345万亩，今年新增 | 156万亩
    against = fact.basis if fact.basis in ("同比", "环比") else ""
    averaged = AVERAGED.search(sight.text, sight.left, fact.start)
    if averaged is not None and averaged.group() not in base:
        base += averaged.group()  # 两年平均增长4.5% is another thing than 增长18.4%
    another = fact.kind == "percent" and not in_points(fact)
    real = _REAL.search(sight.masked, sight.left, fact.start)
    against += real["how"] if real else ""
    if base.endswith(CHANGES) and not another:
        return base + "变化"  # 降幅收窄0.1个百分点
    if another and base.endswith(_MOVED):
        own = max((one for one in _MOVED if base.endswith(one)), key=len)
        base = base.removesuffix(own)  # 涨幅2.6%，其他板块下跌2.4%: another one moved
    if fact.kind == "percent" or fact.unit == "倍":
        if base == "比例" and not in_points(fact):
            base = ""  # says of nothing: 同比 | 降幅
        return base + against + ("增幅" if fact.direction == "up" else "降幅")
    return base + against + ("增加数" if fact.direction == "up" else "减少数")
