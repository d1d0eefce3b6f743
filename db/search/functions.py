"""The SQL functions of the search, registered on a connection."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Callable
from typing import Any

from db.search.marks import highlight, snippet
from db.search.match import fts_expression
from db.search.pinyin import reading
from db.search.tokens import folded, tokens

LONGEST = 20_000
"""Characters of a query in SQL."""


def register(conn: sqlite3.Connection) -> None:
    """Register the SQL functions on a connection, once.

    `zh_tokens(text)`, `zh_pinyin(text)`: what the indexes hold of a text; the triggers call them.
    `escape_fts(query)`: the FTS5 expression of what a person typed. It replaces Datasette's
    function of that name, which is how the stock search box learns Chinese.
    `zh_contains(text, word)`, `zh_near(text, word, word, distance)`: conditions, on folded text.
    `zh_highlight(text, query)`, `zh_snippet(text, query[, width])`: HTML with <mark>.
    """
    if _registered(conn):
        return  # SQLite refuses to replace a function that a statement still uses
    # Otherwise INSERT OR REPLACE deletes rows without telling the triggers.
    conn.execute("PRAGMA recursive_triggers = ON")
    conn.create_function("zh_tokens", 1, tokens, deterministic=True)
    conn.create_function("zh_pinyin", 1, reading, deterministic=True)
    conn.create_function("escape_fts", 1, _asking(fts_expression, 0), deterministic=True)
    conn.create_function("zh_contains", 2, contains, deterministic=True)
    conn.create_function("zh_highlight", 2, _asking(highlight, 1), deterministic=True)
    conn.create_function("zh_snippet", 2, _asking(snippet, 1), deterministic=True)
    conn.create_function("zh_snippet", 3, _asking(snippet, 1), deterministic=True)
    conn.create_function("zh_near", 4, near, deterministic=True)


def _asking(function: Callable[..., Any], place: int) -> Callable[..., Any]:
    """The function, one of whose arguments is a query: of megabytes it would take minutes, in one
    call that no clock cuts off."""

    def bounded(*values: Any) -> Any:
        if isinstance(values[place], str) and len(values[place]) > LONGEST:
            raise ValueError(f"A query has at most {LONGEST} characters")
        return function(*values)

    return bounded


def _registered(conn: sqlite3.Connection) -> bool:
    try:
        conn.execute("SELECT zh_near('', '', '', 0)").fetchall()
    except sqlite3.OperationalError:
        return False
    return True


def contains(text: str | None, word: str) -> bool:
    """Does `word` occur in `text`, both folded? None contains nothing."""
    return text is not None and folded(word) in folded(text)


def near(text: str | None, first: str, second: str, distance: int) -> bool:
    """Do both words occur in `text` with at most `distance` characters between them?"""
    if text is None:
        return False
    where = folded(text)
    a, b = _places(where, folded(first)), _places(where, folded(second))
    return _follows(a, b, distance) or _follows(b, a, distance)


def _places(text: str, word: str) -> list[tuple[int, int]]:
    """Every (start, end) of `word` in `text`, overlapping ones too."""
    found = []
    at = text.find(word)
    while at >= 0:
        found.append((at, at + len(word)))
        at = text.find(word, at + 1)
    return found


def _follows(before: list[tuple[int, int]], after: list[tuple[int, int]], distance: int) -> bool:
    """Does one of `after` begin 0 to `distance` characters behind the end of one of `before`?"""
    starts = [start for start, _ in after]
    for _, end in before:
        at = bisect_left(starts, end)
        if at < len(starts) and starts[at] - end <= distance:
            return True
    return False
