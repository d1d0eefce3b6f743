"""Datasette's own views, for addresses that we share with databases that are not ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request


async def index(datasette: Datasette, request: Request, send: Any) -> Any:
    """The list of databases."""
    from datasette.views.index import IndexView

    request.scope["url_route"]["kwargs"].setdefault("format", None)
    return await IndexView.as_view(datasette)(request, send)


async def database(datasette: Datasette, request: Request, send: Any) -> Any:
    """The page of a database, or the answer to SQL."""
    from datasette.views.database import DatabaseView

    request.scope["url_route"]["kwargs"].setdefault("format", None)
    return await DatabaseView.as_view(datasette)(request, send)


async def table(datasette: Datasette, request: Request, send: Any) -> Any:
    """The page of a table, view or canned query."""
    from datasette.views.table import TableView

    request.scope["url_route"]["kwargs"].setdefault("format", None)
    return await TableView.as_view(datasette)(request, send)


async def row(datasette: Datasette, request: Request, send: Any) -> Any:
    """The page of a row."""
    from datasette.views.row import RowView

    request.scope["url_route"]["kwargs"].setdefault("format", None)
    return await RowView.as_view(datasette)(request, send)
