"""Error pages that help, for addresses of an archive."""

from __future__ import annotations

import sqlite3
import traceback
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from datasette import hookimpl

from db.site import stock
from db.site.page import archive_at, archive_of, draw

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request


@hookimpl
def handle_exception(
    datasette: Datasette, request: Request, exception: Exception
) -> Callable[[], Awaitable[Any]]:
    """Our page, or JSON or a line of text where data was asked for; None for other databases."""
    from datasette.utils.asgi import Response

    async def answer() -> Any:
        database = await archive_at(datasette, request.path)
        if database is None:
            return None
        status, title, message = _told(exception)
        context = {"status": status, "title": title, "error": message}
        _, dot, form = request.path.rsplit("/", 1)[-1].partition(".")
        if form.endswith("json"):
            return Response.json({"ok": False, **context}, status=status)
        if dot:
            return Response.text(message, status=status)
        return await draw(datasette, request, database, "error.html", context, status=status)

    return answer


async def nothing(datasette: Datasette, request: Request, send: Any) -> Any:
    """The rest of the addresses that we keep for ourselves."""
    from datasette.utils.asgi import NotFound

    if await archive_of(datasette, request) is None:
        return await stock.row(datasette, request, send)
    raise NotFound("There is no such page")


def _told(exception: Exception) -> tuple[int, str | None, str]:
    """(status, title, message) of what happened; the inside of a fault of ours is not shown."""
    from datasette.views.base import DatasetteError

    status = getattr(exception, "status", 500)
    if isinstance(exception, DatasetteError) and status == 500 and exception.message:
        status = 400  # Datasette's default; what it has a sentence for is the visitor's request
    if isinstance(exception, sqlite3.Warning):
        status = 400  # what Python 3.10 raises for two statements at once, and Datasette lets pass
    if status >= 500:
        traceback.print_exception(exception)  # for whoever runs the server
        return status, None, "服务器内部出错。 An error on the server."
    message = getattr(exception, "message", None) or (exception.args[0] if exception.args else "")
    return status, getattr(exception, "title", None), str(message)
