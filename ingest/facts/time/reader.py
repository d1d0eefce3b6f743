"""Makes facts of expressions and durations, and remembers what the text spoke of last."""

from __future__ import annotations

import re

from ingest.facts.document import Document
from ingest.facts.quantities.normal import number
from ingest.facts.time.calendar import holiday
from ingest.facts.time.compose import Expression
from ingest.facts.time.durations import Duration
from ingest.facts.time.moments import PRECISION, Moment, Span, iso, iso_span
from ingest.facts.time.reach import resolve_duration
from ingest.facts.time.resolve import resolve_tokens
from ingest.facts.time.state import Context
from ingest.model import Fact

_FUTURE = re.compile(
    r"将|拟|计划|预计|即将|有望|力争|定于|截止|届时|起施行|起实施|明年|下(?:周|个?月)|未来|之前完成|到期"
)
_COMING = (
    "将于",
    "将在",
    "定于",
    "拟于",
    "拟在",
    "计划于",
    "预计",
    "预计于",
    "预计在",
    "有望于",
    "于明",
)
_COMES = ("将", "起施行", "起实施", "起正式", "起执行", "之前完成", "前完成")
_COMPARED = re.compile("(?:[较比与同和跟]|[高低多少优快慢强好晚早]于|相当于|恢复[到至])$")
# What makes a title or a name of the word before it.
_TITLES = {
    "relday": ("头条", "美国", "俄罗斯", "说法", "之后", "之子"),
    "festival": ("广场", "路", "口号", "街", "村", "晚会", "联欢", "档", "礼"),
}
_EVERY = {
    "年": "1Y",
    "月": "1M",
    "日": "1D",
    "天": "1D",
    "周": "1W",
    "星期": "1W",
    "季度": "3M",
    "季": "3M",
    "晚": "1D",
    "夜": "1D",
}
_UNITS = {
    "年": "year",
    "月": "month",
    "周": "week",
    "日": "day",
    "时": "hour",
    "分": "minute",
    "秒": "second",
}
# Tokens that say a stretch of time, whatever they are resolved to.
# fmt: off
_STRETCHES = frozenset((
    "half", "quarter", "first", "months", "days", "years", "week", "same", "decade", "plan",
    "season", "tenday", "clocks", "isospan",
))
# fmt: on
# Tokens after which the dates of the sentence lean on the one they say.
_PLACING = frozenset(("year", "iso", "years", "month", "relyear", "relmonth"))
_PARTS = {"half": "half", "quarter": "quarter", "tenday": "ten_days", "week": "week"}


_ACCOUNT = re.compile(
    r"\s*[^,。\n]{0,30}?((?:19|20)\d\d)年度?[^,。\n]{0,24}(?:公报|年报|年度报告|决算|执行情况)"
)


def _account(folded: str, published: Moment) -> Moment:
    """The year before the one of publication that a title names: 某市2019年统计公报, of 2020."""
    match = _ACCOUNT.match(folded)
    year = int(match[1]) if match else 0
    return (year,) if published and year == published[0] - 1 else ()


