"""What an article names: records that the extractors of names hand to each other."""

from __future__ import annotations

from typing import NamedTuple

from ingest.facts.places.divisions import Division


class Place(NamedTuple):
    """A place as the article names it."""

    start: int
    end: int
    name: str
    """Full name of the deepest part: 安居区."""
    path: str | None
    """Full administrative path, None where several divisions are possible."""
    code: str | None
    level: str
    rows: tuple[Division, ...] = ()
    """The divisions it may be, one where it is certain."""
    weak: bool = False
    """True where the characters alone do not show that it is a place."""
    short: bool = False
    iso: str | None = None
    rule: str = "chain"


class Organisation(NamedTuple):
    """An organisation as the article names it."""

    start: int
    end: int
    name: str
    """Full name where the article or the table tells it, else as printed."""
    kind: str
    path: str | None = None
    """Administrative path of the place in its name."""
    code: str | None = None
    anchored: bool = True
    """False where nothing but its suffix shows it."""
    rule: str = "suffix"


class Office(NamedTuple):
    """What somebody is, and where."""

    role: str
    organisation: str | None = None
    abroad: bool = False
    """Whether it is an office of another country."""


class Person(NamedTuple):
    """A person as the article names them."""

    start: int
    end: int
    name: str
    """Full name as far as the article gives it, without blanks."""
    role: str | None = None
    organisation: str | None = None
    rule: str = "role"
    foreign: bool = False
    behind: bool = False
    """Whether the office is told by what the clause says of the person, behind the name."""
