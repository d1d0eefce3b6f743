"""Where sentences begin and end. Dissection and fact extraction cut with the same knife."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A sentence ends with its mark and whatever closes behind it. A full stop, not a half-width one:
# that is a decimal point or an abbreviation far too often.
# Written so that every match begins with one of a few characters: the search skips all others.
_END = re.compile(r"[\n。！？!?…](?:(?<=[^\n])[。！？!?…]*[”’」』）)》〉】]*)?")


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of `text[start:end]`, without the blanks around them, in order.

    A newline always ends a sentence; a mark inside quotation marks does too.
    """
    stop = len(text) if end is None else end
    at = start
    for match in _END.finditer(text, start, stop):
        first, last = _trimmed(text, at, match.end())
        if first < last:
            yield first, last
        at = match.end()
    first, last = _trimmed(text, at, stop)
    if first < last:
        yield first, last


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the blanks at its ends."""
    said = text[start:end]
    begun = said.lstrip()
    return end - len(begun), start + len(said.rstrip())
