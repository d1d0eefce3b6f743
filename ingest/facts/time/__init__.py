"""Dates and periods: found at their own precision, resolved against the publication date."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from ingest.facts.document import Document
from ingest.facts.time.compose import expressions
from ingest.facts.time.durations import Duration, durations
from ingest.facts.time.headline import led_by_text
from ingest.facts.time.moments import parse_iso
from ingest.facts.time.order import in_order
from ingest.facts.time.phrase import resolve
from ingest.facts.time.reader import Reader
from ingest.facts.time.republic import counts
from ingest.model import Fact

__all__ = ["extract_times", "resolve"]


def extract_times(document: Document, facts: list[Fact]) -> Iterable[Fact]:
    """Dates and periods of the document, in order; relative ones need its date of publication."""
    reader = Reader(document, parse_iso(document.published))
    points = expressions(document.folded, republic=partial(counts, document))
    read = (
        reader.duration(item) if isinstance(item, Duration) else reader.expression(item)
        for item in in_order(points, durations(document.folded))
    )
    return led_by_text(document.folded, [fact for fact in read if fact])
