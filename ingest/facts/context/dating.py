"""When a number is of: told with it, by its report, or left by what stands before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.facts.context.carried import Sentence
from ingest.facts.context.moments import When, of_publication
from ingest.facts.context.report import Report
from ingest.facts.context.when import Times
from ingest.facts.document import Document
from ingest.model import Fact

_AHEAD = re.compile("将(?![近军领士其该])|预计|计划(?!生育)|拟(?!合)|力争")
_REACH = 120
"""How far before a number it is looked for what is to come."""


class Dating:
    """Asked number by number, in reading order."""

    def __init__(
        self, document: Document, facts: Sequence[Fact], masked: str, times: Times
    ) -> None:
        self.document, self.masked, self.times = document, masked, times
        self.event: When | None = None
        self.published = of_publication(document.published)
        self.report = Report(document.folded, document.published)
        changes = (fact for fact in facts if fact.kind == "change" and fact.from_value is not None)
        self.origins = {fact.details["of"][0] for fact in changes if fact.details.get("of")}

    def of(self, fact: Fact, sentence: Sentence) -> When | None:
        """The time of a number of a sentence."""
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
