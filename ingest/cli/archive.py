"""Commands that write or check an archive."""

from __future__ import annotations

import json
from importlib.metadata import version

import click

from db.check import check as check_archive
from ingest import pipeline, report
from ingest.cli.options import DB_OPTION, JSON_OPTION, opened, sources
from ingest.read import bundled


@click.command()
@click.argument("paths", nargs=-1)
@DB_OPTION
@JSON_OPTION
def ingest(paths: tuple[str, ...], path: str, as_json: bool) -> None:
    """Load articles from files and folders into the archive.

    PATHS are files, folders, or - for standard input. Without any, the article that comes with
    Jiaokan is loaded. What the archive has already is left as it is.
    """
    items = sources(paths or (str(bundled()),))
    with opened(path, create=True, readonly=False) as db, report.progress() as advance:
        run = pipeline.ingest(db, items, version("jiaokan"), advance)
    click.echo(report.run_json(run) if as_json else report.run_table(run, path))
    if run.counts["rejected"] and run.counts["rejected"] == run.read:
        raise click.exceptions.Exit(1)


@click.command()
@DB_OPTION
@JSON_OPTION
def check(path: str, as_json: bool) -> None:
    """Check the archive: file, references, spans, counts, index. Exit code 1 if a check fails."""
    with opened(path, readonly=False) as db:  # FTS5 checks an index by an INSERT of its own
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
