"""The command line as a stranger uses it: results, exit codes, sentences instead of tracebacks."""

from __future__ import annotations

import csv
import io
import json
import os
import socket
import sqlite3
import subprocess
import sys
from functools import partial
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from ingest.cli import cli, commands

ROOT = Path(__file__).parent.parent
TEXT = "滨河市新增公交线路\n滨河市交通局3月5日介绍，全市新增公交线路12条，投入资金3000万元，方便了沿线5万名居民。\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.txt").write_text(TEXT, "utf-8")
    return tmp_path


def run(*args: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, args, input=stdin)


def test_without_paths_the_bundled_article_is_loaded() -> None:
    result = run("ingest")
    assert result.exit_code == 0
    assert result.stdout.split() == "read 1 loaded 1 unchanged 0 duplicate 0 rejected 0".split()
    again = run("ingest")
    assert again.exit_code == 0
    assert "unchanged         1" in again.stdout
    assert "Nothing new: archive.db holds all of it already." in again.stdout


def test_json_for_programs() -> None:
    result = run("ingest", "one.txt", "--json")
    told = json.loads(result.stdout)
    assert told == {
        "run": 1,
        "read": 1,
        "loaded": 1,
        "unchanged": 0,
        "duplicate": 0,
        "rejected": 0,
        "reasons": [],
    }


def test_standard_input() -> None:
    assert json.loads(run("ingest", "-", "--json", stdin=TEXT.encode()).stdout)["loaded"] == 1


def test_facts_of_plain_text_count_in_the_file() -> None:
    result = run("facts", "one.txt", "--plain", "--published", "2019-03-06")
    facts = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    for fact in facts:
        assert TEXT[fact["start"] : fact["end"]] == fact["text"]
    assert {"12条", "3000万元", "3月5日"} <= {fact["text"] for fact in facts}


def test_restore_prints_the_text() -> None:
    result = run("restore", "one.txt")
    assert result.exit_code == 0
    assert result.stdout == TEXT


def test_search_shows_and_tells() -> None:
    run("ingest", "one.txt")
    result = run("search", "公交線路")
    assert result.exit_code == 0
    assert result.stdout.startswith("1 article\n\n1. 滨河市新增公交线路")
    told = json.loads(run("search", "公交线路", "12条", "--json").stdout)
    assert told["total"] == 1
    assert {hit["type"] for hit in told["hits"]} >= {"article"}
    for hit in told["hits"]:
        assert hit["snippet"] == TEXT[hit["start"] : hit["end"]]
    assert run("search", "量子纠缠").stdout == "0 articles\n"


def test_search_of_a_list_of_names() -> None:
    run("ingest", "one.txt")
    Path("names.txt").write_text("滨河市\n\n无此人\n", "utf-8")
    told = [json.loads(line) for line in run("search", "--batch", "names.txt").stdout.splitlines()]
    assert [(row["query"], row["total"]) for row in told] == [("滨河市", 1), ("无此人", 0)]


def test_restore_in_batches() -> None:
    Path("bad.txt").write_bytes(b"")
    lines = run("restore", "--batch", "one.txt", "bad.txt").stdout.splitlines()
    good, bad = map(json.loads, lines)
    assert (good["origin"], good["text"], good["verdict"]) == ("one.txt", TEXT, "clean")
    assert bad == {"origin": "bad.txt", "error": "the file is empty"}


@pytest.mark.parametrize(("names", "code"), [(["one.txt", "bad.txt"], 0), (["bad.txt"], 1)])
def test_a_batch_of_which_nothing_could_be_read_fails(names: list[str], code: int) -> None:
    Path("bad.txt").write_bytes(b"")
    assert run("restore", "--batch", *names).exit_code == code


