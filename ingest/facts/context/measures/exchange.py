"""What moves on an exchange: shares, indices and goods, in the terse words of its reports.

腾讯升逾1%                       股价增幅
收市报22229点，升 | 510点        点位增加数, of the index spoken of
低见 | 1.01元                    股价
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from ingest.facts.context.phrases.edges import is_name
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.late import late
from ingest.facts.words import tokens
from ingest.script import fold

_TALK = late(
    "恒指|恒生[一-鿿]{0,2}指数|国企指数|科技指数|[沪道纳台日韩]指|上证|深证|深成指|创业板|道琼|纳斯达克|标普"
    "|大市|收报|收市|收盘|开盘|蓝筹|股价|[港台美A]股|个股|涨停|跌停|概念股|盘中|早盘|尾盘|期货|每桶|成份股|成分股"
)
_LEAST = 3
"""So many words of it make a report of an exchange."""
_MOVED = late(
    "(?:[升涨跌挫泻飙弹]|先[升跌]后[升跌]|[大急微劲倒齐曾再]{0,2}[升涨跌挫泻飙]|反弹|上升|上涨|下跌|下挫|走高|走低|[高低]开|收[高低升跌涨]|[高低]收)"
    "了?[一-鿿]{0,3}$"
)
"""Before by how much something moved: 升 | 逾, 低开 |."""
_AT = late(
    "(?:(?<=[,;])收|收报|报收|收市报?|现报|报|收于|收在|高见|低见|见|重上|企稳|失守|跌穿|跌破|升穿|升破|站上|站稳|守住|险守|收复|触及|至)"
    "了?[一-鿿]{0,3}$"
)
"""Before where something stands."""
_INDEX = late("(?:指数?|大市|大盘|[港台A]股)$")
_NO_INDEX = late("价格|物价|消费|采购经理|生产|订单")
"""In indices that no exchange has."""
_NO_SHARE = late(
    "[价率量额数费值款贷息]$|美元|人民币|[日欧]元|日圆|英镑|汇率|经济|GDP|CPI|PPI|销售|投资|贸易|收入|利润|消费|出口|进口|需求|产业"
    "|就业|工资|房"
)
"""What grows and is no share."""
_HOW = late("(?:[则也亦更再曾又]|逆市|一度|早段|午后|反)*(?:增幅|降幅)")
"""攜程 | 则逆市 | 反弹2.3%: says no more than how it moved."""
_PRICE_OF = late("[油金银铜铝]价")
_MARKED = late(
    "(?:^|[,，。;；])(?P<what>[一-鿿0-9A-Za-z]{0,8}指[數数]?)(?:半日|全日|收市|早段|午後|最新)*[報报收][0-9][0-9,.]*[,，]"
)
_CALLED = late("(?P<what>[一-鿿0-9A-Za-z]{2,10}指[數数])[^,，。;；指]{0,8}$")
"""那斯達克指數 | 小幅上揚: an index is one name."""
_CLOSE_BY = 32
_CLOSED = ("收市", "收盘", "收")
_LONGEST, _WORD, _NEAR = 9, 2, 60
_GOODS = late("期货|原油|油价|金价|黄金|白银|现货|铜|铝|大豆|玉米")
_WAYS = (("增幅", "降幅"), ("增加数", "减少数"))
_OWN = ("measured.head", "share", "bare.listed")
_READ = ("measured", "counted", "bare", "coordinated")


@lru_cache(maxsize=1)
def tells_of_exchange(masked: str) -> bool:
    """Whether a text reports of what went on on an exchange."""
    return len({match.group() for match in _TALK.finditer(masked)}) >= _LEAST


def on_exchange(sight: Sight, read: About) -> About:
    """What a number measures that moved, or is a mark, on an exchange."""
    fact = sight.fact
    percent = fact.kind == "percent" and fact.direction is not None
    point = fact.unit == "点" and fact.kind == "figure"
    if not (percent or point or fact.kind == "money") or not read.rule.startswith(_READ):
        return read
    if not tells_of_exchange(sight.masked):
        return read
    if percent:
        return _of_share(sight, read)
    return _of_index(sight, read) if point else _of_price(sight, read)


def _of_share(sight: Sight, read: About) -> About:
    """小米集团升 | 逾12%, 京东集团跌 | 2.8%再创新低, 收市跌 | 逾1%."""
    if read.rule in _OWN or _MOVED.search(sight.masked, sight.left, sight.fact.start) is None:
        index = _index(sight, read)
        if index is None:
            return _of_goods(sight, read)
        return replace(_moving(sight, read, "点位"), subject=index)
    if fold(read.verb or "") in _CLOSED and read.subject is None:
        base = sight.before.base if sight.before is not None and sight.before.base else "股价"
        return replace(_moving(sight, read, base), inherits=True)
    who = read.subject
    if who is None and read.rule.startswith("counted"):
        return replace(_moving(sight, read, "股价"), inherits=True)  # 开市升 | 0.5%后倒跌
    if who is None or not _is_quoted(sight, read, who):
        return read
    goods = _GOODS.search(fold(sight.said(*who)))
    return _moving(sight, read, "价格" if goods else "股价")


def _is_quoted(sight: Sight, read: About, who: Span) -> bool:
    """Whether nothing is told but who moved, and that may be a share or goods."""
    said = sight.said(*who)
    folded, measure = fold(said), read.measure or ""
    if _INDEX.search(folded) or _NO_SHARE.search(folded):
        return False
    named = is_name(sight.masked, (who[0], who[0] + 1))
    named = named or is_name(sight.masked, (who[1] - 1, who[1]))
    if not named and (len(said) > _LONGEST or read.rule != "measured.noun"):
        return False
    if not named and any(t.word_class == "verb" for t in tokens(sight.masked, *who)):
        return False
    if read.rule.startswith("counted") or _HOW.fullmatch(fold(measure)):
        return True
    return measure.removesuffix("增幅").removesuffix("降幅").endswith(said)


def _of_goods(sight: Sight, read: About) -> About:
    """国际 | 油价 | 大涨近3%: what has the price is told in one word with it."""
    own, base = read.subject, read.base or ""
    if own is None or read.rule != "measured.head" or not _PRICE_OF.fullmatch(fold(base)):
        return read
    return replace(_moving(sight, read, "价格"), subject=(own[0], own[1] + len(base)))


def _index(sight: Sight, read: About) -> Span | None:
    """科技指数 | 升逾4%: an index is spoken of, and is not what is measured of somebody."""
    base = fold(read.base or "")
    if not read.rule.startswith("measured") or not base.endswith("指数"):
        return None
    if _NO_INDEX.search(base) or (
        read.subject is not None and _INDEX.search(fold(sight.said(*read.subject)))
    ):
        return None
    called = _CALLED.search(sight.text, sight.left, sight.fact.start)
    return called.span("what") if called is not None else None


def _of_index(sight: Sight, read: About) -> About:
    """恒指曾高见 | 22414点; 收市报22229点，升 | 510点."""
    if sight.fact.basis:
        return read
    named = read.subject is not None and _INDEX.search(fold(sight.said(*read.subject))) is not None
    if read.rule == "measured.head" and fold(read.base or "") != "指数":
        index = _index(sight, read)
        return read if index is None else replace(read, subject=index)
    if named and read.rule == "measured.noun" and "点位" in (read.measure or ""):
        return read
    own = read.subject if named else None
    if sight.fact.direction is None and _AT.search(sight.masked, sight.left, sight.fact.start):
        told = replace(read, measure="点位", base="点位", noun=None, verb=None, rule="exchange")
    elif sight.fact.direction and _MOVED.search(sight.masked, sight.left, sight.fact.start):
        if not named and read.subject is not None and read.subject[1] - read.subject[0] > _WORD:
            return read
        told = _moving(sight, read, "点位")
    else:
        return read
    own = own or _quoted_index(sight)
    return replace(told, subject=own, inherits=own is None)


def _quoted_index(sight: Sight) -> Span | None:
    """恒生科技指数 | 报5401，跌173点: the index whose mark has no unit."""
    start = sight.fact.start
    found = list(_MARKED.finditer(sight.text, max(0, start - _CLOSE_BY), start))
    return found[-1].span("what") if found else None


def _of_price(sight: Sight, read: About) -> About:
    """布兰特原油期货上涨 | 1.68美元; 低见 | 1.01元."""
    masked, start, own = sight.masked, sight.fact.start, read.subject
    before = sight.text.rfind("。", 0, start) + 1
    goods = _GOODS.search(fold(sight.text[max(before, start - _NEAR) : start])) is not None
    summed = (read.measure or "").endswith(("金额增加数", "金额减少数"))
    if goods and summed:
        return _moving(sight, read, "价格")
    if sight.fact.direction is not None or _AT.search(masked, sight.left, start) is None:
        return read
    if read.rule == "measured.head" or (read.base or "").endswith(("价", "价格", "價", "價格")):
        return read
    if own is not None and (
        read.rule.startswith("counted") or any(t.word_class == "verb" for t in tokens(masked, *own))
    ):
        own = None
    price = "价格" if goods else "股价"
    told = replace(read, measure=price, base=price, noun=None, verb=None, rule="exchange")
    return replace(told, subject=own, inherits=own is None)


def _moving(sight: Sight, read: About, base: str) -> About:
    ways = _WAYS[sight.fact.kind != "percent"]
    measure = base + ways[sight.fact.direction != "up"]
    return replace(read, measure=measure, base=base, noun=None, verb=None, rule="exchange")
