"""Numbers of a list whose measure stands before a colon: 最高气温：北京 | 32℃、上海 | 29℃."""

from __future__ import annotations

from dataclasses import replace

from ingest.facts.context.measures.measure import measure_start, names_measure
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.late import late
from ingest.facts.phrases import strip_cues, trim
from ingest.facts.words import QUANTITY, tokens
from ingest.script import fold

_READ = ("measured.noun", "coordinated", "measured.gapped", "counted.owner")
"""Rules of numbers that have nothing but a name or a noun before them."""
_TAIL = late(
    f"(?:如下|情况|排名|排行榜?|[分依][别次][是为]|前(?:[{QUANTITY}]+|[三五十])[名位强]?(?:的[一-鿿]{{2,4}})?|[是为]|\\([^()]*\\))+$"
)
"""Behind the measure, before the colon: 票房 | 前三名."""
_RATES = ("率", "增速", "增幅", "涨幅", "降幅", "跌幅", "比重", "占比", "比例", "份额")
_SUMS = tuple("额入出润资款金费价值债")
_PEOPLE = ("人数", "数", "客流", "人次", "量")
_LONGEST = 12
_APART = "、,;: 和及与"


def under_heading(sight: Sight, read: About, sentence: Span) -> About:
    """What the number measures, where it is of a list under a measure."""
    masked, start = sight.masked, sight.fact.start
    if read.rule not in _READ:
        return read
    colon = masked.rfind(":", sentence[0], start)
    if colon < 0:
        return read
    begin = max(masked.rfind(mark, sentence[0], colon) for mark in ",;。:") + 1
    begin = max(begin, sentence[0])
    tail = _TAIL.search(masked, begin, colon)
    end = tail.start() if tail else colon
    at = measure_start(masked, begin, end)
    if at >= end:
        return read
    base = sight.said(at, end)
    own = _own(sight)
    if own is None or not _fits(sight, fold(base)):
        return read
    return replace(read, subject=own, noun=None, measure=base, base=base, rule="headed")


def _own(sight: Sight) -> Span | None:
    """The name or noun before the number, which it is of."""
    masked, begin = sight.masked, sight.left
    while masked[begin] in _APART and begin < sight.fact.start:
        begin += 1
    own = trim(masked, begin, sight.fact.start)
    if strip_cues(masked, *own)[1] is not None:
        return None  # 甲市增长 | 5%
    if not 0 < own[1] - own[0] <= _LONGEST or names_measure(masked[slice(*own)]):
        return None
    acts = any(token.word_class in ("verb", "prep", "say") for token in tokens(masked, *own))
    return None if acts else own


def _fits(sight: Sight, base: str) -> bool:
    """Whether a number of its kind may be of the measure."""
    fact = sight.fact
    if fact.kind == "percent":
        return base.endswith(_RATES)
    if base.endswith(_RATES):
        return False
    if fact.kind == "money":
        return not base.endswith(_PEOPLE)
    if fact.dimension == "temperature":
        return "温" in base
    if fact.dimension == "people":
        return base.endswith(_PEOPLE)
    return not base.endswith(_SUMS)