def test_export_to_a_file_and_to_stdout() -> None:
    run("ingest", "one.txt")
    rows = list(csv.DictReader(io.StringIO(run("export", "money").stdout)))
    assert [row["text"] for row in rows] == ["3000万元"]
    result = run("export", "facts", "--format", "jsonl", "-o", "facts.jsonl")
    assert result.exit_code == 0 and result.stdout == ""
    lines = Path("facts.jsonl").read_text("utf-8").splitlines()
    assert "3000万元" in [json.loads(line)["text"] for line in lines]
    run("export", "--sql", "SELECT title FROM articles", "--bom", "-o", "t.csv")
    assert Path("t.csv").read_bytes() == "\ufefftitle\r\n滨河市新增公交线路\r\n".encode()


def test_reading_never_makes_a_file() -> None:
    run("ingest", "one.txt")
    result = run("export", "--sql", "ATTACH 'new.db' AS q")
    assert result.exit_code == 1
    assert "only a SELECT can be exported" in result.stderr
    assert not Path("new.db").exists()


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


def test_bytes_in_json_lines_are_hexadecimal() -> None:
    run("ingest", "one.txt")
    result = run("export", "--sql", "SELECT x'00ff' AS b", "--format", "jsonl")
    assert json.loads(result.stdout) == {"b": "00ff"}


def test_arguments_are_utf8_whatever_the_locale() -> None:
    run("ingest", "one.txt")
    plain = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}
    command = [sys.executable, "-m", "ingest.cli", "search", "公交", "--json"]
    result = subprocess.run(
        command, env=os.environ | plain | {"PYTHONPATH": str(ROOT)}, capture_output=True
    )
    assert json.loads(result.stdout.decode())["total"] == 1


def test_a_failed_export_leaves_no_file() -> None:
    run("ingest", "one.txt")
    result = run("export", "--sql", "SELECT * FROM nowhere", "-o", "x.csv")
    assert result.exit_code == 1
    assert not Path("x.csv").exists() and not Path("x.csv.part").exists()


def test_check() -> None:
    run("ingest", "one.txt")
    result = run("check")
    assert result.exit_code == 0
    assert (
        result.stdout.split()
        == "file ok references ok spans ok counts ok index ok certificates ok".split()
    )
    db = sqlite3.connect("archive.db")
    db.execute("""UPDATE fact_rows SET more = '{"text": "x"}' WHERE number = 0""")
    db.commit()
    db.close()
    result = run("check", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["spans"]


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


def test_a_word_to_leave_out_is_no_option() -> None:
    run("ingest", "one.txt")
    assert run("search", "市", "-火星").stdout.startswith("1 article")


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


@pytest.mark.parametrize(("name", "command"), commands().items())
def test_every_command_and_option_is_explained(name: str, command: click.Command) -> None:
    assert command.help, name
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.name}"


def test_the_commands() -> None:
    assert {"ingest", "restore", "facts", "search", "export", "serve", "check"} <= set(commands())


def test_what_only_reads_an_archive_starts_without_the_rules() -> None:
    script = """
import sys
from functools import partial
from ingest.cli import cli, commands
cli.get_command(None, "search"), cli.get_command(None, "export")
assert not {"ingest.facts", "ingest.restore", "ingest.pipeline", "datasette"} & set(sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.mark.skipif(not hasattr(os, "nice"), reason="priorities of POSIX")
@pytest.mark.parametrize(
    ("command", "given", "taken"), [("ingest", 0, 10), ("ingest", 3, 3), ("search", 0, 0)]
)
def test_what_may_take_hours_gives_way_to_readers(command: str, given: int, taken: int) -> None:
    program = """import os, sys; from ingest.cli.__main__ import main
try: main()
finally: print(os.nice(0), file=sys.stderr)"""
    before = os.nice(0)
    done = subprocess.run(
        [sys.executable, "-c", program, command, "--help"],
        capture_output=True, check=True, text=True, preexec_fn=partial(os.nice, given),
    )  # fmt: skip
    assert int(done.stderr) == (taken if before == 0 else before + given)
