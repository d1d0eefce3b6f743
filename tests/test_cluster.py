"""Ingest on a cluster: the same archive as one process makes, whatever happens to the workers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_merge import files, merged, whole
from test_pipeline import same

from ingest import cluster
from ingest.cli import cli
from ingest.cluster import engine, inputs

pytest.importorskip("distributed", reason="NO CLUSTER TESTS: pip install 'jiaokan[cluster]'")
__all__ = ["files", "whole"]  # fixtures
KILLS = 4
"""Workers that are killed in one ingest; `bench_cluster.py` kills more."""


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a scheduler with one worker, for what does no harm to them."""
    with engine.connected("local:1") as client:
        yield client.scheduler.address


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command, with nearly every file a shard of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(inputs, "TOGETHER", 2)
    return lambda *args: CliRunner().invoke(cli, ["ingest", *map(str, args), "--json"])


def told(result: Result, code: int = 0) -> dict[str, object]:
    assert result.exit_code == code, result.output
    answer: dict[str, object] = json.loads(result.stdout)
    return answer


def test_shards_of_two_workers_are_as_one_run(
    files: list[Path],
    tmp_path: Path,
    whole: dict[str, str],
    run: Callable[..., Result],
    scheduler: str,
) -> None:
    first = told(run(*files[:-6], "--cluster", "local:2", "--out", "out"))
    assert first["made"] == first["shards"] and first["failed"] == []
    # A second run makes only what is missing.
    shards = sorted(Path("out").glob("*.db"))
    shards[0].unlink()
    second = told(run(*files, "--cluster", scheduler, "--out", "out"))
    assert second["there"] == len(shards) - 1 or second["there"] == len(shards) - 2
    assert second["made"] == second["shards"] - second["there"]  # type: ignore[operator]
    third = told(run(*files, "--cluster", scheduler, "--out", "out"))
    assert (third["there"], third["made"]) == (second["shards"], 0)
    assert not list(Path("out").glob("*.part"))
    same(merged(tmp_path / "archive.db", *Path("out").glob("*.db")), whole)


def test_a_scheduler_that_runs_already(
    files: list[Path],
    tmp_path: Path,
    whole: dict[str, str],
    run: Callable[..., Result],
    scheduler: str,
) -> None:
    assert scheduler.startswith("tcp://127.0.0.1:")
    told(run(files[0].parent, "--cluster", scheduler, "--out", "out"))
    same(merged(tmp_path / "archive.db", *Path("out").glob("*.db")), whole)


