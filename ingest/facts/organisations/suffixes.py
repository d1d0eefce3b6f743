"""Organisations: the longest name from a suffix back to an anchor or to the word before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.facts.beginnings import Beginnings
from ingest.facts.late import late
from ingest.facts.named import Organisation, Place
from ingest.facts.organisations.clauses import (
    RANK,
    Clause,
    Ending,
    anchor_of,
    clauses,
    segments,
    splits,
)
from ingest.facts.organisations.junctions import joined
from ingest.facts.organisations.patterns import common, known, known_words, suffix_types
from ingest.facts.organisations.rules import valid
from ingest.facts.words import lexicon, listed

# 原|市建委, 新一届|市委: what may stand before a rank that begins a name
_BEFORE_RANK = re.compile(
    "原|时任|现任|前|由|任|报|受|据|请|使|有|为|经|当|新?一届|[本上]届|今年|去年"
    "|(?:\\d{4}年)?\\d{1,2}月(?:\\d{1,2}日)?|\\d{4}年|(?<=:)\\d\\d"
)
# 全国人大代表|某公司
_DELEGATE = late(
    "(?:全国|[一-鿿]{0,6}?[省市县区州])?(?:人大代表|政协委员|党代表)"
    "(?=[一-鿿]{4})(?!联络|之家|工作|活动|履职|资格|团|大会|选举)"
)
# 某省十四届人大|三次会议: the session's name
_SESSION = re.compile("第?[一二三四五六七八九十]{1,3}次(?:全体)?会议")
_DISTRIBUTED = late(
    "(?:[一两二三四五六七八九十几多数\\d余][家所座个批间支名]|系列|首[家批]|各[级类]|某)$"
)
"""Before what is no name: 多家|电影公司, 各级|人大常委会党组."""


def _in_stretch(
    clause: Clause, start: int, ends: list[Ending], orgs: list[Organisation]
) -> Iterator[Organisation]:
    """The names in one stretch without breaks."""
    delegate = _DELEGATE.match(clause.text, start)
    at = delegate.end() if delegate and delegate.end() < ends[0].start else start
    for group in splits(clause, ends):
        anchor = anchor_of(clause, at, group[-1].start, orgs)
        if anchor is None and RANK.match(clause.text, at):
            anchor = at
        first = at if anchor is not None else _begun(clause.text, at, group[-1].start)
        if anchor is None and RANK.match(clause.text, first):
            anchor = first
        title = _BEFORE_RANK.match(clause.text, at)
        if title and RANK.match(clause.text, title.end()):
            first = anchor = title.end()
        body = _body_before(clause, at, anchor, group)
        for ending in reversed(_without_committee(clause.text, group)):
            if orgs and _of_known(clause.text, ending, orgs):
                continue
            known = anchor if anchor is not None and anchor <= ending.start else None
            begin = first if known is None else known
            if known is None and "·" in clause.text[begin : ending.start]:
                begin = _behind_dot(clause.text, begin, ending)
            if body is not None and known is not None:
                begin, known = body, None
            within = any(
                e.end <= ending.start and valid(clause, begin, known, e, False) for e in group
            ) or any(org.start == begin and org.end <= ending.start for org in orgs)
            if known is not None and not within:
                begin = _behind_village(clause, begin, ending)
            named = _behind_kind(clause, begin, ending)
            if named is not None:
                begin, known = named, None
            if known is None and _common(clause.text, begin, ending):
                continue
            if orgs and _is_kind_of_branch(clause.text, begin, ending, orgs):
                continue
            session = _SESSION.match(clause.text, ending.end)
            if session and clause.text[slice(*ending)] in ("人大", "政协"):
                continue
            if valid(clause, begin, known, ending, within):
                yield _made(clause, begin, ending, known is not None)
                break
        at = group[-1].end


def _behind_village(clause: Clause, begin: int, ending: Ending) -> int:
    """琊川镇朝阳村|某农业公司: where a firm begins that a town or a village only is the seat of."""
    text, kind = clause.text, suffix_types()[clause.text[slice(*ending)]][0]
    if kind != "company" and not text.endswith("合作社", begin, ending.end):
        return begin
    seats = (p for p in clause.places if p.start == begin and p.level in ("town", "village"))
    seat = next(seats, None)
    own = text[seat.end : ending.start] if seat else ""
    return seat.end if seat and len(own) > 1 and not common(own) else begin


def _behind_dot(text: str, begin: int, ending: Ending) -> int:
    """新甘肃·|甘肃日报: two media, one behind the other."""
    media = suffix_types()[text[slice(*ending)]][0] == "media"
    return text.rindex("·", begin, ending.start) + 1 if media else begin


_COMMITTEES = frozenset(("党委", "党组", "党总支", "党支部", "纪委", "团委", "工会"))
_ITS_OFFICE = re.compile("(?:常务|专职|第一)?副?(?:书记|主席)|委员(?!会)|常委(?!会)|成员")


def _without_committee(text: str, group: list[Ending]) -> list[Ending]:
    """The suffixes without that of a body's committee before its secretary: 医院|党委书记."""
    if len(group) < 2 or text[slice(*group[-1])] not in _COMMITTEES:
        return group
    inside = group[-2].end == group[-1].start and _ITS_OFFICE.match(text, group[-1].end)
    return group[:-1] if inside else group


