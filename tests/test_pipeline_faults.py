"""Faults from outside: a full disk, two at once, an interrupt. One sentence each, nothing lost."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from test_pipeline import exported, ingested, same, story

from db.archive import open_archive
from db.check import check
from db.runs import writing


def lines(path: Path, first: int, last: int) -> Path:
    """A file of reports."""
    texts = [json.dumps({"text": story(n)}, ensure_ascii=False) for n in range(first, last)]
    path.write_text("\n".join(texts), "utf-8")
    return path


def start(path: Path, *inputs: Path, **options: object) -> subprocess.Popen[str]:
    names = [str(name) for name in inputs]
    command = [sys.executable, "-m", "ingest.cli", "ingest", *names, "--db", str(path)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )  # type: ignore[call-overload, no-any-return]


def sound(path: Path) -> None:
    db = open_archive(path)
    faults = {name: faults for name, faults in check(db) if faults}
    db.close()
    assert set(faults) <= {"counts"}, faults  # a run that was cut off is told there


def test_two_at_once_are_as_one_after_the_other(tmp_path: Path) -> None:
    first, second = lines(tmp_path / "1.jsonl", 0, 100), lines(tmp_path / "2.jsonl", 60, 160)
    both = [start(tmp_path / "both.db", one) for one in (first, second)]
    for process in both:
        _, told = process.communicate()
        assert process.returncode == 0, told
    expected = ingested(tmp_path / "one.db", [first, second])
    texts = exported(expected)
    expected.close()
    same(open_archive(tmp_path / "both.db"), texts)


def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path: Path) -> None:
    inputs, path = lines(tmp_path / "in.jsonl", 0, 480), tmp_path / "archive.db"
    ingested(path, []).close()
    limit = path.stat().st_size + 100_000  # the log of so many articles grows beyond it, too

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    process = start(path, inputs, preexec_fn=full)
    _, told = process.communicate()
    assert process.returncode == 1
    assert told.startswith(f"Error: {path} cannot grow: the disk is full or fails")
    assert told.count("\n") == 1
    sound(path)
    expected = ingested(tmp_path / "whole.db", [inputs])
    texts = exported(expected)
    expected.close()
    same(ingested(path, [inputs]), texts)


def test_a_writer_that_does_not_let_go_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs, path = lines(tmp_path / "in.jsonl", 0, 3), tmp_path / "archive.db"
    db = ingested(path, [])
    script = (
        "import db.archive; db.archive.BUSY_SECONDS = 0.2; from ingest.cli import cli;"
        f"cli(['ingest', {str(inputs)!r}, '--db', {str(path)!r}])"
    )
    with writing(db):
        result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    db.close()
    assert result.returncode == 1
    told = f"Error: {path} is being written by another process. Wait for it and run this again.\n"
    assert result.stderr == told


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    process = start(Path("/proc/archive.db"), lines(tmp_path / "in.jsonl", 0, 3))
    _, told = process.communicate()
    assert process.returncode == 1
    assert told == (
        "Error: /proc/archive.db cannot be opened for writing: check the folder and its "
        "permissions.\n"
    )


def test_an_interrupt_stops_cleanly(tmp_path: Path) -> None:
    pipe, path = tmp_path / "pipe.jsonl", tmp_path / "archive.db"
    os.mkfifo(pipe)
    # Whoever runs the tests in the background may have SIGINT ignored.
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    process = start(path, pipe, preexec_fn=heard)
    with pipe.open("w", encoding="utf-8") as file:
        text = lines(tmp_path / "in.jsonl", 0, 20).read_text("utf-8")
        file.write(text + "\n")
        file.flush()
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate()
    assert process.returncode == 130
    assert told == f"Stopped. {path} holds what was done; run this again to go on.\n"
    sound(path)


def test_workers_end_with_the_one_who_started_them(tmp_path: Path) -> None:
    script = (
        "import sys, time; sys.path.insert(0, 'tests')\n"
        "from ingest.pipeline.workers import in_order\n"
        "from test_workers import double\n"
        "if __name__ == '__main__':\n"
        "    for result in in_order(double, iter(lambda: 1, 0), 2):\n"
        "        print(result, flush=True); time.sleep(60)\n"
    )
    name = tmp_path / "parent.py"
    name.write_text(script, "utf-8")
    root = Path(__file__).parent.parent
    process = subprocess.Popen(
        [sys.executable, str(name)], stdout=subprocess.PIPE, text=True, start_new_session=True,
        cwd=root, env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    assert process.stdout and process.stdout.readline() == "2\n"
    group = process.pid
    process.kill()
    process.wait()
    for _ in range(300):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            break
        time.sleep(0.2)
    else:
        pytest.fail("a worker lives on")
    process.stdout.close()
