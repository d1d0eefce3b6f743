"""Kill an ingest again and again, and see that nothing is lost: `python tests/bench_kills.py FILE`.

FILE is a JSON-lines file; its first documents go in, 5,000 without --documents. Each round kills
an ingest at a random moment (SIGKILL, all its processes), then finishes it and compares every
export with that of an undisturbed run.
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


def ingest(path: Path, inputs: Path, workers: int, seconds: float | None = None) -> bool:
    """Run an ingest; kill it after some seconds. True if it came to its end."""
    command = [sys.executable, "-m", "ingest.cli", "ingest", str(inputs), "--db", str(path)]
    process = subprocess.Popen(
        [*command, "--workers", str(workers)], stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        return process.wait(seconds) == 0
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False


def loaded(path: Path) -> int:
    """Sources in an archive that may not be begun yet."""
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as db:
        there = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'sources'").fetchone()
        return int(db.execute("SELECT count(*) FROM sources").fetchone()[0]) if there else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder) / "inputs.jsonl"
        with options.file.open("rb") as file, inputs.open("wb") as out:
            out.writelines(islice(file, options.documents))
        started = time.monotonic()
        assert ingest(Path(folder) / "whole.db", inputs, options.workers)
        usual = time.monotonic() - started
        expected = exports(Path(folder) / "whole.db")
        kills = idle = faults = archives = 0
        while kills < options.kills:
            path = Path(folder) / f"{archives}.db"
            span, before = usual / 4, 0
            # Each run goes on where the last one was killed, until one comes to its end.
            while not ingest(path, inputs, options.workers, span * chance.random()):
                kills += 1
                if loaded(path) == before:  # killed too soon: the machine may be slower by now
                    span, idle = span * 1.1, idle + 1
                before = loaded(path)
            archives += 1
            found = exports(path)
            wrong = [name for name, value in expected.items() if found[name] != value]
            faults += bool(wrong)
            print(f"archive {archives}: {kills} kills, differs: {', '.join(wrong) or 'nothing'}")
            path.unlink()
        print(f"{idle} kills came before anything new was loaded")
        print(f"{kills} kills, {faults} of {archives} archives differ, run takes {usual:.1f} s")
    raise SystemExit(1 if faults else 0)


if __name__ == "__main__":
    main()
