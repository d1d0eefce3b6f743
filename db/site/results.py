"""The search page and its feed: the address keeps the whole state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from db.pages import entities, results, wording
from db.pages.results import Asked
from db.search.index import StaleIndex
from db.search.narrow import ENTITIES, Narrowing
from db.site import addresses, gate
from db.site.page import archive_of, ask, draw, page_number, required_archive

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request, Response

LABELS = {
    "publisher": ("来源", "publisher"),
    "section": ("栏目", "section"),
    "year": ("年份", "year"),
    "kind": ("内容", "facts of a kind"),
    "place": ("地点", "place"),
    "organisation": ("机构", "organisation"),
    "person": ("人物", "person"),
}
"""What the results can be narrowed by, in the order of the page."""
ORDER = ("q", *LABELS, "sort", "page")
"""The parameters of an address."""
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
    names = await ask(database, entities.names_of, _entities(asked))
    context = {
        "q": asked.query,
        "asked": asked,
        "found": found,
        "facets": [_facet(asked, name, found) for name in LABELS],
        "filters": [
            (_label(name, value, names.get(value, value)), address(asked, **{name: ""}))
            for name, value in asked.within.chosen.items()
        ],
        "unfiltered": address(asked, **dict.fromkeys(LABELS, "")),
        "download": _as_table(asked),
        "facts": _as_facts(asked),
        "counted": _counted(found),
        "address": lambda **changed: address(asked, **changed),
        "types": TYPES,
        "kinds": wording.KINDS,
        "date": wording.date,
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
        within=Narrowing(**{name: request.args.get(name) or "" for name in LABELS}),
        by_date=request.args.get("sort") == "date",
        page=page_number(request),
    )


def address(asked: Asked, **changed: Any) -> str:
    """The query string of a search with something changed; back on the first page."""
    args = {
        "q": asked.query,
        **asked.within.chosen,
        "by_date": asked.by_date,
        "page": 1,
        **changed,
    }
    args["sort"] = "date" if args.pop("by_date") else ""
    args["page"] = str(args["page"]) if args["page"] > 1 else ""
    return addresses.query({name: args.get(name) for name in ORDER})


def described(asked: Asked, names: Mapping[str, str]) -> str:
    """The search in words, for the title of its feed."""
    chosen = asked.within.chosen.items()
    return " ".join([asked.query, *(_label(n, v, names.get(v, v)) for n, v in chosen)]).strip()


def _as_table(asked: Asked) -> str:
    """The same search in the language of Datasette's table of articles."""
    pairs = [("_search", asked.query)] if asked.query else []
    for name, value in asked.within.chosen.items():
        if name in ("publisher", "section"):
            pairs.append((name, value))
        elif name == "year":
            pairs.append(("published__startswith", value))
        else:
            table, column = ("facts", "kind") if name == "kind" else ("mentions", "entity")
            quoted = value.replace("'", "''")
            test = f"id IN (SELECT article FROM {table} WHERE {column} = '{quoted}')"
            pairs.append(("_where", test))
    return urlencode(pairs)


def _as_facts(asked: Asked) -> str:
    """The facts of the articles found, as a query of their page; empty where it cannot be said."""
    chosen = asked.within.chosen
    if not asked.query or set(chosen) & set(ENTITIES):
        return ""
    fields = {"publisher": "来源", "section": "栏目", "year": "日期"}
    rest = [f'{fields[name]}:"{chosen[name]}"' for name in fields if name in chosen]
    kind = [("kind", chosen["kind"])] if "kind" in chosen else []
    return urlencode([*kind, ("_search", " ".join([asked.query, *rest]))])


def _counted(found: results.ResultList) -> str:
    """What the facets count, where they don't count everything."""
    counted, some = f"{found.facets.counted:,}", f"{found.facets.looked_into:,}"
    if found.more or found.facets.counted < found.total:
        return (
            f"来源、栏目、年份按前 {counted} 篇统计，其余按其中 {some} 篇。"
            f" Counted over {counted} matches, names and kinds over {some} of them."
        )
    if found.facets.looked_into < found.facets.counted:
        return f"内容、地点、机构、人物按其中 {some} 篇统计。 Names and kinds: over {some} matches."
    return ""


def _entities(asked: Asked) -> list[str]:
    return [value for name, value in asked.within.chosen.items() if name in ENTITIES]


def _label(facet: str, key: str, name: str) -> str:
    """A value of a facet as a reader knows it."""
    if facet == "year":
        return f"{key}年"
    return wording.label("kind", key) if facet == "kind" else name


def _facet(asked: Asked, name: str, found: results.ResultList) -> dict[str, Any]:
    label, english = LABELS[name]
    chosen = getattr(asked.within, name)
    values = [
        {
            "label": _label(name, value.key, value.name),
            "count": value.articles,
            "on": value.key == chosen,
            "address": address(asked, **{name: "" if value.key == chosen else value.key}),
        }
        for value in found.facets.values[name]
        if value.key == chosen or not chosen  # the others are counted within the chosen one
    ]
    return {"label": label, "english": english, "values": values}
