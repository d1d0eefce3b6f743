"""Let an ingest meet every fault of the medium: `python tests/faults.py [--points 50]`.

Each of many writes, syncs and reads of an ingest fails in turn: with an I/O error, a full disk, or
the end of the process in the midst of it, whole or torn. Each time the archive must be sound
afterwards, a success must be one, and a second run must make what an undisturbed one makes.

Needs a C compiler: `faults.c` is loaded before the C library (LD_PRELOAD), so that it stands where
SQLite calls the system.
"""

from __future__ import annotations

import argparse
import ctypes
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import soak

HERE = Path(__file__).parent
ARMED = "JIAOKAN_FAULTS_LIBRARY"
WRITE, SYNC, READ = 1, 2, 4
IO_ERROR, FULL, KILL, TORN = 1, 2, 3, 4
FAULTS: dict[str, tuple[int, int, bool]] = {
    "a write fails once": (WRITE, IO_ERROR, False),
    "writes fail from then on": (WRITE, IO_ERROR, True),
    "the disk is full": (WRITE, FULL, True),
    "a sync fails": (SYNC, IO_ERROR, False),
    "syncs fail from then on": (SYNC, IO_ERROR, True),
    "a read fails": (READ, IO_ERROR, False),
    "killed in a write": (WRITE, KILL, False),
    "killed in the midst of a write": (WRITE, TORN, False),
    "killed in a sync": (SYNC, KILL, False),
}
"""What goes wrong → (calls, how, from then on?)."""
KILLED = -9
REPORTS = 12
BATCH = 3
"""Sources in a transaction, so that there are several."""
PAGES = 40
"""Pages in the log before it is moved into the file, so that this happens in the midst too."""


def compiled(folder: Path) -> Path:
    """The library, compiled into a folder."""
    library = folder / "faults.so"
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        sys.exit("A C compiler is needed: apt-get install gcc")
    command = [compiler, "-O1", "-shared", "-fPIC", "-o", library, HERE / "faults.c", "-ldl"]
    subprocess.run(command, check=True)
    return library


@dataclass(frozen=True)
class Outcome:
    """How a process ended, and what it told on stderr."""

    code: int
    told: str


def in_child(work: Callable[[], int], folder: Path) -> Outcome:
    """Do some work in a copy of this process."""
    path = folder / "told.txt"
    child = os.fork()
    if child == 0:
        told, code = io.StringIO(), 99
        try:
            with redirect_stderr(told), redirect_stdout(io.StringIO()):
                code = work()
        except BaseException as error:
            told.write(f"Traceback: {error!r}")
        path.write_text(told.getvalue(), "utf-8")
        os._exit(code)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return Outcome(code, path.read_text("utf-8") if code != KILLED else "")


def ingest(archive: Path, inputs: Path) -> int:
    """`jiaokan ingest`; its exit code."""
    import db.archive
    import ingest.pipeline
    from ingest.cli import cli

    ingest.pipeline.BATCH, db.archive.CHECKPOINT_PAGES = BATCH, PAGES
    try:
        cli(["ingest", str(inputs), "--db", str(archive), "--workers", "1"])
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def _warm() -> None:
    """Load what every child needs, before there are children."""
    import bench_kills  # noqa: F401

    import db.check  # noqa: F401
    import ingest.cli.archive  # noqa: F401
    from ingest.model import Source
    from ingest.process import process

    process(Source("0", "-", "text/plain", "utf-8", soak.PROSE[0] + "會(huì)", 0, {}))


