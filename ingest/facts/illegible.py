"""Numbers of which a character is lost tell no value: 1□2亿元 is not 2亿元."""

from __future__ import annotations

import re

LOST = "□"
"""What restoration puts for a character that nobody can know."""
_NUMERAL = r"[\d〇零一二两三四五六七八九十百千万亿]"
_PRINTED = rf"{_NUMERAL}(?:{_NUMERAL}|[.,点](?=[\d{LOST}〇零一二三四五六七八九]))*"
_REST = rf"(?:{_NUMERAL}|{LOST}|[.,点](?=[\d{LOST}〇零一二三四五六七八九]))*"
_FINER = (
    rf"(?:年(?:{_NUMERAL}{{1,2}}月(?:{_NUMERAL}{{1,3}}[日号]?)?|[底初末中春夏秋冬]"
    rf"|第?[一二三四1-4]季度|[上下]半年)|月(?:{_NUMERAL}{{1,3}}[日号]?|[底初末中上下]))?"
)
_UNREAD = re.compile(rf"(?:{_PRINTED}|(?<=[^\s{LOST}])){LOST}{_REST}{_FINER}")


def without_unread_numbers(folded: str) -> str:
    """Folded text, as long as before, in which what stands around a lost digit is lost as well:
    the rest of the number, the month and day of a year. A box behind a blank is a bullet."""
    if LOST not in folded:
        return folded
    return _UNREAD.sub(lambda match: LOST * len(match[0]), folded)
