"""Who says so: the speaker, agency or document that stands behind a number."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from ingest.facts.late import late
from ingest.model import Fact


@dataclass(slots=True)
class Source:
    """Who says so, from where on, and whether it still holds in the next sentence."""

    name: str
    source_type: str
    """direct quote, indirect quote, agency, document or report."""
    start: int
    lasting: bool
    issues: bool = False
    """Whether it issues the text's data, and so may stand behind all of it."""


_SAY = re.compile(
    r"获悉|了解到|看到|得知|显示|表明|指出|介绍说?|表示|透露|认为|强调|坦言|解释说?|告诉记者|通报|统计|预测|预计|发布|公布|"
    r"提出|明确|规定|要求|披露|报道|证实|称(?<![简名职俗统号堪对全]称)|说"
)
# Every alternative begins with its own character, so that the search skips all other text.
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
_ISSUING = frozenset(("发布", "公布", "通报", "公告"))
_ISSUED = late(
    "了?[^,。;:“”《》]{0,30}?(?:数据|公报|报告|分析|通报|名单|清单|榜单|年报|季报|财报|情况|信息|统计|结果|指数)"
    r"(?:[(（][^()（）]{0,20}[)）])?(?=[,。;:]|$)"
)
"""What somebody gives out, up to the mark behind it."""
_TODAY = late(
    r"[^,。;:“”]{0,4}?(?:(?:日前|近日|今天|今日|昨天|昨日|[前当同]日|\d{1,2}日|正式|最新|联合|又|再次)(?:\([^()]{0,12}\))?)*(?:对外|向社会)?"
)
"""What may stand between an agency and its verb."""
_BY = re.compile("(?:据|根据|依据|按照)(?!悉|了解|介绍|此)(?P<who>[^,。;:]{2,40})(?=,)")
_TOLD = late(
    "(?:消息|数据|统计|测算|监测|测定|估算|判决书?|裁定书?|公告|报告|通报|信息|资料|披露|透露|显示|报道|"
    "预测|预计|预报|口径|记录|介绍|最新)"
)
_BARE_PAPER = late(
    "(?P<paper>(?:[^的,]{0,8}?(?:法院|警方|检方|检察院|检察机关))?[^的,了]{0,6}?(?:判决书?|裁定书?|起诉书|认定书|"
    "[一二三四]季报|半年报|年报|季报|中报|财报|招股书|招股说明书|公告))(?:披露|显示|称|表明|介绍)?"
)
_TELLING = frozenset(("介绍", "介绍说", "透露", "通报", "告诉记者"))
"""Somebody who tells, and does not only state a view, goes on telling."""
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
        start, end = sentence
        found = self._by(start, end)
        start = found[-1].start if found else start
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
        if match.group() in _ISSUING:
            issuer = self._issuer(clause_start, match, end)
            if issuer is not None:
                return issuer
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
            return Source(name, kind, comma, kind != "indirect quote" or match.group() in _TELLING)
        if (
            paper
            and not _ANONYMOUS.search(paper.group())
            and not heard
            and match.group() in ("显示", "表明", "指出", "称")
        ):
            return Source(paper.group(), "report", comma, True)
        return None

    def _issuer(self, clause_start: int, match: re.Match[str], end: int) -> Source | None:
        """统计局发布一季度经济运行分析: who gives out data stands behind what follows."""
        paper = _ISSUED.match(self.folded, match.end(), end)
        number = bisect_right(self.ends, match.start()) - 1
        if paper is None or number < 0:
            return None
        one = self.named[number]
        between = self.folded[one.end : match.start()]
        if one.kind != "organisation" or one.start < clause_start or not _TODAY.fullmatch(between):
            return None
        return Source(one.name or one.text, "agency", paper.end(), True, True)

    def _by(self, start: int, end: int) -> list[Source]:
        """据三季报披露，…; 根据《规划》，…: what the sentence goes by, told at its head."""
        match = _BY.match(self.folded, start, end)
        if match is None:
            return []
        first, last = match.span("who")
        number = bisect_right(self.ends, last) - 1
        while number >= 0 and self.named[number].start >= first:
            one = self.named[number]
            if one.kind == "document":
                return [Source(one.text, "document", last, True)]
            if one.kind == "organisation" and _TOLD.search(self.folded, one.end, last):
                return [Source(one.name or one.text, "agency", last, True)]
            number -= 1
        paper = _BARE_PAPER.fullmatch(self.folded, first, last)
        return [Source(paper["paper"], "report", last, True)] if paper else []

    def speaks_again(self, source: Source, start: int, end: int) -> bool:
        """Whether a speaker goes on speaking in a stretch, so that what is between is his too."""
        first = bisect_right(self.quote_starts, start)
        for quote in self.quotes[first : first + 3]:
            if quote.start < end:
                return quote.speaker == source.name
        return False

    def _comma(self, at: int, end: int) -> int:
        match = _OPENS.search(self.folded, at, end)
        return match.start() if match else at
