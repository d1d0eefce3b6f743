"""Offices: the role and organisation that end directly before a name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from ingest.facts.named import Organisation, Place
from ingest.facts.organisations import states
from ingest.facts.organisations.patterns import breaks
from ingest.facts.people.implied import implied
from ingest.facts.people.lands import OTHERS, at_place
from ingest.facts.people.modifiers import widened
from ingest.facts.people.teams import team_of
from ingest.facts.people.words import word_classes
from ingest.facts.word_lists import EndingList
from ingest.facts.words import listed

_STOP = re.compile('[，。；：！？,;:!?\n“”"()（）《》]')
_ABROAD = re.compile(
    "总统|首相|外长|防长|财长|国务卿|国王|王储|女王|天皇|亲王|埃米尔|苏丹|议长|议员|大臣|相$"
)
_THIS = re.compile(
    "^(?:(?:该|本)(?:公司|集团|局|厅|院|校|所|站|馆|中心|医院|协会|银行|项目)|该"
    "|(?:公司|集团|企业|局|厅|中心|医院|协会|银行|学校)(?=.{2}))"
)
_JOINTS = "、兼和及"
_LONGEST = 8
"""Length of the longest word of an office."""
_SAME = re.compile("(?:夫妇|夫人|等)?[、和与及,，兼]*")
# What stands behind a name and before the next office: 费萨尔|亲王、外交大臣.
_HONOUR = re.compile("(?:(?:亲王|女士|先生|同志|将军|院士|教授)?[、和与及,，])?")
# 小陶镇五一村|村民
_VILLAGER = re.compile(
    "(?:(?<![一-鿿])|(?<=[的在由和与据对向]))(?P<body>[一-鿿]{1,14}村)"
    "(?P<role>村(?:民|主任|支书|委|医|干部|党|小组)[一-鿿、]{0,8})$"
)
_OF_A_VILLAGE = re.compile("[村镇乡](?![民长官医主干委]|支书)")
# 舰载航空兵某部|政委, 陆军某旅|一级军士长
_OF_UNIT = re.compile(
    "(?:(?<![一-鿿])|(?<=[的是由和]))(?P<body>[一-鿿0-9]{2,16}?某[一-鿿]{0,10}"
    "(?:部队|部|旅|团|营|连|师|支队|大队|基地|舰|艇|场站))(?P<role>[一-鿿、]{2,12})$"
)
_NAMES_ON = re.compile("[一-鿿](?<![该本全我各驻、任兼和及的])")
_POSTED = re.compile("(?<![一-鿿]常)驻[一-鿿]{1,12}?(?:大使|总领事|公使|代办|特派员)$")
# A newspaper in 《》 before an office: 《第一财经日报》北京分社记者.
_OF_PRESS = re.compile(
    "^[^的]*(?:记者|编辑|主编|评论员|主笔|社长|作家|作者|撰稿人|主播|主持人|出版人)$"
)
_PAPER = re.compile("《([^《》\n]{2,12})》((?:[一-鿿]{2,4}(?:分社|记者站))?)([一-鿿]{2,10})$")
_BREAK = re.compile(
    "[了着过把被从在]|(?<![名小老猛大上中少])将|的时|看到|表示|介绍|告诉|陪同|会见|会同|联合|携手|邀请|当选|担任|任命|率领|带领|主持|前往|到访|来到|抵达|出席|参加"
)


@lru_cache(maxsize=1)
def _pieces() -> EndingList:
    """Offices, words that qualify one, and what joins two."""
    return EndingList((*word_classes()["title"], *word_classes()["qualifier"], *_JOINTS))


# 流体力|学家, 计算机|学家: a field of learning
_FIELD = re.compile(r"[^\W\d是的为和与、名位著国际内外老如及]{1,6}$")


def role_start(text: str, floor: int, at: int) -> int:
    """Where the office begins that ends at `at`: with what qualifies it, and its fellows.

    The words are taken off one by one from the end, so that the work is linear.
    """
    start = at
    while start > floor:
        piece = _pieces().start(text, max(start - _LONGEST, floor), start)
        if piece is None:
            break
        start = piece
    if text[start - 1 : start] == "为" and start > floor and "、" in text[start:at]:
        start = text.rindex("、", start, at) + 1  # 某某为组长、|副局长某某
    while start < at and text[start] in _JOINTS:
        start += 1
    if start < at - 2 and text[start] == text[start + 1]:
        start += 1  # 阿斯旺省|省长
    before = text[start - 1 : start]
    if start > floor and _OF_A_VILLAGE.match(text, start) and _NAMES_ON.match(before):
        start += 1  # 双莲村|支部书记
    if text.startswith("学家", start):
        field = _FIELD.search(text, max(start - 6, floor), start)
        start = field.start() if field else start
    return start


def _mixed(text: str, start: int, end: int) -> bool:
    """Whether something is done between a body and an office: 宪法法院裁定|总理."""
    start += text.startswith("的", start)
    return any(text[slice(*stop)] not in _in_office() for stop in breaks(text, start, end))


@lru_cache(maxsize=1)
def _in_office() -> frozenset[str]:
    """Words that end an organisation's name and may stand in an office."""
    return frozenset(
        (*word_classes()["title"], "代表", "负责", "的", "会同", "一名", "一位", "兼", "该", "及")
    )


