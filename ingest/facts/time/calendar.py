"""Feasts whose date is certain."""

from __future__ import annotations

from ingest.facts.time.moments import Moment

_FIXED = {
    "元旦": (1, 1), "妇女节": (3, 8), "妇女": (3, 8), "劳动节": (5, 1), "五一": (5, 1),
    "儿童节": (6, 1), "建党节": (7, 1), "建军节": (8, 1), "教师节": (9, 10), "国庆": (10, 1),
    "国庆节": (10, 1), "圣诞": (12, 25), "圣诞节": (12, 25),
}  # fmt: skip


def festival(name: str, year: int) -> Moment | None:
    """The day of the feast in that year; None when it is not known."""
    day = _FIXED.get(name)
    return (year, *day) if day else None
