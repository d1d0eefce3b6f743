"""The stock search box, `_search=` in JSON and CSV: Chinese, and exact.

Datasette compiles `?_search=` to `... MATCH escape_fts(:search)`. On an archive's connections
`escape_fts` is ours, so that the ordinary pages answer Chinese queries. What an FTS5 expression
cannot say (`=词`, NEAR, dates, names) is added to the page's WHERE clause. On facts and the other
tables and views whose rows belong to articles, `?_search=` keeps the rows of those it finds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from datasette import hookimpl

from db import searched
from db.archive import is_archive
from db.search import compile_query, index, parse, register
from db.site import bounds, natives, watch

if TYPE_CHECKING:  # Datasette loads its plugins while it is itself being imported
    from datasette.app import Datasette
    from datasette.filters import FilterArguments
    from datasette.utils.asgi import Request

TABLE = "articles"
COLUMNS = {"_search": ("body", "title"), "_search_body": ("body",), "_search_title": ("title",)}
"""Argument of the page → the columns that it searches."""


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection, datasette: Datasette) -> None:
    """Register the SQL functions, after Datasette's own to replace its `escape_fts`; and bound what
    a visitor's SQL can ask for."""
    if is_archive(conn):
        register(conn)
        natives.replace_natives(conn)
        bounds.bound_values(conn)
        bounds.bound_answers(conn)
        bounds.hide_place(conn)
        watch.watch(conn, datasette.setting("sql_time_limit_ms") / 1000)


@hookimpl
def filters_from_request(
    request: Request, database: str, table: str, datasette: Datasette
) -> Callable[[], Awaitable[FilterArguments]]:
    """The part of a search that the index cannot answer, as conditions on the row."""
    from datasette.filters import FilterArguments
    from datasette.utils.asgi import BadRequest

    async def conditions() -> FilterArguments:
        asked = [name for name in COLUMNS if request.args.get(name)]
        if not asked:
            return FilterArguments([])
        db = datasette.get_database(database)
        ours, message = await db.execute_fn(_state)
        if not ours:
            return FilterArguments([])
        if message:
            raise BadRequest(message)
        if table != TABLE:
            return FilterArguments(*_elsewhere(table, asked, request))
        if request.args.get("_searchmode") == "raw":
            return FilterArguments([])
        clauses: list[str] = []
        params: dict[str, str | int] = {}
        # Datasette looks at the columns' own arguments only where there is no general one.
        for name in ["_search"] if "_search" in asked else asked:
            match = compile_query(parse(request.args[name]), COLUMNS[name], prefix=name.strip("_"))
            if match.where:
                clauses.append(match.where)
                params |= match.params
        return FilterArguments(clauses, params)

    return conditions


def _elsewhere(
    table: str, asked: list[str], request: Request
) -> tuple[list[str], dict[str, str | int]]:
    """A search on another table or view: its rows whose article is found.

    What it cannot answer it refuses: all rows would be taken for those that were found.
    """
    from datasette.utils.asgi import BadRequest

    if asked != ["_search"] or not searched.key(table):
        there = ", ".join(searched.names())
        raise BadRequest(
            f"{table} 不能用 {asked[0]} 检索。 "
            f"{asked[0]} cannot search {table}; _search can: {there}"
        )
    condition, params = searched.condition(table, request.args["_search"], prefix="search")
    return [condition], params


def _state(conn: sqlite3.Connection) -> tuple[bool, str | None]:
    """Is it an archive, and what is wrong with its index: both in one visit to the database."""
    ours = is_archive(conn)
    return ours, index.stale(conn) if ours else None
