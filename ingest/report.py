"""What the command line shows: progress on stderr, tables and JSON on stdout."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

import click

from db.runs import OUTCOMES, Run
from ingest.cluster import Work
from ingest.cluster.manifest import FAILED
from ingest.model import Fact
from ingest.pipeline.upkeep import Refreshed

_SHOWN_REASONS = 20
_MADE = ("read", "loaded", "duplicate", "rejected")
_WIDTH = 24
_EVERY = 0.2
"""Seconds between two pictures of the bar."""


@contextmanager
def progress(part: Callable[[], float | None]) -> Iterator[Callable[[int], None]]:
    """A bar on stderr while stderr is a terminal; silence elsewhere.

    `part` tells how much of the input is read, 0 to 1, or None if that cannot be known.
    """
    started, done, shown = time.monotonic(), 0, 0.0

    def advance(count: int) -> None:
        nonlocal done, shown
        done += count
        now = time.monotonic()
        if sys.stderr.isatty() and now - shown > _EVERY:
            shown = now
            click.echo(f"\r{bar(done, now - started, part())}\x1b[K", nl=False, err=True)

    try:
        yield advance
    finally:
        if shown:
            click.echo(err=True)


def bar(done: int, seconds: float, part: float | None) -> str:
    """How far a run is: documents, rate, and the time left where the input's size is known."""
    told = f"{done:,} documents, {done / max(seconds, 1e-6):,.0f} a second"
    if not part:
        return told
    full = int(part * _WIDTH)
    left = int(seconds / part - seconds)
    clock = f"{left // 3600}:{left // 60 % 60:02d}:{left % 60:02d}"
    return f"[{'#' * full}{'.' * (_WIDTH - full)}] {part:4.0%}  {told}, {clock} left"


def run_table(run: Run, path: str) -> str:
    """The summary of a run as a small table."""
    rows = [("read", run.read), *((name, run.counts[name]) for name in OUTCOMES)]
    lines = [f"{name:<10}{count:>9,}" for name, count in rows]
    reasons = Counter(reason for _, reason in run.reasons)
    for origin, reason in run.reasons[:_SHOWN_REASONS]:
        lines.append(f"  rejected: {printable(origin)}: {reason}")
    rejected = run.counts["rejected"]
    if rejected > _SHOWN_REASONS:
        first = "" if rejected == len(run.reasons) else f" (the first {len(run.reasons):,})"
        lines.append(f"  ... and {rejected - _SHOWN_REASONS:,} more, by reason{first}:")
        lines += [f"  {count:>9,}  {reason}" for reason, count in reasons.most_common()]
    if run.read and run.counts["unchanged"] == run.read:
        lines.append(f"Nothing new: {path} holds all of it already.")
    return "\n".join(lines)


def run_json(run: Run) -> str:
    """The summary of a run for programs."""
    rejected = [{"origin": origin, "reason": reason} for origin, reason in run.reasons]
    return to_json({"run": run.id, "read": run.read, **run.counts, "reasons": rejected})


def work_table(work: Work) -> str:
    """What became of the shards of a cluster's work, as a small table."""
    rows = [("shards", work.shards), ("there", work.there), ("made", len(work.made))]
    left = len(work.left) - len(work.made) - len(work.failed)
    rows += [("failed", len(work.failed)), ("left", left)]
    if work.made:
        rows += [(name, sum(getattr(made, name) for made in work.made)) for name in _MADE]
    lines = [f"{name:<10}{count:>9,}" for name, count in rows]
    for failure in work.failed[:_SHOWN_REASONS]:
        lines.append(f"  failed: {printable(failure.inputs[0])}: {failure.reason}")
    if work.failed:
        lines.append(f"All that failed, with reasons: {work.out / FAILED}")
    if not left:
        lines.append(f"Make one archive of them with: jiaokan merge {work.out} --db archive.db")
    return "\n".join(lines)


def work_json(work: Work) -> str:
    """The same for programs."""
    told = {"shards": work.shards, "there": work.there, "made": len(work.made)}
    documents = {name: sum(getattr(made, name) for made in work.made) for name in _MADE}
    return to_json({**told, **documents, "failed": [asdict(each) for each in work.failed]})


def refreshed(told: Refreshed) -> str:
    """What a refresh did, in sentences."""
    lines = [f"{told.articles:,} articles derived anew; the text of {told.changed:,} changed."]
    lines += [f"  left as it was: {article}: {reason}" for article, reason in told.kept]
    return "\n".join(lines)


def checked(results: dict[str, list[str]]) -> str:
    """The checks of an archive as a small table with what is wrong."""
    lines = []
    for name, faults in results.items():
        lines.append(f"{name:<13}{'FAULT' if faults else 'ok'}")
        lines += [f"  {fault}" for fault in faults]
    return "\n".join(lines)


def fact_json(fact: Fact) -> str:
    """A fact on one line: what it does not tell is left out."""
    row = {key: value for key, value in asdict(fact).items() if value not in (None, {})}
    return to_json(row)


def fact_line(fact: Fact) -> str:
    """A fact for a person: where, what kind, the words, and what they come to."""
    told = [
        f"= {fact.norm_value:g} {fact.norm_unit or ''}".rstrip()
        if fact.norm_value is not None
        else "",
        f"per {fact.per}" if fact.per else "",
        fact.approx or "",
        f"[{fact.resolved}]" if fact.resolved else "",
        " / ".join(filter(None, (fact.subject, fact.measure))),
        f"({fact.place_code or fact.place})" if fact.place else "",
        " ".join(filter(None, (fact.organisation, fact.role))),
        f"— {fact.speaker}" if fact.speaker else "",
    ]
    text = fact.text if len(fact.text) <= 40 else fact.text[:39] + "…"
    return f"{fact.start:>6}  {fact.kind:<12}  {text}  " + "  ".join(filter(None, told))


def to_json(value: Any) -> str:
    """One line of JSON with readable characters."""
    return json.dumps(value, ensure_ascii=False, default=str)


@contextmanager
def output(name: str) -> Iterator[TextIO]:
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
def folder(name: str) -> Iterator[Path]:
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
