"""Who governs a verb of saying."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from typing import NamedTuple

from ingest.facts.document import Document
from ingest.facts.speech.speaker_words import (
    GROUP,
    HELD,
    POINTED,
    QUOTED,
    ends_as_group,
    without_adverbials,
)
from ingest.model import Fact


class Speaker(NamedTuple):
    """Who says something."""

    name: str
    kind: str
    """person, organisation, or group (发言人, 业内人士 ...: named by what they are)."""
    role: str | None = None
    organisation: str | None = None
    addressee: str | None = None
    confidence: float = 1.0


_SENTENCE_END = re.compile("[。!?\n]")
_LINE_END = re.compile("\n")
_COMMA = re.compile("[,。;!?\n]")
_OBJECT = re.compile("(?:对|向|告诉|与|同|给|会见|采访|陪同|邀请|询问|祝贺|据|和)$")
_PRONOUN = re.compile("(?:^|[,:;])(?:他|她)(?!们|的|国|人)")
_ADDRESSEE = re.compile(
    "(?:对|告诉|向)((?:本报|新华社|本台)?记者|媒体|《[^》]{2,10}》|[一-鿿·]{2,6}?)"
    "(?=介绍|表示|透露|说|坦言|$)"
)
_DIRECT_VERBS = frozenset(
    ("称", "认为", "指出", "强调", "坚称", "声称", "宣布", "说", "透露", "警告",
     "指责", "承认", "否认", "呼吁", "表示")
)  # fmt: skip
_PERFORMED = re.compile(
    "[感祝欢支哀慰同满遗愤关,。;]|感谢|高度|衷心|沉痛|深切|诚挚|热烈|由衷|强烈|亲切|崇高|坚决|严重|极大|万分"
    "|不满|不服|理解|认可|赞赏|敬意|肯定|服从|认罪|反对|谴责|抗议|悲痛|惋惜|歉意|抱歉|质疑|担忧|尊重|怀疑"
)
# 致函欧盟|指出: to whom somebody turns, says nothing
_ADDRESSED = re.compile("(?:致函|致电|致信|敦促|要求|呼吁|警告|会见|访问|对|向|告诉|通知)$")
_REACH = 400
"""How many characters before a verb of saying its subject is looked for."""
_SIGNED = 40
"""How far before a name the bracket of its byline opens."""
_PHRASE = 60
"""Length of the longest phrase that a group or a body stands in."""


class Stage:
    """The article's people and bodies, as they may speak."""

    def __init__(self, document: Document, facts: list[Fact], marks: list[tuple[int, int]]) -> None:
        self.text = document.folded
        people = (f for f in facts if f.kind == "person" and not self._signs(f))
        self.people = sorted(people, key=lambda f: f.start)
        self.bodies = sorted((f for f in facts if f.kind == "organisation"), key=lambda f: f.start)
        self.person_starts = [f.start for f in self.people]
        self.body_starts = [f.start for f in self.bodies]
        self.marks = marks
        self.mark_starts = [start for start, _ in marks]
        self.stops = [match.end() for match in _SENTENCE_END.finditer(self.text)]
        self.lines = [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        self.spoke: list[tuple[int, Speaker]] = []

    def _signs(self, person: Fact) -> bool:
        """Whether the person only signs: behind the brackets of a byline somebody else speaks."""
        opened = self.text.rfind("(", max(person.start - _SIGNED, 0), person.start)
        return person.rule == "people.byline" and self.text.find(")", opened, person.start) < opened

    def mark_at(self, at: int) -> tuple[int, int] | None:
        """The quotation that holds the offset."""
        number = bisect_right(self.mark_starts, at) - 1
        if number >= 0 and self.marks[number][1] > at:
            return self.marks[number]
        return None

    def line_before(self, at: int) -> int:
        """Where the line begins that holds the offset; the first one for what is before all."""
        return self.lines[max(bisect_right(self.lines, at) - 1, 0)]

    def sentence_start(self, at: int) -> int:
        """Where the sentence begins that holds the offset; quotations before it are left out."""
        text = self.text
        stop = bisect_right(self.stops, at) - 1
        start = self.stops[stop] if stop >= 0 else 0
        number = bisect_left(self.mark_starts, at) - 1
        if (
            number >= 0
            and start < self.marks[number][1] <= at
            and text[self.marks[number][1] - 2] in "。!?,…"
        ):
            start = self.marks[number][1]
        return start

    def _between(self, facts: list[Fact], starts: list[int], begin: int, end: int) -> list[Fact]:
        return [
            f for f in facts[bisect_left(starts, begin) : bisect_left(starts, end)] if f.end <= end
        ]

    def subject(self, verb: int, begin: int) -> Speaker | None:
        """Who governs the verb at an offset, looked for from `begin` on."""
        speaker = self._subject(verb, begin)
        if speaker is None:
            return None
        addressee = _ADDRESSEE.search(self.text, max(begin, verb - 16), verb + 6)
        if addressee and addressee.start() <= verb:
            speaker = speaker._replace(addressee=addressee[1])
        if (verb, speaker) not in self.spoke[-1:]:
            insort(self.spoke, (verb, speaker), key=lambda said: said[0])
        return speaker

    def _subject(self, verb: int, begin: int) -> Speaker | None:
        text = self.text
        begin = max(begin, verb - _REACH)
        clause = max(text.rfind(mark, begin, verb) for mark in ",;:") + 1
        clause = max(clause, begin)
        people = [
            f
            for f in self._between(self.people, self.person_starts, begin, verb)
            if not self.object(f)
        ]
        near = [f for f in people if f.start >= clause]
        if near:
            return self.person(self.of(near))
        pronoun = _PRONOUN.search(text, max(clause, verb - _PHRASE), verb)
        if pronoun or text[clause : clause + 1] in ("他", "她"):
            return self.before(begin) if not people else self.person(people[0])
        body = self.body(clause, verb)
        if body:
            return body
        if people:
            return self.person(people[0])
        if clause > begin:
            return self.body(begin, verb)
        return None

    def only(self, begin: int, end: int) -> Speaker | None:
        """The one person of a stretch, where it names one."""
        people = self._between(self.people, self.person_starts, begin, end)
        if not people:
            return None
        chosen = self.of(people)
        if len({person.name for person in people}) > 1 and chosen is people[0]:
            return None
        return self.person(chosen)._replace(confidence=0.7)

    def acting(self, begin: int, at: int) -> Speaker | None:
        """The one whom a sentence is about that leads to what is said, without a verb of saying:
        他把年华都献给了西部：“…”."""
        if self.text[begin : begin + 1] in ("他", "她"):
            return self.before(begin)
        return self.only(begin, at)

    def of(self, people: list[Fact]) -> Fact:
        """The first of a clause's people, or whom he only tells apart: 特朗普的律师朱利安尼."""
        first = people[0]
        for person in people[1:]:
            between = self.text[first.end : person.start]
            if not between.startswith("的") or len(between) > 14:
                break
            first = person
        return first

    def object(self, person: Fact) -> bool:
        """Whether the person is spoken to."""
        text = self.text
        lead = text[max(person.start - 3, 0) : person.start]
        if lead.endswith("据"):
            return False
        role = len(person.role or "")
        earlier = text[max(person.start - role - 3, 0) : max(person.start - role, 0)]
        return bool(
            _OBJECT.search(lead)
            or (role and _OBJECT.search(earlier) and not earlier.endswith("据"))
        )

    def body(self, begin: int, verb: int) -> Speaker | None:
        """An organisation, or a group named by what it is, that ends before the verb."""
        text = self.text
        bodies = self._between(self.bodies, self.body_starts, begin, verb)
        begin = self.bounded(begin, verb)
        phrase = text[begin:verb]
        quoted = QUOTED.search(phrase)
        if quoted:
            return self.quoted(begin + quoted.start("who"), begin + quoted.end("who"), bodies)
        bare = without_adverbials(phrase)
        group = GROUP.search(bare) if ends_as_group(bare) else None
        held = HELD.search(group[1]) if group else None
        if group and (held is None or held[1]):
            # 年底召开的|中央经济工作会议
            start = held.end() if held else 0
            return self.group(begin + group.start(1) + start, begin + len(bare), bodies)
        for fact in reversed(bodies):
            if _ADDRESSED.search(text[max(fact.start - 2, 0) : fact.start]):
                continue
            if fact.end == begin + len(bare) or fact.end == verb:
                return Speaker(
                    fact.name or fact.text, "organisation", None, fact.name, confidence=0.9
                )
        return None

    def quoted(self, start: int, end: int, bodies: list[Fact]) -> Speaker:
        """The body whose words another passes on."""
        inside = [f for f in bodies if f.start >= start]
        if inside and inside[-1].end == end:
            name = inside[-1].name or inside[-1].text
            return Speaker(name, "organisation", None, inside[-1].name, confidence=0.8)
        return Speaker(self.text[start:end], "group", self.text[start:end], None, confidence=0.8)

    def bounded(self, begin: int, verb: int) -> int:
        """`begin`, or so near before the verb that no title is cut."""
        near = max(begin, verb - _PHRASE)
        close, title = self.text.find("》", near, verb), self.text.find("《", near, verb)
        if close < 0 or 0 <= title < close:
            return near
        return max(begin, near - _PHRASE)

    def group(self, start: int, end: int, bodies: list[Fact]) -> Speaker:
        """The group that ends at an offset, with the body before it that it belongs to."""
        text = self.text
        pointed = POINTED.fullmatch(text, start, end)
        meant = self.meant(pointed[1], start) if pointed else None
        if meant:
            return meant
        inside = [f for f in bodies if f.end <= end]
        inside = [f for f in inside if not (f.start and text[f.start - 1] in '“("')]
        if not inside:
            name = re.sub("^(?:的|据|而|对此|但|同时)", "", text[start:end])
            return Speaker(name, "group", name or None, None, confidence=0.8)
        body = inside[-1]
        # what stands in brackets behind the body's name is no part of the group's
        role = re.sub(r"^\([^)]*\)", "", text[body.end : end]).strip("的》")
        return Speaker(body.text + role, "group", role or None, body.name, confidence=0.8)

    def meant(self, noun: str, at: int) -> Speaker | None:
        """The body that 该公司 or 该院 points back at: the last of its kind."""
        number = bisect_left(self.body_starts, at)
        for fact in reversed(self.bodies[max(number - 12, 0) : number]):
            name = fact.name or fact.text
            firm = noun in ("公司", "集团", "企业") and fact.details.get("type") == "company"
            if firm or name.endswith(noun):
                return Speaker(name, "organisation", None, name, confidence=0.8)
        return None

    def person(self, fact: Fact) -> Speaker:
        """The person of a mention as a speaker."""
        return Speaker(fact.name or fact.text, "person", fact.role, fact.organisation)

    def before(self, at: int) -> Speaker | None:
        """Whom a pronoun at the head of a sentence means: the last who spoke, or was named."""
        line = self.lines[max(bisect_right(self.lines, at) - 2, 0)]
        spoke = self.last_speaker(at, line)
        number = bisect_left(self.person_starts, at) - 1
        near = self.people[number] if number >= 0 and self.people[number].start >= line else None
        if spoke and spoke.kind == "person":
            acts = self.acts(at)
            if acts and (acts.name or acts.text) != spoke.name:
                return self.person(acts)._replace(confidence=0.8)
            return spoke._replace(addressee=None, confidence=0.9)
        if near:
            return self.person(near)._replace(confidence=0.8)
        return spoke._replace(addressee=None, confidence=0.7) if spoke else None

    def acts(self, at: int) -> Fact | None:
        """The one person that the sentence before an offset is about, where nobody speaks in it."""
        number = bisect_right(self.stops, at) - 1
        begin = self.stops[number - 1] if number > 0 else 0
        end = self.stops[number] if number >= 0 else 0
        if number < 0 or at - end > 2 or self.last_speaker(at, begin):
            return None
        people = [
            fact
            for fact in self._between(self.people, self.person_starts, begin, end)
            if not self.object(fact)
        ]
        return people[0] if len({fact.name for fact in people}) == 1 else None

    def last_speaker(self, at: int, since: int) -> Speaker | None:
        """The last who spoke before an offset and not before another."""
        number = bisect_left(self.spoke, at, key=lambda said: said[0]) - 1
        if number >= 0 and self.spoke[number][0] >= since:
            return self.spoke[number][1]
        return None

    def labelled(self, colon: int, begin: int) -> Speaker | None:
        """王刚：“…”: a person directly before the colon."""
        people = self._between(self.people, self.person_starts, begin, colon)
        if people and colon - people[-1].end <= 1:
            return self.person(people[-1])
        return None

    def governs(self, verb: re.Match[str]) -> bool:
        """Whether the verb takes a statement without a comma between them."""
        text, end = self.text, verb.end()
        if verb[0] not in _DIRECT_VERBS or not "一" <= text[end : end + 1] <= "鿿":
            return False
        if verb[0] in ("表示", "宣布", "呼吁") and _PERFORMED.match(text, end):
            return False
        return end + 8 <= len(text) and _COMMA.search(text, end, end + 8) is None
