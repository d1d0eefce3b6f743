"""Names that nothing beside them shows, but that come again where a name may begin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from ingest.facts.named import Person
from ingest.facts.people.given import likelihood, rare_given
from ingest.facts.people.words import everyday, is_word, of, surname_firsts

_LIKELY = 3
_FEWEST = {3: 2, 2: 3}
"""How often a name of so many characters stands where one may begin at least; as many different
characters follow it."""
# Last characters of places and things
_NO_PERSON = frozenset(
    "村镇乡县市区州街路河江湖海山岛沟桥站厂库馆楼店寺庙院校园港湾坝岭峰洞泉丁号式型级队"
)


@lru_cache(maxsize=1)
def _begins() -> re.Pattern[str]:
    """Where what may be a surname stands behind a mark, or a word that ends before a name."""
    firsts = "".join(sorted(surname_firsts() - of("particle")))
    return re.compile(
        f"(?:[^一-鿿]|[的由与和是除对被把给让向同跟叫找])([{firsts}])(?=[一-鿿]{{2}})"
    )


def recurring(text: str) -> Iterator[Person]:
    """A mention of every likely name that comes again."""
    starts = [match.end() - 2 for match in _begins().finditer("\n" + text)]
    for length, fewest in _FEWEST.items():
        found = Counter(text[at : at + length] for at in starts)
        for name, times in found.items():
            if times >= fewest and _fits(name) and _apart(text, name, fewest):
                at = text.index(name)
                yield Person(at, at + length, name, rule="heading")


def _fits(name: str) -> bool:
    word = name[:2] in everyday() or is_word(name) or name[-1] in _NO_PERSON
    return not word and likelihood(name) >= _LIKELY and rare_given(name)


def _apart(text: str, name: str, fewest: int) -> bool:
    """Whether different words follow the name, and it is not set in marks as a thing's is."""
    ends = [match.end() for match in re.finditer(name, text)]
    behind = {text[end : end + 1] for end in ends}
    human = len(name) > 2 or re.search(f"{name}[^。\n]{{0,24}}[,。][他她](?!们)", text)
    return len(behind) >= fewest and bool(human) and f"“{name}”" not in text
