"""How much one answer may hold: a visitor's SQL can ask for more than the machine has.

Datasette bounds the rows of an answer and its time. Their size it does not: a thousand rows of ten
megabytes are made whole in memory, and one call of a function is not cut off by any clock.
"""

from __future__ import annotations

import sqlite3
import sys
import weakref
from typing import Any

MOST = 16_000_000
"""Characters and bytes of all rows of one answer; the downloads are streamed and have no limit."""
LONGEST = 64 * 1024 * 1024
"""Bytes of one value: more than the longest source that is ever loaded."""
_TOO_LARGE = (
    f"The answer is larger than {MOST // 1_000_000} MB: ask for fewer rows (_size=) or columns "
    "(_col=), or take the download, which has no limit"
)


def bound_values(connection: sqlite3.Connection) -> None:
    """No value that SQL makes on this connection is beyond measure."""
    if sys.version_info >= (3, 11):
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)


def hide_place(connection: sqlite3.Connection) -> None:
    """No SQL on this connection tells in which folder the archive lies."""

    def allowed(action: int, name: str | None, *_: str | None) -> int:
        where = action == sqlite3.SQLITE_PRAGMA and str(name).lower() == "database_list"
        return sqlite3.SQLITE_IGNORE if where else sqlite3.SQLITE_OK

    connection.set_authorizer(allowed)


def bound_answers(connection: sqlite3.Connection) -> None:
    """The rows of one statement on this connection are at most `MOST` together.

    What goes beyond raises `sqlite3.OperationalError`, which Datasette tells as an answer of 400.
    """
    cursor_of: weakref.ref[sqlite3.Cursor] | None = None
    total = 0

    def row(cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> sqlite3.Row:
        nonlocal cursor_of, total
        if cursor_of is None or cursor_of() is not cursor:
            cursor_of, total = weakref.ref(cursor), 0
        total += sum(len(value) for value in values if isinstance(value, str | bytes))
        if total > MOST:
            raise sqlite3.OperationalError(_TOO_LARGE)
        return sqlite3.Row(cursor, values)

    connection.row_factory = row
