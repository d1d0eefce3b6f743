"""The filters in an address, as SQL: Datasette's own language, so that its JSON says the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

SHORT = ("measure", "source")
"""Columns of facts with an index of their own."""
_LIKE = re.compile(r'"?(\w+)"? like :\w+')


def pairs(request: Request) -> list[tuple[str, str]]:
    """The (column or column__operation, value) of the address, without empty ones."""
    return sorted(
        (name, value)
        for name in request.args
        for value in request.args.getlist(name)
        if value != "" and (not name.startswith("_") or "__" in name)
    )


def where(
    table: str, asked: list[tuple[str, str]], columns: set[str]
) -> tuple[list[str], dict[str, Any]]:
    """(conditions, parameters) of column filters. Raises `BadRequest` for an unknown column."""
    from datasette.filters import Filters
    from datasette.utils.asgi import BadRequest

    for name, _ in asked:
        if name.split("__")[0] not in columns:
            raise BadRequest(f"There is no column {name.split('__')[0]} in {table}")
    conditions, params = Filters(asked).build_where_clauses(table)
    return [_indexed(table, condition) for condition in conditions], dict(params)


def _indexed(table: str, condition: str) -> str:
    """A LIKE on a column with an index, asked once of each of its values.

    The recursive query leaps through the index from one value to the next.
    """
    like = _LIKE.fullmatch(condition)
    if table != "facts" or not like or like[1] not in SHORT:
        return condition
    column = like[1]
    return f"""{column} IN (WITH RECURSIVE leap({column}) AS (
        SELECT min({column}) FROM facts
        UNION ALL SELECT (SELECT min({column}) FROM facts WHERE {column} > leap.{column})
        FROM leap WHERE leap.{column} IS NOT NULL)
        SELECT {column} FROM leap WHERE {condition})"""


async def everything(
    datasette: Datasette, request: Request, database: str, table: str, columns: set[str]
) -> tuple[list[str], dict[str, Any]]:
    """All that Datasette's table page would filter by: columns, search, what plugins add."""
    from datasette.plugins import pm
    from datasette.utils import await_me_maybe

    conditions, params = where(table, pairs(request), columns)
    for hook in pm.hook.filters_from_request(
        request=request, table=table, database=database, datasette=datasette
    ):
        made = await await_me_maybe(hook)
        if made:
            conditions.extend(made.where_clauses)
            params.update(made.params)
    return conditions, params
