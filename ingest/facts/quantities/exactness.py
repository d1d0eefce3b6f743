"""How exactly a number is printed: the stretch of true values that it may stand for."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from ingest.facts.late import late
from ingest.model import Fact

_NUMBER = late(r"\d[\d,，]*(?:[.．](?P<decimals>\d+))?[多余餘几]?(?P<scale>[十百千万萬亿億]*)")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_WIDE = Fraction(1, 5)
"""多, 余, 逾 and 近 reach a fifth of the number beyond it, or its last place if that is more."""
_ABOUT = Fraction(1, 10)


@lru_cache(maxsize=512)
def exactly(value: float) -> Fraction:
    """The number that is meant by a float: 0.1 is one tenth."""
    return Fraction(value) if isinstance(value, int) else Fraction(str(value))


def half_step(fact: Fact) -> Fraction:
    """Half a unit of the last place that a number is printed with, in the value's own unit.

    1.78亿元 is exact to 500000; a numeral in words to half of its last round place.
    """
    match = None
    for match in _NUMBER.finditer(fact.text):  # noqa: B007 — of a range the last has the scale
        pass
    if match is None:
        return _round_step(exactly(abs(fact.value or 1))) / 2
    scale = 1
    for char in match["scale"]:
        scale *= _SCALES[char]
    return Fraction(scale, 2 * 10 ** len(match["decimals"] or ""))


def _round_step(value: Fraction) -> Fraction:
    step = Fraction(1)
    while value and (value / (step * 10)).denominator == 1:
        step *= 10
    return step


def interval(fact: Fact, value: float | None = None) -> tuple[Fraction, Fraction]:
    """Lowest and highest magnitude that the printed number may stand for.

    `value` takes the place of the fact's own one where it is told in another unit. The sign is
    left out: a direction is told apart.
    """
    told = fact.value if value is None else value
    exact = abs(exactly(told or 0))
    half, factor = half_step(fact), Fraction(1)
    if value is not None and fact.value and value != fact.value:
        factor = exact / abs(exactly(fact.value))
        half *= factor
    if fact.approx == "about":
        half = max(half * 2, exact * _ABOUT)
    if fact.approx in ("over", "at_least"):
        low, high = exact, exact + max(half * 2, exact * _WIDE)
    elif fact.approx in ("nearly", "at_most"):
        low, high = exact - max(half * 2, exact * _WIDE), exact
    else:
        low, high = exact - half, exact + half
    if fact.value_to is not None:
        high = max(high, abs(exactly(fact.value_to)) * factor + half)
    return low, high
