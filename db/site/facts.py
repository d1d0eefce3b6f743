"""The list of facts, with filters that read like sentences; and the page of one fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from db import schema
from db.pages import facts, wording
from db.pages.describe import about, details, exact, headline, when
from db.pages.rows import Row
from db.site import addresses, filters, gate, parameters, stock
from db.site.page import archive_of, ask, draw
from db.summary import CUBE

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

COLUMNS = {column.name for column in schema.FACTS.columns}
SEARCH = "_search"
"""Argument: the facts of the articles that these words find."""
OURS = {"_next", "_size", "_sort", "_sort_desc", SEARCH}
"""Arguments beside the filters that our list understands; with others the table's page answers."""
ORDERS: dict[str, facts.Order] = {"_sort_desc": "largest", "_sort": "smallest"}
LABELS = {
    "kind": ("种类", "kind"),
    "dimension": ("量", "dimension"),
    "year": ("年份", "year"),
    "province": ("省份", "province"),
    "source_type": ("来源类型", "kind of source"),
    "source": ("谁说的", "who says so"),
}


async def show(datasette: Datasette, request: Request, send: Any) -> Any:
    """The list; Datasette's own page of the table for what our list does not understand."""
    database = await archive_of(datasette, request)
    if database is None or not _ours(request):
        return await gate.table(datasette, request, send)
    parameters.check(request, COLUMNS)
    where, params = await filters.everything(datasette, request, database.name, "facts", COLUMNS)
    words = request.args.get(SEARCH)
    asked = filters.pairs(request) + ([(SEARCH, words)] if words else [])
    wanted = facts.Wanted(
        where,
        params,
        _counted(asked),
        next((order for name, order in ORDERS.items() if request.args.get(name)), "text"),
        request.args.get("_next"),
        _size(request),
    )
    found = await ask(database, facts.fact_list, wanted)
    provinces = await ask(database, facts.provinces)
    context = _context(request, asked, found, provinces)
    return await draw(datasette, request, database, "facts.html", context)


def _ours(request: Request) -> bool:
    special = {name for name in request.args if name.startswith("_") and "__" not in name}
    sorts = {request.args.get(name) for name in ORDERS} - {None, ""}
    # Only within one kind is there an index by value.
    sortable = not sorts or (sorts == {"norm_value"} and bool(request.args.get("kind")))
    return special <= OURS and sortable


def _size(request: Request) -> int:
    size = request.args.get("_size") or ""
    return min(int(size), 200) if size.isdecimal() and int(size) else 50


def _counted(asked: list[tuple[str, str]]) -> dict[str, str] | None:
    """The filters as values of the prepared counts; None if those cannot say them."""
    counted: dict[str, str] = {}
    rest = dict(asked)
    if len(rest) < len(asked):
        return None
    low, high = rest.pop("place_code__gte", ""), rest.pop("place_code__lte", "")
    if low or high:
        if low[2:] != "0000" or high != low[:2] + "9999":
            return None
        counted["province"] = low[:2]
    for name, value in rest.items():
        column = name.removesuffix("__exact")
        if column not in CUBE:
            return None
        counted[column] = value
    return counted


def _context(
    request: Request, asked: list[tuple[str, str]], found: facts.FactList, provinces: dict[str, str]
) -> dict[str, Any]:
    given = dict(asked)
    order = {name: request.args[name] for name in ORDERS if request.args.get(name)}

    def address(**changed: str | None) -> str:
        return addresses.query({**given, **order, **changed})

    return {
        "found": found,
        "rows": [card(fact) for fact in found.facts],
        "facets": [
            _facet(name, values, given, provinces, address) for name, values in found.facets.items()
        ],
        "given": given,
        "sentence": sentence(given, provinces),
        "filters": [
            (phrase(name, value, provinces), address(**{name: None}))
            for name, value in asked
            if name != "place_code__lte"
        ],
        "order": next(iter(order), ""),
        "address": address,
        "next": address(_next=found.next) if found.next else None,
        "query_string": urlencode(
            {**given, **order, **({"norm_value__notnull": "1"} if order else {})}
        ),
        "provinces": provinces,
        "kinds": wording.KINDS,
        "date": wording.date,
    }


