"""Our pages and their addresses. What is not ours is handed back to Datasette."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from datasette import hookimpl

from db.site import (
    article,
    compare,
    entity,
    errors,
    export,
    facts,
    feed,
    gate,
    home,
    innards,
    results,
)

DATABASE = r"/(?P<database>[^/.]+)"
NAMED = r"/(?!-[./]|-$)(?P<database>[^/.]+)"
STOCK = rf"{NAMED}/(?P<table>[^/.]+)"
FORMAT = r"(?:\.(?P<format>json|csv))?$"


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """Routes come before Datasette's own. Addresses of rows are Datasette's, drawn by us."""
    return [
        (r"/$", home.show),
        (r"/-/(?P<about>databases|threads)(\.(?P<format>json))?$", innards.show),
        (rf"{DATABASE}/(?P<table>articles)$", results.articles),
        (rf"{DATABASE}/(?P<table>articles)/(?P<pks>[^/.,]+)$", article.show),
        (rf"{DATABASE}/(?P<table>facts)$", facts.show),
        (rf"{DATABASE}/(?P<table>facts)/(?P<pks>[^/.]+)$", facts.show_one),
        (rf"{DATABASE}/(?P<table>entities)/(?P<pks>[^/.,]+)$", entity.show),
        (rf"{DATABASE}/-/home$", home.show_archive),
        (rf"{DATABASE}/-/about$", home.about),
        (rf"{DATABASE}/-/search$", results.show),
        (rf"{DATABASE}/-/search\.atom$", feed.show),
        (rf"{DATABASE}/-/names$", entity.names),
        (rf"{DATABASE}/-/compare$", compare.show),
        (rf"{DATABASE}/-/changes$", compare.changes),
        (rf"{DATABASE}/-/export/(?P<name>\w+)\.(?P<form>csv|jsonl)$", export.show),
        (rf"{DATABASE}/-/export/(?P<name>\w+)\.csv-metadata\.json$", export.describe),
        (rf"{DATABASE}/(?P<table>-)/(?P<pks>.+)$", errors.nothing),
        (rf"{NAMED}{FORMAT}", gate.database),
        (rf"{STOCK}{FORMAT}", gate.table),
        (rf"{STOCK}/(?P<pks>[^/]*?){FORMAT}", gate.row),
    ]
