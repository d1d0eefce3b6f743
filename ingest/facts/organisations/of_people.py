"""Organisations that nothing but an officer of theirs shows: 鸿运草业合作社|负责人张小军."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from ingest.facts.named import Organisation, Person, Place
from ingest.facts.organisations.patterns import common, standing, suffix_types
from ingest.facts.places.divisions import register
from ingest.facts.word_lists import EndingList

_REACH = 48
"""How many characters before a name its office and the body begin at most."""
_SHORTEST = 4
_DIVISIONS = tuple("省市县区州旗盟镇乡村")
"""Ends of what has officers and is a place: 马亮村, 江夏区."""


@lru_cache(maxsize=1)
def _ends() -> EndingList:
    return EndingList(suffix_types())


def bodies(
    text: str,
    people: Iterable[Person],
    places: Iterable[Place],
    taken: Callable[[int, int], bool],
) -> Iterator[Organisation]:
    """Every mention of a body that is printed once before the office and the name of somebody, is
    no place, and of which `taken` tells that no other name meets it."""
    names: dict[str, str] = {}
    lands = {text[place.start : place.end] for place in places}
    for person in people:
        name = person.organisation
        if name is None or name in names or name in lands or not _is_own(name):
            continue
        at = text.rfind(name, max(person.start - _REACH, 0), person.start)
        office = person.role or ""
        led = at >= 0 and text.startswith((office, office[1:]), at + len(name))
        if led and not taken(at, at + len(name)):
            names[name] = _kind(name)
    for at, name in standing(text, list(names)):
        if not taken(at, at + len(name)):
            yield Organisation(
                at, at + len(name), name, names[name], anchored=False, rule="officer"
            )


def _is_own(name: str) -> bool:
    """Whether it is a name, no word for such bodies and no division."""
    if len(name) < _SHORTEST or name.endswith(_DIVISIONS) or name in register().by_name:
        return False
    return name not in suffix_types() and not common(name)


def _kind(name: str) -> str:
    start = _ends().start(name, 0, len(name))
    return "institution" if start is None else suffix_types()[name[start:]][0]
