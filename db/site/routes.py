"""Our pages and their addresses. What is not ours is handed back to Datasette."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from datasette import hookimpl

from db.site import article

DATABASE = r"/(?P<database>[^/.]+)"


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """Routes come before Datasette's own."""
    return [
        (rf"{DATABASE}/(?P<table>articles)/(?P<pks>[^/.,]+)$", article.show),
    ]
