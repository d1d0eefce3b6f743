"""What the cluster costs and brings: `python tests/bench_cluster.py FILE`.

FILE is a JSON-lines file of articles (`text`); its first documents are dealt out to files of
equal length. Everything is measured several times, in turns, and the best counts; beside the
clock stands the processor time of all processes, which others on the machine disturb less. The
scheduler alone is measured by `bench_scheduler.py`.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench_ingest import timed
from bench_kills import exports

from db.archive import archive
from ingest import cluster
from ingest.cluster import engine
from ingest.pipeline import merging
from ingest.read import Meter

_COMMAND = (sys.executable, "-m", "ingest.cli")


def deal(file: Path, folder: Path, documents: int, parts: int) -> int:
    """Deal the documents out to files; the bytes of all."""
    with file.open("rb") as lines:
        every = list(islice(lines, documents))
    for part in range(parts):
        (folder / f"{part:03}.jsonl").write_bytes(b"".join(every[part::parts]))
    return sum(map(len, every))


Seconds = tuple[float, float]
"""By the clock, and of processors."""


def run(*arguments: str) -> Seconds:
    """What a command takes."""
    taken = timed(*_COMMAND, *arguments)
    return taken.clock, taken.processor


def pool(inputs: Path, path: Path) -> Seconds:
    """The two-worker pool of one machine."""
    return run("ingest", str(inputs), "--db", str(path), "--workers", "2")


def by_cluster(inputs: Path, out: Path, workers: int) -> Seconds:
    """The same with a cluster of processes."""
    return run("ingest", str(inputs), "--cluster", f"local:{workers}", "--out", str(out))


def rate(inputs: Path, out: Path, workers: int) -> Seconds:
    """Seconds a shard, once the cluster is there."""
    work = cluster.plan([str(inputs)], "", out)
    out.mkdir()
    with engine.connected(f"local:{workers}") as client:
        client.run(_warmed)
        used = sum(client.run(time.process_time).values())
        began = time.perf_counter()
        for made in engine.outcomes(client, work.left, out, _version()):
            assert isinstance(made, cluster.Made), made
        seconds = time.perf_counter() - began
        used = sum(client.run(time.process_time).values()) - used
    return seconds / work.shards, used / work.shards


def _warmed() -> None:
    """Read the tables that a worker reads once, with its first article."""
    from ingest.attempt import attempt
    from ingest.model import Source

    attempt(Source("0", "-", "text/plain", "utf-8", "滨河市新增公交线路12条。\n國(guó)家", 0))


def _version() -> str:
    from importlib.metadata import version

    return version("jiaokan")


def killed(inputs: Path, out: Path, kills: int, seed: int) -> tuple[int, list[Any]]:
    """A run whose workers are killed at random moments: how many were, and what failed."""
    work = cluster.plan([str(inputs)], "", out)
    out.mkdir()
    dice, done, count = random.Random(seed), threading.Event(), 0
    with engine.connected("local:2") as client:

        def kill() -> None:
            nonlocal count
            while count < kills and not done.wait(dice.uniform(0.2, 1.5)):
                pids = [nanny.pid for nanny in client.cluster.workers.values() if nanny.pid]
                with suppress(ProcessLookupError, IndexError):
                    os.kill(dice.choice(pids), signal.SIGKILL)
                    count += 1

        thread = threading.Thread(target=kill)
        thread.start()
        ended = list(engine.outcomes(client, work.left, out, _version()))
        done.set()
        thread.join()
    return count, [each for each in ended if isinstance(each, cluster.Failure)]


def merge_here(out: Path, path: Path) -> dict[str, str]:
    with archive(path, create=True) as db:
        merging.merge(db, merging.archives([str(out)], str(path)), _version(), Meter())
    return exports(path)


def in_duckdb(path: Path, folder: Path) -> None:
    """Counts and sums of the archive and of its Parquet."""
    import duckdb

    seconds, _ = run("export", "--parquet", "--db", str(path), "-o", str(folder))
    with archive(path, readonly=True) as db:
        for table, column in (
            ("articles", "characters"),
            ("facts", "norm_value"),
            ("claims", "low"),
        ):
            sql = f"SELECT count(*), sum({column}) FROM "
            ours = db.execute(f"{sql} {table}").fetchone()
            theirs = duckdb.sql(f"{sql} '{folder}/{table}/**/*.parquet'").fetchall()[0]
            assert ours[0] == theirs[0] and abs(ours[1] - theirs[1]) <= 1e-9 * ours[1]
            print(f"  {table:<10} {ours[0]:>9,} rows, sum of {column} {ours[1]:.6g}: equal")
    size = sum(file.stat().st_size for file in folder.rglob("*.parquet"))
    print(f"  written in {seconds:.1f} s, {size / path.stat().st_size:.2f} of the archive's size")


def best(times: int, folder: Path, *measures: Callable[[Path], Seconds]) -> list[Seconds]:
    """The best of each measure, taken several times in turns."""
    found: list[list[Seconds]] = [[] for _ in measures]
    for turn in range(times):
        for number, measure in enumerate(measures):
            found[number].append(measure(folder / f"{turn}-{number}"))
            print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return [
        (min(clock), min(used)) for clock, used in (zip(*every, strict=True) for every in found)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--documents", type=int, default=8000)
    parser.add_argument("--files", type=int, default=16)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--kills", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        cluster.inputs.SMALL = 0  # type: ignore[attr-defined]  each file a shard of its own
        size = deal(options.file, folder / "in", options.documents, options.files)
        print(f"{options.documents:,} documents, {size / 1e6:.1f} MB, {options.files} files")
        report(folder, options)


def report(folder: Path, options: Any) -> None:
    inputs = folder / "in"
    plain, two = best(
        options.times,
        folder,
        lambda path: pool(inputs, path),
        lambda path: by_cluster(inputs, path, 2),
    )
    merged = run("merge", str(folder / "0-1"), "--db", str(folder / "merged.db"))
    one, pair = best(
        options.times,
        inputs,
        lambda path: rate(inputs, folder / f"rate-{path.name}", 1),
        lambda path: rate(inputs, folder / f"rate-{path.name}", 2),
    )
    told = {"pool of two": plain, "local:2": two, "merge": merged}
    for name, (clock, used) in told.items():
        print(f"{name:<14}{clock:8.1f} s {used:8.1f} s of processors")
    print(f"cost          {two[0] / plain[0]:8.2f} x {two[1] / plain[1]:7.2f} x")
    for name, (clock, used) in (("1 worker", one), ("2 workers", pair)):
        print(f"{name:<14}{1 / clock:8.2f} shards a second, {used:.2f} s of processors each")
    print(f"1 → 2 workers {one[0] / pair[0]:8.2f} x ({2 * one[1] / pair[1]:.2f} x by processors)")
    expected = exports(folder / "0-0")
    print(f"merged against one process: {differing(exports(folder / 'merged.db'), expected)}")
    count, failed = killed(inputs, folder / "killed", options.kills, 1)
    found = merge_here(folder / "killed", folder / "killed.db")
    print(f"{count} workers killed, {len(failed)} shards failed: {differing(found, expected)}")
    print("Parquet, read by DuckDB:")
    in_duckdb(folder / "merged.db", folder / "parquet")


def differing(found: dict[str, str], expected: dict[str, str]) -> str:
    wrong = [name for name, digest in expected.items() if found[name] != digest]
    return f"differs: {', '.join(wrong)}" if wrong else f"{len(expected)} exports byte-identical"


if __name__ == "__main__":
    main()
