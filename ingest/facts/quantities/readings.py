"""A number with its unit: the record, the pattern that finds it, and what its digits say."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from ingest.facts.quantities import numerals
from ingest.facts.quantities.scales import DIGITS
from ingest.facts.quantities.units import Unit

_NUMBER = (
    rf"(?:{numerals.RUN})"
    r"(?:(?:点|(?<=[零〇○一二三四五六七八九十])\.)[零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖]+[百千万亿]*)?"
)
NUMBER = re.compile(_NUMBER)
_SPACED = r"(?<=[一-鿿])\d{1,3}(?: \d{3})+(?!\d)(?:\.\d+)?(?:\s?[万亿]|万亿)?(?=[一-鿿%])"
"""12 345亿元: thousands are parted by a blank, as yearbooks do; columns have one before as well."""
_FIRST = r"[\d.零〇○一二两三四五六七八九十百千万亿兆廿卅壹贰叁参肆伍陆柒捌玖拾佰仟几数半对负-]"
# 唯一两家, 逐一三次: the 一 of a word counts nothing.
SCAN = re.compile(
    rf"(?={_FIRST})(?!(?<=[唯逐])一)(?P<sign>零下|(?<![减增背担肩自胜正抱承])负(?=[\d一二三四五六七八九十]|[百千万]分之)|(?<![a-z\d%)\]年月日号])-)?"
    rf"(?P<number>[百千万佰仟]+(?=\s?分\s?之)|{_SPACED}|{_NUMBER}|半|对(?=折))"
)
_PAIR = re.compile(
    r"(?P<head>(?:[一二三四五六七八九]?[十百千])*)(?P<low>[一二两三四五六七八九])"
    r"(?P<high>[二两三四五六七八九])(?P<scale>[十百千万亿]*)"
)
VAGUE = {"多": "over", "余": "over", "来": "about", "几": "between"}


class Reading(NamedTuple):
    """A number with its unit. `value` is exact and already after 万, 亿 and the sign."""

    start: int
    end: int
    value: Fraction
    words: str
    """The number as printed, in the fold."""
    unit: Unit | None = None
    printed: str | None = None
    """The unit as printed."""
    per: str | None = None
    value_to: Fraction | None = None
    approx: str | None = None
    compound: bool = False
    """It has smaller units too: 三块四分."""

    @property
    def chinese(self) -> bool:
        return not self.words[:1].isdigit()

    @property
    def scaled(self) -> bool:
        return "万" in self.words or "亿" in self.words


@lru_cache(maxsize=512)
def ends_of(words: str) -> tuple[Fraction, Fraction] | None:
    """Both ends where neighbouring digits say a range: 三四十, 一百七八, 三两 (two or three)."""
    pair = _PAIR.fullmatch(words)
    if pair is None:
        return None
    low, high = DIGITS[pair["low"]], DIGITS[pair["high"]]
    if (low, high) == (3, 2):
        low, high = high, low
    elif high != low + 1 and (low, high) != (3, 5):
        return None
    head, scale = pair["head"], pair["scale"]
    if head and not scale:
        return numerals.exact(head) + low, numerals.exact(head) + high
    first, second = (numerals.exact(f"{head}{digit}{scale}") for digit in (low, high))
    return first, second


@lru_cache(maxsize=512)
def number_of(words: str) -> tuple[Fraction, Fraction | None, str | None]:
    """Value, upper end and approximation of a number's own characters: 三四十, 几十, 60多万."""
    ends = ends_of(words)
    if ends:
        return *ends, "between"
    value = numerals.exact(words)
    if words[0] in "几数":
        return value, value * 10, "between"
    if "几" in words:
        step = (
            numerals.exact(words[words.index("几") + 1 :] or "一")
            if words[-1] != "几"
            else Fraction(1)
        )
        return value, value + 10 * step, "between"
    inside = next((VAGUE[char] for char in words if char in VAGUE), None)
    return value, None, inside
