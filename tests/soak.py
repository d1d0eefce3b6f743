"""Many readers at once while an ingest writes: what they are answered, and how soon."""

from __future__ import annotations

import asyncio
import json
import os
import random
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

PROSE: list[str] = json.loads(
    (Path(__file__).parent / "cases" / "restore" / "articles.json").read_text("utf-8")
)
_PATIENCE = 60


@dataclass
class Told:
    """What the readers saw."""

    milliseconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    slowest: dict[str, float] = field(default_factory=dict)
    torn: list[str] = field(default_factory=list)
    """Addresses whose answer broke off, or was not whole."""
    processor: float = 0.0
    """Seconds of processor time that the server took."""

    def percentile(self, share: float) -> float:
        taken = sorted(self.milliseconds)
        return taken[int(share * (len(taken) - 1))] if taken else 0.0


@contextmanager
def served(archive: Path, told: Told, options: Sequence[str] = ()) -> Iterator[int]:
    """`jiaokan serve` in a process of its own; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [sys.executable, "-m", "ingest.cli", "serve", "--db", str(archive)]
    process = subprocess.Popen([*command, "--port", str(port), *options], stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            with socket.socket() as trying:
                if trying.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        told.processor = sum(spent(pid) for pid in [process.pid, *children(process.pid)])
        process.terminate()
        process.wait()


def children(pid: int) -> list[int]:
    """The processes that a process began and that run; none where there is no /proc."""
    every = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    return [child for child in every if _stat(child)[:2] == (pid, True)]


def spent(pid: int) -> float:
    """Seconds of processor time that a process has taken."""
    return _stat(pid)[2]


def _stat(pid: int) -> tuple[int, bool, float]:
    """Parent of a process, whether it runs, and the seconds of processor time that it took."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return 0, False, 0.0
    ticks = int(fields[11]) + int(fields[12])
    return int(fields[1]), fields[0] != "Z", ticks / os.sysconf("SC_CLK_TCK")


def reports(path: Path, first: int, number: int) -> None:
    """A file of so many different articles."""
    texts = (
        f"{PROSE[n % len(PROSE)]}\n编号{n}，全县投入{n}万元。" for n in range(first, first + number)
    )
    path.write_text("\n".join(json.dumps({"text": text}) for text in texts), "utf-8")


async def _ingesting(
    archive: Path, folder: Path, ending: asyncio.Event, batch: int, nice: int
) -> int:
    """One ingest after the other until `ending`; the number of articles that were loaded."""
    loaded, path = 0, folder / "reports.jsonl"
    while not ending.is_set():
        reports(path, loaded, batch)
        command = ("-m", "ingest.cli", "ingest", str(path), "--db", str(archive), "--workers", "1")
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *command,
            stdout=asyncio.subprocess.DEVNULL,
            preexec_fn=partial(os.nice, nice) if nice else None,
        )
        assert await process.wait() == 0
        loaded += batch
    return loaded


async def get(port: int, address: str) -> tuple[int, bytes, bool]:
    """(status, body, whole?) of an address, over a connection of its own."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
    try:
        writer.write(f"GET {address} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
        answer = await reader.read(-1)
    finally:
        writer.close()
    head, gap, body = answer.partition(b"\r\n\r\n")
    if not gap:
        return 0, b"", False
    fields = head.lower().split(b"\r\n")
    if b"transfer-encoding: chunked" in fields:
        return int(head[9:12]), *_joined(body)
    length = next((int(f[15:]) for f in fields if f.startswith(b"content-length:")), len(body))
    return int(head[9:12]), body, len(body) == length


def _joined(chunked: bytes) -> tuple[bytes, bool]:
    """The body that came in chunks, and whether it came to its end."""
    parts, at = [], 0
    while True:
        size, gap, _ = chunked[at : at + 20].partition(b"\r\n")
        if not gap:
            return b"".join(parts), False
        if int(size, 16) == 0:
            return b"".join(parts), True
        at += len(size) + 2
        parts.append(chunked[at : at + int(size, 16)])
        at += int(size, 16) + 2


def _whole(address: str, body: bytes) -> bool:
    """Does a body that came to its end hold all that its form says?"""
    suffix = address.partition("?")[0].rpartition("/")[2].rpartition(".")[1:]
    if suffix == (".", "json"):
        return isinstance(json.loads(body), dict | list)
    if suffix[0]:
        return b"</feed>" in body[-20:] or suffix[1] in ("csv", "jsonl")
    return b"</html>" in body[-200:]


async def _reader(
    port: int, kinds: Mapping[str, Callable[[], str]], end: float, pause: float, told: Told, seed: int
) -> None:  # fmt: skip
    dice, names = random.Random(seed), sorted(kinds)
    await asyncio.sleep(pause * dice.random())
    while time.monotonic() < end:
        name = dice.choice(names)
        address = kinds[name]()
        began = time.perf_counter()
        status, body, complete = await get(port, address)
        taken = 1000 * (time.perf_counter() - began)
        told.milliseconds.append(taken)
        told.statuses[status] += 1
        told.slowest[name] = max(told.slowest.get(name, 0.0), taken)
        if not complete or (status == 200 and not _whole(address, body)):
            told.torn.append(address)
        await asyncio.sleep(pause * 2 * dice.random())


async def soak(
    archive: Path, folder: Path, kinds: Mapping[str, Callable[[], str]], *, readers: int, seconds: float,
    pause: float, batch: int = 200, options: Sequence[str] = (), nice: int = 0,
) -> tuple[Told, int]:  # fmt: skip
    """So many readers, each waiting `pause` seconds between pages on average; what they saw, and
    how many articles were loaded meanwhile. `kinds`: kind of page → makes an address of it; `nice`:
    by how much the ingest gives way, as in `nice jiaokan ingest`."""
    told, ending = Told(), asyncio.Event()
    with served(archive, told, options) as port:
        writer = asyncio.create_task(_ingesting(archive, folder, ending, batch, nice))
        end = time.monotonic() + seconds
        await asyncio.gather(
            *(_reader(port, kinds, end, pause, told, seed) for seed in range(readers))
        )
        ending.set()
        loaded = await writer
    return told, loaded
