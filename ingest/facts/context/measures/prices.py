"""Numbers that are prices though no word of their own phrase says so.

进口均价每吨794元；原油每吨 | 4757元     the measure of the price that was told before
汽油每升上调 | 0.13元                    by how much a price of each rose
甲股份收报 | 16元                        what a share is quoted at
甲股份涨 | 3.9%                          by how much it rose
"""

from __future__ import annotations

from dataclasses import replace

from ingest.facts.context.measures.exchange import on_exchange
from ingest.facts.context.phrases.edges import is_name
from ingest.facts.context.sight import About, Sight
from ingest.facts.context.subjects.told import Told
from ingest.facts.late import late

_NAMES_PRICE = ("价", "价格", "报价", "單價", "價格")
_QUOTED = late("(?:收报|报收|现报|收于|收在|报)$")
_CLOSE = late("(?:收盘|盘中|开盘|早盘|午盘|尾盘)[一-鿿]{0,4}$")
_GOODS = late("[价油金银铜铝锌镍锡煤棉糖]|期货|指数?$")
"""What has a price and is no share."""
_NOTHING = (None, "金额")
_SHARES = "股份"
"""Ends the name of a firm, and may look like what is measured of it."""
_PRICED = ("measured.each", "measured.noun", "measured.head", "measured.verb", "bare")


def as_price(sight: Sight, read: About, before: list[Told]) -> About:
    """What such a number measures; `before` are the numbers of its sentence."""
    traded = on_exchange(sight, read)
    if traded is not read or not read.rule.startswith(_PRICED):
        return traded
    fact = sight.fact
    if fact.kind == "money":
        return (
            _told_before(sight, read, before)
            or _quoted(sight, read)
            or _risen_per(sight, read)
            or read
        )
    risen = fact.kind == "percent" and fact.direction is not None and _is_share(sight, read)
    return _moved(sight, read, "股价") if risen else read


def _told_before(sight: Sight, read: About, before: list[Told]) -> About | None:
    if read.rule != "measured.each":
        return None
    told = [one.read.base for one in reversed(before) if one.read.base]
    if sight.before is not None and sight.before.rule == "clause" and sight.before.base:
        told.append(sight.before.base)  # 猪肉批发价格又降了：每公斤 | 24元
    price = next((base for base in told if base.endswith(_NAMES_PRICE)), None)
    return replace(read, measure=price, base=price) if price else None


def _risen_per(sight: Sight, read: About) -> About | None:
    summed = (read.measure or "").endswith(("金额增加数", "金额减少数"))
    whose = sight.masked[slice(*read.subject)] if summed and read.subject is not None else ""
    goods = sight.fact.per or _GOODS.search(whose)  # 布伦特原油期货 | 上涨1.68美元
    return _moved(sight, read, "价格") if summed and goods else None


def _quoted(sight: Sight, read: About) -> About | None:
    """What stands right behind 报 is the price of a share, unless it is one of goods."""
    if _QUOTED.search(sight.masked, sight.left, sight.fact.start) is None:
        return None
    subject = read.subject
    if read.base == _SHARES and subject is not None:
        subject = subject[0], subject[1] + len(_SHARES)
    elif read.rule == "measured.head":
        return None
    whose = sight.said(*subject) if subject is not None else ""
    goods = sight.fact.per not in (None, "股") or _GOODS.search(whose)
    told = whose or read.measure in _NOTHING or (read.rule == "bare" and goods)
    if not told or (read.base or "").endswith(_NAMES_PRICE):
        return None
    price = "价格" if goods else "股价"
    return replace(read, subject=subject, measure=price, base=price)


def _is_share(sight: Sight, read: About) -> bool:
    """Whether a percentage is by how much a share rose: nothing but who, or the close, is told."""
    if read.rule == "measured.noun" and read.subject is not None:
        alone = read.measure in ("增幅", "降幅") and is_name(sight.masked, read.subject)
        return alone and sight.masked[read.subject[1]] in "涨跌收"
    close = _CLOSE.search(sight.masked, sight.left, sight.fact.start)
    told = (read.rule, read.measure) == ("bare", None) or read.verb == "收盘"
    return told and close is not None


def _moved(sight: Sight, read: About, base: str) -> About:
    up = sight.fact.direction == "up"
    ways = ("增幅", "降幅") if sight.fact.kind == "percent" else ("增加数", "减少数")
    return replace(read, measure=base + ways[not up], base=base)
