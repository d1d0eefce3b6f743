"""Counties and towns abroad that no list has, behind the region or city that they lie in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.facts.late import late
from ingest.facts.named import Place
from ingest.facts.people.abroad import may_transcribe

_KIND = re.compile("县(?!长)|郡(?!长)|湾区")
_REST = late("[一-鿿]{1,4}市(?![长民场值价议政区中级委])")
_KINDS = frozenset("市县郡州省邦区")
_TOWN = late(
    "(?:(?:东|西|南|北|中|东北|东南|西北|西南)部)?(?P<town>[一-鿿]{2,6}?(?:市|县|镇|郡)(?![长民场值价议政区中级委]))"
)
"""Behind a region: a town in it, 加州中部 | 图莱里县."""


def beyond(text: str, places: list[Place]) -> list[Place]:
    """The places, those abroad with the towns behind them; in order, without overlap."""
    if not any(place.iso not in (None, "CN") for place in places):
        return places
    found: list[Place] = []
    for number, place in enumerate(places):
        last = found[-1] if found else None
        if last is not None and place.start < last.end:
            continue
        following = places[number + 1].start if number + 1 < len(places) else len(text)
        found += _with_town(text, _of_same(text, last, place), following)
    return found


def _of_same(text: str, last: Place | None, place: Place) -> Place:
    """旧金山湾区 | 奥克兰: a town abroad that stands right behind another country's region."""
    if last is None or place.iso is None or last.iso in (None, "CN", place.iso):
        return place
    if last.end != place.start or last.level == "country" or place.level == "country":
        return place
    country = (last.path or "").removesuffix(last.name)
    rest = _REST.match(text, place.end)  # 北方邦 | 普拉亚格拉杰市
    if rest is not None and may_transcribe().issuperset(rest.group()[:-1]):
        name = place.name + rest.group()
        return place._replace(end=rest.end(), name=name, path=country + name, iso=last.iso)
    return place._replace(path=country + place.name, iso=last.iso)


def _with_town(text: str, place: Place, following: int) -> Iterator[Place]:
    """The place, with the word for its kind, and the town in it."""
    if place.iso in (None, "CN") or place.level == "country":
        yield place
        return
    kind = _KIND.match(text, place.end) if place.name[-1] not in _KINDS else None
    if kind is not None:
        name = place.name + kind.group()
        place = place._replace(end=kind.end(), name=name, path=(place.path or "") + kind.group())
    yield place
    town = _TOWN.match(text, place.end, following)
    if town is not None and may_transcribe().issuperset(town["town"][:-1]):
        path = (place.path or "") + town["town"]
        start, end = town.span("town")
        yield place._replace(start=start, end=end, name=town["town"], path=path, level="city")
