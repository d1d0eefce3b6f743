"""What the command line shows of a restoration: as JSON, as a coloured diff, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from ingest.model import Restoration
from ingest.restore import SECOND_PASS


def as_row(result: Restoration) -> dict[str, Any]:
    """Everything about a restoration, as JSON values; `lost` holds the numbers of its steps."""
    row = asdict(result)
    row["steps"] = [
        {**step._asdict(), "choices": [choice._asdict() for choice in step.choices]}
        for step in result.steps
    ]
    row["lost"] = [number for number, step in enumerate(result.steps) if not step.certain]
    return row


def sentence(result: Restoration) -> str:
    """The verdict in one sentence."""
    if result.verdict == "clean":
        told = "Nothing to restore: the text shows no trace of the damage."
    elif result.verdict == "exact":
        told = "Restored exactly: damaging this text again gives the page as it was found"
        lost = len(result.lost)
        told += f", but for {lost} places listed as chosen or unknowable." if lost else "."
    else:
        told = "Restored in part: there is no certificate."
    return f"{told} {result.why}".strip()


def diff(result: Restoration) -> Iterator[str]:
    """The restored text with each splice in place: struck out what was found, green what is
    there now, yellow where statistics chose. The change of script is not marked."""
    at = 0
    for step in result.steps:
        if step.name in SECOND_PASS:
            continue
        yield result.text[at : step.start]
        yield click.style(step.before, fg="red", strikethrough=True)
        yield click.style(
            result.text[step.start : step.end], fg="green" if step.certain else "yellow"
        )
        at = step.end
    yield result.text[at:]
