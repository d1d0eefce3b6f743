"""What a quantity is comparable by: its kind, and its value in a norm unit."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from ingest.facts.late import late
from ingest.facts.quantities.comparisons import Comparison
from ingest.facts.quantities.readings import Reading
from ingest.model import Kind

_CURRENCIES = {
    "人民币": "CNY", "港币": "HKD", "新台币": "TWD", "台币": "TWD", "美元": "USD", "us$": "USD",
    "hk$": "HKD", "nt$": "TWD", "$": "USD", "¥": "CNY", "€": "EUR", "£": "GBP", "rmb": "CNY",
    "usd": "USD", "cny": "CNY", "eur": "EUR", "gbp": "GBP", "hkd": "HKD", "jpy": "JPY",
}  # fmt: skip
_CURRENCY_ENDS = frozenset(name[-1] for name in _CURRENCIES)
_PAID = late(r"[花赚卖付给收价费钱元买罚奖补租税]")
_WARM = re.compile(r"温|热|冷|零[上下]|降温|体感")
_POWER = re.compile(r"电|耗能|能耗")


class Normal(NamedTuple):
    """Kind, dimension and norm of a reading."""

    kind: Kind
    dimension: str | None
    unit: str | None
    value: float | None


def number(value: Fraction) -> float:
    """An int where the value is whole."""
    return value.numerator if value.denominator == 1 else float(value)


def with_currency(folded: str, reading: Reading) -> tuple[Reading, str | None]:
    """The reading with a currency that stands before it (人民币100万元, $5), and its ISO code."""
    unit = reading.unit
    if unit is not None and (unit.kind != "money" or unit.norm_unit != "CNY"):
        return reading, None
    left = folded[max(0, reading.start - 4) : reading.start].rstrip()
    if left[-1:] not in _CURRENCY_ENDS:
        return reading, None
    for name, code in _CURRENCIES.items():
        if left.endswith(name):
            return reading._replace(start=folded.rindex(name, 0, reading.start)), code
    return reading, None


def normal(folded: str, reading: Reading, compared: Comparison, currency: str | None) -> Normal:
    """The norm of a reading; a percentage that went down is negative in it."""
    unit = reading.unit
    if currency:
        share = unit.factor if unit and unit.factor else Fraction(1)
        return Normal("money", "money", currency, number(reading.value * share))
    if unit is None:
        return Normal("figure", None, None, number(reading.value))
    if unit.name == "块" and not reading.compound and not _is_paid(folded, reading):
        return Normal("figure", "count", "块", number(reading.value))
    if unit.name in ("度", "°"):
        dimension, norm_unit = _degree(folded, reading)
        return Normal("figure", dimension, norm_unit, number(reading.value))
    value = unit.normalise(reading.value)
    if value is not None and unit.kind == "percent" and compared.delta:
        value = -abs(value) if compared.direction == "down" else value
    return Normal(unit.kind, unit.dimension, unit.norm_unit or None, value)


def _is_paid(folded: str, reading: Reading) -> bool:
    """块 is money only where nothing is counted by it: 花了十块, not 14500块镜子."""
    follows = folded[reading.end : reading.end + 1]
    if not "一" <= follows <= "鿿" or follows in "左上以到至的一每":
        return True
    return _PAID.search(folded, max(0, reading.start - 8), reading.start) is not None


def _degree(folded: str, reading: Reading) -> tuple[str, str]:
    """Kilowatt-hours, degrees of temperature or of an angle: the words beside it tell."""
    around = folded[max(0, reading.start - 16) : reading.end + 8]
    if reading.scaled or _POWER.search(around):
        return "energy", "kWh"
    if reading.value < 0 or _WARM.search(around):
        return "temperature", "℃"
    return "angle", "度"
