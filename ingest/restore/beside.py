"""What a text displays beside a place, its annotations left out."""

from __future__ import annotations

import re

from ingest.restore.statistics import START, counted_form, model
from ingest.restore.tables import LETTERS

NOTE = re.compile(rf"[(（]([{LETTERS}]{{1,6}})[)）]")
"""An annotation."""
_LONGEST_NOTE = 8


def left_of(text: str, at: int, length: int = 3) -> str:
    """The characters of `text` before `at`, as counted, without annotations."""
    return counted_form(NOTE.sub("", text[max(0, at - 10 * length) : at])[-length:]) or START


def glyph_before(text: str, at: int) -> str:
    """The glyph displayed before `at`, its annotation skipped."""
    if text[at - 1 : at] in (")", "）"):
        first = max(0, at - _LONGEST_NOTE)
        opening = max(text.rfind("(", first, at), text.rfind("（", first, at))
        note = NOTE.fullmatch(text, opening, at) if opening > 0 else None
        if note:
            return text[opening - 1]
    return text[at - 1 : at]


def shown(text: str, start: int, stop: int) -> str:
    """What is displayed in a span of `text`, as counted."""
    return counted_form(NOTE.sub("", text[start:stop]))


def scores(text: str, start: int, stop: int, left: str) -> dict[int, float]:
    """Logarithm of the probability of what is displayed behind `left`, up to every place from
    `start` to `stop`."""
    step, score, at = model().step, 0.0, start
    found, forms = {start: 0.0}, counted_form(text[start:stop])
    while at < stop:
        form = forms[at - start]
        note = NOTE.match(text, at, stop) if form == "(" else None
        if note:
            at = note.end()
        else:
            score += step(left, form)
            left, at = (left + form)[-3:], at + 1
        found[at] = score
    return found