def test_workers_killed_again_and_again_change_nothing(
    files: list[Path],
    tmp_path: Path,
    whole: dict[str, str],
    run: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kills = []
    real = engine.outcomes

    def deadly(client, *rest):  # type: ignore[no-untyped-def]
        for each in real(client, *rest):
            for _ in range(300):  # a worker that was killed before may be on its way still
                pids = [nanny.pid for nanny in client.cluster.workers.values() if nanny.pid]
                if pids or len(kills) == KILLS:
                    break
                time.sleep(0.01)
            if pids and len(kills) < KILLS:
                kills.append(pids[len(kills) % len(pids)])
                os.kill(kills[-1], signal.SIGKILL)
            yield each

    monkeypatch.setattr(engine, "outcomes", deadly)
    answer = told(run(*files, "--cluster", "local:2", "--out", "out"))
    assert len(kills) > KILLS // 2 and answer["failed"] == []
    assert not list(Path("out").glob("*.part"))
    same(merged(tmp_path / "archive.db", *Path("out").glob("*.db")), whole)


def test_workers_killed_while_they_start_are_replaced(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_REFILL", 1)
    settings = {**engine._SETTINGS, "distributed.deploy.lost-worker-timeout": "1s"}
    monkeypatch.setattr(engine, "_SETTINGS", settings)
    work = cluster.plan([str(files[0])], "", tmp_path / "out")
    (tmp_path / "out").mkdir()
    with engine.connected("local:1") as client:
        (nanny,) = client.cluster.workers.values()
        for _ in range(2):  # the second time it is on its way
            pid = nanny.pid
            os.kill(pid, signal.SIGKILL)
            while nanny.pid in (pid, None):
                time.sleep(0.01)
        os.kill(nanny.pid, signal.SIGKILL)
        (made,) = engine.outcomes(client, work.left, tmp_path / "out", "0.1.0")
    assert isinstance(made, cluster.Made) and made.loaded == 1


def _killed(pipe: Path) -> bool:
    """Kill another process that has a pipe open; false if there is none."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            held = {os.readlink(file) for file in (process / "fd").iterdir()}
        except OSError:
            continue
        if str(pipe) in held and int(process.name) != os.getpid():
            os.kill(int(process.name), signal.SIGKILL)
            return True
    return False


def kill_readers(pipe: Path, stop: threading.Event) -> None:
    """Kill every process that opens a pipe."""
    while not stop.is_set():
        try:
            writer = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # nobody reads
            time.sleep(0.05)
            continue
        # Its reader may be just opening it, and shows it a moment later.
        while not stop.is_set() and not _killed(pipe):
            time.sleep(0.01)
        os.close(writer)
        time.sleep(0.05)


@pytest.fixture
def deadly_input(tmp_path: Path) -> Iterator[Path]:
    """An input that nobody survives."""
    pipe, stop = tmp_path / "deadly.txt", threading.Event()
    os.mkfifo(pipe)
    thread = threading.Thread(target=kill_readers, args=(pipe, stop))
    thread.start()
    yield pipe
    stop.set()
    thread.join()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_an_input_that_kills_its_readers_is_listed(
    files: list[Path],
    deadly_input: Path,
    run: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = {**engine._SETTINGS, "distributed.scheduler.allowed-failures": 1}
    monkeypatch.setattr(engine, "_SETTINGS", settings)
    result = run(*files[:6], deadly_input, "--cluster", "local:2", "--out", "out")
    answer = told(result, code=1)
    (failed,) = answer["failed"]  # type: ignore[misc]
    assert failed["inputs"] == [str(deadly_input)]
    assert failed["reason"].startswith("2 workers were lost while they read it")
    assert answer["made"] == answer["shards"] - 1  # type: ignore[operator]
    assert json.loads(Path("out/failed.jsonl").read_text("utf-8")) == failed


def test_an_input_that_cannot_be_reached_is_listed(
    files: list[Path], tmp_path: Path, run: Callable[..., Result], scheduler: str
) -> None:
    gone = tmp_path / "gone.txt"
    gone.write_text("滨河市新增公交线路", "utf-8")
    work = cluster.plan([str(gone), str(files[0])], "", tmp_path / "out")
    gone.unlink()
    cluster.run(work, scheduler, "0.1.0")
    (failed,) = work.failed
    assert failed.reason.startswith(f"LostInput: {gone} cannot be read on ")
    assert failed.reason.endswith("No such file or directory")
    assert "gone.txt" in (tmp_path / "out" / "failed.jsonl").read_text("utf-8")
    gone.write_text("滨河市新增公交线路", "utf-8")
    assert told(run(gone, "--cluster", scheduler, "--out", "out"))["made"] == 1
    assert not (tmp_path / "out" / "failed.jsonl").exists()


def test_a_worker_of_another_version_is_told(
    files: list[Path], tmp_path: Path, scheduler: str
) -> None:
    work = cluster.plan([str(files[0])], "", tmp_path / "out")
    cluster.run(work, scheduler, "99.0")
    assert work.failed[0].reason.startswith("OtherVersion: this worker runs Jiaokan ")


def test_an_address_is_read(files: list[Path], tmp_path: Path, scheduler: str) -> None:
    work = cluster.plan([f"file://{files[0]}"], "", tmp_path / "out")
    cluster.run(work, scheduler, "0.1.0")
    assert work.made[0].inputs == [f"file://{files[0]}"] and work.made[0].loaded == 1


def test_a_shard_without_a_line_is_noted(files: list[Path], tmp_path: Path, scheduler: str) -> None:
    out = tmp_path / "out"
    work = cluster.plan([str(files[0])], "", out)
    cluster.run(work, scheduler, "0.1.0")
    line = (out / "manifest.jsonl").read_text("utf-8")
    (out / "manifest.jsonl").write_text('{"shard": "cut o', "utf-8")
    assert cluster.plan([str(files[0])], "", out).there == 1
    assert (out / "manifest.jsonl").read_text("utf-8").endswith(line)


def test_a_scheduler_that_is_lost_is_told(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "TOGETHER", 2)
    work = cluster.plan(map(str, files), "", tmp_path / "out")
    with engine.connected("local:1") as client:
        theirs = client.cluster

        def lose(count: int) -> None:
            theirs.close()

        address = client.scheduler.address
        with pytest.raises(cluster.ClusterError, match="The scheduler was lost"):
            cluster.run(work, address, "0.1.0", lose)
    assert work.made and len(work.made) < work.shards


def test_an_interrupt_ends_with_a_sentence(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "endless.txt")
    command = [sys.executable, "-m", "ingest.cli", "ingest", "endless.txt"]
    # Whoever runs the tests in the background may have SIGINT ignored.
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    process = subprocess.Popen(
        [*command, "--cluster", "local:2", "--out", "out"],
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        start_new_session=True,
        preexec_fn=heard,
    )
    writer = os.open(tmp_path / "endless.txt", os.O_WRONLY)  # a worker reads
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=60)
    os.close(writer)
    assert process.returncode == 130
    assert told == "Stopped. out holds what was done; run this again to go on.\n"
