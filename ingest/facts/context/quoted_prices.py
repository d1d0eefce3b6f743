"""Prices that an exchange quotes of a firm: 青山股份 | 报收7.28元/股."""

from __future__ import annotations

from ingest.facts.context.sight import About, Sight
from ingest.facts.late import late
from ingest.facts.phrases import trim
from ingest.facts.words import DATE, NAMES

_QUOTED = late(
    "(?:[收开][盘市]价?|[现昨今]日?|[早午尾]盘|最新|最终|最后)*(?:报收|收报|收市报|收盘报|现报|收于|收在|(?<![上申举预汇通公日晚简情警])报)"
    "(?:于|在|每股|约)*$"
)
_NAME = late("[一-鿿]{2,8}")
_ENDS = ("股份", "集团", "控股", "科技", "银行", "证券", "电子", "能源", "医药", "汽车")
_FIRM = ("", "公司", "公司股价", "股价")


def quoted_price(sight: Sight, begin: int) -> About | None:
    """What such a number is about; None where another thing than a firm has the price."""
    if sight.fact.kind != "money":
        return None
    said = _QUOTED.search(sight.masked, begin, sight.fact.start)
    if said is None:
        return None
    begin, stop = trim(sight.masked, begin, said.start())
    firm = sight.masked[begin:stop].strip(DATE + "昨今日")
    own = None if firm in _FIRM else (begin, stop)
    unknown = firm.strip(NAMES) not in _FIRM
    share = sight.fact.per == "股" or firm.endswith(_ENDS)
    if unknown and not (share and _NAME.fullmatch(firm)):
        return None  # 国际油价 | 报40美元
    return About(own, None, "股价", "股价", inherits=own is None, rule="quoted")
