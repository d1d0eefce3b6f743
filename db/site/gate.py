"""Addresses that Datasette answers, looked at before they are handed to it.

Some faults of an address are faults of the server to Datasette (status 500). On an archive they
are refused here, as what they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.site import parameters, stock
from db.site.page import archive_of

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database
    from datasette.utils.asgi import Request


async def database(datasette: Datasette, request: Request, send: Any) -> Any:
    """The page of a database, or the answer to SQL."""
    if await archive_of(datasette, request) is not None:
        parameters.check(request)
    return await stock.database(datasette, request, send)


async def table(datasette: Datasette, request: Request, send: Any) -> Any:
    """The page, JSON or CSV of a table, view or canned query."""
    archive = await archive_of(datasette, request)
    if archive is not None:
        await check(archive, request, _name(request))
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


async def check(archive: Database, request: Request, table: str, *, ours: bool = False) -> None:
    """Raise `BadRequest` for a parameter that the page of a table, view or query cannot read.

    `ours`: the page is drawn by us, and reads its own `_next`.
    """
    views = await archive.view_names()
    there = table in views or table in await archive.table_names()
    columns = await archive.table_columns(table) if there else []
    parameters.check(request, columns, is_view=table in views and not ours)


def _name(request: Request) -> str:
    from datasette.utils import tilde_decode

    name: str = tilde_decode(request.url_vars["table"])
    return name
