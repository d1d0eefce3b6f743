"""The facts of an article as rows, and what many facts share as rows of dictionaries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Any

from db import fact_columns, storage
from db.fact_columns import as_json
from db.table import Table
from ingest.model import Fact, Location

Values = tuple[Any, ...]

ENTITY_KINDS = ("person", "organisation", "place", "document", "programme")
_LARGEST = 2**62
"""Larger integers (280百亿亿) do not fit SQLite's and are stored as the real numbers they mean."""


def stored(table: Table, *without: str) -> tuple[str, ...]:
    """The columns of a table that are written, but for some."""
    return tuple(c.name for c in table.columns if not c.generated and c.name not in without)


TYPE = stored(storage.FACT_TYPES, "id", "mark")
OWN = stored(
    storage.FACT_ROWS,
    *("docid", "number", "type", "entity", "place", "sentence", "start", "length"),
    *("time", "found", "more"),
)
"""Columns of a fact's row that are fields of the fact, as they are."""
_of_type = attrgetter(*TYPE[TYPE.index("rule") + 1 : TYPE.index("organisation")])
_own = attrgetter(*OWN)
_of_time = attrgetter("as_of", "period_start", "period_end", "resolved")
_TIMELESS = (None, None, None, None)
_numbers = attrgetter("value", "value_to", "norm_value")


@dataclass(frozen=True)
class Facts:
    """The rows of an article's facts, and what they refer to."""

    rows: list[Values]
    """(number, type, entity, place, the rest): indexes of the lists, -1 for none."""
    rules: list[Values] = field(default_factory=list)
    """(mark, rule, details)."""
    types: list[Values] = field(default_factory=list)
    """(mark, columns of the type): the rule by its mark."""
    entities: list[Values] = field(default_factory=list)
    """(id, kind, name, place_code, level)."""
    places: list[Values] = field(default_factory=list)
    """(mark, path, code)."""


_MOST_KNOWN = 1_000
"""What many facts share is kept for the next. More saves little, and is memory that a worker goes
on filling long after its first thousand articles."""


@lru_cache(_MOST_KNOWN)
def entity_id(kind: str, name: str, code: str | None) -> str:
    """Permanent id of an entity, from what tells it from others."""
    key = "\0".join((kind, name, code or ""))
    return "e" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:15]


def facts(found: Iterable[Fact], locations: Iterable[Location], *, long: bool) -> Facts:
    """The rows of the facts of an article, which may be a long one."""
    rules: dict[Values, int] = {}
    types: dict[Values, int] = {}
    entities: dict[Values, int] = {}
    places: dict[Values, int] = {}
    made = []
    for number, (fact, at) in enumerate(zip(found, locations, strict=True)):
        entity = _entity(fact) if fact.kind in ENTITY_KINDS else None
        named = entity[2] if entity else None
        name = None if fact.name == named else fact.name
        organisation = "" if fact.organisation and fact.organisation == named else fact.organisation
        details = _details(fact.details) if fact.details else None
        shared = details is None or fact_columns.is_shared(fact.details)
        own = None if shared else details
        length = fact.end - fact.start
        rest = (
            *(at.sentence, fact.start, length, *_storable_numbers(fact), _time(fact)),
            _found(fact, at),
            fact_columns.more(fact.text if long else None, own) if long or own else None,
        )
        rule = _marked((fact.rule, details if shared else None))
        rules[rule] = 0
        type = _marked((fact.kind, rule[0], *_of_type(fact), organisation, name, int(at.certain)))
        where = -1
        if fact.place is not None or fact.place_code is not None:
            place = _marked((fact.place, fact.place_code))
            where = places.setdefault(place, len(places))
        made.append(
            (
                number,
                types.setdefault(type, len(types)),
                entities.setdefault(entity, len(entities)) if entity else -1,
                where,
                rest,
            )
        )
    return Facts(made, list(rules), list(types), list(entities), list(places))


def _time(fact: Fact) -> str | None:
    told = _of_time(fact)
    return None if told == _TIMELESS else fact_columns.time(fact.kind, *told)


def _found(fact: Fact, at: Location) -> int | None:
    if at.found_start is None or at.found_end is None:
        return None
    shift = at.found_start - fact.start
    growth = at.found_end - fact.end - shift
    return fact_columns.found(shift, growth) if shift or growth else 0


def _details(told: Mapping[str, Any]) -> str:
    if len(told) == 1:
        [(name, value)] = told.items()
        if isinstance(value, str):
            return _detail(name, value)
    return as_json(dict(told))


@lru_cache(_MOST_KNOWN)
def _detail(name: str, value: str) -> str:
    return as_json({name: value})


def mark(values: Values) -> int:
    """The number that values in a dictionary are found by."""
    digest = hashlib.blake2b(as_json(values).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)


@lru_cache(_MOST_KNOWN)
def _marked(values: Values) -> Values:
    """The values behind their hash. Equal ones are the same object, so that a worker hands what
    many facts share over only once."""
    return mark(values), *values


def _storable_numbers(fact: Fact) -> Values:
    values: Values = _own(fact)
    if fact.value is None:
        return values
    if max(number or 0 for number in _numbers(fact)) > _LARGEST:
        return tuple(float(v) if isinstance(v, int) else v for v in values)
    return values


def _entity(fact: Fact) -> Values:
    name = fact.name or fact.text
    place = fact.kind == "place"
    code = fact.place_code if place else None
    # A place is known by its path: many counties share a name.
    name = fact.place or name if place else name
    return entity_id(fact.kind, name, code), fact.kind, name, code, fact.level if place else None
