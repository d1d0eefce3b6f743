"""Downloads: all rows of exactly what a page shows, and what their columns mean.

Datasette cuts the CSV of a query at `max_returned_rows`; this one is complete, or the connection
breaks off, which every browser and `curl` reports.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from db import schema
from db.export import ExportError, chunks, columns_of, names, select
from db.metadata import view_column, view_columns
from db.pages.fact_filters import of_view
from db.search import register
from db.site import bounds, filters, natives, parameters
from db.site.page import required_archive
from db.site.streaming import Rows

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database
    from datasette.utils.asgi import Request

TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl; charset=utf-8"}
_NAME = re.compile(r":([A-Za-z_]\w*)")
QUERY_SECONDS = 60
"""A visitor's own SQL is cut off after so long: the download breaks off visibly."""


async def show(datasette: Datasette, request: Request) -> Any:
    """The download. Raises `NotFound` for what cannot be exported."""
    database = await required_archive(datasette, request)
    name, form = request.url_vars["name"], request.url_vars["form"]
    return await download(datasette, request, database, name, form)


async def download(
    datasette: Datasette, request: Request, database: Database, name: str, form: str
) -> Any:
    """A table, view, canned query, or the visitor's own SQL as `query`, in one of `TYPES`."""
    from datasette.utils.asgi import NotFound

    if name in names():
        sql, params = await _table(datasette, request, database, name)
        seconds = None
    else:
        made = await _query(datasette, request, database, name)
        if made is None:
            raise NotFound(f"There is no table, view or query {name}")
        sql, params = made
        seconds = QUERY_SECONDS
    return await _stream(database, name, form, request, sql, params, seconds)


async def _table(
    datasette: Datasette, request: Request, database: Database, name: str
) -> tuple[str, dict[str, Any]]:
    """The SELECT of a table or view with the filters and the order of the address."""
    from datasette.utils.asgi import BadRequest

    columns = {c.name for t in schema.TABLES if t.name == name for c in t.columns}
    columns = columns or set(columns_of(name))
    parameters.check(request, columns)
    where, params = await filters.everything(datasette, request, database.name, name, columns)
    where = of_view(where) if name == schema.FACTS.name else where
    head, by, order = select(name, where).partition(" ORDER BY ")
    for argument, direction in (("_sort", ""), ("_sort_desc", " DESC")):
        column = request.args.get(argument)
        if column:
            if column not in columns:
                raise BadRequest(f"There is no column {column} in {name}")
            order = f"[{column}]{direction}" + (f", {order}" if order else "")
            by = " ORDER BY "
    return head + by + order, params


async def _query(
    datasette: Datasette, request: Request, database: Database, name: str
) -> tuple[str, dict[str, Any]] | None:
    """A canned query of that name, or the visitor's own SQL; None if there is none such."""
    from datasette.utils import InvalidSql, validate_sql_select
    from datasette.utils.asgi import BadRequest, Forbidden

    params = {key: request.args[key] for key in request.args if key != "sql"}
    canned = await datasette.get_canned_query(database.name, name, request.actor)
    if canned and not canned.get("write"):
        asked = set(canned.get("params") or []) or _parameters(canned["sql"])
        return canned["sql"], {key: params.get(key, "") for key in asked}
    sql = request.args.get("sql")
    if name != "query" or not sql:
        return None
    allowed, _ = await datasette.check_visibility(
        request.actor, permissions=[("execute-sql", database.name)]
    )
    if not allowed:
        raise Forbidden("execute-sql")
    try:
        validate_sql_select(sql)
    except InvalidSql as error:
        raise BadRequest(str(error)) from error
    return sql, {key: params.get(key, "") for key in _parameters(sql)}


def _parameters(sql: str) -> set[str]:
    """Every name that may be a parameter; SQLite takes no notice of those that are none."""
    return set(_NAME.findall(sql))


async def _stream(
    database: Database,
    name: str,
    form: str,
    request: Request,
    sql: str,
    params: dict[str, Any],
    seconds: int | None,
) -> Any:
    """The answer. Raises `BadRequest` for a query that fails at once: later it is too late."""
    from datasette.utils.asgi import AsgiStream, BadRequest

    bom = bool(request.args.get("_bom"))
    connection = database.connect()
    register(connection)
    bounds.bound_values(connection)
    if seconds is not None:
        natives.replace_natives(connection)
        bounds.hide_place(connection)
    rows = Rows(connection, chunks(connection, sql, params, format=form, spreadsheet=bom))
    try:
        await rows.begin(seconds)
    except ExportError as error:
        told = f"这个查询不成。 {error}"
        if "interrupted" in str(error):
            told = f"这个查询超过了{seconds}秒。 The query took longer than {seconds} seconds."
        raise BadRequest(told) from error
    file = f"{database.name}-{name}.{form}"
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(file)}"}
    return AsgiStream(rows.write, headers=headers, content_type=TYPES[form])


async def describe(datasette: Datasette, request: Request) -> Any:
    """What the columns of a table or view mean: CSV on the Web metadata (W3C)."""
    from datasette.utils.asgi import NotFound, Response

    await required_archive(datasette, request)
    name = request.url_vars["name"]
    if name not in names():
        raise NotFound(f"There is no table or view {name}")
    return Response.json(column_descriptions(name))


def column_descriptions(name: str) -> dict[str, Any]:
    """The sidecar of `<name>.csv`: title, and name, datatype and meaning of each column."""
    types = {"INTEGER": "integer", "REAL": "double", "TEXT": "string", "": "string"}
    title, about = schema.VIEWS.get(name, ("", ""))
    columns = []
    for table in schema.TABLES:
        if table.name == name:
            title, about = table.title, table.description
            columns = [(c.name, c.type, c.description) for c in table.columns if not c.volatile]
    if not columns:
        columns = [(c, "", view_column(name, c)) for c in view_columns()[name]]
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "url": f"{name}.csv",
        "dc:title": title,
        "dc:description": about,
        "tableSchema": {
            "columns": [
                {"name": c, "titles": c, "datatype": types[kind], "dc:description": text}
                for c, kind, text in columns
            ]
        },
    }
