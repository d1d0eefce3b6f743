"""The inputs that a command is given."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import click

from ingest import read
from ingest.model import Incoming, Rejected, Source, read_now
from ingest.read import Meter, MissingInput


def incoming(paths: Iterable[str], meter: Meter | None = None) -> Iterator[Incoming]:
    """Everything in the paths; a path that does not exist is a usage error."""
    try:
        return read.incoming(paths, sys.stdin.buffer, meter)
    except MissingInput as error:
        raise click.UsageError(str(error)) from error


def sources(paths: Iterable[str]) -> Iterator[Source | Rejected]:
    """The same, read."""
    return map(read_now, incoming(paths))


def one(name: str) -> Source:
    """The one document in a file, or an error in one sentence."""
    items = list(sources((name,)))
    if isinstance(items[0], Rejected):
        raise click.ClickException(f"{items[0].origin}: {items[0].reason}.")
    if len(items) > 1:
        all_of_them = "jiaokan ingest loads, jiaokan restore --batch restores all of them"
        raise click.UsageError(
            f"{name} holds {len(items)} documents; this takes one. {all_of_them}."
        )
    return items[0]
