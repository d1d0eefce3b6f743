"""Frozen dataclasses of many fields, made quickly."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any, TypeVar

_Record = TypeVar("_Record")


def filled_at_once(record: type[_Record]) -> type[_Record]:
    """The frozen dataclass with an `__init__` that sets the given fields in one go.

    The generated one makes a call for each field, and a `Fact` has sixty. Those that are not
    given stay with the class, which has their defaults: a record holds only what it was told.
    """
    names = tuple(each.name for each in fields(record))  # type: ignore[arg-type]
    fresh = {
        each.name: each.default_factory
        for each in fields(record)  # type: ignore[arg-type]
        if each.default_factory is not MISSING
    }
    known = frozenset(names)
    required = frozenset(
        each.name
        for each in fields(record)  # type: ignore[arg-type]
        if each.default is MISSING and each.name not in fresh
    )

    def fill(self: _Record, *first: Any, **given: Any) -> None:
        if first:
            given.update(zip(names, first, strict=False))
        told = given.keys()
        if not required <= told <= known:
            wrong = sorted(given.keys() - known | required - given.keys())
            raise TypeError(f"{record.__name__}: unknown or missing fields {wrong}")
        for name, make in fresh.items():
            if name not in given:
                given[name] = make()
        object.__setattr__(self, "__dict__", given)

    record.__init__ = fill  # type: ignore[assignment]
    return record


def changed(record: _Record, told: dict[str, Any]) -> _Record:
    """A record that was filled at once, with some fields told anew; their names are not checked."""
    made = object.__new__(type(record))
    object.__setattr__(made, "__dict__", {**vars(record), **told})
    return made