class Reader:
    """Makes facts of expressions and remembers what the text spoke of last."""

    def __init__(self, document: Document, published: Moment, alone: bool = False) -> None:
        self.document = document
        self.alone = alone
        self.published = published
        self.focus: Moment = ()
        self.near: Moment = ()
        self.period: Span | None = None
        self.sentence = (-1, -1)
        self.line = (-1, -1)
        self.future = False
        self.last = -2  # where the last expression ended
        self.fresh = False  # whether the focus is of this line
        self.account = _account(document.folded, published)

    def _context(self, start: int, end: int) -> Context:
        folded = self.document.folded
        if not self.sentence[0] <= start < self.sentence[1]:
            self.sentence, self.near = self.document.sentence_at(start), ()
            self.future = _FUTURE.search(folded, *self.sentence) is not None
        if not self.line[0] <= start < self.line[1]:
            self.line, self.fresh = self.document.line_at(start), False
        return Context(
            published=self.published,
            focus=self.focus,
            near=self.near,
            account=self.account,
            period=self.period,
            future=self.future,
            coming=self._comes(start, end),
            alone=self.alone,
            fresh=self.fresh,
            compared=self._is_compared(start),
        )

    def _comes(self, start: int, end: int) -> bool:
        """Whether the words beside a time say that it is to come."""
        folded = self.document.folded
        return folded.endswith(_COMING, 0, start) or folded.startswith(_COMES, end)

    def _is_compared(self, start: int) -> bool:
        """Whether a time is one that another is compared with: 比上月, 高于上年."""
        return _COMPARED.search(self.document.folded, max(0, start - 3), start) is not None

    def expression(self, item: Expression) -> Fact | None:
        folded = self.document.folded
        if _barred(folded, item) or self._repeats(item):
            return None
        kinds = {token.kind for token in item.tokens}
        if item.tokens[0].kind == "every":
            return _every(self.document, item)
        context = self._context(item.start, item.end)
        span = resolve_tokens(item.tokens, context)
        if item.until and span:
            span = self._until(item, context, span)
        elif item.until:
            span = None
        if item.open_end:
            span = (span[0], self.published[:3]) if span and self.published else None
        if span and "festival" in kinds and not item.until:
            item, span = _in_holiday(folded, item, span)
        if span:
            self._remember(item, kinds, span)
        self.last = item.end
        return _fact(self.document, item, kinds, span)

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
        last = resolve_tokens(until, context._replace(near=span[0], focus=span[0]))
        if last and last[1] < span[0][: len(last[1])] and until[0].kind == "month":
            near = (span[0][0] + 1,)  # 10月和5月间
            last = resolve_tokens(until, context._replace(near=near, focus=near))
        if last is None or last[1] < span[0][: len(last[1])]:
            return None
        return span[0], last[1]

    def _remember(self, item: Expression, kinds: set[str], span: Span) -> None:
        compared = self._is_compared(item.start) or "same" in kinds
        if not compared and (len(span[0]) > 1 or span[0] != span[1]):
            self.period = (span[0][:3], span[1][:3])
        if not compared and (span[0] == span[1] or item.until):
            self.focus, self.fresh = span[1][:3], True
            if kinds & _PLACING:
                self.near = span[1][:3]

    def duration(self, item: Duration) -> Fact | None:
        document = self.document
        behind = document.folded[item.end : item.end + 6]
        span = resolve_duration(item, self.published, behind, self.alone)
        if "后" in item.tail and not self.alone and not self._comes(item.start, item.end):
            span = None  # 四年后 of a tale is counted from the tale
        resolved = iso_span(span) if span else item.iso
        text = document.text[item.start : item.end]
        return Fact(
            kind="period", text=text, start=item.start, end=item.end, rule="time.duration",
            value=number(item.value),
            value_to=None if item.value_to is None else number(item.value_to),
            unit=item.unit, norm_unit=_UNITS[item.base],
            approx=item.approx, resolved=resolved,
            period_start=iso(span[0]) if span else None, period_end=iso(span[1]) if span else None,
            precision=_UNITS[item.base],
            time_source="stated",
        )  # fmt: skip


_HOLIDAY = re.compile("”?(?:小?长假|假期|假日|黄金周|期间)(?:期间)?")


def _in_holiday(folded: str, item: Expression, span: Span) -> tuple[Expression, Span]:
    """春节假期, 国庆期间: the public holiday around the feast, where its days are known."""
    match = _HOLIDAY.match(folded, item.end)
    days = holiday(span[0][:3]) if match else None
    if match is None or days is None:
        return item, span
    return (item if match[0][0] == "”" else item._replace(end=match.end())), days


def _barred(folded: str, item: Expression) -> bool:
    """Names and titles: 今日头条, 五一广场, years inside 《》."""
    first = item.tokens[0]
    follows = folded[item.end : item.end + 3]
    if follows.startswith(_TITLES.get(first.kind, ())):
        return True
    if first.text == "今日" and folded.endswith("时至", 0, item.start):
        return True
    opened = folded.rfind("《", max(0, item.start - 60), item.start)
    return (
        opened >= 0
        and folded.rfind("》", opened, item.start) < 0
        and folded.find("》", item.end, item.end + 60) >= 0
    )


def _every(document: Document, item: Expression) -> Fact:
    unit = re.sub(r"^每[个一]?", "", item.tokens[0].text)
    unit = next(name for name in ("季度", "星期", *unit[:1]) if unit.startswith(name))
    code = _EVERY[unit]
    return Fact(
        kind="period", text=document.text[item.start : item.end], start=item.start, end=item.end,
        rule="time.every", value=1, unit=unit, resolved=f"R/P{code}", time_source="stated",
    )  # fmt: skip


def _fact(document: Document, item: Expression, kinds: set[str], span: Span | None) -> Fact:
    point = span is not None and span[0] == span[1]
    stretch = bool(item.until or item.open_end or kinds & _STRETCHES)
    ends = span if span and not point else None
    return Fact(
        kind="period" if stretch or ends else "date",
        text=document.text[item.start : item.end],
        start=item.start,
        end=item.end,
        rule="time.expression",
        resolved=iso_span(span) if span else None,
        as_of=iso(span[0]) if span and point else None,
        period_start=iso(ends[0]) if ends else None,
        period_end=iso(ends[1]) if ends else None,
        precision=_precision(kinds, span),
        time_source="stated" if span else None,
    )


def _precision(kinds: set[str], span: Span | None) -> str | None:
    for kind, name in _PARTS.items():
        if kind in kinds:
            return name
    return PRECISION[len(span[1])] if span else None