def card(fact: Row) -> dict[str, Any]:
    """A fact with what a list says of it."""
    start = (fact["start"] or 0) - (fact.get("sentence_start") or 0)
    text = fact.get("sentence_text") or ""
    end = start + len(fact["text"])
    fits = text[start:end] == fact["text"] and start >= 0
    around = (text[:start], text[start:end], text[end:]) if fits else (text, "", "")
    return {
        **fact,
        "headline": headline(fact),
        "about": about(fact),
        "exact": exact(fact),
        "when": when(fact),
        "around": around,
    }


def _facet(
    name: str,
    values: list[tuple[str, int]],
    given: dict[str, str],
    provinces: dict[str, str],
    address: Any,
) -> dict[str, Any]:
    """A facet with an address for each value: to narrow, or to take the filter off again."""

    def entry(value: str, count: int) -> dict[str, Any]:
        if name == "province":
            change = {"place_code__gte": value + "0000", "place_code__lte": value + "9999"}
            label = provinces.get(value, value)
        else:
            change, label = {name: value}, label_of(name, value)
        on = all(given.get(key) == wanted for key, wanted in change.items())
        taken: dict[str, str | None] = dict.fromkeys(change) if on else dict(change)
        return {"label": label, "count": count, "on": on, "address": address(**taken)}

    label, english = LABELS[name]
    entries = [entry(value, count) for value, count in values]
    return {"name": name, "label": label, "english": english, "values": entries}


def label_of(name: str, value: str) -> str:
    """A value as a reader knows it."""
    if name in wording.LABELS:
        return wording.label(name, value)
    return f"{value}年" if name == "year" else value


def sentence(given: dict[str, str], provinces: dict[str, str]) -> str:
    """The filters as one sentence: 2018年、四川省的金额."""
    kind = wording.label("kind", given["kind"]) if "kind" in given else "事实"
    rest = [
        phrase(name, value, provinces)
        for name, value in given.items()
        if name not in ("kind", "place_code__lte")
    ]
    return f"{'、'.join(rest)}的{kind}" if rest else f"全部{kind}"


OPERATIONS = {
    "contains": "含“{}”",
    "startswith": "以“{}”开头",
    "endswith": "以“{}”结尾",
    "gt": "大于 {}",
    "gte": "不小于 {}",
    "lt": "小于 {}",
    "lte": "不大于 {}",
    "not": "不是“{}”",
    "in": "为 {}",
    "isnull": "为空",
    "notnull": "不为空",
}
NAMES = {
    "kind": "种类",
    "period_start": "时间",
    "article": "文章",
    "text": "原文",
    "subject": "主体",
    "measure": "指标",
    "norm_value": "数值",
    "value": "数值",
    "place": "地点",
    "place_code": "区划代码",
    "source": "来源",
    "name": "名称",
    "norm_unit": "单位",
    "year": "年份",
}


def phrase(name: str, value: str, provinces: dict[str, str]) -> str:
    """One filter in words."""
    column, _, operation = name.partition("__")
    if name == SEARCH:
        return f"文章含“{value}”"
    if name == "place_code__gte" and value.endswith("0000"):
        return provinces.get(value[:2], value)
    if column == "article" and operation in ("", "exact"):
        return "这一篇文章"
    if column == "source" and operation in ("", "exact"):
        return f"“{value}”所说"
    if operation in ("", "exact"):
        return label_of(column, value)
    return NAMES.get(column, column) + OPERATIONS.get(operation, operation + " {}").format(value)


async def show_one(datasette: Datasette, request: Request, send: Any) -> Any:
    """The page of one fact, with the way back to the bytes it came from."""
    database = await archive_of(datasette, request)
    if database is None:
        return await stock.row(datasette, request, send)
    article, _, number = request.url_vars["pks"].partition(",")
    fact = await ask(database, facts.fact, article, int(number)) if _small(number) else None
    if fact is None:
        context = {"what": "事实", "english": "fact", "key": request.url_vars["pks"]}
        return await draw(datasette, request, database, "missing.html", context, status=404)
    others = await ask(database, facts.elsewhere, fact)
    context = {
        "fact": {**card(fact), "details": details(fact)},
        "columns": {c.name: c.description for c in schema.FACTS.columns},
        "others": [card(other) for other in others],
        "kinds": wording.KINDS,
        "date": wording.date,
        "label_of": label_of,
    }
    return await draw(datasette, request, database, "fact.html", context)


def _small(number: str) -> bool:
    return number.isascii() and number.isdecimal() and len(number) < 10
