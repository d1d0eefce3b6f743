"""Ingest on a cluster, and the merging of what it made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from db.archive import ArchiveError
from ingest import cluster
from ingest.cli import summaries
from ingest.cli.options import DB_OPTION, JSON_OPTION, Name, given, opened
from ingest.cli.running import interruptible, progress
from ingest.pipeline import merging
from ingest.read import Meter, MissingInput, bundled

_OPTIONS = (
    click.option(
        "--cluster",
        type=Name(),
        metavar="ADDRESS|local:N",
        help="Work on a Dask cluster: its scheduler's address, or N processes here.",
    ),
    click.option(
        "--out",
        type=Name(),
        metavar="FOLDER",
        help="With --cluster: the folder of the archives made, which all workers see.",
    ),
    click.option(
        "--prefix",
        type=Name(),
        metavar="ADDRESS",
        help="With --cluster: what stands before each line of a path list.",
    ),
)
_OF_ONE_MACHINE = {
    "--limit": "each worker reads by itself",
    "--db": "each input becomes an archive of its own in the folder --out",
    "--workers": "the cluster says how many there are",
}
"""Options of `ingest` that would be passed over → why."""


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a cluster to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def ingest(
    paths: tuple[str, ...],
    told: Mapping[str, str | None],
    dry_run: bool,
    as_json: bool,
) -> None:
    """`jiaokan ingest --cluster`: make the shards that are missing, and tell."""
    where, out = told["cluster"], told["out"]
    if told["prefix"] and not where:
        raise click.UsageError("--prefix goes with --cluster.")
    if not where or not out:
        raise click.UsageError("--cluster and --out belong together.")
    for option, why in _OF_ONE_MACHINE.items():
        if given(option):
            raise click.UsageError(f"{option} does not go with --cluster: {why}.")
    with _explained(out):
        work = cluster.plan(paths or (str(bundled()),), told["prefix"] or "", Path(out))
        if not dry_run:
            with interruptible(out), progress(work.part) as bar:
                cluster.run(work, where, version("jiaokan"), bar.advance)
    click.echo(summaries.work_json(work) if as_json else summaries.work_table(work))
    if work.failed:
        raise click.exceptions.Exit(1)


@contextmanager
def _explained(out: str) -> Iterator[None]:
    """What cannot be used, in one sentence."""
    try:
        yield
    except MissingInput as error:
        raise click.UsageError(str(error)) from error
    except (cluster.ClusterError, cluster.LostInput, ArchiveError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{out} cannot be used: {error.strerror}.") from error


@click.command()
@click.argument("shards", nargs=-1, required=True, type=Name())
@DB_OPTION
@JSON_OPTION
def merge(shards: tuple[str, ...], path: str, as_json: bool) -> None:
    """Merge archives into one.

    SHARDS are archives, or folders of them. The same article from many of them becomes one
    article with many witnesses. What the archive has already is left as it is: cut off, it can be
    run again.
    """
    meter = Meter()
    with _explained(path), interruptible(path), progress(meter) as bar:
        files = merging.archives(shards, path)
        with opened(path, create=True, readonly=False) as db:
            run = merging.merge(db, files, version("jiaokan"), meter, bar.advance, bar.tell)
    click.echo(summaries.run_json(run) if as_json else summaries.run_table(run, path))
