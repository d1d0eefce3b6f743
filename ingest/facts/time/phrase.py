"""A date or period that a phrase alone says, such as a reader types into a search box."""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.facts.document import Document
from ingest.facts.late import late
from ingest.facts.time.compose import Expression, expressions
from ingest.facts.time.durations import Duration, durations
from ingest.facts.time.moments import Moment, add_days, iso, parse_iso
from ingest.facts.time.order import in_order
from ingest.facts.time.reader import Reader
from ingest.facts.time.years import digits_of, year_of_two_digits

_UNTIL = re.compile(r"(?:或|及)?[之以]?前(?!后)")
_SHORT_YEAR = late(r"(?:\d\d|[零〇○一二三四五六七八九]{2})年")
_WRITTEN = (
    (r"(\d{4})\s?(\d{2})\s?(\d{2})", r"\1-\2-\3"),
    (r"((?:19|20)\d\d)", r"\1年"),
    (r"(\d{1,2})[·/](\d{1,2})", r"\1月\2日"),
    (r"(\d{1,2})-(\d{1,2})\s+(\d{1,2}:\d\d)", r"\1月\2日\3"),
    (r"((?:\d{1,2}|[一二三四五六七八九十]{1,2})月)(\d{1,2})", r"\1\2日"),
    (r"(\d{4})[.-](\d{1,2})", r"\1年\2月"),
    (r"(\d{4})[.-](\d{1,2})[.-](\d{1,2})", r"\1-\2-\3"),
    (r"(\d{4}-\d\d-\d\d)(\d\d:\d\d)", r"\1 \2"),
    (r"((?:19|20)\d\d[.]\d\d-(?:19|20)\d\d)", r"\1"),
)


def resolve(text: str, published: str | None = None) -> str | None:
    """The ISO form of the date or period that a phrase alone says, such as a reader would type.

    Unlike in an article, nothing tells past from future here: a month is this year's, a day this
    month's, a weekday the next one; 之前 and 以前 reach from now to the date.
    `published` is the day (or time) that relative phrases are resolved against.
    """
    now = parse_iso(published)
    document = Document(_canonical(text.strip(), now), published)
    found = in_order(
        expressions(document.folded, alone=True), durations(document.folded, alone=True)
    )
    reader = Reader(document, now, alone=True)
    if len(found) > 1 and all(isinstance(item, Expression) for item in found):
        row = _row_of_days(document, found, now)
        if row:
            return row
    if len(found) > 1 and isinstance(found[1], Expression) and _is_weekday(found[0]):
        found = found[1:]  # 星期天,二月十号: the date says more
    for item in found:
        fact = reader.duration(item) if isinstance(item, Duration) else reader.expression(item)
        if fact and fact.resolved:
            behind = document.folded[fact.end :]
            if isinstance(item, Expression) and _UNTIL.match(behind) and now:
                return _until(fact.resolved, now)
            return fact.resolved
    return None


def _row_of_days(document: Document, found: list[Expression | Duration], now: Moment) -> str | None:
    """First and last of days that follow one another: 9月10号，11号，12号."""
    gaps = (document.folded[one.end : two.start] for one, two in pairwise(found))
    if any(gap.strip() not in (",", "、", "和") for gap in gaps):
        return None
    reader = Reader(document, now, alone=True)
    facts = [reader.expression(item) for item in found if isinstance(item, Expression)]
    days = [parse_iso(fact.as_of) if fact else () for fact in facts]
    if any(len(day) != 3 for day in days):
        return None
    follows = all(add_days(one, 1) == two for one, two in pairwise(days))
    return f"{iso(days[0])}/{iso(days[-1])}" if follows else None


def _is_weekday(item: Expression | Duration) -> bool:
    return isinstance(item, Expression) and [token.kind for token in item.tokens] == ["weekday"]


def _canonical(text: str, now: Moment) -> str:
    """Short ways to write a date, when they are the whole phrase: 20240307, 2018, 6·30, 1月3."""
    if _SHORT_YEAR.fullmatch(text):
        return f"{year_of_two_digits(digits_of(text), now)}年"
    for pattern, spelt in _WRITTEN:
        match = re.fullmatch(pattern, text)
        if match:
            return match.expand(spelt)
    return text


def _until(resolved: str, now: Moment) -> str:
    """From now until the end of a date, where that is still to come."""
    last = parse_iso(resolved.split("/")[-1])
    return f"{iso(now[:3])}/{iso(last)}" if last >= now[: len(last)] else resolved
