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


@hookimpl
def render_cell(
    value: Any, column: str, database: str, datasette: Datasette
) -> Callable[[], Awaitable[Any]] | None:
    """Numbers and dates as they are read, with the exact value on hover; hidden controls shown."""
    if value is None or (column not in (*NUMBERS, *DATES) and not _hides(value)):
        return None

    async def cell() -> Any:
        if not await holds_archive(datasette.get_database(database)):
            return None
        if column in NUMBERS and isinstance(value, int | float):
            short = wording.number(float(value))
            return Markup(f'<span title="{escape(value)}">{escape(short)}</span>')
        if column in DATES and isinstance(value, str):
            short = wording.visible(wording.date(value))
            return Markup(f'<span title="{escape(value)}">{escape(short)}</span>')
        return wording.visible(value) if isinstance(value, str) else None

    return cell


def _hides(value: Any) -> bool:
    return isinstance(value, str) and wording.visible(value) != value
