"""A text cut into pieces at the borders of everything that is marked in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any


@dataclass(frozen=True)
class Mark:
    """A span of a text, end exclusive, and what it stands for.

    An empty span is a place between two characters, where something was taken out.
    """

    start: int
    end: int
    layer: str
    """fact, hit or repair."""
    value: Any


@dataclass(frozen=True)
class Piece:
    """A stretch of text over which nothing begins or ends."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]
    """What covers it: the widest first, the innermost last."""


def pieces(text: str, start: int, end: int, marks: Iterable[Mark]) -> list[Piece]:
    """`text[start:end]` in pieces, each with the marks that cover it.

    Spans may nest or cross; parts outside are left out. Time: n log n in the marks, and the
    number of marks that cover one place.

    >>> [(p.text, len(p.marks)) for p in pieces("abcd", 0, 4, [Mark(1, 3, "fact", 0)])]
    [('a', 0), ('bc', 1), ('d', 0)]
    """
    inside = [
        m for m in marks if (m.start < end and m.end > start) or start <= m.start == m.end <= end
    ]
    order = sorted(inside, key=lambda m: (m.start, -m.end))
    borders = {start, end}
    for mark in order:
        borders.update((max(mark.start, start), min(mark.end, end)))
    cuts = sorted(borders)
    found: list[Piece] = []
    covering: list[Mark] = []
    at = 0
    for left, right in pairwise(cuts):
        covering = [m for m in covering if m.end > left]
        while at < len(order) and order[at].start <= left:
            mark = order[at]
            at += 1
            if mark.start == mark.end:
                found.append(Piece(left, left, "", (mark,)))
            elif mark.end > left:
                covering.append(mark)
        found.append(Piece(left, right, text[left:right], tuple(_widest_first(covering))))
    return found + [Piece(end, end, "", (mark,)) for mark in order[at:]]


def by_line(starts: Sequence[int], marks: Iterable[Mark]) -> list[list[Mark]]:
    """The marks of each line, from where the lines start: a mark over several is in each.

    >>> [len(line) for line in by_line([0, 3, 6], [Mark(1, 2, "fact", 0), Mark(4, 8, "fact", 1)])]
    [1, 1, 1]
    """
    lines: list[list[Mark]] = [[] for _ in starts]
    for mark in marks:
        first = max(bisect_right(starts, mark.start) - 1, 0)
        last = bisect_right(starts, max(mark.start, mark.end - 1)) - 1
        for line in range(first, last + 1):
            lines[line].append(mark)
    return lines


def _widest_first(marks: Sequence[Mark]) -> list[Mark]:
    return sorted(marks, key=lambda m: m.start - m.end)
