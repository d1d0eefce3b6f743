"""Whether a number only says of how many something is measured: 31个城市 | 房价上涨1.1%."""

from __future__ import annotations

from ingest.facts.context.measure import measure_start
from ingest.facts.phrases import strip_cues
from ingest.facts.words import QUANTITY, tokens

_FARTHEST = 20
_EACH = frozenset("均都全各皆超逾破过达")
"""Between them these say that each of so many did it: 均上涨1%, 超过1%."""


def tells_level(masked: str, behind: int) -> bool:
    """Whether a measure of all that are counted follows `behind` their noun, with its number."""
    at = masked.find(QUANTITY, behind, behind + _FARTHEST)
    if at < 0 or "," in masked[behind:at] or not _EACH.isdisjoint(masked[behind:at]):
        return False
    end, moved = strip_cues(masked, behind, at)
    start = measure_start(masked, behind, end)
    acts = any(token.word_class == "verb" for token in tokens(masked, behind, start))
    return moved is not None and start < end and not acts
