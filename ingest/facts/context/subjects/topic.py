"""Whom clauses open with: what a text is about as it goes on."""

from __future__ import annotations

import re

from ingest.facts.context.carried import Sentence
from ingest.facts.context.in_turn.members import PAIRS
from ingest.facts.context.measures.by_verb import TELLING
from ingest.facts.context.measures.growth import CHANGES
from ingest.facts.context.measures.measure import Split, measure_start, split
from ingest.facts.context.phrases.actors import ACTOR, ACTS
from ingest.facts.context.phrases.clause import clause_subject, names_thing
from ingest.facts.context.phrases.edges import is_name, without_dates, without_passing
from ingest.facts.context.phrases.shapes import without_modal
from ingest.facts.context.sight import About, Span
from ingest.facts.context.subjects.own_reports import own_report, points_out
from ingest.facts.context.subjects.partners import names_partner
from ingest.facts.context.subjects.subject_names import FIRM, SubjectNames
from ingest.facts.late import late
from ingest.facts.words import NAME, NAMES, Token, read_table, tokens
from ingest.script import fold

_SAME = ("规模", "总量", "总额", "总值", "数量", "总数", "水平")
"""How much there is of what was measured before."""
_SAID = frozenset(word[-1] for word in read_table("context_words.tsv")["say"])
_ABSTRACT = re.compile(
    "(?:成效|效果|长势|苗情|墒情|行为|优势|趋势|态势|形势|水平|能力|力度|体征|情绪|状况|业绩|运行|走势|发展|改革|工作|意识|热情|信心|氛围|面貌|局面|格局|品质|质量|进程|步伐|行程|过程|指标|效益|竞争力|影响力|实力|活力|动力|潜力)$"
)
"""What is better or worse, and does nothing that is counted: 成效明显, 水平提高."""
_OF_WHOM = late(
    f"(?P<who>[{NAMES}]+|[一-鿿{NAMES}]{{0,10}}(?:公司|企业|集团|地区|银行|行业|产业|市场|板块|合作社|基地|园区|景区|区域|城市|省份|流域|片区))"
    "(?:的|[一-鿿]{2}){0,3}$"
)
"""沪市公司 | 总体业绩保持稳健: whose it is that is better or worse."""
_SEEN = late("从(?P<what>[一-鿿]{2,10}的[一-鿿]{2,4}?)来?看$")
"""从查明原因的火灾看，…: of which of them the numbers that follow are."""
_BY_MEASURE = late("从(?P<what>[一-鿿]{2,12}?)(?:上?来?看)$|(?P<of>[一-鿿]{2,12})方面$")
"""从批发交易总量来看，环比增长1.8%; 赔付支出方面，上半年合计6180亿元."""
_RATED = late(
    f"(?:维持|给予|予以|首次覆盖|上调|下调|重申)对?(?P<who>[{NAMES}一-鿿]{{2,12}}?)?(?:的|至|为)?“[^”]{{2,6}}”(?:的?投资)?评级"
)
"""Shares that somebody rates: 某某证券维持 | 某某股份 | “买入”评级."""
_TURNS_TO = late(
    f"(?:而|至于)?(?:对于?|关于|至于)(?P<who>[{NAMES}]+)|(?P<branch>[{NAMES}]+|"
    "民航|铁路|公路|水路|道路|水运|航空|地铁|公交|邮政|快递|电力)方面"
)
"""对某某能源，预计…, 民航方面，…: whom, or which branch, what follows is about."""
_HERE = late("(?:这里|那里|这儿|那儿|此处|此地)(?!的)")
"""Opens what is told of a place that is not named again."""
_OFFICES = frozenset("局部委署办厅院处会所府")
_TOLD = re.compile(
    "(?:发布|公布|通报|公开|披露)了?[^,]{0,24}(?:数据|消息|公告|报告|公报|通报|情况|结果|名单|统计|信息|通知)$"
)
"""国家电影局 | 发布数据，…: an office only tells."""
_OF_MEASURE = ("measured.head", "measured.those")
"""Rules whose measure may open the clause: 法院同期采纳率, 停水的则有29万户."""
_LONGEST_NOUN = 12
_SECOND = late(
    "(?:其次|第[一二三四五]名?|再次|首位|主要|[较最]为?[高多大低少严重慘惨长短快慢]{1,3}的?[一-鿿]{0,4}?)的?则?[是为](?:\ue000+的?)?(?P<what>[一-鿿《》0-9a-z\ue002\ue003]{2,16})$"
)
"""其次为芭乐，损失…: whom the numbers that follow are of."""