_OF_EACH = late("各[省市县区州旗镇乡]\\([省市县区州旗镇乡街道、]{1,8}\\)$")
_COUNTERS = frozenset("只支家个所名位")
_OPENED = ("“", "「")
_QUOTED = tuple("“”「」『』‘’\"'")


def _of_known(text: str, ending: Ending, orgs: list[Organisation]) -> bool:
    """Whether a suffix is a known body's committee before its secretary: 应急管理部|党组书记."""
    committee = text[slice(*ending)] in _COMMITTEES and _ITS_OFFICE.match(text, ending.end)
    return bool(committee) and any(org.end == ending.start for org in orgs)


_KIND = late("(?P<what>[一-鿿]{2,8}?)(?:公司|企业)(?=[一-鿿·a-z]{2})")


def _behind_kind(clause: Clause, begin: int, ending: Ending) -> int | None:
    """美国日用消费品公司|宝洁公司: where a firm's name begins behind what kind of firm it is."""
    text = clause.text
    if not text.endswith(_FIRMS, ending.start, ending.end):
        return None
    place = next((p for p in clause.places if p.start == begin), None)
    kind = _KIND.match(text, place.end if place else begin, ending.start)
    if kind is None or not common(kind["what"]) or common(text[kind.end() : ending.start]):
        return None
    return None if any(p.start == kind.end() for p in clause.places) else kind.end()


_FIRMS = ("公司", "航空", "集团", "银行")
_BRANCHES = ("支行", "分行", "分公司", "支公司")


def _is_kind_of_branch(text: str, begin: int, ending: Ending, orgs: list[Organisation]) -> bool:
    """Whether a known body's branch is no name but says which of them: 农行|试点县支行."""
    if not text.startswith(_BRANCHES, ending.start):
        return False
    body = next((org for org in orgs if org.start == begin and org.end < ending.start), None)
    return body is not None and common(text[body.end : ending.start])


def _common(text: str, begin: int, ending: Ending) -> bool:
    """Whether what has no anchor is nobody's name: counted, or only what is done to a body."""
    if _DISTRIBUTED.search(text, max(begin - 2, 0), begin):
        return True
    if text[begin - 1 : begin] == ")" and _OF_EACH.search(text, max(begin - 10, 0), begin):
        return True  # 各县(市、区)|教育局
    if text[begin - 1 : begin].isdigit() and text[begin] in _COUNTERS:
        return True  # 37|只偏股型基金
    if text.startswith("各大", max(begin - 1, 0)):
        return True  # 各|大星级酒店
    if text[ending.end : ending.end + 1] in _OPENED and text.endswith("公司", begin, ending.end):
        return not text.endswith("有限公司", begin, ending.end)  # 机器人公司|“星禾”
    if text.endswith("银行", begin, ending.end) and text[begin - 1 : begin] in _QUOTED:
        return text[ending.end : ending.end + 1] in _QUOTED  # “时间银行”: a scheme
    return lexicon(True).classes.get(text[begin : ending.start]) == "verb"  # 抵制|集团


def _body_before(clause: Clause, at: int, anchor: int | None, group: list[Ending]) -> int | None:
    """Where a body begins that ends where the anchor begins: 招商银行股份有限公司|深圳分行."""
    last = next((one for one in group if one.end == anchor), None)
    if last is None:
        return at if anchor is not None and _brand(clause, at, anchor, group[0]) else None
    begin = _begun(clause.text, at, last.start)
    return begin if valid(clause, begin, None, last, False) else None


def _brand(clause: Clause, at: int, anchor: int, ending: Ending) -> bool:
    """Whether a stretch begins with a firm's own name before the place of its branch, and the text
    has that name again: 华新|郴州公司."""
    text, name = clause.text, clause.text[at:anchor]
    place = next((p for p in clause.places if p.start == anchor and p.end == ending.start), None)
    firm = place is not None and text[slice(*ending)] in ("公司", "分公司", "支公司")
    own = firm and 1 < len(name) < 5 and name not in lexicon(True).classes and not common(name)
    return own and text.count(name) > 1


