"""Second mentions by a surname and an office: 董教授, of whom 教授董小青 was told before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.facts.late import late
from ingest.facts.named import Person
from ingest.facts.people.words import either, word_classes

_BEFORE_SURNAME = late("[^一-鿿]|[的是和与及对由向请据为给让把被同将在跟听找]")


@lru_cache(maxsize=1)
def _surname_and_office() -> re.Pattern[str]:
    firsts = "".join(sorted(name for name in word_classes()["surname"] if len(name) == 1))
    return re.compile(f"([{firsts}])(?:{either('surname_office')})")


def surnamed(text: str, people: list[Person]) -> Iterator[Person]:
    """董教授, of 董小青教授: a surname with an office behind it, of the one person who bears it."""
    bearers: dict[str, set[str]] = {}
    first: dict[str, int] = {}
    for person in people:
        name = person.name
        bare = 2 <= len(name) <= 3 and name[0] not in "老小" and "某" not in name
        if bare and not person.foreign and person.rule != "polite":
            bearers.setdefault(name[0], set()).add(name)
            first.setdefault(name, person.start)
    if not any(len(names) == 1 for names in bearers.values()):
        return
    for match in _surname_and_office().finditer(text):
        names = bearers.get(match[1], set())
        start = match.start()
        free = start == 0 or _BEFORE_SURNAME.match(text[start - 1]) is not None
        if len(names) == 1 and free:
            (name,) = names
            if first[name] < start:
                yield Person(start, match.end(), name, rule="surname")
