"""The members of a list in a clause, where several numbers are given out to them.

粗钢、生铁、钢材产量                          one for each number
电子设备制造业、计算机及办公设备制造业         only 、 parts them where two numbers follow
步行街、商圈客流量、营业额                     measures of one, as many as the numbers
"""

from __future__ import annotations

import re

from ingest.facts.context.measures.measure import head_start, split
from ingest.facts.context.phrases.edges import without_dates, without_passing
from ingest.facts.context.sight import Span
from ingest.facts.context.wording import OF_WHOLE
from ingest.facts.late import late
from ingest.facts.phrases import MEMBERS
from ingest.facts.words import NAME, QUANTITY, read_table, tokens

_LONGEST = 60
"""A list longer than this is a sentence that was not understood."""
APART = late("、|(?<=[”》])(?=[“《])")
_LEADING = read_table("context_words.tsv")["letting"] | read_table("context_words.tsv")["light"]
"""Verbs before a list whose members something is said of: 带动 | 电动自行车、洗衣机产量."""
_HOLDER = late("(?:重点|监测|零售|限额)[一-鿿]{0,8}(?:企业|单位|平台)(?=[一-鿿]{2})")
"""限额以上单位 | 化妆品、金银珠宝零售额: who sells all of them."""


def members(masked: str, start: int, end: int, count: int = 0) -> list[Span]:
    """Spans of the members of the list that stands before 分别, `count` where that may be."""
    first, end = without_passing(masked, start, end)
    # 线下和线上: how something is done can be a member too
    start = without_dates(masked, start, end)[0] if MEMBERS.search(masked, start, first) else first
    whole = OF_WHOLE.search(masked, start, end)
    end = whole.start() if whole and whole.start() > start else end
    if start >= end or end - start > _LONGEST:
        return []
    to = max(masked.rfind(word, start, end) for word in "对向")
    start = to + 1 if start < to < end - 1 else start  # 长三角对 | 东盟、拉美、非洲进出口
    spans = parted(masked, start, end, count)
    if any(first >= last for first, last in spans):
        return []
    spans[0] = without_leading(masked, spans)
    while len(spans) < count and (one := _named_before(masked, spans[0][0])):
        spans.insert(0, one)
    return spans


def _named_before(masked: str, start: int) -> Span | None:
    """软件和信息技术服务业，| 租赁和商务服务业…: a name alone before the comma is one more."""
    if masked[start] != NAME or masked[start - 1 : start] != ",":
        return None
    end = start - 1
    before = masked[max(0, end - _LONGEST) : end]
    at = end - len(before) + len(before.rstrip(NAME))
    return (at, end) if at < end and masked[at - 1 : at] in ("", *",;:。、中\n") else None


def parted(masked: str, start: int, end: int, count: int) -> list[Span]:
    """The stretch parted at its joints: at all of them, or so that there are `count` parts."""
    spans = _cut(masked, start, end, MEMBERS)
    if len(spans) == count or count < 2:
        return spans
    apart = _cut(masked, start, end, APART)
    if len(apart) == count:
        return apart
    named = [split(masked, *span).named for span in spans]
    if len(spans) > count and all(named[-count:]) and not any(named[:-count]):
        return [(start, spans[-count][1]), *spans[1 - count :]]
    return spans


def _cut(masked: str, start: int, end: int, joints: re.Pattern[str]) -> list[Span]:
    spans, at = [], start
    for match in joints.finditer(masked, start, end):
        spans.append((at, match.start()))
        at = match.end()
    return [*spans, (at, end)]


def without_leading(masked: str, spans: list[Span]) -> Span:
    """The first member without a verb, or who does it, before the whole list."""
    start, end = spans[0]
    if len(spans) < 2:
        return spans[0]
    start = end - len(masked[start:end].lstrip(QUANTITY))  # 50个 | 步行街、商圈
    found = [t for t in tokens(masked, start, end) if masked[t.start : t.end] in _LEADING]
    verb = found[-1] if found else None
    if verb is not None and len(masked[verb.start : verb.end]) > 1 and end - verb.end > 1:
        start = verb.end
    holder = _HOLDER.search(masked, start, end)
    if holder and not any(_HOLDER.search(masked, *span) for span in spans[1:]):
        start = holder.end()
    return start, end


def last_of(masked: str, spans: list[Span]) -> tuple[Span, Span]:
    """The last member and the measure behind it, which is that of all: 钢材 | 产量."""
    start, end = spans[-1]
    of = masked.rfind("的", start, end)
    if start < of < end - 1 and not any("的" in masked[slice(*span)] for span in spans[:-1]):
        return (start, of), (of + 1, end)  # 科技服务、信息服务的 | 省际销售额
    last, head = split(masked, start, end)[:2]
    if last[0] >= last[1]:
        at = head_start(masked, start, end)
        if at == end and masked[end - 1] in "率量额" and end - start > _UNLISTED:
            at = end - _UNLISTED  # 英语四级、六级 | 通过率
        last, head = (start, at), (at, end)
    kind = masked.find("等", last[0] + 2, last[1])
    if kind > 0 and not any("等" in masked[slice(*span)] for span in spans[:-1]):
        last = last[0], kind  # 金银珠宝、家具 | 等商品零售额
    return last, head


_UNLISTED = len("通过率")


def _pairs(name: str) -> dict[str, tuple[str, str]]:
    entries = (entry.split("=") for entry in read_table("measure_words.tsv")[name])
    return {word: (one, other) for word, one, other in entries}


PAIRS = _pairs("pair")
"""Words that name two measures."""
KINDS = _pairs("kinds")
"""Words that name two kinds of what stands behind them."""


def pair_in(
    masked: str, spans: list[Span], pairs: dict[str, tuple[str, str]]
) -> tuple[str, tuple[str, str]] | None:
    """The word that a phrase ends in and the two measures that it names."""
    end = spans[0][1] if len(spans) == 1 else 0
    words = (masked[max(0, end - length) : end] for length in (3, 2))
    return next(((word, pairs[word]) for word in words if word in pairs), None)
