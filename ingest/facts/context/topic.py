"""Whom a text is about as it goes on, and so whom a number is about that names nobody."""

from __future__ import annotations

import re

from ingest.facts.context.attribution import Source
from ingest.facts.context.bare import CHANGES
from ingest.facts.context.carried import Sentence
from ingest.facts.context.clause import About, Sight, Span, clause_subject, without_dates
from ingest.facts.context.measure import Split, split
from ingest.facts.context.scope import Where
from ingest.facts.context.subject_names import SubjectNames
from ingest.facts.context.where import Places
from ingest.facts.words import DATE, read_table, tokens
from ingest.script import fold

_SAID = frozenset(word[-1] for word in read_table("context_words.tsv")["say"])
_PUNISHED = re.compile("并处|判处|处以|没收|罚金|追缴|退赔")
_OF_PLACES = (
    "measured.head",
    "measured.done",
    "bare",
    "bare.listed",
    "bare.unit",
    "share",
    "clause",
)
"""Rules that read a measure that a place can have: 失业率, 贷款余额."""
_CAUSING = ("造成", "导致", "致使", "致", "引发")
"""A place does not do this; what happened there does."""
_ALONE = 5
"""A measure so long says by itself what is measured (固定资产投资): no common noun acts in it."""
_ABSTRACT = re.compile(
    "(?:成效|效果|优势|趋势|态势|形势|水平|能力|力度|意识|热情|信心|氛围|面貌|局面|格局|品质|质量|进程|步伐|行程|过程|指标|效益)$"
)
"""What is better or worse, and does nothing that is counted: 成效明显, 水平提高."""
_OWNER = re.compile(
    "(?:企业|公司|集团|[工药]厂|门店|村|镇|乡|园区|基地|学校|医院|平台|项目|工程|合作社|银行|机构)$"
)
"""Ends a common noun that has numbers of its own."""
_RELATIVE = 2
"""A common noun so short (耕地, 重症) is somebody's."""
_OWN_AGE = re.compile("(?:享年|终年|卒年|时年|现年|年仅|年届|年近|年过)$")


def _stands_alone(read: About) -> bool:
    """Whether a measure opens its clause and needs nobody: 社会消费品零售总额增长5%."""
    return read.rule == "measured.head" and len(read.base or "") >= _ALONE and not read.noun


_RATES = ("率", "比重", "占比", "比例")


def _measured_thing(read: About) -> str | None:
    """The noun that a number was read of, unless it is the measure itself: …增长的 | 贡献率."""
    measure = fold(read.noun or "").endswith(_RATES) and (read.base or "").endswith(
        f"的{read.noun}"
    )
    return None if measure else read.noun


