"""Offices: the role and organisation that end directly before a name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from ingest.facts.named import Organisation, Place
from ingest.facts.organisations import states
from ingest.facts.organisations.patterns import breaks
from ingest.facts.people.implied import implied
from ingest.facts.people.modifiers import widened
from ingest.facts.people.names import word_classes
from ingest.facts.people.teams import OF_A_TEAM, TEAM_NAME, team_of
from ingest.facts.word_lists import EndingList

_STOP = re.compile('[，。；：！？,;:!?\n“”"()（）《》]')
_MINISTRY = re.compile(
    "(?:国防|外交|财政|内政|商务|司法|教育|卫生|农业|能源|交通|经济|贸易|劳工|安全|国家安全|国土安全|文化|环境|科技|新闻|公安|工业|旅游|石油|财务|农业和农村|安全事务|公共安全|移民|战争)部长$"
)
_ABROAD = re.compile(
    "总统|首相|外长|防长|财长|国务卿|国王|王储|女王|天皇|亲王|埃米尔|苏丹|议长|议员|大臣|相$"
)
# 秘鲁|共和国总统
_KIND_OF_STATE = re.compile(
    "^[一-鿿]{0,6}(?:(?:共和国|王国|公国|酋长国)(?=[一-鿿]{2})|联邦(?=总统|总理|主席))"
)
# A body and its office behind a place: 石油公司|总裁
_BODY_INSIDE = re.compile(
    "([^、和与及的]{1,12}(?:公司|集团|银行|医院|大学|学院|学校|中心|协会|学会|研究[所院]|博物[院馆]|图书馆|[^新村镇乡县市区省州旗原前]党|军分?区"
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
_THIS = re.compile(
    "^(?:(?:该|本)(?:公司|集团|局|厅|院|校|所|站|馆|中心|医院|协会|银行|项目)|该"
    "|(?:公司|集团|企业|局|厅|中心|医院|协会|银行|学校)(?=.{2}))"
)
_JOINTS = "、兼和及"
_LONGEST = 8
"""Length of the longest word of an office."""
# Between a body and an office: somebody else stands there too.
_OTHERS = re.compile("[、与及,，]|(?<!共)和")
_SAME = re.compile("(?:夫妇|夫人|等)?[、和与及,，兼]*")
# What stands behind a name and before the next office: 费萨尔|亲王、外交大臣.
_HONOUR = re.compile("(?:(?:亲王|女士|先生|同志|将军|院士|教授)?[、和与及,，])?")
# 小陶镇五一村|村民
_VILLAGER = re.compile(
    "(?:(?<![一-鿿])|(?<=[的在由和与据对向]))(?P<body>[一-鿿]{1,14}村)"
    "(?P<role>村(?:民|主任|支书|委|医|干部|党|小组)[一-鿿、]{0,8})$"
)
_OF_A_VILLAGE = re.compile("[村镇乡](?![民长官医主干委]|支书)")
_NAMES_ON = re.compile("[一-鿿](?<![该本全我各驻、任兼和及的])")
_POSTED = re.compile("(?<![一-鿿]常)驻[一-鿿]{1,12}?(?:大使|总领事|公使|代办|特派员)$")
# A newspaper in 《》 before an office: 《第一财经日报》北京分社记者.
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


def _without_committee(role: str, body: str) -> tuple[str, str]:
    """农业农村部党组|书记 → 党组书记 of 农业农村部."""
    match = re.search("(?:机关|直属)?(?:党委|党组|党总支|党支部)$", body)
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
            return self.at_place(place, begin, at)
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
        if paper and role_start(self.text, paper.start(3), at) == paper.start(3):
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
        others = _OTHERS.search(text, org.end, tail)
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

    def at_place(self, place: Place, begin: int, at: int) -> tuple[str, str | None, bool]:
        """Role and organisation where a place stands before the office."""
        text = self.text
        role = _KIND_OF_STATE.sub("", text[place.end : at].strip("的"))
        whole = text[place.start : place.end]
        begin = max(begin, place.end)
        inside = _BODY_INSIDE.fullmatch(role)
        if inside:
            return inside[2], whole + inside[1], place.iso not in (None, "CN")
        if role and not _OF_PLACE.search(role):
            return self.of_nobody(place, begin, at)
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
        if _OTHERS.search(between):
            # 塞尔维亚议长某某、总理|某某; but 日本防卫大臣某某、自民党干事长|某某
            joint = place.end + max(stop.end() for stop in _OTHERS.finditer(between))
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

    def of_nobody(self, place: Place, begin: int, at: int) -> tuple[str, str | None, bool]:
        """The role of somebody from a place who holds no office of it: 磨西镇|客栈老板."""
        text = self.text
        abroad = place.iso not in (None, "CN")
        between = text[place.end : begin]
        body, _, rest = between.rpartition("的")
        body = body or rest
        if len(body) > 1 and _BODY_END.search(body) and not _OTHERS.search(body):
            # 海江镇中心村卫生室的|医生
            return text[begin:at], text[place.start : place.end] + body, abroad
        start, told = widened(text, place.end, begin, at)
        return text[start:at], told, abroad

    def eastern_office(self, at: int) -> str | None:
        """The country of the office before an offset, where it names its people in characters."""
        number = bisect_right(self.place_ends, at) - 1
        if number < 0 or at - self.places[number].end > 16:
            return None
        iso = self.places[number].iso
        return iso if iso in ("JP", "KR", "KP", "VN", "SG") else None
