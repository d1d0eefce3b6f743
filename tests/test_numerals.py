"""Numerals: what they say, and what is none."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from ingest.facts.quantities import numerals

CASES = Path(__file__).parent / "cases" / "facts"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一百二十", 120),
        ("廿二", 22),
        ("二〇〇二", 2002),
        ("壹仟玖佰", 1900),
        ("兩萬三千", 23000),
        ("１．２万", 12000),
        ("1.2万亿", 1_200_000_000_000),
        ("1亿3千万", 130_000_000),
        ("三亿五", 350_000_000),
        ("四百五", 450),
        ("一千零五", 1005),
        ("百二万", 1_200_000),
        ("一点五亿", 150_000_000),
        ("12,345.6", 12345.6),
        ("负三点二", -3.2),
        ("三分之二", 2 / 3),
        ("十一又四分之一", 11.25),
        ("半", 0.5),
        ("十余万", 100_000),
        ("3千多万", 30_000_000),
        ("几十", 10),
        ("玖仟陆佰陆拾伍圆壹角捌分", 9665.18),
        ("40k", 40_000),
    ],
)
def test_parse(text: str, value: float) -> None:
    assert numerals.parse(text) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    "text",
    ["", "元整", "圆", "零点", "点零", "10..1万", "百姓", "三亚", "--9", "零分之一", "一二.三.四"],
)
def test_parse_refuses(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        numerals.parse(text)


def test_strict_wants_scales() -> None:
    assert numerals.parse("一一") == 11
    with pytest.raises(ValueError, match="without scales"):
        numerals.parse("一一", strict=True)


def spell(number: int) -> str:
    """A whole number in words, the way it is taught: the forward model of `parse`."""
    digits, scales = "零一二三四五六七八九", ("", "十", "百", "千")
    groups, words = [], ""
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    for place, group in reversed(list(enumerate(groups))):
        part, gap = "", place < len(groups) - 1 and group < 1000
        for power in (3, 2, 1, 0):
            digit = group // 10**power % 10
            if digit:
                part += ("零" if gap and (part or words) else "") + digits[digit] + scales[power]
                gap = False
            else:
                gap = True
        words += part + ("", "万", "亿")[place] * bool(group)
    return words or "零"


def test_parse_undoes_spelling() -> None:
    chooser = random.Random(7)
    for _ in range(2000):
        number = chooser.randrange(10 ** chooser.randrange(1, 12))
        assert numerals.parse(spell(number)) == number, spell(number)


def test_find() -> None:
    found = list(numerals.find("这不是四川，这是二百零一，一切顺利，占百分之三十，约三分之二。"))
    assert [(each.start, each.end) for each in found] == [(8, 12), (22, 24), (26, 30)]
    assert [each.value for each in found] == [201, 30, pytest.approx(2 / 3)]
