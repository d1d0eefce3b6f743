"""The `jiaokan` command: parse, call, report. What is done lies in the modules it calls."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version

import click
from sqlite_utils import Database

from db.archive import ArchiveError, open_archive
from db.check import check as check_archive
from db.export import FORMATS, ExportError, export, names, select
from db.site.serve import serve as serve_site
from ingest import facts as facts_of
from ingest import report
from ingest.dissect import dissect
from ingest.model import Rejected, Source
from ingest.pipeline import ingest as run_ingest
from ingest.read import MissingInput, bundled, read_all
from ingest.restore import restore

DB_OPTION = click.option(
    "--db",
    "path",
    default="archive.db",
    show_default=True,
    type=click.Path(dir_okay=True),
    help="The archive's file.",
)
JSON_OPTION = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jiaokan")
def cli() -> None:
    """Restore damaged Chinese news pages and keep them in a searchable SQLite archive."""


@contextmanager
def _opened(path: str, *, create: bool = False, readonly: bool = True) -> Iterator[Database]:
    try:
        db = open_archive(path, create=create, readonly=readonly)
    except ArchiveError as error:
        raise click.ClickException(str(error)) from error
    try:
        yield db
    finally:
        db.close()


@cli.command()
@click.argument("paths", nargs=-1)
@DB_OPTION
@JSON_OPTION
def ingest(paths: tuple[str, ...], path: str, as_json: bool) -> None:
    """Load articles from files and folders into the archive.

    PATHS are files, folders, or - for standard input. Without any, the article that comes with
    Jiaokan is loaded. What the archive has already is left as it is.
    """
    sources = _sources(paths or (str(bundled()),))
    with _opened(path, create=True, readonly=False) as db, report.progress() as advance:
        run = run_ingest(db, sources, version("jiaokan"), advance)
    click.echo(report.run_json(run) if as_json else report.run_table(run, path))
    if run.counts["rejected"] and run.counts["rejected"] == run.read:
        raise click.exceptions.Exit(1)


def _sources(paths: tuple[str, ...]) -> Iterator[Source | Rejected]:
    try:
        return read_all(paths, sys.stdin.buffer)
    except MissingInput as error:
        raise click.UsageError(str(error)) from error


def _one(name: str) -> Source:
    """The one document in a file, or a clear error."""
    items = list(_sources((name,)))
    if isinstance(items[0], Rejected):
        raise click.ClickException(f"{items[0].origin}: {items[0].reason}.")
    if len(items) > 1:
        raise click.UsageError(f"{name} holds {len(items)} documents; this takes one.")
    return items[0]


@cli.command()
@click.argument("file")
@click.option("--published", metavar="DATE", help="Date of publication (ISO), for relative dates.")
@click.option("--plain", is_flag=True, help="FILE is clean body text; offsets count in the file.")
@JSON_OPTION
def facts(file: str, published: str | None, plain: bool, as_json: bool) -> None:
    """Print the facts in FILE, each with its span.

    JSON lines when printed to a file or pipe or with --json, a readable table on a terminal.
    """
    source = _one(file)
    body, told = source.text, None
    if not plain:
        article = dissect(restore(source.text).text, source.given)
        body, told = article.body, article.published
    line = report.fact_json if as_json or not sys.stdout.isatty() else report.fact_line
    for fact in facts_of.extract(body, published or told):
        click.echo(line(fact))


@cli.command("export")
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
def export_command(
    name: str | None, path: str, sql: str | None, form: str, output: str, bom: bool
) -> None:
    """Write a table, a view or a query completely, as CSV or JSON lines.

    NAME is a table or view of the archive, e.g. facts or money.
    """
    if (name is None) == (sql is None):
        raise click.UsageError(
            f"Name one table or view, or give --sql. There are: {', '.join(names())}."
        )
    with _opened(path) as db:
        try:
            with report.output(output) as out:
                export(db, sql or select(str(name)), out, format=form, spreadsheet=bom)
        except ExportError as error:
            raise click.ClickException(str(error)) from error


@cli.command()
@DB_OPTION
@JSON_OPTION
def check(path: str, as_json: bool) -> None:
    """Check the archive: file, references, spans, counts, index. Exit code 1 if a check fails."""
    with _opened(path, readonly=False) as db:  # FTS5 checks an index by an INSERT of its own
        results = dict(check_archive(db))
    if as_json:
        click.echo(json.dumps(results, ensure_ascii=False))
    else:
        for name, faults in results.items():
            click.echo(f"{name:<12}{'ok' if not faults else 'FAULT'}")
            for fault in faults:
                click.echo(f"  {fault}")
    if any(results.values()):
        raise click.exceptions.Exit(1)


@cli.command()
@DB_OPTION
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8001, show_default=True, help="Port to listen on.")
def serve(path: str, host: str, port: int) -> None:
    """Serve the archive with Datasette until interrupted."""
    with _opened(path):
        pass
    click.echo(f"Serving {path} at http://{host}:{port}/ (Ctrl-C stops it)", err=True)
    serve_site(path, host, port)
