"""Who has new ones: 上海港今年 | 新增航线 | 12条."""

from __future__ import annotations

from ingest.facts.context.counting.counters import numbered
from ingest.facts.context.phrases.edges import without_tail
from ingest.facts.context.sight import About, Sight
from ingest.facts.phrases import trim

_NO_OWNER = frozenset("的、和及与”")


def newly(sight: Sight, begin: int, stop: int) -> About | None:
    """上海港今年 | 新增航线 | 12条: who has new ones."""
    masked, new = sight.masked, sight.masked.find("新增", begin + 2, stop - 2)
    if new < 0 or sight.fact.dimension != "count" or "“" in masked[begin:stop]:
        return None
    if masked[new - 1] in _NO_OWNER:
        return None
    base = numbered(sight.said(new, stop), sight.fact)
    whose = trim(masked, *without_tail(masked, begin, new))
    return About(whose, None, base, base, "新增", rule="measured.object")
