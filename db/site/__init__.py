"""The Datasette plugin: Chinese search and readable pages for Jiaokan archives.

It acts only on databases that carry the archive's mark; any other database that is served
beside one behaves as in plain Datasette.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from datasette import hookimpl

from db import searched
from db.site.cells import render_cell
from db.site.errors import handle_exception
from db.site.headers import asgi_wrapper
from db.site.page import address_of, archives, holds_archive
from db.site.routes import register_routes
from db.site.search_hooks import filters_from_request, prepare_connection

if TYPE_CHECKING:  # Datasette loads its plugins while it is itself being imported
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

__all__ = [
    "asgi_wrapper",
    "extra_template_vars",
    "filters_from_request",
    "handle_exception",
    "prepare_connection",
    "register_routes",
    "render_cell",
]

LANGUAGE = "zh-Hans"
"""Without it a browser may draw Japanese forms of the characters."""


@hookimpl
def extra_template_vars(
    datasette: Datasette, database: str | None, table: str | None, request: Request | None
) -> Callable[[], Awaitable[dict[str, Any]]]:
    """`lang` for the page's <html>, and the archive's address, where what it shows is ours; and
    whether the rows of the table can be searched by their articles, for which words."""

    async def variables() -> dict[str, Any]:
        ours = await archives(datasette)
        if database in datasette.databases:
            shown = datasette.get_database(database)
            mine = shown if await holds_archive(shown) else None
        else:
            others = len([name for name in datasette.databases if name != "_internal"]) - len(ours)
            mine = ours[0] if ours and not others else None
        if mine is None:
            return {"lang": None}
        return {
            "lang": LANGUAGE,
            "base": address_of(datasette, mine),
            "by_article": bool(table and searched.key(table)),
            "asked_for": (request.args.get("_search") or "") if request else "",
        }

    return variables
