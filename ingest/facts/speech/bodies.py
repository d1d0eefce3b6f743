"""Organisations that speak, and groups named by what they are: 业内人士, 市水利局有关负责人."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from ingest.facts.late import late
from ingest.facts.people.words import of, surname_firsts, word_classes
from ingest.facts.speech.speaker import Speaker
from ingest.facts.speech.speaker_words import (
    GROUP,
    HELD,
    ONE,
    POINTED,
    QUOTED,
    ends_as_group,
    without_adverbials,
)
from ingest.model import Fact

# 致函欧盟|指出: to whom somebody turns, says nothing
_ADDRESSED = late("(?:赴|抵|致函|致电|致信|敦促|要求|呼吁|警告|会见|访问|对|向|告诉|通知)$")
_AFTER = late("(?:受理|审理|审查|调查|核实|接[到报]|收到|了解|研究|讨论)[^,。:“”]{0,14}[后时中]")
_FACELESS = tuple(word_classes()["faceless"])
_PHRASE = 60
"""Length of the longest phrase that a group or a body stands in."""
_NEAR = 12
"""How many bodies back 该公司 may point."""
# 考核组|对某市…, what stands behind the subject of a sentence
_ACTING = late(
    "对|就|向|在|于|将|已|今|昨|近|当|日前|\\d|\\(|发(?!言)|通报|要求|回应|确认|证实|召|组织|针对|再次|还|也|方面"
)
_ALSO = late("^[也还另]有")
# 项目推进总联络员|表示
_STAFF = late("[一-鿿]{2,8}(?<![人成会党官队演球])员")
_OPENING = re.compile("^(?:的|据|而|对此|但|同时|另?有(?!关))")
# what stands in brackets behind the body's name is no part of the group's
_ASIDE = re.compile(r"^\([^)]*\)")


def _role(group: str) -> str | None:
    """What the people of a group are; None where it is a medium, a paper or a side (以方)."""
    if group[1:] in of("title") and group[:1] in surname_firsts():
        return group[1:]  # 李|院长
    return None if group.endswith(_FACELESS) else group or None


def _kind(one: str) -> str:
    """What somebody is of whom only that is told: 一位|菜贩."""
    return one.rpartition("位" if "位" in one else "名")[2]


class Bodies:
    """The article's organisations, as they may speak."""

    def __init__(self, text: str, facts: Iterable[Fact]) -> None:
        self._text = text
        found = (fact for fact in facts if fact.kind == "organisation")
        self._facts = sorted(found, key=lambda fact: fact.start)
        self._starts = [fact.start for fact in self._facts]

    def speaker(self, begin: int, verb: int) -> Speaker | None:
        """An organisation, or a group named by what it is, that ends before the verb."""
        text = self._text
        inside = slice(bisect_left(self._starts, begin), bisect_left(self._starts, verb))
        bodies = [fact for fact in self._facts[inside] if fact.end <= verb]
        begin = self._bounded(begin, verb)
        phrase = text[begin:verb]
        quoted = QUOTED.search(phrase)
        if quoted:
            return self._quoted(begin + quoted.start("who"), begin + quoted.end("who"), bodies)
        bare = without_adverbials(phrase)
        if bare.startswith("听"):
            return None  # 听记者说
        many = bare.removesuffix("们")  # 村民们
        group = GROUP.search(many) if ends_as_group(many) else None
        held = HELD.search(group[1]) if group else None
        if group and (held is None or held[1]):
            # 年底召开的|中央经济工作会议
            start = held.end() if held else 0
            return self._group(begin + group.start(1) + start, begin + len(bare), bodies)
        ends = (begin + len(bare), verb)
        for fact in reversed(bodies):
            addressed = _ADDRESSED.search(text[max(fact.start - 2, 0) : fact.start])
            if not addressed and fact.end in ends:
                return self._organisation(fact, 0.9)
        one = ONE.search(bare)
        if one:
            return Speaker(one[0], "group", _kind(one[0]), None, confidence=0.8)
        staff = _STAFF.fullmatch(bare)
        return Speaker(bare, "group", bare, None, confidence=0.7) if staff else None

    def opening(self, begin: int, clause: int) -> Speaker | None:
        """The body that a sentence is about whose last clause has no subject: 考核组对某市给予高度
        评价，|认为…."""
        text = self._text
        for fact in self._facts[
            bisect_left(self._starts, begin) : bisect_left(self._starts, clause)
        ]:
            opens = fact.start == begin or text[fact.start - 1] in ",\n "
            if opens and _ACTING.match(text, fact.end):
                return self._organisation(fact, 0.7)
        return None

    def acting(self, begin: int, verb: int) -> Speaker | None:
        """The body that a clause begins with, and that has done something before it speaks:
        某法院受理此案后|认为."""
        number = bisect_left(self._starts, begin)
        first = self._facts[number] if number < len(self._facts) else None
        if first is None or first.start - begin > 1 or first.end > verb:
            return None
        return (
            self._organisation(first, 0.8)
            if _AFTER.fullmatch(self._text, first.end, verb)
            else None
        )

    def _organisation(self, fact: Fact, confidence: float) -> Speaker:
        """A body as a speaker, called as the article calls it."""
        full = fact.rule != "organisations.known" or (fact.name or "") in self._text
        name = fact.name if full and fact.name else fact.text
        return Speaker(name, "organisation", None, name, confidence=confidence)

    def _quoted(self, start: int, end: int, bodies: list[Fact]) -> Speaker:
        """The body whose words another passes on."""
        inside = [fact for fact in bodies if fact.start >= start]
        if inside and inside[-1].end == end:
            return self._organisation(inside[-1], 0.8)
        who = self._text[start:end]
        return Speaker(who, "group", _role(who), None, confidence=0.8)

    def _bounded(self, begin: int, verb: int) -> int:
        """`begin`, or so near before the verb that no title is cut."""
        near = max(begin, verb - _PHRASE)
        close, title = self._text.find("》", near, verb), self._text.find("《", near, verb)
        if close < 0 or 0 <= title < close:
            return near
        return max(begin, near - _PHRASE)

    def _group(self, start: int, end: int, bodies: list[Fact]) -> Speaker:
        """The group that ends at an offset, with the body before it that it belongs to."""
        text = self._text
        if text[start:end] in ("公司", "法院", "检察院"):
            only = self._only(text[start:end])
            if only:
                return only
        pointed = POINTED.fullmatch(text, start, end)
        meant = self._meant(pointed[1], start) if pointed else None
        if meant:
            return meant
        inside = [fact for fact in bodies if fact.end <= end]
        inside = [fact for fact in inside if not (fact.start and text[fact.start - 1] in '“("')]
        if not inside:
            name = _ALSO.sub("", _OPENING.sub("", text[start:end]))
            return Speaker(name, "group", _role(name), None, confidence=0.8)
        body = inside[-1]
        rest = _ASIDE.sub("", text[body.end : end]).strip("的》")
        return Speaker(body.text + rest, "group", _role(rest), body.name, confidence=0.8)

    def _only(self, kind: str) -> Speaker | None:
        """The one firm, or the one court, that the article names: whom 公司 or 法院 alone means."""
        fits = [
            fact
            for fact in self._facts
            if (fact.name or "").endswith(kind)
            or (kind == "公司" and fact.details.get("type") == "company")
        ]
        alone = len({fact.name for fact in fits}) == 1
        return self._organisation(fits[0], 0.8) if alone else None

    def _meant(self, noun: str, at: int) -> Speaker | None:
        """The body that 该公司 or 该院 points back at: the last of its kind."""
        number = bisect_left(self._starts, at)
        for fact in reversed(self._facts[max(number - _NEAR, 0) : number]):
            firm = noun in ("公司", "集团", "企业") and fact.details.get("type") == "company"
            if firm or (fact.name or fact.text).endswith(noun):
                return self._organisation(fact, 0.8)
        return None
