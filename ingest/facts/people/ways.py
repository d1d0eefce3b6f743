"""Every way that people are found in. Later ones do not lean on what earlier ones found."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ingest.facts.named import Person
from ingest.facts.people.appointments import assigned, elected, made, removed, resigned
from ingest.facts.people.apposition import (
    called,
    holding,
    introduced,
    judged,
    nicknamed,
    regarded,
    resumes,
)
from ingest.facts.people.beside import (
    anonymous,
    couples,
    members,
    numbered,
    pairs,
    sharing,
    withheld,
)
from ingest.facts.people.bylines import before, bylines, closing, pictured, signed
from ingest.facts.people.counted import counted
from ingest.facts.people.deeds import by_deed, rows
from ingest.facts.people.dots import hyphened
from ingest.facts.people.honours import honoured, pupils
from ingest.facts.people.latin import behind_office, in_letters
from ingest.facts.people.long_rows import counted_rows, long_rows
from ingest.facts.people.mentions import dotted, heads, known, polite, remarked
from ingest.facts.people.offices import Offices
from ingest.facts.people.peoples import tibetans
from ingest.facts.people.recurring import authors, recurring, told
from ingest.facts.people.roles import by_aside, by_label, by_role, by_saying, by_work

BY_TEXT: tuple[Callable[[str], Iterator[Person]], ...] = (
    before,
    closing,
    pictured,
    dotted,
    in_letters,
    tibetans,
    known,
    heads,
    remarked,
    by_deed,
    rows,
    long_rows,
    counted_rows,
    pairs,
    couples,
    sharing,
    pupils,
    numbered,
    withheld,
    polite,
    called,
    judged,
    regarded,
    recurring,
    told,
    authors,
    introduced,
)
"""Ways that ask the text alone."""
BY_OFFICES: tuple[Callable[[Offices], Iterator[Person]], ...] = (
    by_aside,
    by_label,
    by_saying,
    by_work,
    behind_office,
    counted,
    holding,
    made,
    elected,
    assigned,
    removed,
    resigned,
    resumes,
    nicknamed,
)
"""Ways that ask for the office beside a name, too."""


def found(offices: Offices, titles: list[int]) -> list[Person]:
    """The people found in every way, each mention perhaps several times; `titles` is where offices
    may begin."""
    text, orgs, places = offices.text, offices.around.orgs, offices.around.places
    return [
        *bylines(text, offices),
        *signed(text, offices),
        *by_role(offices, titles),
        *(person for way in BY_OFFICES for person in way(offices)),
        *(person for way in BY_TEXT for person in way(text)),
        *hyphened(text, places),
        *honoured(text, orgs, places),
        *members(text, orgs),
        *anonymous(text, places),
    ]
