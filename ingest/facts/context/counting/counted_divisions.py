"""Numbers that count nothing but divisions: 7省 | 共25名考生, 6省 | 11市16个县, 吉林等 | 2省."""

from __future__ import annotations

import re

from ingest.facts.context.sight import Sight
from ingest.facts.late import late
from ingest.facts.words import PLACE, QUANTITY, tokens

ALTOGETHER = re.compile(f"(?:总?共计?|合计|总计){QUANTITY}+")
"""27条 | 共320公里 | 水泥路: the same things once more, in another unit."""
_SMALLER = re.compile(f"·*、?{QUANTITY}")
"""The next number counts smaller divisions, or who lives there."""
_DIVISIONS = frozenset("省市县区州旗镇乡村国")


def counts_divisions(sight: Sight) -> bool:
    """7省 | 共25名考生: whether the unit is what is counted, and the next number another thing."""
    unit = sight.fact.unit or ""
    if (
        unit[:1] not in _DIVISIONS
        or unit == "国"
        or not _DIVISIONS.issuperset(unit[:2].rstrip("(（"))
    ):
        return False
    if ALTOGETHER.match(sight.masked, sight.fact.end) is not None:
        return True  # 7省 | 共25名考生
    if _SMALLER.match(sight.masked, sight.fact.end) is not None:
        said = tokens(sight.masked, sight.left, sight.fact.start)
        return all(token.word_class != "verb" for token in said)  # 6省 | 11市16个县
    return _EXAMPLE.search(sight.masked, sight.left, sight.fact.start) is not None


_EXAMPLE = late(f"{PLACE}等$|{PLACE}、[^,;:、]{{2,6}}$")
"""北京等 | 24省, 黑龙江、吉林 | 2省: some of those counted, or all."""