_NO_NAME = frozenset(("verb", "adverb", "manner", "prep", "negation", "connective", "say"))


# 原|国家重点实验室, but 原子能研究院
_FORMER = late(
    "原(?![子创油料生始材煤盐])|前(?![海进锋程沿郭瞻卫景置列山方门线台途身后哨黄苏])|现(?![代场实有金货])|环团|分析(?!测试|中心|检测|仪器|化学|研究|计算)|使(?![馆命用者节领])|据(?!点)|受(?![益理让])|时任|现任|肯定|庆祝|表彰(?!工)|纪念(?![馆堂园碑日医中活])|经(?![济贸营信开纪典管发科促合委视纬络略外销])"
)


_THIS = frozenset("该本")
_HOUSES_OF = frozenset("院局厅所校")


def _begun(text: str, at: int, end: int) -> int:
    """Where a name without an anchor may begin: behind what is done: 扎根|…法院."""
    if text[at - 1 : at] in _THIS and text[at : at + 1] in _HOUSES_OF:
        at += 1  # 该院|省级名医工作室
    former = _FORMER.match(text, at)
    at = former.end() if former else at
    while token := next(listed(text, at, end), None):
        if token.start > at or token.end - at < 2 or token.word_class not in _NO_NAME:
            break
        at = token.end
    return at


def _made(clause: Clause, start: int, ending: Ending, anchored: bool) -> Organisation:
    place = next((p for p in clause.places if start <= p.start < ending.end), None)
    kind, _ = suffix_types()[clause.text[slice(*ending)]]
    return Organisation(
        start, ending.end, clause.text[start : ending.end], kind,
        place.path if place else None, place.code if place else None, anchored,
    )  # fmt: skip


def known_names(text: str, starts: list[int]) -> list[Organisation]:
    """Organisations of the table, the longest name from the left."""
    table = known()
    found: list[Organisation] = []
    for start, end in known_words().spans(text, starts):
        last = found[-1] if found else None
        if last and last.end == start and last.name == "联合国":
            found[-1] = last._replace(end=end, name=text[last.start : end])  # 联合国|世界旅游组织
        else:
            org = Organisation(start, end, *table[text[start:end]], rule="known")
            found.append(_of_china(text, org))
    return found


def _of_china(text: str, org: Organisation) -> Organisation:
    """中国|人力资源和社会保障部, as news for readers abroad call it."""
    start = org.start - len("中国")
    own = org.kind in ("government", "court") and not org.name.startswith("中")
    if not own or not text.startswith("中国", max(start, 0)):
        return org
    return org._replace(start=start, name=text[start : org.end], rule="suffix")


_HOUSES = ("议院", "国会", "议会", "参院", "众院")
"""Behind these a party only says which members are spoken of: 众议院|民主党领袖."""


def _of_state(text: str, org: Organisation, start: int | None) -> Organisation:
    """日本|自民党: a party with the country before it."""
    if start is None or org.kind != "party":
        return org
    return org._replace(start=start, name=text[start : org.end], rule="suffix")


def find(text: str, places: list[Place], starts: Beginnings) -> list[Organisation]:
    """Organisations in folded text, in order, without overlap; names as printed or of the table."""
    orgs = known_names(text, starts.known)
    found: list[Organisation] = []
    number = 0
    for clause, ends in clauses(text, places, starts.suffixes):
        while number < len(orgs) and orgs[number].end <= clause.start:
            number += 1
        near = [org for org in orgs[number : number + 20] if org.start < clause.end]
        for start, end in segments(clause):
            if not any(start <= one.start and one.end <= end for one in ends):
                continue
            for a, b in joined(clause, start, end, ends, near):
                inside = [one for one in ends if a <= one.start and one.end <= b]
                if inside:
                    found.extend(_in_stretch(clause, a, inside, near))
    spans = {(org.start, org.end) for org in orgs}
    found = [org for org in found if (org.start, org.end) not in spans]
    taken = bytearray(len(text))
    for org in found:
        taken[org.start : org.end] = b"\1" * (org.end - org.start)
    states = {place.end: place.start for place in places if place.level == "country"}
    for org in orgs:
        of_house = org.kind == "party" and text.endswith(_HOUSES, 0, org.start)
        if taken.find(0, org.start, org.end) >= 0 and not of_house:
            found.append(_of_state(text, org, states.get(org.start)))
    return sorted(found, key=lambda org: (org.start, -org.end))
