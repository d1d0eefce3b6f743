"""Commands that ask an archive."""

from __future__ import annotations

from typing import TextIO

import click

from db import search as searching
from db.export import FORMATS, ExportError, names, select
from db.export import export as export_rows
from ingest import report
from ingest.cli import results
from ingest.cli.options import DB_OPTION, JSON_OPTION, opened


@click.command()
@click.argument("query", nargs=-1)
@DB_OPTION
@click.option(
    "--limit", default=10, show_default=True, type=click.IntRange(1), help="Articles to show."
)
@click.option("--offset", default=0, type=click.IntRange(0), help="Articles to skip.")
@click.option(
    "--batch",
    type=click.File(encoding="utf-8"),
    help="Run one query a line from this file; print JSON lines.",
)
@JSON_OPTION
def search(
    query: tuple[str, ...], path: str, limit: int, offset: int, batch: TextIO | None, as_json: bool
) -> None:
    """Search the archive: articles with their sentences and facts, best first.

    Several words: all of them. "exact phrase", OR, -without, NEAR, title:word, date:2018, and
    =word for the exact written form. Anything else is searched for as it is typed. Names are
    found by pinyin too: suining finds 遂宁.
    """
    if bool(query) == bool(batch):
        raise click.UsageError("Give a query, or a file of queries with --batch.")
    with opened(path) as db:
        try:
            if batch:
                for line in filter(None, map(str.strip, batch)):
                    found = searching.search(db, line, limit=limit, offset=offset)
                    click.echo(report.to_json(results.as_row(found)))
                return
            found = searching.search(db, " ".join(query), limit=limit, offset=offset)
        except searching.index.StaleIndex as error:
            raise click.ClickException(str(error)) from error
    if as_json:
        click.echo(report.to_json(results.as_row(found)))
    else:
        click.echo("\n".join(results.lines(found)))


@click.command()
@click.argument("name", required=False)
@DB_OPTION
@click.option("--sql", help="Export this SELECT instead of a table or view.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="csv",
    show_default=True,
    help="CSV or JSON lines.",
)
@click.option("-o", "--output", default="-", help="File to write; standard output without it.")
@click.option(
    "--bom", is_flag=True, help="For Excel: byte order mark, and no cell that runs as a formula."
)
def export(name: str | None, path: str, sql: str | None, form: str, output: str, bom: bool) -> None:
    """Write a table, a view or a query completely, as CSV or JSON lines.

    NAME is a table or view of the archive, e.g. facts or money.
    """
    if bool(name) == bool(sql):
        there = ", ".join(names())
        raise click.UsageError(f"Name one table or view, or give --sql. There are: {there}.")
    with opened(path) as db:
        try:
            with report.output(output) as out:
                export_rows(db, sql or select(str(name)), out, format=form, spreadsheet=bom)
        except ExportError as error:
            raise click.ClickException(str(error)) from error


@click.command()
@DB_OPTION
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=8001,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on.",
)
def serve(path: str, host: str, port: int) -> None:
    """Serve the archive with Datasette until interrupted."""
    from db.site.serve import serve as serve_site  # Datasette is half of the start-up time

    with opened(path):
        pass
    click.echo(f"Serving {path} at http://{host}:{port}/ (Ctrl-C stops it)", err=True)
    try:
        serve_site(path, host, port)
    except SystemExit as error:
        raise click.ClickException(f"Cannot listen on {host}:{port}: is it taken?") from error
