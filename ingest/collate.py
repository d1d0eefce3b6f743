"""Collation: what one damaged copy has lost, another copy of the report may hold.

A place that restoration could only guess is looked for in the other text by the words around it.
Where these words stand there once, or always around the same, that is the reading.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.model import Restoration, Step

_CONTEXT = 10
"""Characters on each side that are compared."""
_LEAST = 8
"""So many of them must be there, both sides together: fewer stand in a text by chance."""
_MOST = 200
"""Places of one text that are looked up."""


def readings(restoration: Restoration, other: str) -> dict[int, str]:
    """Number of each step that lost something → what `other` holds in its place.

    A reading has the length of what it replaces, so that every offset stays true.
    """
    lost = [
        (number, step)
        for number, step in enumerate(restoration.steps)
        if not step.certain and step.end > step.start
    ]
    found = {}
    for place, (number, step) in enumerate(lost[:_MOST]):
        before_this = lost[place - 1][1].end if place else 0
        after_this = lost[place + 1][1].start if place + 1 < len(lost) else len(restoration.text)
        reading = _reading(restoration.text, step, (before_this, after_this), other)
        if reading is not None:
            found[number] = reading
    return found


def _reading(text: str, step: Step, between: tuple[int, int], other: str) -> str | None:
    start = max(step.start - _CONTEXT, between[0], text.rfind("\n", 0, step.start) + 1)
    line = text.find("\n", step.end)
    end = min(step.end + _CONTEXT, between[1], line if line >= 0 else len(text))
    before, after = text[start : step.start].lstrip(), text[step.end : end].rstrip()
    if len(before) + len(after) < _LEAST:
        return None
    length = step.end - step.start
    pattern = re.compile(f"{re.escape(before)}(.{{{length}}}){re.escape(after)}", re.DOTALL)
    held = set(pattern.findall(other))
    return held.pop() if len(held) == 1 else None


def amended(text: str, steps: tuple[Step, ...], read: Mapping[int, str]) -> str:
    """A restored text with readings in the place of what restoration had chosen."""
    for number, reading in read.items():
        step = steps[number]
        text = text[: step.start] + reading + text[step.end :]
    return text
