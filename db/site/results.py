"""The search page and its feed: the address keeps the whole state."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from db.pages import results, wording
from db.pages.results import Asked
from db.search.index import StaleIndex
from db.site import gate
from db.site.page import archive_of, ask, draw, page_number, required_archive

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request, Response

LABELS = {
    "publisher": ("来源", "publisher"),
    "section": ("栏目", "section"),
    "year": ("年份", "year"),
}
TYPES = {"sentence": ("句子", "sentence"), "fact": ("事实", "fact")}


async def show(datasette: Datasette, request: Request) -> Response:
    """The search page."""
    database = await required_archive(datasette, request)
    asked = read(request)
    try:
        found = await ask(database, results.result_list, asked)
    except StaleIndex as error:
        sorry = {"title": "检索暂不可用 Search is not available", "message": str(error)}
        return await draw(datasette, request, database, "sorry.html", sorry, status=503)
    context = {
        "q": asked.query,
        "asked": asked,
        "found": found,
        "facets": [_facet(asked, name, found) for name in results.FACETS],
        "address": lambda **changed: address(asked, **changed),
        "types": TYPES,
        "kinds": wording.KINDS,
        "date": wording.date,
        "size": results.SIZE,
    }
    return await draw(datasette, request, database, "results.html", context)


async def articles(datasette: Datasette, request: Request, send: Any) -> Any:
    """The table of articles: our list, and Datasette's page for what it does not understand."""
    database = await archive_of(datasette, request)
    if database is None or request.args:
        return await gate.table(datasette, request, send)
    return await show(datasette, request)


def read(request: Request) -> Asked:
    """The search that an address asks for."""
    return Asked(
        query=request.args.get("q") or "",
        publisher=request.args.get("publisher") or "",
        section=request.args.get("section") or "",
        year=request.args.get("year") or "",
        by_date=request.args.get("sort") == "date",
        page=page_number(request),
    )


def address(asked: Asked, **changed: Any) -> str:
    """The query string of a search with something changed; back on the first page."""
    new = replace(asked, **{"page": 1, **changed})
    args = {
        "q": new.query,
        "publisher": new.publisher,
        "section": new.section,
        "year": new.year,
        "sort": "date" if new.by_date else "",
        "page": str(new.page) if new.page > 1 else "",
    }
    return "?" + urlencode({name: value for name, value in args.items() if value})


def _facet(asked: Asked, name: str, found: results.ResultList) -> dict[str, Any]:
    label, english = LABELS[name]
    chosen = getattr(asked, name)
    values = [
        {
            "label": f"{value}年" if name == "year" else value,
            "count": count,
            "on": value == chosen,
            "address": address(asked, **{name: "" if value == chosen else value}),
        }
        for value, count in found.facets[name]
    ]
    return {"label": label, "english": english, "values": values}
