"""A number and its unit, read at one place of the fold: what `quantities` makes facts of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from ingest.facts import labels, numerals
from ingest.facts.units import Unit, unit_at, unit_table

_RUN = numerals.RUN.pattern
NUMBER = rf"(?:{_RUN})(?:点[零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖]+[百千万亿]*)?"
SCAN = re.compile(
    rf"(?P<sign>零下|负(?=[\d一二三四五六七八九十])|(?<![a-z\d%)\]年月日号])-)?"
    rf"(?:(?P<share>[百千万佰仟]+(?=分之)|{NUMBER}(?=分之))分之(?P<top>{NUMBER})"
    rf"|(?P<number>{NUMBER}|半))"
)
_NUMBER = re.compile(NUMBER)
_SHARE_AGAIN = re.compile(rf"(?:[百千万]分之)?(?P<top>{NUMBER})")
_SEPARATOR = re.compile(r"(?:\(含\))?\s?(?:至|到|-+|—+|–|~|〜)\s?")
_PAIR = re.compile(
    r"(?P<head>(?:[一二三四五六七八九]?[十百千])*)(?P<low>[一二两三四五六七八九])"
    r"(?P<high>[二两三四五六七八九])(?P<scale>[十百千万亿]*)"
)
_CHINESE_DIGIT = "一二三四五六七八九"
_VAGUE = {"多": "over", "余": "over", "来": "about", "几": "between"}
_TENTHS = frozenset("米块毛斤角毫")
_CENT = Fraction(1, 100)
_BEHIND_TENTH = r"[^一-鿿]|左右|上下|以[上下]|[到至的高]|$"
_TENTH = r"\d{1,2}|[一二三四五六七八九]"
_PERCENT_WORDS = frozenset("为立功员果长绩本都就熟交品型份语像")


@dataclass(frozen=True)
class Reading:
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


def read(folded: str, match: re.Match[str]) -> Reading | None:
    """The quantity that a match of `SCAN` begins, without approximators; None if it is none."""
    sign = -1 if match["sign"] else 1
    reading = _share(folded, match) if match["share"] else _plain(folded, match)
    if reading is None:
        return None
    reading = _with_range(folded, reading)
    if sign < 0:
        start = match.start()
        return replace(
            reading,
            start=start,
            value=-reading.value,
            value_to=reading.value_to and -reading.value_to,
        )
    return reading


def _share(folded: str, match: re.Match[str]) -> Reading | None:
    """百分之三, 三分之二."""
    bottom, top = match["share"], match["top"]
    try:
        value, high, approx = _number(top)
        if not bottom.strip("百千万佰仟"):
            unit = unit_table()["%"]
            whole = numerals.exact(bottom)
            return Reading(
                match.start(), match.end(), value * 100 / numerals.exact(bottom), top, unit, "%"
            )
        value /= numerals.exact(bottom)
    except (ValueError, ZeroDivisionError):
        return None
    return Reading(match.start(), match.end(), value, top, unit_table()["分之"], None)


def _plain(folded: str, match: re.Match[str]) -> Reading | None:
    start, end = match.span("number")
    words = match["number"]
    if words[0].isdigit():
        if labels.is_code(folded, start, end):
            return None
    elif start and folded[start - 1] == "第":
        return None
    if words == "一" and folded[end : end + 1] == "半":
        return Reading(start, end + 1, Fraction(1, 2), "一半", unit_table()["分之"], None)
    try:
        low, high, approx = _number(words)
    except ValueError:
        return None
    reading = Reading(start, end, low, words, value_to=high, approx=approx)
    return _with_unit(folded, reading)


def _number(words: str) -> tuple[Fraction, Fraction | None, str | None]:
    """Value, upper end and approximation of a number's own characters: 三四十, 几十, 60多万."""
    pair = _PAIR.fullmatch(words)
    if pair:
        low, high = numerals.DIGITS[pair["low"]], numerals.DIGITS[pair["high"]]
        if high == low + 1 or (low, high) == (3, 5):
            head, scale = pair["head"], pair["scale"]
            ends = [numerals.exact(head + pair[name] + scale) for name in ("low", "high")]
            if head and not scale:
                ends = [numerals.exact(head) + digit for digit in (low, high)]
            return ends[0], ends[1], "between"
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
    inside = next((_VAGUE[char] for char in words if char in _VAGUE), None)
    return value, None, inside


