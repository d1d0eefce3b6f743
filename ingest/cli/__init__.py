"""The `jiaokan` command: parse, call, report. What is done lies in the modules it calls."""

from __future__ import annotations

import click

from ingest.cli import archive, query, shards, texts


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jiaokan")
def cli() -> None:
    """Restore damaged Chinese news pages and keep them in a searchable SQLite archive."""


for command in (
    archive.ingest,
    shards.merge,
    archive.refresh,
    archive.forget,
    archive.check,
    texts.restore,
    texts.facts,
    query.search,
    query.export,
    query.serve,
):
    cli.add_command(command)
