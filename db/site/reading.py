"""An article as paragraphs, sentences and marked pieces: what its template writes down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from db.pages.describe import details, headline
from db.pages.marking import Mark, Piece, pieces
from db.site.restored import line_starts

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


def restored(body: str, sentences: Sequence[Row], marks: Sequence[Mark]) -> list[Paragraph]:
    """The article's text in its paragraphs."""
    seen: set[tuple[str, int]] = set()
    every = list(marks) + [Mark(s["start"], s["end"], "sentence", s["number"]) for s in sentences]
    found = []
    by_line = {
        number: list(group) for number, group in groupby(sentences, key=lambda s: s["paragraph"])
    }
    lines = body.split("\n")
    for number, start in enumerate(line_starts(body)):
        inside = by_line.get(number, [])
        role = inside[0]["role"] if inside else "paragraph"
        cut = pieces(body, start, start + len(lines[number]), every)
        found.append(Paragraph(role, _sentences(cut, seen)))
    return found


def as_found(text: str, marks: Sequence[Mark]) -> list[Paragraph]:
    """The page exactly as it was found, line by line."""
    seen: set[tuple[str, int]] = set()
    found = []
    for start, line in zip(line_starts(text), text.split("\n"), strict=True):
        if line.strip():
            cut = pieces(text, start, start + len(line), marks)
            made = _sentences(cut, seen)
            for stretch in (s for sentence in made for s in sentence.stretches):
                stretch.removed = ""  # what was removed stands in this text itself
            found.append(Paragraph("found", made))
    return found


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
    if repair and repair.value["name"] not in ("script", "width"):
        key = ("repair", repair.value["number"])
        made.removed = "" if key in seen else repair.value["before"]
        seen.add(key)
    return made


def cards(facts: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """Each fact with its headline and details, for tooltips and panels."""
    for fact in facts:
        yield {**fact, "headline": headline(fact), "details": details(fact)}
