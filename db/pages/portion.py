"""A long text in parts: a page shows one, so that it is made in the time of a short article."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

WHOLE = 60_000
"""Characters of a text that is shown in one piece: a whole report, but no book."""
MOST_FACTS = 3_000
"""Facts of a text that is shown in one piece."""
SIZE = 20_000
"""Characters of a part of a longer text, at most."""
_ENDS = ("\n", "。", "；", "，")
"""Where a part may end: best with a line, else with a sentence, else with a clause."""


@dataclass(frozen=True)
class Portion:
    """A part of a text: characters `start` to `end`, end exclusive."""

    number: int
    """Its number, from 1."""
    count: int
    """How many parts the text has."""
    start: int
    end: int

    @property
    def whole(self) -> bool:
        """Is it all of the text?"""
        return self.count == 1


def portion(text: str, facts: int, number: int = 1, place: int | None = None) -> Portion:
    """The part of a text with this number, or that which holds the character at `place`."""
    starts = _starts(text) if len(text) > WHOLE or facts > MOST_FACTS else [0]
    if place is not None:
        number = bisect_right(starts, place)
    number = min(max(number, 1), len(starts))
    return Portion(number, len(starts), starts[number - 1], [*starts, len(text)][number])


def _starts(text: str) -> list[int]:
    starts = [0]
    while len(text) - starts[-1] > SIZE:
        starts.append(_next(text, starts[-1]))
    return starts


def _next(text: str, start: int) -> int:
    """Where the part ends that begins at `start`: in its second half."""
    for end in _ENDS:
        at = text.rfind(end, start + SIZE // 2, start + SIZE)
        if at >= 0:
            return at + 1
    return start + SIZE
