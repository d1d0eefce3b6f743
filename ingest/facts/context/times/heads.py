"""Where a date stands at the head of its clause, or behind what all is about there."""

from __future__ import annotations

import re

from ingest.model import Fact

_HEAD = re.compile(
    "(?:[,;:“](?:截[至止]|截止到|在|称|公司|集团|该公司|全[省市县区州国]|(?:当地|北京)时间)?"
    "|发生[在于](?:当地时间)?)$"
)
_LONGEST = 7
_MARKS = frozenset(",;:“")
_NAMING = ("place", "organisation")


class Heads:
    """Asked by the date."""

    def __init__(self, folded: str, facts: list[Fact]) -> None:
        self._folded = folded
        self._named = {
            fact.end for fact in facts if fact.kind in _NAMING and folded[fact.start - 1] in _MARKS
        }
        """Ends of the names that open a clause: …称,英国 | 6月份CPI上涨."""

    def opens(self, fact: Fact) -> bool:
        """Whether a date opens its clause."""
        head = _HEAD.search(self._folded, max(0, fact.start - _LONGEST), fact.start)
        return head is not None or fact.start in self._named
