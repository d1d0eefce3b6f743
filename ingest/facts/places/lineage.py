"""A division and all above it, as records for the archive's table of places."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.facts.places.divisions import register
from ingest.model import Place


def lineage(code: str) -> Iterator[Place]:
    """The province, prefecture and county of a GB/T 2260 code, from the top, with the names they
    have today. Codes that no register knows give nothing."""
    known = register()
    parent: str | None = None
    for above in sorted({code[:2] + "0000", code[:4] + "00", code}):
        rows = known.by_code.get(above)
        if rows:
            division = known.at(rows, None)[0]
            path = known.path(division, None)
            yield Place(above, division.name, division.level, parent, path)
            parent = above
