"""Numbers of what a thing extends over, or what make it is: 12公里的 | 通乡公路, 55英寸 | 电视."""

from __future__ import annotations

from ingest.facts.context.counting.counters import counter
from ingest.facts.context.phrases.edges import is_name
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.words import Token


def extent(sight: Sight, left: Span, last: Token | None, noun: Span) -> About | None:
    """12公里的 | 通乡公路, 3条10千伏 | 线路: what a thing extends over, or what make it is."""
    if noun[0] >= noun[1]:
        return None
    alone = last is None and (left[0] >= left[1] or sight.masked[left[0]] in "这该其")
    extends = _extends(sight) or (is_name(sight.masked, noun) and sight.fact.unit == "字")
    makes = sight.fact.dimension == "voltage" or sight.fact.unit in _MAKES
    if not (makes or (alone and extends)):
        return None
    base = counter(sight.fact)
    return About(noun, None, base, base, rule="extent")


def _extends(sight: Sight) -> bool:
    """Whether a number tells the extent of a thing behind 的."""
    return sight.fact.dimension in _EXTENTS and sight.masked.startswith("的", sight.fact.end)


_MAKES = ("纳米", "英寸", "寸", "马力", "克拉")
"""Measures by which a make is told: 7纳米工艺, 55英寸电视."""
_EXTENTS = ("length", "area", "mass", "volume", "power", "speed")
