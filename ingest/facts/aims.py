"""Numbers that somebody aims at: 完成PM2.5浓度下降4%的 | 改善目标. They tell of no change that took
place, and their measure says that they are a target."""

from __future__ import annotations

from ingest.facts.late import late

_AIMED = late(r"(?:、[^,。;!?\n]{1,24})?的[一-鿿]{0,6}?目标")


def is_aimed_at(text: str, end: int) -> bool:
    """Whether what a number that ends there measures is a target, or the first of several."""
    return _AIMED.match(text, end) is not None
