"""What every quantity is about: subject, measure, place, time and source.

Runs last; a quantity that is told nothing keeps None. The parts: `subject` (what the clause says),
`subject_names` (whom it means), `where`, `when`, `attribution` (who says so).
"""

from __future__ import annotations

import re
from bisect import bisect_left

from ingest.facts.changes import with_context
from ingest.facts.context.attribution import Source
from ingest.facts.context.carried import Paragraph, Sentence
from ingest.facts.context.clauses import Clauses
from ingest.facts.context.currency import Currency
from ingest.facts.context.lines import ENDS, OPENING_LINES, is_ended, is_line_by_line, lead
from ingest.facts.context.phrases.clause import clause_subject
from ingest.facts.context.places.left_places import LeftPlaces
from ingest.facts.context.places.regions import is_part_of_china
from ingest.facts.context.places.scope import CHINA, Where
from ingest.facts.context.sight import Span
from ingest.facts.context.subjects.accounts import ACCOUNTS
from ingest.facts.context.times.account import Account
from ingest.facts.context.times.moments import When, lasting, period_of
from ingest.facts.document import Document
from ingest.facts.late import late
from ingest.facts.phrases import clause_spans, dateline_end, headline_parts
from ingest.facts.words import PLACE
from ingest.model import Fact
from ingest.records import changed
from ingest.script import fold

_NARRATIVE = re.compile(f"(?:近日|日前|不久前|当天|当日|眼下|走进|在{PLACE})")
"""Opens a sentence that tells what happened, and so is no longer what was said."""
_SPEAKER = late("[我咱他她其]|本[人店厂村]|店里|村里|家里|这")
"""Opens a sentence that its speaker goes on with."""
_PRESENT = late("(?:近年|近几年|如今|现如今|眼下|目前|当前|现在|下一步|接下来|今后)")
"""Opens a sentence that is no longer of the time that was told before."""
_LABEL = re.compile("[一-鿿]{1,6}:")
"""Opens a line that tells of another place or thing than the line before: 哈尔滨:…"""
QUANTITIES = ("figure", "money", "percent")


def enrich(document: Document, facts: list[Fact]) -> list[Fact]:
    """The facts with context: the same ones in the same order, quantities and changes told more."""
    if not any(fact.kind in QUANTITIES for fact in facts):
        return facts
    reader = _Reader(document, [_with_folded_unit(fact) for fact in facts])
    told = {number: _as_printed(fact, facts[number]) for number, fact in reader.read().items()}
    default = reader.places.default
    money = Currency(document, facts, default.path if default else None)
    told = {number: money.told(fact) for number, fact in told.items()}
    by_start = {fact.start: fact for fact in told.values()}
    return [
        money.told(with_context(fact, by_start))
        if fact.kind == "change"
        else told.get(number, fact)
        for number, fact in enumerate(facts)
    ]


def _with_folded_unit(fact: Fact) -> Fact:
    """A number of 38歲 as one of 38岁, which the rules of context know."""
    if fact.unit is None or fact.kind not in QUANTITIES or fact.unit == fold(fact.unit):
        return fact
    return changed(fact, {"unit": fold(fact.unit)})


def _as_printed(told: Fact, fact: Fact) -> Fact:
    return told if told.unit == fact.unit else changed(told, {"unit": fact.unit})


