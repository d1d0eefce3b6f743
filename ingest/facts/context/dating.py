"""When a number is of: told with it, by its report, or left by what stands before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.facts.context.carried import Sentence
from ingest.facts.context.moments import When, of_publication
from ingest.facts.context.report import Report
from ingest.facts.context.when import Times
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
_REACH = 120
"""How far before a number it is looked for what is to come."""


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
        if self.times.is_compared(sentence.span, fact):
            return self.times.compared(sentence.span, fact)
        if self.times.is_now(sentence.span, fact):
            of_day = self.event is not None and self.event.start is None
            return self.event if of_day else self.published
        stated = self.times.of(sentence.span, fact)
        if stated is None and self._is_planned(sentence, fact):
            return self.event or self.published
        told = stated or self.report.of(sentence.span, fact.start, sentence.carried.time)
        return told or sentence.carried.time or self.event or self.published

    def _is_planned(self, sentence: Sentence, fact: Fact) -> bool:
        """去年…。人力将由48人增至 | 70人: what will be is not of the time that the text told of."""
        carried, begin = sentence.carried.time, self.masked.rfind(",", 0, fact.start) + 1
        if carried is None or self.document.published is None:
            return False
        if (carried.end or carried.as_of or "")[:7] >= self.document.published[:4]:
            return False
        return _AHEAD.search(self.masked, max(begin, fact.start - _REACH), fact.start) is not None
