"""How strong a thing is whose noun stands behind the number: 6.2级 | 地震, 35℃以上 | 高温."""

from __future__ import annotations

from ingest.facts.context.sight import About, Sight, Span
from ingest.script import fold

_STRONG = {
    "magnitude": ("震级", ("震", "地震和海啸")),
    "temperature": ("温度", ("高温", "低温", "天气", "严寒")),
}
"""The measure, and what it is of, by the dimension of the number."""


def of_strength(sight: Sight, noun: Span) -> About | None:
    """某地发生的6.2级 | 地震; None where the number tells no strength."""
    measure, things = _STRONG.get(sight.fact.dimension or "", ("", ()))
    if not things or not fold(sight.said(*noun)).endswith(things):
        return None
    return About(noun, None, measure, measure, rule="counted.strength")
