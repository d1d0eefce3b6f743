"""Commands that work on texts alone, without an archive."""

from __future__ import annotations

import sys
from typing import Any

import click

from ingest import facts as facts_of
from ingest import restore as restoring
from ingest.cli import fact_lines, restoration
from ingest.cli.inputs import one, sources
from ingest.cli.options import JSON_OPTION, Name
from ingest.cli.output import to_json
from ingest.dates import iso_date
from ingest.dissect import dissect
from ingest.model import Rejected
from ingest.process import is_chinese


@click.command()
@click.argument("files", nargs=-1, required=True, type=Name())
@click.option("--diff", is_flag=True, help="Show what was found against what was restored.")
@click.option("--batch", is_flag=True, help="Read many documents; print a JSON line for each.")
@JSON_OPTION
def restore(files: tuple[str, ...], diff: bool, batch: bool, as_json: bool) -> None:
    """Print the restored text of FILES; what was done to it goes to stderr.

    With --json everything: text, verdict, certificate, lost places, and the steps that replay it.
    """
    if diff and (batch or as_json):
        raise click.UsageError("--diff is for people: it goes with neither --json nor --batch.")
    if batch:
        _batch(files)
        return
    if len(files) > 1:
        raise click.UsageError("More than one file: add --batch.")
    result = restoring.restore(one(files[0]).text)
    if as_json:
        click.echo(to_json(restoration.as_row(result)))
    elif diff:
        click.echo("".join(restoration.diff(result)), nl=False)
    else:
        click.echo(result.text, nl=False)
    click.echo(restoration.sentence(result), err=True)


def _batch(files: tuple[str, ...]) -> None:
    """Print a line for each document; exit code 1 if none could be read."""
    any_read = False
    for item in sources(files):
        if isinstance(item, Rejected):
            told: dict[str, Any] = {"error": item.reason}
        else:
            told = restoration.as_row(restoring.restore(item.text))
            any_read = True
        click.echo(to_json({"origin": item.origin, **told}))
    if not any_read:
        raise click.exceptions.Exit(1)


def _date(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    told = iso_date(value)
    if value is None or (told and told.count("-") == value.count("-")):
        return told  # of 2018-99-99 no more than the year would be left
    raise click.BadParameter("Give it as 2018-08-29, 2018-08 or 2018.")


@click.command()
@click.argument("file", type=Name())
@click.option(
    "--published",
    metavar="DATE",
    callback=_date,
    help="Date of publication (ISO), for relative dates.",
)
@click.option("--plain", is_flag=True, help="FILE is clean body text; offsets count in the file.")
@JSON_OPTION
def facts(file: str, published: str | None, plain: bool, as_json: bool) -> None:
    """Print the facts in FILE, each with its span.

    JSON lines when printed to a file or pipe or with --json, a readable table on a terminal.
    """
    source = one(file)
    text = source.text if plain else restoring.restore(source.text).text
    article = dissect(text, source.given, source.media_type)
    if not is_chinese(article):
        raise click.ClickException(f"{file} is not in Chinese; facts are taken from nothing else.")
    told, publisher = (None, None) if plain else (article.published, article.publisher)
    line = fact_lines.as_json if as_json or not sys.stdout.isatty() else fact_lines.line
    body = text if plain else article.body
    for fact in facts_of.extract(body, published or told, publisher):
        click.echo(line(fact))
