"""Second mentions by a surname and an office: 董教授, of whom 教授董小青 was told before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.facts.late import late
from ingest.facts.named import Person
from ingest.facts.people.honours import honour_end
from ingest.facts.people.words import either, ends_in, is_word, title_ends, word_classes

_CHIEF = (
    "老(?=[，,、]|说|笑|表示|告诉|回忆|介绍|激动|今年)"
    "|总(?=[，,、]|表示|说|介绍|指出|强调|认为|简要|一行|透露|告诉|坦言)"
)
_OF_A_BODY = ends_in("has_body", "[省市县区镇乡]长")
_BEFORE_SURNAME = late("[^一-鿿]|[的是和与及对由向请据为给让把被同将在跟听找]")


@lru_cache(maxsize=1)
def _surname_and_office() -> re.Pattern[str]:
    firsts = "".join(sorted(name for name in word_classes()["surname"] if len(name) == 1))
    return re.compile(f"([{firsts}])(?:{either('surname_office')}|{_CHIEF})")


def surnamed(text: str, people: list[Person]) -> Iterator[Person]:
    """董教授, of 董小青教授: a surname with an office behind it, of the one person who bears it."""
    bearers: dict[str, set[str]] = {}
    first: dict[str, int] = {}
    told: dict[str, set[str]] = {}
    for person in people:
        name = person.name
        bare = 2 <= len(name) <= 3 and name[0] not in "老小" and "某" not in name
        if bare and not person.foreign and person.rule != "polite":
            bearers.setdefault(name[0], set()).add(name)
            first.setdefault(name, person.start)
            office = person.role or text[person.end : honour_end(text, person.end)]
            told.setdefault(name, set()).update((office,) if office else ())
    if not bearers:
        return
    for match in _surname_and_office().finditer(text):
        names = bearers.get(match[1], set())
        start = match.start()
        free = start == 0 or _BEFORE_SURNAME.match(text[start - 1]) is not None
        free = free or _behind_word(text, start)
        if names and free:
            office = match[0][1:]
            sure = [name for name in sorted(names) if any(office in one for one in told[name])]
            name = sure[0] if len(names) > 1 and len(sure) == 1 else min(names)
            meant = len(names) == 1 or len(sure) == 1
            if meant and first[name] < start and _may_be_called(told[name], office):
                yield Person(start, match.end(), name, rule="surname")


def _behind_word(text: str, at: int) -> bool:
    """Whether a word ends where a surname begins: 离不开|陆董事长, 请问|谢局长."""
    ends = is_word(text[at - 2 : at]) or text[at - 3 : at] in _WORDS
    return ends and not is_word(text[at - 1 : at + 1]) and title_ends().start(text, 0, at) is None


_WORDS = frozenset(("离不开", "忘不了", "见到了", "看到了", "找到了"))


def _may_be_called(offices: set[str], office: str) -> bool:
    """Whether somebody of whom these offices are told is meant by one of a body's heads: 张县长 is
    not 张奇, the deputy secretary."""
    if not _OF_A_BODY.search(office) or not offices:
        return True
    return any(office.removeprefix("副") in one for one in offices)
