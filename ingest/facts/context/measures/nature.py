"""Levels of water and the strength of earthquakes.

超过汛限水位 | 12米                             by how much a level passes another
水库涨至 | 150米                                the level
7.6级 | 地震造成的死亡人数                      the strength
"""

from __future__ import annotations

from ingest.facts.context.sight import About, Sight
from ingest.facts.late import late

_PASSED = late("(?:超过?|高于|高出|低于|超出)(?:警戒|汛限|保证|历史最高|正常蓄)水位")
_RIVERS = late("[^,]{2,20}(?:水库|湖|水文站|站|河|江)")


def of_water(sight: Sight, begin: int, stop: int, moved: str | None) -> About | None:
    """超过汛限水位 | 12米: by how much; 某水库涨至 | 150米: the level."""
    passed = _PASSED.match(sight.masked, sight.left, sight.fact.start)
    if passed is not None and sight.before is not None:
        base = sight.before.base
        return About(None, None, passed.group(), base, None, True, rule="measured.than")
    if moved and _RIVERS.fullmatch(sight.masked, begin, stop):
        return About((begin, stop), None, "水位", "水位", rule="measured.head")
    return None


_QUAKES = ("地震", "强震", "余震")


def strength(sight: Sight) -> About | None:
    """7.6级 | 地震: the strength of the earthquake behind the number."""
    end = sight.fact.end
    if sight.fact.dimension != "magnitude" or not sight.masked.startswith(_QUAKES, end):
        return None
    return About((end, end + 2), None, "震级", "震级", rule="counted.strength")
