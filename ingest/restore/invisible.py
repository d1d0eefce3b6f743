"""Another machine: a character that nobody sees between all the others, or inside many words.

Whoever copies such a text, or searches in it, gets something else than what is read. Nothing of it
is lost: taking these characters out is the whole repair. But they hide any other damage from the
rules, which are asked about the bare text, and its steps are moved to where they belong.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import accumulate

from ingest.model import Restoration, Step, Verdict
from ingest.restore.certificate import left_over
from ingest.restore.lines import Span
from ingest.restore.moves import Page
from ingest.restore.statistics import counted_form, model
from ingest.restore.steps import SECOND_PASS

UNSEEN = "\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
"""Characters without width, as the inside of a character class."""
_ENTITY = (
    r"&(?:shy|zwn?j|lrm|rlm|ZeroWidthSpace|NoBreak|#0*(?:173|820[3-7]|8288|65279)"
    r"|#[xX]0*(?:[aA][dD]|200[b-fB-F]|2060|[fF][eE][fF][fF]));"
)
ENTITIES = ("&#", "&shy;", "&zwj;", "&zwnj;", "&lrm;", "&rlm;", "&ZeroWidthSpace;", "&NoBreak;")
"""How such names begin in the source of a page."""
_USUAL = "\u200b\u200c\u200d\u2060\ufeff\xad&"
"""The usual ones, and how a name begins: quicker to look for, one by one."""
_RUN = re.compile(f"(?:[{UNSEEN}]|{_ENTITY})+")
_HAN = "\u3400-\u9fff"
_INSIDE = re.compile(rf"(?<=[{_HAN}])(?:[{UNSEEN}]|{_ENTITY})+(?=[{_HAN}])")
_SIDE_BY_SIDE = re.compile(rf"(?<=[{_HAN}])[{_HAN}]")
_SOME, _FEWEST = 3, 8
"""Places between two Chinese characters that are a sign, and that prove the machine."""
_EVERYWHERE = 0.9
"""Share of the places between two Chinese characters from which they are in all of them."""
_IN_WORDS = 0.25
"""Share of its places that lie inside a word: who lets a line break there does not break words."""
_JOINING = "\u0590-\u08ff\u0900-\u0dff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff"
_NEEDED = re.compile(f"(?<=[{_JOINING}])[\u200c-\u200f](?=[{_JOINING}♀♂])")
"""What such a character is made for: letters of other scripts, and pictures made of others."""
_WHY = "characters without width that a machine put between the others"


def restored_beneath(found: str, restore: Callable[[str], Restoration]) -> Restoration | None:
    """What `restore` makes of the text beneath such characters; None if no machine put them."""
    runs = list(_runs(found))
    if not runs:
        return None
    beneath = _Beneath(found, runs)
    result = restore(beneath.text)
    first = [beneath.moved(step) for step in result.steps if step.name not in SECOND_PASS]
    second = [beneath.moved(step) for step in result.steps if step.name in SECOND_PASS]
    result = replace(result, found=found, steps=(*beneath.with_removals(first), *second))
    if result.verdict != "clean":
        return result
    why = left_over(result.text, Page({}))
    verdict: Verdict = "partial" if why else "exact"
    return replace(
        result, family="invisible", verdict=verdict, certified=not why, why=why or result.why
    )


def _runs(text: str) -> Iterator[Span]:
    """The runs of such characters in `text`, if a machine put them there."""
    between = _inside(text)
    if len(between) < _FEWEST:
        return
    everywhere = len(between) + len(_SIDE_BY_SIDE.findall(text))
    if len(between) < _EVERYWHERE * everywhere and not break_words(text, between):
        return
    needed = {place.start() for place in _NEEDED.finditer(text)}
    yield from (run.span() for run in _RUN.finditer(text) if run.start() not in needed)


def _inside(text: str) -> list[Span]:
    """The runs of such characters between two Chinese ones."""
    usual = any(map(text.__contains__, _USUAL))
    return [run.span() for run in _INSIDE.finditer(text)] if usual else []


def breaks_words(text: str) -> bool:
    """Whether such characters stand inside words, be they too few to prove a machine."""
    between = _inside(text)
    return len(between) >= _SOME and break_words(text, between)


def break_words(text: str, between: list[Span]) -> bool:
    """Whether what stands at these places between two characters stands inside words."""
    pairs = [counted_form(text[start - 1] + text[stop]) for start, stop in between]
    return sum(map(model().words.__contains__, pairs)) >= _IN_WORDS * len(pairs)


class _Beneath:
    """The text beneath such runs, and where its characters stand in the page as it was found."""

    def __init__(self, found: str, runs: list[Span]) -> None:
        self._found, self._runs = found, runs
        lengths = (stop - start for start, stop in runs)
        self._removed = [0, *accumulate(lengths)]
        self._places = [start - gone for (start, _), gone in zip(runs, self._removed, strict=False)]
        """Of each run, where it would stand in the text without those before it."""
        self.text = self._without(0, len(found))

    def _without(self, start: int, stop: int) -> str:
        """A span of the page, which cuts no run in two, without its runs."""
        pieces, at = [], start
        for begin, end in self._within(start, stop):
            pieces.append(self._found[at:begin])
            at = end
        return "".join((*pieces, self._found[at:stop]))

    def _within(self, start: int, stop: int) -> list[Span]:
        return self._runs[bisect_left(self._runs, (start,)) : bisect_left(self._runs, (stop,))]

    def _place(self, at: int) -> int:
        """Where the character at `at` stands in the page."""
        return at + self._removed[bisect_right(self._places, at)]

    def moved(self, step: Step) -> Step:
        """`step` in the places of the page. Runs inside it go with it."""
        start = self._place(step.found_start)
        end = self._place(step.found_end - 1) + 1 if step.found_end > step.found_start else start
        before = step.before if step.name in SECOND_PASS else self._found[start:end]
        return step._replace(found_start=start, found_end=end, before=before)

    def with_removals(self, steps: list[Step]) -> Iterator[Step]:
        """`steps`, and between them one for each line that takes out what is left of the runs."""
        at = shift = 0
        for step in steps:
            yield from self._removals(at, step.found_start, shift)
            yield step
            at, shift = step.found_end, step.end - step.found_end
        yield from self._removals(at, len(self._found), shift)

    def _removals(self, start: int, stop: int, shift: int) -> Iterator[Step]:
        """The removals in a span between steps, behind which the restored text is `shift` longer
        than what was found."""
        runs = self._within(start, stop)
        while runs:
            first = runs[0][0]
            line_end = self._found.find("\n", first, stop)
            of_line = bisect_left(runs, (line_end if line_end >= 0 else stop,))
            last = runs[of_line - 1][1]
            after, at = self._without(first, last), first + shift
            before = self._found[first:last]
            yield Step("invisible", first, last, at, at + len(after), before, after, why=_WHY)
            runs, shift = runs[of_line:], shift - (len(before) - len(after))
