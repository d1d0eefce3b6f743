"""Datasette on an archive: pages, search, JSON and CSV through its own client."""

from __future__ import annotations

import csv
import io
import sqlite3
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from datasette.app import Datasette

from db import queries, schema
from db.site.serve import application

ROOT = Path(__file__).parent.parent
QUERIES = ["遂宁", "遂寧", "民政", "民", "留守儿童", "1.78亿元", "１．７８亿元"]


@pytest.fixture(scope="session")
def site(bundled_archive: Path) -> Datasette:
    return application(bundled_archive)


@pytest.mark.parametrize("query", QUERIES)
async def test_the_stock_search_box_finds(site: Datasette, query: str) -> None:
    asked = f"_search={quote(query)}"
    page = await site.client.get(f"/archive/articles?{asked}")
    assert page.status_code == 200 and "1 row" in page.text
    data = (await site.client.get(f"/archive/articles.json?{asked}&_shape=objects")).json()
    assert len(data["rows"]) == 1
    text = (await site.client.get(f"/archive/articles.csv?{asked}&_stream=on")).text
    assert len(list(csv.DictReader(io.StringIO(text)))) == 1


@pytest.mark.parametrize(
    "query", ["量子纠缠", "遂宁量子", "1.79亿元", '"', "OR", "NOT (", "*", "，。"]
)
async def test_the_search_box_never_fails_nor_finds_too_much(site: Datasette, query: str) -> None:
    url = f"/archive/articles.json?_search={quote(query)}&_shape=objects"
    response = await site.client.get(url)
    assert response.status_code == 200
    if query.strip('"*(') and query[0] > "z":
        assert query in "，。" or response.json()["rows"] == []


async def test_spam_and_furniture_cannot_be_found(site: Datasette, bundled_archive: Path) -> None:
    db = sqlite3.connect(bundled_archive)
    lines = [row[0] for row in db.execute("SELECT text FROM furniture WHERE kind = 'bait'")]
    db.close()
    assert lines
    for word in lines[0].replace(",", "|").split("|")[:5]:
        url = f"/archive/articles.json?_search={quote(word)}&_shape=objects"
        assert (await site.client.get(url)).json()["rows"] == []


@pytest.mark.parametrize("name", [t.name for t in schema.TABLES] + list(schema.VIEWS))
async def test_every_table_and_view_has_a_page(site: Datasette, name: str) -> None:
    page = await site.client.get(f"/archive/{name}")
    assert page.status_code == 200
    assert '<html lang="zh-Hans">' in page.text
    # With an argument that our lists do not know, Datasette's own page of the table answers.
    page = await site.client.get(f"/archive/{name}?_nosuggest=1")
    assert page.status_code == 200
    titles = {t.name: t.title for t in schema.TABLES} | {v: t for v, (t, _) in schema.VIEWS.items()}
    assert titles[name] in page.text


@pytest.mark.parametrize("query", queries.QUERIES, ids=lambda query: query.name)
async def test_every_canned_query_runs(site: Datasette, query: queries.Query) -> None:
    values = {"word": "服务", "year": "2017", "speaker": "田", "measure": "数"}
    asked = "&".join(f"{name}={quote(value)}" for name, value in values.items())
    response = await site.client.get(f"/archive/{query.name}.json?_shape=objects&{asked}")
    assert response.status_code == 200, response.text
    assert response.json().get("error") is None


async def test_every_row_once_for_every_sortable_column(site: Datasette) -> None:
    for name in ("facts", "sentences", "repairs", "mentions"):
        total = (await site.client.get(f"/archive/{name}.json?_size=0")).json()[
            "filtered_table_rows_count"
        ]
        columns = (await site.client.get("/-/metadata.json")).json()
        for column in columns["databases"]["archive"]["tables"][name]["sortable_columns"]:
            for direction in ("_sort", "_sort_desc"):
                seen: list[tuple[str, int]] = []
                url: str | None = (
                    f"/archive/{name}.json?{direction}={column}&_size=97&_shape=objects"
                )
                while url:
                    page = (await site.client.get(url)).json()
                    seen += [(row["article"], row["number"]) for row in page["rows"]]
                    url = (
                        page["next_url"].replace("http://localhost", "")
                        if page["next_url"]
                        else None
                    )
                assert len(seen) == len(set(seen)) == total, (name, column, direction)


async def test_plain_datasette_with_metadata_works_too(bundled_archive: Path) -> None:
    metadata = yaml.safe_load((ROOT / "metadata.yml").read_text("utf-8"))
    plain = Datasette(files=[str(bundled_archive)], metadata=metadata)
    url = f"/archive/articles.json?_search={quote('民政')}&_shape=objects"
    assert len((await plain.client.get(url)).json()["rows"]) == 1


async def test_a_database_that_is_not_ours_stays_plain(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    db = sqlite3.connect(path)
    db.executescript(
        """CREATE TABLE notes (id INTEGER PRIMARY KEY, words TEXT);
        INSERT INTO notes (words) VALUES ('alpha beta'), ('alphabet');
        CREATE VIRTUAL TABLE notes_fts USING fts5(words, content="notes", content_rowid="id");
        INSERT INTO notes_fts(notes_fts) VALUES ('rebuild');"""
    )
    db.close()
    other = Datasette(files=[str(path)])
    page = await other.client.get("/other/notes")
    assert "<html>" in page.text
    rows = (await other.client.get("/other/notes.json?_search=alpha&_shape=objects")).json()["rows"]
    assert [row["words"] for row in rows] == ["alpha beta"]
    rows = (await other.client.get("/other/notes.json?_search=beta+alpha&_shape=objects")).json()[
        "rows"
    ]
    assert [row["words"] for row in rows] == ["alpha beta"]


@pytest.mark.parametrize(
    "address", ["/favicon.ico", "/-/versions", "/-/metadata.json", "/-/plugins"]
)
async def test_datasette_keeps_its_own_addresses(site: Datasette, address: str) -> None:
    assert (await site.client.get(address)).status_code == 200


async def test_visitors_cannot_write(site: Datasette) -> None:
    for sql in ("DELETE FROM articles", "ATTACH 'x.db' AS x", "PRAGMA writable_schema = 1"):
        response = await site.client.get(f"/archive.json?sql={quote(sql)}")
        assert response.status_code == 400
