"""Kill an ingest again and again, and see that nothing is lost: `python tests/bench_kills.py FILE`.

FILE is a JSON-lines file; its first documents go in, 5,000 without --documents. An ingest is killed
(SIGKILL, all its processes) some batches on, at a random moment, and run again, and killed again,
until it comes to its end; then every export is compared with that of an undisturbed run. Batches
are small, so that most kills fall behind one that the same run has written, and the kills of an
archive are spread over the whole of it, its end too, where groups and indexes are made.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from db.archive import open_archive
from db.export import export, names, select


def exports(path: Path) -> dict[str, str]:
    """Hash of the export of each table and view, but for `runs`, which tell of time."""
    found = {}
    db = open_archive(path, readonly=True)
    for name in names():
        if name != "runs":
            out = io.StringIO(newline="")
            export(db, select(name), out)
            found[name] = hashlib.sha256(out.getvalue().encode()).hexdigest()
    db.close()
    return found


POLL = 0.02
"""Seconds between two looks at how far an ingest is."""
INGEST = """
import sys
import ingest.pipeline
from ingest.cli import cli

ingest.pipeline.BATCH = int(sys.argv.pop(1))
cli()
"""


def started(path: Path, inputs: Path, options: argparse.Namespace) -> subprocess.Popen[bytes]:
    """An ingest with small batches, in a session of its own."""
    arguments = ["ingest", str(inputs), "--db", str(path), "--workers", str(options.workers)]
    return subprocess.Popen(
        [sys.executable, "-c", INGEST, str(options.batch), *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def loaded(path: Path) -> int:
    """Sources in an archive that may not be begun yet. It is opened so that nothing is mended."""
    if not path.exists():
        return 0
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=60)) as db:
        try:
            return int(db.execute("SELECT count(*) FROM sources").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


class Kills:
    """Ingests that are killed, and when."""

    def __init__(self, inputs: Path, options: argparse.Namespace) -> None:
        self.inputs, self.options = inputs, options
        self.chance = random.Random(options.seed)
        self.first = self.pace = self.end = 0.0
        """Seconds until a batch is written, between two of them, and behind the last one."""
        self.count = self.behind = 0
        self.parts: Counter[str] = Counter()

    def undisturbed(self, path: Path) -> None:
        """Make an archive, and note how long its parts take."""
        process, began = started(path, self.inputs, self.options), time.monotonic()
        written: list[float] = []
        while process.poll() is None:
            if loaded(path) > len(written) * self.options.batch:
                written.append(time.monotonic() - began)
            time.sleep(POLL)
        assert process.returncode == 0
        self.first = written[0]
        self.pace = (written[-1] - written[0]) / (len(written) - 1)
        self.end = time.monotonic() - began - written[-1]

    def archive(self, path: Path) -> None:
        """Make an archive. Each run goes on where the last one was killed."""
        there = 0
        while self._killed(path, there):
            before, there = there, loaded(path)
            self.count += 1
            self.behind += there > before
            whole = there >= self.options.documents
            self.parts["end" if whole else f"{10 * there // self.options.documents}0 %"] += 1

    def _killed(self, path: Path, before: int) -> bool:
        """Run an ingest; kill it some batches on, and some time into the next one. False if it came to
        its end before."""
        options = self.options
        most = 2 * options.documents // options.batch // options.each
        goal = min(before + self.chance.randint(0, most) * options.batch, options.documents)
        process = started(path, self.inputs, options)
        while process.poll() is None and loaded(path) < goal:
            time.sleep(POLL)
        into = self.first if goal == before else 0
        into += self.pace if goal < options.documents else self.end
        try:
            process.wait(into * self.chance.random())
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return True
        assert process.returncode == 0
        return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--each", type=int, default=8, help="kills of an archive, about")
    parser.add_argument("--batch", type=int, default=100, help="documents in a transaction")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder) / "inputs.jsonl"
        with options.file.open("rb") as file, inputs.open("wb") as out:
            out.writelines(islice(file, options.documents))
        kills, faults, archives = Kills(inputs, options), 0, 0
        kills.undisturbed(Path(folder) / "whole.db")
        expected = exports(Path(folder) / "whole.db")
        while kills.count < options.kills:
            path = Path(folder) / f"{archives}.db"
            kills.archive(path)
            archives += 1
            found = exports(path)
            wrong = [name for name, value in expected.items() if found[name] != value]
            faults += bool(wrong)
            told = f"{kills.count} kills, {kills.behind} of them behind a batch"
            print(
                f"archive {archives}: {told}, differs: {', '.join(wrong) or 'nothing'}", flush=True
            )
            path.unlink()
        spread = ", ".join(f"{part}: {kills.parts[part]}" for part in sorted(kills.parts))
        print(f"loaded when killed: {spread}")
        print(f"{kills.count} kills, {kills.behind} of them behind a batch of the same run")
        print(f"{faults} of {archives} archives differ")
    raise SystemExit(1 if faults else 0)


if __name__ == "__main__":
    main()
