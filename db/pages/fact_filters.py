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
_SHARED = {"type": storage.FACT_TYPES, "place": storage.FACT_PLACES}
"""Column of `fact_rows` → the table with what facts share that it refers to."""
_ELSEWHERE = ("text", "name", "place", "resolved")
"""Columns of the view that are not what the column with the same name under it holds."""
_LEAPING = ("measure", "source")
"""Columns with an index of their own, in which the same values stand often."""


def _homes() -> dict[str, str]:
    """Column of the view → `fact_rows`, or its column that leads to what holds it as it is."""
    there = {column.name for column in schema.FACTS.columns}
    own = {column.name for column in storage.FACT_ROWS.columns} & there
    homes = dict.fromkeys(own.difference(_ELSEWHERE), storage.FACT_ROWS.name)
    for home, table in _SHARED.items():
        shared = {column.name for column in table.columns if not column.references} & there
        homes |= dict.fromkeys(shared.difference(["name"]), home)
    return homes


_HOMES = _homes()


def of_view(conditions: Sequence[str]) -> list[str]:
    """The same conditions on a row of `facts`, in the form that its indexes know."""
    return [_leaping(condition, "") or condition for condition in conditions]


def of_rows(conditions: Sequence[str], *, walked: bool = False) -> list[str] | None:
    """The same conditions on `f`, a row of `fact_rows`; None where one can only be put to the view.

    What facts share is looked for once, and not joined: some indexes have the type of a fact, or
    its place. `walked`: no index is to be used for them.
    """
    row = "+f" if walked else "f"
    shared: dict[str, list[str]] = {}
    made = []
    for condition in conditions:
        found = _COLUMN.fullmatch(condition)
        home = _HOMES.get(found[1]) if found else None
        if found and home in _SHARED:
            shared.setdefault(home, []).append(f"[{found[1]}] {found[2]}")
        elif found and home:
            made.append(_leaping(condition, "f.") or f"{row}.[{found[1]}] {found[2]}")
        elif found and found[1] == "article" and found[2].startswith("="):
            made.append(f"f.docid = (SELECT docid FROM articles WHERE id {found[2]})")
        elif _OF_ARTICLES.fullmatch(condition):
            made.append(f"f.{condition}")
        else:
            return None
    for home, tests in shared.items():
        among = f"SELECT id FROM {_SHARED[home].name} WHERE {' AND '.join(tests)}"
        made.append(f"{row}.{home} IN ({among})")
    return made


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
