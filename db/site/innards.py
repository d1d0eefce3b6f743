"""What Datasette tells of itself, without the folders that an archive and its code lie in."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from db.site.page import archives

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request, Response


async def show(datasette: Datasette, request: Request) -> Response:
    """The databases, or the threads, as a page or JSON; in Datasette's own words if no archive is
    served."""
    from datasette.views.special import JsonDataView

    about = request.url_vars["about"]
    told = datasette._connected_databases() if about == "databases" else datasette._threads()
    ours = {database.name for database in await archives(datasette)}
    if ours:
        told = _databases(told, ours) if about == "databases" else _threads(told)
    request.url_vars.setdefault("format", None)
    return await JsonDataView(datasette, f"{about}.json", lambda: told).get(request)


def _databases(told: list[dict[str, Any]], ours: set[str]) -> list[dict[str, Any]]:
    return [
        {**one, "path": PurePath(one["path"]).name} if one["name"] in ours and one["path"] else one
        for one in told
    ]


def _threads(told: dict[str, Any]) -> dict[str, Any]:
    """Tasks are named by the files of their code."""
    return {name: value for name, value in told.items() if name != "tasks"}
