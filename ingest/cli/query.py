"""Commands that ask an archive."""

from __future__ import annotations

from typing import TextIO

import click

from db import opensearch, parquet
from db import search as searching
from db.export import FORMATS, ExportError, names, select, select_searched
from db.export import export as export_rows
from ingest.cli import results
from ingest.cli.options import DB_OPTION, JSON_OPTION, Name, opened
from ingest.cli.output import complete_file, complete_folder, to_json

FOLDERS = {"parquet": parquet.write, "opensearch": opensearch.write}
"""Formats that are a folder of files."""


# What begins with one dash and is no option belongs to the query: 临沂 -海关.
@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, type=click.UNPROCESSED)
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
    unknown = next((word for word in query if word.startswith("--")), None)
    if unknown:
        raise click.NoSuchOption(unknown)
    with opened(path) as db:
        try:
            if batch:
                for line in filter(None, map(str.strip, batch)):
                    found = searching.search(db, line, limit=limit, offset=offset)
                    click.echo(to_json(results.as_row(found)))
                return
            found = searching.search(db, " ".join(query), limit=limit, offset=offset)
        except searching.index.StaleIndex as error:
            raise click.ClickException(str(error)) from error
    if as_json:
        click.echo(to_json(results.as_row(found)))
    else:
        click.echo("\n".join(results.lines(found)))


@click.command()
@click.argument("name", required=False)
@DB_OPTION
@click.option("--sql", help="Export this SELECT instead of a table or view.")
@click.option(
    "--search",
    "query",
    metavar="QUERY",
    help="Only rows of the articles that this search finds.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice((*FORMATS, *FOLDERS)),
    default="csv",
    show_default=True,
    help="CSV or JSON lines; or a folder, for DuckDB and Spark or for OpenSearch.",
)
@click.option("--parquet", "form", flag_value="parquet", help="The same as --format parquet.")
@click.option(
    "-o",
    "--output",
    default="-",
    type=Name(),
    help="File or folder to write; standard output without it.",
)
@click.option(
    "--bom", is_flag=True, help="For Excel: byte order mark, and no cell that runs as a formula."
)
def export(
    name: str | None,
    path: str,
    sql: str | None,
    query: str | None,
    form: str,
    output: str,
    bom: bool,
) -> None:
    """Write a table, a view or a query completely.

    NAME is a table or view of the archive, e.g. facts or money. Without one, parquet writes all
    tables and opensearch what is searched, with the definitions of the indexes.
    """
    if form in FOLDERS:
        if sql or bom or query is not None:
            raise click.UsageError(f"--sql, --search and --bom do not go with {form}.")
        _export_folder(form, name, path, output)
        return
    if bom and form != "csv":
        raise click.UsageError(f"--bom does not go with {form}.")
    if name and sql:
        raise click.UsageError("Name one table or view, or give --sql, not both.")
    if not name and not sql:
        there = ", ".join(names())
        raise click.UsageError(f"Name one table or view, or give --sql. There are: {there}.")
    if sql and query is not None:
        raise click.UsageError("--search goes with a table or view, not with --sql.")
    with opened(path) as db:
        try:
            asked, params = (
                (sql or select(str(name)), {})
                if query is None
                else select_searched(db, str(name), query)
            )
            with complete_file(output) as out:
                export_rows(db, asked, out, params, format=form, spreadsheet=bom)
        except (ExportError, searching.index.StaleIndex) as error:
            raise click.ClickException(str(error)) from error


def _export_folder(form: str, name: str | None, path: str, output: str) -> None:
    with opened(path) as db:
        try:
            with complete_folder(output) as folder:
                count = FOLDERS[form](db, folder, (name,) if name else ())
        except ExportError as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"{count:,} records are in {output}.")


@click.command()
@DB_OPTION
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    type=Name("host"),
    help="Address to listen on.",
)
@click.option(
    "--port",
    default=8001,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help="Processes that make pages; if not given as many as there are processors, at most 4.",
)
def serve(path: str, host: str, port: int, workers: int | None) -> None:
    """Serve the archive with Datasette until interrupted."""
    from db.site import serve as site  # Datasette is half of the start-up time

    def tell(port: int) -> None:
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"Serving {path} at http://{shown}:{port}/ (Ctrl-C stops it)", err=True)

    with opened(path):
        pass
    try:
        site.serve(path, host, port, workers or site.processors(), tell)
    except site.CannotServe as error:
        raise click.ClickException(str(error)) from error
