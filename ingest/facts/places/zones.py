"""Below and beside the coded divisions: functional zones, and all without a code together."""

from __future__ import annotations

import re
from bisect import bisect_right

from ingest.facts.late import late
from ingest.facts.named import Place
from ingest.facts.places.divisions import CITIES, register
from ingest.facts.places.towns import again, called_like, town_behind, towns

_HAN = "[一-鿿]"
_NEAR = 60
"""How many places back and forth a parent is looked for."""
_ZONE = (
    "高新技术产业开发区|高新技术产业园区|经济技术开发区|经济开发区|高新区|经开区|开发区|保税区|新区|新片区|工业园区"
    "|自贸区|自由贸易试验区"
)
_ZONE_BEHIND = re.compile(f"({_HAN}{{0,3}}?)({_ZONE})(?![域间别])")
_ZONE_ALONE = late(
    f"(?<!{_HAN})({_HAN}{{2,3}})(新区|高新区|经开区|合作区)(?![域间别一-鿿]{{0}}[域间别])"
)
_ZONE_AFTER = late(f"[在和与及至到]({_HAN}{{2}})(新区)(?![域间别])")
_NOT_ZONE = late(
    "[正深推进试点已扎加快支持打的在和与等有各个全该本这那些是了从对中向为由把被让给及到前往于设建造老新城市国家级省县首批年日月]|经济|跨境|边境|国际|科技|产业|示范"
)


def _zone(text: str, place: Place) -> Place:
    """The place with the functional zone that follows without a break."""
    match = _ZONE_BEHIND.match(text, place.end)
    if not match or _NOT_ZONE.search(match[1]):
        return place
    name = match[0]
    if place.short and not match[1] and place.level in ("province", "prefecture"):
        name = text[place.start : match.end()]  # 合肥高新区 is called so, with its city
    path = (place.path or "") + name
    return place._replace(
        end=match.end(), path=path, name=name, level="zone", code=None, rule="zone"
    )


def _alone(text: str, places: list[Place]) -> list[Place]:
    """Zones that stand without their parent: it is the last prefecture named before."""
    if "区" not in text:
        return []
    found: dict[int, Place] = {}
    starts = [place.start for place in places]
    for pattern in (_ZONE_ALONE, _ZONE_AFTER):
        for match in pattern.finditer(text):
            start, end = match.start(1), match.end()
            number = bisect_right(starts, start)
            taken = number > 0 and places[number - 1].end > start
            taken = taken or (number < len(places) and places[number].start < end)
            if taken or start in found or _NOT_ZONE.search(match[1]):
                continue
            near = [*reversed(places[max(number - _NEAR, 0) : number]), *places[number:][:_NEAR]]
            fits = (p for p in near if p.code and (p.code[2:4] != "00" or p.code in CITIES))
            above = next(fits, None)
            if above:
                found[start] = _child(above, text, start, end)
    return list(found.values())


def _child(above: Place, text: str, start: int, end: int) -> Place:
    """A zone under the prefecture of `above`."""
    path = above.path or ""
    if above.level not in ("province", "prefecture"):
        path = _prefecture(above)
    name = text[start:end]
    return above._replace(
        start=start, end=end, name=name, path=path + name, code=None, level="zone",
        short=False, weak=False, rule="zone",
    )  # fmt: skip


def _prefecture(place: Place) -> str:
    """The path of the prefecture that the place lies in."""
    code = (place.code or "")[:4] + "00"
    rows = register().by_code.get(code) or register().by_code[code[:2] + "0000"]
    return register().path(rows[-1], None)


def beyond(text: str, places: list[Place]) -> list[Place]:
    """`places`, prolonged by towns and zones, and those of them that stand alone; in order."""
    grown: list[Place] = []
    for place in places:
        last = grown[-1] if grown else None
        if last and place.short and last.end == place.start and last.level in ("town", "village"):
            continue  # 鱼塘镇|马鞍山: a hill there, whatever else is called so
        longer = _grown(text, place)
        if longer and (last is None or longer.start >= last.end):
            grown.append(longer)
    grown += (*_alone(text, grown), *towns(text, grown))
    more = again(text, grown)
    starts = {place.start for place in more}
    return sorted((*(p for p in grown if p.start not in starts), *more), key=lambda p: p.start)


def _grown(text: str, place: Place) -> Place | None:
    """The place with what follows without a break and lies in it; None where it only begins the
    name of another one."""
    if place.level == "zone":
        return town_behind(text, place)
    if not place.rows or not place.path:
        return place
    own = called_like(text, place)
    if own is not place:
        return own
    longer = town_behind(text, place)
    return longer if longer is not place else _zone(text, place)
