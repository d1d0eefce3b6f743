"""The arithmetic of changes: what is printed, recomputed; a contradiction is told, never mended."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ingest.facts.quantities.exactness import interval
from ingest.model import Fact

Ends = tuple[Fraction, Fraction]
"""The least and the most that a printed number may stand for."""


def in_points(delta: Fact) -> bool:
    """Whether a change of a rate is told in percentage points."""
    return (delta.unit or "").endswith(("百分点", "百分點", "千分点", "基点"))


def alike(one: Fact, other: Fact) -> bool:
    """Whether two quantities measure in the same unit."""
    if one.kind == "percent" or other.kind == "percent":
        return one.kind == other.kind
    if "点" in (one.unit, other.unit) and None in (one.unit, other.unit):
        return True  # an index of 89.3 rises by 0.2点
    return one.unit == other.unit or (
        one.norm_unit is not None and one.norm_unit == other.norm_unit
    )


def values(came_from: Fact | None, to: Fact | None) -> tuple[float | None, float | None]:
    """From- and to-value in one unit: the printed one if both share it, else the norm unit."""
    if came_from is not None and to is not None and came_from.unit != to.unit:
        return came_from.norm_value, to.norm_value
    return (came_from.value if came_from else None), (to.value if to else None)


def plain(value: float | None) -> float | None:
    """A number without what binary fractions add to it, and whole where it is: 14.7, 37."""
    if value is None:
        return None
    value = round(value, 9)
    return int(value) if value == int(value) else value


def consistent(
    came_from: Fact | None, to: Fact | None, deltas: Sequence[Fact], down: bool
) -> bool | None:
    """Whether the printed numbers can all be true; None where there is nothing to recompute."""
    first, last = values(came_from, to)
    if came_from is None or to is None or first is None or last is None:
        return None
    if (last < first) != down and last != first:
        return False
    ends = interval(came_from, first), interval(to, last)
    agree = [_agrees(*ends, one, to, down) for one in deltas]
    told = [one for one in agree if one is not None]
    return all(told) if told else None


def _agrees(first: Ends, last: Ends, delta: Fact, to: Fact, down: bool) -> bool | None:
    """Whether a difference, rounded as it is printed, lies between those of the rounded ends."""
    if delta.value is None or delta.unit == "倍":
        return None
    if delta.kind == "percent" and not in_points(delta) and to.kind != "percent":
        if first[0] <= 0:
            return None
        ends = [(t / f - 1) * 100 for t in last for f in first]
    else:
        ends = [t - f for t in last for f in first]
    ends = [-end if down else end for end in ends]
    low, high = interval(delta, delta.value)
    return min(ends) <= high and low <= max(ends)


def agree_on(level: Fact, step: Fact, rate: Fact, down: bool) -> bool | None:
    """Whether a difference and its percent can both have led to a level: 15亿元, 增加3亿元, 25%."""
    if None in (level.value, step.value, rate.value):
        return None
    ends = [
        s / base * 100
        for s in interval(step)
        for t in interval(level)
        if (base := t + s if down else t - s) > 0
    ]
    low, high = interval(rate)
    return min(ends) <= high and low <= max(ends) if ends else None
