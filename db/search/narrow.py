"""What a search is narrowed to besides its words: exact values, each served by an index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property

from db.search.match import Match
from db.storage import KINDS

DAY = "substr(articles.published, 1, 10)"
"""The day of publication, as the indexes by date have it."""
ENTITIES = ("place", "organisation", "person")
_OF_ENTITY = """SELECT docid AS found FROM fact_rows
    WHERE entity = (SELECT docid FROM entities WHERE id = :narrow_{name})"""
OF_YEAR = f"{DAY} >= :narrow_year AND {DAY} < :narrow_year || '~'"
SETS = {
    "publisher": "SELECT rowid AS found FROM articles WHERE +publisher = :narrow_publisher",
    "section": "SELECT rowid AS found FROM articles WHERE +section = :narrow_section",
    "year": f"SELECT rowid AS found FROM articles WHERE {OF_YEAR}",
    **{name: _OF_ENTITY.format(name=name) for name in ENTITIES},
}
"""Field of `Narrowing` → the query for the numbers of its articles: an index has them all."""
KIND = """EXISTS (SELECT 1 FROM article_kinds
    WHERE article_kinds.docid = {row} AND kinds & :narrow_kind)"""
"""The condition on the number of an article that it has a fact of the kind; most have most."""


@dataclass(frozen=True)
class Narrowing:
    """Values that an article must have; empty: any.

    >>> Narrowing(year="2018").chosen
    {'year': '2018'}
    """

    publisher: str = ""
    section: str = ""
    year: str = ""
    """Year of publication."""
    place: str = ""
    """Id of an entity that the article mentions; so are the next two."""
    organisation: str = ""
    person: str = ""
    kind: str = ""
    """Kind of a fact that the article has."""

    @cached_property
    def chosen(self) -> Mapping[str, str]:
        """The fields that are not empty."""
        told = {f.name: getattr(self, f.name) for f in fields(self)}
        return {name: value for name, value in told.items() if value}

    @property
    def params(self) -> dict[str, str | int]:
        """The named parameters of `sets` and `where`."""
        told: dict[str, str | int] = {f"narrow_{name}": v for name, v in self.chosen.items()}
        return told | ({"narrow_kind": _bit(self.kind)} if self.kind else {})

    @property
    def sets(self) -> tuple[str, ...]:
        """Queries for article numbers; an article must be in each of them."""
        return tuple(SETS[name] for name in self.chosen if name in SETS)

    @property
    def where(self) -> str:
        """What the sets don't say, as a condition on a row of `articles`; empty if nothing."""
        return KIND.format(row="articles.docid") if self.kind else ""

    def applied(self, match: Match) -> Match:
        """The match of a query, narrowed."""
        params = {**match.params, **self.params}
        kinds = _bit(self.kind) if self.kind else 0
        return replace(match, params=params, sets=self.sets, kinds=kinds)


def _bit(kind: str) -> int:
    """The bit of a kind of facts; one that no article has of a kind that there is not."""
    return 1 << (KINDS.index(kind) if kind in KINDS else len(KINDS))


EVERYTHING = Narrowing()
"""Not narrowed at all."""
