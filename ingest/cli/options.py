"""Options that several commands share, and the archive that they name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from click.core import ParameterSource
from sqlite_utils import Database

from db.archive import ArchiveError, archive


class Name(click.ParamType):
    """The name of something, which cannot be empty: an unset variable of the shell's is no name."""

    def __init__(self, of: str = "path") -> None:
        self.name = of

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name as it is given."""
        if not value:
            self.fail(f"'' is the name of no {self.name}.", param, ctx)
        return str(value)


DB_OPTION = click.option(
    "--db",
    "path",
    default="archive.db",
    show_default=True,
    type=Name(),
    help="The archive's file.",
)

JSON_OPTION = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


def given(option: str) -> bool:
    """Was an option of the running command said, and not only its default taken?"""
    context = click.get_current_context()
    named = next(one for one in context.command.params if option in one.opts)
    return context.get_parameter_source(str(named.name)) is ParameterSource.COMMANDLINE


@contextmanager
def opened(path: str, *, create: bool = False, readonly: bool = True) -> Iterator[Database]:
    """The archive at `path`, or an error in one sentence with exit code 1."""
    try:
        with archive(path, create=create, readonly=readonly) as db:
            yield db
    except ArchiveError as error:
        raise click.ClickException(str(error)) from error
