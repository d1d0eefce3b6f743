"""The `jiaokan` command: parse, call, report. What is done lies in the modules it calls."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

_MODULES = {
    "archive": ("ingest", "refresh", "forget", "check"),
    "query": ("search", "export", "serve"),
    "shards": ("merge",),
    "texts": ("restore", "facts"),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}


INTERRUPTED = 130
"""Exit code after Ctrl-C."""


class _Commands(click.Group):
    """Commands whose modules are imported when they are asked for: a search needs none of the
    rules of restoration and facts, which take most of a second."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_MODULE_OF)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _MODULE_OF:
            return None
        module = import_module(f"{__name__}.{_MODULE_OF[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; Ctrl-C ends it without more words than it has itself."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise click.exceptions.Exit(INTERRUPTED) from None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jiaokan")
def cli() -> None:
    """Restore damaged Chinese news pages and keep them in a searchable SQLite archive."""


def commands() -> dict[str, click.Command]:
    """Every command by its name."""
    context = click.Context(cli)
    names = cli.list_commands(context)
    return {name: command for name in names if (command := cli.get_command(context, name))}
