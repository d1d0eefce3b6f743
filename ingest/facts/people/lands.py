"""Offices behind the name of a place: those that it has, and people who are only from there."""

from __future__ import annotations

import re

from ingest.facts.named import Place
from ingest.facts.people.modifiers import widened
from ingest.facts.people.teams import OF_A_TEAM, TEAM_NAME

_MINISTRY = re.compile(
    "(?:国防|外交|财政|内政|商务|司法|教育|卫生|农业|能源|交通|经济|贸易|劳工|安全|国家安全|国土安全|文化|环境|科技|新闻|公安|工业|旅游|石油|财务|农业和农村|安全事务|公共安全|移民|战争)部长$"
)
# 秘鲁|共和国总统
_KIND_OF_STATE = re.compile(
    "^[一-鿿]{0,6}(?:(?:共和国|王国|公国|酋长国)(?=[一-鿿]{2})|联邦(?=总统|总理|主席))"
)
# A body and its office behind a place: 石油公司|总裁
_BODY_INSIDE = re.compile(
    "([^、和与及的]{1,12}(?:公司|集团|银行|医院|大学|学院|学校|中心|协会|学会|研究[所院]|博物[院馆]|图书馆|[^新村镇乡县市区省州旗原前]党(?!籍)|军分?区"
    "|委员会|[中大支总]队|基金会|联合会|俱乐部|交易所|电视台))的?([一-鿿、]{2,10})"
)
# Offices that a country, a province or a town has: all others belong to nobody there.
_OF_PLACE = re.compile(
    "(?:(?<![家车船机店厂])长|书记|支书|主席|主任|总统|总理|首相|[外财防卫]相|国王|王储|女王|亲王|王子|公主|天皇|皇帝|苏丹"
    "|埃米尔|总督|大臣|国务卿|国务委员|长官|大使|公使|参赞|领事|代办|代表|特使|专使|发言人|议员|常委|委员|领导人|领袖|元首"
    "|司令|司令员|将军|[上中少大]将|大法官|联邦法官|检察官|助理|顾问|知事|官员|专员|干事|秘书|候选人"
    "|主帅|教练|领队|选手|名将|小将|老将|新秀|球星|球员|队员|运动员|国脚|国手|冠军|亚军|得主|前锋|后卫|中锋|中场|后腰"
    "|边锋|中卫|门将|守门员|外援|主攻手?|副攻手?|二传手?|接应|自由人|组合|男单|女单|男双|女双|混双)$"
)
_BODY_END = re.compile(
    "(?:队|站|场|院|校|社|部|局|会|团|厂|馆|所|司|店|库|园|中心|机构|俱乐部|室|办|处|组|台|矿|港|村|镇"
    "|街道|社区|银行|支行|分行)$"
)
# Between a body and an office: somebody else stands there too.
OTHERS = re.compile("[、与及,，]|(?<!共)和")


def at_place(text: str, place: Place, begin: int, at: int) -> tuple[str, str | None, bool]:
    """Role and organisation where a place stands before the office."""
    role = _KIND_OF_STATE.sub("", text[place.end : at].strip("的"))
    whole = text[place.start : place.end]
    begin = max(begin, place.end)
    inside = _BODY_INSIDE.fullmatch(role)
    if inside:
        return inside[2], whole + inside[1], place.iso not in (None, "CN")
    if role and not _OF_PLACE.search(role):
        return of_nobody(text, place, begin, at)
    abroad = place.iso not in (None, "CN")
    if abroad and _MINISTRY.match(role):
        return role, whole + role[:-1], True
    if role[:1] == "长" and whole[-1] in "省市县区州镇乡村旗盟":
        # 南京市|长
        return whole[-1] + role, whole, abroad
    between = text[place.end : begin]
    if OF_A_TEAM.search(text[begin:at]) and TEAM_NAME.fullmatch(between):
        # 成都蓉城|主教练
        return text[begin:at], whole + between, abroad
    if OTHERS.search(between):
        # 塞尔维亚议长某某、总理|某某; but 日本防卫大臣某某、自民党干事长|某某
        joint = place.end + max(stop.end() for stop in OTHERS.finditer(between))
        start, body = widened(text, joint, begin, at)
        return text[start:at] if body is None else text[begin:at], body or whole, abroad
    if (len(between) > 1 or between == "队") and _BODY_END.search(between):
        # 长春龙家堡机场|副总指挥
        return text[begin:at], whole + between, abroad
    head, of, _ = text[place.end : begin].rpartition("的")
    if of and len(head) > 1:
        # 海江镇中心村卫生室的|医生
        return text[begin:at], whole + head if _BODY_END.search(head) else whole, abroad
    return role, whole, abroad


def of_nobody(text: str, place: Place, begin: int, at: int) -> tuple[str, str | None, bool]:
    """The role of somebody from a place who holds no office of it: 磨西镇|客栈老板."""
    abroad = place.iso not in (None, "CN")
    between = text[place.end : begin]
    body, _, rest = between.rpartition("的")
    body = body or rest
    if len(body) > 1 and _BODY_END.search(body) and not OTHERS.search(body):
        # 海江镇中心村卫生室的|医生
        return text[begin:at], text[place.start : place.end] + body, abroad
    start, told = widened(text, place.end, begin, at)
    return text[start:at], told, abroad
