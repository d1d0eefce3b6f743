"""The `jiaokan` command: parse, call, report."""

import click


@click.group()
@click.version_option(package_name="jiaokan")
def cli() -> None:
    """Restore damaged Chinese news pages and keep them in a searchable SQLite archive."""
