"""People, organisations and places bound each other, so they are found together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from ingest.facts.beginnings import beginnings
from ingest.facts.document import Document
from ingest.facts.late import late
from ingest.facts.named import Organisation, Person, Place
from ingest.facts.organisations import (
    central_banks,
    companies,
    derived,
    ellipsis,
    market,
    ministries,
    of_people,
    outlets,
    parties,
    parts,
    ranked,
    regions,
    results,
    rows,
    short_names,
    states,
    teams,
    venues,
)
from ingest.facts.organisations import suffixes as organisations
from ingest.facts.people import cast
from ingest.facts.people.words import surname_firsts, title_ends
from ingest.facts.places import chains as places
from ingest.facts.printed import Printed
from ingest.model import Fact


@dataclass(frozen=True)
class Names:
    """What an article names, each in the order of its spans and without overlap in its kind."""

    places: tuple[Place, ...]
    """All of them, also those inside an organisation's name."""
    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...]


_TITLE = re.compile("《[^》\n]{1,100}》")


_SO_CALLED = late("[”」](?:之称|之名|的?[美誉名]称|的?美誉|的称号|的说法)")
_MARKED_ON = late("[一-鿿0-9]{1,4}[”」]")


class _Cover:
    """Which characters are taken."""

    def __init__(self, length: int) -> None:
        self._marks = bytearray(length)

    def add(self, start: int, end: int) -> None:
        self._marks[start:end] = b"\1" * (end - start)

    def meets(self, start: int, end: int) -> bool:
        """Whether any character of the span is taken."""
        return self._marks.find(1, start, end) >= 0


def _without_overlap(orgs: list[Organisation], cover: _Cover) -> list[Organisation]:
    """The longest names that meet nothing taken; of equal ones the first."""
    kept: list[Organisation] = []
    for org in sorted(orgs, key=lambda o: (o.start - o.end, o.start)):
        if not cover.meets(org.start, org.end):
            cover.add(org.start, org.end)
            kept.append(org)
    return sorted(kept, key=lambda o: o.start)


_Named = TypeVar("_Named", Place, Organisation, Person)


def _titles(text: str) -> _Cover | None:
    """The titles in 《》: what stands in one is not named by the article; None without any."""
    if "《" not in text:
        return None
    titles = _Cover(len(text))
    for match in _TITLE.finditer(text):
        titles.add(match.start(), match.end())
    return titles


def _outside(titles: _Cover | None, names: list[_Named]) -> list[_Named]:
    """The names that meet no title."""
    if titles is None:
        return names
    return [name for name in names if not titles.meets(name.start, name.end)]


def _in_marks(text: str, org: Organisation) -> bool:
    """Whether a known name only begins a name in quotation marks: “腾讯彩票”."""
    if not text.startswith(("“", "「"), org.start - 1) or org.start == 0:
        return False
    marked = _MARKED_ON.match(text, org.end)
    if marked is None:
        return False
    return title_ends().start(text, org.end, marked.end() - 1) is None  # “金管会|主委”


def _so_called(text: str, org: Organisation) -> bool:
    """Whether a name in quotation marks only says what something is like: “地质博物馆”之称."""
    marked = text.startswith(("“", "「"), org.start - 1) and org.start > 0
    return marked and _SO_CALLED.match(text, org.end) is not None


_EACH = late("(?:各[省市县州]|[省市县州]、[市县州区])、$")
_OF_EACH = ("市", "县", "区", "自治区")


def _of_each(text: str, org: Organisation, ends: set[int]) -> bool:
    """Whether a row of ranks goes on before a body: 全国各省、市、|自治区慈善总会 are many."""
    if not org.name.startswith(_OF_EACH):
        return False
    row = _EACH.search(text, max(org.start - 6, 0), org.start)
    return row is not None and row.start() + 1 not in ends


def _of_somebody(text: str, place: Place) -> bool:
    """Whether a short name of a place is somebody's given name: 副理事长楊|崑明."""
    at = place.start - 1
    borne = at > 0 and text[at] in surname_firsts()
    return borne and title_ends().start(text, max(at - 8, 0), at) is not None


def read(document: Document) -> Names:
    """The places and organisations of an article."""
    text, published = document.folded, document.published
    titles = _titles(text)
    starts = beginnings(text)
    found = _outside(titles, places.find(text, published, starts.places))
    orgs = parts.extended(text, organisations.find(text, found, starts))
    more = _beside(text, found, orgs)
    orgs = short_names.parted(text, orgs, more)
    orgs = [org for org in orgs if org.rule != "known" or not _in_marks(text, org)]
    orgs = [org for org in orgs if not _so_called(text, org)]
    ends = {place.end for place in found}
    orgs = [org for org in orgs if not _of_each(text, org, ends)]
    orgs = _outside(titles, [*more, *orgs])
    orgs = _without_overlap([*orgs, *companies.papers(text)], _Cover(len(text)))
    orgs = ellipsis.of_places(text, central_banks.pointed(text, orgs))
    told = [
        place for place in found if place.end - place.start > 2 or not _of_somebody(text, place)
    ]
    setting = ellipsis.Setting(orgs, told, published, document.home)
    full = [setting.resolved(org) for org in orgs]
    people = cast.find(text, tuple(full), tuple(found), setting, starts.titles)
    people = _outside(titles, people)
    return Names(tuple(found), tuple(_with_officers(text, found, full, people)), tuple(people))


