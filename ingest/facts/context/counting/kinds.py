"""Numbers of those that are of a kind: 其中1558家 | 为直营店."""

from __future__ import annotations

from ingest.facts.context.counting.counters import counter, numbered
from ingest.facts.context.sight import About, Sight, Span

_LONGEST = 14
_CLOSING = {"“": "”", "「": "」"}


def of_kind(sight: Sight, predicate: Span, does: str) -> About | None:
    """其中1558家 | 为 | 直营店, 12处 | 为“优”: so many are of a kind."""
    fact = sight.fact
    if does[1:2] in ("“", "「"):
        measure = f"{does}{_CLOSING[does[1]]}的{counter(fact)}"
        return About(None, None, measure, counter(fact), inherits=True, rule="counted.kind")
    if fact.dimension != "count" or not 2 < len(does) <= _LONGEST:
        return None
    kind = (predicate[1] - len(does) + 1, predicate[1])
    base = numbered(does[1:], fact)
    return About(kind, does[1:], base, base, rule="counted.kind")
