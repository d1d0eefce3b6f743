"""The stock pages of Datasette: search box, JSON and CSV give exactly the rows that contain it."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from datasette.app import Datasette
from search_articles import cases, make
from sqlite_utils import Database

TABLE = {"articles": {"fts_table": "articles_fts", "fts_pk": "docid"}}
# Half a surrogate pair cannot be put in a URL; without anything asked the page shows all rows.
ASKED = [case for case in cases("queries.json") if case["query"] not in ("\ud83d", "")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    folder = tmp_path_factory.mktemp("pages")
    make(folder / "news.db").close()
    other = Database(folder / "other.db")
    other.table("articles").insert_all([{"body": "stock search"}, {"body": "other text"}])
    other.table("articles").enable_fts(["body"])
    other.close()
    return Datasette(
        [str(folder / "news.db"), str(folder / "other.db")],
        metadata={"databases": {"news": {"tables": TABLE}}},
    )


@pytest.mark.parametrize("case", ASKED, ids=lambda case: ascii(case["query"]))
async def test_html_json_and_csv_find_the_same(site: Datasette, case: dict[str, Any]) -> None:
    asked = f"_search={quote(case['query'])}"
    wanted = case["finds"]
    if case["query"].isspace():
        wanted = []
    data = (await site.client.get(f"/news/articles.json?{asked}&_shape=array&_col=id")).json()
    assert sorted(row["id"] for row in data) == wanted
    text = (await site.client.get(f"/news/articles.csv?{asked}&_stream=on")).text
    assert sorted(row["id"] for row in csv.DictReader(io.StringIO(text))) == wanted
    page = await site.client.get(f"/news/articles?{asked}")
    shown = re.search(r"([0-9]+) rows?\b", page.text)
    assert page.status_code == 200 and int(shown[1] if shown else 0) == len(wanted)


@pytest.mark.parametrize(
    ("column", "query", "wanted"),
    [
        ("title", "改革", ["a01", "a06"]),
        ("title", "=頭髮", ["a02"]),
        ("title", "铁路 NEAR 遂宁", ["a05"]),
        ("body", "田贵凡", ["a01"]),
        ("title", "田贵凡", []),
    ],
)
async def test_search_in_one_column(
    site: Datasette, column: str, query: str, wanted: list[str]
) -> None:
    path = f"/news/articles.json?_search_{column}={quote(query)}&_shape=array"
    assert sorted(row["id"] for row in (await site.client.get(path)).json()) == wanted


async def test_search_in_two_columns_needs_both(site: Datasette) -> None:
    path = f"/news/articles.json?_search_title={quote('=头发')}&_search_body={quote('=着名')}"
    data = (await site.client.get(f"{path}&_shape=array")).json()
    assert [row["id"] for row in data] == ["a03"]


async def test_a_search_goes_with_facets_and_filters(site: Datasette) -> None:
    path = f"/news/articles.json?_search={quote('=铁路 OR =重庆')}&_facet=publisher&_shape=object"
    whole = (await site.client.get(path.replace("&_shape=object", ""))).json()
    facet = whole["facet_results"]["publisher"]["results"]
    assert {(one["value"], one["count"]) for one in facet} == {("四川日报", 1), ("重庆晚报", 2)}
    narrowed = f"{path.replace('object', 'array')}&publisher={quote('重庆晚报')}"
    rows = (await site.client.get(narrowed)).json()
    assert sorted(row["id"] for row in rows) == ["a07", "a10"]


async def test_sql_can_search_and_mark(site: Datasette) -> None:
    sql = (
        "select id, zh_snippet(body, :q, 12) as shown from articles where docid in "
        "(select rowid from articles_fts where articles_fts match escape_fts(:q))"
    )
    path = f"/news.json?sql={quote(sql)}&q={quote('嘉陵')}&_shape=array"
    assert (await site.client.get(path)).json() == [
        {"id": "a04", "shown": "…南充市<mark>嘉陵</mark>区建成3Ａ级景…"}
    ]


async def test_raw_search_is_plain_fts5(site: Datasette) -> None:
    path = f"/news/articles.json?_searchmode=raw&_shape=array&_search={quote('title : 铁路')}"
    rows = (await site.client.get(path)).json()
    assert sorted(row["id"] for row in rows) == ["a05", "a10"]


async def test_other_databases_keep_the_stock_search(site: Datasette) -> None:
    rows = (await site.client.get("/other/articles.json?_search=stock&_shape=array")).json()
    assert [row["body"] for row in rows] == ["stock search"]
    answer = await site.client.get(f"/other.json?sql={quote('select zh_tokens(1)')}&_shape=array")
    assert answer.status_code == 400
    sql = quote("select escape_fts('a b') as e")
    assert (await site.client.get(f"/other.json?sql={sql}&_shape=array")).json() == [
        {"e": '"a" "b"'}
    ]


async def test_a_stale_index_is_refused_with_a_sentence(tmp_path: Path) -> None:
    make(tmp_path / "old.db").close()
    with sqlite3.connect(tmp_path / "old.db") as connection:
        connection.execute("UPDATE articles_fts_version SET version = 'fold 0'")
    connection.close()
    site = Datasette([str(tmp_path / "old.db")], metadata={"databases": {"old": {"tables": TABLE}}})
    for path in ("articles.json", "articles.csv", "articles"):
        answer = await site.client.get(f"/old/{path}?_search=x")
        assert answer.status_code == 400 and "jiaokan refresh --index" in answer.text