# 该县|老人
_OF_ONES_PLACE = re.compile("^[省市县区镇乡](?=老人|居民|农民|青年|男子|女子|学生|退休|种|养|致富)")


_OF_COMMITTEE = re.compile(
    "原?(?:专职|常务|第一)?副?(?:书记|委员|常委|成员|秘书|主任|办公室|组织|宣传|纪)"
)


def _without_committee(role: str, body: str) -> tuple[str, str]:
    """农业农村部党组|书记 → 党组书记 of 农业农村部."""
    match = re.search("(?:机关|直属)?(?:党委|党组|党总支|党支部)$", body)
    if match and match.start() > 1 and not _OF_COMMITTEE.match(role):
        # 学院党委书记某某、讲席教授|某某
        return role, body[: match.start()]
    if match and match.start() > 1:
        return match[0] + role, body[: match.start()]
    return role, body


class Offices:
    """The offices of one article, told by its organisations and places."""

    def __init__(
        self, text: str, orgs: tuple[Organisation, ...], places: tuple[Place, ...]
    ) -> None:
        self.text = text
        self.orgs = orgs
        self.places = places
        self.place_starts = [place.start for place in places]
        self.org_ends = [org.end for org in orgs]
        self.place_ends = [place.end for place in places]

    def office(self, at: int, since: int = 0) -> tuple[str, str | None, bool]:
        """Role and organisation that end at an offset, and whether they are foreign.

        `since`: where the name before this one ends; what it holds, it holds alone.
        """
        text = self.text
        floor = max(at - 60, 0)
        for stop in _STOP.finditer(text, floor, at):
            floor = stop.end()
        told = self._told_whole(floor, at)
        if told:
            return told
        sentence = floor
        if since > floor and not _SAME.fullmatch(text[since : role_start(text, since, at)]):
            # 武汉队主帅某某和申花|主帅某某
            floor = since
        told = self._of_paper(at) or self._of_organisation(floor, at)
        if told:
            return told
        begin = role_start(text, floor, at)
        if begin == floor == since:
            # 省长费萨尔|亲王、外交大臣: the honour behind the name before
            begin += len(_HONOUR.match(text[begin:at])[0])  # type: ignore[index]
        place = self.place_in(0, at)
        # 澳大利亚外交部长某某、贸易部长|某某
        reach = sentence if place and place.iso not in (None, "CN") else floor
        near = place is not None and place.start >= reach and at - place.end <= 20
        near = near and place is not None and not _mixed(text, place.end, begin)
        if place and near and not _BREAK.search(text[place.end : at]):
            return at_place(text, place, begin, at)
        team = team_of(text, floor, begin, text[begin:at])
        if team:
            return text[begin:at], team, False
        role = _OF_ONES_PLACE.sub("", _THIS.sub("", text[begin:at]))
        body = implied(text, self.orgs, self.org_ends, text[begin:at], begin)
        if body is None and role == text[begin:at]:
            wide, body = widened(text, floor, begin, at)
            role = text[wide:at]
        return role, body, bool(_ABROAD.search(role))

    def _told_whole(self, floor: int, at: int) -> tuple[str, str | None, bool] | None:
        """Offices that are one phrase with whose they are: of a state, an envoy, a villager."""
        text = self.text
        state = states.office(text, floor, at)
        if state:
            return *state, True
        posted = _POSTED.search(text, floor, at)
        if posted:
            # 中国|驻印尼大使
            sender = self.place_in(floor, posted.start())
            ends = sender is not None and sender.end == posted.start()
            return posted[0], text[sender.start : sender.end] if sender and ends else None, False
        unit = _OF_UNIT.search(text, floor, at) if text.find("某", floor, at) >= 0 else None
        if unit and role_start(text, floor, at) <= unit.start("role") + 4:
            start = unit.start("body")
            for _, end in breaks(text, start, text.index("某", start)):
                start = end
            for token in listed(text, start, text.index("某", start)):
                start = token.end if token.word_class == "verb" else start
            return unit["role"], text[start : unit.end("body")], False
        villager = _VILLAGER.search(text, floor, at)
        if villager:
            # 五一村|村民: living there is no office of the village
            lives = villager["role"] == "村民"
            return villager["role"], None if lives else villager["body"].rpartition("的")[2], False
        return None

    def _of_paper(self, at: int) -> tuple[str, str | None, bool] | None:
        """《…》总编辑: an office of what is named in 《》."""
        if self.text.rfind("》", max(at - 11, 0), at) < 0:
            return None
        paper = _PAPER.search(self.text, max(at - 40, 0), at)
        begin = role_start(self.text, paper.start(3), at) if paper else at
        if paper and (begin == paper.start(3) or (begin < at and _OF_PRESS.search(paper[3]))):
            return paper[3], paper[1] + paper[2], False
        return None

    def _of_organisation(self, floor: int, at: int) -> tuple[str, str | None, bool] | None:
        """An office directly behind the organisation that has it."""
        text = self.text
        number = bisect_right(self.org_ends, at) - 1
        org = self.orgs[number] if number >= 0 else None
        if org is None or org.end < floor or org.start >= at:
            return None
        between = text[org.end : at]
        tail = role_start(text, org.end, at)
        others = OTHERS.search(text, org.end, tail)
        if others and role_start(text, org.end, others.start()) == org.end:
            # 党委委员、省防指秘书长: the first of several offices stands alone
            others = None
        own = bool(others) and self.place_in(org.end, at) is not None
        if len(between) > 24 or own or _BREAK.search(between) or _mixed(text, org.end, tail):
            return None
        role = (text[tail:at] if others else between).strip("、的之 ·和与及")
        return *_without_committee(role, org.name), self.abroad(org)

    def abroad(self, org: Organisation) -> bool:
        """Whether the organisation's name begins with a foreign country or city."""
        number = bisect_left(self.place_starts, org.start)
        place = self.places[number] if number < len(self.places) else None
        foreign = place is not None and place.start == org.start and place.iso not in (None, "CN")
        return foreign or "美国" in org.name

    def state_at(self, at: int) -> bool:
        """Whether a foreign state's name begins at an offset: 代表|加蓬总统."""
        number = bisect_left(self.place_starts, at)
        place = self.places[number] if number < len(self.places) else None
        return place is not None and place.start == at and place.iso not in (None, "CN")

    def place_in(self, start: int, end: int) -> Place | None:
        """The last place that begins behind `start` and ends before `end`."""
        number = bisect_right(self.place_ends, end) - 1
        place = self.places[number] if number >= 0 else None
        return place if place and place.start >= start else None

    def eastern_office(self, at: int) -> str | None:
        """The country of the office before an offset, where it names its people in characters."""
        number = bisect_right(self.place_ends, at) - 1
        if number < 0 or at - self.places[number].end > 16:
            return None
        iso = self.places[number].iso
        return iso if iso in ("JP", "KR", "KP", "VN", "SG") else None
