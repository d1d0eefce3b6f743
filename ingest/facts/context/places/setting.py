"""The place that a whole article is about: that of its numbers where nothing nearer is named."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.facts.context.places.scope import CHINA, CORPS, NATION, Where, where_of
from ingest.facts.late import late
from ingest.model import Fact

DATELINE = re.compile(
    r"(?:\d{1,2}月)?\d{1,2}日电|\d{1,2}月\d{1,2}日(?:讯|消息)|\s?(?:综合)?报导[\]】〕)]"
)
"""Behind a place: reporters sent from there."""
_HEAD = 600
"""How far into an article its dateline stands."""
_CAPITALS = ("北京市", "台湾省台北市")
"""Where agencies sit: that they send from there says nothing."""
_LIFE = late("逝世|病逝|辞世|讣告|享年")
APART = frozenset(("71", "81", "82"))
"""First digits of the codes of 台湾, 香港, 澳门: what is told of them is not of all China."""
_APART = late("台湾|全台(?![阶词])|新台币|香港|澳门|行政院|立法院|特区政府")
_OURS = late(
    "(?:[我全]|本(?<![资日成基根版]本))[省市县区州旗镇乡村](?!场|直|政协|人大|各地|重点)|(?<![一-鿿])县[委政]"
)
"""Some part of the country speaks of itself, and nowhere says which one."""
Local = Callable[[Fact], bool]
"""Whether something may be in a place that is named: no destination, no dateline."""


def setting(
    folded: str,
    masked: str,
    facts: list[Fact],
    places: list[Fact],
    local: Local,
    home: Where | None = None,
    region: Where | None = None,
) -> Where | None:
    """The place of an article; `places` are those among its facts that are named, in order,
    `home` is that of its publisher, and `region` that whose press it is written for."""
    return (
        _dominant(folded, masked, places, local)
        or _reported(folded, places, local)
        or region
        or _own(masked, [fact for fact in places if local(fact)], home)
        or _national(folded, masked, facts, places)
        or _only(facts, places)
    )


def _dominant(folded: str, masked: str, places: list[Fact], local: Local) -> Where | None:
    """The place that title or lead names, and half of all lie in or hold."""
    if not places:
        return None
    lead_end = _lead_end(folded)
    lead = [fact for fact in places if fact.start < lead_end and local(fact)]
    whole_of = [fact for fact in lead if not folded.endswith(_PARTS, 0, fact.start)]
    told = [one for one in places if not DATELINE.match(folded, one.end)]
    whole = 0
    if NATION.search(masked, 0, lead_end):
        whole = sum(1 for _ in NATION.finditer(masked))
    for fact in lead:
        where = where_of(fact)
        inside = sum(_within(one, where) for one in told)
        if whole > max(inside, 1):
            continue  # an article about the country, with an example
        if inside == len(told) or (inside >= 2 and inside >= 0.5 * len(told)):
            return _deepest(where, whole_of, told)
    return None


def _reported(folded: str, places: list[Fact], local: Local) -> Where | None:
    """The place of the dateline, where the text goes on to speak of it: a match, an accident."""
    head = (one for one in places if one.start < _HEAD)
    sent = next((one for one in head if DATELINE.match(folded, one.end)), None)
    if sent is None or not sent.place or sent.place in _CAPITALS:
        return None
    if _LIFE.search(folded, 0, _HEAD):
        return None  # where somebody died is not where he wrote
    told = (one for one in places if one is not sent and local(one))
    here = any((one.place or "").startswith(sent.place) for one in told)
    return where_of(sent) if here else None


def _own(masked: str, places: list[Fact], home: Where | None) -> Where | None:
    """Of an article that speaks of 全县 the one place that it names, if that is a county, or else
    where its paper is at home."""
    kinds = {ours.group().rstrip("委政")[-1] for ours in _OURS.finditer(masked)}
    told = {where_of(one) for one in places}
    own = home if not told else told.pop() if len(told) == 1 else None
    return own if own and own.path[-1] in kinds else None


def _national(folded: str, masked: str, facts: list[Fact], places: list[Fact]) -> Where | None:
    """The country, where its own ministries or 全国 speak and no other country is named."""
    named = [one for one in map(where_of, places) if one not in (CHINA, CORPS)]
    if any(one.code is None or one.code[:2] in APART for one in named):
        return None
    if _APART.search(folded) or _OURS.search(masked):
        return None
    speaks = any(_is_national(fact) for fact in facts) or NATION.search(masked)
    return CHINA if speaks else None


def _only(facts: list[Fact], places: list[Fact]) -> Where | None:
    """The one city or county that an article names, where an authority of it has to do with what
    is told: 现金520元…。嫌疑人已被沈丘县公安局刑事拘留."""
    told = {where_of(one) for one in places}
    if len(told) != 1:
        return None
    where = told.pop()
    local = where.code is not None and not where.code.endswith("0000")
    acts = any(fact.place == where.path and _is_authority(fact) for fact in facts)
    return where if local and acts else None


def _is_authority(fact: Fact) -> bool:
    return fact.kind == "organisation" and fact.text.endswith(_AUTHORITIES)


_AUTHORITIES = ("公安局", "公安分局", "派出所", "法院", "检察院", "消防大队", "交警大队", "纪委")


def _is_national(fact: Fact) -> bool:
    """Whether an organisation is one of the state's or the party's own, known by its name."""
    if fact.kind != "organisation" or fact.rule != "organisations.known":
        return False
    return fact.details.get("type") in ("government", "party")


def _lead_end(folded: str) -> int:
    """End of the first paragraph: behind title, and subtitles and byline if there are any."""
    end = 0
    for line in range(_LEAD):
        following = folded.find("\n", end + 1)
        if following < 0:
            return len(folded)
        end = following
        if line and folded[end - 1] in _ENDS:
            break
    return end


_PARTS = ("其中", "其中,")
"""Before a place: 全省…。其中,成都地区: a part of what all is about."""
_LEAD = 5
"""Among so many lines the first paragraph is looked for."""
_ENDS = frozenset("。!?”")


def _deepest(where: Where, lead: list[Fact], told: list[Fact]) -> Where:
    """The deepest place of the lead that most others lie in or are (宕昌县 rather than 甘肃省), or
    that all others lie in or hold: the article names none beside it. A town is too small."""
    chosen = where
    for fact in lead:
        path = fact.place or ""
        if fact.place_code and len(path) > len(chosen.path) and path.startswith(chosen.path):
            inside = sum((one.place or "").startswith(path) for one in told)
            small = fact.level in ("town", "village")
            alone = (inside >= 2 or not small) and all(_within(one, where_of(fact)) for one in told)
            alone = alone and inside >= sum(one.place == where.path for one in told)
            if alone or (inside >= 3 and inside >= 0.5 * len(told)):
                chosen = where_of(fact)
    return chosen


def _within(fact: Fact, where: Where) -> bool:
    """Whether a place mention is the place, lies in it, or holds it."""
    path = fact.place or ""
    return path.startswith(where.path) or where.path.startswith(path)
