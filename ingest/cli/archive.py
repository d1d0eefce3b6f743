"""Commands that write or check an archive."""

from __future__ import annotations

import json
from contextlib import nullcontext
from dataclasses import asdict
from importlib.metadata import version
from itertools import islice
from pathlib import Path

import click

from db.check import check as check_archive
from db.check import listed
from db.forget import inside
from ingest import pipeline
from ingest.cli import shards, summaries
from ingest.cli.inputs import incoming
from ingest.cli.options import DB_OPTION, JSON_OPTION, Name, opened
from ingest.cli.output import to_json
from ingest.cli.running import interruptible, progress
from ingest.pipeline import upkeep
from ingest.read import Meter, bundled

WORKERS_OPTION = click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=pipeline.workers_here,
    show_default="one for each processor",
    help="Processes that restore and read; the result does not depend on it.",
)


@click.command()
@click.argument("paths", nargs=-1, type=Name())
@DB_OPTION
@WORKERS_OPTION
@click.option("--limit", type=click.IntRange(1), help="Read no more than so many documents.")
@click.option("--dry-run", is_flag=True, help="Tell what would be done, and write nothing.")
@shards.options
@JSON_OPTION
def ingest(
    paths: tuple[str, ...],
    path: str,
    workers: int,
    limit: int | None,
    dry_run: bool,
    as_json: bool,
    **cluster: str | None,
) -> None:
    """Load articles from files and folders into the archive.

    PATHS are files, folders, or - for standard input: text, HTML, MHTML, Markdown, JSON, JSON
    lines, CSV, RSS and Atom feeds, WARC and WET, compressed or in zip and tar archives too.
    Without any, the article that comes with Jiaokan is loaded. What the archive has already is
    left as it is.

    With --cluster, PATHS may also be patterns, addresses (s3://, https://) and path lists
    (wet.paths.gz), and each becomes an archive of its own in the folder --out. A second run makes
    only what is missing; `jiaokan merge` makes one archive of them.
    """
    if any(cluster.values()):
        shards.ingest(paths, cluster, dry_run, as_json)
        return
    meter = Meter()
    items = islice(incoming(paths or (str(bundled()),), meter), limit)
    with interruptible(path), progress(meter) as bar:
        if dry_run:
            with opened(path) if Path(path).exists() else nullcontext() as db:
                run = pipeline.rehearse(db, items, bar.advance, workers)
        else:
            with opened(path, create=True, readonly=False) as db:
                run = pipeline.ingest(db, items, version("jiaokan"), bar.advance, workers, bar.tell)
    click.echo(summaries.run_json(run) if as_json else summaries.run_table(run, path))
    if run.counts["rejected"] and run.counts["rejected"] == run.read:
        raise click.exceptions.Exit(1)


@click.command()
@DB_OPTION
@WORKERS_OPTION
@click.option("--index", "only_index", is_flag=True, help="Only make the search index anew.")
@JSON_OPTION
def refresh(path: str, workers: int, only_index: bool, as_json: bool) -> None:
    """Derive every article anew from its text as found, with the rules of this version.

    Their ids stay. Worth it after an upgrade; cut off, it can be run again.
    """
    with interruptible(path), opened(path, readonly=False) as db:
        if only_index:
            upkeep.reindex(db)
            click.echo("{}" if as_json else "The search index was made anew.")
            return
        with progress(Meter()) as bar:
            told = upkeep.refresh(db, bar.advance, workers, bar.tell)
    click.echo(to_json(asdict(told)) if as_json else summaries.refreshed(told))


@click.command()
@click.argument("name", type=Name("source"))
@click.option("--all", "everything", is_flag=True, help="NAME may be a folder or a packed file.")
@DB_OPTION
@JSON_OPTION
def forget(name: str, everything: bool, path: str, as_json: bool) -> None:
    """Remove a source, and what only it supports.

    NAME is its hash or where it was found: a file, or a file#line. An article that other sources
    hold too is taken from the best of these. With --all a folder or a packed file takes with it
    all that was found in it.
    """
    with opened(path, readonly=False) as db:
        held = inside(db, name)
        if held and not everything:
            raise click.UsageError(
                f"{name} holds {_count(held, 'source')}. Add --all to remove all of it."
            )
        gone, articles = upkeep.forget_source(db, name)
    if not gone:
        raise click.ClickException(f"{path} holds no source {name}; see its table sources.")
    told = {"sources": gone, "articles": articles}
    removed = f"Removed: {_count(gone, 'source')}, {_count(articles, 'article')}."
    click.echo(to_json(told) if as_json else removed)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + "s" * (number != 1)


@click.command()
@DB_OPTION
@JSON_OPTION
def check(path: str, as_json: bool) -> None:
    """Check the archive: file, references, spans, counts, index, certificates.

    Exit code 1 if a check fails; what is wrong is told with what to run.
    """
    with opened(path, readonly=False) as db:  # FTS5 checks an index by writing
        results = dict(check_archive(db))
        results["certificates"] = listed(upkeep.certificate_faults(db))
    click.echo(json.dumps(results, ensure_ascii=False) if as_json else summaries.checked(results))
    if any(results.values()):
        raise click.exceptions.Exit(1)
