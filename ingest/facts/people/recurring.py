"""Names that no office shows: likely ones that come again, that 的 tells, or that wrote works; and
every later mention of those known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from ingest.facts.named import Person
from ingest.facts.organisations.patterns import standing
from ingest.facts.people.beside import looks
from ingest.facts.people.dots import PARTS
from ingest.facts.people.endings import follows
from ingest.facts.people.given import given_firsts, likelihood, rare_given
from ingest.facts.people.latin import inside_letters, last_of
from ingest.facts.people.words import everyday, is_word, of, surname_firsts

_LIKELY = 3
_FEWEST = {3: 2, 2: 3}
"""How often a name of so many characters stands where one may begin at least; as many different
characters follow it."""
_MOST = 60
"""So many of them are looked at."""
# Last characters of places and things
_NO_PERSON = frozenset(
    "村镇乡县市区州街路河江湖海山岛沟桥站厂库馆楼店寺庙院校园港湾坝岭峰洞泉丁号式型级队"
)


_LEADS = "的由与和是除对被把给让向同跟叫找"
"""Words of one character that end before a name."""


@lru_cache(maxsize=1)
def _begins() -> re.Pattern[str]:
    """Where what may be a surname stands behind a mark, or a word that ends before a name."""
    firsts = "".join(sorted(surname_firsts() - of("particle")))
    # all ideographs but these, as one class: the engine asks it at every character
    cuts = [ord("一") - 1, *sorted(map(ord, _LEADS)), ord("鿿") + 1]
    others = "".join(f"{chr(a + 1)}-{chr(b - 1)}" for a, b in pairwise(cuts) if b - a > 1)
    return re.compile(f"[^{others}]([{firsts}])(?=[一-鿿]{{2}})")


def recurring(text: str) -> Iterator[Person]:
    """A mention of every likely name that comes again, before different characters."""
    likely = given_firsts()
    begun = (match.end() - 2 for match in _begins().finditer("\n" + text))
    starts = [at for at in begun if text[at + 1] in likely]
    named = 0
    for length, fewest in _FEWEST.items():
        found: dict[str, list[int]] = {}
        for at in starts:
            found.setdefault(text[at : at + length], []).append(at)
        for name, places in found.items():
            if len(places) < fewest:
                continue
            behind = {text[at + length : at + length + 1] for at in places}
            if len(behind) < fewest or not _fits(name) or named == _MOST:
                continue
            named += 1  # each is looked for in the whole text
            if f"“{name}”" not in text and (length > 2 or _is_somebody(text, name)):
                yield Person(places[0], places[0] + length, name, rule="heading")


def _fits(name: str) -> bool:
    word = name[:2] in everyday() or is_word(name) or name[-1] in _NO_PERSON
    return not word and likelihood(name) >= _LIKELY and rare_given(name)


def _is_somebody(text: str, name: str) -> bool:
    """Whether the text goes on with 他 or 她 behind a name of two characters."""
    return re.search(f"{name}[^。\n]{{0,24}}[,。][他她](?!们)", text) is not None


# 因病返贫的|张丽丽，
_TOLD = re.compile("的([一-鿿]{3})(?=[，,；;。])")
# 贾国平|的《观沧海》
_WORK = re.compile(
    "(?<![一-鿿])(?:以?及|和|与)?([一-鿿]{2,3})的[一-鿿]{0,8}《|[和与]([一-鿿]{2,3})的[一-鿿]{0,8}《"
)
_LIKELY_TOLD = 2


def told(text: str) -> Iterator[Person]:
    """Likely names of three characters that 的 tells and a mark closes: 因病返贫的张丽丽，."""
    for match in _TOLD.finditer(text):
        name = match[1]
        words = is_word(name[:2]) or (is_word(name[1:]) and likelihood(name) < 2 * _LIKELY_TOLD)
        likely = likelihood(name) >= _LIKELY_TOLD and looks(name)
        if likely and not words and name[-1] not in _NO_PERSON:
            yield Person(*match.span(1), name, rule="heading")


def authors(text: str) -> Iterator[Person]:
    """Names before what they wrote, in a row of several: 贾国平的《观沧海》、常平的《意念》."""
    if text.count("的《") < _FEWEST[3]:
        return
    found = [match.span(match.lastindex or 0) for match in _WORK.finditer(text)]
    named = [span for span in found if looks(text[slice(*span)], rare=True)]
    if len(named) > 2:
        for span in named:
            if not is_word(text[slice(*span)]):
                yield Person(*span, text[slice(*span)], rule="row")


def again(text: str, people: list[Person]) -> Iterator[Person]:
    """Later mentions by the full name, or by the last part of a transcribed one."""
    names: dict[str, str] = {}
    for person in people:
        names.setdefault(person.name, person.name)
        parts = PARTS.split(person.name)
        if person.name.isascii():
            names.setdefault(last_of(person.name), person.name)
        elif len(parts) > 1 and len(parts[-1]) >= 2:
            names.setdefault(parts[-1], person.name)
        elif person.foreign and len(person.name) == 4 and person.name[0] in of("eastern"):
            names.setdefault(person.name[:2], person.name)  # 岸田, of 岸田文雄
    for start, printed in standing(text, sorted(names)):
        end = start + len(printed)
        if printed.isascii() and inside_letters(text, start, end):
            continue
        head = not "一" <= text[start - 1 : start] <= "鿿"
        if len(printed) == 2 and printed[1] != "某" and not head and not follows(text, end):
            continue
        yield Person(start, end, names[printed], rule="again")
