"""Where the words of a query stand in a text, as marks."""

from __future__ import annotations

from db.pages.marking import Mark
from db.search import marks


def hits(text: str, query: str) -> list[Mark]:
    """A mark for each place that answers the query, in order, none overlapping."""
    return [Mark(start, end, "hit", None) for start, end in marks.query_spans(text, query)]
