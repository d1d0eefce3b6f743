"""Dates of publication, as pages print them, in ISO form at their own precision."""

from __future__ import annotations

import re
from datetime import date

from ingest.model import Line

_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*(?:[-/.年]\s*(1[0-2]|0?[1-9])(?!\d)"
    r"(?:\s*[-/.月]\s*(3[01]|[12]\d|0?[1-9])(?!\d)\s*[日号]?"
    r"(?:[T\s]*(\d{1,2})\s*[:：时]\s*(\d\d)(?:\s*[:：分]\s*(\d\d))?)?)?)?"
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
# Three pieces that a page prints in different sizes: 202106/1718:30:02.
_PIECES = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*(\d\d)/(\d\d)\s*(\d\d:\d\d)")
# 20/12/2021, as Hong Kong prints it; what may be a month as well as a day is not guessed at.
_DAY_FIRST = re.compile(
    r"(?<!\d)(3[01]|[12]\d|0?[1-9])([-/.])(1[0-2]|0?[1-9])\2((?:19|20)\d\d)(?!\d)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = re.compile(
    r"\b(?:(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2}),?"
    r"|(?P<first>\d{1,2}) (?P<then>[A-Z][a-z]{2,8})\.?,?)"
    r" (?P<year>(?:19|20)\d\d)\b"
)
"""July 24, 2013 and 24 July 2013."""
_UNIX = re.compile(
    r"\b[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d)"
    r" ([+-]\d{4}|[A-Z]{3}) ((?:19|20)\d\d)\b"
)
"""Wed Aug 29 15:43:00 +0800 2018, as programs print it."""
_HALVES = re.compile(
    r"(?:(?P<half>凌晨|早上|早晨|上午|中午|下午|傍晚|晚上)\s*)?(?<!\d)(?P<hour>\d{1,2})"
    r"(?P<rest>[:：]\d\d(?:[:：]\d\d)?)(?:\s?(?P<pm>[AaPp])\.?[Mm]\b)?"
)
"""A time of day with its half: 下午3:43, 3:43 PM."""
_LATER = ("中午", "下午", "傍晚", "晚上")
_SHORT = re.compile(r"(?<![\d-])(\d\d)-(0[1-9]|1[0-2])-(\d\d)(?=\s+\d\d:\d\d)")
"""18-01-16 16:53, with which only a time of day makes sure of the order."""
_ALONE = re.compile(
    r"[(（]?\s*(?:19|20)\d\d\s*[年.-]\s*\d{1,2}\s*[月.-]\s*\d{1,2}\s*日?\s*(?:[(（]?(?:星期|周|週).[)）]?)?\s*[)）]?"
    r"|[一二][〇零○一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_CODE = re.compile(r"[(（](?:编辑|編輯)[:：/][^()（）]{1,40}[)）]\s?(1?\d\d)(\d\d)(\d\d)")
"""（編輯：李曉）1080305: how the Central News Agency ends a report, in years of the Republic."""
_SHOT = re.compile(r"[摄攝社]\s?(1\d\d)年(\d{1,2})月(\d{1,2})日")
_FROM_END = 4
"""Lines among which a text that is signed with a day has it."""
_WRITTEN = re.compile(
    r"([一二][〇零○Ｏ０一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})日)?"
)
"""二〇二三年十月十二日"""
_NUMERALS = {
    **{char: str(n) for n, char in enumerate("〇一二三四五六七八九")},
    **dict.fromkeys("零○Ｏ０", "0"),
}
_ERA = re.compile(r"民[国國]\s*(\d{2,3})\s*年")
_ZONE = re.compile(r"(?:Z|GMT|UTC|[+-]\d\d:?\d\d)$")
_ZERO = re.compile("GMT|UTC")
_BASIC = re.compile(r"([+-]\d\d)(\d\d)$")
# 新华社北京3月5日电, 2018年08月29日讯: the line a report opens with.
_DATELINE = re.compile(
    r"((?:19|20)\d\d)年\s*(\d{1,2})月\s*(\d{1,2})日"
    r"(?:[电讯]|\s?[(（][\u4e00-\u9fff]{2,12}[网社报台讯訊][)）])"
)


def iso_date(text: str | None) -> str | None:
    """The first date in `text`, e.g. 2018, 2018-08, 2018-08-29 or 2018-08-29T15:43; or None.

    A zone at the end of an ISO time is kept. Days that no calendar has are refused.
    """
    if not text:
        return None
    text = _ERA.sub(lambda era: f"{int(era[1]) + 1911}年", text)
    text = _WRITTEN.sub(_in_digits, text)
    text = _PIECES.sub(r"\1-\2-\3 \4", text)
    text = _SHORT.sub(lambda short: f"20{short[1]}-{short[2]}-{short[3]}", text)
    text = _ENGLISH.sub(_in_numbers, _UNIX.sub(r"\1 \2 \5 \3 \4", text))
    text = _HALVES.sub(_of_24_hours, text)
    match = _DATE.search(text)
    turned = _DAY_FIRST.search(text)
    if turned and match and turned.start() < match.start():
        day, sign, month, year = turned.groups()
        is_sure = sign == "." or int(day) > 12 or int(day) == int(month)
        return _checked(year, month, day) if is_sure else year
    compact = _COMPACT.search(text)
    if compact and (not match or match.start() >= compact.start()):
        return _checked(*compact.groups())
    if not match:
        return None
    year, month, day, hour, minute, second = match.groups()
    day_part = _checked(year, month, day)
    if day_part is None or hour is None or int(hour) > 23 or int(minute) > 59:
        return day_part
    zone = _ZONE.search(text[match.end() :].strip())
    seconds = f":{second}" if second else ""
    offset = _ZERO.sub("Z", _BASIC.sub(r"\1:\2", zone.group())) if zone else ""
    return f"{day_part}T{int(hour):02d}:{minute}{seconds}{offset}"


def find_date(body: str, lines: tuple[Line, ...]) -> str | None:
    """The date of the dateline in the article's first paragraphs, or that which it is signed with
    at its end, in a code or on a line of its own; or None."""
    for line in [line for line in lines if line.role == "paragraph"][:3]:
        match = _DATELINE.search(body, line.start, min(line.end, line.start + 80))
        if match:
            return _checked(*match.groups())
    for line in lines[-_FROM_END:]:
        match = _CODE.search(body, max(line.start, line.end - 60), line.end)
        match = match or _SHOT.search(body, line.start, line.end)
        if match and match.end() == line.end:
            return _checked(str(int(match[1]) + 1911), match[2], match[3])
    if len(lines) > _FROM_END:
        for line in reversed(lines[-_FROM_END:]):
            if _ALONE.fullmatch(body, line.start, line.end):
                return iso_date(body[line.start : line.end])
    return None


def _of_24_hours(time: re.Match[str]) -> str:
    """A time of day counted from midnight; one without its half as it is."""
    hour, half, pm = int(time["hour"]), time["half"], (time["pm"] or "").lower()
    if not half and not pm:
        return time[0]
    if (half in _LATER or pm == "p") and hour < 12 and not (half == "中午" and hour > 9):
        hour += 12
    elif (half == "凌晨" or pm == "a") and hour == 12:
        hour = 0
    return f"{hour}{time['rest']}"


def _in_digits(date: re.Match[str]) -> str:
    """A date in Chinese numerals as one in digits."""
    year = "".join(_NUMERALS[char] for char in date[1])
    day = f"{_to_hundred(date[3])}日" if date[3] else ""
    return f"{year}年{_to_hundred(date[2])}月{day}"


def _to_hundred(numeral: str) -> int:
    """Below a hundred, with tens: 二十三 is 23."""
    tens, ten, ones = numeral.rpartition("十")
    return (int(_NUMERALS.get(tens, "1")) * 10 if ten else 0) + int(_NUMERALS.get(ones, "0"))


def _in_numbers(date: re.Match[str]) -> str:
    """An English date as an ISO one; what only looks like one as it is."""
    month = (date["month"] or date["then"])[:3].lower()
    if month not in _MONTHS:
        return date[0]
    return f"{date['year']}-{_MONTHS.index(month) + 1:02d}-{int(date['day'] or date['first']):02d}"


def _checked(year: str, month: str | None = None, day: str | None = None) -> str | None:
    if month is None:
        return year
    if day is None:
        return f"{year}-{int(month):02d}"
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
