"""Malice and misfortune at the command line: hostile records, odd locales, full disks, two writers."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import CASES, build

from db.archive import open_archive
from db.check import check
from ingest.model import Rejected, Source
from ingest.process import process

RECORDS = [
    json.loads(line)
    for line in (CASES / "hostile" / "records.jsonl").read_text("utf-8").splitlines()
]
PROSE: list[str] = json.loads((CASES / "restore" / "articles.json").read_text("utf-8"))
NO_UTF8 = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""A locale that is not UTF-8, as Python meets it: it helps itself out of plain C."""


def command(*args: object) -> list[str]:
    return [sys.executable, "-m", "ingest.cli", *map(str, args)]


def jiaokan(
    *args: object, cwd: Path, env: dict[str, str] | None = None, before: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[bytes]:  # fmt: skip
    """The command in a process of its own."""
    clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONIOENCODING", "LC_ALL", "LANG")}
    return subprocess.run(
        command(*args),
        cwd=cwd,
        env={**clean, **(env or {})},
        capture_output=True,
        timeout=120,
        preexec_fn=before,
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    pages = folder / "pages.jsonl"
    lines = [json.dumps(case["record"], ensure_ascii=True) for case in RECORDS]
    pages.write_text("\n".join([*lines, *(json.dumps({"text": text}) for text in PROSE)]), "utf-8")
    build(folder / "archive.db", pages).close()
    return folder / "archive.db"


@pytest.mark.parametrize("case", RECORDS, ids=lambda case: str(case["why"]))
def test_a_hostile_record_is_an_article_like_any_other(case: dict[str, Any]) -> None:
    record = dict(case["record"])
    text = record.pop("text")
    made = process(Source("0", "-", "application/jsonl", "utf-8", text, len(text), record))
    assert not isinstance(made, Rejected)
    assert made.restoration.text == text
    body = made.article.body
    assert all(body[fact.start : fact.end] == fact.text for fact in made.facts)


def test_all_of_them_make_a_whole_archive(archive: Path) -> None:
    db = open_archive(archive)
    assert not any(dict(check(db)).values())
    statuses = [row[0] for row in db.execute("SELECT status FROM sources")]
    assert statuses == ["loaded"] * (len(RECORDS) + len(PROSE))
    db.close()


def test_the_plain_locale(archive: Path) -> None:
    for command in (["search", "投入"], ["export", "money"], ["check"]):
        done = jiaokan(*command, "--db", archive, cwd=archive.parent, env={"LC_ALL": "C"})
        assert (done.returncode, done.stderr) == (0, b"")
    assert "万元" in jiaokan("search", "投入", "--db", archive, cwd=archive.parent).stdout.decode()


def test_a_search_in_a_locale_that_is_not_utf_8(archive: Path) -> None:
    done = jiaokan("search", "投入", "--db", archive, cwd=archive.parent, env=NO_UTF8)
    assert not done.stdout.startswith(b"0 articles")


def test_an_export_in_a_locale_that_is_not_utf_8(archive: Path) -> None:
    done = jiaokan("export", "money", "--db", archive, cwd=archive.parent, env=NO_UTF8)
    assert done.returncode == 0 and "万元" in done.stdout.decode()


def test_a_reader_that_stops_reading(archive: Path) -> None:
    command = f"{sys.executable} -m ingest.cli export facts --db {archive} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60)
    assert done.stdout.startswith(b"article,number") and done.stderr == b""


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["--sql", "DELETE FROM facts"], 1),
        (["--sql", "PRAGMA user_version = 9"], 1),
        (["--sql", "SELECT load_extension('x')"], 1),
        (["--sql", "SELECT 1; DROP TABLE facts"], 1),
        (["sqlite_master"], 1),
        (["--sql", ""], 2),
    ],
)  # fmt: skip
def test_what_cannot_be_exported_is_a_sentence(archive: Path, args: list[str], code: int) -> None:
    done = jiaokan("export", *args, "--db", archive, cwd=archive.parent)
    assert done.returncode == code
    assert (
        b"Traceback" not in done.stderr and b"Error: " in done.stderr and b"None" not in done.stderr
    )


def test_an_export_makes_no_other_file(archive: Path, tmp_path: Path) -> None:
    jiaokan("export", "--sql", "ATTACH 'other.db' AS o", "--db", archive, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_there_is_not(archive: Path) -> None:
    done = jiaokan("serve", "--port", 99999, "--db", archive, cwd=archive.parent)
    assert done.returncode == 2


def many(folder: Path, number: int) -> Path:
    """A file of so many different articles."""
    path = folder / "many.jsonl"
    texts = (f"{PROSE[n % len(PROSE)]}\n编号{n}，全县投入{n}万元。" for n in range(number))
    path.write_text("\n".join(json.dumps({"text": text}) for text in texts), "utf-8")
    return path


def limited(size: int) -> Callable[[], None]:
    """For a child: no file may grow beyond `size` bytes, as on a full disk."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def is_whole(path: Path, articles: int) -> bool:
    db = open_archive(path)
    counted = db.execute("SELECT count(*) FROM articles").fetchone()[0]
    faults = [fault for found in dict(check(db)).values() for fault in found]
    db.close()
    return counted == articles and not faults


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    pages, path = many(tmp_path, 60), tmp_path / "a.db"
    ingest = ("ingest", pages, "--db", path, "--workers", 1)
    done = jiaokan(*ingest, cwd=tmp_path, before=limited(900_000))
    assert done.returncode == 1 and b"disk" in done.stderr and b"Traceback" not in done.stderr
    assert jiaokan(*ingest, cwd=tmp_path).returncode == 0
    assert is_whole(path, 60)


def test_a_full_disk_leaves_no_half_export(archive: Path, tmp_path: Path) -> None:
    sql = "SELECT a.* FROM sentences a, sentences b"
    export = ("export", "--sql", sql, "-o", "a.csv", "--db", archive)
    done = jiaokan(*export, cwd=tmp_path, before=limited(200_000))
    assert done.returncode == 1 and b"cannot be written" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_two_at_once_load_everything_once(tmp_path: Path) -> None:
    pages, path = many(tmp_path, 40), tmp_path / "a.db"
    ingest = command("ingest", pages, "--db", path, "--workers", 1, "--json")
    both = [subprocess.Popen(ingest, stdout=subprocess.PIPE) for _ in range(2)]
    told = [json.loads(process.communicate(timeout=120)[0]) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum(run["loaded"] for run in told) == 40
    assert is_whole(path, 40)


def test_killed_in_the_midst_and_run_again(tmp_path: Path) -> None:
    pages, path = many(tmp_path, 300), tmp_path / "a.db"
    ingest = ("ingest", pages, "--db", path, "--workers", 1)
    child = subprocess.Popen(command(*ingest), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(2)
    child.kill()
    child.wait()
    assert jiaokan(*ingest, cwd=tmp_path).returncode == 0
    assert is_whole(path, 300)
