"""Finding many rows by their keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

_AT_ONCE = 500


def found(
    db: Database, select: str, column: str, keys: Iterable[Any], condition: str = "1"
) -> list[tuple[Any, ...]]:
    """The rows of a query whose column has one of the keys and that meet a condition."""
    rows: list[tuple[Any, ...]] = []
    ordered = sorted(keys)
    for at in range(0, len(ordered), _AT_ONCE):
        part = ordered[at : at + _AT_ONCE]
        marks = ", ".join("?" * len(part))
        rows += db.execute(f"{select} WHERE [{column}] IN ({marks}) AND {condition}", part)
    return rows


def present(
    db: Database, table: str, column: str, keys: Iterable[Any], where: str = "1"
) -> set[Any]:
    """Those of the keys that a table has, in rows that meet a condition."""
    return {row[0] for row in found(db, f"SELECT [{column}] FROM [{table}]", column, keys, where)}
