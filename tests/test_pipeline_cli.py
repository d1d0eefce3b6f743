"""ingest, refresh, forget and check on the command line."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_pipeline import story

from ingest.cli import cli
from ingest.cli.running import bar


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    lines = [json.dumps({"text": story(n)}, ensure_ascii=False) for n in range(5)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), "utf-8")
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, args)


def told(*args: str) -> dict[str, object]:
    result = run(*args, "--json")
    assert result.exit_code == 0, result.output
    answer: dict[str, object] = json.loads(result.stdout)
    return answer


def test_a_limit_and_what_is_left() -> None:
    assert told("ingest", "in.jsonl", "--limit", "2")["loaded"] == 2
    again = told("ingest", "in.jsonl", "--workers", "1")
    assert (again["loaded"], again["unchanged"]) == (3, 2)


def test_a_dry_run_writes_nothing() -> None:
    assert told("ingest", "in.jsonl", "--dry-run")["loaded"] == 5
    assert not Path("archive.db").exists()
    run("ingest", "in.jsonl", "--limit", "2")
    counts = told("ingest", "in.jsonl", "--dry-run")
    assert (counts["loaded"], counts["unchanged"]) == (3, 2)
    assert told("ingest", "in.jsonl")["loaded"] == 3


def test_refresh_keeps_the_articles() -> None:
    run("ingest", "in.jsonl")
    assert told("refresh") == {"articles": 5, "changed": 0, "kept": []}
    result = run("refresh", "--workers", "1")
    assert result.stdout == "5 articles derived anew; the text of 0 changed.\n"


def test_the_index_can_be_made_anew() -> None:
    run("ingest", "in.jsonl")
    run("refresh", "--index")
    result = run("check")
    assert result.exit_code == 0, result.stdout


def test_a_folder_is_forgotten_only_if_asked_so() -> None:
    folder = Path("saved")
    folder.mkdir()
    for n, name in enumerate("ab"):
        (folder / f"{name}.txt").write_text(story(n), "utf-8")
    told("ingest", "saved")
    result = run("forget", "saved")
    assert result.exit_code == 2 and "saved holds 2 sources. Add --all" in result.stderr
    assert run("forget", "saved/a.txt").stdout == "Removed: 1 source, 1 article.\n"
    assert run("forget", "saved/").exit_code == 2
    assert told("forget", "--all", "saved/") == {"sources": 1, "articles": 1}


def test_forget_by_place_and_by_hash() -> None:
    run("ingest", "in.jsonl")
    assert told("forget", "in.jsonl#2") == {"sources": 1, "articles": 1}
    (key,) = run("export", "--sql", "SELECT sha256 FROM sources LIMIT 1").stdout.split()[1:]
    assert told("forget", key) == {"sources": 1, "articles": 1}
    assert told("forget", "in.jsonl") == {"sources": 3, "articles": 3}
    result = run("forget", "in.jsonl")
    assert result.exit_code == 1
    assert result.stderr == "Error: archive.db holds no source in.jsonl; see its table sources.\n"


@pytest.mark.parametrize(
    ("done", "seconds", "part", "text"),
    [
        (1234, 10.0, None, "1,234 documents, 123 a second"),
        (50, 10.0, 0.25, "[######..................]  25%  50 documents, 5 a second, 0:00:30 left"),
        (9, 0.0, 1.0, "[########################] 100%  9 documents, 9,000,000 a second, 0:00:00 left"),
    ],
)  # fmt: skip
def test_the_bar(done: int, seconds: float, part: float | None, text: str) -> None:
    assert bar(done, seconds, part) == text


def test_odd_names_are_shown_and_kept(folder: Path) -> None:
    inputs = folder / "in"
    inputs.mkdir()
    Path(os.fsdecode(os.fsencode(inputs) + b"/\xff.txt")).write_bytes(b"")
    (inputs / "a\nb.txt").write_text(story(1), "utf-8")
    (inputs / "=1+1.txt").write_text(story(2), "utf-8")
    result = run("ingest", "in")
    assert "rejected: in/\\xff.txt: the file is empty" in result.stdout
    rows = run("export", "--sql", "SELECT origin FROM sources ORDER BY origin", "--format", "jsonl")
    origins = [json.loads(line)["origin"] for line in rows.stdout.splitlines()]
    assert origins == ["in/=1+1.txt", "in/\\xff.txt", "in/a\nb.txt"]


def test_many_rejections_are_counted_by_reason(folder: Path) -> None:
    inputs = folder / "in"
    inputs.mkdir()
    for number in range(25):
        (inputs / f"{number}.txt").write_bytes(b" " * number)
    result = run("ingest", "in")
    assert result.exit_code == 1
    assert "  ... and 5 more, by reason:\n         25  the file is empty" in result.stdout
