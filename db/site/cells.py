"""Cells of Datasette's own tables, where they show an archive."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from datasette import hookimpl
from markupsafe import Markup, escape

from db.pages import wording
from db.site.page import holds_archive

if TYPE_CHECKING:
    from datasette.app import Datasette

NUMBERS = ("value", "value_to", "norm_value", "from_value", "to_value", "delta")
DATES = ("published", "article_published", "as_of", "period_start", "period_end", "when")
LONG = 24
"""Characters from which a text is folded into lines; shorter ones keep their column wide enough."""
LINKS = {"article": "articles", "first": "articles", "entity": "entities"}
"""Column → the table whose rows it names; views have no foreign keys to tell it."""
SOURCES = ("witnesses", "origins", "found_texts", "articles")
"""Tables whose column `source` is the hash of a source."""
OF_FACTS = ("facts", "changes", "quotes", "mentions", "claims")
"""Tables whose column `number` is that of a fact."""


@hookimpl
def render_cell(
    row: Any, value: Any, column: str, table: str | None, database: str, datasette: Datasette
) -> Callable[[], Awaitable[Any]] | None:
    """Numbers and dates as they are read, with the exact value on hover; names of rows as links
    to them; long texts as blocks; hidden controls shown."""
    link = _row(row, value, column, table)
    if value is None or not (link or column in (*NUMBERS, *DATES) or _is_shown_otherwise(value)):
        return None

    async def cell() -> Any:
        if not await holds_archive(datasette.get_database(database)):
            return None
        if link:
            address = datasette.urls.row(database, *link)
            return Markup(f'<a href="{escape(address)}">{escape(value)}</a>')
        if column in NUMBERS and isinstance(value, int | float):
            short = wording.number(float(value))
            return Markup(f'<span title="{escape(value)}">{escape(short)}</span>')
        if column in DATES and isinstance(value, str):
            short = wording.visible(wording.date(value))
            return Markup(f'<span title="{escape(value)}">{escape(short)}</span>')
        return _text(value) if isinstance(value, str) and _is_shown_otherwise(value) else None

    return cell


def _text(value: str) -> str | Markup:
    shown = wording.visible(value)
    return Markup(f'<div class="long">{escape(shown)}</div>') if len(shown) > LONG else shown


def _row(row: Any, value: Any, column: str, table: str | None) -> tuple[str, str] | None:
    """(table, key) of the row that a cell of a table names."""
    if table is None or value is None:
        return None
    if column in LINKS:
        return LINKS[column], value
    if column == "source" and table in SOURCES:
        return "sources", value
    if column == "number" and table in OF_FACTS and "article" in row.keys():  # noqa: SIM118
        return "facts", f"{row['article']},{value}"
    return None


def _is_shown_otherwise(value: Any) -> bool:
    return isinstance(value, str) and (len(value) > LONG or wording.visible(value) != value)
