"""Trade with somebody: with whom and by which way belong to the measure.

我国对东盟进出口9913亿元              whose it is | with whom, and what
自东盟进口橡胶 | 增长40.7%            the goods are what is traded
对东盟出口的纺织机械 | 增长28.2%      of the goods, how much was traded with whom
"""

from __future__ import annotations

from ingest.facts.context.counting.counters import counter
from ingest.facts.context.measures.growth import changed
from ingest.facts.context.measures.measure import names_measure
from ingest.facts.context.phrases.edges import without_dates, without_passing
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.late import late
from ingest.facts.phrases import trim
from ingest.facts.words import NAMES, tokens

_TRADES = frozenset("易口差")
"""Last characters of trades: few phrases have one."""
_WITH = late(
    f"(?:对(?<![针面相绝反应核校])|[自从与同向])(?P<partner>(?:其|主要)?(?:[{NAMES}]+[、和及与]?)+[一-鿿]{{0,6}}?"
    "|[美欧日韩英德法俄印澳加港台非]{1,4}|[^,;:的]{0,12}?(?:国家|地区|伙伴|经济体|成员国|市场)(?:和地区)?)"
    "(?:的)?(?P<how>合计|货物|服务|双边|商品|直接)*"
    "(?P<trade>进出口|进口|出口|贸易(?:顺差|逆差)?|[顺逆]差)(?P<sum>总?[值额]|总量|量)?(?P<of>的?)(?P<goods>[^,;:的]{0,16})$"
)
_BOTH = frozenset("与同")
_WAY = late("(?:以[^,;以]{2,10}方式|(?:通过|经由)[^,;]{2,14})$")
"""How the goods went: 以陆路运输方式 | 对东盟进出口."""


def traded(sight: Sight, begin: int, stop: int, moved: str | None) -> About | None:
    """What a phrase measures that tells with whom somebody trades; None if it tells none."""
    masked = sight.masked
    if _TRADES.isdisjoint(masked[begin:stop]):
        return None
    stop = _without_how(masked, begin, stop)
    begin -= masked[begin - 1] in _BOTH and sight.clause[0] < begin  # a joint in other places
    found = _WITH.search(masked, begin, stop)
    if found is None or (found["of"] and not found["goods"]):
        return None
    start = found.start()
    way = _WAY.search(masked, begin, start)
    start = way.start() if way is not None else start
    goods = found.span("goods") if found["goods"] else None
    if goods is not None and (
        names_measure(masked[slice(*goods)])
        or any(t.word_class == "verb" for t in tokens(masked, *goods))
    ):
        return None
    if goods is not None and found["of"]:
        base = sight.said(start, found.start("of"))
        return About(goods, None, changed(sight, base, moved), base, rule="measured.object")
    base = sight.said(start, stop)
    if goods is not None and moved is None and sight.fact.kind == "figure":
        base += counter(sight.fact)
    noun = sight.said(*goods) if goods is not None else None
    own = trader(masked, begin, start)
    own = goods if own is None and moved is not None and not sight.follows else own
    follows = sight.follows and own is None
    return About(
        own, noun, changed(sight, base, moved), base, None, follows, rule="measured.object"
    )


def _without_how(masked: str, begin: int, stop: int) -> int:
    """Where a phrase ends before how something moved: 出口额 | 环比大幅 | 下滑."""
    found = list(tokens(masked, begin, stop))
    while found and found[-1].end == stop and found[-1].word_class in ("adverb", "manner"):
        stop = found.pop().start
    return stop - 2 * masked.endswith(("同比", "环比"), begin, stop)


def trader(masked: str, begin: int, end: int) -> Span | None:
    """Who trades, right before with whom; None where something else stands there."""
    start, end = trim(masked, *without_dates(masked, *without_passing(masked, begin, end)))
    if start >= end or end - start > _LONGEST:
        return None
    return (
        None
        if any(t.word_class in ("verb", "prep") for t in tokens(masked, start, end))
        else (start, end)
    )


_LONGEST = 16
