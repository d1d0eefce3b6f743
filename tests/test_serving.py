"""What a visitor meets whatever they ask: headers, refusals, names, whole pages."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from datasette.app import Datasette
from site_places import Served

from db.site import export
from ingest.cli import commands

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return Served(tmp_path_factory.mktemp("serving") / "archive.db")


@pytest.fixture
def site(served: Served) -> Datasette:
    return served.site


def asked(sql: str, form: str = ".json") -> str:
    return f"/archive{form}?sql={quote(sql)}"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "NONSENSE"])
async def test_an_archive_is_only_read(served: Served, method: str) -> None:
    for place in served.places:
        answer = await served.site.client.request(method, f"http://localhost{place}")
        assert answer.status_code == 405 and "GET" in answer.headers["allow"]
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "address",
    [
        "/-/databases",
        "/-/databases.json",
        "/-/threads",
        "/-/threads.json",
        "/-/settings.json",
        "/-/metadata.json",
        "/-/plugins.json?all=1",
        asked("SELECT * FROM pragma_database_list"),
        asked("SELECT file AS f FROM Pragma_Database_List", ".csv"),
        asked("EXPLAIN QUERY PLAN SELECT * FROM facts"),
    ],
)
async def test_no_answer_tells_where_the_archive_lies(served: Served, address: str) -> None:
    answer = await served.site.client.get(address)
    assert answer.status_code == 200
    assert str(Path(served.path).parent) not in answer.text
    assert str(Path(export.__file__).parent) not in answer.text


async def test_the_databases_are_told_by_name(site: Datasette) -> None:
    (told,) = (await site.client.get("/-/databases.json")).json()
    assert (told["name"], told["path"]) == ("archive", "archive.db")
    assert (await site.client.get("/-/threads.json")).json()["num_threads"] > 0


async def test_cookies_that_are_no_text_are_none(site: Datasette) -> None:
    answer = await site.client.get("/archive/-/home", headers={"cookie": b"ds_csrftoken=\xff"})
    assert answer.status_code == 200


ANSWERS = {
    "/": 200,
    "/archive": 200,
    "/archive/articles": 200,
    "/archive/articles.json": 200,
    "/archive/articles.csv": 200,
    "/archive/-/search?q=a": 200,
    "/archive/-/search.atom": 200,
    "/archive/-/export/money.csv": 200,
    "/archive/-/export/money.jsonl": 200,
    "/archive/-/export/money.csv-metadata.json": 200,
    "/archive/articles?_sort=x": 400,
    "/archive/-/nothing": 404,
    "/archive/nothing": 404,
    "/nothing": 404,
    "/-/static/app.css": 200,
    "/-/static-plugins/jiaokan/jiaokan.css": 200,
    "/-/versions.json": 200,
    "/-/settings": 200,
}


@pytest.mark.parametrize("address", ANSWERS)
async def test_every_kind_of_answer_carries_the_headers(site: Datasette, address: str) -> None:
    answer = await site.client.get(address)
    assert answer.status_code == (ANSWERS[address])
    told = {name: answer.headers.get(name) for name in HEADERS}
    assert told == HEADERS
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "access-control-allow-origin" not in answer.headers


async def test_a_database_beside_it_keeps_its_own(served: Served, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    connection.close()
    both = Datasette(files=[served.path, str(other)])
    answer = await both.client.get("/other.json?sql=SELECT+length(hex(zeroblob(20000000)))")
    assert answer.status_code == 200
    assert "content-security-policy" not in answer.headers


def test_it_listens_to_this_machine_alone() -> None:
    told = {option.name: option.default for option in commands()["serve"].params}
    assert told["host"] == "127.0.0.1"


async def test_no_page_is_torn_while_another_writes(tmp_path: Path) -> None:
    """What is read within one statement is one state of the archive, whatever is written."""
    served = Served(tmp_path / "archive.db")
    done = threading.Event()
    with sqlite3.connect(served.path) as first:
        first.execute("UPDATE articles SET section = '0', byline = '0'")
    first.close()

    def write() -> None:
        number = 0
        own = sqlite3.connect(served.path, timeout=30)
        while not done.is_set():
            number += 1
            with own:
                own.execute("UPDATE articles SET section = ?", [str(number)])
                own.execute("UPDATE articles SET byline = ?", [str(number)])
        own.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        seen = set()
        end = time.monotonic() + 60
        while len(seen) < 5 and time.monotonic() < end:
            sql = "SELECT section, byline FROM articles"
            answer = await served.site.client.get(asked(sql) + "&_shape=array")
            assert answer.status_code == 200
            for row in answer.json():
                assert row["section"] == row["byline"]
                seen.add(row["section"])
    finally:
        done.set()
        thread.join()
    assert len(seen) >= 5
