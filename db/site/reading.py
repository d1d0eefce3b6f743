"""An article as paragraphs, sentences and marked pieces: what its template writes down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db.pages.marking import Mark, Piece, by_line, pieces
from db.pages.portion import Portion
from db.site.restored import line_starts
from ingest.restore import SECOND_PASS

Row = Mapping[str, Any]
CONTAINERS = ("quote",)
"""Kinds that are too long for a link: they are drawn around what they hold."""


@dataclass
class Stretch:
    """A stretch of text that is drawn in one way."""

    text: str
    fact: Row | None = None
    """The innermost fact, which the text links to."""
    first: bool = False
    """Is it the first stretch of its fact?"""
    around: tuple[str, ...] = ()
    """Kinds of wider facts that it lies in."""
    hit: bool = False
    repair: Row | None = None
    removed: str = ""
    """What stood here in the page as found."""


@dataclass
class Sentence:
    """A sentence with its permanent number."""

    number: int | None
    stretches: list[Stretch] = field(default_factory=list)


@dataclass
class Paragraph:
    """A line of the article: title, subtitle, byline, heading or paragraph."""

    role: str
    sentences: list[Sentence]


def fact_marks(facts: Sequence[Row], start: str = "start", end: str = "end") -> list[Mark]:
    """A mark for each fact, at the columns named."""
    return [Mark(fact[start], fact[end], "fact", fact) for fact in facts if fact[start] is not None]


def restored(
    body: str, part: Portion, sentences: Sequence[Row], marks: Sequence[Mark]
) -> list[Paragraph]:
    """A part of the article's text in its paragraphs."""
    seen: set[tuple[str, int]] = set()
    every = list(marks) + [Mark(s["start"], s["end"], "sentence", s["number"]) for s in sentences]
    roles = {sentence["paragraph"]: sentence["role"] for sentence in sentences}
    first = body.count("\n", 0, part.start)
    return [
        Paragraph(roles.get(number, "paragraph"), _sentences(cut, seen))
        for number, (_, cut) in enumerate(_lines(body, part, every), first)
    ]


def as_found(text: str, part: Portion, marks: Sequence[Mark]) -> list[Paragraph]:
    """A part of the page exactly as it was found, line by line."""
    seen: set[tuple[str, int]] = set()
    found = []
    for line, cut in _lines(text, part, marks):
        if line.strip():
            made = _sentences(cut, seen)
            for stretch in (s for sentence in made for s in sentence.stretches):
                stretch.removed = ""  # what was removed stands in this text itself
            found.append(Paragraph("found", made))
    return found


def _lines(text: str, part: Portion, marks: Sequence[Mark]) -> Iterator[tuple[str, list[Piece]]]:
    """Each line of a part of a text, and its pieces."""
    shown = text[part.start : part.end]
    if part.number < part.count:
        shown = shown.removesuffix("\n")
    starts = [part.start + start for start in line_starts(shown)]
    lines = zip(shown.split("\n"), starts, by_line(starts, marks), strict=True)
    for line, start, inside in lines:
        yield line, pieces(text, start, start + len(line), inside)


def _sentences(cut: Sequence[Piece], seen: set[tuple[str, int]]) -> list[Sentence]:
    found: list[Sentence] = []
    for piece in cut:
        number = next((m.value for m in piece.marks if m.layer == "sentence"), None)
        if piece.start == piece.end and found:
            number = found[-1].number
        if not found or found[-1].number != number:
            found.append(Sentence(number))
        found[-1].stretches.append(_stretch(piece, seen))
    return found


def _stretch(piece: Piece, seen: set[tuple[str, int]]) -> Stretch:
    facts = [mark.value for mark in piece.marks if mark.layer == "fact"]
    linked = [fact for fact in facts if fact["kind"] not in CONTAINERS]
    fact = linked[-1] if linked else None
    repair = next((mark for mark in piece.marks if mark.layer == "repair"), None)
    made = Stretch(
        piece.text,
        fact,
        around=tuple(f["kind"] for f in facts if f is not fact),
        hit=any(mark.layer == "hit" for mark in piece.marks),
        repair=repair.value if repair else None,
    )
    if fact is not None:
        key = ("fact", fact["number"])
        made.first = key not in seen
        seen.add(key)
    if repair and repair.value["name"] not in SECOND_PASS:
        key = ("repair", repair.value["number"])
        made.removed = "" if key in seen else repair.value["before"]
        seen.add(key)
    return made
