"""Below and beside the coded divisions: towns and villages behind a chain, functional zones."""

from __future__ import annotations

import re
from bisect import bisect_right

from ingest.facts.late import late
from ingest.facts.named import Place
from ingest.facts.places.divisions import CITIES, register
from ingest.facts.words import lexicon

_HAN = "[一-鿿]"
_NEAR = 60
"""How many places back and forth a parent is looked for."""
# Characters that no town's name has, but that stand between a division and a common noun.
_NOT_VILLAGE = re.compile("[的在和与等有各个全该本村镇乡]")
_NOT_TOWN = late(
    "[的在和与等有各个全该本这那些是了从对向为由把被让给及到往于之省市县区镇每多几至经返受推动口届第得觉想]"
    "|^(?:参加|前往|来到|走进|深入|调研|考察|视察|慰问|走访|参观|召开|举行|举办|位于|检查|督导|带队|驻守|回到|赶赴|抵达)"
    "|^(?:利用|依托|打造|建设|发展|围绕|通过|作为|成为|加快|推动)"
    "|村(?=.)|[城乡他故异己]$|(?:^|[自大人老])家$|^[万己]|^三下$|^十里八$|^(?:水|醉|侨|特色小?|小城|重点|建制|中心|农村|乡村|城乡|贫困|边远|偏远|周边|附近|下辖|所辖|古|小|城|老)$"
)
_TOWN = re.compile(
    f"({_HAN}{{2,6}}?)(镇|乡(?!村)|街道|苏木)(?!政府?部|[民亲级区企办]|下[的去来生人老])"
)
# 茌平区|耿店村, but no 海淀区|示范村
_KIND_OF_VILLAGE = late(
    "[农乡山城新古渔老小大]$|^[针把将向为在以由与和让给使被从按依据对]|贫困|示范|自然|行政|重点|试点|文明|特色|亿元|空心|中心|传统|边境|移民|薄弱|先进|民族|文化"
    "|旅游|淘宝|美丽|帮扶|幸福|智慧|未来|各|每|首批|多|个"
)
_GROUP = r"\d{1,2}组|[一二三四五六七八九十]{1,3}组(?![织长建成团合员])"
"""A part of a village: 双柏村3组."""
_VILLAGE = re.compile(f"({_HAN}{{1,5}}?)(村|社区)(?![民委里级庄落镇子官寨口干支两])((?:{_GROUP})?)")
_VILLAGE_ALONE = late(f"(?:(?<!{_HAN})|(?<=[在到从自赴]))({_HAN}{{2,3}}村)(?:\\d{{1,2}}组)")
_NEXT_TOWN = late(f"[、和与及]({_HAN}{{2,3}})(镇|乡)(?![亲村民政])")
_TOWN_ALONE = late(
    f"(?:(?<![一-鿿])|(?<=前往)|(?<=走进)|(?<=来到)|(?<=到达)|(?<=抵达)|(?<=位于)|(?<=当地)|(?<=[在自从赴到]))"
    f"(?!当地)(?:[在到赴自与]|[东南西北][临连接邻靠依与])?"
    f"({_HAN}{{2,4}}?)(镇|乡)({_HAN}{{2,6}}?(?:村(?=村民|[^民委里级庄])|村$|社区))?"
    "(?=[^一-鿿]|[的党]|境内|政府|位于|地处|接壤|相邻|毗邻|交界|村民|居民)"
)
_ZONE = (
    "高新技术产业开发区|经济技术开发区|经济开发区|高新区|经开区|开发区|保税区|新区|新片区|工业园区"
    "|自贸区|自由贸易试验区"
)
_ZONE_BEHIND = re.compile(f"({_HAN}{{0,3}}?)({_ZONE})(?![域间别])")
_ZONE_ALONE = late(
    f"(?<!{_HAN})({_HAN}{{2,3}})(新区|高新区|经开区|合作区)(?![域间别一-鿿]{{0}}[域间别])"
)
_ZONE_AFTER = late(f"[在和与及至到]({_HAN}{{2}})(新区)(?![域间别])")
_NOT_ZONE = re.compile(
    "[正深推进试点已扎加快支持打的在和与等有各个全该本这那些是了从对中向为由把被让给及到前往于设建造老新城市国家级省县首批年日月]|经济|跨境|边境|国际|科技|产业|示范"
)


def holds_village(text: str, at: int) -> bool:
    """Whether a town and its village begin at an offset: 叶县|田庄乡宋庄村."""
    town = _TOWN.match(text, at)
    village = _VILLAGE.match(text, town.end()) if town and not _NOT_TOWN.search(town[1]) else None
    return village is not None and not _NOT_VILLAGE.search(village[1])


_DONE = ("verb", "prep", "adverb", "say")


def _names_village(name: str) -> bool:
    """Whether a village is called so, and not of some kind, and no word: 某县|通过村党组织."""
    plain = len(name) > 1 and not _KIND_OF_VILLAGE.search(name)
    return plain and lexicon(True).classes.get(name) not in _DONE


