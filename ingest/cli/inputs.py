"""The inputs that a command is given."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import click

from ingest.model import Rejected, Source
from ingest.read import Meter, MissingInput, read_all


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
