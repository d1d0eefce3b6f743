"""Clauses that only tell how large a partner is: of whom the text tells does not change by them."""

from __future__ import annotations

from ingest.facts.context.sight import Span
from ingest.facts.late import late

_PARTNER = late(
    "(?:(?:第[一二三四五六]|最)大|主要|重要)的?(?:[一-鿿]{0,3}(?:伙伴)|(?:[一-鿿]{0,4}(?:出口|进口))?(?:目的地|来源[地国]?|出口市场))(?:国|地位)?$"
)


def names_partner(masked: str, clause: Span) -> bool:
    """东盟继续保持我国第一大贸易伙伴地位: with whom somebody else trades."""
    if masked[clause[1] - 1] not in _LAST:
        return False
    return _PARTNER.search(masked, *clause) is not None


_LAST = frozenset("伴位地源国场")
