"""What every quantity is about: subject, measure, place, time and source, from the text around it.

Runs last, over all facts: a quantity that is told nothing keeps None. The parts are `subject`
(who and what), `scope` (where and when) and `attribution` (who says so).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.facts.attribution import Source, Sources
from ingest.facts.changes import with_context
from ingest.facts.clause import About, Sight, clause_subject, without_dates
from ingest.facts.document import Document
from ingest.facts.measure import split
from ingest.facts.phrases import PLACE, clause_spans, dateline_end, mask, strip_cues, tokens, trim
from ingest.facts.scope import Places, Times, When, Where
from ingest.facts.subject import about
from ingest.model import Fact

QUANTITIES = ("figure", "money", "percent")
_SCOPE_WORD = re.compile(r"^(?:全|我|本|该|此)[市省县区国旗州镇乡村]|^当地|^各地")
_PRONOUN = re.compile(
    r"^(?:他|她|其|他们|她们|它|它们|该公司|公司|我们|我司|本公司|该行|该厂|该院|该校)$"
)
_POINTING = re.compile("^(?:其|该|此)")
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_TITLE = re.compile("^.(?:先生|女士|老师|教授|老人|院士|小姐|师傅)$")
_NOBODY = re.compile(
    "^(?:.{0,4}记者|笔者|小编|财政|有人|人们|大家|专家|分析|数据|报告|消息|结果|时间|其中)$"
)
"""Words that open a clause and are never what a number is about."""
_DEMONSTRATIVE = re.compile(r"^(?:该|[这此](?:一|[个项家名位座条款种支批届次场所](?![目式]))?)")
_NAMED_AFTER = re.compile(
    "(?:机场|大学|学院|医院|公司|集团|银行|港|站|局|厂|店|馆|院|所|中心|学校|中学|小学|队|会|部|委)$"
)
_TRAILING = re.compile(r"(?:[的中里内上等要将则也已]|方面|当中|之中)$")


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


def _unpaired(text: str) -> str:
    """The text without a quotation mark whose partner is outside of it."""
    for opening, closing in ("“”", "「」", "()", "（）"):
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
    return text


def _is_line_by_line(folded: str, sentences: tuple[tuple[int, int], ...]) -> bool:
    """Whether the page gives every sentence a line of its own, and so has no paragraphs."""
    ended = [end for start, end in sentences if folded[end - 1] in "。!?”"]
    alone = sum(folded[end : end + 1] in ("\n", "") for end in ended)
    return len(ended) >= 6 and alone >= 0.7 * len(ended)


@dataclass
class _Paragraph:
    """What one sentence leaves to the next."""

    topic: str | None = None
    place: Where | None = None
    time: When | None = None
    source: Source | None = None


@dataclass
class _Sentence:
    """What one clause leaves to the next."""

    span: tuple[int, int]
    topic: str | None
    sources: list[Source]
    last: About | None = None
    last_subject: str | None = None
    of_share: Fact | None = None
    """The quantity before, which a share may be a share of."""
    carried: _Paragraph = field(default_factory=_Paragraph)


class _Reader:
    """One pass over an article in reading order."""

    def __init__(self, document: Document, facts: list[Fact]) -> None:
        self.document, self.facts = document, facts
        self.folded = document.folded
        self.masked = mask(self.folded, facts)
        self.places = Places(self.folded, self.masked, facts, document.published)
        self.times = Times(self.folded, facts)
        self.sources = Sources(self.folded, facts)
        self.quantities = sorted(
            (fact for fact in facts if fact.kind in QUANTITIES), key=lambda fact: fact.start
        )
        self.names = {
            (fact.start, fact.end): fact.name
            for fact in facts
            if fact.kind in ("place", "organisation", "person") and fact.name
        }
        self.people = sorted((f.end, f.name or f.text) for f in facts if f.kind == "person")
        self.companies = sorted(
            (f.end, f.name or f.text) for f in facts if f.kind == "organisation"
        )
        self.line_by_line = _is_line_by_line(self.folded, document.sentences)
        self.subjects: list[str] = []
        self.told: dict[int, Fact] = {}

    def read(self) -> dict[int, Fact]:
        """The better facts, by their number in the list."""
        quantities = sorted(
            (fact.start, number)
            for number, fact in enumerate(self.facts)
            if fact.kind in QUANTITIES
        )
        at = 0
        state, line_end = _Paragraph(), -1
        for span in self.document.sentences:
            if span[0] > line_end:
                keeps = self.line_by_line and self.folded[line_end - 1] in "。!?”"
                state = _Paragraph(state.topic, state.place) if keeps else _Paragraph()
                line_end = self.document.line_at(span[0])[1]
            inside = []
            while at < len(quantities) and quantities[at][0] < span[1]:
                inside.append(quantities[at][1])
                at += 1
            self._sentence(span, inside, state)
        return self.told

    def _sentence(self, span: tuple[int, int], numbers: list[int], state: _Paragraph) -> None:
        said = self.sources.stated(span)
        sentence = _Sentence(span, state.topic, said, carried=state)
        rest = list(numbers)
        start = dateline_end(self.masked, *span)
        for clause in clause_spans(self.masked, start, span[1]):
            opening = self._opening(clause)
            if opening is not None and (self._is_scope(opening) or self._speaks(opening, clause)):
                sentence.topic = None
            elif opening is not None:
                sentence.topic = self._name(opening) or sentence.topic
            inside = [n for n in rest if clause[0] <= self.facts[n].start < clause[1]]
            if not inside:
                self._measure_opens(clause, sentence)
            for place, number in enumerate(inside):
                following = inside[place + 1 : place + 2]
                right = self.facts[following[0]].start if following else clause[1]
                left = self.facts[inside[place - 1]].end if place else clause[0]
                self._quantity(number, sentence, clause, left, right)
        state.topic = sentence.topic
        state.place = self.places.head(span) or state.place
        time = self.times.head(span)
        if time is not None:
            state.time = replace(time, time_source="carried")
        lasting = [source for source in said if source.lasting]
        state.source = lasting[-1] if lasting else (None if said else state.source)

    def _opening(self, clause: tuple[int, int]) -> tuple[int, int] | None:
        """The subject that a clause opens with, without a measure behind it."""
        opening = clause_subject(self.masked, *clause)
        if opening is None:
            return None
        parts = split(self.masked, *opening)
        if not parts.named:
            return opening
        return parts.subject if parts.subject[0] < parts.subject[1] else None

    def _measure_opens(self, clause: tuple[int, int], sentence: _Sentence) -> None:
        """鲜果价格持续下降，…: a clause without a number can say what the next number measures."""
        opening = clause_subject(self.masked, *clause)
        parts = split(self.masked, *opening) if opening else None
        if parts is None or not parts.named:
            return
        measure = self.document.text[slice(*parts.measure)]
        if parts.subject[0] >= parts.subject[1]:
            sentence.topic = None
        sentence.last = About(measure=measure, base=measure, rule="clause")
        sentence.last_subject = sentence.topic

    def _speaks(self, opening: tuple[int, int], clause: tuple[int, int]) -> bool:
        """Whether a clause only says who speaks: 副局长谢远平说，…"""
        said = [t for t in tokens(self.masked, opening[1], clause[1]) if t.word_class == "say"]
        return bool(said) and clause[1] - said[-1].end <= 1

    def _quantity(
        self, number: int, sentence: _Sentence, clause: tuple[int, int], left: int, right: int
    ) -> None:
        fact = self.facts[number]
        sight = Sight(self.document.text, self.masked, fact, clause, left, right, sentence.last)
        if sentence.last and self._is_aside(left, fact.start):
            read = replace(sentence.last, subject=None, inherits=True)
        else:
            read = about(sight)
        where = self._where(sentence, clause, fact)
        subject = self._name(read.subject) if read.subject else None
        telling = self._source(sentence, fact)
        if read.subject and subject is None and where is not None and self._is_scope(read.subject):
            subject = self._short(where)
        if subject is None:
            inherited = sentence.last_subject if read.inherits else None
            topic = sentence.topic
            if telling is not None and topic == telling.name:
                topic = None  # an agency that tells of a number is not what the number is about
            subject = inherited or topic or read.noun
        if subject is None and where is not None:
            subject = self._short(where)
        if read.subject:
            sentence.topic = subject
            if subject:
                self.subjects.append(subject)
        own = self._distributed(clause, fact, subject)
        self.told[number] = self._fill(fact, sentence, read, own, where)
        sentence.last, sentence.last_subject, sentence.of_share = read, subject, fact

    def _is_aside(self, left: int, start: int) -> bool:
        """（约合42亿美元）, （2019年一季度324.3万户）: the same thing once more."""
        opened = self.folded.rfind("(", left, start)
        return opened >= 0 and strip_cues(self.masked, opened + 1, start)[0] == opened + 1

    def _fill(
        self, fact: Fact, sentence: _Sentence, read: About, subject: str | None, where: Where | None
    ) -> Fact:
        when = self.times.of(sentence.span, fact) or sentence.carried.time or self._published()
        source = self.sources.quoted(fact) or self._source(sentence, fact)
        return replace(
            fact,
            subject=subject,
            measure=self._own(read.measure, fact),
            place=where.path if where else None,
            place_code=where.code if where else None,
            as_of=self._as_of(fact, when),
            period_start=when.start if when else None,
            period_end=when.end if when else None,
            precision=when.precision if when else None,
            time_source=when.time_source if when else None,
            source=source.name if source else None,
            source_type=source.source_type if source else None,
            details={
                **fact.details,
                **self._implied(fact, read, sentence),
                "context_rule": read.rule,
            },
        )

    def _implied(self, fact: Fact, read: About, sentence: _Sentence) -> dict[str, float]:
        """8037 beds, 占…的28.1%: the whole that a part and its share imply."""
        part = sentence.of_share
        if read.rule != "share" or not read.inherits or part is None or not fact.value:
            return {}
        if part.kind == "percent" or part.value is None or part.value_to is not None:
            return {}
        return {"implied_total": round(part.value / fact.value * 100)}

    def _own(self, measure: str | None, fact: Fact) -> str | None:
        """The measure as it is stored; a single character says nothing."""
        if not measure:
            return None
        scope = _SCOPE_WORD.match(measure)
        measure = _POINTING.sub("", measure)
        measure = _unpaired(measure)
        measure = measure[scope.end() :] if scope and len(measure) - scope.end() > 1 else measure
        return measure if len(measure) > 1 else None

    def _as_of(self, fact: Fact, when: When | None) -> str | None:
        """A level that was reached over a period is one of the day on which the period ends."""
        if when is None or when.end is None:
            return when.as_of if when else None
        published = self.document.published or ""
        reached = fact.approx == "reached" or (fact.cue or "").endswith(("到", "至", "达"))
        return (
            published[:7] if reached and published[:7] and published.startswith(when.end) else None
        )

    def _published(self) -> When | None:
        """The month of publication: as precise as the text's present tense is."""
        published = self.document.published
        return (
            When(published[:7], time_source="publication", precision="month") if published else None
        )

    def _source(self, sentence: _Sentence, fact: Fact) -> Source | None:
        before = [source for source in sentence.sources if source.start <= fact.start]
        carried = sentence.carried.source
        if before and before[-1].source_type == "report" and carried is not None:
            return carried  # 报告显示: the report of the agency that was named before
        return before[-1] if before else carried

    def _where(self, sentence: _Sentence, clause: tuple[int, int], fact: Fact) -> Where | None:
        own = self._share_of_list(clause, fact)
        if own is not None:
            return Where(own.place or "", own.place_code)
        return self.places.of(sentence.span, clause, fact, sentence.carried.place)

    def _share_of_list(self, clause: tuple[int, int], fact: Fact) -> Fact | None:
        """城中区、鱼峰区分别新增学位3200个和5600个: the place in the quantity's own turn."""
        at = self.folded.find("分别", clause[0], fact.start)
        if at < 0:
            return None
        listed = self.places.listed(clause, at)
        turns = [one for one in self.quantities if at < one.start < clause[1]]
        return listed[turns.index(fact)] if len(listed) == len(turns) > 1 else None

    def _distributed(self, clause: tuple[int, int], fact: Fact, subject: str | None) -> str | None:
        """The member of a list that a quantity of a list belongs to: 分别增长1.4%、2.3%."""
        own = self._share_of_list(clause, fact)
        if own is not None:
            return own.name or own.text
        at = self.folded.find("分别", clause[0], fact.start)
        if at < 0 or not subject:
            return subject
        turns = [one for one in self.quantities if at < one.start < clause[1]]
        members = re.split("[、和与及]", subject)
        return members[turns.index(fact)] if len(members) == len(turns) > 1 else subject

    def _is_scope(self, span: tuple[int, int]) -> bool:
        """Whether the phrase is nothing but 全市, 该县, 当地."""
        start, end = trim(self.masked, *span)
        while start < end and self.masked[start] == PLACE:
            start += 1
        match = _SCOPE_WORD.match(self.folded[start:end])
        return match is not None and match.end() == end - start

    def _short(self, where: Where) -> str:
        """The last name of an administrative path, as far as the article gave it one."""
        for fact in self.places.facts:
            if fact.place == where.path and fact.name:
                return fact.name
        return where.path

    def _name(self, span: tuple[int, int]) -> str | None:
        """The subject as it is stored: names in full, 全市 and 该项目 resolved or dropped."""
        start, end = trim(self.masked, *span)
        known = self.names.get((start, end))
        if known:
            return known
        if self.masked[end - 1 : end] == PLACE and self.masked[start] != PLACE:
            # 主要经济体意大利: what kind of place it is stands before it.
            ends = [name for (_, last), name in self.names.items() if last == end]
            if ends:
                return ends[0]
        person = self._holder(start, end)
        if person:
            return person
        start, end = without_dates(self.masked, start, end)
        text = self.document.text[start:end]
        folded = self.folded[start:end]
        if _NOBODY.match(folded):
            return None
        if (
            _PRONOUN.match(folded)
            or _TITLE.match(folded)
            or (folded[:1] in "他她" and len(folded) <= 4)
        ):
            return self._antecedent(folded, start)
        scope = _SCOPE_WORD.match(folded)
        if scope:
            if scope.end() == len(folded):
                return None
            return self._name((start + scope.end(), end))
        pointing = _DEMONSTRATIVE.match(folded)
        if pointing:
            text = self._pointed(text[pointing.end() :], folded[pointing.end() :])
        text = _unpaired(_ASIDE.sub("", text))
        if text[:1] == "每" and len(text) <= 3:
            return None
        text = self._without_place(start, end, _TRAILING.sub("", text).removeprefix("由"))
        return text if len(text) > 1 and not text.isdigit() else None

    def _without_place(self, start: int, end: int, text: str) -> str:
        """海宁市城镇居民 → 城镇居民: the place is told apart, unless it is part of a name."""
        at = start
        while at < end and self.masked[at] == PLACE:
            at += 1
        rest = text[at - start :]
        scope = _SCOPE_WORD.match(rest)
        rest = rest[scope.end() :] if scope else rest
        if (
            at == start
            or len(rest) < 2
            or rest[0] in "、和及与"
            or _NAMED_AFTER.search(self.folded[start:end])
        ):
            return text
        return rest.removeprefix("的")

    def _holder(self, start: int, end: int) -> str | None:
        """The person that a phrase like 主攻手童雅琪全场 names."""
        names = [name for _, name in self._within(start, end)]
        if names:
            return names[-1]
        for (first, last), name in self.names.items():
            if first == start and last < end <= last + 3 and name[-1] in "院局委厅部会公司队":
                return name
        return None

    def _within(self, start: int, end: int) -> Iterator[tuple[tuple[int, int], str]]:
        for fact in self.facts:
            if fact.kind == "person" and start <= fact.start and fact.end <= end:
                yield (fact.start, fact.end), fact.name or fact.text

    def _antecedent(self, pronoun: str, start: int) -> str | None:
        """The person or organisation last named before a pronoun."""
        named = self.people if pronoun[0] in "他她" or _TITLE.match(pronoun) else self.companies
        before = [name for end, name in named if end <= start]
        if _TITLE.match(pronoun):
            before = [name for name in before if name[0] == pronoun[0]]
        return before[-1] if before else None

    def _pointed(self, text: str, folded: str) -> str:
        """What 该电站 points at: the last subject that ends in the same word."""
        for subject in reversed(self.subjects):
            if subject.endswith(folded) and len(subject) > len(folded):
                return subject
        return text
