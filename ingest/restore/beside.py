"""What a text displays beside a place, its annotations left out."""

from __future__ import annotations

import re
from collections import deque
from itertools import islice

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


class Scores:
    """Logarithm of the probability of what is displayed behind `left` from one place to another;
    asked from left to right."""

    def __init__(self, text: str, start: int, stop: int, left: str) -> None:
        self._text, self._stop = text, stop
        self._at, self._score, self._left = start, 0.0, left
        self._forms = iter(counted_form(text[start:stop]))

    def upto(self, at: int) -> float | None:
        """The score up to `at`; None inside an annotation."""
        while self._at < min(at, self._stop):
            self._go_on()
        return self._score if self._at == at else None

    def _go_on(self) -> None:
        form = next(self._forms)
        note = NOTE.match(self._text, self._at, self._stop) if form == "(" else None
        if note:
            deque(islice(self._forms, note.end() - self._at - 1), maxlen=0)
            self._at = note.end()
        else:
            self._score += model().step(self._left, form)
            self._left, self._at = (self._left + form)[-3:], self._at + 1
