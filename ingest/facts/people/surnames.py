"""Second mentions by a surname and an office: 董教授, of whom 教授董小青 was told before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.facts.named import Person
from ingest.facts.people.words import word_classes

# What stands behind a surname alone. Every alternative begins with its own character.
_OFFICES_BEHIND = (
    "教授|副教授|研究员|院长|副院长|局长|副局长|书记|副书记|主任|副主任|校长|副校长|部长|市长|县长|区长|镇长|乡长|所长"
    "|馆长|站长|会长|厂长|经理|董事长|总裁|院士|律师|法官|医生|医师|警官|导演|教练|队长|老师|师傅|博士|先生|女士|大爷"
    "|大妈|大姐|大哥|老人"
)
_BEFORE_SURNAME = re.compile("[^一-鿿]|[的是和与及对由向请据为给让把被同将在跟听找]")


@lru_cache(maxsize=1)
def _surname_and_office() -> re.Pattern[str]:
    firsts = "".join(sorted(name for name in word_classes()["surname"] if len(name) == 1))
    return re.compile(f"([{firsts}])(?:{_OFFICES_BEHIND})")


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
