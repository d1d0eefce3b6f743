"""How long somebody does something: 24小时联动值守, 近40分钟的努力, 30分钟的紧张处置."""

from __future__ import annotations

from ingest.facts.context.measures.measure import names_measure
from ingest.facts.context.phrases.actors import ACTOR
from ingest.facts.context.phrases.clause import clause_subject
from ingest.facts.context.phrases.edges import without_passing, without_tail
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.late import late
from ingest.facts.phrases import trim
from ingest.facts.words import NAMES, tokens
from ingest.script import fold

LASTING = ("duration", "time")
"""Dimensions of how long something lasts."""
_WHAT = late("的(?P<how>[一-鿿]{0,6}?)(?P<what>[一-鿿]{2})(?=[,;。、后里中内]|$)")
"""40分钟 | 的努力, 30分钟 | 的紧张处置."""
_EFFORTS = frozenset(
    ["努力", "等待", "奋战", "苦战", "鏖战", "跋涉", "攀登", "颠簸", "煎熬", "航行", "飞行", "鏖斗"]
)
_WITHIN = late("[之以]?内(?:就|便|即|已|可|能|将|全部|陆续|迅速)*")
_FROM_TO = frozenset("至到")
_LONGEST_DEED = 6


def lasting(sight: Sight, begin: int, stop: int) -> About | None:
    """What lasts, by what stands behind how long; None where that tells nothing."""
    masked = sight.masked
    begin, stop = without_tail(masked, *without_passing(masked, *trim(masked, begin, stop)))
    who = (begin, stop) if _acts(masked, begin, stop) else None
    what = _WHAT.match(masked, sight.fact.end, sight.right)
    if what is not None:
        deed = sight.said(*what.span("what"))
        verbal = next(tokens(masked, *what.span("what")), None)
        acts = verbal is not None and verbal.word_class in ("verb", "nominal")
        if names_measure(deed) or not (acts or deed in _EFFORTS):
            return None
        return About(who, None, deed + "时间", deed + "时间", rule="lasting")
    within = _WITHIN.match(masked, sight.fact.end)
    if who is None and within and not sight.follows:
        return _within(sight, (begin, stop), within.end())
    if who is None:
        return None
    deed = _deed(sight)
    return About(who, None, deed + "时间", deed + "时间", rule="lasting")


def _within(sight: Sight, phrase: Span, end: int) -> About | None:
    """交警在事发后 | 5分钟内赶到: how long it takes until something is done."""
    masked = sight.masked
    deed = next(tokens(masked, end, sight.clause[1]), None)
    if deed is None or deed[::2] != (end, "verb") or masked[deed.start] in "有是":
        return None
    who = clause_subject(masked, sight.clause[0], sight.clause[1])
    own = who if who is not None and who[1] <= sight.fact.start else None
    plain = all(t.word_class not in ("verb", "prep") for t in tokens(masked, *phrase))
    own = own or (phrase if plain and phrase[0] < phrase[1] else None)
    base = sight.said(end, deed.end) + "时间"
    return About(own, None, base, base, rule="lasting")


def _acts(masked: str, begin: int, stop: int) -> bool:
    """Whether a phrase ends in those who do something."""
    if (
        begin >= stop
        or not _FROM_TO.isdisjoint(masked[begin:stop])
        or any(t.word_class == "verb" for t in tokens(masked, begin, stop))
    ):
        return False
    return masked[stop - 1] in NAMES or ACTOR.search(masked, begin, stop) is not None


def _deed(sight: Sight) -> str:
    """The verbs behind how long: 24小时 | 联动值守."""
    start = end = -1
    for token in tokens(sight.masked, sight.fact.end, sight.clause[1]):
        verbal = token.word_class in ("verb", "nominal", "manner")
        verbal = verbal and sight.masked[token.start - 1] != "不"  # 不间断地 | 监控
        if start < 0 and verbal:
            start, end = token.start, token.end
        elif verbal and token.start == end and token.end - start <= _LONGEST_DEED:
            end = token.end
        elif start >= 0:
            break
    deed = sight.said(start, end) if start >= 0 else ""
    return "" if fold(deed) in ("达", "达到", "有", "是") else deed