class Topics:
    """Asked clause by clause, in reading order."""

    def __init__(self, text: str, masked: str, names: SubjectNames, places: Places) -> None:
        self.text, self.masked, self.names, self.places = text, masked, names, places
        self.own = False
        """Whether the last subject is the one that the number's own clause tells."""

    def open(self, clause: Span, sentence: Sentence, counts: bool) -> bool:
        """Whom the clause opens with is what its numbers are about, unless it only speaks.

        Returns whether it opens with anybody.
        """
        opening = clause_subject(self.masked, *clause)
        if opening is None:
            return False
        self.names.named.speaker = None
        parts = split(self.masked, *opening)
        if parts.named:
            if not counts:
                self._measure_opens(parts, sentence)
            opening = parts.subject
        if opening[0] >= opening[1]:
            return False
        if self.names.is_scope(opening) or self._speaks(opening, clause):
            sentence.topic = None
        else:
            name = self.names.name(opening)
            if name is not None and _ABSTRACT.search(self.masked, *opening):
                sentence.topic = None
            elif name is not None:
                sentence.topic, sentence.fresh, sentence.counted = name, True, False
            elif self.masked[opening[0]] in "我咱":
                sentence.topic = None  # whoever speaks
            return name is not None
        return True

    def acts(self, span: Span) -> bool:
        """Whether who a number is about may do what the next clause says."""
        return _ABSTRACT.search(self.masked, *span) is None

    def open_now(self, sentence: Sentence, read: About | None = None) -> None:
        """Reads the head of the clause with the numbers, where that was put off.

        What is part of the measure (法院同期采纳率) opens nothing.
        """
        clause, sentence.unopened = sentence.unopened, None
        if clause is not None and not self._is_measured(clause, read):
            self.open(clause, sentence, True)

    def _is_measured(self, clause: Span, read: About | None) -> bool:
        if read is None or read.rule != "measured.head" or not read.base:
            return False
        start = without_dates(self.masked, *clause)[0]
        return self.text.startswith(read.base, start)

    def _measure_opens(self, parts: Split, sentence: Sentence) -> None:
        """鲜果价格持续下降，…: a clause without a number can say what the next number measures."""
        measure = self.text[slice(*parts.measure)]
        if sentence.last is not None and fold(measure) in CHANGES:
            return  # 销量2.68万辆，增速超过行业平均，同比增长79%
        if parts.subject[0] < parts.subject[1]:
            sentence.topic = self.names.name(parts.subject) or sentence.topic
        else:
            sentence.topic = None
        sentence.last = About(measure=measure, base=measure, rule="clause")
        sentence.last_subject = sentence.topic

    def _goes_on(self, topic: str | None, read: About) -> bool:
        """Whether a common noun of the sentence before is what the text is about."""
        return topic is not None and not read.noun and self.text.count(topic) > 1

    def _speaks(self, opening: Span, clause: Span) -> bool:
        """Whether a clause only says who speaks: 副局长谢远平说，…"""
        if self.masked[clause[1] - 1] not in _SAID:
            return False
        said = [t for t in tokens(self.masked, opening[1], clause[1]) if t.word_class == "say"]
        return bool(said) and clause[1] - said[-1].end <= 1

    def subject(
        self,
        read: About,
        sight: Sight,
        sentence: Sentence,
        where: Where | None,
        source: Source | None,
    ) -> str | None:
        """Whom the number is about: told here, before, or by the place."""
        subject = None
        self.names.named.speaker = source
        self.own = False
        if read.subject:
            subject = self.names.name(read.subject)
            self.own = subject is not None
            if subject is None and where is not None and self.names.is_scope(read.subject):
                self.own = True
                return self.places.name(where)
            if sentence.fresh and sentence.topic and self._says_itself(read, subject, sentence):
                return sentence.topic
        if subject is None and read.inherits:
            subject = sentence.last_subject
            last = sentence.last
            if read.rule == "coordinated" and last and read.noun and last.noun == subject:
                subject = self.names.thing(read.noun)  # 拦截诈骗电话15亿次、诈骗短信17亿条
        if sight.fact.kind == "money":
            start = sight.fact.start
            item = max(self.masked.rfind(mark, sentence.span[0], start) for mark in ";。") + 1
            item = max(item, sentence.span[0])
            punished = _PUNISHED.search(self.masked, sight.clause[0], start) is not None
            whom = self.names.named.dealt_with(sight.clause[0], start)
            if whom is None:
                whom = self.names.named.punished_body(sight.clause[0], start)
            if whom is None and punished:
                # Whoever an earlier item of the list sentences is not who is fined in this one.
                whom = self.names.named.convicted(item, start)
                if whom is None and item > sentence.span[0]:
                    return None
            subject = whom or subject
        if subject is None and read.verb in _CAUSING:
            subject = self._event(sentence, sight)
        if subject is None:
            self.open_now(sentence, read)
            # An agency that tells of a number and does nothing is not what the number is about.
            told = source is not None and source.name == sentence.topic
            agency = told and read.verb is None
            topic = sentence.topic
            alone = _stands_alone(read) and not (sentence.fresh and _OWNER.search(topic or ""))
            if agency or (alone and not self.names.is_known(topic)):
                topic = None
            carried = topic is not None and not sentence.fresh
            if carried and not self.names.is_known(topic) and not self._goes_on(topic, read):
                topic = None
            subject = topic or self.names.thing(_measured_thing(read))
            if subject is None and read.rule == "measured.head":
                subject = self.names.thing(sentence.thing)
        if not self.own and sight.fact.unit in ("岁", "周岁", "歲"):
            # A place has no age: 廖锡龙同志在北京逝世，享年85岁.
            return self._own_age(sight, sentence)
        told_by = source is not None and source.source_type == "person"
        return subject or self._of_place(read, sight, sentence, where, told_by)

    def _says_itself(self, read: About, subject: str | None, sentence: Sentence) -> bool:
        """Whether a subject is nothing but what is measured: 宋庄村有两个小组，耕地1672亩."""
        if subject is None or len(subject) > _RELATIVE:
            return False
        whole = (read.base or "").startswith(subject)
        last = sentence.last
        if last is not None and last.rule == read.rule and sentence.last_subject == sentence.topic:
            return False  # 男性167万人，女性157万人
        return whole and read.rule == "measured.noun" and not self.names.is_known(subject)

    def _own_age(self, sight: Sight, sentence: Sentence) -> str | None:
        """享年85岁: of the person named last; a place or an office has no age."""
        own = _OWN_AGE.search(self.masked, sight.left, sight.fact.start)
        if own is not None:
            return self.names.named.person_before(sight.fact.start)
        topic = sentence.topic
        of_body = self.names.is_known(topic) and topic not in self.names.named.employers
        return None if of_body else topic

    def _event(self, sentence: Sentence, sight: Sight) -> str | None:
        """发生山体滑坡，(截至8日，)已造成…: what happened in the clause before."""
        told = self.names.happened(sentence.span[0], sight.clause[0])
        between = self.masked[told[1] : sight.clause[0]].split(",")[1:-1] if told else []
        return told[0] if told and all(DATE in clause for clause in between) else None

    def _of_place(
        self, read: About, sight: Sight, sentence: Sentence, where: Where | None, told_by: bool
    ) -> str | None:
        """The place, where the sentence names it, or where it is a place that is measured.

        What somebody says (`told_by` a person) without naming it is as a rule of his own.
        """
        scored = sight.fact.unit == "分" and read.rule != "measured.head"
        if where is None or read.verb in _CAUSING or scored:
            return None
        measures = not told_by and (read.rule in _OF_PLACES or sight.fact.kind == "money")
        named = self.places.is_told(sentence.span[0], sight.fact.start)
        return self.places.name(where) if measures or named else None
