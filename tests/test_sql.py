"""A visitor's SQL reads this archive and no more, within bounds, and each answer says so."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from datasette.app import Datasette
from site_places import Served
from test_serving import asked, served, site

from db.export import ExportError
from db.site import bounds, export
from db.site.serve import SETTINGS

__all__ = ["served", "site"]  # fixtures


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
