"""SQLite's own functions that take the product of two lengths, made to take their sum.

One call of such a function is not cut off by any clock: `instr` of two texts of some megabytes
takes days. `LIKE` and `GLOB`, which are functions too, are in `patterns`.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from db.site import patterns
from db.site.bounds import LONGEST
from db.site.values import text

Value = Any
"""What SQLite hands over: None, int, float, str or bytes."""


def replace_natives(connection: sqlite3.Connection) -> None:
    """Put ours in the place of SQLite's on this connection: the same answers."""
    connection.create_function("instr", 2, instr, deterministic=True)
    connection.create_function("replace", 3, replace, deterministic=True)
    connection.create_function("like", 2, patterns.like, deterministic=True)
    connection.create_function("like", 3, patterns.like, deterministic=True)
    connection.create_function("glob", 2, patterns.glob, deterministic=True)
    connection.create_function("json_patch", 2, refuse, deterministic=True)
    for name, left, right in (("trim", True, True), ("ltrim", True, False), ("rtrim", False, True)):
        for number in (1, 2):
            connection.create_function(name, number, _trimming(left, right), deterministic=True)


def instr(within: Value, wanted: Value) -> int | None:
    """Place of the first occurrence, from 1; 0 if there is none."""
    if within is None or wanted is None:
        return None
    if isinstance(within, bytes) and isinstance(wanted, bytes):
        return within.find(wanted) + 1
    return text(within).find(text(wanted)) + 1


def replace(whole: Value, old: Value, new: Value) -> Value:
    """The text with every occurrence of another one replaced."""
    if whole is None or old is None:
        return None
    if not text(old):
        return whole
    if new is None:
        return None
    whole, old, new = text(whole), text(old), text(new)
    times = whole.count(old)
    if len(whole) + times * (len(new) - len(old)) > LONGEST:
        raise OverflowError  # SQLite tells it as "string or blob too big"
    return str(whole.replace(old, new))


def refuse(_target: Value, _patch: Value) -> None:
    """Takes the product of the numbers of keys; nothing of the archive needs it."""
    raise NotImplementedError


def _trimming(left: bool, right: bool) -> Any:
    def trim(whole: Value, chars: Value = " ") -> str | None:
        """The text without such characters at its ends."""
        if whole is None or chars is None:
            return None
        whole, away = text(whole), set(text(chars))
        start, end = 0, len(whole)
        while left and start < end and whole[start] in away:
            start += 1
        while right and end > start and whole[end - 1] in away:
            end -= 1
        return str(whole[start:end])

    return trim