def _town(text: str, place: Place) -> Place:
    """The place with the town and village that follow without a break."""
    match = _TOWN.match(text, place.end)
    if match is None or _NOT_TOWN.search(match[1]):
        village = _VILLAGE.match(text, place.end)
        own = village is not None and _names_village(village[1])
        return _village(text, place) if own and _is_county(place) else place
    path = (place.path or "") + match[0]
    return _village(text, place._replace(
        end=match.end(), path=path, name=match[0], level="town", rule="town"
    ))  # fmt: skip


def _village(text: str, town: Place) -> Place:
    """The town with the village that follows without a break."""
    match = _VILLAGE.match(text, town.end)
    if match is None or _NOT_VILLAGE.search(match[1]):
        return town
    name, path = match[1] + match[2], (town.path or "") + match[0]
    return town._replace(end=match.end(), path=path, name=name, level="village", rule="town")


def _zone(text: str, place: Place) -> Place:
    """The place with the functional zone that follows without a break."""
    match = _ZONE_BEHIND.match(text, place.end)
    if not match or _NOT_ZONE.search(match[1]):
        return place
    path = (place.path or "") + match[0]
    return place._replace(
        end=match.end(), path=path, name=match[0], level="zone", code=None, rule="zone"
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


def _is_county(place: Place) -> bool:
    return place.code is not None and not place.code.endswith("00")


def _towns(text: str, places: list[Place]) -> list[Place]:
    """Towns and villages without a chain: they lie in the last county named before, or in the only
    one of the article."""
    found: list[Place] = []
    number = 0
    counties = list(filter(_is_county, places))
    if not counties or not ("镇" in text or "乡" in text or "组" in text):
        return found
    county = counties[0] if len({place.code for place in counties}) == 1 else None
    for match in _TOWN_ALONE.finditer(text):
        while number < len(places) and places[number].start < match.start(1):
            if _is_county(places[number]):
                county = places[number]
            number += 1
        inside = any(
            p.end > match.start(1) for p in (*places[max(number - 1, 0) : number], *found[-1:])
        )
        ahead = number < len(places) and places[number].start < match.end()
        if county is None or inside or ahead or _NOT_TOWN.search(match[1]):
            continue
        if match[3] and _NOT_VILLAGE.search(match[3][:-1]):
            continue
        name = match[3] or match[1] + match[2]
        above = _told(places, match[1] + match[2]) or county
        found.append(_below(above, text, match.start(1), match.end(), name))
        beside = _NEXT_TOWN.match(text, match.end())
        if beside and not match[3] and not _NOT_TOWN.search(beside[1]):
            # 到进化镇、|琊川镇督导
            found.append(_below(county, text, beside.start(1), beside.end(), beside[0][1:]))
    if county:
        found += (
            _below(county, text, match.start(1), match.end(), match[1])
            for match in _VILLAGE_ALONE.finditer(text)
        )
    return found


def _told(places: list[Place], town: str) -> Place | None:
    """A place in a town that the article names with its county."""
    return next((p for p in places if p.rule == "town" and p.rows and town in (p.path or "")), None)


def _below(county: Place, text: str, start: int, end: int, name: str) -> Place:
    """A town or a village of a county that stands without it."""
    path = register().path(county.rows[0], None) if county.rows else county.path or ""
    level = "town" if name[-1] in "镇乡" else "village"
    return county._replace(
        start=start, end=end, name=name, short=False, weak=False,
        path=path + text[start:end], level=level, rule="town",
    )  # fmt: skip


def _again(text: str, places: list[Place]) -> list[Place]:
    """Every other mention of a town or a village that the article names with what it lies in."""
    told: dict[str, Place] = {}
    for place in places:
        if place.rule == "town" and len(place.name) > 2:
            told.setdefault(place.name, place)
    if not told:
        return []
    taken = bytearray(len(text))
    for place in places:
        taken[place.start : place.end] = b"\1" * (place.end - place.start)
    found = []
    names = re.compile("|".join(map(re.escape, sorted(told, key=lambda name: (-len(name), name)))))
    for match in names.finditer(text):
        if taken.find(1, *match.span()) < 0:
            again = told[match[0]]._replace(start=match.start(), end=match.end())
            found.append(_village(text, again) if again.level == "town" else again)
    return found


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
    """`places`, prolonged by towns and zones, and the zones that stand alone; in order."""
    grown: list[Place] = []
    for place in places:
        if place.rows and place.level != "zone" and place.path:
            longer = _town(text, place)
            place = longer if longer is not place else _zone(text, place)
        if not grown or place.start >= grown[-1].end:
            grown.append(place)
    grown += (*_alone(text, grown), *_towns(text, grown))
    return sorted((*grown, *_again(text, grown)), key=lambda place: place.start)
