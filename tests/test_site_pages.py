"""Pages around the others: home, an empty archive, and what is not there or wrongly asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import build
from datasette.app import Datasette
from pages import db, site, text_of
from sqlite_utils import Database

from db.site.serve import application

__all__ = ["db", "site"]  # fixtures


async def test_home_tells_what_the_archive_holds(site: Datasette, db: Database) -> None:
    page = await text_of(site, "/")
    facts = db.execute("SELECT count(*) FROM facts").fetchone()[0]
    assert f"<b>{facts:,}</b>" in page and "<b>15</b>" in page
    assert '<svg class="chart"' in page and "最大的金额" in page
    assert 'action="/archive/-/search"' in page


NOT_THERE = [
    "/archive/articles/anothing",
    "/archive/facts/anothing,1",
    "/archive/facts/x",
    "/archive/entities/enothing",
    "/archive/nothing",
    "/archive/-/nothing",
    "/nothing",
]


@pytest.mark.parametrize("address", NOT_THERE)
async def test_not_found_pages_help(site: Datasette, address: str) -> None:
    page = await text_of(site, address, 404)
    assert "没有这" in page and 'role="search"' in page and '<html lang="zh-Hans">' in page


async def test_bad_requests_are_sentences(site: Datasette) -> None:
    page = await text_of(site, "/archive/facts?nocolumn=1", 400)
    assert "nocolumn" in page and "Traceback" not in page
    for junk in (
        "_next=junk",
        "_next=[1,2,3]",
        "_size=x",
        "_next=[null,%22a%22,99999999999999999999]",
    ):
        assert (await site.client.get(f"/archive/facts?{junk}")).status_code in (200, 400)
        assert (await site.client.get(f"/archive/-/changes?{junk}")).status_code == 200


async def test_an_empty_archive_says_what_to_do(tmp_path: Path) -> None:
    build(tmp_path / "empty.db").close()
    empty = application(tmp_path / "empty.db")
    for address in ("/", "/empty/-/search", "/empty/facts", "/empty/-/compare", "/empty/-/changes"):
        page = await text_of(empty, address)
        assert "notice" in page
    assert "jiaokan ingest" in await text_of(empty, "/")
