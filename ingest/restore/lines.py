"""Lines that never went through the channel: search-engine bait, and what a site added later."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ingest.restore.tables import LETTERS, VOWELS, rows, scripts

Span = tuple[int, int]

_UNIT = re.compile('[^\n<>"]+')
"""A line of text; in the source of a page, a stretch between tags or the value of an attribute."""
_RUN = re.compile(rf"\?(?:[{LETTERS}]{{1,6}}[)）]|[，。、；？！,;?!])|€")
_NOTE = re.compile(rf"[(（][a-z]{{0,4}}[{VOWELS}]")
_FIELDS = re.compile(r"[|_,，、\s—–-]+")
_PART = re.compile(r"[^|_,，、—–\s-]+")
"""A field of a line that a site's title and bait share."""
_IN_STEP = frozenset("|_- \t")
"""What the machine shows for itself alone: behind it no byte is out of step."""
_WORDS_OF_BAIT = 2
"""Of its vocabulary, in what was added to a line where bytes may be out of step."""
_LONGEST = 2000
"""Characters of the longest line of bait."""
_INDENTS = "? \t\u3000"
_INDENT = re.compile(f"[{_INDENTS}]*")
_WIDEST_INDENT = 100
_SENTENCE = re.compile("[。；！？<>{}=]")


@lru_cache(maxsize=1)
def _simplified() -> re.Pattern[str]:
    return re.compile("[" + "".join(sorted(scripts().simplified_only)) + "]")


@lru_cache(maxsize=1)
def _traditional() -> re.Pattern[str]:
    return re.compile("[" + "".join(sorted(scripts().traditional_only)) + "]")


@lru_cache(maxsize=1)
def _bait() -> re.Pattern[str]:
    return re.compile("|".join(word for word, _ in rows("bait.tsv")))


def is_bait(line: str) -> bool:
    """Whether a line is search-engine bait: many short fields, most of them of its vocabulary."""
    if not 8 <= len(line) <= _LONGEST or _SENTENCE.search(line):
        return False
    fields = [field for field in _FIELDS.split(line.strip()) if field]
    if len(fields) < 3 or len(line) > 22 * len(fields):
        return False
    return len(_bait().findall(line)) >= max(4, 0.35 * len(fields))


def bait_words(text: str) -> int:
    """How often a text uses the vocabulary of bait."""
    return len(_bait().findall(text))


def bait_lines(text: str) -> list[Span]:
    """Spans of the lines of `text` that are search-engine bait."""
    return [span for span in _spans_of_lines(text) if is_bait(text[slice(*span)])]


def _spans_of_lines(text: str) -> Iterable[Span]:
    return (match.span() for match in re.finditer("[^\n]+", text))


def foreign_spans(text: str) -> list[Span]:
    """Spans of a damaged page that did not go through its channel.

    They have Simplified-only characters, which the channel would have converted, and neither
    Traditional ones nor a trace of bytes out of step.
    """
    spans: list[Span] = []
    at = 0
    while hit := _simplified().search(text, at):
        span = _unit_around(text, hit.start())
        at = span[1]
        unit = text[slice(*span)]
        added = [] if _went_through_nothing(unit) else list(_added(unit))
        if not added and _is_foreign(unit):
            added = [(0, len(unit))]
        spans += [(span[0] + start, span[0] + stop) for start, stop in added]
    return spans


def _added(unit: str) -> Iterator[Span]:
    """What was put before or behind a damaged line: 農(nóng)機(jī)推廣-亚洲精品|久久综合."""
    if len(unit) > _LONGEST:
        return
    parts = [match.span() for match in _PART.finditer(unit)]
    first, last = 0, len(parts)
    while first < last and _went_through_nothing(unit[slice(*parts[first])]):
        first += 1
    while last > first and _went_through_nothing(unit[slice(*parts[last - 1])]):
        last -= 1
    begin = parts[first][0] if first < last else 0
    if first and _is_added(unit[:begin], True):
        yield 0, begin
    if last < len(parts):
        behind = parts[last][0]
        if _is_added(unit[behind:], unit[behind - 1] in _IN_STEP):
            yield behind, len(unit)


def _went_through_nothing(part: str) -> bool:
    return not (_traditional().search(part) or _NOTE.search(part) or _RUN.search(part))


def _is_added(part: str, in_step: bool) -> bool:
    """Whether a part of a line shows that it is younger than the damage: by characters that the
    machine converts if they are surely what they seem, else by bait that has some."""
    if in_step and left_simplified(part):
        return True
    return len(_bait().findall(part)) >= _WORDS_OF_BAIT and _simplified().search(part) is not None


def _unit_around(text: str, at: int) -> Span:
    start = max(text.rfind(edge, 0, at) for edge in '\n<>"') + 1
    match = _UNIT.match(text, start)
    return match.span() if match else (at, at + 1)


def _is_foreign(unit: str) -> bool:
    if _traditional().search(unit) or _NOTE.search(unit):
        return is_bait(unit)
    return not _RUN.search(unit)


def outside(spans: list[Span], length: int) -> list[Span]:
    """The stretches of a text of `length` characters that no span covers."""
    found, at = [], 0
    for start, stop in [*spans, (length, length)]:
        if start > at:
            found.append((at, start))
        at = stop
    return found


def indent_end(text: str, at: int) -> int:
    """Where the run of question marks around `at` ends if it is nothing but the blanks that a line
    begins with, else 0: three of them, or some with blanks between, ask nothing."""
    start = at
    while start and text[start - 1] in _INDENTS and at - start < _WIDEST_INDENT:
        start -= 1
    if start and text[start - 1] not in "\n>":
        return 0
    run = _INDENT.match(text, start)
    marks = run[0].strip() if run else ""
    return run.end() if run and ("? " in marks or marks.count("?") >= 3) else 0


def left_simplified(text: str) -> list[str]:
    """The characters of `text` that the channel's map is known to convert."""
    return [char for char in _simplified().findall(text) if char in scripts().surely_changed]
