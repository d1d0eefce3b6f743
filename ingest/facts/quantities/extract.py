"""Figures, money and percent: a number, its unit, and what says how exact it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.facts.document import Document
from ingest.facts.late import late
from ingest.facts.quantities import approximations, comparisons
from ingest.facts.quantities.blanks import close_up
from ingest.facts.quantities.counting import BARE_SCALE, counts, passes
from ingest.facts.quantities.normal import normal, number, with_currency
from ingest.facts.quantities.ranges import read
from ingest.facts.quantities.readings import SCAN, Reading
from ingest.facts.quantities.standing import told_once
from ingest.model import Fact


def extract_quantities(document: Document, facts: list[Fact]) -> Iterable[Fact]:
    """Figures, money and percent outside the spans of the dates and periods found before."""
    taken = sorted((fact.start, fact.end) for fact in facts if fact.kind in ("date", "period"))
    folded = _apart(document)
    closed = close_up(folded)
    if closed is None:
        yield from told_once(folded, _facts(document.text, folded, taken))
        return
    taken = [(closed.after(start), closed.after(end - 1) + 1) for start, end in taken]
    found = _facts(closed.pick(document.text), closed.folded, taken)
    for fact in told_once(closed.folded, found):
        start, end = closed.before(fact.start), closed.before(fact.end - 1) + 1
        yield replace(fact, text=document.text[start:end], start=start, end=end)


_CLIMBS = tuple("迈站登踏跨跃冲攀")
"""Before 上, which is no 上万 there: 迈上 | 万亿元台阶."""
_POINTS = ("‧", "·", "・", "•")
_ZERO = late("(?<=[百千万])o(?=[一二三四五六七八九])")
"""The letter that is set for a nought: 五百O七億."""
_POINT = late(
    "(?<=[零〇○一二三四五六七八九十百千])[‧·・•](?=[零〇○一二三四五六七八九]{1,3}(?:[百千]?[万亿]|[%倍元美港澳]|个百))"
)
_SIGNED = re.compile("[€£$][0-9]{1,3}，(?=[0-9]{3}(?:块|元))")


def _apart(document: Document) -> str:
    """The fold, but for a comma between a signed sum and another sum (€20，100块), and with the
    points of Chinese decimals: 三十五‧五%."""
    folded = document.folded
    if any(point in folded for point in _POINTS):
        folded = _POINT.sub("点", folded)
    if "o" in folded:
        folded = _ZERO.sub("零", folded)
    for match in _SIGNED.finditer(document.text):
        folded = f"{folded[: match.end() - 1]};{folded[match.end() :]}"
    return folded


def _facts(text: str, folded: str, taken: list[tuple[int, int]]) -> Iterator[Fact]:
    before: Fact | None = None
    for reading in _readings(folded, taken):
        if reading.printed == "g" and text[reading.end - 1] == "G":
            continue  # 5G the network; grams are printed small
        before = _moving_as(before, _fact(text, folded, reading), folded)
        yield before


def _moving_as(before: Fact | None, fact: Fact, folded: str) -> Fact:
    """下降82%、78.3%和5.9%: all members of the list went the same way as the first."""
    if before is not None and before.cue == "占" and fact.cue is None:
        return _shared_too(before, fact, folded)
    if before is None or before.direction is None or fact.direction is not None:
        return fact
    joint = folded[before.end : fact.start]
    alike = before.kind == fact.kind and before.dimension == fact.dimension
    rate = _is_rate_of(before, fact, joint, folded)
    if not (joint in _JOINTS and alike) and not rate:
        return fact
    value, direction = fact.norm_value, before.direction
    below = direction == "down" if rate else (before.norm_value or 0) < 0
    signed = (before.value or 0) < 0 or (fact.value or 0) < 0
    if signed and not rate:  # 分别增长2%、10%和-3%
        direction = "down" if (fact.value or 0) < 0 else "up"
    elif value and below:
        value = -abs(value)
    return replace(fact, cue=before.cue, direction=direction, basis=before.basis, norm_value=value)


def _shared_too(before: Fact, fact: Fact, folded: str) -> Fact:
    """分别占总数的12%和8%: the later ones are shares of the same."""
    given = folded.rfind("分别", max(0, before.start - _FAR), before.start) >= 0
    if not given or folded[before.end : fact.start] not in _JOINTS or fact.kind != "percent":
        return fact
    return replace(fact, cue="占", basis=before.basis)


_FAR = 60


def _is_rate_of(before: Fact, fact: Fact, joint: str, folded: str) -> bool:
    """跌123点或0.67%, 增加3亿元(5%): the same change told in percent."""
    if (
        fact.kind != "percent"
        or before.kind == "percent"
        or (before.cue or "")[-1:] in ("到", "至")
    ):
        return False
    return joint in ("或", ",或", "或者") or (joint == "(" and folded.startswith(")", fact.end))


_MORE = re.compile("多(?![少年次数元方为种样地])")
_JOINTS = ("、", "和", "与", "及", "以及")


def _readings(folded: str, taken: list[tuple[int, int]]) -> Iterator[Reading]:
    spans = iter(taken)
    span = next(spans, None)
    match = SCAN.search(folded)
    while match:
        start = match.start()
        while span and span[1] <= start:
            span = next(spans, None)
        if span and span[0] < match.end():
            position = max(span[1], start + 1)
        else:
            reading = read(folded, match)
            free = reading is not None and not (span and reading.end > span[0])
            counted = free and reading is not None and counts(folded, reading)
            position = reading.end if reading and counted else match.end()
            if reading and counted:
                yield reading
        match = SCAN.search(folded, position)


def _fact(text: str, folded: str, reading: Reading) -> Fact:
    reading, currency = with_currency(folded, reading)
    start, early = approximations.before(folded, reading.start)
    above = folded[start - 1 : start] == "上" and folded[start - 2 : start - 1] not in _CLIMBS
    if not early and above and reading.words[0] in BARE_SCALE:
        start, early = start - 1, "over"
    if not early and passes(folded, reading):
        start, early = start - 1, "over"
    end, late = approximations.after(folded, reading.end)
    shared = folded[end - 1] == "成" or folded.startswith(("百分之", "千分之"), reading.start)
    if shared and _MORE.match(folded, end):
        end, late = end + 1, "over"  # 九成多, 百分之九十多
    word, outside = approximations.cue(folded, start)
    clause = comparisons.clause_before(folded, start)
    compared = comparisons.comparison(clause)
    norm = normal(folded, reading, compared, currency)
    direction = "down" if compared.delta and reading.value < 0 else compared.direction
    return Fact(
        kind=norm.kind,
        text=text[start:end],
        start=start,
        end=end,
        rule=f"quantities.{norm.kind}",
        value=number(reading.value),
        value_to=None if reading.value_to is None else number(reading.value_to),
        unit=_printed(text, folded, reading),
        norm_value=norm.value,
        norm_unit=norm.unit,
        per=reading.per or (None if norm.kind == "percent" else comparisons.denominator(clause)),
        dimension=norm.dimension,
        approx=late or early or reading.approx or outside,
        cue=compared.cue or word,
        direction=direction,
        basis=compared.basis,
    )


def _printed(text: str, folded: str, reading: Reading) -> str | None:
    """The unit in the article's own characters; % where a share is said in words."""
    if reading.printed is None:
        return None
    at = folded.find(reading.printed, reading.start, reading.end)
    return reading.printed if at < 0 else text[at : at + len(reading.printed)]
