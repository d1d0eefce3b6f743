"""Numerals whose characters print set apart by blanks (一 百 五 十 个 百 分 点), closed up.

Print spaces out short lines, and some pages put a blank behind every character, or between digits
and characters (44 万 1000 人). Only blanks between the Chinese characters of a numeral, around its
万, and before its unit are taken out: words of two columns that meet over a blank seldom both are
numerals.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from ingest.facts.late import late, matches

_DIGIT = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
_REST = r"\d{1,4}(?:,\d{3})?(?:\.\d{1,2})? ?(?:[千百]?[人名户件个元吨]|[万亿千百] ?[一-鿿])"
"""44 万 1000 人: the rest of a number of which 万 stands apart."""
# A blank comes first in the pattern, so that the search jumps from blank to blank.
_GAP = late(
    rf" (?:(?<=[{_DIGIT}点] )(?<!\d[万亿] ) ?(?=[{_DIGIT}点](?![名月日号]))"
    rf"|(?<=[约逾近] )(?=\d)|(?<=\d )(?=[余多] ?[万亿千百]?[一-鿿])"
    rf"|(?<=[百千万佰仟] ) ?(?=分 {{0,2}}[之点])|(?<=分 ) ?(?=[之点])"
    rf"|(?:(?<=分之 )|(?<=分 之 )) ?(?=[\d{_DIGIT}])"
    rf"|(?<=[{_DIGIT}] )(?=[成折](?![一-鿿])|个 ?百 ?分)|(?<=个 )(?=百 ?分)"
    rf"|(?<=[{_DIGIT}] [{_DIGIT}] )(?=[元人名个户家项件亩吨])"
    rf"|(?<=[{_DIGIT}]成 )(?=[一二三四五六七八九](?![一-鿿 ]))"
    rf"|(?<!\.\d )(?<!\.\d\d )(?<=\d )(?=[万亿兆] ?{_REST})"
    rf"|(?<!\.\d [万亿兆] )(?<!\.\d\d [万亿兆] )(?<=\d [万亿兆] )(?={_REST})"
    rf"|(?<=万 \d )(?=千 ?[一-鿿])|(?<=\d )(?=万亿 ?{_REST})|(?<=\d 万亿 )(?={_REST})"
    rf"|(?<=\d[万亿兆] )(?={_REST}))"
)


class Closed(NamedTuple):
    """A text without those blanks."""

    folded: str
    starts: tuple[int, ...]
    """Where each stretch between two gaps begins, in the closed text."""
    shifts: tuple[int, ...]
    """How much further each stretch stood in the text as it was."""

    def pick(self, text: str) -> str:
        """The same characters of another text of the same length as the one that was closed."""
        ends = (*self.starts[1:], None)
        stretches = zip(self.starts, ends, self.shifts, strict=True)
        return "".join(
            text[start + shift : None if end is None else end + shift]
            for start, end, shift in stretches
        )

    def before(self, offset: int) -> int:
        """The place in the text as it was of a character of the closed text."""
        return offset + self.shifts[bisect_right(self.starts, offset) - 1]

    def after(self, offset: int) -> int:
        """The place in the closed text of a character of the text as it was."""
        shifted = tuple(map(sum, zip(self.starts, self.shifts, strict=True)))
        stretch = bisect_right(shifted, offset) - 1
        return offset - self.shifts[stretch]


def close_up(folded: str) -> Closed | None:
    """The text with its numerals closed up; None where there is nothing to close."""
    parts: list[str] = []
    starts, shifts = [0], [0]
    at = length = 0
    for gap in matches(_GAP, folded, " "):
        parts.append(folded[at : gap.start()])
        length += gap.start() - at
        at = gap.end()
        starts.append(length)
        shifts.append(at - length)
    if not parts:
        return None
    return Closed("".join([*parts, folded[at:]]), tuple(starts), tuple(shifts))
