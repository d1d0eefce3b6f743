"""Exports are complete, exact and repeatable."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from conftest import build

from db import schema
from db.archive import open_archive
from db.export import ExportError, export, names, select, select_searched
from db.queries import QUERIES


def exported(path: Path, sql: str, **options: object) -> str:
    db = open_archive(path, readonly=True)
    out = io.StringIO(newline="")
    export(db, sql, out, **options)  # type: ignore[arg-type]
    db.close()
    return out.getvalue()


@pytest.mark.parametrize("name", names())
def test_every_table_and_view_is_complete(bundled_archive: Path, name: str) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(bundled_archive, select(name)))))
    db = open_archive(bundled_archive, readonly=True)
    assert len(rows) == db.execute(f"SELECT count(*) FROM [{name}]").fetchone()[0]
    db.close()


@pytest.mark.parametrize("query", ["民政", "民政 -遂宁", "日期:2018", "=無此詞", ""])
@pytest.mark.parametrize("name", ["articles", "money", "who_said_what", "comparable"])
def test_rows_of_the_articles_that_a_search_finds(
    bundled_archive: Path, name: str, query: str
) -> None:
    db = open_archive(bundled_archive, readonly=True)
    out = io.StringIO(newline="")
    sql, params = select_searched(db, name, query)
    count = export(db, sql, out, params)
    every = db.execute(f"SELECT count(*) FROM [{name}]").fetchone()[0]
    db.close()
    assert count == (every if query in ("民政", "日期:2018") else 0)


def test_rows_that_belong_to_no_article_are_not_searched(bundled_archive: Path) -> None:
    db = open_archive(bundled_archive, readonly=True)
    with pytest.raises(ExportError, match="belong to no article. Search in one of: articles"):
        select_searched(db, "by_place", "民政")
    with pytest.raises(ExportError, match="There is no table or view geld"):
        select_searched(db, "geld", "民政")
    db.close()


def test_contradictions_stand_side_by_side(tmp_path: Path) -> None:
    for name, number in (("a", "32.5"), ("b", "31.9"), ("c", "32.5")):
        page = tmp_path / "in" / f"{name}.txt"
        page.parent.mkdir(exist_ok=True)
        story = f"2023年，四川省遂宁市粮食总产量{number}万吨。"
        page.write_text(
            f"粮食丰收{name}\n来源：{name}日报 2024-01-0{ord(name) - 96}\n{story}\n", "utf-8"
        )
    build(tmp_path / "archive.db", tmp_path / "in").close()
    sql = next(query.sql for query in QUERIES if query.name == "contradictions")
    rows = list(csv.DictReader(io.StringIO(exported(tmp_path / "archive.db", sql))))
    assert sorted((row["text"], row["published"]) for row in rows) == [
        ("31.9万吨", "2024-01-02"),
        ("32.5万吨", "2024-01-01"),
        ("32.5万吨", "2024-01-03"),
    ]
    assert all(row["text"] in row["sentence_text"] and row["publisher"] for row in rows)


def test_csv_round_trip(bundled_archive: Path) -> None:
    sql = """SELECT 'a,b' AS [x"y], 'line
    two' AS b, '“引”' AS c, NULL AS d, 1.5 AS e, 12345678901234567 AS f"""
    rows = list(csv.reader(io.StringIO(exported(bundled_archive, sql), newline="")))
    assert rows == [
        ['x"y', "b", "c", "d", "e", "f"],
        ["a,b", "line\n    two", "“引”", "", "1.5", "12345678901234567"],
    ]


def test_more_rows_than_a_page_holds(bundled_archive: Path) -> None:
    sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT i FROM n"
    assert len(exported(bundled_archive, sql).splitlines()) == 5001


def test_json_lines(bundled_archive: Path) -> None:
    sql = "SELECT id, title, NULL AS missing FROM articles"
    (line,) = exported(bundled_archive, sql, format="jsonl").splitlines()
    row = json.loads(line)
    assert list(row) == ["id", "title", "missing"] and row["missing"] is None


def test_for_a_spreadsheet(bundled_archive: Path) -> None:
    text = exported(bundled_archive, "SELECT '=1+1' AS a, '遂宁' AS b, -3 AS c", spreadsheet=True)
    assert text == "\ufeffa,b,c\r\n'=1+1,遂宁,-3\r\n"
    assert exported(bundled_archive, "SELECT '=1+1' AS a") == "a\r\n=1+1\r\n"


def test_what_depends_on_loading_is_left_out() -> None:
    volatile = {c.name for t in schema.TABLES for c in t.columns if c.volatile}
    assert volatile == {"docid", "run"}
    assert "docid" not in select("articles")


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELECT * FROM nowhere", "no such table: nowhere. There are: runs, sources"),
        ("SELECT author FROM articles", "no such column: author. articles has: id, title"),
        ("SELECT m.sum FROM money AS m", "no such column: m.sum. money has: article, number"),
        ("DELETE FROM articles", "no query"),
        ("SELEC 1", "syntax error"),
        ("", "no query"),
    ],
)
def test_bad_sql_says_why(bundled_archive: Path, sql: str, message: str) -> None:
    with pytest.raises(ExportError, match=message):
        exported(bundled_archive, sql)


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(
        ExportError, match="There is no table or view geld. There are: runs, sources"
    ):
        select("geld")
