"""Offices with neither an organisation nor a place before them: whose they are, by the rest of the
article."""

from __future__ import annotations

import re

from ingest.facts.late import late
from ingest.facts.named import Office
from ingest.facts.organisations.ellipsis import Setting
from ingest.facts.organisations.patterns import common
from ingest.facts.people.given import likelihood
from ingest.facts.people.headed import so_called
from ingest.facts.people.implied import implied, pointed
from ingest.facts.people.lands import of_rank, of_unknown
from ingest.facts.people.modifiers import widened
from ingest.facts.people.office_words import without_committee
from ingest.facts.people.surroundings import Surroundings
from ingest.facts.people.teams import team_of
from ingest.facts.people.words import either, is_word, of, offices

# 驻村扶贫工作队|队长: a long name of a body that its head repeats
_BODY_INSIDE = late("((?:(?!兼)[一-鿿]){5,}([队组会院处社局所站]))(副?\\2长)")
_HEADS_TOWN = late("((?![原前现新副代时])[一-鿿]{2,3}([乡镇市]))(?=长$)(长)")
_ABROAD = late(
    "总统|总务会长|政调会长|首相|外长|防长|财长|国务卿|国王|王储|女王|天皇|亲王|埃米尔|苏丹|议长|议员|大臣|相$"
)
_OURS = late(f"^我(?:{either('bare_of')})")
_THIS = late(
    f"^(?:(?:该|本)(?:{either('bare_of')})|该(?:[村镇乡](?=[一-鿿]{{3}}))?|(?:{either('bare_of')})(?={either('committee')})|(?:集团公司|总公司|公司|集团|企业|局|厅|中心|医院|协会|银行|学校|合作社)(?=.{{2}}))"
)
# 该县|老人
_OF_ONES_PLACE = re.compile("^[省市县区镇乡](?=老人|居民|农民|青年|男子|女子|学生|退休|种|养|致富)")
_VILLAGE = late(
    "(?<=[镇乡])[一-鿿]{2,3}村(?![民干委里支级内])|(?<=[在到])(?P<name>[一-鿿]{2,3}村)(?=[,，])"
)
_OF_PART = late("(?<![一-鿿])[一-鿿]{2,9}[科处股室]$")
_HEADS_PART = late("副?(?:科长|处长|股长|室主任|主任)")
_LONGEST_PART = 10


def bare(
    text: str, setting: Setting, around: Surroundings, floor: int, begin: int, at: int, joined: bool
) -> Office:
    """An office with neither an organisation nor a place before it; `joined` to the holder of
    another, whose body is its own."""
    pointed = _pointed(text, setting, around, floor, begin, at)
    if pointed:
        return pointed
    role = text[begin:at]
    plain = _OF_ONES_PLACE.sub("", _THIS.sub("", role))
    wide, body = widened(text, floor, begin, at)
    house = _of_house(text, around, text[wide:at])
    if house:
        return house
    cut = len(role) - len(plain)
    if cut and (cut < 2 or len((body or "").strip()) < cut + 2):
        wide, body = begin, None
    elif body:
        plain = role  # 语言学中心|主任
    org = None if body or joined else implied(text, around.orgs, around.org_ends, role, begin)
    if org:
        body = without_committee("", around.called(org))[1]
    elif plain == role:
        plain = text[wide:at]
    inside = _BODY_INSIDE.fullmatch(plain) if body is None else None
    town = _HEADS_TOWN.fullmatch(plain) if body is None else None
    if town:
        body, plain = town[1], town[2] + town[3]  # 卑南乡|长
    if inside:
        body, plain = inside[1], inside[3]
    told = Office(plain, body, bool(_ABROAD.search(plain)))
    return (None if body else so_called(plain)) or told


def _pointed(
    text: str, setting: Setting, around: Surroundings, floor: int, begin: int, at: int
) -> Office | None:
    """The office whose words or place in the article tell whose it is: 驻村第一书记, 该局局长."""
    role = text[begin:at]
    part = _OF_PART.search(text, max(floor - 1, begin - _LONGEST_PART, 0), begin)
    if part and _HEADS_PART.fullmatch(role):
        return _of_this(text, around, part.start(), at) or Office(text[part.start() : at])
    team = team_of(text, floor, begin, role)
    if team:
        return Office(role, team)
    elided = of_article(text, setting, around, begin, role)
    if elided:
        return elided
    if role == "驻村第一书记":
        return Office(role, _recurring(text, begin))
    ours = _OURS.match(role)
    if ours:  # 我校校长: of whom the outlet is, which the text need not name
        return Office(role[ours.end() :])
    return _of_this(text, around, begin, at)


