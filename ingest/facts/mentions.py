"""People who are named without an office before them, and every later mention of those known."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from ingest.facts.organisation_names import any_of
from ingest.facts.organisations import Organisation
from ingest.facts.people import Cast, Person
from ingest.facts.person_names import chinese, follow, grouped, transcribed, word_classes
from ingest.facts.places import Place

_BYLINE = re.compile(
    "((?:本报|本刊|本台|本网|本社)?(?:特约|见习|实习|首席|全媒体|融媒体)?(?:记者|通讯员|作者|责任编辑|编辑|责编|编译|摄影|校对|主编))"
    "(?:[:/]| {1,2}|\u3000)[ \u3000]*(?=[一-鿿])"
)
_PRINTED = re.compile("[一-鿿][ \u3000]{1,2}[一-鿿](?![一-鿿])|[一-鿿]{2,4}(?![一-鿿])")
_NEXT = re.compile("[ \u3000]*[、,，;；/][ \u3000]*|[ \u3000]+")
_FOREIGN_NAME = re.compile("[一-鿿][·・•][一-鿿]")


@lru_cache(maxsize=1)
def _common_surnames() -> str:
    rare = set(word_classes()["rare"])
    return any_of(name for name in word_classes()["surname"] if name not in rare)


@lru_cache(maxsize=1)
def _speaks() -> re.Pattern[str]:
    """A name at the head of a clause, directly before a verb of saying."""
    verbs = grouped(word_classes()["speech"])
    return re.compile(
        f"(?<![一-鿿])(?=(?:{_common_surnames()})[一-鿿]{{1,2}}(?:还|也|则|曾|又|对记者|向记者|告诉)?(?:{verbs}|记者)[，:,“：])"
    )


@lru_cache(maxsize=1)
def _honoured() -> re.Pattern[str]:
    """An anonymised or polite name: 张女士, 王某某, 李大爷."""
    return re.compile(
        f"(?<![一-鿿])((?:{_common_surnames()}|马|于|方|任|高|常|安|白|万|金|石|严|程)(?:先生|女士|小姐|师傅|大爷|大妈|大叔|大姐|大哥|阿姨|奶奶|某某|某[甲乙丙丁]?))"
    )


def bylines(text: str, cast: Cast) -> Iterator[Person]:
    """记者 王尧, (记者 韩璐), 作者：陈海峰: names set off by a blank, a colon or a stroke."""
    for match in _BYLINE.finditer(text):
        at = match.end()
        org = _byline_organisation(text, match.start(), cast)
        while True:
            printed = _PRINTED.match(text, at)
            if printed is None:
                break
            name = re.sub("[ \u3000]", "", printed[0])
            if chinese(name, 0) != len(name):
                break
            yield Person(at, printed.end(), name, match[1], org, rule="byline")
            gap = _NEXT.match(text, printed.end())
            if gap is None or "\n" in gap[0]:
                break
            at = gap.end()


def _byline_organisation(text: str, at: int, cast: Cast) -> str | None:
    """The medium directly before 记者, or at the head of the dateline."""
    number = bisect_right(cast.org_ends, at) - 1
    line = text.rfind("\n", 0, at) + 1
    near = [org for org in cast.orgs[max(number - 3, 0) : number + 1] if org.start >= line]
    if near and not text[near[-1].end : at].strip():
        first = near[-1]
        if len(near) > 1 and text[near[-2].end : first.start] == "·":
            return text[near[-2].start : first.end]
        return first.name
    media = [org for org in near if org.kind == "media" and at - org.end < 30]
    return media[-1].name if media else None


def speaking(text: str) -> Iterator[Person]:
    """Names that head a clause and govern a verb of saying."""
    for match in _speaks().finditer(text):
        end = chinese(text, match.start())
        if end:
            yield Person(match.start(), end, text[match.start() : end], rule="speaker")


def honoured(text: str) -> Iterator[Person]:
    """张女士, 王某."""
    for match in _honoured().finditer(text):
        yield Person(match.start(1), match.end(1), match[1], rule="polite")


def dotted(text: str) -> Iterator[Person]:
    """Transcribed names with a dot, wherever they stand."""
    at = 0
    for match in _FOREIGN_NAME.finditer(text):
        if match.start() < at:
            continue
        start = match.start()
        run = _run_back(text, start)
        found = transcribed().match(text, run) if run is not None else None
        if (
            found
            and found.end() > match.end() - 1
            and "·" in found[0].replace("・", "·").replace("•", "·")
        ):
            end = found.end()
            if follow().match(text, end):
                at = end
                yield Person(run or 0, end, found[0], rule="dotted", foreign=True)


def _run_back(text: str, at: int) -> int | None:
    """Start of the run of transcription characters that ends at an offset."""
    chars = frozenset(word_classes()["translit"][0])
    start = at
    while start >= 0 and text[start] in chars and at - start < 7:
        start -= 1
    return start + 1 if start < at else None


@lru_cache(maxsize=1)
def _known() -> re.Pattern[str]:
    return re.compile(grouped(word_classes()["known"]))


def known(text: str) -> Iterator[Person]:
    """People whom the press names without an office."""
    for match in _known().finditer(text):
        yield Person(match.start(), match.end(), match[0], rule="known")


def listed(text: str, people: Iterable[Person]) -> Iterator[Person]:
    """The names after the first in 市委书记王刚、李明: they share its office."""
    for person in people:
        at = person.end
        while person.rule in ("role", "known") and text.startswith("、", at):
            end = chinese(text, at + 1)
            if end is None or end - at > 4:
                break
            yield replace(person, start=at + 1, end=end, name=text[at + 1 : end], rule="list")
            at = end


def again(text: str, people: list[Person]) -> Iterator[Person]:
    """Later mentions by the full name, or by the last part of a transcribed one."""
    names: dict[str, str] = {}
    for person in people:
        names.setdefault(person.name, person.name)
        parts = re.split("[·・•]", person.name)
        if len(parts) > 1 and len(parts[-1]) >= 2:
            names.setdefault(parts[-1], person.name)
    if not names:
        return
    for match in re.finditer(grouped(tuple(sorted(names))), text):
        short = len(match[0]) == 2
        if short and not (follow().match(text, match.end())):
            continue
        yield Person(match.start(), match.end(), names[match[0]], rule="again")


def find(text: str, orgs: tuple[Organisation, ...], places: tuple[Place, ...]) -> list[Person]:
    """The people of an article in order, with the role and organisation that it tells of each."""
    cast = Cast(text, orgs, places)
    spans = sorted((org.start, org.end) for org in orgs)
    starts = [start for start, _ in spans]

    def in_organisation(person: Person) -> bool:
        number = bisect_right(starts, person.start) - 1
        return number >= 0 and person.start < spans[number][1]

    first = [
        *bylines(text, cast),
        *cast.by_role(),
        *dotted(text),
        *known(text),
        *speaking(text),
        *honoured(text),
    ]
    first = [person for person in first if not in_organisation(person)]
    first += listed(text, first)
    later = [person for person in again(text, first) if not in_organisation(person)]
    return _remembered(_chosen([*first, *later]))


_ORDER = ("byline", "role", "list", "dotted", "known", "speaker", "polite", "again")


def _chosen(people: list[Person]) -> list[Person]:
    """One reading of each span: the longest, of equal ones the one that tells most."""
    ranked = sorted(people, key=lambda p: (p.start, -(p.end - p.start), _ORDER.index(p.rule)))
    kept: list[Person] = []
    for person in ranked:
        if not kept or person.start >= kept[-1].end:
            kept.append(person)
    return kept


def _remembered(people: list[Person]) -> list[Person]:
    """Each mention with the role and organisation first told of that name."""
    told: dict[str, Person] = {}
    full: dict[str, str] = {}
    for person in people:
        parts = re.split("[·・•]", person.name)
        if len(parts) > 1:
            full.setdefault(parts[-1], person.name)
    named = [replace(p, name=full.get(p.name, p.name)) for p in people]
    for person in named:
        if person.role and (person.name not in told or not told[person.name].organisation):
            told[person.name] = person
    done = []
    for person in named:
        source = told.get(person.name)
        if source and not person.role:
            person = replace(person, role=source.role, organisation=source.organisation)
        elif source and person.role == source.role and not person.organisation:
            person = replace(person, organisation=source.organisation)
        done.append(person)
    return done
