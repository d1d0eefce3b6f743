"""Markets, airports and stations where they act as bodies do: 新发地批发市场负责人. Elsewhere they
are places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from ingest.facts.late import late
from ingest.facts.named import Organisation, Place
from ingest.facts.organisations.patterns import breaks, common, standing
from ingest.facts.words import lexicon

_ENDS = (
    "(?:农副?产品|水果|蔬菜|果品|水产品?|海鲜|粮油|花卉|茶叶|建材|小商品|综合){0,2}"
    "(?:批发交易市场|批发市场|交易市场|市场)|农贸市场|国际机场|机场|火车站|汽车站|客运站|高铁站"
    "|(?<=[一-鿿]{2})[东西南北]站|车站"
)
_STAFF = (
    "(?:相关|有关)?(?:负责人|工作人员|管理人员|经理|副?总经理|副?站长|管理方|管理处|管理办公室|新闻发言人"
    "|客服|客运员|值班员|统计部|信息部|商户[一-鿿]{2,3}(?=[说介告表]))"
)
_TOLD = "(?:获悉|了解到|得知|了解)"
_ACTS = (
    "(?:发布(?!会)|通报|发文|公告|提醒|预计(?:发送|到发|接发)|发送旅客|开行|加开|增开|推出了?"
    "|执行航班)"
)
_VENUE = late(f"(?:{_ENDS})(?=(?P<staff>{_STAFF})|(?P<told>{_TOLD})|{_ACTS})")
_FROM = late("(?:记者|笔者)[^,。:]{0,10}?(?:从|在|向)$")
_BEGIN = late("[一-鿿]{2,10}$")
_LEAD = late("^.*[从据在由向对与和及到了是的于为、](?=[一-鿿]{2})")
_OF_MANY = late("[该本各这那全]$|多家|各大|附近|当地|多个|周边|[一两三四五六七八九十几]个")
_OF_SALES = ("经理", "部")
_REACH = 14
"""How many characters before its end a venue's name begins at most."""


def venues(text: str, places: list[Place]) -> Iterator[Organisation]:
    """Every mention of a market, an airport or a station that acts once."""
    if "场" not in text and "站" not in text:
        return
    names: dict[str, Organisation] = {}
    starts = [place.start for place in places]
    for match in _VENUE.finditer(text):
        begin = _begin(text, match.start(), places, starts)
        if begin is None or (match["told"] and not _FROM.search(text, max(begin - 16, 0), begin)):
            continue
        if match["staff"] and match[0] == "市场" and match["staff"].endswith(_OF_SALES):
            continue  # 某某公司|市场总经理
        name = text[begin : match.end()]
        names.setdefault(
            name, Organisation(begin, match.end(), name, "venue", anchored=False, rule="venue")
        )
    for at, name in standing(text, sorted(names, key=len, reverse=True)):
        yield names[name]._replace(start=at, end=at + len(name))


def _begin(text: str, kind: int, places: list[Place], starts: list[int]) -> int | None:
    """Where the name of a venue begins whose kind stands at an offset: at a place, or behind what
    cannot belong to it, if what remains is no common word."""
    floor = max(kind - _REACH, 0)
    number = bisect_left(starts, floor)
    near = [place for place in places[number:] if place.start < kind]
    run = _BEGIN.search(text, floor, kind)
    if run is None:
        return None
    begin = run.start()
    lead = _LEAD.match(run[0])
    begin += lead.end() if lead else 0
    for _, stop in breaks(text, begin, kind):
        begin = stop
    anchor = next((place for place in near if place.start >= begin), None)
    if anchor:
        between = text[anchor.end : kind]
        own = anchor.end < kind or text[kind] not in "市"
        return anchor.start if own and not _OF_MANY.search(between) else None
    stem = text[begin:kind]
    return begin if _is_own(stem) else None


def _is_own(stem: str) -> bool:
    """Whether what stands before the kind is a name, no common word: 新发地, but 资本, 房地产."""
    if len(stem) < 2 or len(stem) > 6 or common(stem) or _OF_MANY.search(stem):
        return False
    words = lexicon(True).classes
    parts = {stem, stem[:2], stem[-2:], stem[-3:]}
    return not any(part in words for part in parts)
