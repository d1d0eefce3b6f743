"""What was measured before a number that may go on with it, in its sentence or the one before."""

from __future__ import annotations

from dataclasses import replace

from ingest.facts.context.carried import Sentence
from ingest.facts.context.sight import About, Span
from ingest.facts.late import late
from ingest.model import Fact

_OPENING = 20
"""How far into a sentence a number stands that it opens with: 分季度看，一季度增长6.4%."""

_LOOKING = late("(?:分|按|从)[^,;。]{1,12}[看分],")
"""分三大门类看，| 电力、热力、燃气及水生产和供应业 | 增长9%."""


def read_before(masked: str, sentence: Sentence, fact: Fact, clause: Span) -> About | None:
    """What the number before measured, or the sum that 其中 takes apart behind others."""
    last = sentence.last
    if last is None:
        return _moved_before(masked, sentence, fact)
    counts = last.rule.startswith(("counted", "coordinated")) and fact.direction is not None
    if counts and masked.startswith("其中", clause[0]):
        told = (one.read for one in reversed(sentence.read) if one.read.base == "增加值")
        grown = next(told, None)
        return replace(grown, rule="carried.branch") if grown is not None else last
    return last


def _moved_before(masked: str, sentence: Sentence, fact: Fact) -> About | None:
    """分季度看，一季度增长6.4%: what the sentence before measured, where this one opens so."""
    of_sum = masked.startswith("其中", sentence.span[0])
    if sentence.carried.last is None:
        grown = sentence.carried.grown if of_sum and fact.direction is not None else None
        return replace(grown, rule="carried.branch") if grown is not None else None
    if of_sum and fact.direction is None:
        sentence.last_subject = sentence.carried.last_subject
        return replace(sentence.carried.last, subject=None, rule="carried")
    if fact.kind != "percent" or fact.direction is None:
        return None
    looks = _LOOKING.match(masked, sentence.span[0])
    opens = looks.end() if looks else sentence.span[0]
    if fact.start - opens > _OPENING and not of_sum:
        return None
    sentence.last_subject = sentence.carried.last_subject
    return replace(sentence.carried.last, rule="carried")
