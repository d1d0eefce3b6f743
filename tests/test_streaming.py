"""Downloads end with their reader, and requests that are none get our headers too."""

from __future__ import annotations

import asyncio
import os
import socket
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from site_places import Served
from soak import Told, children, spent
from soak import served as serving

from db.export import CHARACTERS, CHUNK, chunks
from db.site.streaming import Rows, while_read

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
SILENT = f"{ENDLESS} WHERE i < 0"
SECONDS = 30


class Reader:
    """A visitor who reads `most` pieces and leaves after so many seconds."""

    def __init__(self, seconds: float) -> None:
        self.read = 0
        self._leaves = time.monotonic() + seconds

    async def receive(self) -> dict[str, Any]:
        await asyncio.sleep(max(0, self._leaves - time.monotonic()))
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        self.read += 1
        await asyncio.sleep(0)


def rows(sql: str) -> tuple[sqlite3.Connection, Rows]:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    return connection, Rows(connection, chunks(connection, sql))


class Writer:
    """What Datasette hands to whoever writes a stream."""

    def __init__(self, send: Any) -> None:
        self._send = send

    async def write(self, text: str) -> None:
        body = {"type": "http.response.body", "body": text.encode(), "more_body": True}
        await self._send(body)


@pytest.mark.parametrize("sql", [ENDLESS, SILENT])
async def test_a_download_ends_when_its_reader_leaves(sql: str) -> None:
    connection, download = rows(sql)
    reader = Reader(0.3)

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        if sql == ENDLESS:
            await download.begin(None)
        await download.write(Writer(send))

    await asyncio.wait_for(while_read(app, {}, reader.receive, reader.send), SECONDS)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")
    assert bool(reader.read) == (sql == ENDLESS)


async def test_a_fault_on_the_way_is_told_and_closes_the_connection() -> None:
    connection, download = rows("SELECT abs(-9223372036854775807 - 1)")
    reader = Reader(SECONDS)

    async def app(_scope: Any, _receive: Any, _send: Any) -> None:
        await download.begin(None)

    with pytest.raises(Exception, match="overflow"):
        await while_read(app, {}, reader.receive, reader.send)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")


def test_a_download_is_streamed_in_small_pieces() -> None:
    connection = sqlite3.connect(":memory:")
    wide = list(chunks(connection, f"SELECT hex(zeroblob({CHARACTERS})) UNION ALL SELECT 1"))
    assert [rows for _, rows in wide] == [0, 1, 1]
    numbers = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2500) SELECT i FROM n"
    )
    assert [rows for _, rows in chunks(connection, numbers)] == [0, CHUNK, CHUNK, 500]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_bytes_in_a_download_are_hexadecimal(form: str) -> None:
    connection = sqlite3.connect(":memory:")
    text = "".join(text for text, _ in chunks(connection, "SELECT x'00ff' AS b", format=form))
    assert "00ff" in text and "\\x" not in text


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    archive = Served(tmp_path_factory.mktemp("streaming") / "archive.db")
    with serving(Path(archive.path), Told(), ["--workers", "1"]) as listening:
        yield listening


def said(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as connection:
        connection.sendall(request)
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize(
    "request_",
    [
        b"nonsense\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
    ids=["nonsense", "bytes", "no host", "length", "TLS"],
)
def test_what_is_no_request_is_refused_with_the_headers(port: int, request_: bytes) -> None:
    head = said(port, request_).partition(b"\r\n\r\n")[0].lower()
    assert head.startswith(b"http/1.1 400")
    assert b"x-content-type-options: nosniff" in head and b"frame-ancestors 'none'" in head
    whole = said(port, b"GET /archive/-/home HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert whole.startswith(b"HTTP/1.1 200")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="read from /proc")
def test_the_server_does_nothing_for_who_has_left(port: int) -> None:
    (server,) = [pid for pid in children(os.getpid()) if str(port).encode() in command(pid)]
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as connection:
        address = f"/archive/-/export/query.csv?sql={quote(ENDLESS)}"
        connection.sendall(f"GET {address} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        for _ in range(20):
            assert connection.recv(65536)
    end = time.monotonic() + SECONDS
    while True:
        before = spent(server)
        time.sleep(0.5)
        if spent(server) - before < 0.1:
            break
        assert time.monotonic() < end


def command(pid: int) -> list[bytes]:
    return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
