"""Options that several commands share, and the archive that they name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlite_utils import Database

from db.archive import ArchiveError, archive

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
