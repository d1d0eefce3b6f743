"""Offices: the role and organisation that end directly before a name."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.facts.late import late
from ingest.facts.named import Office, Organisation, Place
from ingest.facts.organisations.ellipsis import Setting
from ingest.facts.organisations.patterns import breaks, common
from ingest.facts.people import set_phrases
from ingest.facts.people.bare import bare, of_article
from ingest.facts.people.beside import looks
from ingest.facts.people.headed import headed
from ingest.facts.people.implied import may_have, may_have_part
from ingest.facts.people.lands import (
    OTHERS,
    at_place,
    division_of,
    heads_division,
    of_land,
)
from ingest.facts.people.office_words import of_another, role_start, without_committee
from ingest.facts.people.parts import beside_part
from ingest.facts.people.surroundings import Surroundings
from ingest.facts.people.words import either, ends_in, title_ends, word_classes
from ingest.facts.people.words import offices as of_offices
from ingest.facts.words import lexicon

_STOP = late('[，。；：！？,;:!?\n“”"()（）《》【】〔〕]')
_REACH = 60
"""How many characters before a name its office begins at most."""
# 税务局|派驻青林村|第一书记: an office of the village
_SENT = late(
    "派?驻(?P<village>[一-鿿]{2,16}?[村镇乡])的?(?P<role>(?:党支部|驻村)?第一书记|工作队[一-鿿]{0,6})"
)
_LONGEST_ITEM = 20
"""How many characters stand before the last of them at most."""
# 新华社|北京7月18日电 英国经济学家某某
_WIRED = late(r"\d日[^。]{0,4}[电讯]")
_JOINED = ("、", "和", "与", "及")
# 西海大学党委书记某某，|校长某某: an office that says by itself of which body it is none
_PLAIN = late("(?:常务)?副?(?:[校院局厅馆站所会社台园行处]长|总经理|总裁|主任|书记)")
_OF_MANY = ends_in("of_many")
_LONGEST_ROW = 48
"""How many characters several offices of one person have at most."""
_SAME = re.compile("(?:夫妇|夫人|等)?[、和与及,，兼]*")
# What stands behind a name and before the next office: 费萨尔|亲王、外交大臣.
_HONOUR = re.compile("(?:(?:亲王|女士|先生|同志|将军|院士|教授)?[、和与及,，])?")
_BREAK = late(
    f"[了过把被从在]|(?<![效利汇税频])率(?!先)|着(?!名)|(?<![名小老猛大上中少])将|{either('acts_before')}",
)
_APART = re.compile("[的与和及同、]|会议|会见")


_UNREAD = late("(?:女士|先生|同志|博士)?[、,，;；和与及](?P<name>[一-鿿a-z]{3,8})")
_OF_FIRM = late("(?:原|前)?(?:副?董事长|总裁|总经理|创始人|首席执行官|ceo)(?:、.{2,20})?")
"""Offices of firms; what stands before one behind the holder of another is another firm."""
_TAKES = ("出任", "担任", "就任", "兼任", "接任", "任")


def _own_start(text: str, floor: int, at: int) -> int:
    """Where an office begins, without that of the one before it in a row: 张奇副书记、|第一书记."""
    start = role_start(text, floor, at)
    joint = text.find("、", start, at)
    if joint >= 0 and text[floor:start] in _TAKES:
        return joint + 1  # 森山裕|出任干事长、前防卫大臣某某
    if joint >= 0 and of_another(text, start):
        return joint + 1  # 邱理事长、|总干事某某
    for name in (start - 3, start - 2) if joint >= 0 else ():
        apart = name > floor and text[name - 1] in "、和"
        if apart and looks(text[name:start], rare=True):
            return joint + 1
    return start


# 新闻发布处|处长: a part of a body that is named by what it does
_PART = late("(?<=、)[一-鿿]{2,8}[处科室部组司局办院]$")
_LONGEST_PART = 10


def _mixed(text: str, start: int, end: int) -> bool:
    """Whether something is done between a body and an office: 宪法法院裁定|总理."""
    start += text.startswith("的", start)
    part = _PART.search(text, max(start, end - _LONGEST_PART), end)
    end = part.start() if part else end
    return any(text[slice(*stop)] not in _in_office() for stop in breaks(text, start, end))


@lru_cache(maxsize=1)
def _in_office() -> frozenset[str]:
    """Words that end an organisation's name and may stand in an office."""
    return frozenset((*word_classes()["title"], *of_offices()["in_office"]))


