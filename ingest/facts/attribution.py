"""Who says so: the speaker, agency or document that stands behind a number."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from ingest.model import Fact


@dataclass(frozen=True)
class Source:
    """Who says so, from where on, and whether it still holds in the next sentence."""

    name: str
    source_type: str
    """direct quote, indirect quote, agency, document or report."""
    start: int
    lasting: bool


_SAY = re.compile(
    r"获悉|了解到|看到|得知|显示|表明|指出|介绍说?|表示|透露|认为|强调|坦言|解释说?|告诉记者|通报|统计|预测|预计|发布|公布|"
    r"提出|明确|规定|要求|披露|报道|证实|(?<![简名职俗统号堪对全])称|说"
)
_HEARD = re.compile(r"获悉|了解到|看到|得知")
_PAPER = re.compile(
    r"(?:统计|监测|调查|最新)?(?:数据|报告|公报|年报|财报|公告|通报|结果|文件|草案|方案)$"
)
_ALSO_DOING = ("预计", "预测", "公布", "发布", "统计", "要求", "明确", "规定", "通报")
"""Verbs of saying that are acts as well, unless what was said follows at once."""
_ANONYMOUS = re.compile("数据|结果")
"""数据显示 without an issuer names nobody."""
_REACH = 120
"""How far around a verb of saying is looked: bounds the work on text without marks."""
_OPENS = re.compile(r"[,:。]|$")
_TYPES = {"person": "indirect quote", "organisation": "agency", "document": "document"}


class Sources:
    """The sources of an article, asked in reading order."""

    def __init__(self, folded: str, facts: list[Fact]) -> None:
        self.folded = folded
        quotes = [fact for fact in facts if fact.kind == "quote" and fact.speaker]
        self.quotes = sorted(quotes, key=lambda fact: (fact.start, -fact.end))
        self.quote_starts = [fact.start for fact in self.quotes]
        named = [fact for fact in facts if fact.kind in _TYPES]
        self.named = sorted(named, key=lambda fact: (fact.end, fact.start))
        self.ends = [fact.end for fact in self.named]

    def quoted(self, quantity: Fact) -> Source | None:
        """The speaker of the quote that a quantity stands in."""
        number = bisect_right(self.quote_starts, quantity.start) - 1
        quote = self.quotes[number] if number >= 0 else None
        if quote is None or quote.end < quantity.end or quote.speaker is None:
            return None
        kind = "indirect quote" if quote.direct is False else "direct quote"
        return Source(quote.speaker, kind, quote.start, False)

    def _in_quote(self, at: int) -> bool:
        number = bisect_right(self.quote_starts, at) - 1
        quote = self.quotes[number] if number >= 0 else None
        return quote is not None and at < quote.end and quote.direct is not False

    def stated(self, sentence: tuple[int, int]) -> list[Source]:
        """The sources that a sentence names, in the order of the places where they take over."""
        found = []
        start, end = sentence
        for match in _SAY.finditer(self.folded, start, end):
            if self._in_quote(match.start()):
                continue
            source = self._at(sentence, match)
            if source is not None:
                found.append(source)
        return found

    def _at(self, sentence: tuple[int, int], match: re.Match[str]) -> Source | None:
        start, end = (
            max(sentence[0], match.start() - _REACH),
            min(sentence[1], match.end() + _REACH),
        )
        clause_start = max(self.folded.rfind(mark, start, match.start()) for mark in ",;:。") + 1
        clause_start = max(clause_start, start)
        heard = _HEARD.match(match.group())
        reach = start if heard else clause_start
        said = self.folded[clause_start : match.start()]
        comma = self._comma(match.end(), end)
        far = comma - match.end() > 8 and not said.startswith("据")
        if far and match.group() in _ALSO_DOING:
            return None
        number = bisect_right(self.ends, match.start()) - 1
        paper = _PAPER.search(said)
        while number >= 0 and self.named[number].start >= reach:
            fact = self.named[number]
            if fact.kind == "person" and "记者" in self.folded[max(0, fact.start - 4) : fact.start]:
                number -= 1  # who reports is not who says so
                continue
            name = fact.name or fact.text
            kind = "agency" if paper and fact.kind == "organisation" else _TYPES[fact.kind]
            if fact.kind == "document":
                name = fact.text
            return Source(name, kind, comma, kind != "indirect quote")
        if (
            paper
            and not _ANONYMOUS.search(paper.group())
            and not heard
            and match.group() in ("显示", "表明", "指出", "称")
        ):
            return Source(paper.group(), "report", comma, True)
        return None

    def _comma(self, at: int, end: int) -> int:
        match = _OPENS.search(self.folded, at, end)
        return match.start() if match else at
