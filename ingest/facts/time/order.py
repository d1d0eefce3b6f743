"""Expressions and durations in the order of the text, none over another."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.facts.time.compose import Expression
from ingest.facts.time.durations import Duration


def in_order(
    points: Iterable[Expression], lengths: Iterable[Duration]
) -> list[Expression | Duration]:
    """Both in the order of the text; where they overlap the longer one stays, and 连续 | 5日 is
    no day of the month."""
    items: list[Expression | Duration] = sorted(
        [*points, *lengths], key=lambda item: (item.start, -item.end, not _counts_days(item))
    )
    kept: list[Expression | Duration] = []
    for item in items:
        if kept and item.start < kept[-1].end:
            if item.end - item.start > kept[-1].end - kept[-1].start:
                kept[-1] = item
            continue
        kept.append(item)
    return kept


def _counts_days(item: Expression | Duration) -> bool:
    return isinstance(item, Duration) and item.unit == "日"
