"""Processes make the pages: the same pages, and a process that is killed is not missed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from site_places import Served
from soak import Told, children, served

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="what a process does is read from /proc"
)
SECONDS = 60


def makers(pid: int) -> list[int]:
    """Those of its children that make pages, and not the one that counts semaphores."""
    told = {child: Path(f"/proc/{child}/cmdline").read_bytes() for child in children(pid)}
    return [child for child, command in told.items() if b"spawn_main" in command]


def get(port: int, place: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{place}", timeout=SECONDS) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def eventually(true: object) -> None:
    end = time.monotonic() + SECONDS
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.fixture
def archive(tmp_path: Path) -> Served:
    return Served(tmp_path / "archive.db")


@pytest.fixture
def port(archive: Served) -> Iterator[int]:
    with served(Path(archive.path), Told(), ["--workers", "2"]) as listening:
        yield listening


def test_it_listens_when_they_have_started(port: int) -> None:
    assert len(makers(_server(port))) == 2


def test_the_pages_are_those_of_one_process(archive: Served, port: int) -> None:
    with served(Path(archive.path), Told(), ["--workers", "1"]) as alone:
        for place in archive.places:
            expected = get(alone, place)
            mine = get(port, place)
            assert mine[0] == expected[0]
            assert _lasting(mine[1], port) == _lasting(expected[1], alone)


def test_a_killed_process_is_replaced_and_not_missed(archive: Served, port: int) -> None:
    server = _server(port)
    before = set(makers(server))
    for child in before:
        os.kill(child, signal.SIGKILL)
    for number in range(5):
        assert get(port, f"/archive/-/search?q={number}")[0] == 200
    eventually(lambda: len(makers(server)) == 2 and not before & set(makers(server)))
    assert get(port, "/archive/-/search?q=x")[0] == 200


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_none_outlives_the_server(archive: Served, port: int, end: signal.Signals) -> None:
    server = _server(port)
    every = makers(server)
    os.kill(server, end)
    eventually(lambda: not any(Path(f"/proc/{child}").exists() for child in every))


def holds_a_socket(pid: int) -> bool:
    """Has a server got so far that its address is taken?"""
    with suppress(FileNotFoundError):  # one may be closed meanwhile
        return any("socket" in os.readlink(each) for each in Path(f"/proc/{pid}/fd").iterdir())
    return False


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_while_it_starts_ends_it_quietly(archive: Served, workers: int) -> None:
    """A terminal sends Ctrl-C to every process of the command."""
    command = [sys.executable, "-m", "ingest.cli", "serve", "--db", archive.path, "--port", "0"]
    process = subprocess.Popen(
        [*command, "--workers", str(workers)], stderr=subprocess.PIPE, text=True,
        start_new_session=True, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    eventually(lambda: makers(process.pid) if workers > 1 else holds_a_socket(process.pid))
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=SECONDS)
    # A test that is kept waiting may come when it listens: that ends well.
    assert process.returncode == (0 if told.startswith("Serving") else 130), told
    assert told.count("\n") == told.count("Serving")


def test_there_is_one_at_least(archive: Served) -> None:
    command = [sys.executable, "-m", "ingest.cli", "serve", "--db", archive.path, "--workers", "0"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 2


def _lasting(body: bytes, port: int) -> bytes:
    """A page without the port and how long Datasette took for it."""
    return re.sub(rb'"query_ms": ?[0-9.]+|[0-9.]+ ?ms\b', b"", body).replace(b":%d" % port, b"")


def _server(port: int) -> int:
    """The child of this process that listens."""
    for child in children(os.getpid()):
        command = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
        if str(port).encode() in command:
            return child
    raise AssertionError("no server")
