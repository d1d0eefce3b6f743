"""Towns and villages, which the register does not have: behind a chain, in a county that the
article names, or known by their coming again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.facts.late import late
from ingest.facts.named import Place
from ingest.facts.places.divisions import register
from ingest.facts.words import lexicon

_HAN = "[一-鿿]"
# Characters that no town's name has, but that stand between a division and a common noun.
_NOT_VILLAGE = late("^组织|^农$|[的在与等有各个全该本村镇乡着了将把被借]|(?<!^.)和|和(?=.)")
_NOT_TOWN = late(
    "(?<!^.)和|和(?=.)|[的在与等有各个全该本这那些是了从对向为由把被让给及到往于之省市县区镇每多几至经返受推动届第得觉想]|[一二三四五六七八九十两]$"
    "|^(?:参加|前往|来到|走进|深入|调研|考察|视察|慰问|走访|参观|召开|举行|举办|位于|检查|督导|带队|驻守|回到|赶赴|抵达)"
    "|^(?:家住|现住|居住|利用|依托|打造|建设|发展|围绕|通过|作为|成为|加快|推动)"
    "|[人出进入户窗]口|村(?=.)|[城乡他故异己]$|(?:^|[自大人老])家$|^[万己]|^三下$|^十里八$|^[一-鿿]{1,3}族$|^(?:水|醉|淘宝|电商|侨|特色小?|小城|重点|建制|中心|农村|乡村|城乡|贫困|边远|偏远|周边|附近|下辖|所辖|古|小|城|老)$"
)
_ONE = "(?![城市集古小老新本全该此各每重名大村水边县区省州首强多])[一-鿿]"
"""岱岳区 | 范镇: a town's name of one character, behind its county."""
_TOWN = re.compile(
    f"({_ONE}(?=镇)|{_HAN}{{2,6}}?)(镇|乡(?!村)|街道|苏木)(?!政府?部|[民亲级区企办]|下[的去来生人老])"
)
# 茌平区|耿店村, but no 海淀区|示范村
_KIND_OF_VILLAGE = late(
    "[农乡山城新古渔老小大]$|^[针把将向为在以由与和让给使被从按依据对]|贫困|示范|自然|行政|重点|试点|文明|特色|亿元|空心|中心|传统|边境|移民|薄弱|先进|民族|文化"
    "|旅游|淘宝|美丽|帮扶|幸福|智慧|未来|各|每|首批|多|个|工程|实施|项目"
)
_GROUP = r"\d{1,2}组|[一二三四五六七八九十]{1,3}组(?![织长建成团合员])"
"""A part of a village: 双柏村3组."""
_VILLAGE = re.compile(
    f"({_HAN}{{1,5}}?)(村|社区)(?![民委里级庄落镇子官寨口干]|支(?!部)|两(?!委))((?:{_GROUP})?)"
)
_VILLAGE_ALONE = late(f"(?:(?<!{_HAN})|(?<=[在到从自赴]))({_HAN}{{2,3}}村)(?:\\d{{1,2}}组)")
_NEXT_TOWN = late(f"[、和与及]({_HAN}{{2,3}})(镇|乡)(?![亲村民政])")
# Where a name that no chain leads to begins.
_LEFT = (
    "(?:(?<![一-鿿\\d])|(?<=家住)|(?<=前往)|(?<=走进)|(?<=来到)|(?<=到达)|(?<=抵达)|(?<=位于)|(?<=当地)"
    "|(?<=[在自从赴到])|(?<=[镇乡][和与及]))"
)
_TOWN_ALONE = late(
    f"{_LEFT}(?!当地)(?:[在到赴自与]|[东南西北][临连接邻靠依与])?"
    f"({_HAN}{{2,4}}?)(镇|乡)({_HAN}{{2,6}}?(?:村(?=村民|[^民委里级庄])|村$|社区))?"
    "(?=[^一-鿿]|[的党]|境内|政府|位于|地处|接壤|相邻|毗邻|交界|村民|居民)"
)
_LED = "(?:前往|走进|来到|到达|抵达|位于|深入|[在到赴从自])?"
_TOWN_TOLD = late(f"{_LEFT}(?!当地){_LED}({_HAN}{{2,4}}?(?:镇|乡|街道))(?![镇村级区两])")
_VILLAGE_TOLD = late(
    f"{_LEFT}{_LED}({_HAN}{{2,4}}?村)(?![民委里级庄落镇子官寨口干集内]|支(?!部)|两(?!委))"
)
_NO_NAME = late(
    "[我们他她你]|[小重]$|地球|奥运|亚运|世运|大运|冬奥|度假|运动|媒体|电影|选手|[东南西北][部岸边]|^记者|^某"
)
"""What a word before 村 or 镇 has that is no name: 我们村, 奥运村."""
_OWN_TOWN = re.compile("街道(?!两)|镇(?![政区村办])|乡(?![村镇亲土情])")
"""Behind a short name of a county: a town called like it."""


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


def town_behind(text: str, place: Place) -> Place:
    """The place with the town and village that follow without a break."""
    match = _TOWN.match(text, place.end)
    if match is None or _NOT_TOWN.search(match[1]):
        village = _VILLAGE.match(text, place.end)
        own = village is not None and _names_village(village[1])
        return _village(text, place) if own and is_county(place) else place
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


