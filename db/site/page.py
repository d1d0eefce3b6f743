"""What every page of ours shares: which archive, may this visitor see it, asking, drawing."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary, WeakSet

from markupsafe import Markup, escape

from db.archive import is_archive
from db.pages.wording import visible
from db.remembered import Memory
from db.search import register
from db.site import drawing

if TYPE_CHECKING:  # Datasette loads its plugins while it is itself being imported
    from datasette.app import Datasette
    from datasette.database import Database
    from datasette.utils.asgi import Request, Response

Answer = TypeVar("Answer")


_KNOWN: WeakSet[Database] = WeakSet()
"""Databases that are archives: a file that is one stays one."""


async def holds_archive(database: Database) -> bool:
    """Is this attached database a Jiaokan archive?"""
    if database not in _KNOWN and await database.execute_fn(is_archive):
        _KNOWN.add(database)
    return database in _KNOWN


async def archives(datasette: Datasette) -> list[Database]:
    """The archives among the attached databases."""
    attached = [db for name, db in datasette.databases.items() if name != "_internal"]
    return [db for db in attached if await holds_archive(db)]


async def archive_at(datasette: Datasette, path: str) -> Database | None:
    """The archive that an address shows: the one it names, or the only database there is."""
    inside = path.removeprefix(datasette.setting("base_url")).strip("/")
    route = inside.split("/")[0].split(".")[0]
    attached = [db for name, db in datasette.databases.items() if name != "_internal"]
    named = [db for db in attached if db.route == route]
    shown = named or (attached if len(attached) == 1 else [])
    return shown[0] if shown and await holds_archive(shown[0]) else None


async def archive_of(datasette: Datasette, request: Request) -> Database | None:
    """The archive that the address names; None if that database is not one of ours.

    Raises `NotFound` if there is no such database, `Forbidden` if the visitor may not see it.
    """
    from datasette.utils import tilde_decode
    from datasette.utils.asgi import Forbidden, NotFound

    try:
        database = datasette.get_database(route=tilde_decode(request.url_vars["database"]))
    except KeyError as error:
        raise NotFound("Database not found") from error
    if not await holds_archive(database):
        return None
    if not await may_see(datasette, request, database):
        raise Forbidden("view-database")
    return database


async def may_see(datasette: Datasette, request: Request, database: Database) -> bool:
    """May this visitor see the database?"""
    visible_to, _ = await datasette.check_visibility(request.actor, "view-database", database.name)
    return bool(visible_to)


async def required_archive(datasette: Datasette, request: Request) -> Database:
    """The archive that the address names. Raises `NotFound` for anything else."""
    from datasette.utils.asgi import NotFound

    database = await archive_of(datasette, request)
    if database is None:
        raise NotFound("This page is made for Jiaokan archives only")
    return database


_OWN = threading.local()
"""Of each thread the connections that our own pages ask on, with what was read on each."""


def _own(database: Database) -> tuple[sqlite3.Connection, Memory]:
    """A connection without what bounds a visitor's SQL: our pages read many rows to show few, and
    counting these, or SQLite's functions in Python, takes time."""
    own: WeakKeyDictionary[Database, tuple[sqlite3.Connection, Memory]] | None
    own = getattr(_OWN, "of", None)
    if own is None:
        own = _OWN.of = WeakKeyDictionary()
    if database not in own:
        made = database.connect()
        made.row_factory = sqlite3.Row
        register(made)
        own[database] = made, Memory()
    return own[database]


async def ask(database: Database, question: Callable[..., Answer], *args: Any) -> Answer:
    """Put a question of `db.pages` to the archive, in a thread of its own.

    All that it looks up is of one state of the archive, whatever a writer does meanwhile.
    """

    def asked(_: sqlite3.Connection) -> Answer:
        connection, memory = _own(database)
        connection.execute("BEGIN")
        try:
            with memory.used(connection):
                return question(connection, *args)
        finally:
            connection.rollback()

    answer: Answer = await database.execute_fn(asked)
    return answer


async def draw(
    datasette: Datasette,
    request: Request,
    database: Database,
    template: str,
    context: Mapping[str, Any],
    status: int = 200,
) -> Response:
    """The page of a template. Controls that reorder or hide text are written out in it."""
    from datasette.utils.asgi import Response

    shared = {
        "database": database.name,
        "base": address_of(datasette, database),
        "own": True,
    }
    drawn = drawing.template(datasette, f"jiaokan/{template}")
    html = await datasette.render_template(
        drawn, {**shared, **context}, request=request, view_name="jiaokan"
    )
    return Response.html(visible(html), status=status)


def address_of(datasette: Datasette, database: Database) -> Markup:
    """The address of an archive, as templates write it dozens of times."""
    return escape(str(datasette.urls.database(database.name)))


def page_number(request: Request, name: str = "page") -> int:
    """The page that the address asks for, from 1."""
    page = request.args.get(name) or ""
    return max(1, int(page)) if page.isascii() and page.isdecimal() and len(page) < 7 else 1
