"""Write the generated documents: `python docs/reference.py` (`make docs`).

`cli.md` comes from the commands' own help, `data-model.md` from `db/schema.py`, so that neither
can say what the program does not; a test holds them to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from db import metadata, schema
from db.table import Column, Table
from ingest.cli import cli, commands

DOCS = Path(__file__).parent
_WRITTEN = "<!-- Written by docs/reference.py. Do not edit. -->"


def documents() -> dict[str, str]:
    """Name of the file → its text."""
    return {"cli.md": "\n".join(_commands()), "data-model.md": "\n".join(_data_model())}


def _commands() -> Iterator[str]:
    yield f"# The command `jiaokan`\n\n{_WRITTEN}\n"
    yield (
        "Results go to standard output, progress and messages to standard error. The exit code is 0"
        "\nif all went well, 1 if the data has a fault, 2 if the command was wrongly used, and 130"
        "\nafter Ctrl-C, which is how `serve` ends well (0) once it listens.\n"
    )
    yield _help("jiaokan", cli)
    for name, command in commands().items():
        yield f"## {name}\n"
        yield _help(f"jiaokan {name}", command)


def _help(path: str, command: click.Command) -> str:
    settings = {**cli.context_settings, "terminal_width": 80}
    with click.Context(command, info_name=path, **settings) as context:
        return f"```\n{command.get_help(context)}\n```\n"


def _data_model() -> Iterator[str]:
    yield f"# The data model\n\n{_WRITTEN}\n"
    yield (
        "One SQLite file. Each table and column below is declared in `db/schema.py`, and the"
        "\ndescriptions stand in the file's own SQL too: `sqlite3 archive.db .schema`. Those that"
        "\nare called views are read like tables; under them lie smaller rows, which"
        "\n`db/storage.py` describes.\n"
    )
    yield "\n".join(f"- [{table.name}](#{table.name}): {table.title}" for table in schema.TABLES)
    yield "\n".join(f"- [{name}](#{name}): {title}" for name, (title, _) in _views()) + "\n"
    for table in schema.TABLES:
        yield from _table(table)
    for name, (title, description) in _views():
        columns = metadata.view_columns()[name]
        rows = ((column, metadata.view_column(name, column)) for column in columns)
        yield f"## {name}\n\nView · {title}. {description}.\n"
        yield "| column | what it holds |\n|---|---|"
        yield "\n".join(f"| `{column}` | {_cell(text)} |" for column, text in rows) + "\n"


def _views() -> list[tuple[str, tuple[str, str]]]:
    return list(schema.VIEWS.items())


def _table(table: Table) -> Iterator[str]:
    key = ", ".join(f"`{name}`" for name in table.key)
    view = "View · " if table.view else ""
    yield f"## {table.name}\n\n{view}{table.title}. {table.description}.\n\nKey: {key}.\n"
    yield "| column | type | what it holds |\n|---|---|---|"
    yield "\n".join(map(_column, table.columns)) + "\n"


def _column(column: Column) -> str:
    text = column.description
    if column.references:
        text += f" → `{column.references}`"
    kind = column.type + (", never empty" if column.required else "")
    return f"| `{column.name}` | {kind} | {_cell(text)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    """Write them all."""
    for name, text in documents().items():
        (DOCS / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
