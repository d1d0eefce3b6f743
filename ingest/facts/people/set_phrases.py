"""Offices that are one phrase with whose they are: 俄总统, 中国驻印尼大使, 五一村村民, 陆军某旅
一级军士长, 《江城晚报》记者."""

from __future__ import annotations

import re

from ingest.facts.late import late
from ingest.facts.named import Office, Place
from ingest.facts.organisations import states
from ingest.facts.organisations.patterns import breaks
from ingest.facts.people.office_words import role_start
from ingest.facts.words import listed

# 小陶镇五一村|村民
_VILLAGER = late(
    "(?:(?<![一-鿿])|(?<=[的在由和与据对向]))(?P<body>[一-鿿]{1,14}村)"
    "(?P<role>村(?:民|主任|支书|委|医|干部|党|小组)[一-鿿、]{0,8})$"
)
# 舰载航空兵某部|政委, 陆军某旅|一级军士长
_OF_UNIT = late(
    "(?:(?<![一-鿿])|(?<=[的是由和]))(?P<body>[一-鿿0-9]{2,16}?某[一-鿿]{0,10}"
    "(?:部队|部|旅|团|营|连|师|支队|大队|基地|舰|艇|场站))(?P<role>[一-鿿、]{2,12})$"
)
# 《第一财经日报》北京分社|记者
_PAPER = late(
    r"《([^《》\n\d]{2,12}(?<![讯电导]))》((?:[一-鿿]{2,4}(?:分社|记者站))?)([一-鿿]{2,10})$"
)
_OF_PRESS = re.compile(
    "^[^的]*(?:记者|编辑|主编|评论员|主笔|社长|作家|作者|撰稿人|主播|主持人|出版人)$"
)
_POSTED = late("(?<![一-鿿]常)驻[一-鿿]{1,12}?(?:大使|总领事|公使|代办|特派员)$")


# 德国|前经济和能源部长, 前国防和城市发展部|部长
_MINISTER = late(
    "(?P<former>前|原|时任|代理)?(?P<field>(?P<left>[一-鿿]{2,6})[和与][一-鿿]{2,8}?)部?(?P<role>副?部长)"
)
_NO_FIELD = late("[长理统相席臣员手人们的]$|部")


def of_ministry(text: str, floor: int, at: int, places: list[Place]) -> Office | None:
    """The minister of several fields at the head of a clause or behind his country: no table has
    that ministry."""
    place = next((one for one in places if floor <= one.start), None)
    start = place.end if place else floor
    match = _MINISTER.fullmatch(text, start, at)
    if match is None or _NO_FIELD.search(match["left"]):
        return None
    if next(breaks(text, *match.span("field")), None):
        return None
    whole = text[place.start : place.end] if place else ""
    abroad = place is not None and place.iso not in (None, "CN")
    return Office((match["former"] or "") + match["role"], f"{whole}{match['field']}部", abroad)


def of_state(text: str, floor: int, at: int) -> Office | None:
    """俄|总统."""
    state = states.office(text, floor, at)
    return Office(*state, True) if state else None


def of_unit(text: str, floor: int, at: int) -> Office | None:
    """陆军某旅|一级军士长: an office in a unit that is not named."""
    unit = _OF_UNIT.search(text, floor, at) if text.find("某", floor, at) >= 0 else None
    if unit is None or role_start(text, floor, at) > unit.start("role") + 4:
        return None
    start, withheld = unit.start("body"), text.index("某", unit.start("body"))
    for _, end in breaks(text, start, withheld):
        start = end
    for token in listed(text, start, withheld):
        start = token.end if token.word_class == "verb" else start
    return Office(unit["role"], text[start : unit.end("body")])


def of_village(text: str, floor: int, at: int) -> Office | None:
    """五一村|村民: living there is no office of the village."""
    villager = _VILLAGER.search(text, floor, at)
    if villager is None:
        return None
    lives = villager["role"] == "村民"
    return Office(villager["role"], None if lives else villager["body"].rpartition("的")[2])


def of_paper(text: str, at: int) -> Office | None:
    """《江城晚报》|记者: an office of what is named in 《》."""
    if text.rfind("》", max(at - 11, 0), at) < 0:
        return None
    paper = _PAPER.search(text, max(at - 40, 0), at)
    if paper is None:
        return None
    begin = role_start(text, paper.start(3), at)
    if begin == paper.start(3) or (begin < at and _OF_PRESS.search(paper[3])):
        return Office(paper[3], paper[1] + paper[2])
    return None


def posted(text: str, floor: int, at: int, places: list[Place]) -> Office | None:
    """中国|驻印尼大使: of whom a state sends; `places` end before `at`, the last one first."""
    match = _POSTED.search(text, floor, at)
    if match is None or "馆" in match[0]:  # 中国驻圣保罗总领馆|副总领事
        return None
    sender = next((place for place in places if place.end <= match.start()), None)
    sends = sender is not None and sender.end == match.start() and sender.start >= floor
    return Office(match[0], text[sender.start : sender.end] if sender and sends else None)
