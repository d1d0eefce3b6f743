"""When a number is of: told with it, by its report, or left by what stands before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.facts.context.carried import Sentence
from ingest.facts.context.sight import Span
from ingest.facts.context.times.compared import compared, is_compared
from ingest.facts.context.times.moments import When, moment, months, of_publication
from ingest.facts.context.times.report import Report
from ingest.facts.context.times.when import DAY, MANY, REPORT, SEASONS, Times
from ingest.facts.document import Document
from ingest.facts.late import late
from ingest.model import Fact
from ingest.script import fold

_AHEAD = re.compile("将(?![近军领士其该])|预计|计划(?!生育)|拟(?!合)|力争")
_FLOWS = late(
    "(?:收入|利润|利润总额|利润率|税收|税金|产值|增加值|产量|销售额|销量|零售额|零售总额|营业额|交易额|支出|进出口|出口|进口"
    "|投资|投资额|成交额|[货客]运量|周转量|发电量|用电量|吞吐量)(?:同比)?(?:[增降涨跌]幅|增加数|减少数|增速)?$"
)
"""Measures of what comes in over a time, and of no moment."""
_MOMENT = re.compile("12月(?!末|底|31)|[年期]末|年底")
_SO_FAR = ("累计", "截至", "历年", "余额")
_HAPPENED = late("(?:下跌|上涨|收跌|收涨|大跌|大涨|跌|涨|已)[一-鿿]{0,2}$")
"""Before what has happened."""
_REACH = 120
"""How far before a number it is looked for what is to come."""

_EVENT = late(
    "比赛|决赛|联赛|锦标赛|世锦赛|世界杯|奥运|主场|客场|战胜|击败|夺冠|不敌|险胜|地震|火灾|爆炸|事故|坍塌|垮塌|"
    "相撞|追尾|坠毁|坠落|侧翻|沉没|起火|滑坡|泥石流|龙卷风|枪击|宣判|开庭|公开审理"
)
"""Tells of a match or an accident: the article is a report of what happened that day."""
_LATELY = 3
"""How many months ago what an article reports of was at most."""


class Dating:
    """Asked number by number, in reading order."""

    def __init__(
        self, document: Document, facts: Sequence[Fact], masked: str, times: Times
    ) -> None:
        self.document, self.masked, self.times = document, masked, times
        self.event: When | None = None
        self.whole: When | None = None
        """The year that a communiqué is of."""
        self.published = of_publication(document.published)
        self.report = Report(document.folded, document.published)
        changes = (fact for fact in facts if fact.kind == "change" and fact.from_value is not None)
        self.origins = {fact.details["of"][0] for fact in changes if fact.details.get("of")}

    def of(self, fact: Fact, sentence: Sentence, measure: str | None) -> When | None:
        """The time of a number of a sentence."""
        time = self._told(fact, sentence)
        whole = self.whole
        if whole is None or time is None or time.as_of != f"{whole.start}-12" or not measure:
            return time
        # 年末企业152家。企业收入 | 5120亿元: in the year that the communiqué is of
        flows = _FLOWS.search(fold(measure)) and not any(one in measure for one in _SO_FAR)
        told = self.document.folded[sentence.span[0] : fact.start]
        flows = flows and not any(one in told for one in _SO_FAR) and self._is_year_end(fact)
        return replace(whole) if flows else time

    def _is_year_end(self, fact: Fact) -> bool:
        """Whether 年末 is the moment told last before a number, and not the month of December."""
        folded = self.document.folded
        line = max(folded.rfind("\n", 0, fact.start), fact.start - 2 * _REACH, 0)
        said = [match.group() for match in _MOMENT.finditer(folded, line, fact.start)]
        return bool(said) and said[-1] != "12月"

    def _told(self, fact: Fact, sentence: Sentence) -> When | None:
        if fact.start in self.origins:
            # What something rose from is of an earlier time, known only where it is told.
            return self.times.beside(sentence.span, fact)
        if is_compared(self.times.folded, sentence.span, fact):
            return compared(self.times, sentence.span, fact)
        if self.times.is_now(sentence.span, fact):
            of_day = self.event is not None and self.event.start is None
            return self.event if of_day else self.published
        stated = self.times.of(sentence.span, fact)
        if stated is None and self._is_of_another(sentence, fact):
            return self.event or self.published
        before = sentence.carried.time
        told = stated or self.report.of(sentence.span, fact.start, before)
        if told is None and before and self.times.lasts(before, sentence.span, fact):
            told = before
        if told is None and self._was_then(sentence.span[0], fact.start):
            return None
        return told or self.event or self.published

    def _was_then(self, start: int, end: int) -> bool:
        """Whether a number is of a time that the text does not tell: 那年; 当时, of no event."""
        dated = self.times.dated
        return dated.then(start, end) or (self.event is None and dated.back_then(start, end))

    def event_of(self, lead: Span) -> When | None:
        """The time of all that an article tells: of its one event, or of the report it is about.

        `lead` is the first sentence of the body. A match or an accident has a day, and nothing
        else in the article may be of an earlier time; a year's report is of that year.
        """
        for fact in self.times.between(*lead)[:MANY]:
            if REPORT.match(self.times.folded, fact.end):
                return replace(moment(fact) or When(), time_source="carried")
        first = self.times.head(lead) or self._happened(lead)
        if first is None or first.as_of is None or len(first.as_of) < DAY:
            return None
        if not _EVENT.search(self.times.folded, *lead):
            return None
        day = first.as_of[:DAY]
        if self.document.published and months(self.document.published) - months(day) > _LATELY:
            return None  # 1976年7月28日，唐山发生地震: what an anniversary is of
        others = [moment(fact) for fact in self.times.facts if not fact.text.endswith(SEASONS)]
        told = ((one.as_of or one.start or "")[:DAY] for one in others if one is not None)
        if any(one < day[: len(one)] for one in told):
            return None
        return replace(first, as_of=day, precision="day", time_source="carried")

    def _happened(self, lead: Span) -> When | None:
        """警方6日说,该市当天凌晨 | 发生枪击事件: the day of a clause that tells of one."""
        folded = self.document.folded
        for fact in self.times.between(*lead)[:MANY]:
            stop = folded.find(",", fact.end, lead[1])
            happens = _EVENT.search(folded, fact.end, stop if stop >= 0 else lead[1])
            if happens and self.times.governs(lead, fact):
                return moment(fact)
        return None

    def _is_of_another(self, sentence: Sentence, fact: Fact) -> bool:
        """Whether what the text told of is over, and this will be (去年…。人力将增至 | 70人), or is
        to come, and this is not (预计下季度…。股价下跌 | 10%)."""
        carried, published = sentence.carried.time, self.document.published
        if carried is None or published is None:
            return False
        last = carried.end or carried.as_of or ""
        begin = max(self.masked.rfind(",", 0, fact.start) + 1, fact.start - _REACH)
        if _AHEAD.search(self.masked, begin, fact.start) is not None:
            return last[:7] < published[:4]
        return last > published and bool(_HAPPENED.search(self.masked, begin, fact.start))
