"""Who governs a verb of saying."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort

from ingest.facts.document import Document
from ingest.facts.late import late
from ingest.facts.speech.bodies import Bodies
from ingest.facts.speech.speaker import Speaker
from ingest.facts.speech.speaker_words import (
    ADDRESSEE,
    AGAIN,
    IN_HIS_EYES,
    SOME,
    ends_as_group,
    without_adverbials,
)
from ingest.facts.speech.standing import first_of, is_spoken_to, leading, signs
from ingest.model import Fact

_SENTENCE_END = re.compile("[。!?\n]")
_LINE_END = re.compile("\n+")
_PRONOUN = re.compile("(?:^|[,:; ])(?:他|她)(?!们|的|国|人)|的[他她]$")
_CITED = late("(?:援引|引述|引用)[他她]的")
# 李奶奶|的儿子
_KIN = late(
    "(?:儿子|女儿|妻子|丈夫|父亲|母亲|弟弟|哥哥|姐姐|妹妹|孙子|孙女|老伴|律师)[一-鿿·]{0,4}"
)
# 另一位经营户: one who is not named, and is meant by 她 next
_ONE_OF = late("^(?:[另还]?有?)?一[位名]|女士|先生|师傅|经理$")
_OF_HIS = late("(?:先生|女士|同志)?的(?P<who>[一-鿿]{1,8})")
_HE = re.compile("[ \u3000]?[他她]们?(?![们的国人])")
# mericle|表示: a subject in letters that is nobody known
_IN_LETTERS = late("[a-z][a-z .'-]{1,30}")
_REACH = 400
"""How many characters before a verb of saying its subject is looked for."""
_PHRASE = 60
"""Length of the longest phrase that a group or a body stands in."""


class Stage:
    """The article's people and bodies, as they may speak."""

    def __init__(self, document: Document, facts: list[Fact], marks: list[tuple[int, int]]) -> None:
        self.text = document.folded
        people = (f for f in facts if f.kind == "person" and not signs(self.text, f))
        self.people = sorted(people, key=lambda f: f.start)
        self.bodies = Bodies(self.text, facts)
        self.person_starts = [f.start for f in self.people]
        self.marks = marks
        self.mark_starts = [start for start, _ in marks]
        self.stops = [match.end() for match in _SENTENCE_END.finditer(self.text)]
        self.lines = [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        self.spoke: list[tuple[int, Speaker]] = []

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

    def _people(self, begin: int, end: int) -> list[Fact]:
        """The people that a stretch names."""
        starts = self.person_starts
        inside = self.people[bisect_left(starts, begin) : bisect_left(starts, end)]
        return [person for person in inside if person.end <= end]

    def _who_may_speak(self, begin: int, end: int) -> list[Fact]:
        """The people that a stretch names without those who are spoken to."""
        return [one for one in self._people(begin, end) if not is_spoken_to(self.text, one)]

    def subject(self, verb: int, begin: int) -> Speaker | None:
        """Who governs the verb at an offset, looked for from `begin` on."""
        speaker = self._subject(verb, begin)
        if speaker is None:
            return None
        addressee = ADDRESSEE.search(self.text, max(begin, verb - 16), verb + 6)
        if addressee and addressee.start() <= verb:
            speaker = speaker._replace(addressee=addressee[1])
        if (verb, speaker) not in self.spoke[-1:]:
            insort(self.spoke, (verb, speaker), key=lambda said: said[0])
        return speaker

    def _subject(self, verb: int, begin: int) -> Speaker | None:
        text = self.text
        begin = max(begin, verb - _REACH)
        begin = max(begin, text.rfind(";", begin, verb) + 1)
        clause = max(text.rfind(mark, begin, verb) for mark in ",;:") + 1
        clause = max(clause, begin)
        people = self._who_may_speak(begin, verb)
        near = [f for f in people if f.start >= clause]
        if near:
            who = first_of(self.text, near)
            return self.his(who, verb) or self.person(who)
        if _CITED.search(text, clause, verb):
            return self.before(begin)
        pronoun = _PRONOUN.search(text, max(clause, verb - _PHRASE), verb)
        if pronoun or _HE.match(text, clause):
            said = self.last_speaker(clause, begin)
            if said and said.kind == "person":
                return said._replace(addressee=None, confidence=0.9)
            return self.before(begin) if not people else self.person(people[0])
        if text.startswith("对方", clause):
            return self.other_side(begin, clause)
        body = self.bodies.speaker(clause, verb)
        if body:
            return body
        if people and _IN_LETTERS.fullmatch(without_adverbials(text[clause:verb])):
            return None
        if SOME.search(text, max(clause, verb - 12), verb):
            return None  # 更有人|指出
        acting = self.bodies.acting(clause, verb)
        if acting or people:
            who = leading(self.text, people, clause)
            return acting or self.his(who, clause - 1) or self.person(who)
        if clause > begin:
            return self.bodies.speaker(begin, verb) or self.goes_on(begin, clause, verb)
        return self.goes_on(begin, clause, verb)

    def other_side(self, begin: int, clause: int) -> Speaker | None:
        """Whom 对方 means: the body or the one without a name that has spoken last, never whom the
        article is about."""
        last = self.last_speaker(clause, self.line_before(begin))
        known = last is None or last.kind == "person" or self.anybody(begin, clause)
        return None if known or last is None else last._replace(addressee=None, confidence=0.8)

    def goes_on(self, begin: int, clause: int, verb: int) -> Speaker | None:
        """Who speaks where the verb's own clause has no subject."""
        text = self.text
        again = AGAIN.fullmatch(text, clause, verb)
        if again:  # …，并说 goes on in its sentence, 随后又说 in its paragraph
            since = self.line_before(begin) if again["then"] and clause <= begin + 1 else begin
            last = self.last_speaker(clause, since)
            if last:
                return last._replace(addressee=None, confidence=0.8)
        subject = without_adverbials(text[clause:verb])
        if subject:
            return self.called(subject) if len(subject) == 1 else None
        return self.bodies.opening(begin, clause)

    def named_at(self, at: int) -> Speaker | None:
        """The person whose name begins at an offset."""
        number = bisect_left(self.person_starts, at)
        fact = self.people[number] if number < len(self.people) else None
        return self.person(fact) if fact and fact.start == at else None

    def called(self, surname: str) -> Speaker | None:
        """卓再|答: the only one of the article who bears a surname."""
        names = {fact.name or fact.text for fact in self.people}
        bearers = [name for name in names if name.startswith(surname) and 1 < len(name) < 4]
        if len(bearers) != 1:
            return None
        fact = next(fact for fact in self.people if (fact.name or fact.text) == bearers[0])
        return self.person(fact)._replace(confidence=0.8)

    def his(self, person: Fact, verb: int) -> Speaker | None:
        """陈奶奶的女儿: somebody told by whose he is."""
        text = self.text
        rest = without_adverbials(text[person.end : verb])
        if _KIN.fullmatch(rest):  # 塞蒂恩|儿子拉罗
            return Speaker(text[person.start : person.end] + rest, "group", confidence=0.7)
        told = _OF_HIS.fullmatch(rest)
        if told is None or not ends_as_group(rest):
            return None
        name = text[person.start : person.end] + rest
        return Speaker(name, "group", told["who"], confidence=0.8)

    def anybody(self, begin: int, end: int) -> bool:
        """Whether a stretch names somebody."""
        return bool(self._people(begin, end))

    def first_of(self, begin: int, end: int) -> Fact | None:
        """The first person of a stretch that may speak."""
        return next(iter(self._who_may_speak(begin, end)), None)

    def only(self, begin: int, end: int) -> Speaker | None:
        """The one person of a stretch, where it names one."""
        people = self._who_may_speak(begin, end)
        if not people:
            return None
        regarded = [p for p in people if IN_HIS_EYES.match(self.text, p.end)]
        if regarded:
            return self.person(regarded[-1])._replace(confidence=0.7)
        chosen = first_of(self.text, people)
        if len({person.name for person in people}) > 1 and chosen is people[0]:
            return None
        return self.person(chosen)._replace(confidence=0.7)

    def acting(self, begin: int, at: int) -> Speaker | None:
        """The one whom a sentence is about that leads to what is said, without a verb of saying:
        他把年华都献给了西部：“…”."""
        if self.text[begin : begin + 1] in ("他", "她"):
            return self.before(begin)
        return self.only(begin, at)

    def person(self, fact: Fact) -> Speaker:
        """The person of a mention as a speaker."""
        return Speaker(fact.name or fact.text, "person", fact.role, fact.organisation)

    def before(self, at: int) -> Speaker | None:
        """Whom a pronoun at the head of a sentence means: the last who spoke, or was named."""
        line = self.lines[max(bisect_right(self.lines, at) - 2, 0)]
        spoke = self.last_speaker(at, line)
        number = bisect_left(self.person_starts, at) - 1
        near = self.people[number] if number >= 0 and self.people[number].start >= line else None
        if spoke and spoke.kind == "group" and _ONE_OF.search(spoke.name):
            return spoke._replace(addressee=None, confidence=0.8)
        acts = self.acts(at) or self.told_of(at)
        if spoke and spoke.kind == "person":
            if acts and (acts.name or acts.text) != spoke.name:
                return self.person(acts)._replace(confidence=0.8)
            return spoke._replace(addressee=None, confidence=0.9)
        if near:
            return self.person(acts or near)._replace(confidence=0.8)
        return spoke._replace(addressee=None, confidence=0.7) if spoke else None

    def acts(self, at: int) -> Fact | None:
        """The one person that the sentence before an offset is about, where nobody speaks in it:
        the only one that it names, or whose name it begins with. What is quoted directly before
        the offset is passed over."""
        quoted = self.mark_at(at - 1)
        at = quoted[0] if quoted and quoted[1] == at else at
        number = bisect_right(self.stops, at) - 1
        begin = self.stops[number - 1] if number > 0 else 0
        end = self.stops[number] if number >= 0 else 0
        if number < 0 or at - end > 2 or self.last_speaker(at, begin):
            return None
        people = self._who_may_speak(begin, end)
        if not people:
            return None
        alone = len({fact.name for fact in people}) == 1
        begins = people[0].start - begin <= 1 and self.text[people[0].end] not in "、和与及,"
        return people[0] if alone or begins else None

    def told_of(self, at: int) -> Fact | None:
        """The only one whom a paragraph names before an offset, where nobody has spoken in it."""
        begin = self.line_before(at)
        if self.last_speaker(at, begin):
            return None
        people = [one for one in self._who_may_speak(begin, at) if not self.mark_at(one.start)]
        return people[-1] if len({fact.name for fact in people}) == 1 else None

    def last_speaker(self, at: int, since: int) -> Speaker | None:
        """The last who spoke before an offset and not before another."""
        number = bisect_left(self.spoke, at, key=lambda said: said[0]) - 1
        if number >= 0 and self.spoke[number][0] >= since:
            return self.spoke[number][1]
        return None

    def labelled(self, colon: int, begin: int) -> Speaker | None:
        """王刚：“…”: a person directly before the colon."""
        people = self._people(begin, colon)
        if people and colon - people[-1].end <= 1:
            return self.person(people[-1])
        return None
