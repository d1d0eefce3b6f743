"""Faults of the machine around an ingest: no memory, no room, a signal, a clock, an odd console."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from soak import reports
from test_hostile import jiaokan
from test_pipeline import exported, ingested, same
from test_pipeline_faults import sound, start

from db import runs
from db.archive import open_archive
from db.check import check
from ingest.cli.__main__ import OUT_OF_MEMORY

LIMITED = """
import resource, sys
import ingest.cli.__main__ as command
import ingest.cli.archive
if __name__ == "__main__":
    more, size = int(sys.argv.pop(1)), int(open("/proc/self/statm").read().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (size * resource.getpagesize() + (more << 20),) * 2)
    command.main()
"""
"""The command in so many more MB than it takes when it starts."""


def expected(tmp_path: Path, inputs: Path) -> dict[str, str]:
    whole = ingested(tmp_path / "whole.db", [inputs])
    texts = exported(whole)
    whole.close()
    return texts


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="RLIMIT_AS binds on Linux alone")
@pytest.mark.parametrize("workers", [1, 2])
def test_no_memory_is_told_and_nothing_is_lost(tmp_path: Path, workers: int) -> None:
    inputs, script, path = tmp_path / "in.jsonl", tmp_path / "run.py", tmp_path / "archive.db"
    reports(inputs, 0, 40)
    script.write_text(LIMITED, "utf-8")
    told = []
    for more in (0, 8, 20):
        command = [sys.executable, script, str(more), "ingest", inputs, "--db", path]
        done = subprocess.run(
            [*command, "--workers", str(workers)], capture_output=True, text=True, timeout=120
        )
        assert done.returncode in (0, 1)
        if done.returncode:
            told.append(done.stderr.splitlines()[-1])
            assert told[-1].startswith("Error: ")
        if path.exists() and path.stat().st_size:
            sound(path)
    assert OUT_OF_MEMORY in told
    same(ingested(path, [inputs]), expected(tmp_path, inputs))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_request_to_end_leaves_a_sound_archive_and_no_process(
    tmp_path: Path, workers: int
) -> None:
    inputs, path = tmp_path / "in.jsonl", tmp_path / "archive.db"
    reports(inputs, 0, 1500)
    command = [sys.executable, "-m", "ingest.cli", "ingest", inputs, "--db", path]
    process = subprocess.Popen(
        [*map(str, command), "--workers", str(workers)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    while not path.exists() and process.poll() is None:
        time.sleep(0.1)
    time.sleep(1)
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) != 0
    for _ in range(300):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.2)
    else:
        pytest.fail("a worker lives on")
    sound(path)
    few = tmp_path / "few.jsonl"
    reports(few, 0, 60)
    (again := start(path, few)).communicate()
    assert again.returncode == 0
    db = open_archive(path)
    assert not any(told for _, told in check(db))
    db.close()


class GoingBack(dt.datetime):
    """A clock that is set back by a day whenever it is looked at."""

    looked = 0

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
        cls.looked += 1
        return dt.datetime(2020, 1, 31, tzinfo=tz) - dt.timedelta(days=cls.looked)


def test_a_clock_set_back_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs, path = tmp_path / "in.jsonl", tmp_path / "archive.db"
    reports(inputs, 0, 30)
    texts = expected(tmp_path, inputs)
    monkeypatch.setattr(runs, "datetime", GoingBack)
    reports(inputs, 0, 10)
    ingested(path, [inputs]).close()
    reports(inputs, 0, 30)
    made = ingested(path, [inputs])
    assert not any(told for _, told in check(made))
    rows = list(made.query("SELECT id, started, loaded, unchanged, seconds FROM runs ORDER BY id"))
    assert [(row["loaded"], row["unchanged"]) for row in rows] == [(10, 0), (20, 10)]
    assert rows[0]["started"] > rows[1]["started"] and all(row["seconds"] >= 0 for row in rows)
    same(made, texts)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can mount a file system"
)
def test_a_full_file_system_loses_nothing(tmp_path: Path) -> None:
    small, inputs = tmp_path / "small", tmp_path / "in.jsonl"
    small.mkdir()
    reports(inputs, 0, 120)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", small], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("file systems cannot be mounted here")
    try:
        path = small / "archive.db"
        done = jiaokan("ingest", inputs, "--db", path, "--workers", 1, cwd=tmp_path)
        assert done.returncode == 1 and done.stderr.count(b"\n") == 1
        assert b"cannot grow: the disk is full" in done.stderr
        kept = tmp_path / "kept.db"  # what lies there is whole: moved to where there is room
        kept.write_bytes(path.read_bytes())
        log = path.with_name("archive.db-wal")
        if log.exists():
            kept.with_name("kept.db-wal").write_bytes(log.read_bytes())
    finally:
        subprocess.run(["umount", small], check=True)
    sound(kept)
    same(ingested(kept, [inputs]), expected(tmp_path, inputs))


CONSOLES = {
    "code page 936": {"PYTHONIOENCODING": "cp936"},
    "code page 1252": {"PYTHONIOENCODING": "cp1252"},
    "ASCII": {"PYTHONIOENCODING": "ascii:strict"},
    "locale C": {"LC_ALL": "C"},
    "no UTF-8 at all": {
        "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii",
    },
}  # fmt: skip


COMMANDS = (["search", "遂宁"], ["export", "money"])


@pytest.fixture(scope="module")
def usual(bundled_archive: Path) -> list[bytes]:
    """What the commands print where all is UTF-8."""
    folder = bundled_archive.parent
    return [jiaokan(*c, "--db", bundled_archive, cwd=folder).stdout for c in COMMANDS]


@pytest.mark.parametrize("console", CONSOLES)
def test_the_command_speaks_utf_8_on_any_console(
    bundled_archive: Path, usual: list[bytes], console: str
) -> None:
    for command, told in zip(COMMANDS, usual, strict=True):
        done = jiaokan(
            *command, "--db", bundled_archive, cwd=bundled_archive.parent, env=CONSOLES[console]
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout == told and "遂宁" in told.decode("utf-8")
