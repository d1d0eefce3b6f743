"""Digits and scales, and how they add up: 三百二十万三千五."""

from __future__ import annotations

from fractions import Fraction

DIGITS = {char: value for value, chars in enumerate(
    ("零〇○", "一壹弌", "二两贰", "三叁参", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
) for char in chars}  # fmt: skip
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8, "兆": 10**12}
PACKED = {"廿": "二十", "卅": "三十", "卌": "四十"}
VAGUE = "几数多余来"


class ScaleReader:
    """State of reading a whole number: what is finished, the myriad under way, the last digit."""

    def __init__(self, strict: bool) -> None:
        self.strict = strict
        self.total = Fraction(0)
        self.section = Fraction(0)
        self.digit: Fraction | None = None
        self.row = 0  # how many Chinese digits stand side by side
        self.scale = 0  # the last scale, for 四百五
        self.largest = 0
        self.seen = False
        self.zero = False

    def number(self, value: Fraction) -> None:
        if self.digit is not None and self.digit != 0:
            raise ValueError("two numbers side by side")
        lone = value.denominator == 1 and 0 < value < 10  # 3万5 is what 三万五 is
        self.digit, self.row, self.seen = value, 1 if lone else 2, True

    def character(self, char: str) -> None:
        if char in DIGITS:
            self._digit(DIGITS[char])
        elif char == "半" and not self.seen:
            self.digit, self.seen, self.row = Fraction(1, 2), True, 1
        elif char in TENS:
            self._ten(TENS[char])
        elif char in MYRIADS:
            self._myriad(MYRIADS[char])
        elif char in "几数" and self.digit is None:
            self.digit = None if self.section or self.total else Fraction(1)
        elif char in VAGUE and self.seen:
            return
        else:
            raise ValueError(f"not a digit or scale: {char!r}")
        self.seen = True

    def _digit(self, value: int) -> None:
        if self.digit is None or (self.row == 1 and self.digit == 0 and self.scale):
            self.digit, self.row = Fraction(value), 1
        elif self.strict:
            raise ValueError("digits without scales")
        else:
            self.digit, self.row = self.digit * 10 + value, self.row + 1
        self.zero = self.zero or value == 0

    def _ten(self, scale: int) -> None:
        if self.digit is None and self.section and self.section % (scale * 10) == 0:
            self.section += scale  # 一百十一
        elif self.digit is None and self.section:
            self.section *= scale  # 百百 is nobody's numeral, 十百 neither
        else:
            self.section += (1 if self.digit in (None, 0) else self.digit) * scale
        self.digit, self.scale, self.row, self.zero = None, scale, 0, False

    def _myriad(self, scale: int) -> None:
        section = self.section + (self._last() if self.section else self.digit or 0)
        if not section and not self.total:
            if self.seen and self.digit is not None:
                raise ValueError("nought of a myriad")
            section = Fraction(1)
        if not section:
            self.total *= scale  # 万亿
        elif scale > self.largest > 0:
            self.total = (self.total + section) * scale  # 一万五千亿
        else:
            self.total += section * scale
        self.section, self.digit, self.row, self.zero = Fraction(0), None, 0, False
        self.scale, self.largest = scale, max(scale, self.largest)

    def finish(self) -> Fraction:
        if not self.seen:
            raise ValueError("no numeral")
        return self.total + self.section + self._last()

    def _last(self) -> Fraction:
        last = self.digit or Fraction(0)
        if self.row == 1 and self.scale >= 100 and not self.zero:
            last *= self.scale // 10  # 四百五 is 450, 一万三 is 13000
        return last