def is_county(place: Place) -> bool:
    """Whether a place is a county or what has a county's rank."""
    return place.code is not None and not place.code.endswith("00")


def called_like(text: str, place: Place) -> Place | None:
    """丰泽|街道 in an article that names 丰泽区: the town, no mention of the county; None where the
    article does not name the county."""
    match = _OWN_TOWN.match(text, place.end)
    if match is None or not place.short:
        return place
    if not is_county(place) or place.name not in text:
        return None
    name = text[place.start : match.end()]
    own = place._replace(
        end=match.end(), name=name, path=(place.path or "") + name, level="town", rule="town",
        short=False,
    )  # fmt: skip
    return _village(text, own)


def towns(text: str, places: list[Place]) -> list[Place]:
    """Towns and villages without a chain: they lie in the last county named before, or in the only
    one of the article."""
    found: list[Place] = []
    number = 0
    counties = list(filter(is_county, places))
    if not counties or not ("镇" in text or "乡" in text or "组" in text):
        return found
    county = counties[0] if len({place.code for place in counties}) == 1 else None
    for match in _TOWN_ALONE.finditer(text):
        while number < len(places) and places[number].start < match.start(1):
            if is_county(places[number]):
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


def again(text: str, places: list[Place]) -> list[Place]:
    """Every other mention of a town or a village that the article names with what it lies in, or
    again and again."""
    told: dict[str, Place] = {}
    for place in (*places, *_recurring(text, places)):
        if place.rule == "town" and len(place.name) > 2:
            told.setdefault(place.name, place)
            above = _above(place)
            if above:
                told.setdefault(above.name, above)
    if not told:
        return []
    taken = bytearray(len(text))
    for place in places:
        called_like = place.short and text[place.end : place.end + 2] == "社区"
        if not called_like:  # 桂林|社区: no 桂林, where the article has told of that one
            taken[place.start : place.end] = b"\1" * (place.end - place.start)
    found = []
    names = re.compile("|".join(map(re.escape, sorted(told, key=lambda name: (-len(name), name)))))
    for match in names.finditer(text):
        if taken.find(1, *match.span()) < 0:
            other = told[match[0]]
            other = other._replace(start=_town_before(text, match.start(), other), end=match.end())
            found.append(_village(text, other) if other.level == "town" else other)
            taken[other.start : found[-1].end] = b"\1" * (found[-1].end - other.start)
    return found


def _above(village: Place) -> Place | None:
    """The town of a village that is named with both its county and its town."""
    path = (village.path or "").removesuffix(village.name)
    if village.level != "village" or not village.rows or path[-1:] not in ("镇", "乡"):
        return None
    name = path.removeprefix(register().path(village.rows[0], None))
    own = len(name) > 2 and name != path and _is_name(name)
    return village._replace(name=name, path=path, level="town") if own else None


def _recurring(text: str, places: list[Place]) -> Iterator[Place]:
    """The towns and villages that come again and that no chain leads to; where one stands first."""
    if not ("镇" in text or "乡" in text or "街道" in text or "村" in text):
        return
    parent = _parent(places)
    if parent is None and any(place.rows or place.iso for place in places):
        return
    path, code = (parent.path or "", parent.code) if parent else ("", None)
    rows = parent.rows if parent else ()
    known = {place.name for place in places}
    for pattern, level in ((_TOWN_TOLD, "town"), (_VILLAGE_TOLD, "village")):
        for match in pattern.finditer(text):
            name = match[1]
            if name not in known and text.count(name) > 1 and _is_name(name):
                known.add(name)
                own = path + (_town_of(text, name) if level == "village" else "") + name
                yield Place(*match.span(1), name, own, code, level, rows, rule="town")


def _town_before(text: str, start: int, place: Place) -> int:
    """Where a mention of a village begins: with its town, if that stands before it."""
    above = (place.path or "").removesuffix(place.name)
    lengths = (3, 4, 5) if above.endswith(("镇", "乡")) else ()
    return start - next((n for n in lengths if text.endswith(above[-n:], 0, start)), 0)


def _town_of(text: str, village: str) -> str:
    """The town before a village, where one stands there once: 义合镇|墕头村."""
    match = re.search(f"{_LEFT}{_LED}({_HAN}{{2,4}}?[镇乡]){village}", text)
    return match[1] if match and _is_name(match[1]) else ""


def _is_name(word: str) -> bool:
    """Whether it may be the name of a town or a village."""
    bare = word.removesuffix("街道") if word.endswith("街道") else word[:-1]
    if _NO_NAME.search(bare):
        return False
    if word[-1] == "村":
        return _names_village(bare) and not _NOT_VILLAGE.search(bare)
    return not _NOT_TOWN.search(bare)


def _parent(places: list[Place]) -> Place | None:
    """What all of the article's divisions are or hold: its one county or city."""
    told = [place for place in places if place.rows and place.path and place.level != "zone"]
    deep = max(told, key=lambda place: len(place.path or ""), default=None)
    below = ("town", "village", "province")
    if deep is None or deep.level in below or not deep.code:
        return None
    holds = ((deep.path or "").startswith(place.path or "") for place in told)
    return deep if all(holds) else None
