"""What every quantity is about: subject, measure, place, time and source.

Runs last; a quantity that is told nothing keeps None. The parts: `subject` (what the clause says),
`subject_names` (whom it means), `where`, `when`, `attribution` (who says so).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise

from ingest.facts.changes import with_context
from ingest.facts.context.attribution import Source, Sources
from ingest.facts.context.carried import Paragraph, Sentence
from ingest.facts.context.clause import (
    About,
    Sight,
    Span,
    clause_subject,
    is_aside,
    is_line_by_line,
)
from ingest.facts.context.scope import CHINA, Where
from ingest.facts.context.shares import denominator, implied_total
from ingest.facts.context.subject import about, on_basis
from ingest.facts.context.subject_names import SubjectNames, in_turn, stored_measure
from ingest.facts.context.topic import Topics
from ingest.facts.context.turns import Told, own_read
from ingest.facts.context.when import Times, When, as_of, of_publication
from ingest.facts.context.where import Places
from ingest.facts.document import Document
from ingest.facts.phrases import JOINTS, clause_spans, dateline_end, mask
from ingest.facts.words import PLACE
from ingest.model import Fact
from ingest.records import changed

_REACH = 120
"""How far from a number a clause can speak of it: bounds the work on text without marks."""
_LONGEST_LIST = 20
_ROUTE = re.compile(f"(?<![从由自{PLACE}]){PLACE}{{2,}}[至到]{PLACE}{{2,}}(?=[一-鿿])")
"""成都至昆明 | 运行时间: from where to where, as one name."""
_NARRATIVE = re.compile(f"(?:近日|日前|不久前|当天|当日|眼下|走进|在{PLACE})")
"""Opens a sentence that tells what happened, and so is no longer what was said."""
_SPEAKER = re.compile("[我咱他她其]|本[人店厂村]|店里|村里|家里|这")
"""Opens a sentence that its speaker goes on with."""
_ENDS = frozenset("。!?…")
_OPENING_LINES = 4
"""Title, subtitle, byline: among so many lines the first paragraph is looked for."""
_BY_THE_WAY = ("counted.doer", "counted.relative", "counted.such", "attribute", "extent")
_OF_MEASURES = ("measured.head", "measured.done")
QUANTITIES = ("figure", "money", "percent")


def enrich(document: Document, facts: list[Fact]) -> list[Fact]:
    """The facts with context: the same ones in the same order, quantities and changes told more."""
    if not any(fact.kind in QUANTITIES for fact in facts):
        return facts
    told = _Reader(document, facts).read()
    by_start = {fact.start: fact for fact in told.values()}
    return [
        with_context(fact, by_start) if fact.kind == "change" else told.get(number, fact)
        for number, fact in enumerate(facts)
    ]


class _Reader:
    """One pass over an article in reading order."""

    def __init__(self, document: Document, facts: list[Fact]) -> None:
        self.document, self.facts = document, facts
        self.folded = document.folded
        masked = mask(self.folded, facts)
        self.places = Places(self.folded, masked, facts, document.published)
        self.masked = _ROUTE.sub(lambda match: PLACE * len(match.group()), masked)
        self.times = Times(self.folded, facts)
        self.sources = Sources(self.folded, facts)
        self.names = SubjectNames(document.text, self.folded, self.masked, facts)
        self.topics = Topics(document.text, self.masked, self.names, self.places)
        self.event: When | None = None
        self.published = of_publication(document.published)
        changes = (fact for fact in facts if fact.kind == "change" and fact.from_value is not None)
        self.origins = {fact.details["of"][0] for fact in changes if fact.details.get("of")}
        self.line_by_line = is_line_by_line(self.folded, document.sentences)
        self.line_end = -1
        self.lines_read = 0
        self.heading: Where | None = None
        """The place of the last heading, in an article of several items."""
        self.issuer: Source | None = None
        """Who gave out the data that the article opens with: stands behind all of it."""
        self.told: dict[int, Fact] = {}

    def read(self) -> dict[int, Fact]:
        """The better facts, by their number in the list."""
        starts = [(fact.start, n) for n, fact in enumerate(self.facts) if fact.kind in QUANTITIES]
        quantities = sorted(starts)
        at = 0
        state, wanted_until = Paragraph(), -1
        for span in self.document.sentences:
            if span[0] > self.line_end:
                keeps = self.line_by_line and self.folded[self.line_end - 1] in "。!?”"
                self.line_end = self.document.line_at(span[0])[1]
                state = self._new_paragraph(state if keeps else Paragraph(), span)
                last = bisect_left(quantities, (self.line_end, 0)) - 1
                wanted_until = quantities[last][0] if last >= 0 else -1
            if span[0] > wanted_until and not self.line_by_line:
                continue  # what no number leans on need not be read
            inside = []
            while at < len(quantities) and quantities[at][0] < span[1]:
                inside.append(quantities[at][1])
                at += 1
            self._sentence(span, inside, state)
        return self.told

    def _new_paragraph(self, before: Paragraph, span: Span) -> Paragraph:
        """What a paragraph starts with; a heading ends what the article's opening told."""
        opens = self.lines_read < _OPENING_LINES
        ended = (
            self.folded[max(span[0], self.line_end - 2) : self.line_end].strip("”")[-1:] in _ENDS
        )
        if ended and opens:
            said = self.sources.stated(span)
            self.issuer = next((one for one in said if one.issues), self.issuer)
            self.event = self.times.event(span)
            self.lines_read = _OPENING_LINES
        elif opens:
            self.lines_read += 1
        elif not ended:
            self.issuer = None
        if self.places.default in (None, CHINA) and not ended:
            self.heading = self.places.head((span[0], self.line_end))
        place = before.place or self.heading
        return Paragraph(before.topic, place, source=self.issuer)

    def _sentence(self, span: Span, numbers: list[int], state: Paragraph) -> None:
        said = self.sources.stated(span)
        if state.source is not None and self._speaks_anew(span, state.source, said):
            state.source = None
        sentence = Sentence(span, state, state.topic, said)
        if self.masked.startswith("其中", span[0]):
            state.place = state.last_place or state.place
        start = dateline_end(self.masked, *span)
        at = 0
        clauses = list(clause_spans(self.masked, start, span[1]))
        if not numbers:
            # Only what the sentence leaves behind counts, and the last clause leaves it.
            any(self.topics.open(clause, sentence, True) for clause in reversed(clauses))
            clauses = []
        for clause in clauses:
            first = at
            while at < len(numbers) and self.facts[numbers[at]].start < clause[1]:
                at += 1
            if sentence.fleeting and self.masked[clause[0] - 1] == ";":
                sentence.topic, sentence.fleeting = sentence.lasting, False
            if first < at:
                sentence.unopened = clause
                self._clause(clause, numbers[first:at], sentence)
                self.topics.open_now(sentence)
            else:
                self.topics.open(clause, sentence, False)
        state.topic = sentence.lasting if sentence.fleeting else sentence.topic
        told = self.told.get(numbers[0]) if numbers else None
        if told is not None and told.place:
            state.last_place = Where(told.place, told.place_code)
        state.place = self.places.head(span, state.place) or state.place or self._country(sentence)
        time = self.times.head(span)
        if time is not None:
            time.time_source = "carried"
            state.time = time
        if said:
            last = said[-1]
            if self.issuer is not None and last.name != self.issuer.name:
                self.issuer = None
            goes_on = last.lasting or self.sources.speaks_again(last, span[1], self.line_end)
            state.source = last if goes_on else None

    def _speaks_anew(self, span: Span, source: Source, said: list[Source]) -> bool:
        """Whether a sentence is no longer what somebody said before.

        It tells what happened; or it opens with whom it is about and has no verb of saying.
        """
        if _NARRATIVE.match(self.masked, span[0]):
            return True
        if source.source_type != "indirect quote" or said:
            return False
        if self.sources.speaks_again(source, span[0], self.line_end):
            return False
        clause = next(clause_spans(self.masked, *span), None)
        opening = clause_subject(self.masked, *clause) if clause else None
        return opening is not None and not _SPEAKER.match(self.folded, *opening)

    def _country(self, sentence: Sentence) -> Where | None:
        """The whole country, where the last number was of it and the article is about no part."""
        told = self.told.get(sentence.last_number)
        whole = told is not None and told.place == CHINA.path
        return CHINA if whole and self.places.default in (None, CHINA) else None

    def _clause(self, clause: Span, numbers: list[int], sentence: Sentence) -> None:
        facts = [self.facts[number] for number in numbers]
        at = self.folded.find("分别", *clause)
        turns = [fact.start for fact in facts if fact.start > at] if at >= 0 else self._row(facts)
        order = (
            {start: turn for turn, start in enumerate(turns)} if len(turns) < _LONGEST_LIST else {}
        )
        for place, number in enumerate(numbers):
            fact = facts[place]
            left = facts[place - 1].end if place else clause[0]
            right = facts[place + 1].start if place + 1 < len(facts) else clause[1]
            around = max(clause[0], fact.start - _REACH), min(clause[1], fact.end + _REACH)
            sight = Sight(
                self.document.text, self.masked, fact, around,
                max(left, around[0]), min(right, around[1]), sentence.last, sentence.last_fact,
            )  # fmt: skip
            turn = (order[fact.start], len(turns)) if fact.start in order else None
            self.told[number] = self._quantity(sight, sentence, turn)
            sentence.last_number = number

    def _row(self, facts: list[Fact]) -> list[int]:
        """同比增长9%、6%和8%: a row of changes is given out in turn without 分别 too."""
        if len(facts) < 2 or any(fact.kind != "percent" or not fact.direction for fact in facts):
            return []
        pairs = pairwise(facts)
        joined = all(self.folded[one.end : two.start] in JOINTS for one, two in pairs)
        return [fact.start for fact in facts] if joined else []

    def _quantity(self, sight: Sight, sentence: Sentence, turn: tuple[int, int] | None) -> Fact:
        """The fact with its context; `turn` is its place among those that 分别 gives out."""
        fact = sight.fact
        if sentence.last and is_aside(self.masked, sight.left, fact.start):
            read = replace(sentence.last, subject=None, inherits=True)
        else:
            read = on_basis(sight, about(sight))
        in_turn_told = self.folded.find("分别", *sight.clause) >= 0
        listed = self.places.in_turn(sight.clause, turn if in_turn_told else None)
        where = Where(listed.place or "", listed.place_code) if listed else None
        where = where or self.places.of(sentence.span, sight.clause, fact, sentence.carried.place)
        source = self.sources.quoted(fact) or self._source(sentence, fact)
        opens = max(0, sight.clause[0] - 3)
        if not read.subject and self.masked.find("其中", opens, sight.clause[0] + 2) >= 0:
            read = replace(read, inherits=True)
        subject = self.topics.subject(read, sight, sentence, where, source)
        own, own_read = subject, read
        if turn is not None:
            own = listed.name or listed.text if listed else None
            own_read, own = self._turn(sight, sentence, read, turn, own, subject)
        if read.subject and subject:
            self._now_about(sentence, read, subject)
            self.names.told.append(subject)
        implied = implied_total(fact, read, sentence.last_fact)
        sentence.last, sentence.last_subject, sentence.last_fact = read, subject, fact
        if fact.kind != "percent" or fact.direction is None:
            sentence.told.append(Told(fact, own_read, own))
        when = self._when(fact, sentence)
        return self._filled(sight, own_read, own, where, when, source, implied)

    def _now_about(self, sentence: Sentence, read: About, subject: str) -> None:
        """The sentence goes on about the subject; a noun that one measure was of does not last."""
        acts = read.subject is None or self.topics.acts(read.subject)
        if not acts or (read.rule in _BY_THE_WAY and not self.names.is_known(subject)):
            # What is counted (2名党员获表彰) or only described does not do what comes next.
            self.topics.open_now(sentence)
            sentence.topic, sentence.fresh = sentence.topic or subject, True
            return
        fleeting = read.rule in _OF_MEASURES and not self.names.is_known(subject)
        if fleeting and not sentence.fleeting:
            sentence.lasting = sentence.topic
        sentence.topic, sentence.fresh, sentence.unopened = subject, True, None
        sentence.fleeting = fleeting

    def _turn(
        self,
        sight: Sight,
        sentence: Sentence,
        read: About,
        turn: tuple[int, int],
        place: str | None,
        subject: str | None,
    ) -> tuple[About, str | None]:
        """Measure and subject of the number whose turn it is in what 分别 gives out."""
        told = own_read(sight, read, subject, turn, sentence.told)
        if told is None:
            member = place or in_turn(subject, turn, self._listed(sight))
            if member == subject and len(sentence.turned) == turn[1]:
                member = sentence.turned[turn[0]]  # …分别增长…，占比分别达…
            elif turn[0] == 0:
                sentence.turned = [member]
            else:
                sentence.turned.append(member)
            return read, member
        better, owner = told
        if better.rule == "turn":
            owner = self._member(better.subject) if better.subject else None
            sentence.turned = [*sentence.turned, owner] if turn[0] else [owner]
        return better, place or owner

    def _member(self, span: Span) -> str | None:
        """A member of a list: a word that says how elsewhere (线上) names one here."""
        said = self.document.text[slice(*span)]
        plain = 1 < len(said) < 5 and said.isalpha() and self.names.is_scope(span) is False
        return self.names.name(span) or (said if plain else None)

    def _listed(self, sight: Sight) -> str:
        """What the clause says before 分别."""
        return (
            self.document.text[sight.clause[0] : sight.fact.start].split("分别")[0].split("分別")[0]
        )

    def _when(self, fact: Fact, sentence: Sentence) -> When | None:
        if fact.start in self.origins:
            # What something rose from is of an earlier time, known only where it is told.
            return self.times.beside(sentence.span, fact)
        if self.times.is_compared(sentence.span, fact):
            return self.times.compared(sentence.span, fact)
        return (
            self.times.of(sentence.span, fact)
            or sentence.carried.time
            or self.event
            or self.published
        )

    def _filled(
        self,
        sight: Sight,
        read: About,
        subject: str | None,
        where: Where | None,
        when: When | None,
        source: Source | None,
        details: dict[str, float],
    ) -> Fact:
        fact = sight.fact
        measure = stored_measure(read.measure)
        if measure and subject and subject in measure and self.names.is_known(subject):
            # 奖励工人马德福 | 金额: whom the sum is of is told apart
            measure = stored_measure(measure.rpartition(subject)[2].removeprefix("的"))
        told = {
            "subject": subject,
            "measure": measure,
            "per": fact.per or denominator(sight, read),
            "place": where.path if where else None,
            "place_code": where.code if where else None,
            "as_of": as_of(fact, when, self.document.published),
            "period_start": when.start if when else None,
            "period_end": when.end if when else None,
            "precision": when.precision if when else None,
            "time_source": when.time_source if when else None,
            "source": source.name if source else None,
            "source_type": source.source_type if source else None,
            "details": {**fact.details, **details, "context_rule": read.rule},
        }
        return changed(fact, told)

    def _source(self, sentence: Sentence, fact: Fact) -> Source | None:
        told = (one for one in reversed(sentence.sources) if one.start <= fact.start)
        before = next(told, None)
        carried = sentence.carried.source
        if before and before.source_type == "report" and carried is not None:
            return carried  # 报告显示: the report of the agency that was named before
        return before or carried
