"""The same measure over places or years; changes with a mark where they don't add up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from db.pages import compare, wording
from db.site import charts
from db.site.facts import card
from db.site.page import ask, draw, required_archive

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request, Response


async def show(datasette: Datasette, request: Request) -> Response:
    """The comparison of one measure, or the list of measures."""
    database = await required_archive(datasette, request)
    measure = request.args.get("measure") or ""
    unit = request.args.get("unit") or ""
    by: compare.By = "year" if request.args.get("by") == "year" else "place"
    part = request.args.get("name") or ""
    context = {
        "measure": measure,
        "unit": unit,
        "by": by,
        "part": part,
        "kinds": wording.KINDS,
        "unit_label": wording.label,
    }
    if measure:
        made = await ask(database, compare.comparison, measure, unit, by)
        context |= {
            "total": made.total,
            "most": compare.MOST,
            "groups": [
                (name, [(card(f), _bar(f["norm_value"], made.largest)) for f in group])
                for name, group in made.groups
            ],
            "date": wording.date,
        }
    else:
        context["measures"] = await ask(database, compare.measures, part)
    return await draw(datasette, request, database, "compare.html", context)


def _bar(value: float, largest: float) -> object:
    return charts.bar(abs(value) / largest) if largest else ""


async def changes(datasette: Datasette, request: Request) -> Response:
    """Stated changes, each recomputed."""
    database = await required_archive(datasette, request)
    asked = request.args.get("consistent") or ""
    consistent = int(asked) if asked in ("0", "1") else None
    found = await ask(database, compare.changes, consistent, _after(request.args.get("_next")))
    context = {
        "found": found,
        "changes": [card(fact) for fact in found.changes],
        "consistent": consistent,
        "next": json.dumps(found.next, separators=(",", ":")) if found.next else None,
        "kinds": wording.KINDS,
        "date": wording.date,
    }
    return await draw(datasette, request, database, "changes.html", context)


def _after(text: str | None) -> tuple[int, int] | None:
    """Where the last page ended; None for anything that is no such mark."""
    try:
        docid, number = json.loads(text or "")
    except (ValueError, TypeError):
        return None
    fits = all(isinstance(n, int) and abs(n) < 1 << 53 for n in (docid, number))
    return (docid, number) if fits else None
