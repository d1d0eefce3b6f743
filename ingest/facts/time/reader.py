"""Makes facts of expressions and durations, in the order of the text."""

from __future__ import annotations

import re

from ingest.facts.late import late
from ingest.facts.time.compose import Expression
from ingest.facts.time.durations import Duration
from ingest.facts.time.in_names import in_title, is_name
from ingest.facts.time.made import duration_fact, in_holiday, recurring, time_fact
from ingest.facts.time.memory import OLDEST, Memory
from ingest.facts.time.moments import Span, add_days, add_months, last_day, to_date, valid
from ingest.facts.time.reach import resolve_duration
from ingest.facts.time.resolve import resolve_tokens
from ingest.facts.time.state import Context
from ingest.model import Fact

_SAME_YEAR = frozenset(("同年", "当年", "次年", "翌年"))
_NO_SUBJECT = frozenset(("", *",;。:、(到至于在从自由和及与即截"))
"""Before a day of which nobody is said to have done something then."""
_WIRED = re.compile("[电讯](?![话视动影力子器脑信线灯缆])|消息[,:]")
_ON_THE_SPOT = late(",?(?:本报)?(?:记者|笔者)(?:一行)?(?:在|来到|走进|前往|赶到|驱车|跟随|看到)")
"""Behind a day that its line opens with: what the reporter tells of then is of 今天."""
_RATE = late("每[一-鿿]{1,4}$")
"""每户|每月: a rate, which the number's `per` tells."""
_DATED = late(r"[,(]\s?(?:((?:19|20)\d\d)年)?(\d{1,2})月(\d{1,2})日(?!至|到|-|起|前)")
_NUMBERED = re.compile(r"\((\d{1,2})日\)")
_DAYS_BEHIND = re.compile(r"\((\d{1,2})日?(?:至|到|[-~—–]+)(\d{1,2})日\)")
_DAY_BEFORE = ("前一天", "前一日", "头一天")
_COUNTED_FROM = late(
    "(?:案发|事发|出事|关门|出院|去世|离世|遇害|失踪|婚礼|高考|中考|开学|开幕|开庭|出发|考试|手术|决赛|启程|回国)$"
)
"""Before 前一天, which is counted from them, and not from the day that was told."""
_OF_THE_DAY = frozenset("今昨明前后大本")


