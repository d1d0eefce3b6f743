"""Every kind of address of the site, on the archive of the bundled article, and its parameters."""

from __future__ import annotations

import asyncio
from pathlib import Path

from conftest import build

from db.site.serve import application
from ingest.read import bundled

PARAMETERS = (
    "q _search _search_body page _size sort kind name kind__in kind__exact place__startswith norm_value__between "
    "value__isnull publisher section year measure unit by consistent script repairs witness _bom _stream _labels _col "
    "_nocol _nofacet _nocount _shape _ttl word about _extra number article _sort _sort_desc _facet _facet_array "
    "_facet_date _facet_size _where _through _timelimit _next norm_value__gt text__gt kind__arraycontains sql"
).split()


async def forever() -> dict[str, str]:
    """What a visitor says who only waits for the answer."""
    await asyncio.sleep(3600)
    return {"type": "http.disconnect"}


class Served:
    """The site, and the addresses of one page of each kind."""

    def __init__(self, path: Path) -> None:
        db = build(path, bundled())
        article = db.execute("SELECT id FROM articles").fetchone()[0]
        entity = db.execute("SELECT id FROM entities").fetchone()[0]
        db.close()
        self.path = str(path)
        self.site = application(path)
        base = f"/{path.stem}"
        named = "home about search search.atom names compare changes"
        exports = "money.csv facts.jsonl figures_about.csv query.csv x.csv"
        tables = "articles facts entities facts.json figures.csv figures_about articles.json"
        self.places = [
            "/",
            base,
            f"{base}/articles/{article}",
            f"{base}/facts/{article},1",
            f"{base}/entities/{entity}",
            *(f"{base}/{name}" for name in tables.split()),
            *(f"{base}/-/{name}" for name in named.split()),
            *(f"{base}/-/export/{name}" for name in exports.split()),
        ]
