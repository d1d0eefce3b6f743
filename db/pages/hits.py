"""Where the words of a query stand in a text, as marks."""

from __future__ import annotations

from db.pages.marking import Mark
from db.pages.portion import Portion
from db.search import marks


def hits(text: str, part: Portion, query: str) -> list[Mark]:
    """A mark for each place in a part that answers the query, in order, none overlapping."""
    spans = marks.query_spans(text[part.start : part.end], query)
    return [Mark(part.start + start, part.start + end, "hit", None) for start, end in spans]
