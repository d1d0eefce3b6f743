"""What lies in a folder of shards: `manifest.jsonl`, a line for each finished shard with its inputs
and counts, and `failed.jsonl`, a line for each that could not be made, with the reason.

The shards themselves are the truth: one that lies there is finished, whatever was killed after it
was put there, and one that was taken away is made again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from ingest.cluster.inputs import Task
from ingest.cluster.shard import Made, told

MADE, FAILED = "manifest.jsonl", "failed.jsonl"


@dataclass(frozen=True)
class Failure:
    """A shard that could not be made, and why."""

    shard: str
    inputs: list[str]
    reason: str


def missing(out: Path, tasks: Iterable[Task]) -> list[Task]:
    """The tasks whose shard is not there. Those that are there are noted, if they are not yet."""
    there = set(os.listdir(out))
    noted = _noted(out)
    wanting = []
    for task in tasks:
        if task.shard not in there:
            wanting.append(task)
        elif task.shard not in noted:
            note(out, told(task, out / task.shard))
    return wanting


def note(out: Path, made: Made) -> None:
    """Add a finished shard to the manifest."""
    with (out / MADE).open("a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(json.dumps(asdict(made), ensure_ascii=False) + "\n")


def note_failures(out: Path, failures: list[Failure]) -> None:
    """List what failed in this run; without any there is no list."""
    lines = [json.dumps(asdict(failure), ensure_ascii=False) + "\n" for failure in failures]
    if not lines:
        (out / FAILED).unlink(missing_ok=True)
        return
    part = out / f"{FAILED}.part"
    part.write_text("".join(lines), "utf-8", errors="backslashreplace")
    part.replace(out / FAILED)


def sweep(out: Path, tasks: Iterable[Task]) -> None:
    """Remove what workers that were killed left of these tasks."""
    ours = {task.shard for task in tasks}
    for part in out.glob("*.db.*.part"):
        if part.name.partition(".db.")[0] + ".db" in ours:
            part.unlink(missing_ok=True)


def _noted(out: Path) -> set[str]:
    try:
        lines = (out / MADE).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return set()
    return {shard for line in lines if (shard := _shard(line))}


def _shard(line: str) -> str | None:
    try:
        return str(json.loads(line)["shard"])
    except (ValueError, KeyError, TypeError):  # a run was killed while it wrote
        return None
