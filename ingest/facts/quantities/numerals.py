"""Chinese, Arabic and mixed numerals: `parse` reads one, `find` finds those of a text.

The value of an approximate numeral (十余万, 几十) is the lower end of what it says; how far it may
reach is the business of `ingest.facts.quantities.extract`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from ingest.facts.late import late
from ingest.facts.quantities.scales import DIGITS, MYRIADS, PACKED, TENS, ScaleReader
from ingest.script import fold

_BLANKS = late(r"(?<!\d)\s+|\s+(?!\d+\s*/)")
_BLANK_BEFORE_SCALE = late(r"(?<=\d)\s+(?=[万亿千百])")
LATIN_SCALES = {"k": 10**3, "w": 10**4, "m": 10**6}
COUNTED = {"个": 1, "双": 2, "对": 2, "打": 12}

_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_PLAIN = late(_ARABIC)
_COMMON = re.compile(rf"({_ARABIC})([万亿]?)")
_ATOM = re.compile(rf"(?P<arabic>{_ARABIC})|(?P<char>.)")
_DECIMAL = late(r"(?P<whole>.+)[点.](?P<digits>[零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖]+)"
                      r"(?P<scale>[十百千万亿兆]*)")  # fmt: skip
_FRACTION = re.compile(r"(?:(?P<whole>.+)又)?(?P<bottom>.+)分之(?P<top>.+)")
_SLASH = re.compile(r"(?:(?P<whole>\d+)\s+)?(?P<top>\d+)\s*/\s*(?P<bottom>\d+)")
_MONEY = late(
    r"(?:(?P<yuan>[^元圆块角毛分]+)[元圆块])?(?:(?P<jiao>[^元圆块角毛分]+)[角毛])?"
    r"(?:(?P<fen>[^元圆块角毛分]+)分)?(?:[整正])?"
)
_POWER = re.compile(r"(?P<base>-?[\d.]+)\^(?P<power>[+-]?\d+)")
_EXPONENT = re.compile(r"\d+(?:\.\d+)?e[+-]?\d+")

Number = int | float

LONGEST = 60
"""Characters that the longest numeral has: 壹仟贰佰叁拾肆亿… down to the cent has some forty."""


def parse(text: str, strict: bool = False) -> Number:
    """The number that `text` says and nothing else; ValueError when it is not a numeral.

    >>> parse("一百二十万三"), parse("1.2万亿"), parse("三分之二") == 2 / 3
    (1203000, 1200000000000, True)

    `strict` refuses bare rows of digits (一一), which otherwise read as in 二〇〇二.
    """
    folded = _BLANKS.sub("", fold(text).strip())
    value = _signed(_bounded(folded), strict)
    return int(value) if value.denominator == 1 else float(value)


@lru_cache(maxsize=512)
def exact(folded: str, strict: bool = False) -> Fraction:
    """The value of a folded numeral without blanks, as an exact fraction; ValueError if none."""
    _bounded(folded)
    if folded.isdecimal():
        return Fraction(int(folded))
    common = _COMMON.fullmatch(folded)
    if common:
        value = _arabic(common[1])
        return value * MYRIADS[common[2]] if common[2] else value
    return _signed(folded.replace(" ", ""), strict)


def _bounded(text: str) -> str:
    """`text`, if it is no longer than numbers get: a longer row of digits is no quantity."""
    if len(text) > LONGEST:
        raise ValueError(f"{len(text)} characters are no number")
    return text


def _signed(text: str, strict: bool) -> Fraction:
    power = _POWER.fullmatch(text)
    if power:
        if len(power["power"]) > 3:
            raise ValueError(f"a power of {power['power']}")
        return Fraction(power["base"]) ** int(power["power"])
    for sign in ("负", "-", "零下"):
        if text.startswith(sign):
            return -_unsigned(text[len(sign) :], strict)
    return _unsigned(text.removeprefix("+"), strict)


def _unsigned(text: str, strict: bool) -> Fraction:
    if text[:1] in ("负", "-") or not text:
        raise ValueError(f"not a numeral: {text!r}")
    fraction = _SLASH.fullmatch(text) or _FRACTION.fullmatch(text)
    if fraction:
        return _fraction(fraction, strict)
    if any(char in text for char in "元圆块角毛"):
        return _money(text, strict)
    if _EXPONENT.fullmatch(text):
        return Fraction(text)
    if text[-1] in LATIN_SCALES and _PLAIN.fullmatch(text[:-1]):
        return _arabic(text[:-1]) * LATIN_SCALES[text[-1]]
    if len(text) > 1 and text[-1] in COUNTED:
        return _unsigned(text[:-1], strict) * COUNTED[text[-1]]
    if text.strip("一半") == "" and "半" in text:
        return Fraction(1, 2)
    if text.endswith("个半"):
        return _whole(text[:-2], strict) + Fraction(1, 2)
    return _decimal(text, strict)


def _fraction(match: re.Match[str], strict: bool) -> Fraction:
    bottom = _signed(match["bottom"], strict)
    if not bottom:
        raise ValueError("a denominator of nought")
    share = _signed(match["top"], strict) / bottom
    if match["whole"] is None:
        return share
    whole = _signed(match["whole"], strict)
    return whole - share if whole < 0 else whole + share


def _money(text: str, strict: bool) -> Fraction:
    """Yuan, jiao and fen of an amount in words: 玖仟陆佰陆拾伍圆壹角捌分."""
    match = _MONEY.fullmatch(text)
    if match is None or not any(match.groups()):
        raise ValueError(f"not an amount: {text!r}")
    parts = (("yuan", 1), ("jiao", 10), ("fen", 100))
    given = ((match[name], share) for name, share in parts if match[name])
    return sum((_decimal(words, strict) / share for words, share in given), Fraction(0))


def _decimal(text: str, strict: bool) -> Fraction:
    match = _DECIMAL.fullmatch(text)
    if match is None:
        return _whole(text, strict)
    digits = "".join(str(DIGITS[char]) for char in match["digits"])
    value = _whole(match["whole"], strict) + Fraction(int(digits), 10 ** len(digits))
    for scale in match["scale"]:
        value *= TENS.get(scale) or MYRIADS[scale]
    return value


def _arabic(text: str) -> Fraction:
    return Fraction(text.replace(",", "") if text[0] != "." else "0" + text)


def _whole(text: str, strict: bool) -> Fraction:
    """Digits and scales added up from the left; a scale multiplies what stands before it."""
    for packed, spelt in PACKED.items():
        text = text.replace(packed, spelt)
    reader = ScaleReader(strict)
    position = 0
    while position < len(text):
        match = _ATOM.match(text, position)
        if match is None:
            raise ValueError(f"not a numeral: {text!r}")
        position = match.end()
        if match["arabic"]:
            reader.number(_arabic(match["arabic"]))
        else:
            reader.character(match["char"])
    return reader.finish()


@dataclass(frozen=True)
class Numeral:
    """A numeral in a text: its span there and its value."""

    start: int
    end: int
    value: Number


# 千 of 千米 and 兆 of 兆瓦 belong to the unit.
_SCALE = (
    r"(?:[十万亿拾]|(?<=[一二两三四五六七八九壹贰叁肆伍陆柒捌玖])[百佰](?!帕|分[点位])"
    r"|[百佰](?!帕|分[之点位])|[千仟](?![米克瓦伏赫帕焦卡]|字节|比特)"
    r"|兆(?![瓦焦赫帕欧伏安]|字节|比特))"
)
_DIGIT = "[零〇○一二两三四五六七八九廿卅壹贰叁参肆伍陆柒捌玖]"
# 两 within a number is a digit before a scale (三千两百), the end of a range before a word of
# measure (一两家), and else the unit (三千两百两).
_NEXT_DIGIT = (
    "(?:[零〇○一二三四五六七八九廿卅壹贰叁参肆伍陆柒捌玖]|两(?=[百千万亿])"
    "|(?<=[一三])两(?=[个家名位次年天月日种条项件人只座处所辆部首句下把样回遍倍周代户块场]))"
)
_AGAIN = "[一二两三四五六七八九]"
_ANEW = f"(?!(?<=万)[一二两三四五六七八九十百千零]{{1,7}}万|(?<=千){_AGAIN}千|(?<=百){_AGAIN}百)"
"""A scale that comes once more begins another number: 八万 | 十万."""
RUN = (
    rf"(?:{_ARABIC})(?:(?:[多余来几]?{_SCALE}|\s?[万亿])(?:零?(?:{_ARABIC}|[一二两三四五六七八九]))?)*"
    rf"|(?:[几数](?=[十百千万亿]))?(?:{_DIGIT}|{_SCALE})(?:{_ANEW}(?:{_NEXT_DIGIT}|{_SCALE}|[几多余来](?={_SCALE})))*(?:(?<=[十百千万])几)?"
)
"""A row of characters that may be a numeral; `exact` decides."""


def find(text: str) -> Iterator[Numeral]:
    """The numerals of a text, in order, with decimals and fractions whole.

    Words that merely contain a numeral (一切, 四川, 放肆) are passed over where they are listed.
    """
    folded = fold(text)
    for match in _search().finditer(folded):
        start, words = match.start(), match.group().rstrip()
        share = _BARE_SHARE.match(words)
        if share:  # 百分之三: the number is 3
            start, words = start + share.end(), words[share.end() :]
        if _is_word(folded, start, start + len(words), words):
            continue
        try:
            value = parse(_BLANK_BEFORE_SCALE.sub("", words))
        except (ValueError, OverflowError):
            continue
        yield Numeral(start, start + len(words), value)


_BARE_SHARE = late(r"[百千万佰仟]分之")
_WORDS = late(
    r"一(?=切|看|定|些|样|般|直|旦|律|起|边|致|向|共|同|带一路)|四(?=川)|三(?=亚)|九(?=九是|江|寨)|千(?=万不)|万(?=科|达|一|分)"
    r"|十(?=分(?!钟|之)|足)"
)
_FINANCIAL = "壹贰叁肆伍陆柒捌玖拾"


def _is_word(folded: str, start: int, end: int, words: str) -> bool:
    """A numeral character that is part of another word."""
    bare = words.replace(" ", "")
    if not bare.strip("百千万亿佰仟") or bare in ("两两", "三三", "一一"):
        return True
    if len(bare) == 1 and bare in _FINANCIAL:
        around = (
            folded[start - 1 : start] + folded[end : end + 1] if start else folded[end : end + 1]
        )
        return any("一" <= char <= "鿿" and char not in "是为" for char in around)
    if (len(bare) == 1 and folded[end : end + 1] == "切") or folded[start - 1 : start] == "壹":
        return True
    return _WORDS.match(folded, start) is not None and len(bare) <= 2


@lru_cache(maxsize=1)
def _search() -> re.Pattern[str]:
    """What `find` looks for: fractions with a slash, powers, and numerals with blanks in them."""
    blank = r"|\s{1,2}(?=[余几零一二两三四五六七八九十百千万亿兆])|[几多余来](?=\s?"
    apart = RUN.replace(r"|\s?[万亿])", r"|\s{0,2}[万亿]|\s[百千](?![米克瓦]))")
    apart = apart.replace("(?:零?(?:", r"(?:零?(?:\s?\d+(?=\s?[百千万])|")
    spaced = f"(?:{apart.replace('|[几多余来](?=', blank)})"
    decimals = r"(?:点\s?[零一二三四五六七八九壹贰叁肆伍陆柒捌玖]+[万亿]?)"
    share = rf"\s?(?:又\s?负?{spaced})?\s{{0,2}}分\s{{0,2}}之\s?负?{spaced}{decimals}?"
    return re.compile(
        r"(?<![\d./])(?:\d+\s)?\d+/\d+(?![\d/])|-?\d+(?:\.\d+)?(?:e[+-]?\d+|\^[+-]?\d+)(?!\d)"
        r"|\d[\d,]*(?:\.\d+)?[km](?![a-z\d])"
        rf"|(?:负|(?<![\d-])-)?(?:半(?=百)|{spaced}){decimals}?(?:{share})?"
        r"(?:打(?![工算开击造架电字听交球包扮]))?"
    )
