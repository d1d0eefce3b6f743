"""The home page, and the page that tells what all this is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from db.pages import home, wording
from db.site import charts, stock
from db.site.facts import card
from db.site.page import archives, ask, draw, may_see, required_archive

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request, Response

WAYS = {
    "place": ("地点", "places"),
    "organisation": ("机构", "organisations"),
    "person": ("人物", "people"),
    "publisher": ("来源", "publishers"),
    "section": ("栏目", "sections"),
    "published": ("年份", "years"),
}


async def show(datasette: Datasette, request: Request, send: Any) -> Any:
    """The home of the archive; Datasette's list where there is another database beside it."""
    attached = [name for name in datasette.databases if name != "_internal"]
    ours = await archives(datasette)
    if len(attached) != 1 or not ours or not await may_see(datasette, request, ours[0]):
        return await stock.index(datasette, request, send)
    return await _draw(datasette, request, ours[0])


async def show_archive(datasette: Datasette, request: Request) -> Response:
    """The home of one archive among several."""
    return await _draw(datasette, request, await required_archive(datasette, request))


async def _draw(datasette: Datasette, request: Request, database: Any) -> Response:
    page = await ask(database, home.home)
    base = datasette.urls.database(database.name)

    def spoken_of(key: str) -> str:
        if key == charts.EARLIER:
            first = next(row["key"] for row in page.timeline)
            return f"{base}/facts?kind__in=date,period&year__gte={quote(first)}&_sort=year"
        column = "year" if len(key) == 4 else "period_start__startswith"
        return f"{base}/facts?kind__in=date,period&{column}={quote(key)}"

    largest = page.sums[0]["norm_value"] if page.sums else 1
    context = {
        "page": page,
        "ways": {name: WAYS[name] for name in WAYS if page.ways[name]},
        "timeline": charts.timeline(page.timeline, spoken_of),
        "sums": [(card(f), charts.bar(f["norm_value"] / largest)) for f in page.sums],
        "kinds": wording.KINDS,
        "date": wording.date,
        "number": wording.number,
    }
    return await draw(datasette, request, database, "home.html", context)


async def about(datasette: Datasette, request: Request) -> Response:
    """What the archive is, and what the search box understands."""
    database = await required_archive(datasette, request)
    return await draw(datasette, request, database, "about.html", {"kinds": wording.KINDS})
