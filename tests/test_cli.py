"""The command line as a stranger uses it: results, exit codes, sentences instead of tracebacks."""

from __future__ import annotations

import csv
import io
import json
import os
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


def test_a_word_to_leave_out_is_no_option() -> None:
    run("ingest", "one.txt")
    assert run("search", "市", "-火星").stdout.startswith("1 article")


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
