"""Those whom a number right before them tells apart: 60岁以上 | 老人, 35℃以上 | 高温."""

from __future__ import annotations

from ingest.facts.context.sight import About
from ingest.facts.late import late
from ingest.facts.phrases import trim
from ingest.facts.words import QUANTITY

_BOUND = late(r"[0-9][0-9.]*[^0-9]{1,4}以[上下]$")
_LONGEST = 12


def with_bound(text: str, masked: str, read: About, name: str | None) -> str | None:
    """The subject that a number's clause names with the bound before it, if there is one."""
    if name is None or read.subject is None or read.rule in ("age", "counted.strength"):
        return name
    start = trim(masked, *read.subject)[0]
    if masked[start - 1 : start] != QUANTITY or not text.startswith(name, start):
        return name
    bound = _BOUND.search(text, max(0, start - _LONGEST), start)
    return bound.group() + name if bound is not None else name
