"""The numbers of a clause, one after the other, each with what it is about."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.facts.context.asked import Asked
from ingest.facts.context.attribution import Source, Sources
from ingest.facts.context.carried import Sentence
from ingest.facts.context.counting.counters import counts_itself
from ingest.facts.context.counting.how_counted import as_counted, as_listed, as_looked_at
from ingest.facts.context.in_turn.given_out import InTurn, with_shared_noun
from ingest.facts.context.in_turn.members import PAIRS
from ingest.facts.context.in_turn.under_heading import under_heading
from ingest.facts.context.measures.brackets import aside, in_bracket, owner
from ingest.facts.context.measures.growth import CHANGES
from ingest.facts.context.measures.prices import as_price
from ingest.facts.context.measures.read_before import read_before
from ingest.facts.context.measures.shares import implied_total
from ingest.facts.context.measures.subject import about, without_owner
from ingest.facts.context.phrases.actors import ACTOR
from ingest.facts.context.phrases.persons import is_person
from ingest.facts.context.phrases.whole_names import in_turn_alike, whole_names
from ingest.facts.context.places.scope import Where, where_of
from ingest.facts.context.places.where import Places
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.context.stored import Context, with_context
from ingest.facts.context.subjects.accounts import Accounts
from ingest.facts.context.subjects.inheritance import Inheritance
from ingest.facts.context.subjects.possessions import BY_THE_WAY, OF_FIRMS, OF_MEASURES
from ingest.facts.context.subjects.subject_names import SubjectNames
from ingest.facts.context.subjects.told import Told
from ingest.facts.context.subjects.told_of import ToldOf
from ingest.facts.context.subjects.topic import Topics
from ingest.facts.context.times.dating import Dating
from ingest.facts.context.times.when import Times
from ingest.facts.context.wording import of_same_cities
from ingest.facts.document import Document
from ingest.facts.phrases import mask
from ingest.facts.words import PLACE, QUANTITY
from ingest.model import Fact
from ingest.script import fold

_REACH = 120
"""How far from a number a clause can speak of it: bounds the work on text without marks."""
_BETWEEN = frozenset("至到")
_MOVED = re.compile("(?:^|[^一-鿿]|[并已再可又还先后])[将把]$")
"""Before what something is done to: 将水库溢洪道底板由118米提至120.5米."""
_AMONG = re.compile("[之当]?中(?=[,有近约超仅只大多最]|年龄|[0-9])")
_QUOTING = frozenset("报收涨跌")
_LIVED = ("享年", "终年", "卒年")
"""How old somebody became."""


class Clauses:
    """Reads the clauses of an article in their order; what is told stays for later ones."""

    def __init__(self, document: Document, facts: list[Fact]) -> None:
        self.document, self.facts = document, facts
        self.folded = document.folded
        masked = mask(self.folded, facts)
        self.places = Places(self.folded, masked, facts, document)
        self.masked = in_turn_alike(whole_names(masked))
        self.times = Times(self.folded, facts, document.published)
        self.sources = Sources(self.folded, facts)
        self.accounts = Accounts(self.folded, facts)
        self.names = SubjectNames(document.text, self.folded, self.masked, facts)
        self.topics = Topics(document.text, self.masked, self.names)
        self.inheritance = Inheritance(
            document.text, self.masked, self.names, self.places, self.topics
        )
        self.told_of = ToldOf(self.names, self.places)
        self.turns = InTurn(self.masked, document, self.names, self.places, self.times)
        self.noun: str | None = None
        """What the last number counts, where a noun stands beside it."""
        self.dating = Dating(document, facts, self.masked, self.times)
        self.told: dict[int, Fact] = {}
        """The better facts, by their number in the list."""

    def read(self, clause: Span, numbers: list[int], sentence: Sentence) -> None:
        """Tells what the numbers of a clause are about."""
        facts = [self.facts[number] for number in numbers]
        turns = self.turns.given(clause, facts)
        for place, number in enumerate(numbers):
            fact = facts[place]
            left = facts[place - 1].end if place else clause[0]
            right = facts[place + 1].start if place + 1 < len(facts) else clause[1]
            around = max(clause[0], fact.start - _REACH), min(clause[1], fact.end + _REACH)
            sight = Sight(
                self.document.text, self.masked, fact, around,
                max(left, around[0]), min(right, around[1]),
                read_before(self.masked, sentence, fact, clause), sentence.last_fact,
            )  # fmt: skip
            self.told[number] = self._quantity(sight, sentence, turns.get(fact.start))
            sentence.last_number = number
        row = [number for number, fact in zip(numbers, facts, strict=True) if fact.start in turns]
        if len(row) > 1 and self.noun:
            self.told.update(with_shared_noun(self.folded, self.told, row, self.noun))

    def _quantity(self, sight: Sight, sentence: Sentence, turn: tuple[int, int] | None) -> Fact:
        """The fact with its context; `turn` is its place among those that 分别 gives out."""
        fact, read = sight.fact, self._about(sight, sentence)
        listed = self.turns.place(sight, turn)
        where = self._where(sight, sentence, read, listed)
        source = self.sources.quoted(fact) or self._source(sentence, fact)
        asked = Asked(read, sight, sentence, where, source)
        doer = self.inheritance.doer(asked)
        if where is not None and listed is None and self.accounts.are_of(read, doer):
            where = self.places.of(sentence.span, sight.clause, fact, sentence.carried.place, False)
        last = sentence.read[-1].subject if sentence.read else None
        subject = of_same_cities(self.told_of.subject(asked, doer), last)
        own, own_read = subject, read
        if turn is not None and turn[1] > 1:
            place = listed.name or listed.text if listed else None
            own_read, own = self.turns.read(sight, sentence, read, turn, place, subject)
        self.noun = own_read.noun
        details = {}
        if not self._is_aside(sentence, fact):
            details = implied_total(fact, read, sentence.last_fact)
            self._leave(asked, doer, subject)
            sentence.read.append(Told(fact, own_read, own, turn[1] if turn else 0))
            if fact.kind != "percent" or fact.direction is None:
                sentence.told.append(sentence.read[-1])
        time = self.turns.time(sight, sentence.span, turn) if own == subject and turn else None
        time = time or self.dating.of(fact, sentence, own_read.measure)
        context = Context(own_read, own, where, time, source, details)
        return with_context(sight, context, self.names, self.document.published)

    def _about(self, sight: Sight, sentence: Sentence) -> About:
        """What the clause says that the number is about."""
        bracketed = in_bracket(sight)
        if bracketed is not None:
            return bracketed
        read = aside(sight, sentence.last) if sentence.last else None
        if read is None:
            read = as_counted(sight, without_owner(sight, about(sight)))
            if read.subject is None and read.rule == "measured.head":
                read = replace(read, subject=owner(self.masked, sight.fact.start))
        if sentence.by is not None:
            read = as_looked_at(sight, read, sentence.by)
        read = as_price(sight, as_listed(sight, read, sentence.read), sentence.read)
        if ":" in self.masked[sentence.span[0] : sight.fact.start]:
            read = under_heading(sight, read, sentence.span)
        if not read.subject and sight.is_part:
            read = replace(read, inherits=True)
        return read

    def _where(
        self, sight: Sight, sentence: Sentence, read: About, listed: Fact | None
    ) -> Where | None:
        """The place that the number belongs to: that of its turn before all others."""
        if listed:
            return where_of(listed)
        if self._is_nowhere(read):
            return None
        inherits = not self.accounts.hold(read)
        carried = sentence.carried.place
        return self.places.of(sentence.span, sight.clause, sight.fact, carried, inherits)

    def _leave(self, asked: Asked, doer: str | None, subject: str | None) -> None:
        """Leaves to the numbers that follow what this one is about."""
        read, fact, sentence = asked.read, asked.sight.fact, asked.sentence
        moved = read.subject is not None and _MOVED.search(
            self.masked, max(0, read.subject[0] - 2), read.subject[0]
        )
        if doer and self.inheritance.own and not moved and not self.names.is_lone(doer):
            self._now_about(sentence, read, doer)
            self.names.told.append(doer)
        if fact.dimension in ("count", "people", "area") and fact.kind == "figure":
            named = subject if subject and not self.names.is_known(subject) else None
            named = self.names.thing(read.noun) or named
            sentence.counted_things = (named, fact.unit or "") if named else None
            if named and fact.dimension == "count" and not is_person(named):
                sentence.works = named
        if read.rule != "measured.head":
            counts = fact.dimension == "count" and not counts_itself(fact)
            sentence.thing = read.noun if counts else None
        if read.rule == "counted.place" and read.subject is None and not sentence.fresh:
            doer = None  # 向57名学生 | 发放补助金3万元: they do nothing
        if fact.kind != "figure":
            doer = subject  # 深圳市120家企业收入4亿元，同比增长 | 5%
        sentence.last, sentence.last_subject, sentence.last_fact = read, doer, fact
        sentence.reopened = False
        sentence.last_counted = subject if subject != doer else None
        things = read.noun if subject and read.noun and ACTOR.search(fold(read.noun)) else None
        if things and self.told_of.only_tells_how_many(read, subject, doer):
            # 共有养老机构81个，| 收养4264人: those that there are do what comes next
            if not sentence.fleeting:
                sentence.lasting = sentence.topic
            sentence.topic, sentence.fresh, sentence.unopened = subject, True, None
            sentence.counted = sentence.fleeting = True
        if read.noun and read.rule != "counted.owner" and self._is_group(fact, read.noun):
            sentence.topic, sentence.fresh, sentence.unopened = read.noun, True, None
            sentence.counted = sentence.fleeting = False

    def _is_group(self, fact: Fact, noun: str) -> bool:
        """590名 | 被告人中，582名…: whether the numbers that follow are of some of those."""
        begin = self.folded.find(fold(noun), fact.end, fact.end + len(noun) + 2)
        return begin >= 0 and _AMONG.match(self.folded, begin + len(noun)) is not None

    def _is_aside(self, sentence: Sentence, fact: Fact) -> bool:
        """68户农户(其中 | 7户贫困户), 2505例(出院 | 1421例): what is told in brackets of those just
        counted leaves nothing to what follows."""
        opened = self.masked.rfind("(", sentence.span[0], fact.start)
        if opened < 0 or opened < self.masked.rfind(")", sentence.span[0], fact.start):
            return False
        counted = self.masked[opened - 1] == QUANTITY and fact.dimension in ("count", "people")
        return counted or self.masked.startswith("(其中", opened)

    def _is_nowhere(self, read: About) -> bool:
        """Whether a number is of no one place: 享年85岁; 成都至昆明 | 7.5小时."""
        if read.measure in _LIVED:
            return True
        if read.subject is None or self.masked[slice(*read.subject)].strip(PLACE):
            return False
        return not _BETWEEN.isdisjoint(self.folded[slice(*read.subject)])

    def _now_about(self, sentence: Sentence, read: About, subject: str) -> None:
        """The sentence goes on about the subject; a noun that one measure was of does not last."""
        acts = read.subject is None or self.topics.acts(read.subject)
        known = self.names.is_known(subject)
        if not acts or (read.rule in BY_THE_WAY and not (known or self._is_quoted(read))):
            # What is counted (2名党员获表彰) or only described does not do what comes next.
            if self._is_grown_part(sentence, read):
                sentence.unopened = None
                return
            self.topics.open_now(sentence, read)
            if sentence.topic is None or sentence.counted or not sentence.fresh:
                sentence.topic, sentence.counted = subject, True
            sentence.fresh = True
            return
        fleeting = read.rule in OF_MEASURES and not known
        fleeting = fleeting and OF_FIRMS.match(fold(read.base or "")) is None
        if fleeting and not sentence.fleeting:
            sentence.lasting = sentence.topic
        if subject.endswith(tuple(PAIRS)) and len(subject) > len("汽车产"):
            subject = subject[:-2]  # 新能源汽车 | 产销 | 分别完成…
        sentence.topic, sentence.fresh, sentence.unopened = subject, True, None
        sentence.counted = False
        sentence.fleeting = fleeting

    def _is_grown_part(self, sentence: Sentence, read: About) -> bool:
        """其中，城市 | 上涨2.0%，…；服务价格上涨0.8%: a part has no more than that."""
        at = read.subject[0] if read.subject is not None else 0
        part = self.masked.rfind("其中", sentence.span[0], at) >= 0
        return part and read.rule == "measured.noun" and (read.measure or "").endswith(CHANGES)

    def _is_quoted(self, read: About) -> bool:
        """深证成指 | 报11208点, 甲股 | 涨3%: whatever is quoted is spoken of on."""
        at = read.subject[1] if read.subject is not None else 0
        return read.rule == "measured.noun" and self.masked[at] in _QUOTING

    def _source(self, sentence: Sentence, fact: Fact) -> Source | None:
        told = (one for one in reversed(sentence.sources) if one.start <= fact.start)
        before = next(told, None)
        carried = sentence.carried.source
        if before and before.source_type == "report" and carried is not None:
            return carried  # 报告显示: the report of the agency that was named before
        return before or carried
