"""Offices of places: those that a place has, and people who are only from there."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.facts.late import late
from ingest.facts.named import Office, Place
from ingest.facts.organisations.ellipsis import chain
from ingest.facts.people.headed import so_called
from ingest.facts.people.modifiers import widened
from ingest.facts.people.teams import OF_A_TEAM, TEAM_NAME
from ingest.facts.people.words import either, ends_in
from ingest.facts.words import lexicon

_MINISTRY = late(f"(?:{either('ministry')})部长$")
# 秘鲁|共和国总统
_KIND_OF_STATE = late(
    "^[一-鿿]{0,6}(?:(?:共和国|王国|公国|酋长国)(?=[一-鿿]{2})|联邦(?=总统|总理|主席))"
)
# A body and its office behind a place: 石油公司|总裁
_BODY_INSIDE = late(
    "([^、和与及的]{1,12}(?:公司|集团|银行|医院|大学|学院|学校|中心|协会|学会|研究[所院]|博物[院馆]|图书馆|[^新村镇乡县市区省州旗原前]党(?!籍|委|组|总支|支部|工委)|军分?区"
    "|委员会|[中大支总]队|基金会|联合会|俱乐部|交易所|电视台))的?([一-鿿、]{2,10})"
)
_OF_TRADE = late(
    f"([一-鿿]{{0,4}}?(?:{either('trade')}))((?:原|前|时任|党委书记、)?副?(?:{either('company_office')}))"
)
# 岳阳|医院|院长
_OF_ITS_NAME = late("((?:医院|大学|学院|电视台|图书馆|博物馆))的?([一-鿿、]{2,10})")
# Offices that a country, a province or a town has: all others belong to nobody there.
_OF_PLACE = ends_in("of_place", "(?<![家车船机店厂])长")
_BODY_END = ends_in("place_body")
# Between a body and an office: somebody else stands there too.
OTHERS = re.compile("[、与及,，]|(?<!共)和")
# 浙江省委书记某某和|省长
_HEAD_OF = re.compile("(?:原|前|时任|代|常务)?副?([省市县区州旗])长")
# 该镇|党委书记, 村|支书, 该县|县长, 副市长
_RANKED = late(
    "(?:该|本|我)?(?P<rank>[镇乡村])(?P<plain>(?:党|支书|支部|总支|主任|委|人大)[一-鿿、]*)"
    "|(?P<led>[省市县区州镇乡])领导"
    "|(?:该|本|我)(?P<of>[省市县区州旗镇乡])(?P<head>(?:原|前|时任|代|常务)?副?[省市县区州旗镇乡]长)"
    "|(?P<mayor>(?:原|前|时任|代理?|常务|新任|卸任|现任|候任)?副?(?P<whose>[省市县区州旗])长)"
)


@lru_cache(maxsize=512)
def of_land(role: str, body: str) -> str | None:
    """The division that a governor or a mayor heads, told behind one of its bodies."""
    head = _HEAD_OF.fullmatch(role) if body.endswith("委") else None
    land = chain(body) if head else ""
    return land if head and land.endswith(head[1]) else None


def heads_division(role: str) -> bool:
    """Whether an office is one of a division, and of none of its bodies: 副市长."""
    return _HEAD_OF.fullmatch(role) is not None


def division_of(role: str, body: str) -> str | None:
    """The division that a mayor behind the holder of an office in one of its bodies heads."""
    head, land = _HEAD_OF.fullmatch(role), chain(body)
    return land if head and land.endswith(head[1]) else None


def of_rank(role: str) -> tuple[str, str] | None:
    """The rank of the division that has an office, and the office without it."""
    match = _RANKED.fullmatch(role)
    if match is None:
        return None
    if match["led"]:
        return match["led"], role  # 县领导|某某
    if match["mayor"]:
        return match["whose"], role  # 副市长|某某
    return match["rank"] or match["of"], match["plain"] or match["head"]


# 副县长、公安局长某某: both are one person's
_AND_BUREAU = late("(?:常务)?副?[省市州县区旗]长、(?:[省市州县区旗]?公安|[一-鿿]{2,4}分)[局厅]长")


def at_place(text: str, place: Place, begin: int, at: int) -> Office:
    """Role and organisation where a place stands before the office."""
    role = _KIND_OF_STATE.sub("", text[place.end : at].strip("的"))
    role = role.removeprefix("大陆") if place.iso == "CN" else role  # 中国|大陆|国家主席
    whole = text[place.start : place.end]
    begin = max(begin, place.end)
    abroad = place.iso not in (None, "CN")
    inside = _BODY_INSIDE.fullmatch(role) or _OF_ITS_NAME.fullmatch(role)
    if inside:
        return Office(inside[2], whole + inside[1], abroad)
    if role and not _OF_PLACE.search(role):
        return _of_nobody(text, place, begin, at)
    trade = None if abroad else _OF_TRADE.fullmatch(role)
    if trade:  # 广东|移动|原董事长
        return Office(trade[2], whole + trade[1])
    firm = widened(text, place.end, begin, at)[1] if role.endswith("董事长") else None
    if firm:
        return Office(role[len(firm) :], whole + firm, abroad)  # 重庆|万观投资|董事长
    if abroad and _MINISTRY.match(role):
        return Office(role, whole + role[:-1], True)
    if role[:1] == "长" and whole[-1] in "省市县区州镇乡村旗盟":
        # 南京市|长
        return Office(whole[-1] + role, whole, abroad)
    between = text[place.end : begin]
    if _AND_BUREAU.fullmatch(role):
        return Office(role, whole)
    if OTHERS.search(between):
        return _of_the_last(text, place, begin, at)
    team = OF_A_TEAM.search(text[begin:at]) and TEAM_NAME.fullmatch(between)
    if team or ((len(between) > 1 or between == "队") and _BODY_END.search(between)):
        # 成都蓉城|主教练, 长春龙家堡机场|副总指挥
        return Office(text[begin:at], whole + between, abroad)
    head, of, _ = between.rpartition("的")
    if of and len(head) > 1:
        # 海江镇中心村卫生室的|医生
        return Office(text[begin:at], whole + head if _BODY_END.search(head) else whole, abroad)
    bureau = None if abroad else so_called(role)
    if bureau:  # 台北市|捷运局长
        return Office(bureau.role, f"{whole}{bureau.organisation}")
    return Office(role, whole, abroad)


def _of_the_last(text: str, place: Place, begin: int, at: int) -> Office:
    """塞尔维亚议长某某、总理|某某; but 日本防卫大臣某某、自民党干事长|某某: of the body that stands
    behind the others."""
    between = text[place.end : begin]
    joint = place.end + max(stop.end() for stop in OTHERS.finditer(between))
    start, body = widened(text, joint, begin, at)
    abroad = place.iso not in (None, "CN")
    whole = text[place.start : place.end]
    return Office(text[start:at] if body is None else text[begin:at], body or whole, abroad)


def _of_nobody(text: str, place: Place, begin: int, at: int) -> Office:
    """The role of somebody from a place who holds no office of it: 磨西镇|客栈老板."""
    abroad = place.iso not in (None, "CN")
    between = text[place.end : begin]
    body, _, rest = between.rpartition("的")
    body = body or rest
    if len(body) > 1 and _BODY_END.search(body) and not OTHERS.search(body):
        # 海江镇中心村卫生室的|医生
        return Office(text[begin:at], text[place.start : place.end] + body, abroad)
    start, told = widened(text, place.end, begin, at)
    if told and place.level == "country" and not abroad and text.startswith(told, place.end):
        told = text[place.start : place.end] + told  # 中国|探月工程|总设计师
    return Office(text[start:at], told, abroad)


# 朴子|市长: of a town that was not read, but 由|市长, 陪同|市长
_LAND_HEAD = re.compile("[省市县区州旗镇乡]长")
_FREE = frozenset("的和与及由对向请据给让把被同将在是为原时任前即新现老据跟")


def of_unknown(text: str, begin: int, role: str) -> bool:
    """Whether a bare head of a division stands behind what may be the division's own name."""
    before = text[max(begin - 2, 0) : begin]
    named = all("一" <= char <= "鿿" for char in before) and len(before) == 2
    return (
        named
        and _LAND_HEAD.fullmatch(role) is not None
        and before[1] not in _FREE
        and before not in lexicon(True).classes
    )
