"""What Datasette's own parameters must look like, where it would break on others.

Datasette answers some faulty parameters with 500. On an archive they are looked at first, and
refused with a sentence that says what to write.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from typing import TYPE_CHECKING

from db import schema

if TYPE_CHECKING:
    from datasette.utils.asgi import Request

BIGGEST = 1 << 63
"""SQLite's integers are smaller."""
OF_JSON = {c.name for t in schema.TABLES for c in t.columns if "as JSON" in c.description} | {
    name for name, description in schema.VIEW_COLUMNS.items() if "as JSON" in description
}
"""Columns that can be looked into as lists."""
_WHOLE = re.compile(r"[0-9]{1,9}")
_TESTS: dict[str, Callable[[str, set[str]], bool]] = {
    "column": lambda value, columns: not columns or value in columns,
    "facet": lambda value, columns: not columns or value in columns,
    "list": lambda value, columns: not columns or value in columns & OF_JSON,
    "sql": lambda value, columns: bool(value.strip()) and "\0" not in value,
    "whole": lambda value, columns: bool(_WHOLE.fullmatch(value)),
    "size": lambda value, columns: value == "max" or bool(_WHOLE.fullmatch(value)),
    "through": lambda value, columns: _is_through(value),
}

_NEVER_EMPTY = ("facet", "list", "sql", "through")
"""What Datasette takes even an empty parameter for."""


def _table() -> dict[str, tuple[str, str]]:
    """Parameter → what it must be (a key of `_TESTS`), and the sentence that says so."""
    lines = files("db.site").joinpath("parameters.tsv").read_text("utf-8").splitlines()
    cells = (line.split("\t") for line in lines if not line.startswith("#"))
    return {name: (test, f"{chinese} {english}") for name, test, chinese, english in cells}


PARAMETERS = _table()


def check(request: Request, columns: Iterable[str] = (), *, is_view: bool = False) -> None:
    """Raise `BadRequest` for the first parameter that Datasette's page cannot read.

    `columns` are those of the table; none for a page without one.
    """
    from datasette.utils.asgi import BadRequest

    for fault in _faults(request, set(columns), is_view):
        raise BadRequest(fault)


def _faults(request: Request, columns: set[str], is_view: bool) -> Iterator[str]:
    for name in request.args:
        for value in request.args.getlist(name):
            if name in PARAMETERS:
                yield from _fault(name, value, columns)
            elif name == "_next" and is_view and value and not _WHOLE.fullmatch(value):
                yield "_next 在视图里是行数。 Of a view, _next is a number of rows."
            elif columns and "__array" in name and name.partition("__")[0] not in OF_JSON:
                yield f"{name} 只能问 JSON 的列。 Ask {name} of a column of JSON only."
            elif columns and _is_no_number(name, value):
                yield f"{name} 的数太大或写法特别。 Write {name} in fewer, plain digits."


def _fault(name: str, value: str, columns: set[str]) -> Iterator[str]:
    test, sentence = PARAMETERS[name]
    if (value or test in _NEVER_EMPTY) and not _TESTS[test](value, columns):
        yield sentence


def _is_no_number(name: str, value: str) -> bool:
    """Would Datasette make a number of it that SQLite has no room for, or try to (²)?"""
    if name.startswith("_") or not value.isdigit():
        return False
    return not value.isdecimal() or int(value[:40]) >= BIGGEST


def _is_through(value: str) -> bool:
    try:
        told = json.loads(value)
    except ValueError:
        return False
    return isinstance(told, dict) and all(
        isinstance(told.get(key), str) for key in ("table", "column", "value")
    )
