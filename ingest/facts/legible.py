"""What numbers are read from: a text without the marks that print sets beside them, and without
the numbers of which a digit is lost.

Nothing moves: a mark of a note (常住人口[2]为, 人口①75万) or of a list (①75人获奖) becomes
blanks, and a number that cannot be read becomes boxes: 1□2亿元 is not 2亿元.
"""

from __future__ import annotations

import re

LOST = "□"
"""What restoration puts for a character that nobody can know."""

# Circled, bracketed and dotted numbers, Arabic and Chinese; the fold makes digits of some.
_LISTED = "①-⒛⓪⓫-⓿❶-➓㈠-㈩㊀-㊉"
_RAISED = "¹²³⁰⁴-⁹"
_MARKED = re.compile(f"[{_LISTED}{_RAISED}]")
_SIGNS = re.compile(f"[{_LISTED}]|(?<![\\d米里m])[{_RAISED}]+")
_NOTE = re.compile(r"(?<=[一-鿿)”》%\]])\[(?:\d{1,2}(?:[-~,、–—]\d{1,2})*|注\d{0,2})\](?!号)")
"""Behind what it explains."""
_POWER = re.compile(f"(?<!\\d)\\d+[{_RAISED}]+[一-鿿]?")
"""10⁸: the fold makes another number of it."""

_NUMERAL = r"[\d〇零一二两三四五六七八九十百千万亿]"
_POINT = rf"[.,点](?=[\d{LOST}〇零一二三四五六七八九])"
_FINER = (
    rf"(?:年(?:{_NUMERAL}{{1,2}}月(?:{_NUMERAL}{{1,3}}[日号]?)?|[底初末中春夏秋冬]"
    rf"|第?[一二三四1-4]季度|[上下]半年)|月(?:{_NUMERAL}{{1,3}}[日号]?|[底初末中上下]))?"
)
"""The month and day of a year that is lost."""
_UNREAD = re.compile(
    rf"(?:{_NUMERAL}(?:{_NUMERAL}|{_POINT})*|(?<=[^\s{LOST}])){LOST}(?:{_NUMERAL}|{LOST}|{_POINT})*{_FINER}"
)
"""A box, and what of a number stands around it. Behind a blank a box is a bullet."""

_QIAN = re.compile("(?<![饼餅若])乾(?=[隆坤陵清县縣]|安[县縣])")
"""The character that elsewhere is the Traditional form of 干, in the names that keep it."""


def legible(text: str, folded: str) -> str:
    """The fold of a text with the marks of notes and lists, and unread numbers, painted over, and
    乾 in the names that keep it."""
    if _MARKED.search(text):
        folded = _painted(_SIGNS, text, folded, " ")
        folded = _painted(_POWER, text, folded, LOST)
    if "乾" in text:
        folded = _painted(_QIAN, text, folded, "乾")
    if "[" in folded:
        folded = _NOTE.sub(lambda match: " " * len(match[0]), folded)
    if LOST in folded:
        folded = _UNREAD.sub(lambda match: LOST * len(match[0]), folded)
    return folded


def _painted(found: re.Pattern[str], text: str, folded: str, paint: str) -> str:
    parts: list[str] = []
    at = 0
    for match in found.finditer(text):
        parts += (folded[at : match.start()], paint * len(match[0]))
        at = match.end()
    return "".join([*parts, folded[at:]])
