"""Datasette's traps, each with a test that fails where its cure is missing."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from conftest import build
from datasette.app import Datasette
from sqlite_utils import Database

from db import schema
from db.export import ExportError, _harmless
from db.metadata import build as metadata
from db.site.serve import SETTINGS, application
from ingest.read import bundled


@pytest.fixture(scope="module")
def site(news_archive: Path) -> Datasette:
    return application(news_archive)


def key_of(table: schema.Table, row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(row[column]) for column in table.key)


async def pages(site: Datasette, address: str, table: schema.Table) -> list[tuple[str, ...]]:
    """The keys of all rows over all pages of a table's JSON."""
    seen: list[tuple[str, ...]] = []
    url: str | None = address
    while url:
        page = (await site.client.get(url)).json()
        seen += [key_of(table, row) for row in page["rows"]]
        url = page["next_url"].replace("http://localhost", "") if page["next_url"] else None
    return seen


def sortable() -> list[tuple[schema.Table, str, str]]:
    told = metadata()["databases"]["archive"]["tables"]
    return [
        (table, column, direction)
        for table in schema.TABLES
        for column in told[table.name]["sortable_columns"]
        for direction in ("_sort", "_sort_desc")
    ]


async def test_every_row_once_in_json_however_sorted(site: Datasette, news_archive: Path) -> None:
    """Trap 1, for each sortable column of each table, both directions."""
    db = Database(news_archive)
    for table, column, direction in sortable():
        (total,) = db.execute(f"SELECT count(*) FROM [{table.name}]").fetchone()
        size = max(7, total // 5)
        address = f"/archive/{table.name}.json?{direction}={column}&_size={size}&_shape=objects"
        seen = await pages(site, address + "&_nofacet=1", table)
        assert len(seen) == len(set(seen)) == total, (table.name, column, direction)


@pytest.mark.parametrize("name", ["articles", "facts", "sources"])
async def test_every_row_once_in_pages_and_csv(
    site: Datasette, news_archive: Path, name: str
) -> None:
    """The same through the HTML pages and the CSV stream, for some columns of a few tables."""
    table = next(t for t in schema.TABLES if t.name == name)
    (total,) = Database(news_archive).execute(f"SELECT count(*) FROM [{name}]").fetchone()
    columns = metadata()["databases"]["archive"]["tables"][name]["sortable_columns"]
    for column in columns[:: max(1, len(columns) // 4)]:
        for direction in ("_sort", "_sort_desc"):
            stream = f"/archive/{name}.csv?_stream=on&{direction}={column}&_size=40"
            rows = list(csv.DictReader(io.StringIO((await site.client.get(stream)).text)))
            assert len({key_of(table, row) for row in rows}) == len(rows) == total, column
            ours = f"/archive/-/export/{name}.csv?{direction}={column}"
            rows = list(csv.DictReader(io.StringIO((await site.client.get(ours)).text)))
            assert len({key_of(table, row) for row in rows}) == len(rows) == total, column
            seen: list[str] = []
            url: str | None = f"/archive/{name}?{direction}={column}&_size=97&_nofacet=1"
            while url:
                text = (await site.client.get(url)).text
                first = r"<tr>.*?" if name == "facts" else r"<tr>\s*<td[^>]*>"
                seen += re.findall(rf'{first}<a href="/archive/{name}/([^"]+)"', text, re.DOTALL)
                link = re.search(r'rel="next" href="([^"]+)"', text)
                url = (
                    link[1].replace("&amp;", "&").replace("http://localhost", "") if link else None
                )
            assert len(seen) == len(set(seen)) == total, (column, direction)


async def test_every_row_once_when_filtered_and_sorted(site: Datasette) -> None:
    """Trap 1 again: an index that serves the filter brings equal values in its own order."""
    table = schema.FACTS
    filters = ["kind=figure", "kind=place", "year__gte=2000", "place_code__gte=330000",
               "kind=figure&year__gte=2000", "measure__notnull=1", "source__notnull=1"]  # fmt: skip
    for asked in filters:
        base = f"/archive/facts.json?{asked}&_shape=objects&_nofacet=1"
        total = (await site.client.get(f"{base}&_size=0")).json()["filtered_table_rows_count"]
        assert total
        for order in ("_sort=confidence", "_sort_desc=confidence", "_sort_desc=norm_unit"):
            seen = await pages(site, f"{base}&_size=17&{order}", table)
            assert len(set(seen)) == len(seen) == total, (asked, order)


async def test_an_index_on_a_sortable_column_would_lose_rows(tmp_path: Path) -> None:
    """The trap is real: with such an index the tests above fail."""
    made = tmp_path / "archive.db"
    db = build(made)
    db["entities"].insert_all(
        {"id": f"e{n:09}", "kind": "place", "name": "x", "level": str(n % 7), "docid": n}
        for n in range(900)
    )
    address = "/archive/entities.json?_sort_desc=level&_size=50&_shape=objects&_nofacet=1"
    seen = await pages(application(made), address, schema.ENTITIES)
    assert len(set(seen)) == len(seen) == 900
    db.execute("CREATE INDEX trap ON entities (level)")
    db.conn.commit()
    db.close()
    seen = await pages(application(made), address, schema.ENTITIES)
    assert len(set(seen)) < 900


async def test_downloads_of_queries_are_complete(site: Datasette, news_archive: Path) -> None:
    """Trap 2: Datasette cuts the CSV of a query at `max_returned_rows`, silently."""
    sql = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 2500) select i from n"
    for address in ("/archive.csv", "/archive/-/export/query.csv"):
        answer = await site.client.get(f"{address}?sql={quote(sql)}")
        assert len(answer.text.splitlines()) - 1 == 2500 > SETTINGS["max_returned_rows"]
    page = (await site.client.get(f"/archive?sql={quote(sql)}")).text
    links = re.findall(r'href="([^"]+)"', page)
    assert not [link for link in links if link.startswith("/archive.csv")]
    assert [link for link in links if "/-/export/query.csv?" in link]


async def test_no_limit_can_end_a_csv_in_an_error(site: Datasette) -> None:
    """Trap 2: over `max_csv_mb` an error text would be the last line, with HTTP 200."""
    assert SETTINGS["max_csv_mb"] == 0


async def test_a_download_that_fails_does_not_end_well(site: Datasette) -> None:
    """A failure on the way must not look like the end of the data."""
    sql = "select abs(-9223372036854775808 + (n > 1500)) from (with recursive c(n) as (select 1 union all select n + 1 from c where n < 3000) select n from c)"
    bad = sql.replace("+ (n > 1500)", "+ (n <= 1500)")
    with pytest.raises((ExportError, AssertionError, RuntimeError)):
        await site.client.get(f"/archive/-/export/query.csv?sql={quote(bad)}")


async def test_the_button_has_a_bom_and_scripts_have_none(site: Datasette) -> None:
    """Trap 3."""
    page = (await site.client.get("/archive/facts")).text
    button = re.search(r'href="(/archive/-/export/facts.csv\?[^"]*_bom=1)"', page)
    assert button
    assert (await site.client.get(button[1])).content[:3] == b"\xef\xbb\xbf"
    for address in ("/archive/facts.csv", "/archive/-/export/facts.csv"):
        assert (await site.client.get(address)).content[:3] != b"\xef\xbb\xbf"


async def test_downloads_are_csv_and_saved(site: Datasette) -> None:
    """Trap 4: Datasette serves CSV as text/plain; formulas are guarded for spreadsheets only."""
    answer = await site.client.get("/archive/-/export/facts.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert [_harmless(cell) for cell in ("=1", "+1", "-1", "@x", "一", -1.5)] == [
        "'=1", "'+1", "'-1", "'@x", "一", -1.5,
    ]  # fmt: skip


async def test_every_page_says_its_language(site: Datasette) -> None:
    """Trap 6: without it a browser may draw Japanese forms."""
    for address in (
        "/",
        "/archive",
        "/archive/facts",
        "/archive/sentences",
        "/archive?sql=select+1",
    ):
        assert '<html lang="zh-Hans">' in (await site.client.get(address)).text


async def test_facets_are_declared_and_none_is_suggested(site: Datasette) -> None:
    """Trap 7: facets over large tables time out silently."""
    page = (await site.client.get("/archive/sentences")).text
    assert SETTINGS["suggest_facets"] is False and "Suggested facets" not in page
    data = (await site.client.get("/archive/facts.json?_shape=objects")).json()
    assert set(data["facet_results"]) == set(schema.FACTS.facets)


def test_counting_a_view_reads_no_article(news_archive: Path) -> None:
    """Trap 10: Datasette counts the rows of a view for each of its pages."""
    conn = sqlite3.connect(news_archive)
    for view in ("facts", "mentions", "figures", "money", "comparable", "sentences"):
        plan = [row[3] for row in conn.execute(f"explain query plan select count(*) from {view}")]
        assert not [step for step in plan if "SUBQUERY" in step], plan
        articles = [step for step in plan if step.startswith(("SCAN a", "SEARCH a"))]
        assert all("COVERING INDEX" in step for step in articles), plan


async def test_an_archive_may_have_any_name(tmp_path: Path) -> None:
    build(tmp_path / "我的 档案.v1.db", bundled()).close()
    site = application(tmp_path / "我的 档案.v1.db")
    home = await site.client.get("/")
    assert home.status_code == 200
    links = set(re.findall(r'href="(/[^"#]*)"', home.text))
    for link in sorted(links):
        if "/-/export/" not in link:
            answer = await site.client.get(link.replace("&amp;", "&"))
            assert answer.status_code == 200, link


async def test_two_archives_and_a_stranger(tmp_path: Path, news_archive: Path) -> None:
    other = tmp_path / "other.db"
    stranger = sqlite3.connect(other)
    stranger.execute("CREATE TABLE articles (id TEXT PRIMARY KEY, title TEXT)")
    stranger.execute("INSERT INTO articles VALUES ('a1', 'stock')")
    stranger.commit()
    stranger.close()
    both = Datasette(files=[str(news_archive), str(other)])
    assert "Jiaokan" not in (await both.client.get("/")).text
    for address in ("/other", "/other/articles", "/other/articles/a1"):
        answer = await both.client.get(address)
        assert answer.status_code == 200 and "jiaokan.css" not in answer.text
        assert "content-security-policy" not in answer.headers
    assert (await both.client.get("/other/-/search")).status_code == 404
    assert "jiaokan.css" in (await both.client.get("/archive/articles")).text
    assert (await both.client.get("/archive/-/home")).status_code == 200