def _with_officers(
    text: str, found: list[Place], orgs: list[Organisation], people: list[Person]
) -> list[Organisation]:
    """The organisations, with those that only the offices of people show."""
    named = _Cover(len(text))
    for start, end, *_ in (*orgs, *people):
        named.add(start, end)
    more = of_people.bodies(text, people, found, named.meets)
    return sorted([*orgs, *more], key=lambda org: org.start)


def _beside(text: str, found: list[Place], orgs: list[Organisation]) -> list[Organisation]:
    """The organisations found in every other way than by the words that they end with."""
    return [
        *short_names.aliases(text, orgs),
        *short_names.listed(text, found),
        *derived.firms(text, orgs),
        *companies.stocks(text),
        *companies.shares(text),
        *companies.partners(text),
        *companies.traded(text),
        *companies.announcing(text),
        *companies.owned(text),
        *companies.marked(text, found),
        *companies.houses(text),
        *outlets.outlets(text),
        *teams.teams(text, found),
        *teams.clubs(text, found),
        *teams.short(text, orgs),
        *states.bodies(text),
        *ministries.ministries(text, found),
        *parties.parties(text, found),
        *venues.venues(text, found),
        *short_names.shortened(text, orgs, found),
        *short_names.tails(text, orgs),
        *derived.schools(text, orgs),
        *regions.regional(text),
        *ranked.ranked(text, found),
        *results.results(text),
        *market.firms(text),
        *rows.firms(text, orgs, found),
    ]


def _place_fact(text: str, place: Place) -> Fact:
    details = {"iso": place.iso} if place.iso else {}
    if place.path is None:
        details = {"candidates": sorted({row.code for row in place.rows})}  # type: ignore[dict-item]
    return Fact(
        kind="place", text=text[place.start : place.end], start=place.start, end=place.end,
        rule=f"places.{place.rule}", confidence=0.9 if place.short else 1.0, place=place.path,
        place_code=place.code, name=place.name, level=place.level, details=details,
    )  # fmt: skip


def _organisation_fact(text: str, org: Organisation, printed_as: Printed) -> Fact:
    printed = text[org.start : org.end]
    name = (
        printed
        if org.rule in ("suffix", "list", "stock", "recurring", "partner", "team", "officer")
        else printed_as(org.name)
    )
    sure = org.anchored and org.rule != "home"
    return Fact(
        kind="organisation", text=printed, start=org.start, end=org.end,
        rule=f"organisations.{org.rule}", confidence=1.0 if sure else 0.8,
        place=org.path, place_code=org.code, name=name, organisation=name,
        details={"type": org.kind},
    )  # fmt: skip


def _person_fact(text: str, person: Person, printed_as: Printed) -> Fact:
    return Fact(
        kind="person", text=text[person.start : person.end], start=person.start, end=person.end,
        rule=f"people.{person.rule}", confidence=0.8 if person.rule == "speaker" else 1.0,
        name=printed_as(person.name), role=printed_as.maybe(person.role),
        organisation=printed_as.maybe(person.organisation),
    )  # fmt: skip


_OF_VILLAGE = ("党支部", "党总支")
"""Ends of bodies whose village is spoken of as well: 东桥村|党支部."""


def extract_names(document: Document, facts: list[Fact]) -> Iterator[Fact]:
    """Places, organisations and people, as facts."""
    names = read(document)
    shares = {fact.start for fact in facts if fact.kind == "percent"}  # 逾八成公司 is no name
    organisations = [org for org in names.organisations if org.start not in shares]
    printed_as = Printed(document)
    reporter = "記者" if document.traditional else "记者"
    inside = _Cover(len(document.text))
    for org in organisations:
        if not org.name.endswith(_OF_VILLAGE):
            inside.add(org.start, org.end)
    for person in names.people:
        inside.add(person.start, person.end)
    for place in names.places:
        if not inside.meets(place.start, place.end):
            yield _place_fact(document.text, place)
    for org in organisations:
        yield _organisation_fact(document.text, org, printed_as)
    for person in names.people:
        if person.rule == "byline" and person.role == "记者":  # which a dateline need not print
            person = person._replace(role=reporter)
        yield _person_fact(document.text, person, printed_as)
