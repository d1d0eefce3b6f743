"""Changes: from what to what, by how much, and whether the printed figures agree.

    从42347名下降至36115名，减少14.7%      from, to and the percent that can be recomputed
    增加到37个                             a level reached, the start not told
    同比增长13.6%                          a change, with the level before it where one is named

What is printed is never mended: a contradiction is stored as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from ingest.facts.aims import is_aimed_at
from ingest.facts.arithmetic import agree_on, consistent, in_points, plain, values
from ingest.facts.document import Document
from ingest.facts.late import late
from ingest.facts.movements import Parts, movements
from ingest.model import Fact
from ingest.records import changed

QUANTITIES = ("figure", "money", "percent")
_EITHER_WAY = re.compile("调整|变")
_FINE = ("length", "time", "duration")
_BETTER = re.compile("提高|提升|改善|优化")
"""Finer is smaller: 精度从30米提高到15米 is no contradiction."""
_DOWN_WORD = late("负增|下[调浮挫行探修]|降|(?<!少)减|跌|缩|滑|落|窄|少(?!减)|低|便宜|压|萎")


def extract_changes(document: Document, facts: list[Fact]) -> Iterable[Fact]:
    """A fact of kind `change` for every movement that the article states of a quantity."""
    folded = document.folded
    quantities = sorted(
        (
            fact
            for fact in facts
            if (fact.kind in QUANTITIES or _is_length(fact))
            and fact.value is not None
            and "(" not in folded[max(0, fact.start - 3) : fact.start]  # （约合42亿美元）
        ),
        key=lambda fact: (fact.start, -fact.end),
    )
    for parts in movements(folded, document, quantities):
        if is_aimed_at(folded, parts.end):
            continue
        yield _change(document.text, parts)


def _is_length(fact: Fact) -> bool:
    """由12天压缩到3天: a length of time that hangs on no date is measured like anything else."""
    length = fact.rule == "time.duration" and fact.period_start is None
    return length and not (fact.resolved or "").startswith("R")


def _change(text: str, parts: Parts) -> Fact:
    came_from, to, delta = parts.came_from, parts.to, parts.delta
    lead = to or delta or came_from
    assert lead is not None
    first, last = values(came_from, to)
    falls = first is not None and last is not None and last < first
    down = _DOWN_WORD.search(parts.move) is not None or (delta is not None and _is_below(delta))
    if _EITHER_WAY.search(parts.move) and first is not None and last is not None:
        down = falls
    finer = falls and lead.dimension in _FINE and _BETTER.search(parts.move) is not None
    deltas = [one for one in (delta, parts.step) if one is not None]
    amount, stated = _difference(first, last, delta, down)
    computed = None
    base = first
    if parts.step is not None and came_from is None and to is not None:
        amount = _signed(parts.step, down)
        base = plain((to.value or 0) - amount)
        last = to.value
    if base and last is not None and lead.kind != "percent" and lead.norm_unit != "℃":
        computed = float(round((Fraction(str(last)) / Fraction(str(base)) - 1) * 100, 3))
    rule = "pair" if came_from and to else "level" if to and not delta else "delta"
    return Fact(
        kind="change", text=text[parts.start : parts.end], start=parts.start, end=parts.end,
        rule=f"changes.{rule}", unit=lead.unit, norm_unit=lead.norm_unit, approx=lead.approx,
        cue=parts.move, direction="down" if down else "up", basis=(delta or lead).basis,
        from_value=first, to_value=last, delta=plain(amount), stated_percent=stated,
        computed_percent=computed,
        consistent=None if finer else _checked(parts, deltas, down),
        details={"of": [one.start for one in (came_from, to, delta) if one is not None]},
    )  # fmt: skip


def _is_below(delta: Fact) -> bool:
    """增长-3.2%: a rise below nought is a fall."""
    return delta.value is not None and delta.value < 0


def _checked(parts: Parts, deltas: list[Fact], down: bool) -> bool | None:
    """Whether the printed numbers agree; of a level that a difference and its percent lead to,
    whether these two do."""
    if parts.step is not None and parts.came_from is None and parts.to and parts.delta:
        return agree_on(parts.to, parts.step, parts.delta, down)
    return consistent(parts.came_from, parts.to, deltas, down)


def _signed(delta: Fact, down: bool) -> float:
    value = delta.value or 0
    return -abs(value) if down else value


def _difference(
    first: float | None, last: float | None, delta: Fact | None, down: bool
) -> tuple[float | None, float | None]:
    """The amount and the percent of a change, signed; as printed where the levels do not tell."""
    amount = last - first if first is not None and last is not None else None
    printed = delta.value if delta is not None else None
    if delta is None or printed is None:
        return amount, None
    signed = -abs(printed) if down else printed
    if delta.kind == "percent" and not in_points(delta):
        return amount, signed
    return (signed if amount is None else amount), None


def with_context(change: Fact, told: dict[int, Fact]) -> Fact:
    """The change with subject, measure, place and time of the quantity it is about."""
    of = [told[start] for start in change.details.get("of", ()) if start in told]
    if not of:
        return change
    about = next((fact for fact in of if fact.direction is None), of[0])
    last = of[-1]
    context = ("subject", "measure", "place", "place_code", "source", "source_type")
    times = ("as_of", "period_start", "period_end", "precision", "time_source")
    told_of = {name: getattr(about, name) for name in context}
    told_of.update((name, getattr(last, name)) for name in times)
    return changed(change, told_of)