class Reader(Memory):
    """Makes facts of what was found, each against what the text said before it."""

    def expression(self, item: Expression) -> Fact | None:
        folded = self.document.folded
        if is_name(folded, item) or self._repeats(item):
            return None
        kinds = {token.kind for token in item.tokens}
        if item.tokens[0].kind == "every":
            rate = len(item.tokens) == 1 and _RATE.search(
                folded, max(0, item.start - 5), item.start
            )
            return None if rate else recurring(self.document, item)
        context = self._context(item.start, item.end)
        context = self._beside(item, context)
        if self.later[0] == item.start - 1 and folded[item.start - 1] == "的" and self.focus:
            context = context._replace(near=(self.focus[0] + self.later[1],))  # 两年后的10月12日
        if self.wired and item.tokens[0].text[0] in _OF_THE_DAY and item.tokens[0].kind == "relday":
            context = context._replace(published=self.wired)
        if item.tokens[0].text in _SAME_YEAR and self._is_telling():
            context = context._replace(focus=self.stated)
        span = resolve_tokens(item.tokens, context)
        if item.tokens[0].text in _DAY_BEFORE:
            event = _COUNTED_FROM.search(folded, max(0, item.start - 2), item.start)
            span = None if event else span
        if span is None and item.tokens[-1].kind == "quarter":
            span = self._quarter_until(item)
        if not item.until and item.tokens[0].kind == "relday":
            span = self._dated(item, span)
        if item.until and span:
            span = self._until(item, context, span)
        elif item.until:
            span = None
        if item.open_end:
            span = (span[0], self.published[:3]) if span and self.published else None
        if "festival" in kinds and not item.until:
            item, span = in_holiday(folded, item, span)
        if span and item.tokens[-1].kind == "weekday":
            span = self._numbered(item, span)
        if span:
            self._remember(item, kinds, span)
            if "day" in kinds and (
                _WIRED.match(folded, item.end) or _ON_THE_SPOT.match(folded, item.end)
            ):
                self._wire(item, span)
        if span is None and item.tokens[0].text == "全年":
            return None  # 全年日照3200小时: of no year
        self.last = item.end
        return time_fact(self.document, item, kinds, span)

    def _quarter_until(self, item: Expression) -> Span | None:
        """截至6月30日的|第一财季: three months that end on the day told before them."""
        day = self.focus
        beside = self.document.folded[max(self.last, 0) : item.start] in ("的", "止", "止的")
        if not beside or len(day) < 3 or last_day(day[:2]) != day[:3]:
            return None
        return add_months(day[:2], -2), day[:2]

    def _dated(self, item: Expression, span: Span | None) -> Span | None:
        """前天,4月13日: the day as it is dated there, and today counted from it."""
        said = _DATED.match(self.document.folded, item.end)
        if said is None or len(self.published) < 3 or (span and len(span[0]) < 3):
            return span
        day = (int(said[1] or self.published[0]), int(said[2]), int(said[3]))
        if not valid(day) or (span and day == span[0][:3]):
            return span
        if span is None:  # 就在前一天(10月3日)
            return (day, day) if day <= self.published[:3] else None
        ago = (to_date(span[0]) - to_date(day)).days
        if 0 < ago < OLDEST and item.tokens[0].text[0] in _OF_THE_DAY:
            self.wired = add_days(self.published, -ago)
        return day, day

    def _numbered(self, item: Expression, span: Span) -> Span:
        """下周三(16日): the day of that number, where the week is counted otherwise."""
        said = _NUMBERED.match(self.document.folded, item.end)
        if said is None or len(span[0]) < 3 or span[0][2] == int(said[1]):
            return span
        near = (add_days(span[0], shift) for shift in (-7, 7))
        day = next((moment for moment in near if moment[2] == int(said[1])), None)
        return (day, day) if day else span

    def _beside(self, item: Expression, context: Context) -> Context:
        """A date in brackets says the day before them: 2025年征兵今天(12月1日)启动. One in another
        clause than a date to come is not of its month: 8月1日将加征关税,总理13日说."""
        folded = self.document.folded
        if self.last == item.start - 1 and folded[self.last] == "(" and len(self.focus) > 2:
            return context._replace(near=self.focus)
        if item.tokens[0].kind == "day" and context.near > self.published[:3] > ():
            subject = folded[item.start - 1 : item.start] not in _NO_SUBJECT
            if subject and not context.coming and "," in folded[max(0, self.last) : item.start]:
                return context._replace(near=(), future=False)
        return context

    def _repeats(self, item: Expression) -> bool:
        """The 周六 of 8月1日(周六) says nothing new."""
        beside = item.start - self.last == 1 and self.document.folded[self.last] == "("
        return beside and len(item.tokens) == 1 and item.tokens[0].kind == "weekday"

    def _until(self, item: Expression, context: Context, span: Span) -> Span | None:
        """The second end leans on the first for the year, month or day that it does not say."""
        until = item.until
        parts = [token for token in item.tokens if token.kind == "daypart"]
        if until[0].kind == "clock" and parts:  # 下午1点到3点
            until = (*parts[-1:], *until)
        since = span[0] if len(span[0]) > 2 else ()
        last = resolve_tokens(until, context._replace(near=span[0], focus=span[0], since=since))
        if last and last[1] < span[0][: len(last[1])] and until[0].kind == "month":
            near = (span[0][0] + 1,)  # 10月和5月间
            last = resolve_tokens(until, context._replace(near=near, focus=near))
        if last is None or last[1] < span[0][: len(last[1])]:
            return None
        return span[0], last[1]

    def duration(self, item: Duration) -> Fact | None:
        document = self.document
        if not self.alone and in_title(document.folded, item.start, item.end):
            return None  # 《三年行动方案》
        behind = document.folded[item.end : item.end + 6]
        span = resolve_duration(item, self.published, behind, self.alone)
        span = self._first_days(item) or (span and self._told_days(item.end, span))
        if item.base == "年" and item.tail.endswith("后") and item.value.denominator == 1:
            self.later = item.end, int(item.value)
        if not self.alone and self._is_of_tale(item):
            span = None
        if span and item.lead == "近" and len(span[0]) > 2:
            self.period = span  # 近2周…, 比去年同期
        return duration_fact(document, item, span)

    def _told_days(self, end: int, span: Span) -> Span:
        """未来三天(25日至27日): the days as they are told behind."""
        said = _DAYS_BEHIND.match(self.document.folded, end)
        if said is None or len(span[0]) < 3 or len(span[1]) < 3:
            return span
        near = [add_days(span[0], shift) for shift in range(-2, 40)]
        first = next((day for day in near if day[2] == int(said[1])), None)
        last = next(
            (day for day in near if day[2] == int(said[2]) and first and day >= first), None
        )
        return (first, last) if first and last else span

    def _first_days(self, item: Duration) -> Span | None:
        """国庆假期 | 前四天: the first days of the days that were spoken of last."""
        whole = item.value.denominator == 1 and item.base == "日" and item.value_to is None
        if item.lead != "前" or item.tail or not whole or self.alone or self.days is None:
            return None
        first, last = self.days
        end = add_days(first, int(item.value) - 1)
        return (first, end) if end <= last and first <= self.published[:3] else None
