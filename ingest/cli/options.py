"""Options and openings that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click
from sqlite_utils import Database

from db.archive import ArchiveError, archive
from ingest.model import Rejected, Source
from ingest.pipeline.workers import WorkerLost
from ingest.read import Meter, MissingInput, read_all

DB_OPTION = click.option(
    "--db",
    "path",
    default="archive.db",
    show_default=True,
    type=click.Path(dir_okay=True),
    help="The archive's file.",
)
JSON_OPTION = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


@contextmanager
def opened(path: str, *, create: bool = False, readonly: bool = True) -> Iterator[Database]:
    """The archive at `path`, or an error in one sentence with exit code 1."""
    try:
        with archive(path, create=create, readonly=readonly) as db:
            yield db
    except ArchiveError as error:
        raise click.ClickException(str(error)) from error


def sources(paths: Iterable[str], meter: Meter | None = None) -> Iterator[Source | Rejected]:
    """Everything in the paths; a path that does not exist is a usage error."""
    try:
        return read_all(paths, sys.stdin.buffer, meter)
    except MissingInput as error:
        raise click.UsageError(str(error)) from error


def one(name: str) -> Source:
    """The one document in a file, or an error in one sentence."""
    items = list(sources((name,)))
    if isinstance(items[0], Rejected):
        raise click.ClickException(f"{items[0].origin}: {items[0].reason}.")
    if len(items) > 1:
        raise click.UsageError(f"{name} holds {len(items)} documents; this takes one.")
    return items[0]


_INTERRUPTED = 130


@contextmanager
def interruptible(path: str) -> Iterator[None]:
    """Ctrl-C and a lost worker end a command with a sentence."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo(f"Stopped. {path} holds what was done; run this again to go on.", err=True)
        raise click.exceptions.Exit(_INTERRUPTED) from None
    except WorkerLost as error:
        told = f"Stopped: {error}. {path} holds what was done; run this again to go on."
        raise click.ClickException(told) from error
