"""A long run at the command line: its progress on stderr, and its end before its time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from ingest.cli import INTERRUPTED
from ingest.pipeline.workers import WorkerLost

_WIDTH = 24
_EVERY = 0.2
"""Seconds between two pictures of the bar."""


class Bar:
    """How far a run is, on stderr while stderr is a terminal; silence elsewhere."""

    def __init__(self, part: Callable[[], float | None]) -> None:
        self._part, self._started = part, time.monotonic()
        self._done, self._shown = 0, 0.0

    def advance(self, count: int) -> None:
        """So many more documents are done."""
        self._done += count
        now = time.monotonic()
        if now - self._shown > _EVERY:
            self._show(bar(self._done, now - self._started, self._part()))

    def tell(self, step: str) -> None:
        """What is done next has no bar."""
        self._show(f"{self._done:,} documents; {step} ...")

    def _show(self, text: str) -> None:
        if sys.stderr.isatty():
            self._shown = time.monotonic()
            click.echo(f"\r{text}\x1b[K", nl=False, err=True)

    def end(self) -> None:
        """Leave what is shown, and begin a line."""
        if self._shown:
            click.echo(err=True)


@contextmanager
def progress(part: Callable[[], float | None]) -> Iterator[Bar]:
    """A bar. `part` tells how much of the input is read, 0 to 1; None if that cannot be known."""
    shown = Bar(part)
    try:
        yield shown
    finally:
        shown.end()


def bar(done: int, seconds: float, part: float | None) -> str:
    """How far a run is: documents, rate, and the time left where the input's size is known."""
    told = f"{done:,} documents, {done / max(seconds, 1e-6):,.0f} a second"
    if not part:
        return told
    full = int(part * _WIDTH)
    left = int(seconds / part - seconds)
    clock = f"{left // 3600}:{left // 60 % 60:02d}:{left % 60:02d}"
    return f"[{'#' * full}{'.' * (_WIDTH - full)}] {part:4.0%}  {told}, {clock} left"


@contextmanager
def interruptible(path: str) -> Iterator[None]:
    """Ctrl-C and a lost worker end a command with a sentence."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo(f"Stopped. {path} holds what was done; run this again to go on.", err=True)
        raise click.exceptions.Exit(INTERRUPTED) from None
    except WorkerLost as error:
        told = f"Stopped: {error}. {path} holds what was done; run this again to go on."
        raise click.ClickException(told) from error
