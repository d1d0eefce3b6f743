"""Who holds those counted, or did it, where he is named behind the number.

载有70人的 | 客轮, 捐款1万元的 | 市民甘庆先, 仅获48金的 | 日本
"""

from __future__ import annotations

from ingest.facts.context.counting.counters import RESULTS, counter, counts_itself
from ingest.facts.context.phrases.noun_ends import noun_end
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.late import late
from ingest.facts.phrases import trim
from ingest.facts.words import NAMES


def held_by(sight: Sight, verb: str, subject: Span | None) -> About | None:
    """载有70人的 | 客轮: who holds them stands behind the number."""
    start, masked = sight.fact.end + 1, sight.masked
    holds = subject is None or verb.endswith(("有", "载"))
    if not (holds and counts_itself(sight.fact) and masked.startswith("的", start - 1)):
        return None
    holder = trim(masked, start, noun_end(masked, start, sight.clause[1]))
    if holder[0] >= holder[1]:
        return None
    base = verb + counter(sight.fact)
    return About(holder, None, base, base, rule="counted.holder")


def done_by(sight: Sight, verb: str) -> About | None:
    """捐款1万元的 | 市民甘庆先: who did it is named behind the number."""
    told = sight.fact.kind == "money" or sight.fact.unit in RESULTS
    who = _WHO_DID.match(sight.masked, sight.fact.end) if told else None
    if who is None:
        return None
    base = verb + counter(sight.fact)
    return About(who.span("who"), None, base, base, verb, rule="counted.holder")


_WHO_DID = late(f"的[一-鿿]{{0,6}}(?P<who>[{NAMES}]+)(?![{NAMES}的])")