class Offices:
    """The offices of one article, told by its organisations and places."""

    def __init__(
        self, text: str, orgs: tuple[Organisation, ...], places: tuple[Place, ...], setting: Setting
    ) -> None:
        self.text = text
        self.setting = setting
        self.around = Surroundings(text, orgs, places)

    def office(self, at: int, since: int = 0) -> Office:
        """The office that ends at an offset.

        `since`: where the name before this one ends; what it holds, it holds alone.
        """
        text = self.text
        sentence = max(at - _REACH, 0)
        org = self.around.body_before(at)
        for stop in _STOP.finditer(text, sentence, at):
            if org is None or not org.start < stop.start() < org.end:
                sentence = stop.end()  # but 国家会展中心(上海)|董事长
        told = self._of_phrase(sentence, at) or headed(text, sentence, at, since, self.around)
        if told:
            return told
        floor = sentence
        if since > floor and not _SAME.fullmatch(text[since : role_start(text, since, at)]):
            floor = since  # 武汉队主帅某某和申花|主帅某某
        told = set_phrases.of_paper(text, at) or self._of_other_firm(since, at)
        told = told or self._of_organisation(floor, at, since)
        told = told or set_phrases.of_ministry(text, floor, at, self.around.places_before(at))
        if told:
            return told
        begin = _own_start(text, max(floor, since), at)
        if begin == floor == since:
            # 省长费萨尔|亲王、外交大臣: the honour behind the name before
            begin += len(_HONOUR.match(text[begin:at])[0])  # type: ignore[index]
        place = self.around.place_in(0, at)
        others = place is not None and since > place.end and place.iso in (None, "CN")
        told = None if others else self._of_place(sentence, floor, begin, at)
        if told:
            return told
        joint = text[since:begin] if since > 0 else ""
        joined = joint in _JOINED or (
            joint == "," and _PLAIN.fullmatch(text, begin, at) is not None
        )
        told = bare(text, self.setting, self.around, floor, begin, at, joined)
        if told.organisation:
            return told
        part = beside_part(text, reversed(self.around.bodies_before(at)), since, at)
        if part:
            return part
        return self._behind_others(told, floor, at - len(told.role), at)

    def _of_phrase(self, floor: int, at: int) -> Office | None:
        """Offices that are one phrase with whose they are: of a state, an envoy, a villager."""
        text = self.text
        near = self.around.places_before(at)
        return (
            set_phrases.of_state(text, floor, at)
            or set_phrases.posted(text, floor, at, near)
            or set_phrases.of_unit(text, floor, at)
            or set_phrases.of_village(text, floor, at)
        )

    def _of_organisation(self, floor: int, at: int, since: int) -> Office | None:
        """An office directly behind the organisation that has it."""
        text = self.text
        org = self.around.body_before(at)
        if org is None or org.end < floor or org.start >= at:
            return None
        between = text[org.end : at]
        tail = _own_start(text, max(org.end, since), at)
        others = OTHERS.search(text, org.end, tail)
        if others and others[0] == "、" and self._row_begins(org.end, others.start()):
            others = None
        if others and looks(text[org.end : others.start()], rare=True):
            return None  # 青山报社何芳、|著名学者
        sent = _SENT.fullmatch(between) if "驻" in between else None
        if sent:  # 商务部派驻某县某村|第一书记
            return Office(sent["role"], sent["village"])
        nearer = self.around.place_in(org.end, at)
        if nearer and (others or _APART.search(text, org.end, nearer.start)):
            return None  # 出席东盟会议的美国|国务卿; but 研究所|首席英国经济学家
        if (
            len(between) > 24
            or _WIRED.search(between)
            or _BREAK.search(between)
            or _mixed(text, org.end, tail)
        ):
            return None
        # 新京报记者 某某 实习生|某某, 市委常委、统战部长某某、|副市长某某
        apart = others or since > org.end or " " in between.strip()
        role = (text[tail:at] if apart else between).strip("、的之 ·/和与及")
        if role == "长":
            role = org.name[-1] + role  # 里长联谊会|长
        if since > org.end and not (may_have(org.name, role) and may_have_part(org.name, role)):
            return None  # 某党部主委某某、|副议长
        if since > org.end and role in of_offices()["own_office"]:
            return Office(role)  # 某公司董事长某某、乡贤|某某
        if since > org.end and heads_division(role):
            return self._of_division(role, tail, org)
        told = Office(*self._of_its_place(role, org), self.around.abroad(org))
        return self._in_row(told, floor, org.start, at)

    def _of_other_firm(self, since: int, at: int) -> Office | None:
        """某公司总裁某某，北斗星通|董事长: of the firm behind the holder of another office, whose
        name no other rule read, and never of the one before."""
        begin = _own_start(self.text, since, at) if since else 0
        other = _UNREAD.fullmatch(self.text, since, begin) if since else None
        if other is None or _OF_FIRM.fullmatch(self.text, begin, at) is None:
            return None
        body, place = self.around.body_before(begin), self.around.place_in(since, begin)
        if place or (body and body.end == begin):
            return None
        name = other["name"]
        plain = not common(name) and name[:2] not in lexicon(True).classes and len(name) < 7
        plain = plain and not _mixed(self.text, other.start("name"), begin)
        return Office(self.text[begin:at], name if plain else None)

    def _of_division(self, role: str, begin: int, org: Organisation) -> Office:
        """A mayor behind somebody of another body: 市人大常委会副主任某某、|副市长."""
        land = division_of(role, self.around.called(org))
        if land:
            return Office(role, land)
        return of_article(self.text, self.setting, self.around, begin, role) or Office(role)

    def _row_begins(self, start: int, end: int) -> bool:
        """Whether the first of several offices stands directly behind the body: 党委委员、省防指
        秘书长, 临床二科主任、共产党员."""
        title = title_ends().start(self.text, start, end)
        if title is None or looks(self.text[start:title], rare=True):
            return False  # 某局|李乘春局长、|第一书记
        return not any(breaks(self.text, start, title))

    def _of_its_place(self, role: str, org: Organisation) -> tuple[str, str]:
        """Role and body: 省长 behind 浙江省委 is of the province, 书记 of a body's committee is of
        the body."""
        land = of_land(role, org.name)
        return (role, land) if land else without_committee(role, self.around.called(org))

    def _of_place(self, sentence: int, floor: int, begin: int, at: int) -> Office | None:
        """An office behind the name of a place."""
        text = self.text
        place = self.around.place_in(0, at)
        if place is None or begin <= place.start < place.end < at:
            return None  # 某某公司|中国区总裁
        if place.end < begin and text.startswith("国家", begin) and place.iso not in (None, "CN"):
            return None  # 洪都拉斯外长某某与|国家副主席某某
        # 澳大利亚外交部长某某、贸易部长|某某
        reach = sentence if place.iso not in (None, "CN") else floor
        near = place.start >= reach and at - place.end <= 20 and " " not in text[place.end : begin]
        if not near or _mixed(text, place.end, begin) or _BREAK.search(text[place.end : at]):
            return None
        return self._in_row(at_place(text, place, begin, at), floor, place.start, at)

    def _in_row(self, told: Office, floor: int, start: int, at: int) -> Office:
        """The office with those of other bodies before it, 县委常委、|宣传部部长: all are one
        person's, who is told by the body of the first."""
        text, end = self.text, start - 1
        title = title_ends().start(text, max(end - 8, floor), end) if end > floor else None
        if title is None or text[end] not in "、兼" or at - floor > _LONGEST_ROW:
            return told
        if of_another(text, title) or "各" in text[max(title - 4, floor) : title]:
            return told  # 各乡镇|市长、某党部|主委
        first = self.office(end)
        rank = _OF_MANY.search(first.role) or (told.organisation and first.role.endswith("院士"))
        if not first.role or not first.organisation or rank:
            return told  # 县法院负责人、县检察院|检察长: somebody else
        return Office(f"{first.role}{text[end]}{text[start:at]}", first.organisation, told.abroad)

    def _behind_others(self, told: Office, floor: int, start: int, at: int) -> Office:
        """An office of no known body behind one of a known one: 区政协副主席、专项督查组|组长."""
        cut = self.text.rfind("、", floor, start)
        if cut < 0 or start - cut > _LONGEST_ITEM or any(breaks(self.text, cut + 1, start)):
            return told
        row = self._in_row(told, floor, cut + 1, at)
        return row if row.organisation else told
