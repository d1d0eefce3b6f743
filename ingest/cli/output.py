"""What every command prints and writes with: lines of JSON, files and folders that are complete."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click


def to_json(value: Any) -> str:
    """One line of JSON with readable characters."""
    return json.dumps(value, ensure_ascii=False, default=str)


@contextmanager
def complete_file(name: str) -> Iterator[TextIO]:
    """Standard output for `-`, else a file that appears only once it is complete."""
    if name == "-":
        try:
            yield sys.stdout
            sys.stdout.flush()
        except BrokenPipeError:
            raise  # whoever read has seen enough
        except OSError as error:
            raise click.ClickException(
                f"The output cannot be written: {error.strerror}."
            ) from error
        return
    if Path(name).is_dir():
        raise click.ClickException(f"{name} is a folder. Name a file in it.")
    part = Path(f"{name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            yield file
        part.replace(name)
    except OSError as error:
        raise click.ClickException(f"{name} cannot be written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def complete_folder(name: str) -> Iterator[Path]:
    """A folder that appears only once it is complete."""
    if name == "-":
        raise click.UsageError("Name a folder to write to with -o.")
    place, part = Path(name), Path(f"{name.rstrip('/')}.part")
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise click.ClickException(f"{name} is there already. Name a new folder.")
    try:
        shutil.rmtree(part, ignore_errors=True)  # of a call that was cut off
        part.mkdir(parents=True)
        yield part
        part.replace(place)
    except OSError as error:
        raise click.ClickException(f"{name} cannot be written: {error.strerror}.") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def printable(text: str) -> str:
    """A name that may hold anything (newlines, broken bytes) as one line that can be printed."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