class _Reader:
    """One pass over an article in reading order."""

    def __init__(self, document: Document, facts: list[Fact]) -> None:
        self.document, self.facts = document, facts
        self.clauses = Clauses(document, facts)
        self.folded, self.masked = self.clauses.folded, self.clauses.masked
        self.places, self.times = self.clauses.places, self.clauses.times
        self.left = LeftPlaces(self.places)
        self.sources, self.topics = self.clauses.sources, self.clauses.topics
        self.line_by_line = is_line_by_line(document)
        self.line_end = -1
        self.lines_read = 0
        self.heading: Where | None = None
        """The place of the last heading, in an article of several items."""
        self.issuer: Source | None = None
        """Who gave out the data that the article opens with: stands behind all of it."""
        self.told = self.clauses.told
        self.account = Account(self.folded, document.published)
        self.clauses.dating.whole = self.account.whole
        first = lead(document)
        self.clauses.dating.event = self.clauses.dating.event_of(first) if first else None
        self.time: When | None = None
        """The time that the sentence that is being read leaves to the next one."""

    def read(self) -> dict[int, Fact]:
        """The better facts, by their number in the list."""
        starts = [(fact.start, n) for n, fact in enumerate(self.facts) if fact.kind in QUANTITIES]
        quantities = sorted(starts)
        at = 0
        state, wanted_until = Paragraph(), -1
        for span in self.document.sentences:
            if span[0] > self.line_end:
                keeps = self.line_by_line and self.folded[self.line_end - 1] in "。!?”"
                keeps = keeps and _LABEL.match(self.folded, span[0]) is None
                keeps = keeps or self.masked.startswith("其中", span[0])
                left = state.time if self.folded[self.line_end - 1] == ";" else None
                self.line_end = self.document.line_at(span[0])[1]
                state = self._new_paragraph(state if keeps else Paragraph(), span)
                state.time = state.time or left  # an item of a list goes on with its time
                last = bisect_left(quantities, (self.line_end, 0)) - 1
                wanted_until = quantities[last][0] if last >= 0 else -1
            self.time = self.times.head(span)
            if self.time is None:
                state.time = self._time_before(span, state.time)
            if self.time is not None and not self.masked.startswith("其中", span[0]):
                self.account.told(self.time, self.folded[span[0] - 1] == "\n", self.line_end)
            if span[0] > wanted_until and not self.line_by_line:
                continue  # what no number leans on need not be read
            inside = []
            while at < len(quantities) and quantities[at][0] < span[1]:
                inside.append(quantities[at][1])
                at += 1
            goes_on = (
                self.line_by_line or span[1] <= wanted_until or self.folded[span[1] - 1] == ";"
            )
            self._sentence(span, inside, state, goes_on)
        return self.told

    def _time_before(self, span: Span, before: When | None) -> When | None:
        """The time that is left to a sentence: none where it comes back to the present; where one
        before it did, that of the account which it goes on with."""
        if _PRESENT.match(self.folded, span[0]):
            return None
        if before is None and not self.times.states(span):
            return self.account.resumed(span, self.line_end)
        return before

    def _new_paragraph(self, before: Paragraph, span: Span) -> Paragraph:
        """What a paragraph starts with; a heading ends what the article's opening told."""
        opens = self.lines_read < OPENING_LINES
        ended = is_ended(self.folded, (span[0], self.line_end))
        if ended and opens:
            said = self.sources.stated(span)
            self.issuer = next((one for one in said if one.issues), self.issuer)
            self.lines_read = OPENING_LINES
        elif opens:
            self.lines_read += 1
        elif not ended:
            self.issuer = None
        if self.places.default in (None, CHINA) and not ended:
            self.heading = self.left.head((span[0], self.line_end))
        place = before.place or self.heading
        time = self.account.for_paragraph(span[0], self.line_end)
        if time is not None and self.times.states(span):
            time = None
        return Paragraph(before.topic, place, time, source=self.issuer)

    def _sentence(self, span: Span, numbers: list[int], state: Paragraph, goes_on: bool) -> None:
        """Reads a sentence; `goes_on`: a later number may lean on what it leaves behind."""
        said = self.sources.stated(span)
        if state.source is not None and self._speaks_anew(span, state.source, said):
            state.source = None
        sentence = Sentence(span, state, state.topic, said)
        if self.masked.startswith("其中", span[0]):
            state.place = state.last_place or state.place
            state.time = state.last_time or state.time
        clauses = list(clause_spans(self.masked, dateline_end(self.masked, *span), span[1]))
        if self.masked[span[1] - 1] not in ENDS:
            clauses = [part for clause in clauses for part in headline_parts(self.masked, clause)]
        if numbers:
            self._clauses(clauses, numbers, sentence, goes_on)
        else:
            # Only what the sentence leaves behind counts, and the last clause leaves it.
            any(self.topics.open(clause, sentence, True) for clause in reversed(clauses))
        if said and self.issuer is not None and said[-1].name != self.issuer.name:
            self.issuer = None
        if goes_on:
            self._leave_behind(sentence, numbers, state)

    def _clauses(
        self, clauses: list[Span], numbers: list[int], sentence: Sentence, goes_on: bool
    ) -> None:
        """Read each clause with its numbers."""
        at = 0
        for clause in clauses:
            first = at
            while at < len(numbers) and self.facts[numbers[at]].start < clause[1]:
                at += 1
            if self.masked[clause[0] - 1] == ";":
                self._next_item(sentence, {self.told[one].subject for one in numbers[:first]})
            if first < at:
                whole = sentence.topic, sentence.fresh
                sentence.unopened = clause
                self.clauses.read(clause, numbers[first:at], sentence)
                if at == len(numbers) and not goes_on:
                    return
                self.topics.open_now(sentence)
                if whole[0] and self._is_part_of_sum(clause, numbers, first):
                    sentence.topic, sentence.fresh = whole
            else:
                self.topics.open(clause, sentence, False)

    def _is_part_of_sum(self, clause: Span, numbers: list[int], first: int) -> bool:
        """Whether a clause only says where some of the money before it is from: 总投资35亿元，
        其中中央资金8亿元，占地1200亩."""
        sums = first > 0 and self.facts[numbers[first - 1]].kind == "money"
        part = sums and self.facts[numbers[first]].kind == "money"
        return part and self.masked.startswith("其中", clause[0])

    def _next_item(self, sentence: Sentence, subjects: set[str | None]) -> None:
        """What one item of a list was of by the way is not what the next one is of: that is what
        the first one was about, or somebody named since; `subjects` are those told so far."""
        if sentence.fleeting or sentence.counted:
            sentence.item = sentence.topic
            sentence.topic = sentence.lasting if sentence.fleeting else None
            sentence.fleeting = sentence.counted = False
        if sentence.listed is None:
            several = len(subjects - {None}) > 1  # 城市上涨0.6%，农村上涨0.8%；…
            sentence.listed = (sentence.topic or "") if sentence.fresh and not several else ""
            if (
                several
                and sentence.topic in subjects
                and not self.clauses.names.is_known(sentence.topic)
            ):
                sentence.topic, sentence.fresh = sentence.carried.topic, False
        elif sentence.fresh and not self.clauses.names.is_known(sentence.topic):
            sentence.topic = sentence.listed or sentence.carried.topic
            sentence.fresh = bool(sentence.listed)

    def _leave_behind(self, sentence: Sentence, numbers: list[int], state: Paragraph) -> None:
        """Note what the next sentences may go on with: subject, topic, place, time and speaker."""
        bases = {one.read.base for one in sentence.read}
        if bases:
            one = sentence.read[-1]
            whole = len(bases) == 1 and one.read.base is not None
            state.last, state.last_subject = (one.read, one.subject) if whole else (None, None)
            if whole and one.fact.direction is not None:
                state.grown = one.read
        held = (one.subject for one in sentence.told if ACCOUNTS.search(one.read.measure or ""))
        state.holder = next(held, None) or sentence.reports or state.holder
        state.topic = sentence.lasting if sentence.fleeting else sentence.topic
        told = self.told.get(numbers[0]) if numbers else None
        if told is not None and told.place:
            state.last_place = Where(told.place, told.place_code)
        is_part = self.masked.startswith("其中", sentence.span[0])
        state.place = (
            self._region(sentence)
            or (None if is_part else self.left.head(sentence.span, state.place))
            or state.place
            or self._country(sentence)
        )
        ending = self.told.get(numbers[-1]) if numbers else None
        told_here = [self.told.get(number) for number in numbers]
        state.last_time = lasting(self.time, told_here) or (period_of(ending) if ending else None)
        state.time = self.times.left(sentence.span, self.time, state.time)
        if sentence.sources:
            last = sentence.sources[-1]
            goes_on = last.lasting or self.sources.speaks_again(
                last, sentence.span[1], self.line_end
            )
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

    def _region(self, sentence: Sentence) -> Where | None:
        """The region that the last number was of, which the next sentence goes on with."""
        told = self.told.get(sentence.last_number)
        where = Where(told.place) if told is not None and told.place else None
        return where if is_part_of_china(where) else None

    def _country(self, sentence: Sentence) -> Where | None:
        """The whole country, where the last number was of it and the article is about no part."""
        told = self.told.get(sentence.last_number)
        whole = told is not None and told.place == CHINA.path
        return CHINA if whole and self.places.default in (None, CHINA) else None
