"""Numbers and dates that are part of somebody's or some place's name: 王国庆, 苏一元, 九棵松村."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ingest.model import Fact

_COUNTS = frozenset(("figure", "money", "percent", "date", "period"))
_NAMES = frozenset(("person", "place"))


def without_parts_of_names(facts: list[Fact]) -> list[Fact]:
    """The facts but those numbers and dates that stand inside a name; in the name of an
    organisation only a date without digits, such as the 今日 of a studio called so."""
    names = sorted(
        (fact.start, fact.end, fact.kind)
        for fact in facts
        if fact.kind in _NAMES or fact.kind == "organisation"
    )
    starts = [name[0] for name in names]
    return [fact for fact in facts if fact.kind not in _COUNTS or not _inside(fact, names, starts)]


def _inside(fact: Fact, names: Sequence[tuple[int, int, str]], starts: list[int]) -> bool:
    at = bisect_right(starts, fact.start)
    for start, end, kind in names[max(0, at - 2) : at]:
        if end >= fact.end and end - start > fact.end - fact.start:
            dated = fact.kind in ("date", "period") and not any(map(str.isdigit, fact.text))
            if kind in _NAMES or (dated and start < fact.start):
                return True
    return False
