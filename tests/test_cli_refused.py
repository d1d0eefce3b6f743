"""What the command line refuses, and what it says then: one sentence, and the right exit code."""

from __future__ import annotations

import csv
import socket
import sqlite3
from pathlib import Path

import pytest
from test_cli import folder, run

__all__ = ["folder"]  # fixture


@pytest.mark.parametrize(("names", "code"), [(["one.txt", "bad.txt"], 0), (["bad.txt"], 1)])
def test_a_batch_of_which_nothing_could_be_read_fails(names: list[str], code: int) -> None:
    Path("bad.txt").write_bytes(b"")
    assert run("restore", "--batch", *names).exit_code == code


@pytest.mark.parametrize("sql", ["DROP TABLE facts", "-- SELECT\n/**/ DELETE FROM facts"])
def test_only_a_query_is_exported(sql: str) -> None:
    run("ingest", "one.txt")
    result = run("export", "--sql", sql)
    assert result.exit_code == 1
    assert result.stderr == "Error: That is no query: only a SELECT can be exported.\n"


@pytest.mark.parametrize("name", [".", "folder", "folder/"])
def test_a_folder_is_no_file_to_export_to(name: str) -> None:
    run("ingest", "one.txt")
    Path("folder").mkdir()
    result = run("export", "money", "-o", name)
    assert result.exit_code == 1
    assert result.stderr == f"Error: {name} is a folder. Name a file in it.\n"


def foreign() -> None:
    db = sqlite3.connect("archive.db")
    db.execute("CREATE TABLE mine (x)")
    db.close()


def newer() -> None:
    run("ingest", "one.txt")
    db = sqlite3.connect("archive.db")
    db.execute("PRAGMA user_version = 999")
    db.close()


def text_file() -> None:
    Path("archive.db").write_text("这不是数据库" * 200, "utf-8")


def folder_named_so() -> None:
    Path("archive.db").mkdir()


@pytest.mark.parametrize("prepare", [foreign, newer, text_file, folder_named_so])
@pytest.mark.parametrize(
    "command",
    [("ingest", "one.txt"), ("check",), ("export", "facts"), ("search", "市"), ("serve",)],
)
def test_a_file_that_is_no_archive_is_left_alone(prepare, command) -> None:  # type: ignore[no-untyped-def]
    prepare()
    path = Path("archive.db")
    before = path.read_bytes() if path.is_file() else b""
    result = run(*command)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("Error: archive.db") and result.stderr.count("\n") == 1
    assert (path.read_bytes() if path.is_file() else b"") == before


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (("ingest", "nowhere.txt"), 2, "There is no file or folder nowhere.txt."),
        (("restore", "nowhere.txt"), 2, "There is no file or folder nowhere.txt."),
        (("facts", "nowhere.txt"), 2, "There is no file or folder nowhere.txt."),
        (("restore", "empty.txt"), 1, "empty.txt: the file is empty."),
        (("restore", "binary.bin"), 1, "binary.bin: it is binary data, not text."),
        (("check",), 1, "There is no archive at archive.db. Build one with: jiaokan ingest"),
        (("search", "x"), 1, "There is no archive at archive.db. Build one with: jiaokan ingest"),
        (
            ("export", "facts"),
            1,
            "There is no archive at archive.db. Build one with: jiaokan ingest",
        ),
        (("export",), 2, "Name one table or view, or give --sql."),
        (("export", "--sql", ""), 2, "Name one table or view, or give --sql."),
        (("serve", "--port", "99999"), 2, "99999 is not in the range 0<=x<=65535"),
        (("export", "facts", "--sql", "SELECT 1"), 2, "or give --sql, not both."),
        (("export", "--search", "市"), 2, "Name one table or view, or give --sql."),
        (("export", "--search", "市", "--sql", "SELECT 1"), 2, "--search goes with a table"),
        (
            ("export", "--parquet", "--search", "市"),
            2,
            "--search and --bom do not go with parquet.",
        ),
        (("search", "市", "--limt", "3"), 2, "No such option '--limt'."),
        (("facts", "one.txt", "--published", "2018-99-99"), 2, "Give it as 2018-08-29, 2018-08"),
        (("facts", "english.txt"), 1, "english.txt is not in Chinese"),
        (("nonsense",), 2, "No such command 'nonsense'."),
        (("ingest", ""), 2, "'' is the name of no path."),
        (("ingest", "one.txt", "--db", ""), 2, "'' is the name of no path."),
        (("restore", ""), 2, "'' is the name of no path."),
        (("facts", ""), 2, "'' is the name of no path."),
        (("forget", ""), 2, "'' is the name of no source."),
        (("merge", ""), 2, "'' is the name of no path."),
        (("serve", "--host", ""), 2, "'' is the name of no host."),
        (("export", "money", "-o", ""), 2, "'' is the name of no path."),
        (("ingest", "--prefix", "https://a/"), 2, "--prefix goes with --cluster."),
        (("restore", "one.txt", "--diff", "--json"), 2, "neither --json nor --batch"),
        (("restore", "one.txt", "--diff", "--batch"), 2, "neither --json nor --batch"),
        (
            ("export", "money", "--bom", "--format", "jsonl"),
            2,
            "--bom does not go with jsonl.",
        ),
    ],
)
def test_errors_are_sentences(args: tuple[str, ...], code: int, message: str) -> None:
    Path("empty.txt").write_bytes(b"")
    Path("binary.bin").write_bytes(bytes(range(256)) * 9)
    Path("english.txt").write_text("The city sold 112.4 million tons on 12 May 2018.\n", "utf-8")
    result = run(*args)
    assert result.exit_code == code
    assert message in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "the file is empty"), (bytes(range(256)) * 9, "it is binary data, not text")],
)
def test_what_cannot_be_loaded_is_recorded(data: bytes, reason: str) -> None:
    Path("bad.txt").write_bytes(data)
    result = run("ingest", "bad.txt")
    assert result.exit_code == 1
    assert f"rejected: bad.txt: {reason}" in result.stdout
    told = run("export", "--sql", "SELECT origin, reason FROM sources").stdout
    assert list(csv.reader(told.splitlines())) == [["origin", "reason"], ["bad.txt", reason]]


def test_a_bad_file_among_good_ones_does_not_fail_the_run() -> None:
    Path("empty.txt").write_bytes(b"")
    result = run("ingest", "one.txt", "empty.txt")
    assert result.exit_code == 0
    assert "rejected: empty.txt: the file is empty" in result.stdout


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_what_was_rejected_is_rejected_under_another_name(options: list[str]) -> None:
    Path("empty.txt").write_bytes(b"")
    run("ingest", "empty.txt")
    Path("other.txt").write_bytes(b"")
    result = run("ingest", "other.txt", *options)
    assert result.exit_code == 1
    assert "duplicate         0\nrejected          1\n" in result.stdout
    assert "rejected: other.txt: the file is empty" in result.stdout
    again = run("ingest", "empty.txt", *options)
    assert again.exit_code == 0
    assert "unchanged         1" in again.stdout and "rejected: " not in again.stdout


def test_where_it_cannot_listen_the_reason_is_told() -> None:
    run("ingest", "one.txt")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = run("serve", "--port", port)
    assert result.exit_code == 1
    told = f"Cannot listen on 127.0.0.1:{port}: another program listens there"
    assert result.stderr.startswith(f"Error: {told}")
    for host, reason in (
        ("a" * 64 + ".example", "no host has this name."),
        ("192.0.2.1", "no address of"),
    ):
        result = run("serve", "--host", host)
        assert result.exit_code == 1 and reason in result.stderr
        assert "Serving" not in result.stderr
