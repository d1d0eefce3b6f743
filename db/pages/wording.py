"""Numbers, dates and verdicts in the words of a Chinese reader."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any


def _labels() -> dict[str, dict[str, tuple[str, str]]]:
    """Group → value → its label in Chinese and English, in the order of the table."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for line in files("db.pages").joinpath("labels.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            group, value, chinese, english = line.split("\t")
            found.setdefault(group, {})[value] = (chinese, english)
    return found


LABELS = _labels()
KINDS = LABELS["kind"]
LEVELS = {value: chinese for value, (chinese, _) in LABELS["level"].items()}
VERDICTS = {
    "clean": (
        "原文完好：没有发现损坏，一字未改。",
        "Found undamaged: not a character was changed.",
    ),
    "exact": (
        "已完整复原：把这篇文字照样再损坏一次，得到的与找到的页面逐字相同。",
        "Restored exactly: damaging this text again gives the page as it was found, "
        "character for character.",
    ),
    "chosen": (
        "已复原，经逐字验证；其中 {lost} 处原字已失，由字频推定，页中一一标出。",
        "Restored and certified, but {lost} places were lost for good: "
        "statistics chose, and each is marked.",
    ),
    "partial": (
        "只复原了一部分：未能证明与原文逐字相同，存疑 {lost} 处，请对照“原样”阅读。",
        "Restored in part: no proof that every character is right, {lost} places in doubt; "
        "compare it with the text as found.",
    ),
}
DOUBT = "其中有字由字频推定，或已不可知 a character was chosen or is lost"
"""What is said of a fact that rests on such a character."""
_UNITS = ((1e20, "万亿亿"), (1e16, "亿亿"), (1e12, "万亿"), (1e8, "亿"), (1e4, "万"))
_DECIMALS = 4
_FEW = 1e5
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ](\d{2})(?::(\d{2}).*)?)?")
_DURATION = re.compile(r"(R/)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_CONTROLS = re.compile(
    "[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f\x7f]"
)


def label(group: str, value: str) -> str:
    """What a value is called in Chinese; the value itself where the table has no word for it."""
    return LABELS[group].get(value, (value, value))[0]


def number(value: float | None) -> str:
    """A number as it is read: 1.78亿, 560万, 42,347; with all of its digits, in the biggest unit
    in which these are few.

    >>> number(178000000), number(42347), number(20000), number(0.5)
    ('1.78亿', '42,347', '2万', '0.5')
    >>> number(4268850000000), number(2572300000000), number(4e12 / 3)
    ('42,688.5亿', '2.5723万亿', '1.3333万亿')
    >>> number(2.185e21), number(1.2e17)  # as supercomputers are counted
    ('21.85万亿亿', '12亿亿')
    """
    if value is None:
        return ""
    if value < 0:
        return "−" + number(-value)
    units = [(scale, unit) for scale, unit in _UNITS if value >= scale]
    if value < 1e6 and value % 1000:
        units = []
    for scale, unit in units:
        size = value / scale
        if size < _FEW and math.isclose(round(size, _DECIMALS), size, rel_tol=1e-12):
            return _plain(size) + unit
    if not units or value == int(value):
        return _plain(value)
    scale, unit = units[0]
    return _plain(value / scale) + unit


def exact(value: float | None) -> str:
    """All digits of a number, in groups of three.

    >>> exact(178000000.0)
    '178,000,000'
    """
    if value is None:
        return ""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"


def _plain(value: float) -> str:
    return f"{value:,.{_DECIMALS}f}".rstrip("0").rstrip(".")


def quantity(value: float | None, unit: str | None, per: str | None = None) -> str:
    """A number with its unit: 1.78亿元, 28.1%, 2万元/年.

    >>> quantity(178000000, "CNY"), quantity(0.281, "ratio"), quantity(2e4, "CNY", "年")
    ('1.78亿元', '28.1%', '2万元/年')
    """
    if value is None:
        return ""
    tail = f"/{per}" if per else ""
    if unit == "ratio":
        return ("−" if value < 0 else "") + _plain(abs(value) * 100) + "%" + tail
    return number(value) + label("unit", unit or "") + tail


def date(iso: str | None) -> str:
    """An ISO date, period or duration as it is read, as precise as it is.

    >>> date("2018-08-29"), date("2017-06"), date("2017"), date("2020-01/2020-06"), date("P3Y")
    ('2018年8月29日', '2017年6月', '2017年', '2020年1月—2020年6月', '3年')
    >>> date("2018-08-29T06"), date("2018-08-29T06:30:00+08:00")
    ('2018年8月29日 6时', '2018年8月29日 06:30')
    """
    if not iso:
        return ""
    if "/" in iso and not iso.startswith("R"):
        start, _, end = iso.partition("/")
        return date(start) if start == end else f"{date(start)}—{date(end)}"
    parts = _ISO.fullmatch(iso)
    if parts:
        year, month, day, hour, minute = parts.groups()
        text = f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")
        if hour and not minute:
            return f"{text} {int(hour)}时"
        return text + (f" {hour}:{minute}" if hour and (hour, minute) != ("00", "00") else "")
    duration = _DURATION.fullmatch(iso)
    if duration and any(duration.groups()[1:]):
        names = ("年", "个月", "周", "天")
        pieces = zip(duration.groups()[1:], names, strict=True)
        return ("每" if duration[1] else "") + "".join(n + name for n, name in pieces if n)
    return iso


def period(start: str | None, end: str | None) -> str:
    """A period from its two ends; either may be missing."""
    if start and end:
        return date(f"{start}/{end}")
    return date(start) + "起" if start else "至" + date(end) if end else ""


def verdict(article: Mapping[str, Any]) -> tuple[str, str]:
    """What became of a page, in one plain sentence (Chinese, English).

    >>> verdict({"verdict": "exact", "certified": 1, "lost": 2})[0][:9]
    '已复原，经逐字验证'
    """
    name = article["verdict"]
    if name != "clean" and article["certified"]:
        name = "chosen" if article["lost"] else "exact"
    chinese, english = VERDICTS[name]
    return chinese.format(lost=article["lost"]), english.format(lost=article["lost"])


def visible(text: str) -> str:
    """`text` with controls that reorder or hide characters written out, so that none can act.

    >>> visible("a\\u202eb")
    'a[U+202E]b'
    """
    return _CONTROLS.sub(lambda control: f"[U+{ord(control[0]):04X}]", text)