def _with_unit(folded: str, reading: Reading) -> Reading | None:
    """The reading with the unit behind it, and its fractions: 30余个, 一个半小时, 三斤半, 3米多."""
    end, approx = reading.end, reading.approx
    if (
        folded[end : end + 1] in _VAGUE
        and folded[end : end + 1] != "几"
        and unit_at(folded, end + 1)
    ):
        approx, end = _VAGUE[folded[end]], end + 1
    if folded[end : end + 1] == " " and not reading.chinese and unit_at(folded, end + 1):
        end += 1
    unit, value = unit_at(folded, end), reading.value
    if unit is None:
        return reading
    if unit.name == "个人" and folded[end + 2 : end + 3] in "工民大均口账信":
        unit = unit_table()["个"]
    stop = end + len(unit.name)
    if unit.name == "个" and folded[stop : stop + 1] in ("多", "余", "半"):
        inner = unit_at(folded, stop + 1)
        if inner and inner.dimension in ("duration", "percent"):
            approx = approx or _VAGUE.get(folded[stop])
            value += Fraction(1, 2) if folded[stop] == "半" else 0
            unit, end = inner, stop + 1
            stop = end + len(inner.name)
    printed = folded[end:stop]
    reading = replace(reading, end=stop, value=value, unit=unit, printed=printed, approx=approx)
    return _refine(folded, reading)


def _refine(folded: str, reading: Reading) -> Reading | None:
    """What may follow the unit: smaller units, a half, 多, a denominator."""
    unit = reading.unit
    assert unit is not None
    if unit.name in ("成", "折"):
        return _tenths_of_ten(folded, reading)
    reading = _compound(folded, reading)
    end = reading.end
    follows = folded[end : end + 1]
    measured = unit.dimension not in ("count", "people", "person-times")
    if follows == "半" and measured and folded[end + 1 : end + 2] not in tuple("年月天个小"):
        return replace(reading, end=end + 1, value=reading.value + Fraction(1, 2))
    if follows in ("多", "余") and measured and unit.kind == "figure":
        return replace(reading, end=end + 1, approx="over")
    if follows == "/":
        below = unit_at(folded, end + 1)
        name = below.name if below else folded[end + 1 : end + 2]
        if below or name in tuple("年月日天周股人次"):
            stop = end + 1 + len(name)
            return replace(reading, end=stop, per=name, printed=f"{reading.printed}/{name}")
    return reading


def _tenths_of_ten(folded: str, reading: Reading) -> Reading | None:
    """三成, 七成六, 五折 as percent."""
    follows = folded[reading.end : reading.end + 1]
    value, high, end = reading.value, reading.value_to, reading.end
    if reading.printed == "折":
        if not _is_discount(folded, reading) or value == 10:
            return None
        value = value * 10 if value < 10 else value
    else:
        if follows in _PERCENT_WORDS or (reading.words == "一" and follows == "不"):
            return None
        value, high = value * 10, high and high * 10
        if follows and follows in _CHINESE_DIGIT and folded[end + 1 : end + 2] not in numerals.TENS:
            value, end = value + numerals.DIGITS[follows], end + 1
    percent = unit_table()["%"]
    return replace(reading, value=value, value_to=high, end=end, unit=percent, printed="%")


def _is_discount(folded: str, reading: Reading) -> bool:
    """五折 the discount, not 三折屏 or 一波三折."""
    if folded[reading.end : reading.end + 1] in tuple("叠射磨返线页屏腾断损旧服冲中合"):
        return False
    before = folded[reading.start - 1 : reading.start] if reading.start else ""
    return not reading.chinese or before in tuple("打享为约至低") or not "一" <= before <= "鿿"


