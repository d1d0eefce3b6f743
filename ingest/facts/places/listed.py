"""Places in a list, of which the ones tell what the others are: 朝阳、海淀, 朝阳、阜新."""

from __future__ import annotations

from ingest.facts.late import late
from ingest.facts.named import Place

_BESIDE = late("[、和与及至到跟同或–—-]$")
_COUNTY = 3


def listed(text: str, places: list[Place], number: int) -> list[Place]:
    """The other members of the list of places that one stands in."""
    found = []
    for step in (-1, 1):
        at = number
        while 0 <= at + step < len(places):
            first, second = sorted((at, at + step))
            gap = text[places[first].end : places[second].start]
            if len(gap) != 1 or not _BESIDE.match(gap):
                break
            at += step
            found.append(places[at])
    return found


def among(text: str, place: Place, places: list[Place], number: int) -> Place:
    """A short name as that of a county, where it stands beside others in a list of which one is
    sure, or behind its city (北京市的 | 朝阳、海淀): not that of the city elsewhere."""
    heads = set()
    above = places[number - 1] if number else None
    if above and above.rows and above.end == place.start - 1 and text[above.end] == "的":
        heads.add(above.rows[0].code[: 2 * above.rows[0].rank])
    for one in listed(text, places, number):
        if one.rows and one.rows[0].rank == _COUNTY and len({row.code for row in one.rows}) == 1:
            heads.add(one.rows[0].code[:4])
    inside = tuple(heads)
    rows = tuple(row for row in place.rows if row.rank == _COUNTY and row.code.startswith(inside))
    if len({row.code for row in rows}) != 1:
        return place
    return place._replace(rows=rows, level=rows[0].level, weak=False)
