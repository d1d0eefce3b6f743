"""The Datasette plugin: Chinese search and readable pages for Jiaokan archives.

It acts only on databases that carry the archive's mark; any other database that is served
beside one behaves as in plain Datasette.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from datasette import hookimpl

from db.archive import is_archive
from db.site.search_hooks import filters_from_request, prepare_connection

if TYPE_CHECKING:  # Datasette loads its plugins while it is itself being imported
    from datasette.app import Datasette
    from datasette.database import Database

__all__ = ["extra_template_vars", "filters_from_request", "prepare_connection"]

LANGUAGE = "zh-Hans"
"""Without it a browser may draw Japanese forms of the characters."""


async def holds_archive(database: Database) -> bool:
    """Is this attached database a Jiaokan archive?"""
    return bool(await database.execute_fn(is_archive))


@hookimpl
def extra_template_vars(
    datasette: Datasette, database: str | None
) -> Callable[[], Awaitable[dict[str, Any]]]:
    """`lang` for the page's <html>, where what it shows is ours."""

    async def variables() -> dict[str, Any]:
        if database is not None:
            shown = [datasette.get_database(database)] if database in datasette.databases else []
        else:
            shown = [db for name, db in datasette.databases.items() if name != "_internal"]
        ours = bool(shown) and all([await holds_archive(db) for db in shown])
        return {"lang": LANGUAGE if ours else None}

    return variables
