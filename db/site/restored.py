"""An article's page at its stages, from the rows of its repairs: found, Traditional, restored."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Any

from db.pages.marking import Mark
from ingest.dissect import printed_lines
from ingest.model import Step
from ingest.restore import SECOND_PASS, replay

Row = Mapping[str, Any]
_FIELDS = ("name", "found_start", "found_end", "start", "end", "before", "after", "certain")


@dataclass(frozen=True)
class Stages:
    """The page of an article, and where the characters of the article lie in it."""

    restored: str
    pieces: tuple[tuple[int, int, int], ...]
    """(start in the body, start in the restored page, length) of each stretch, in order."""

    def to_body(self, start: int, end: int) -> tuple[int, int] | None:
        """A span of the page as one of the body; None if no stretch of it holds it."""
        at = bisect_right(self.pieces, start, key=lambda piece: piece[1]) - 1
        if at < 0:
            return None
        body, page, length = self.pieces[at]
        if start < page or end > page + length:
            return None
        return body + start - page, body + end - page


def stages(
    found: str,
    body: str,
    repairs: Sequence[Row],
    furniture: Sequence[Row],
    media_type: str,
) -> Stages | None:
    """Replay the repairs and find the article's lines in the page.

    None where the page and the article do not fit: then nothing can be shown in place.
    """
    try:
        page = replay(found, [step(row) for row in repairs])
    except ValueError:
        return None
    aside = {row["start"] for row in furniture}
    own = [line for line in printed_lines(page, media_type) if line.start not in aside]
    if "\n".join(line.text for line in own) != body:
        return None
    pieces, at = [], 0
    for line in own:
        pieces += [(at + start, place, length) for start, place, length in line.pieces]
        at += len(line.text) + 1
    return Stages(page, tuple(pieces))


def step(row: Row) -> Step:
    """A row of `repairs` as the step it was."""
    return Step(*(row[name] for name in _FIELDS))


def traditional(body: str, repairs: Sequence[Row], stage: Stages) -> str | None:
    """The body before it was brought back to Simplified; None if it never was."""
    changes = [m for m in marks_in_body(repairs, stage) if m.value["name"] == "script"]
    chars = list(body)
    for mark in changes:
        chars[mark.start : mark.end] = mark.value["before"]
    return "".join(chars) if changes else None


def marks_in_body(repairs: Sequence[Row], stage: Stages) -> list[Mark]:
    """The repairs that touch the article, at their places in its body.

    A step of the second pass overwrites a stretch of which few characters change: only those
    are marked.
    """
    found = []
    for row in repairs:
        for start, end, change in _changes(row):
            span = stage.to_body(start, end)
            if span:
                found.append(Mark(*span, "repair", {**row, **change}))
    return found


def _changes(row: Row) -> list[tuple[int, int, dict[str, str]]]:
    """(start, end, before and after) of what a step changed, in the restored page."""
    if row["name"] not in SECOND_PASS:
        return [(row["start"], row["end"], {})]
    before, after = row["before"], row["after"]
    made = []
    same = [a == b for a, b in zip(before, after, strict=True)]
    for equal, group in groupby(range(len(same)), key=same.__getitem__):
        if not equal:
            places = list(group)
            at, end = places[0], places[-1] + 1
            change = {"before": before[at:end], "after": after[at:end]}
            made.append((row["start"] + at, row["start"] + end, change))
    return made


def marks_in_found(repairs: Sequence[Row]) -> list[Mark]:
    """What the first pass repaired, at its places in the text as found."""
    return [
        Mark(row["found_start"], row["found_end"], "repair", row)
        for row in repairs
        if row["name"] not in SECOND_PASS
    ]


def line_starts(text: str) -> list[int]:
    """Where each line of a text begins."""
    return [0, *accumulate(len(line) + 1 for line in text.split("\n"))][:-1]
