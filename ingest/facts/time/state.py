"""What an expression is resolved against, and the state of reading it, coarse to fine."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from ingest.facts.late import late
from ingest.facts.quantities import numerals
from ingest.facts.time.moments import Moment, Span

_NO_PART = late(r"[半整钟许]|[一三]刻|零(?=\d)")
NUMBER = late(r"\d+|[零〇○一二两三四五六七八九十廿百]+")


class Context(NamedTuple):
    """What an expression may be resolved against."""

    published: Moment = ()
    focus: Moment = ()
    """The last date the text named, where a following one may lean on it."""
    near: Moment = ()
    """The last date named in the same sentence."""
    beside: Moment = ()
    """The last year named in the same sentence, of whatever: 2015年的目标:全年…"""
    account: Moment = ()
    """The year that the article gives account of, where its title says so."""
    period: Span | None = None
    """The last period or month that the text speaks of, for 同期."""
    future: bool = False
    """The sentence speaks of what is to come."""
    coming: bool = False
    """The words beside the date say that it is to come: 将于4日, 9月份将."""
    alone: bool = False
    """A phrase that is asked about, in no text: this month's day, this year's month, the next
    Monday. In an article they are rather the last ones before its publication."""
    fresh: bool = True
    """The focus was named in this paragraph."""
    told: Moment = ()
    """The past year, and month, that the sentences before give account of."""
    behind: str = ""
    """The characters behind the date."""
    today: Moment = ()
    """The day of publication, where nothing says that the text tells of another day."""
    gone: Moment = ()
    """The last day that the text named and that was not to come, for 当晚."""
    since: Moment = ()
    """Where this is the end of a span, the day on which it began."""
    clock: Moment = ()
    """The hour of an afternoon or night that the paragraph told last: 晚上8点, and 8点40分."""
    over: bool = False
    """The words before the date say that it is over: 刚过去的."""
    compared: bool = False
    """The time is one that another is compared with: 比上月."""


@lru_cache(maxsize=512)
def number(text: str) -> int:
    """The first number in the text."""
    match = NUMBER.search(text)
    if match is None:
        raise ValueError(f"no number in {text!r}")
    return int(numerals.exact(match.group()))


def numbers(text: str) -> list[int]:
    """All numbers in the text; 一二 is two of them."""
    found = []
    for match in NUMBER.finditer(text):
        words = match.group()
        if len(words) == 2 and "十" not in words and not words.isdigit():
            found += [int(numerals.exact(char)) for char in words]
        else:
            found.append(int(numerals.exact(words)))
    return found


def clock_parts(text: str) -> Moment:
    """Hour, minute and second as far as they are printed: 8, 30 of 8点半."""
    if ":" in text:
        return tuple(int(part) for part in text.rstrip("时许左右前后").split(":"))
    parts = [
        int(numerals.exact(match.group())) for match in NUMBER.finditer(_NO_PART.sub("", text))
    ]
    if "半" in text:
        parts.append(30)
    elif "刻" in text:
        parts.append(45 if "三刻" in text else 15)
    return tuple(parts[:3])


class State:
    """`span` is what has been read so far."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.span: Span | None = None
        self.daypart = ""
        self.floating = False
        """The day is none that the expression says."""
        self.ranged = False
        """What was read last has two ends that it says: 1至10月, 17日到20日."""
        self.reign = False
        self.lunar: tuple[int, int] | None = None
        """Year and month by the lunar calendar, where a reign title told the year."""
        self.school_month = 0
        """The month in which a school year begins that the expression says."""
        self.fiscal = False
        """The year is one of a company's accounts, whose quarters are not those of the calendar."""
        self.said_year = False
        self.said_relative = False
        """The year is told from now: 今年, of which the lunar one is another in January."""

    def _set(self, first: Moment, last: Moment | None = None) -> None:
        self.span = (first, first if last is None else last)

    @property
    def _year(self) -> int | None:
        return self.span[0][0] if self.span else None

    @property
    def inferred(self) -> bool:
        """Whether the year is not one that the expression itself says."""
        return not self.said_year

    @property
    def _now(self) -> Moment:
        if not self.context.published:
            raise ValueError("no date of publication")
        return self.context.published
