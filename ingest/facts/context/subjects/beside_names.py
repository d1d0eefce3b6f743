"""What stands beside a subject and is no part of it: 台积电第二季, 两市有1388家上市公司."""

from __future__ import annotations

from ingest.facts.late import late

_LAST = frozenset("季度年1234")
_SEASON = late("(?:第[一二三四1-4]季度?|[上下]半年|[Qq][1-4])$")
"""Of which quarter, behind a firm."""
_SO_MANY = late("^[一-鿿]{1,6}有[0-9]+[家户名只](?=[一-鿿]{2})")
"""两市有1388家 | 上市公司: they do what comes next."""


def without_season(folded: str, start: int, end: int) -> int:
    """Where a phrase ends before the quarter that it is told of."""
    season = _SEASON.search(folded, start, end) if folded[end - 1] in _LAST else None
    return season.start() if season is not None else end


def without_number(text: str) -> str:
    """The firms without where and how many they are."""
    return _SO_MANY.sub("", text)
