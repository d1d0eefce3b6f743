"""What a date or period says about a number beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.model import Fact

_JOINTS = "、和与及"
_SUMS = ("共", "共计", "总计", "合计", "一共", "总共")
"""Before what came in over a time, and is no level: 全年完成15项,共 | 769公里."""


@dataclass(slots=True)
class When:
    """The time of a number."""

    as_of: str | None = None
    start: str | None = None
    end: str | None = None
    precision: str | None = None
    time_source: str | None = None
    level: bool = False
    """It is the day up to which something is told: 截至2014年底."""


def moment(fact: Fact) -> When | None:
    """What a date or period says about a number beside it; None if it is only a duration.

    That of a date which nobody can tell is a time without one: not the day of publication.
    """
    resolved = fact.resolved
    if not resolved and fact.rule == "time.expression" and "同" not in fact.text:
        return When()
    if not resolved or resolved[0] in "PR?":
        return None
    if "/" in resolved:
        first, last = resolved.split("/", 1)
        if not first or not last or last[0] == "P" or first[0] == "P":
            return None
        return When(None, first, last, fact.precision, "stated")
    if len(resolved) == 4:
        return When(None, resolved, resolved, "year", "stated")
    return When(resolved, None, None, fact.precision, "stated")


def carried(time: When) -> When:
    """The time of a sentence as that of the next ones."""
    return replace(time, time_source="carried" if time.time_source else None)


def period_of(number: Fact) -> When | None:
    """The period or month that a number was found to be of, for what is a part of it."""
    if number.time_source == "publication":
        return None
    if number.as_of and number.precision == "month" and len(number.as_of) == len("2024-05"):
        return When(number.as_of, None, None, "month", "carried")
    if not number.period_start or not number.period_end:
        return None
    first, last = number.period_start, number.period_end
    return When(None, first, last, number.precision, "carried")


def lasting(time: When | None, numbers: Iterable[Fact | None]) -> When | None:
    """The period that a sentence opens with, whatever it compares with at its end: 二季度…,
    上年同期为92美分。其中…; `numbers` are those of the sentence."""
    if time is None or time.start is None:
        return None
    of_it = ((one.period_start, one.period_end) == (time.start, time.end) for one in numbers if one)
    return When(None, time.start, time.end, time.precision, "carried") if any(of_it) else None


def rows(folded: str, facts: Sequence[Fact]) -> dict[int, When]:
    """2022年、2023年，| 共…: the time of dates that follow each other, by where each stands."""
    found: dict[int, When] = {}
    first = 0
    for number, fact in enumerate(facts):
        following = facts[number + 1] if number + 1 < len(facts) else None
        if following and _is_next(folded, fact, following):
            continue
        row, first = facts[first : number + 1], number + 1
        if len(row) > 1 and not folded.startswith("分别", fact.end):
            time = When(None, row[0].resolved, fact.resolved, fact.precision, "stated")
            found.update((one.start, time) for one in row)
    return found


def _is_next(folded: str, one: Fact, other: Fact) -> bool:
    """Whether a year or month is listed behind the one before it."""
    joined = other.start - one.end == 1 and folded[one.end] in _JOINTS
    return joined and _follows(one.resolved or "", other.resolved or "")


def _follows(one: str, other: str) -> bool:
    """Whether a year, month or day is the one behind another."""
    if len(one) != len(other) or len(one) not in (4, 7, 10):
        return False
    if len(one) == 4:
        return int(other) - int(one) == 1
    if one[:4] != other[:4] or (len(one) == 10 and one[:7] != other[:7]):
        return False
    return int(other[-2:]) - int(one[-2:]) == 1


def as_of(fact: Fact, when: When | None, published: str | None) -> str | None:
    """A level that was reached over a period is one of the day on which the period ends."""
    if when is None or when.end is None:
        return when.as_of if when else None
    summed = fact.cue is not None and fact.cue.endswith(_SUMS)
    reached = fact.approx == "reached" or (fact.cue or "").endswith(("到", "至", "达"))
    reached = reached and not summed
    return published[:7] if reached and published and published.startswith(when.end) else None


def of_publication(published: str | None) -> When | None:
    """The month of publication: as precise as the text's present tense is."""
    if not published:
        return None
    precision = "month" if len(published) > 4 else "year"
    return When(published[:7], time_source="publication", precision=precision)


def months(date: str) -> int:
    """The number of a date's month, of a year its last."""
    return 12 * int(date[:4]) + int(date[5:7] or 12)
