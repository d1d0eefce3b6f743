"""Whose a sum is that is taken or given: 判处张某罚金 | 5万元, 奖励周敏 | 3万元."""

from __future__ import annotations

import re

from ingest.facts.context.asked import NOBODY, Asked
from ingest.facts.context.subjects.named import Named

_PUNISHED = re.compile("并处|判处|处以|没收|罚金(?!刑)|追缴|退赔")
_GOES_ON = ("并", "拟处")
"""Opens a clause that goes on with what is done to somebody: 给予警告，并处以…."""

_SAME = frozenset("因以犯")
"""Opens an item that goes on with what the same one is sentenced for."""
_GOES_ON_TAKING = ("没收", "责令", "罚款")
"""Opens a clause that goes on with whom the one before fines: 没收违法所得236元."""


def fined(asked: Asked, masked: str, named: Named) -> str | None:
    """Who is dealt with so; NOBODY where it is known that nobody is named, None if no sum is."""
    if asked.sight.fact.kind != "money":
        return None
    start, clause = asked.sight.fact.start, asked.sight.clause[0]
    whom = _told(masked, named, asked.sentence.span[0], clause, start)
    if whom is not None or _PUNISHED.search(masked, clause, start) is None:
        return whom
    opens = asked.sentence.span[0]
    item = max(opens, *(masked.rfind(mark, opens, start) + 1 for mark in ";。"))
    # Whoever an earlier item of the list sentences is not who is fined in this one.
    whom = named.convicted(item, start)
    if whom is None and item > opens and masked[item] in _SAME:
        whom = named.convicted(opens, item)  # 因受贿罪判处…；因滥用职权罪判处…，并处罚金 | 20万元
    if whom is None and masked.startswith(_GOES_ON_TAKING, clause):
        whom = named.ordered(item, clause) or None
    if asked.source is not None and whom == asked.source.name:
        return NOBODY
    return whom or (NOBODY if item > opens else None)


def _told(masked: str, named: Named, opens: int, clause: int, start: int) -> str | None:
    """Whom the clause names, or the one that it goes on with."""
    whom = named.dealt_with(clause, start) or named.punished_body(clause, start)
    if whom is not None:
        return whom
    goes_on = masked.startswith(_GOES_ON, clause)
    ordered = named.ordered(opens if goes_on else clause, start)
    if ordered is not None:
        return ordered or NOBODY
    if not goes_on:
        return None
    first = max(masked.rfind(";", opens, clause) + 1, opens)  # 对甲公司给予警告，并处以 | 600万元
    return named.dealt_with(first, start) or named.punished_body(first, start)
