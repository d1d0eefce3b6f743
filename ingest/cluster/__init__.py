"""The same pipeline on many machines: inputs into shards, which `pipeline.merging` makes one
archive.

One task reads its inputs and writes one shard, an ordinary archive. `inputs` says what the tasks
are, `shard` does one, `engine` hands them to Dask, `manifest` tells what is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ingest.cluster import engine, manifest
from ingest.cluster.engine import ClusterError
from ingest.cluster.inputs import Task, tasks
from ingest.cluster.manifest import Failure
from ingest.cluster.reading import LostInput
from ingest.cluster.shard import Made

__all__ = ["ClusterError", "Failure", "LostInput", "Made", "Work", "plan", "run"]


@dataclass
class Work:
    """The shards of some inputs: what there is to do, and what became of it."""

    out: Path
    shards: int
    """All that belong to the inputs."""
    left: list[Task]
    """Those that were not there yet."""
    made: list[Made] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)

    @property
    def there(self) -> int:
        """Shards that were there before."""
        return self.shards - len(self.left)

    def part(self) -> float | None:
        """How much is done, 0 to 1."""
        return (len(self.made) + len(self.failed)) / len(self.left) if self.left else None


def plan(names: Iterable[str], prefix: str, out: Path) -> Work:
    """What there is to do for the inputs of these names; `prefix` is put before every line of a
    path list.

    Raises `MissingInput` for a name that stands for nothing, and `LostInput`.
    """
    wanted = tasks(names, prefix)
    left = manifest.missing(out, wanted) if out.exists() else wanted
    return Work(out, len(wanted), left)


def run(
    work: Work, cluster: str, version: str, progress: Callable[[int], None] = lambda count: None
) -> None:
    """Make the shards that are left on a cluster.

    Raises `ClusterError`. On Ctrl-C what is finished stays, and `KeyboardInterrupt` goes on its
    way.
    """
    work.out.mkdir(parents=True, exist_ok=True)
    try:
        if work.left:
            with engine.connected(cluster) as client:
                _follow(engine.outcomes(client, work.left, work.out, version), work, progress)
    finally:
        manifest.note_failures(work.out, work.failed)
        manifest.sweep(work.out, work.left)


def _follow(
    outcomes: Iterable[Made | Failure], work: Work, progress: Callable[[int], None]
) -> None:
    for each in outcomes:
        if isinstance(each, Failure):
            work.failed.append(each)
        else:
            work.made.append(each)
            manifest.note(work.out, each)
            progress(each.read)