class Trial:
    """The same ingest again and again, disturbed each time in another way."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.number = folder, 0
        self._calls: dict[int, int] = {}
        self.ended = 0
        """Ingests that did not come to their end."""
        self.shim = ctypes.CDLL(os.environ[ARMED])
        self.inputs = folder / "reports.jsonl"
        _warm()
        soak.reports(self.inputs, 0, REPORTS)
        path = folder / "whole.db"
        assert in_child(lambda: ingest(path, self.inputs), folder).code == 0
        self.expected = self._exports(path)

    def calls(self, which: int) -> int:
        """How many calls of some kinds an undisturbed ingest makes."""
        if which not in self._calls:
            counted, path = self.folder / "counted.txt", self.folder / f"calls{which}.db"

            def count() -> int:
                code = self._disturbed(path, (which, 0, False), 0)
                counted.write_text(str(self.shim.faults_seen()), "utf-8")
                return code

            assert in_child(count, self.folder).code == 0
            self._calls[which] = int(counted.read_text("utf-8"))
        return self._calls[which]

    def faults(self, fault: tuple[int, int, bool], at: int) -> Iterator[str]:
        """What is wrong after an ingest whose `at`-th call met a fault."""
        self.number += 1
        path = self.folder / f"{self.number}.db"
        ended = in_child(lambda: self._disturbed(path, fault, at), self.folder)
        self.ended += ended.code != 0
        if ended.code not in (0, 1, KILLED):
            yield f"ends with {ended.code}: {ended.told}"
        if ended.code == 1 and not ended.told.startswith("Error: "):
            yield f"does not tell: {ended.told}"
        if ended.code == 0 and self._exports(path) != self.expected:
            yield "claims success, and is not complete"
        checked = in_child(lambda: self._unsound(path), self.folder)
        if checked.code:
            yield f"is not sound: {checked.told}"
        again = in_child(lambda: ingest(path, self.inputs), self.folder)
        if again.code:
            yield f"cannot be run again: {again.told}"
        elif self._exports(path) != self.expected:
            yield "is another archive when it is run again"
        for left in self.folder.glob(f"{self.number}.db*"):
            left.unlink()

    def _disturbed(self, path: Path, fault: tuple[int, int, bool], at: int) -> int:
        which, how, lasting = fault
        self.shim.faults_arm(os.fsencode(path), which, how, ctypes.c_long(at), int(lasting))
        return ingest(path, self.inputs)

    def _unsound(self, path: Path) -> int:
        from db.archive import ArchiveError, open_archive
        from db.check import check

        if not path.exists() or not path.stat().st_size:
            return 0
        try:
            db = open_archive(path)
        except ArchiveError as error:
            print(error, file=sys.stderr)
            return 1
        found = {name: told for name, told in check(db) if told}
        cut_off = found.pop("counts", [])  # that the run was cut off is told there
        print(found, cut_off, file=sys.stderr)
        return int(bool(found) or any("was cut off" not in told for told in cut_off))

    def _exports(self, path: Path) -> dict[str, str]:
        from bench_kills import exports

        out = self.folder / "exports.json"

        def write() -> int:
            out.write_text(json.dumps(exports(path)), "utf-8")
            return 0

        assert in_child(write, self.folder).code == 0
        told: dict[str, str] = json.loads(out.read_text("utf-8"))
        return told


def run(points: int) -> int:
    """Print a line for each fault; how many archives were not as they must be."""
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder))
        for name, fault in FAULTS.items():
            calls, trial.ended = trial.calls(fault[0]), 0
            places = sorted({1 + (calls - 1) * n // max(points - 1, 1) for n in range(points)})
            found = [f"call {at} {told}" for at in places for told in trial.faults(fault, at)]
            wrong += len(found)
            told = f"{len(places)} of {calls} calls, {trial.ended} ended the ingest"
            print(f"{name}: {told}, {len(found)} faults", flush=True)
            print(*found, sep="\n", end="\n" if found else "", flush=True)
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--points", type=int, default=50, help="places in the ingest, for each fault"
    )
    points = parser.parse_args().points
    if ARMED in os.environ:
        sys.path.insert(0, str(HERE.parent))
        raise SystemExit(1 if run(points) else 0)
    with tempfile.TemporaryDirectory() as folder:
        library = str(compiled(Path(folder)))
        environment = {**os.environ, "LD_PRELOAD": library, ARMED: library}
        raise SystemExit(subprocess.run([sys.executable, *sys.argv], env=environment).returncode)


if __name__ == "__main__":
    main()
