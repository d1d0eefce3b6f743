"""Tables that a program wrote as one JSON object: by rows, by columns, or apart from the names."""

from __future__ import annotations

from typing import Any

from ingest.read import fields

Row = dict[str, Any]


def rows(value: Row) -> list[Row]:
    """The rows of a table that an object is, if it is one and its rows hold texts; else none.

    >>> rows({"title": {"0": "甲", "1": "乙"}, "text": {"0": "渡口", "1": "桥"}})
    [{'title': '甲', 'text': '渡口'}, {'title': '乙', 'text': '桥'}]
    """
    for made in (_apart(value), _by_keys(value), _by_columns(value), _by_lists(value)):
        if made and all(isinstance(row, dict) and fields.text_field(row) for row in made):
            return made
    return []


def _apart(value: Row) -> list[Row]:
    """The names of the columns once, and rows of values."""
    names, data = value.get("columns"), value.get("data")
    if not (_are(str, names) and _are(list, data)):
        return []
    return [dict(zip(names, cells, strict=False)) for cells in data]  # type: ignore[arg-type,union-attr]


def _by_keys(value: Row) -> list[Row]:
    """Each row under a key of its own."""
    return list(value.values()) if _are(dict, list(value.values())) else []


def _by_columns(value: Row) -> list[Row]:
    """Each column as an object, its cells under the keys of the rows."""
    name = fields.text_field(value)
    texts = value[name] if name else None
    if not isinstance(texts, dict) or not _are(str, list(texts.values())):
        return []
    columns = {key: cells for key, cells in value.items() if isinstance(cells, dict)}
    return [
        {key: cells[at] for key, cells in columns.items() if cells.get(at) is not None}
        for at in texts
    ]


def _by_lists(value: Row) -> list[Row]:
    """Each column as a list. One article may have its paragraphs as a list, but not its title."""
    names = {name.lower(): name for name in value}
    title = next((names[name] for name in ("title", "标题", "headline") if name in names), None)
    titles = value[title] if title else None
    if not isinstance(titles, list) or len(titles) < 2:
        return []
    columns = {
        key: cells
        for key, cells in value.items()
        if isinstance(cells, list) and len(cells) == len(titles)
    }
    return [{key: cells[at] for key, cells in columns.items()} for at in range(len(titles))]


def _are(type: type, values: Any) -> bool:
    """Is it a list of values of a type, and not an empty one?"""
    return isinstance(values, list) and bool(values) and all(isinstance(v, type) for v in values)
