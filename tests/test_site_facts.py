"""The pages of facts, names and comparisons, and their downloads."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import quote

import pytest
from datasette.app import Datasette
from pages import db, site, text_of
from sqlite_utils import Database

from db.pages.portion import portion
from db.pages.rows import of_article, with_sentences

__all__ = ["db", "site"]  # fixtures


async def test_fact_filters_agree_with_the_json(site: Datasette) -> None:
    for asked in (
        "kind=money",
        "kind=date&year=2018",
        "place_code__gte=510000&place_code__lte=519999",
        f"kind=money&_search={quote('民政')}",
        f"_search={quote('民政 -遂宁 OR 日期:2018')}",
    ):
        page = await text_of(site, f"/archive/facts?{asked}")
        told = int(re.search(r"共 <b>([\d,]+)", page)[1].replace(",", ""))  # type: ignore[index]
        data = (await site.client.get(f"/archive/facts.json?{asked}&_size=0")).json()
        assert told == data["filtered_table_rows_count"] > 0


@pytest.mark.parametrize("order", ["", "&_sort_desc=norm_value", "&_sort=norm_value"])
async def test_every_fact_once_over_all_pages(site: Datasette, db: Database, order: str) -> None:
    url: str | None = f"/archive/facts?kind=figure&_size=7{order}"
    seen: list[str] = []
    while url:
        page = await text_of(site, url)
        seen += re.findall(r'<td class="value"[^>]*><a href="/archive/facts/([^"]+)"', page)
        link = re.search(r'rel="next" href="([^"]+)"', page)
        url = f"/archive/facts{link[1].replace('&amp;', '&')}" if link else None
    condition = "" if not order else " AND norm_value IS NOT NULL"
    total = db.execute(f"SELECT count(*) FROM facts WHERE kind = 'figure'{condition}").fetchone()[0]
    assert len(seen) == len(set(seen)) == total


def test_pages_tell_of_a_fact_what_its_views_hold(db: Database) -> None:
    keys = "SELECT docid, number FROM fact_rows"
    found = {(row["article"], row["number"]): row for row in with_sentences(db.conn, keys, {})}
    assert len(found) == db["facts"].count > 0
    for view in ("facts", "mentions", "changes", "quotes"):
        rows = list(db[view].rows)
        assert rows
        for row in rows:
            told = found[row["article"], row["number"]]
            shared = row.keys() & told.keys()
            assert {name: told[name] for name in shared} == {name: row[name] for name in shared}
    for article in db["articles"].rows:
        of = of_article(db.conn, article["docid"], portion(article["body"], article["facts"]))
        assert [fact["number"] for fact in of] == list(range(article["facts"]))
        assert all(fact.items() <= found[fact["article"], fact["number"]].items() for fact in of)


async def test_the_facts_page_hands_what_it_does_not_know_to_datasette(site: Datasette) -> None:
    page = await text_of(site, "/archive/facts?_facet=rule")
    assert "facet-results" in page
    assert "rows-and-columns" in await text_of(site, "/archive/facts?_sort_desc=confidence")


async def test_entity_pages(site: Datasette, db: Database) -> None:
    place = next(db.query("SELECT * FROM entities WHERE name = '四川省遂宁市'"))
    page = await text_of(site, f"/archive/entities/{place['id']}")
    assert "四川省" in page and "船山区" in page and "安居区" in page
    for row in db.query("SELECT id, name FROM entities"):
        assert row["name"] in await text_of(site, f"/archive/entities/{row['id']}")


async def test_compare_and_changes(site: Datasette, db: Database) -> None:
    page = await text_of(site, "/archive/-/compare")
    link = re.search(r'href="(\?measure=[^"]+)"', page)
    assert link
    address = "/archive/-/compare" + link[1].replace("&amp;", "&")
    for by in ("", "&by=year"):
        assert "track" in await text_of(site, address + by)
    page = await text_of(site, "/archive/-/changes")
    assert "✓ 相符" in page
    total = db.execute("SELECT count(*) FROM changes").fetchone()[0]
    assert page.count('<td class="check"') == min(total, 50)


async def test_download_buttons_give_everything(site: Datasette, db: Database) -> None:
    for table in ("facts", "articles", "mentions", "repairs"):
        answer = await site.client.get(f"/archive/-/export/{table}.csv?_bom=1")
        assert answer.content.startswith(b"\xef\xbb\xbf")
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert len(rows) == db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        plain_csv = await site.client.get(f"/archive/-/export/{table}.csv")
        assert not plain_csv.content.startswith(b"\xef\xbb\xbf")


async def test_downloads_obey_the_filters(site: Datasette, db: Database) -> None:
    asked = "kind=money&_sort_desc=norm_value"
    answer = await site.client.get(f"/archive/-/export/facts.jsonl?{asked}")
    values = [json.loads(line)["norm_value"] for line in answer.text.splitlines()]
    money = [v for v in values if v is not None]
    assert money == sorted(money, reverse=True)
    assert len(values) == db.execute("SELECT count(*) FROM facts WHERE kind='money'").fetchone()[0]
    found = await site.client.get(f"/archive/-/export/articles.csv?_search={quote('民政')}")
    data = (
        await site.client.get(f"/archive/articles.json?_search={quote('民政')}&_shape=array")
    ).json()
    assert len(list(csv.DictReader(io.StringIO(found.text)))) == len(data) > 0


async def test_every_download_has_its_columns_explained(site: Datasette) -> None:
    for name in ("facts", "articles", "changes_checked"):
        told = (await site.client.get(f"/archive/-/export/{name}.csv-metadata.json")).json()
        head = (await site.client.get(f"/archive/-/export/{name}.csv")).text.partition("\r\n")[0]
        columns = told["tableSchema"]["columns"]
        assert [column["name"] for column in columns] == head.split(",")
        assert all(column["dc:description"] for column in columns)
