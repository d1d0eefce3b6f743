"""What a visitor can do to the site: read this archive, within bounds, and be told where they are."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from datasette.app import Datasette
from site_places import Served

from db.export import CHARACTERS, CHUNK, ExportError, chunks
from db.site import bounds, export
from db.site.serve import SETTINGS
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


REFUSED = {
    "ATTACH 'other.db' AS o": "must be a SELECT",
    "SELECT 1; ATTACH 'other.db' AS o": "one statement",
    "DETACH archive": "must be a SELECT",
    "VACUUM INTO 'copy.db'": "must be a SELECT",
    "PRAGMA user_version = 9": "must be a SELECT",
    "SELECT * FROM pragma_user_version": "PRAGMA",
    "DELETE FROM facts": "must be a SELECT",
    "WITH n AS (SELECT 1) DELETE FROM fact_rows": "readonly",
    "WITH n AS (SELECT 1) INSERT INTO articles_fts(articles_fts) VALUES ('rebuild')": "readonly",
    "SELECT load_extension('x')": "not authorized",
    "SELECT writefile('x', 'y')": "no such function",
    "SELECT readfile('/etc/passwd')": "no such function",
    "SELECT * FROM other.facts": "no such table",
}


@pytest.mark.parametrize("sql", REFUSED)
async def test_sql_that_does_more_than_read_is_refused(
    site: Datasette, sql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = await site.client.get(asked(sql))
    assert answer.status_code == 400
    assert REFUSED[sql].lower() in answer.json()["error"].lower()
    assert list(tmp_path.iterdir()) == []


async def test_sql_reads(site: Datasette) -> None:
    answer = await site.client.get(asked("SELECT count(*) FROM facts") + "&_shape=arrayfirst")
    assert answer.status_code == 200 and answer.json()[0] > 0


async def test_the_connections_cannot_write(site: Datasette) -> None:
    def write(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM fact_rows")

    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await site.get_database("archive").execute_fn(write)


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


async def test_sql_that_takes_too_long_is_cut_off_and_told(served: Served) -> None:
    hurried = Datasette(files=[served.path], settings={**SETTINGS, "sql_time_limit_ms": 50})
    for form in ("", ".json"):
        began = time.monotonic()
        answer = await hurried.client.get(asked(ENDLESS, form))
        assert answer.status_code == 400 and "took too long" in answer.text
        assert time.monotonic() - began < 20


SLOW_STEPS = (
    "WITH RECURSIVE n(i, b) AS (SELECT 1, zeroblob(60000000) UNION ALL "
    "SELECT i + 1, zeroblob(60000000) FROM n LIMIT 900) SELECT max(b) FROM n"
)
"""Each step copies so much that a thousand of them take a minute."""


@pytest.mark.parametrize("form", ["", ".json", ".csv"])
async def test_sql_whose_steps_are_slow_is_cut_off_too(
    served: Served, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "QUERY_SECONDS", 1)
    hurried = Datasette(files=[served.path], settings={**SETTINGS, "sql_time_limit_ms": 1000})
    began = time.monotonic()
    answer = await hurried.client.get(asked(SLOW_STEPS, form))
    assert answer.status_code == 400 and ("too long" in answer.text or "longer" in answer.text)
    assert time.monotonic() - began < 10


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


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT hex(zeroblob(40000000))",
        "SELECT randomblob(1000000) FROM facts LIMIT 40",
        "SELECT group_concat(hex(zeroblob(1000000))) FROM (SELECT 1 FROM facts LIMIT 20)",
    ],
)
@pytest.mark.parametrize("form", ["", ".json"])
async def test_an_answer_beyond_measure_is_refused(site: Datasette, sql: str, form: str) -> None:
    answer = await site.client.get(asked(sql, form))
    assert answer.status_code == 400 and len(answer.content) < 10_000


@pytest.mark.skipif(
    not hasattr(sqlite3.Connection, "setlimit"), reason="Python 3.10 cannot limit a value's length"
)
async def test_a_value_beyond_measure_is_never_made(site: Datasette) -> None:
    assert (await site.client.get(asked("SELECT zeroblob(900000000)"))).status_code == 400


async def test_rows_are_bounded_and_that_is_told(site: Datasette) -> None:
    sql = "SELECT f.text FROM facts AS f, facts AS g"
    answer = (await site.client.get(asked(sql))).json()
    assert len(answer["rows"]) == SETTINGS["max_returned_rows"] and answer["truncated"] is True


async def test_the_csv_of_a_query_is_complete_or_an_error(
    site: Datasette, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2500) SELECT i FROM n"
    )
    answer = await site.client.get(asked(numbers, ".csv"))
    assert answer.status_code == 200 and answer.text.split()[1:] == [*map(str, range(1, 2501))]
    for sql in ("SELECT 1 FROM", "DELETE FROM facts", "SELECT nothing"):
        answer = await site.client.get(asked(sql, ".csv"))
        assert answer.status_code == 400 and not answer.text.startswith("\r\n")
    monkeypatch.setattr(export, "QUERY_SECONDS", 0.05)
    answer = await site.client.get(asked(ENDLESS, ".csv"))
    assert answer.status_code == 400 and "took longer" in answer.text


async def test_the_csv_of_a_canned_query_is_the_download(site: Datasette) -> None:
    query = "figures_about.csv?word=%E7%A4%BE"
    stock = await site.client.get(f"/archive/{query}")
    ours = await site.client.get(f"/archive/-/export/{query}")
    assert stock.status_code == 200 and stock.text == ours.text and stock.text.count("\n") > 1


async def test_a_download_that_fails_on_its_way_breaks_off(
    site: Datasette, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = "SELECT f.text FROM facts AS f, facts AS g, facts AS h"
    monkeypatch.setattr(export, "QUERY_SECONDS", 0.3)
    with pytest.raises((ExportError, AssertionError)):
        await site.client.get(asked(slow, ".csv"))


def test_statements_on_one_connection_are_counted_one_by_one() -> None:
    connection = sqlite3.connect(":memory:")
    bounds.bound_answers(connection)
    each = bounds.MOST // 3 * 2
    for _ in range(3):
        assert len(connection.execute("SELECT zeroblob(?) AS b", [each]).fetchall()[0]["b"]) == each
    with pytest.raises(sqlite3.OperationalError, match="larger than"):
        connection.execute(
            "SELECT zeroblob(?) UNION ALL SELECT zeroblob(?)", [each, each]
        ).fetchall()


def test_a_download_is_streamed_in_small_pieces() -> None:
    connection = sqlite3.connect(":memory:")
    wide = list(chunks(connection, f"SELECT hex(zeroblob({CHARACTERS})) UNION ALL SELECT 1"))
    assert [rows for _, rows in wide] == [0, 1, 1]
    numbers = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2500) SELECT i FROM n"
    )
    assert [rows for _, rows in chunks(connection, numbers)] == [0, CHUNK, CHUNK, 500]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_bytes_in_a_download_are_hexadecimal(form: str) -> None:
    connection = sqlite3.connect(":memory:")
    text = "".join(text for text, _ in chunks(connection, "SELECT x'00ff' AS b", format=form))
    assert "00ff" in text and "\\x" not in text


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
