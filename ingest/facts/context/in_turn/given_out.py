"""Whose turn each number is in what 分别, or a row of changes, gives out."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from ingest.facts.context.carried import Sentence
from ingest.facts.context.counting.counters import RESULTS
from ingest.facts.context.in_turn.earlier_lists import Listed, earlier_list, list_in, ranked_by
from ingest.facts.context.in_turn.partners_in_turn import Partners, partners_in
from ingest.facts.context.in_turn.terms import Terms, terms_in
from ingest.facts.context.in_turn.times_in_turn import times_in_turn
from ingest.facts.context.in_turn.turns import list_before, of_one, own_read, row
from ingest.facts.context.measures.growth import CHANGES
from ingest.facts.context.measures.growth import changed as grown
from ingest.facts.context.measures.measure import split
from ingest.facts.context.places.scope import CHINA
from ingest.facts.context.places.where import Places
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.context.subjects.subject_names import SubjectNames
from ingest.facts.context.times.moments import When
from ingest.facts.context.times.when import Times
from ingest.facts.context.wording import in_turn
from ingest.facts.document import Document
from ingest.facts.late import late
from ingest.facts.phrases import MEMBERS, strip_cues
from ingest.facts.words import DATE, QUANTITY
from ingest.model import Fact
from ingest.records import changed
from ingest.script import fold

_LONGEST_LIST = 20
_LEADS = late("[增升降减提涨跌扩缩][一-鿿]{0,2}[到至为]")
_WHERE = ("在", "于", "到", "从")
"""Behind 分别, before places that no number is given to: 分别在上水、粉岭拘捕8人."""


def with_shared_noun(
    folded: str, told: dict[int, Fact], row: list[int], noun: str
) -> dict[int, Fact]:
    """分别获得32枚、28枚和25枚 | 金牌: what only the last number of a row says it counts."""
    *others, last = (told[number] for number in row)
    shared: dict[int, Fact] = {}
    behind = last
    for number, fact in zip(reversed(row[:-1]), reversed(others), strict=True):
        joined = folded[fact.end : behind.start] in _JOINTS and fact.unit == last.unit
        if not joined or not folded.startswith(("的", fold(noun)), last.end):
            return {}
        told_of = {"measure": last.measure, "subject": fact.subject or last.subject}
        shared[number] = changed(fact, told_of)
        behind = fact
    return shared


_JOINTS = ("、", "和", "及", "与", "以及")


def _in_another_unit(sight: Sight, read: About) -> About:
    """出栏分别为73万头、| 18万只: the measure of the one before, whatever it is counted by."""
    one, before = sight.previous, sight.before
    alike = one is not None and one.dimension == sight.fact.dimension == "count"
    if read.rule != "bare.unit" or before is None or not alike or sight.fact.unit in RESULTS:
        return read
    return replace(read, measure=before.measure, base=before.base, rule="bare.listed")


def _counted_before(sight: Sight, sentence: Sentence, turn: tuple[int, int]) -> str | None:
    """小学12所、初中5所，学生分别为8600人和4200人: the things that were counted one by one."""
    told = [one for one in sentence.told if one.fact.start < sight.clause[0]]
    last = told[-turn[1] :]
    things = [one.subject for one in last]
    counted = all(one.fact.dimension == "count" and one.fact.direction is None for one in last)
    apart = len(set(things)) == len(things) == turn[1] == len(told) and None not in things
    other = all(one.fact.unit != sight.fact.unit for one in last)
    return things[turn[0]] if counted and apart and other else None


def _each(facts: list[Fact]) -> int:
    """How many numbers each one gets: 23胜5负、22胜6负 | two."""
    units = [fact.unit for fact in facts]
    for each in (2, 3):
        groups = [facts[at : at + each] for at in range(0, len(facts), each)]
        alike = len(units) > each and units == units[:each] * len(groups)
        if alike and len(set(units[:each])) == each:
            beside = all(one.end == two.start for group in groups for one, two in pairwise(group))
            return each if beside else 1
    return 1


class InTurn:
    """Asked clause by clause, in reading order."""

    def __init__(
        self, masked: str, document: Document, names: SubjectNames, places: Places, times: Times
    ) -> None:
        self.text, self.folded, self.masked = document.text, document.folded, masked
        self.names, self.places, self.times = names, places, times
        self.measures_nothing = False
        """Whether the clause of the last 分别 named no measure of its own."""
        self.listed_times: tuple[Span, list[When]] = (-1, -1), []
        """The times that the sentence gave out last."""

    def given(self, clause: Span, facts: list[Fact]) -> dict[int, tuple[int, int]]:
        """The turn of each number that is given out, and of how many, by the number's offset."""
        at = self._gives(clause)
        where = self.masked.startswith(_WHERE, at + 2) and self.masked[at + 3 : at + 4] != QUANTITY
        if at >= 0 and not (where and not self.masked.startswith("从", at + 2)):
            starts = [fact.start for fact in facts if fact.start > at]
        else:
            starts = row(self.folded, facts)
        if len(starts) >= _LONGEST_LIST:
            return {}
        each = _each([fact for fact in facts if fact.start in starts])
        count = len(starts) // each
        half = len(starts) // 2
        if each == 1 and half > 1 and self._leads(starts[half - 1], starts[half]):
            return {start: (turn % half, half) for turn, start in enumerate(starts)}
        return {start: (turn // each, count) for turn, start in enumerate(starts)}

    def _gives(self, clause: Span) -> int:
        """Where 分别 stands in a clause; -1 where it does not."""
        return self.masked.find("分别", *clause)

    def _leads(self, one: int, other: int) -> bool:
        """分别从50只、60只 | 增长到 | 70只、80只: levels from which and to which."""
        return _LEADS.search(self.masked, one, other) is not None

    def place(self, sight: Sight, turn: tuple[int, int] | None) -> Fact | None:
        """The place that 分别 gives the number."""
        if self._gives(sight.clause) < 0:
            return None
        if turn is not None and self._partners(sight, turn) is not None:
            return None
        own = self.places.in_turn(list_before(self.masked, sight.clause), turn)
        listed = self._earlier(sight, turn) if own is None and turn else None
        if listed is None:
            return own
        return self.places.in_turn((listed.spans[0][0], listed.spans[-1][1]), turn)

    def time(self, sight: Sight, span: Span, turn: tuple[int, int] | None) -> When | None:
        """The time that 分别 gives the number, in the sentence `span`."""
        at = self._gives(sight.clause)
        if turn is None or turn[1] < 2 or at < 0:
            return None
        listed = times_in_turn(self.times, self.masked, (span[0], at), turn[1])
        if listed:
            self.listed_times = span, listed
        elif self.listed_times[0] == span:
            listed = self.listed_times[1]  # 营收分别为…，净利润 | 分别为…: of the same years
        return listed[turn[0]] if len(listed) == turn[1] else None

    def _earlier(self, sight: Sight, turn: tuple[int, int]) -> Listed | None:
        """The list of a clause before, where 分别 gives its members out."""
        at = self._gives(sight.clause)
        alone = turn[1] > 1 and at >= 0 and MEMBERS.search(self.masked, sight.clause[0], at) is None
        return earlier_list(self.masked, self.folded, sight.clause, turn[1]) if alone else None

    def read(
        self,
        sight: Sight,
        sentence: Sentence,
        read: About,
        turn: tuple[int, int],
        place: str | None,
        subject: str | None,
    ) -> tuple[About, str | None]:
        """Measure and subject of the number whose turn it is in what 分别 gives out."""
        read = _in_another_unit(sight, read) if turn[0] else read
        of_terms = self._terms(sight, turn)
        if of_terms is not None:
            measure = (read.measure or "").removeprefix(self.text[slice(*of_terms.span)])
            return replace(read, measure=measure), of_terms.each[turn[0]]
        partners = self._partners(sight, turn)
        if partners is not None:
            base = partners.measures[turn[0]]
            known = sentence.topic if self.names.is_known(sentence.topic) else None
            own = replace(read, measure=grown(sight, base, ""), base=base, noun=None)
            return own, self._trader(partners.trader) if partners.trader else known
        told = own_read(sight, read, subject, turn, sentence.read)
        if told is None:
            return self._of_member(sight, sentence, read, turn, place, subject)
        better, owner = told
        if better.rule == "turn":
            owner = owner or (self._member(better.subject) if better.subject else None)
            done = read.rule == "measured.object" and read.subject is not None and read.verb
            again = turn[0] and subject is not None and sentence.turned[:1] == [subject]
            owner = owner or (subject if done or again else None)  # 公司 | 实现收入和利润分别为…
            owner = self._bare(owner)
            sentence.turned = [*sentence.turned, owner] if turn[0] else [owner]
        thing = owner if owner and not self.names.is_place(owner) else None
        return better, thing or place or owner

    def _of_member(
        self,
        sight: Sight,
        sentence: Sentence,
        read: About,
        turn: tuple[int, int],
        place: str | None,
        subject: str | None,
    ) -> tuple[About, str | None]:
        """Of whom the number is where the list tells subjects alone."""
        member = place or in_turn(subject, turn)
        if member == subject:
            member = self._own(sight, turn) or in_turn(subject, turn, self._listed(sight.clause))
        listed = self._earlier(sight, turn)
        nearer = listed and QUANTITY not in self.masked[listed.spans[-1][1] : sight.clause[0]]
        if member == subject and len(sentence.turned) == turn[1] and not nearer:
            return of_one(read, sentence.turned[turn[0]], turn), sentence.turned[turn[0]]
        counted = None if listed or member != subject else _counted_before(sight, sentence, turn)
        if counted is not None:
            member = counted
        if listed and (nearer or member in (subject, place)):
            read, named = self._measured(sight, read, listed, turn[0])
            member = named if nearer or member in (subject, place) else member
        member = self._bare(member) or subject
        sentence.turned = [*sentence.turned, member] if turn[0] else [member]
        return of_one(read, member, turn), member

    def _terms(self, sight: Sight, turn: tuple[int, int]) -> Terms | None:
        """The terms that 分别 gives the numbers to: 1年期、5年期."""
        start, at = sight.clause[0], self._gives(sight.clause)
        if at < 0 or "期" not in self.folded[start:at]:
            return None
        found = terms_in(self.text, self.folded, start, strip_cues(self.masked, start, at)[0])
        return found if found is not None and len(found.each) == turn[1] else None

    def _partners(self, sight: Sight, turn: tuple[int, int]) -> Partners | None:
        """The partners with whom 分别 tells of trade: 自欧盟、日本进口."""
        start, at = sight.clause[0], self._gives(sight.clause)
        if at < 0 or turn[1] < 2:
            return None
        return partners_in(self.text, self.masked, start, at, turn[1])

    def _trader(self, span: Span) -> str | None:
        """Who trades: a place by its own name, 我国 is China."""
        said = self.text[slice(*span)]
        if self.names.is_scope(span):
            return CHINA.path if said in ("我国", "我國", "全国", "全國") else None
        return self.names.name(span) or said

    def _own(self, sight: Sight, turn: tuple[int, int]) -> str | None:
        """The member of a list that the clause itself opens with."""
        at = self._gives(sight.clause)
        listed = list_in(self.masked, sight.clause[0], at, turn[1]) if at >= 0 else None
        named = [self._member(span) for span in listed.spans] if listed else []
        return named[turn[0]] if named and all(named) else None

    def _bare(self, member: str | None) -> str | None:
        """广东队 | 胡明轩: the one of two names side by side that is meant."""
        known = self.names.words
        if member is None or member in known:
            return member
        two = (at for at in range(2, len(member) - 1) if member[:at] in known)
        return next((member[at:] for at in two if member[at:] in known), member)

    def _measured(
        self, sight: Sight, read: About, listed: Listed, number: int
    ) -> tuple[About, str | None]:
        """The member of an earlier list, and the measure that is told with the list.

        涨幅最大的是甲、乙，| 分别上涨…; 甲指数和乙指数，| 分别上升…
        """
        member = self._member(listed.spans[number])
        if not number:
            self.measures_nothing = read.rule.startswith("bare")
        if not self.measures_nothing:
            return read, member
        span = ranked_by(self.masked, listed.spans) or listed.measure
        if span is None:
            parts = [split(self.masked, *span) for span in listed.spans]
            if not all(part.named for part in parts):
                return read, member
            span, own = parts[number].measure, parts[number].subject
            member = self._member(own) if own[0] < own[1] else None
        base = self.text[slice(*span)]
        measure = base if base.endswith(CHANGES) else grown(sight, base, "")
        return replace(read, measure=measure, base=base), member

    def _member(self, span: Span) -> str | None:
        """A member of a list: a word that says how elsewhere (线上) names one here."""
        start = span[1] - len(self.masked[slice(*span)].lstrip(QUANTITY))
        span = start, span[1]
        said = self.text[slice(*span)]
        plain = 1 < len(said) < 5 and said.isalpha() and self.names.is_scope(span) is False
        plain = plain and DATE not in self.masked[slice(*span)]
        return self.names.name(span) or (said if plain else None)

    def _listed(self, clause: Span) -> str:
        """What the clause says before 分别, or the one before it where that is nothing."""
        start, end = list_before(self.masked, clause)
        return self.text[start:end]
