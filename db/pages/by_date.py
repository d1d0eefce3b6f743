"""A page of articles that are known by their numbers, the newest first."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from itertools import islice

from db.pages.result_facets import COVERING
from db.search import candidates
from db.search.narrow import DAY

WALKED = 0.5
"""What it costs to pass by an article, where to look up the day of one, and sort it, costs 1: 0.1,
but that those wanted may be old."""
_WALK = f"""SELECT docid FROM articles INDEXED BY articles_substr_published_1_10
    ORDER BY {DAY} DESC, docid DESC"""
_SORT = f"""SELECT docid FROM articles INDEXED BY {COVERING}
    WHERE docid IN (SELECT value FROM json_each(?))
    ORDER BY {DAY} DESC, docid DESC LIMIT ? OFFSET ?"""


def page(conn: sqlite3.Connection, known: Sequence[int], offset: int, size: int) -> list[int]:
    """So many of the articles, from the one at `offset` on."""
    passed_by = (offset + size) * candidates.documents(conn) / max(len(known), 1)
    if WALKED * passed_by > len(known):
        return [row[0] for row in conn.execute(_SORT, [json.dumps(known), size, offset])]
    there = set(known)
    met = (row[0] for row in conn.execute(_WALK) if row[0] in there)
    return list(islice(met, offset, offset + size))