# 该院|普儿科主任, 派出所|巡逻民警
_OF_THIS = late(
    f"(?:[该本](?P<this>{either('bare_of')})|(?P<bare>派出所|法院|检察院|[支大中]队|幼儿园|卫生院|医院))"
    "(?P<role>[一-鿿]{2,})"
)


_HOUSE = late("(?:指派|委由|委托|委請|由)?(?P<house>(?P<rank>[省市县])府)(?P<role>[一-鿿]{2,})")


def _of_house(text: str, around: Surroundings, role: str) -> Office | None:
    """县府|秘书长, as Taiwan says: of the government of the county that the article is about."""
    match = _HOUSE.fullmatch(role)
    county = around.county(match["rank"]) if match and around.in_taiwan else None
    if match is None or not (county or around.in_taiwan):
        return None
    return Office(match["role"], f"{county}政府" if county else match["house"])


_FIRMS = ("公司", "集团", "企业")
"""Of these the office tells more: 该公司总经理."""


def _of_this(text: str, around: Surroundings, begin: int, at: int) -> Office | None:
    """An office behind its body's kind, where a body of that kind was named: 该院|普儿科主任."""
    match = _OF_THIS.fullmatch(text, begin, at)
    if match is None:
        return None
    kind = match["this"] or match["bare"]
    if kind in _FIRMS:
        return None
    org = pointed(text, around.orgs, around.org_ends, kind, begin)
    org = org or (around.only(kind) if match["bare"] else None)
    if org is None or match["role"].startswith(tuple(offices()["committee"])):
        return None
    return Office(match["role"], without_committee("", around.called(org))[1])


def of_article(
    text: str, setting: Setting, around: Surroundings, begin: int, role: str
) -> Office | None:
    """副市长, 该镇党委书记: of the division that the article is about."""
    if role in ("镇长", "乡长") and of_unknown(text, begin, role):
        town = _unknown(text, begin, role)
        return Office(role, town) if town else None  # 溪湖|镇长
    ranked = of_rank(role)
    if ranked is None:
        return None
    rank, plain = ranked
    if of_unknown(text, begin, role):
        return Office(plain, _unknown(text, begin, role))
    last = around.place_in(0, begin)
    if last and last.iso not in (None, "CN"):
        return None
    place = setting.division(rank, begin)
    if place and place.name[:2] not in text and around.in_taiwan:
        place = None  # 安定区 of 台南 is not the one of 定西市
    if rank == "村":
        village = _nearer(text, begin, place.end) if place else None
        name = village["name"] if village else None if place else _recurring(text, begin)
        if village or name:
            return Office(plain, name)
    county = None if place else around.county(rank)
    return Office(plain, place.name if place else county) if place or county else None


def _unknown(text: str, begin: int, role: str) -> str | None:
    """板橋|市長: the town of a mayor that no table has, where it begins a phrase."""
    name = text[begin - 2 : begin]
    free = begin < 3 or not "一" <= text[begin - 3] <= "鿿" or text[begin - 3] in "和与及同跟对向由"
    person = name[0] in of("surname") and likelihood(name) > 0
    return name + role[-2] if free and not person and name[0] not in "该本这各全" else None


_NAMED_VILLAGE = late(
    "(?:(?<![一-鿿])|(?<=[镇乡到在]))[一-鿿]{1,3}村(?![民委支干级里容口小部子企居])"
)


_NEAR = 4000
"""How many characters around an office its village has to be named again."""
_OF_VILLAGERS = late("(?:(?<![一-鿿])|(?<=[的在到镇乡]))[一-鿿]{2,4}村(?=村民)")


def _recurring(text: str, at: int) -> str | None:
    """The one village that begins clauses and comes again, before an offset, 焦村, or whose
    villagers are spoken of."""
    told = {match[0] for match in _OF_VILLAGERS.finditer(text, max(at - 400, 0), at)}
    if len(told) == 1:
        return told.pop()
    names = {match[0] for match in _NAMED_VILLAGE.finditer(text, max(at - 400, 0), at)}
    near = max(at - _NEAR, 0), at + _NEAR
    own = [name for name in names if text.count(name, *near) > 1 and _is_village(name)]
    return own[0] if len(own) == 1 else None


def _is_village(name: str) -> bool:
    """Whether the name is no common word: 全村, 贫困村, 该村."""
    bare = name[:-1]
    return not (
        is_word(name) or common(name) or is_word(bare) or common(bare) or bare in _NO_VILLAGE
    )


_NO_VILLAGE = frozenset("全该本各每我一进驻回到在小古大老这那同邻外各逐两几出入离")
"""Before 村 these are no name."""


def _nearer(text: str, begin: int, since: int) -> re.Match[str] | None:
    """The village that no table has and that stands nearer: 该镇卫星村; 在清溪村，村支书…"""
    villages = _VILLAGE.finditer(text, max(since, begin - 400), begin)
    return max(villages, key=re.Match.start, default=None)
