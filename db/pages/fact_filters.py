"""Which facts: conditions on the view `facts`, put to the tables that lie under it.

Of a view SQLite takes all columns for wanted, and fetches the row of each fact that an index finds.
Asked of the tables themselves, the index alone tells which facts these are: twenty times sooner.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from db import schema, storage

_COLUMN = re.compile(r"[\"\[]?(\w+)[\"\]]? ((?:=|[<>]=?|like) :\w+|in \([:\w, ]+\))", re.IGNORECASE)
"""A comparison that no empty value meets, so that it may be made where the value lies."""
_OF_ARTICLES = re.compile(r"\[docid\] IN \(.*\)", re.DOTALL)
_SHARED = {"t": storage.FACT_TYPES, "p": storage.FACT_PLACES}
_ELSEWHERE = ("text", "name", "place")
"""Columns of the view that are not what the column of `fact_rows` with the same name holds."""
_JOINS = {
    "t": " JOIN fact_types AS t ON t.id = f.type",
    "p": " JOIN fact_places AS p ON p.id = f.place",
}
_LEAPING = ("measure", "source")
"""Columns with an index of their own, in which the same values stand often."""


def _homes() -> dict[str, str]:
    """Column of the view → alias of the table that holds it, where it is held as it is."""
    there = {column.name for column in schema.FACTS.columns}
    own = {column.name for column in storage.FACT_ROWS.columns} & there
    homes = dict.fromkeys(own.difference(_ELSEWHERE), "f")
    for alias, table in _SHARED.items():
        shared = {column.name for column in table.columns} & there
        homes |= dict.fromkeys(shared, alias)
    return homes


_HOMES = _homes()


def of_view(conditions: Sequence[str]) -> list[str]:
    """The same conditions on a row of `facts`, in the form that its indexes know."""
    return [_leaping(condition, "") or condition for condition in conditions]


def of_tables(conditions: Sequence[str]) -> tuple[str, list[str]] | None:
    """(what stands behind FROM, conditions) for a query whose `f` is a row of `fact_rows`.

    None where one of the conditions can only be put to the view.
    """
    aliases, made = set(), []
    for condition in conditions:
        found = _COLUMN.fullmatch(condition)
        alias = _HOMES.get(found[1]) if found else None
        if found and alias:
            aliases.add(alias)
            made.append(_leaping(condition, "f.") or f"{alias}.[{found[1]}] {found[2]}")
        elif found and found[1] == "article" and found[2].startswith("="):
            made.append(f"f.docid = (SELECT docid FROM articles WHERE id {found[2]})")
        elif _OF_ARTICLES.fullmatch(condition):
            made.append(f"f.{condition}")
        else:
            return None
    joins = "".join(join for alias, join in _JOINS.items() if alias in aliases)
    return f"fact_rows AS f{joins}", made


def _leaping(condition: str, row: str) -> str | None:
    """A LIKE that is asked once of each value: the recursive query leaps from one to the next."""
    found = _COLUMN.fullmatch(condition)
    if not found or found[1] not in _LEAPING or not found[2].lower().startswith("like"):
        return None
    column = found[1]
    return f"""{row}{column} IN (WITH RECURSIVE leap({column}) AS (
        SELECT min({column}) FROM fact_rows WHERE {column} IS NOT NULL
        UNION ALL SELECT (SELECT min({column}) FROM fact_rows WHERE {column} > leap.{column})
        FROM leap WHERE leap.{column} IS NOT NULL)
        SELECT {column} FROM leap WHERE {column} {found[2]})"""
