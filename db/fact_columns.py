"""Columns of a fact's row that hold what would be several, nearly always empty ones.

A row spends a byte on each column, be it empty, and an article has thirty facts. So the times of
a fact, what only few have, and where it stands in the text as found are one column each. `SQL` says
how what people ask for is read out of them again: as generated columns of the table, so that
queries and indexes name these as if they were stored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

as_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode

DATED = ("date", "period")
"""Kinds of facts that a time is said of themselves: it is what they are resolved to."""
_BITS = 20
_HALF = 1 << (_BITS - 1)
_DATE = re.compile(r"[^PR{/][^/]*")
_DURATION = re.compile(r"[PR].*", re.DOTALL)

SQL = {
    "as_of": """CASE WHEN time GLOB '{*' THEN json_extract(time, '$.as_of')
        WHEN time NOT GLOB '[PR]*' AND instr(time, '/') = 0 THEN time END""",
    "period_start": """CASE WHEN time GLOB '{*' THEN json_extract(time, '$.period_start')
        WHEN time GLOB '[^PR]*/*' THEN substr(time, 1, instr(time, '/') - 1) END""",
    "period_end": """CASE WHEN time GLOB '{*' THEN json_extract(time, '$.period_end')
        WHEN time GLOB '[^PR]*/*' THEN substr(time, instr(time, '/') + 1) END""",
    "resolved": "CASE WHEN time GLOB '{*' THEN json_extract(time, '$.resolved') ELSE time END",
    "year": "substr(coalesce(period_start, as_of), 1, 4)",
    "shift": f"(found + {_HALF}) >> {_BITS}",
    "growth": f"((found + {_HALF}) & {(1 << _BITS) - 1}) - {_HALF}",
    "text": "json_extract(more, '$.text')",
    "own_details": "json_extract(more, '$.details')",
}
"""Column → the expression that it is."""


def time(
    kind: str, as_of: str | None, start: str | None, end: str | None, resolved: str | None
) -> str | None:
    """The times of a fact: a date, `start/end`, a duration, or all of them as JSON where there are
    several. Dates and periods are resolved to what stands there."""
    dated = kind in DATED
    if as_of is None and start is None and end is None:
        if resolved is None or (dated and _DURATION.fullmatch(resolved)):
            return resolved
    elif start is None and end is None:
        if _DATE.fullmatch(as_of or "") and resolved == (as_of if dated else None):
            return as_of
    elif as_of is None and _DATE.fullmatch(start or "") and _DATE.fullmatch(end or ""):
        whole = f"{start}/{end}"
        if resolved == (whole if dated else None):
            return whole
    told = {"as_of": as_of, "period_start": start, "period_end": end, "resolved": resolved}
    return as_json({name: value for name, value in told.items() if value is not None})


def found(shift: int | None, growth: int | None) -> int | None:
    """Where a fact stands in the text as found, as one number; None for nowhere, and for what grew
    by half a million characters."""
    if shift is None or growth is None or not -_HALF <= growth < _HALF:
        return None
    return (shift << _BITS) + growth


def more(text: str | None, details: str | None) -> str | None:
    """What few facts have of their own."""
    told = {"text": text, "details": details}
    told = {key: value for key, value in told.items() if value is not None}
    return as_json(told) if told else None


def is_shared(details: Mapping[str, Any]) -> bool:
    """May other facts have the same details? Those that tell numbers belong to one alone."""
    return all(isinstance(value, str) for value in details.values())
