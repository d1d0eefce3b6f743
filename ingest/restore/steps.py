"""Steps: how a repaired text is replayed from the found one, undone, and traced back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Sequence

from ingest.model import Step

SECOND_PASS = frozenset({"script", "width"})
"""Steps that keep the length: they overwrite the text that the splices of the first pass gave."""


def _passes(steps: Sequence[Step]) -> int:
    """How many steps belong to the first pass; those of the second follow them."""
    return bisect_right(steps, False, key=lambda step: step.name in SECOND_PASS)


def replay(found: str, steps: Sequence[Step]) -> str:
    """The restored text: `steps` applied to `found`.

    >>> replay("會(huì)議", [Step("annotation", 1, 6, 1, 1, "(huì)", "")])
    '會議'
    """
    first = _passes(steps)
    pieces: list[str] = []
    at = 0
    for step in steps[:first]:
        _check(found, step.found_start, step.before, step)
        pieces += (found[at : step.found_start], step.after)
        at = step.found_end
    text = "".join((*pieces, found[at:]))
    return _overwrite(text, [(step, step.before, step.after) for step in steps[first:]])


def undo(restored: str, steps: Sequence[Step]) -> str:
    """The found text: `steps` taken back from `restored`."""
    first = _passes(steps)
    text = _overwrite(
        restored, [(step, step.after, step.before) for step in reversed(steps[first:])]
    )
    pieces: list[str] = []
    at = 0
    for step in steps[:first]:
        _check(text, step.start, step.after, step)
        pieces += (text[at : step.start], step.before)
        at = step.end
    return "".join((*pieces, text[at:]))


def _overwrite(text: str, changes: list[tuple[Step, str, str]]) -> str:
    chars = list(text)
    for step, before, after in changes:
        if "".join(chars[step.start : step.end]) != before:
            raise ValueError(_misfit(step, step.start))
        chars[step.start : step.end] = after
    return "".join(chars)


def _check(text: str, start: int, expected: str, step: Step) -> None:
    if not text.startswith(expected, start):
        raise ValueError(_misfit(step, start))


def _misfit(step: Step, at: int) -> str:
    return f"The step {step.name!r} does not fit the text at {at}: these steps are of another page."


class Trace:
    """Where spans of a restored text came from, for many spans of one page."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = steps[: _passes(steps)]
        self._starts = [step.start for step in self._steps]

    def found_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the found text that a span of the restored text came from.

        Where a step made both, the whole found span of that step.
        """
        if not self._steps:
            return start, end
        if end <= start:
            at = self._found_start(start)
            return at, at
        return self._found_start(start), self._found_end(end - 1)

    def _found_start(self, at: int) -> int:
        step = self._step_before(at)
        if step is None:
            return at
        return step.found_start if at < step.end else step.found_end + at - step.end

    def _found_end(self, at: int) -> int:
        step = self._step_before(at)
        if step is None:
            return at + 1
        return step.found_end if at < step.end else step.found_end + at + 1 - step.end

    def _step_before(self, at: int) -> Step | None:
        """The last splice that starts at or before the restored offset `at`."""
        index = bisect_right(self._starts, at)
        return self._steps[index - 1] if index else None


class Doubts:
    """Where a restored text has characters that were chosen by statistics or cannot be known.

    A chosen mark (。 or 、) is no doubt of what is said, and what something else has settled is
    none any more: `settled` are the numbers of such steps.
    """

    def __init__(self, steps: Sequence[Step], settled: Container[int] = ()) -> None:
        lost = [
            step
            for number, step in enumerate(steps)
            if not step.certain and number not in settled and _tells(step.after)
        ]
        self._starts = sorted(step.start for step in lost)
        self._ends = sorted(step.end for step in lost)

    def within(self, start: int, end: int) -> bool:
        """Whether the span has such a character: some place began before it ended, and had not
        ended before it began."""
        return bisect_left(self._starts, end) > bisect_right(self._ends, start)


def _tells(after: str) -> bool:
    return "□" in after or any(map(str.isalnum, after))


def found_span(steps: Sequence[Step], start: int, end: int) -> tuple[int, int]:
    """`Trace.found_span` for one span alone."""
    return Trace(steps).found_span(start, end)
