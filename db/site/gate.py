"""Addresses that Datasette answers, looked at before they are handed to it.

Some faults of an address are faults of the server to Datasette (status 500). On an archive they
are refused here, as what they are. Its CSV of a query breaks off without a word at a thousand rows,
and is empty for a query that fails: ours is given instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.site import export, parameters, stock
from db.site.page import archive_of

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database
    from datasette.utils.asgi import Request


async def database(datasette: Datasette, request: Request, send: Any) -> Any:
    """The page of a database, or the answer to SQL."""
    archive = await archive_of(datasette, request)
    if archive is not None:
        parameters.check(request)
        if request.url_vars.get("format") == "csv" and request.args.get("sql"):
            return await export.download(datasette, request, archive, "query", "csv")
    return await stock.database(datasette, request, send)


async def table(datasette: Datasette, request: Request, send: Any) -> Any:
    """The page, JSON or CSV of a table, view or canned query."""
    archive = await archive_of(datasette, request)
    if archive is not None:
        name = _name(request)
        await check(archive, request, name)
        if request.url_vars.get("format") == "csv" and await datasette.get_canned_query(
            archive.name, name, request.actor
        ):
            return await export.download(datasette, request, archive, name, "csv")
    return await stock.table(datasette, request, send)


async def row(datasette: Datasette, request: Request, send: Any) -> Any:
    """The page or JSON of a row. Raises `NotFound` where the key is not as long as the table's."""
    from datasette.utils.asgi import NotFound

    archive = await archive_of(datasette, request)
    name = _name(request)
    if archive is not None and name in await archive.table_names():
        keys = await archive.primary_keys(name)
        told = request.url_vars["pks"].split(",")
        if keys and (len(told) != len(keys) or not all(told)):
            named = ", ".join(keys)
            raise NotFound(f"地址里要写全这一行的键。 The key of a row here is: {named}")
    return await stock.row(datasette, request, send)


async def check(archive: Database, request: Request, table: str) -> None:
    """Raise `BadRequest` for a parameter that the page of a table, view or query cannot read."""
    views = await archive.view_names()
    there = table in views or table in await archive.table_names()
    columns = await archive.table_columns(table) if there else []
    parameters.check(request, columns, is_view=table in views)


def _name(request: Request) -> str:
    from datasette.utils import tilde_decode

    name: str = tilde_decode(request.url_vars["table"])
    return name
