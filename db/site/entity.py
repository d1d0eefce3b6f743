"""Pages of people, organisations, places, documents and programmes, and the list of their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.fact_rows import ENTITY_KINDS
from db.pages import entities, wording
from db.site import stock
from db.site.facts import card
from db.site.page import archive_of, ask, draw, page_number, required_archive

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request, Response


async def show(datasette: Datasette, request: Request, send: Any) -> Any:
    """The entity's page; the row's page in a database that is not ours."""
    database = await archive_of(datasette, request)
    if database is None:
        return await stock.row(datasette, request, send)
    key = request.url_vars["pks"]
    number = page_number(request)
    page = await ask(database, entities.entity, key, number)
    if page is None:
        context = {"what": "名目", "english": "entity", "key": key}
        return await draw(datasette, request, database, "missing.html", context, status=404)
    context = {
        "page": page,
        "entity": page.entity,
        "number": number,
        "mentions": [card(fact) for fact in page.found],
        "figures": [card(fact) for fact in page.figures],
        "quotes": [card(fact) for fact in page.quotes],
        "kinds": wording.KINDS,
        "levels": wording.LEVELS,
        "date": wording.date,
    }
    return await draw(datasette, request, database, "entity.html", context)


async def names(datasette: Datasette, request: Request) -> Response:
    """The list of names of a kind."""
    database = await required_archive(datasette, request)
    kind = request.args.get("kind") or "person"
    kind = kind if kind in ENTITY_KINDS else "person"
    part = request.args.get("name") or ""
    context = {
        "kind": kind,
        "part": part,
        "names": await ask(database, entities.names, kind, part),
        "entity_kinds": ENTITY_KINDS,
        "kinds": wording.KINDS,
    }
    return await draw(datasette, request, database, "names.html", context)
