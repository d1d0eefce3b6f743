"""The form the author wrote: Simplified characters and full-width marks again.

Both keep the length, so they are the second pass: one step for every line that changes, spanning
its first to its last changed character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.model import Choice, Step
from ingest.restore.lines import Span
from ingest.restore.shift import FULL
from ingest.restore.statistics import START, counted_form, model
from ingest.restore.steps import found_span
from ingest.restore.tables import scripts

_CJK = "\u2014\u2018-\u201d\u2026\u3000-\u303f\u4e00-\u9fff\uff00-\uffef□"
_BESIDE = re.compile(f"(?<=[{_CJK}])[,:;!?()]|[,:;!?()](?=[{_CJK}])")
_BRACKETS = re.compile(r"\(([^()\n]*)\)")
_IS_CJK = re.compile(f"[{_CJK}]")

_SURE = 4.0
"""Nats by which 着 or 著 must lead for the choice to count as certain."""
_MERGED = "the channel makes 著 of both 着 and 著; chosen by statistics"


def script_steps(traditional: str, spans: Sequence[Span], first: Sequence[Step]) -> tuple[list[Step], str]:
    """Back to Simplified by the inverse of the channel's map, in the given spans."""
    table = scripts().to_simplified
    pieces, at = [], 0
    for start, stop in spans:
        pieces += (traditional[at:start], traditional[start:stop].translate(table))
        at = stop
    simplified = "".join((*pieces, traditional[at:]))
    chosen = list(_choose(simplified, spans))
    for place, char, _ in chosen:
        simplified = simplified[:place] + char + simplified[place + 1 :] if char != "著" else simplified
    unsure = {place: choice for place, _, choice in chosen if choice}
    steps = line_steps("script", traditional, simplified, first, "the channel's own characters", unsure)
    return steps, simplified


def _choose(text: str, spans: Sequence[Span]) -> Iterator[tuple[int, str, Choice | None]]:
    """Every 著: its place, what it becomes, and the runner-up where that is not certain."""
    for start, stop in spans:
        at = text.find("著", start, stop)
        while at >= 0:
            yield at, *_written_or_worn(text, at)
            at = text.find("著", at + 1, stop)


def _written_or_worn(text: str, at: int) -> tuple[str, Choice | None]:
    left = counted_form(text[at - 1 : at]) or START
    right = counted_form(text[at + 1 : at + 2]) or START
    score = model().score
    lead = sum(sign * (score(left, c) + score(c, right)) for sign, c in ((1, "着"), (-1, "著")))
    char, other = ("着", "著") if lead > 0 else ("著", "着")
    return char, None if abs(lead) >= _SURE else Choice(other, round(-abs(lead), 3))


def line_steps(
    name: str,
    before: str,
    after: str,
    first: Sequence[Step],
    why: str,
    unsure: dict[int, Choice] | None = None,
) -> list[Step]:
    """One step per changed line of two texts of one length; places in `unsure` by themselves."""
    steps: list[Step] = []
    unsure = unsure or {}
    at = 0
    for line, changed in zip(before.split("\n"), after.split("\n"), strict=True):
        if line != changed or unsure:
            cuts = [place - at for place in unsure if at <= place < at + len(line)]
            for start, stop in _pieces(line, changed, cuts):
                choice = unsure.get(at + start) if start in cuts else None
                found = found_span(first, at + start, at + stop)
                steps.append(
                    Step(
                        name,
                        *found,
                        at + start,
                        at + stop,
                        line[start:stop],
                        changed[start:stop],
                        choice is None,
                        _MERGED if choice else why,
                        (choice,) if choice else (),
                    )
                )
        at += len(line) + 1
    return steps


def _pieces(line: str, changed: str, cuts: list[int]) -> Iterator[Span]:
    """Stretches of a line from the first to the last change, with `cuts` by themselves."""
    at = 0
    for cut in [*cuts, len(line)]:
        if line[at:cut] != changed[at:cut]:
            start = next(n for n in range(at, cut) if line[n] != changed[n])
            stop = next(n for n in range(cut, at, -1) if line[n - 1] != changed[n - 1])
            yield start, stop
        if cut < len(line):
            yield cut, cut + 1
        at = cut + 1


def full_width(text: str, spans: Iterable[Span], proven: Iterable[int]) -> str:
    """`text` with its half-width marks beside Chinese at full width again."""
    places = {place for place in proven if text[place : place + 1] in FULL}
    for start, stop in spans:
        places.update(match.start() for match in _BESIDE.finditer(text, start, stop))
        for pair in _BRACKETS.finditer(text, start, stop):
            if pair.start() in places or pair.end() - 1 in places:
                places.update((pair.start(), pair.end() - 1))
    chars = list(text)
    for place in places:
        chars[place] = FULL[chars[place]]
    return "".join(chars)


def was_folded(text: str) -> bool:
    """Whether the marks of a damaged page were folded: it has none of full width left.

    Asked only of pages with enough text for that to be no accident.
    """
    return len(_BESIDE.findall(text)) >= 5 and len(_IS_CJK.findall(text)) >= 200