def _compound(folded: str, reading: Reading) -> Reading:
    """3元5角6分, 3斤5两, 1小时30分钟, 1米75: smaller units and tenths added up."""
    largest = reading.unit
    assert largest is not None
    if largest.factor is None or largest.dimension not in ("money", "mass", "length", "duration"):
        return reading
    last = largest.factor
    while reading.value_to is None:
        match = _NUMBER.match(folded, reading.end)
        if match is None:
            break
        try:
            value = numerals.exact(match.group())
        except ValueError:
            break
        share, length = _smaller(folded, match.end(), largest, last)
        if share:
            last, value, end = share, value * share / largest.factor, match.end() + length
        elif _is_tenth(folded, reading, match):
            end = match.end()
            value *= Fraction(last, 10 ** len(match.group()) * largest.factor)
        else:
            break
        reading = replace(reading, end=end, value=reading.value + value, compound=True)
    return reading


def _smaller(folded: str, position: int, largest: Unit, last: Fraction) -> tuple[Fraction, int]:
    """Factor and length of a unit of the same kind that is smaller than the last; (0, 0) if none."""
    if largest.norm_unit == "CNY" and folded[position : position + 1] == "分" and last > _CENT:
        return _CENT, 2 if folded.startswith("分钱", position) else 1
    unit = unit_at(folded, position)
    if unit and unit.norm_unit == largest.norm_unit and unit.factor and unit.factor < last:
        return unit.factor, len(unit.name)
    return Fraction(0), 0


def _is_tenth(folded: str, reading: Reading, match: re.Match[str]) -> bool:
    """The 九 of 三米九 and the 五 of 两毛五, not that of 6000多块五边形."""
    if reading.approx or reading.value >= 100 or not re.fullmatch(_TENTH, match.group()):
        return False
    if folded[reading.end - 1] not in _TENTHS or unit_at(folded, match.end()):
        return False
    return re.match(_BEHIND_TENTH, folded[match.end() : match.end() + 2]) is not None


def _with_range(folded: str, reading: Reading) -> Reading:
    """3至5个, 500万元-1亿元, 三、四个; a change (从10%到20%) is two quantities, no range."""
    separator = _SEPARATOR.match(folded, reading.end)
    if separator is None or reading.value_to is not None:
        return reading
    second = _second(folded, separator.end(), reading)
    if second is None or second.unit is None:
        return reading
    unit = reading.unit
    if unit is not None:
        if unit.kind != second.unit.kind or unit.dimension != second.unit.dimension:
            return reading
        if unit.dimension == "count" and unit.name != second.unit.name:
            return reading
        if separator.group().strip() in "至到" and re.search(
            r"[从由][^,。;]{0,8}$", folded[max(0, reading.start - 9) : reading.start]
        ):
            return reading
    low = reading.value if unit else _inherit(reading, second)
    if low > second.value:
        return reading
    return replace(
        second,
        start=reading.start,
        value=low,
        value_to=second.value,
        words=reading.words + second.words,
    )


def _second(folded: str, position: int, first: Reading) -> Reading | None:
    match = _SHARE_AGAIN.match(folded, position)
    if match is None:
        return None
    words = match["top"]
    try:
        value = numerals.exact(words)
    except ValueError:
        return None
    if first.unit and first.unit.name == "%" and folded[first.end - 1] != "%":
        return Reading(match.start("top"), match.end(), value, words, first.unit, "%")
    if words[:1].isdigit() == first.chinese and not (first.scaled or words[:1].isdigit()):
        return None
    return _with_unit(folded, Reading(match.start("top"), match.end("top"), value, words))


def _inherit(first: Reading, second: Reading) -> Fraction:
    """3至5万元 is 30000 to 50000: the first number takes the second one's 万 or 亿."""
    scale = Fraction(1)
    rest = second.words
    while rest and not first.scaled:
        step = numerals.MYRIADS.get(rest[-1]) or (first.value < 10 and numerals.TENS.get(rest[-1]))
        if not step:
            break
        scale *= step
        rest = rest[:-1].rstrip()
    return first.value * scale if first.value * scale <= second.value else first.value