_ITEM_MARKS = ("", "。", "!", ";", ":", "\n")
_ITEM = late(
    "[一-鿿](?:基地|项目|工程|公司|集团|景区|公园|中心|学校|医院|铁路|高铁|大桥|水库|工厂|合作社|基金|资助活动|开支)$"
)
"""Ends what an item of a list is about, where nothing else stands before the comma."""
_CALLED = late("[一-鿿0-9a-z-]{1,8}(?:景区|乐园|小镇|古镇)(?=[一-鿿]{2,6}$)")
"""Says what kind of thing it is whose name follows."""
_LONGEST_ITEM = 30
_PLAIN = ("nominal", "joint", "manner")


class Topics:
    """Asked clause by clause, in reading order."""

    def __init__(self, text: str, masked: str, names: SubjectNames) -> None:
        self.text, self.masked, self.names = text, masked, names

    def open(self, clause: Span, sentence: Sentence, counts: bool) -> bool:
        """Whom the clause opens with is what its numbers are about, unless it only speaks.

        Returns whether it opens with anybody.
        """
        turned = None if counts else _TURNS_TO.fullmatch(self.masked, *clause)
        if turned is not None and (name := self.names.name(turned.span(turned.lastgroup or 0))):
            self._now_about(name, sentence)
            return True
        rated = None if counts else _RATED.search(self.masked, *clause)
        if rated is not None:
            return self._is_rated(rated, sentence)
        if _HERE.match(self.masked, clause[0]):
            sentence.topic = None  # 沈阿婆在做操。| 这里由…运营，设有床位49张
            return True
        if not counts and names_partner(self.masked, clause):
            return False
        if not counts and (firm := points_out(self.names, self.masked, clause)):
            self._now_about(firm, sentence)
            sentence.reports = self.names.reporting = firm
            return True
        opening = clause_subject(self.masked, *clause)
        if opening is not None and not counts and sentence.fresh and self._only_does(opening):
            return False  # 合作社建立基地，发展无公害蔬菜种植，带动…
        if opening is not None:
            opening = opening[0], without_modal(self.masked, *opening)  # 失业率 | 总体下降
        second = _SECOND.search(self.masked, *clause) if not counts else None
        if second is not None:
            opening = None
        if opening is None and not counts:
            opening = self._bare_noun(clause, sentence)
        if opening is None:
            self._look_at(clause, second, sentence, counts)
            return False
        return self._go_on(clause, opening, sentence, counts)

    def _look_at(
        self, clause: Span, second: re.Match[str] | None, sentence: Sentence, counts: bool
    ) -> None:
        """从…来看: by which measure, or at which of them, a clause without a subject looks."""
        by_measure = not counts and self._opens_by_measure(clause, sentence)
        seen = None if by_measure else second or _SEEN.match(self.masked, *clause)
        if seen is not None:
            self._now_about(self.text[slice(*seen.span("what"))], sentence)

    def _go_on(self, clause: Span, opening: Span, sentence: Sentence, counts: bool) -> bool:
        """Goes on with whom a clause opens with; whether it opens with anybody."""
        self.names.named.speaker = None
        reports = own_report(self.names, self.masked, opening, clause)
        if reports is not None:
            self._now_about(reports, sentence)
            sentence.reports = self.names.reporting = reports
            return True
        opening = self._without_measure(opening, sentence, counts)
        if opening[0] >= opening[1]:
            return False
        if self.names.is_scope(opening) or self._speaks(opening, clause):
            sentence.topic = None
            if ACTS.search(self.masked, *opening):
                sentence.speaker = self.names.name(opening)
            return True
        return self._open_with(opening, sentence, counts)

    def _is_rated(self, rated: re.Match[str], sentence: Sentence) -> bool:
        """某某证券研报维持 | 某某股份 | “买入”评级，目标价30元: whoever rates is not spoken of."""
        name = self.names.name(rated.span("who")) if rated["who"] else None
        if name is not None:
            self._now_about(name, sentence)
        return name is not None

    def _bare_noun(self, clause: Span, sentence: Sentence) -> Span | None:
        """A clause that is nothing but a noun; with an item what was counted before is over."""
        noun = self._alone(clause) if self.masked[clause[0] - 1] == ":" else None
        if noun is None:
            noun = self._item(clause)
            sentence.counted_things = None if noun else sentence.counted_things
        return noun

    def _opens_by_measure(self, clause: Span, sentence: Sentence) -> bool:
        """Whether the clause says by which measure it looks at things; the measure goes on."""
        by = _BY_MEASURE.match(self.masked, *clause)
        parts = (
            split(self.masked, *by.span("what" if by["what"] else "of")) if by is not None else None
        )
        if parts is None or not parts.named:
            return False
        self._measure_opens(parts, sentence)
        measure = sentence.last.measure if sentence.last else None
        sentence.by = measure if measure and fold(measure).endswith("量") else None
        return True

    def _without_measure(self, opening: Span, sentence: Sentence, counts: bool) -> Span:
        """Whose the measure is that a clause opens with; one without a number leaves it behind."""
        of = self.masked.rfind("的", *opening) + 1
        if opening[0] < of < opening[1] and is_name(self.masked, (of, opening[1])):
            opening = of, opening[1]  # 难度系数稍低的 | 侍聪
        if self.masked[opening[1] - 2 : opening[1]] in PAIRS and opening[1] - opening[0] > 3:
            return opening[0], opening[1] - 2  # 新能源汽车 | 产销 | 分别完成…
        parts = split(self.masked, *opening)
        if not parts.named:
            return opening
        if self.masked.endswith("指数", *opening) and parts.subject[0] < parts.subject[1]:
            if not counts:
                base = self.text[slice(*opening)]
                sentence.last = About(measure=base, base=base, rule="clause")
                sentence.last_subject = self.names.name(opening)
            return opening  # 上证 | 指数: is what is spoken of
        if not counts:
            self._measure_opens(parts, sentence)
        return parts.subject

    def _open_with(self, opening: Span, sentence: Sentence, counts: bool) -> bool:
        """Makes who is named the topic, or whose it is that is better or worse; whether any is."""
        name = self.names.name(opening)
        if name is not None and _ABSTRACT.search(self.masked, *opening):
            whose = _OF_WHOM.match(self.masked, *opening)
            name = self.names.name(whose.span("who")) if whose else None
            name = name if name and name[-1] not in _OFFICES else None
            if name is not None or not self.names.is_known(sentence.topic):
                self._now_about(name, sentence)
        elif name is not None:
            self._now_about(name, sentence)
            sentence.reopened = not counts
        elif self.masked[opening[0]] in "我咱" or self.masked[slice(*opening)] in FIRM:
            sentence.topic = None  # whoever speaks, and a firm that nothing names
        return name is not None

    def _now_about(self, name: str | None, sentence: Sentence) -> None:
        """The sentence goes on about a topic of its own, or about none."""
        sentence.topic, sentence.fresh, sentence.counted = name, name is not None, False

    def _only_does(self, opening: Span) -> bool:
        """Whether a phrase begins with what is done and names nobody who does it."""
        first = next(tokens(self.masked, *opening), None)
        deed = first is not None and first.start == opening[0] and first.word_class == "nominal"
        long = first is not None and opening[1] - first.end > 1
        return deed and long and ACTOR.search(self.masked, *opening) is None

    def _alone(self, clause: Span) -> Span | None:
        """其中:新房住宅，…: a clause that is nothing but a noun."""
        begin, stop = without_dates(self.masked, *clause)
        plain = 1 < stop - begin <= _LONGEST_NOUN and self.masked[stop : stop + 1] == ","
        acts = any(t.word_class != "nominal" for t in tokens(self.masked, begin, stop))
        return (begin, stop) if plain and not acts else None

    def _item(self, clause: Span) -> Span | None:
        """成都繁殖基地，前4天…; 新晋景区 | 剑门关，…: an item opens with nothing but that."""
        masked = self.masked
        if (
            masked[clause[0] - 1 : clause[0]] not in _ITEM_MARKS
            or masked[clause[1] : clause[1] + 1] != ","
        ):
            return None
        begin, stop = without_dates(masked, *clause)
        if measure_start(masked, begin, stop) == begin:
            return begin, stop  # 一般及行政开支，在去年的基础上…
        begin, stop = without_passing(masked, begin, stop)
        begin = max(begin, masked.rfind("的", begin, stop) + 1)
        if stop - begin > _LONGEST_ITEM:
            return None
        called = _CALLED.match(masked, begin, stop)
        begin = called.end() if called else begin
        if called is None and _ITEM.search(masked, begin, stop) is None:
            return None
        said = (t for t in tokens(masked, begin, stop) if not names_thing(masked, begin, t))
        return (begin, stop) if all(t.word_class in _PLAIN for t in said) else None

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
        if read is None or read.rule not in _OF_MEASURE or not read.base:
            return False
        start = without_dates(self.masked, *clause)[0]
        said = read.base if read.rule == "measured.head" else read.base.rpartition("的")[0]
        return self.text.startswith(said, start)

    def _measure_opens(self, parts: Split, sentence: Sentence) -> None:
        """鲜果价格持续下降，…: a clause without a number can say what the next number measures."""
        measure = self.text[slice(*parts.measure)]
        folded = fold(measure)
        change = next((word for word in CHANGES if folded.endswith(word)), "")
        measure = measure[: len(measure) - len(change)]  # 业务 | 增速较快，同比增长60%
        told = sentence.last is not None and sentence.last.base is not None
        if not measure or (told and parts.subject[0] >= parts.subject[1] and folded in _SAME):
            return  # 销量2.68万辆，增速超过行业平均，同比增长79%; 进出口2万亿元，规模创新高
        if parts.subject[0] < parts.subject[1]:
            sentence.topic = self.names.name(parts.subject) or sentence.topic
        else:
            sentence.topic = None
        sentence.last = About(measure=measure, base=measure, rule="clause")
        sentence.last_subject = sentence.topic

    def _speaks(self, opening: Span, clause: Span) -> bool:
        """Whether a clause only says who speaks: 副局长谢远平说，…; 文旅部：…"""
        if self.masked.startswith(":", opening[1]) and self.masked[opening[1] - 1] == NAME:
            return True
        if _TOLD.search(self.masked, opening[1], clause[1]) is not None:
            office = self.masked[opening[1] - 1] == NAME and self.text[opening[1] - 1] in _OFFICES
            if office or self.names.name(opening) in self.names.named.employers:
                return True
        if self.masked[clause[1] - 1] not in _SAID:
            return False
        said = [t for t in tokens(self.masked, opening[1], clause[1]) if self._tells(t)]
        return bool(said) and clause[1] - said[-1].end <= 1

    def _tells(self, token: Token) -> bool:
        return token.word_class == "say" or self.masked[token.start : token.end] in TELLING
