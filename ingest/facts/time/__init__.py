"""Dates and periods: found at their own precision, resolved against the publication date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ingest.facts.document import Document
from ingest.facts.time.compose import Expression, expressions
from ingest.facts.time.durations import Duration, durations, resolve_duration
from ingest.facts.time.moments import PRECISION, Moment, Span, iso, iso_span, parse_iso
from ingest.facts.time.resolve import resolve_tokens
from ingest.facts.time.state import Context
from ingest.model import Fact

_FUTURE = re.compile(
    r"将|拟|计划|预计|即将|有望|力争|定于|截止|届时|起施行|起实施|明年|下(?:周|个?月)|未来|之前完成|到期"
)
_COMPARED = re.compile(r"[较比与同和跟]$")
_UNITS = {
    "年": "year",
    "月": "month",
    "周": "week",
    "日": "day",
    "时": "hour",
    "分": "minute",
    "秒": "second",
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


def extract_times(document: Document, facts: list[Fact]) -> Iterable[Fact]:
    """Dates and periods of the document, in order; relative ones need its date of publication."""
    folded = document.folded
    published = parse_iso(document.published)
    found = _disjoint(expressions(folded), durations(folded))
    reader = _Reader(document, published)
    for item in found:
        fact = reader.duration(item) if isinstance(item, Duration) else reader.expression(item)
        if fact:
            yield fact


def _disjoint(
    points: Iterable[Expression], lengths: Iterable[Duration]
) -> list[Expression | Duration]:
    """Both in the order of the text; where they overlap the longer one stays."""
    items: list[Expression | Duration] = sorted(
        [*points, *lengths], key=lambda item: (item.start, -item.end)
    )
    kept: list[Expression | Duration] = []
    for item in items:
        if kept and item.start < kept[-1].end:
            if item.end - item.start > kept[-1].end - kept[-1].start:
                kept[-1] = item
            continue
        kept.append(item)
    return kept


class _Reader:
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
        self.fresh = False  # whether the focus is of this line

    def _context(self, start: int) -> Context:
        sentence = self.document.sentence_at(start)
        if sentence != self.sentence:
            self.sentence, self.near = sentence, ()
        if not self.line[0] <= start < self.line[1]:
            self.line, self.fresh = self.document.line_at(start), False
        future = _FUTURE.search(self.document.folded, sentence[0], sentence[1]) is not None
        return Context(
            self.published, self.focus, self.near, self.period, future, self.alone, self.fresh
        )

    def expression(self, item: Expression) -> Fact | None:
        folded = self.document.folded
        if _barred(folded, item):
            return None
        if item.tokens[0].kind == "every":
            return _every(self.document, item)
        context = self._context(item.start)
        span = resolve_tokens(item.tokens, context)
        if item.until and span:
            span = self._until(item, context, span)
        elif item.until:
            span = None
        if item.open_end:
            span = (span[0], self.published[:3]) if span and self.published else None
        if span:
            self._remember(item, span)
        return _fact(self.document, item, span)

    def _until(self, item: Expression, context: Context, span: Span) -> Span | None:
        """The second end leans on the first for the year, month or day that it does not say."""
        until = item.until
        parts = [token for token in item.tokens if token.kind == "daypart"]
        if until[0].kind == "clock" and parts:  # 下午1点到3点
            until = (*parts[-1:], *until)
        last = resolve_tokens(until, replace(context, near=span[0], focus=span[0]))
        if last is None or last[1] < span[0][: len(last[1])]:
            return None
        return span[0], last[1]

    def _remember(self, item: Expression, span: Span) -> None:
        before = self.document.folded[item.start - 1 : item.start] if item.start else ""
        compared = bool(_COMPARED.match(before)) or any(
            token.kind == "same" for token in item.tokens
        )
        if not compared and (len(span[0]) > 1 or span[0] != span[1]):
            self.period = (span[0][:3], span[1][:3])
        if span[0] == span[1] or item.until:
            self.focus, self.fresh = span[1][:3], True
            if (
                any(token.kind in ("year", "iso", "years") for token in item.tokens)
                and not compared
            ) or (
                any(token.kind in ("month", "relyear", "relmonth") for token in item.tokens)
                and not compared
            ):
                self.near = span[1][:3]

    def duration(self, item: Duration) -> Fact | None:
        document = self.document
        behind = document.folded[item.end : item.end + 6]
        span = resolve_duration(item, self.published, behind, self.alone)
        resolved = iso_span(span) if span else item.iso
        text = document.text[item.start : item.end]
        value = float(item.value)
        return Fact(
            kind="period", text=text, start=item.start, end=item.end, rule="time.duration",
            value=int(value) if value.is_integer() else value,
            value_to=None if item.value_to is None else float(item.value_to),
            unit=item.unit, norm_unit=_UNITS[item.base],
            approx=item.approx, resolved=resolved,
            period_start=iso(span[0]) if span else None, period_end=iso(span[1]) if span else None,
            precision=_UNITS[item.base],
            time_source="stated",
        )  # fmt: skip


def _barred(folded: str, item: Expression) -> bool:
    """Names and titles: 今日头条, 五一广场, years inside 《》."""
    first = item.tokens[0]
    follows = folded[item.end : item.end + 3]
    if first.kind == "relday" and re.match(r"头条|美国|俄罗斯|说法|之后|之子", follows):
        return True
    if first.kind == "festival" and re.match(r"广场|路|口号|街|村|晚会|联欢|档|礼", follows):
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


def _fact(document: Document, item: Expression, span: Span | None) -> Fact:
    point = span is not None and span[0] == span[1]
    kinds = {token.kind for token in item.tokens}
    period = bool(
        item.until
        or item.open_end
        or kinds
        & {
            "half",
            "quarter",
            "first",
            "months",
            "days",
            "years",
            "week",
            "same",
            "decade",
            "plan",
            "season",
            "tenday",
        }
    )
    start, end = item.start, item.end
    return Fact(
        kind="period" if period or (span and not point) else "date",
        text=document.text[start:end], start=start, end=end, rule="time.expression",
        resolved=iso_span(span) if span else None,
        as_of=iso(span[0]) if span and point else None,
        period_start=iso(span[0]) if span and not point else None,
        period_end=iso(span[1]) if span and not point else None,
        precision=_precision(kinds, span),
        time_source="stated" if span else None,
    )  # fmt: skip


@dataclass(frozen=True)
class _Part:
    kind: str
    name: str


_PARTS = (
    _Part("half", "half"),
    _Part("quarter", "quarter"),
    _Part("tenday", "ten_days"),
    _Part("week", "week"),
)


def _precision(kinds: set[str], span: Span | None) -> str | None:
    for part in _PARTS:
        if part.kind in kinds:
            return part.name
    return PRECISION[len(span[1])] if span else None


def resolve(text: str, published: str | None = None) -> str | None:
    """The ISO form of the date or period that a phrase alone says, such as a reader would type.

    Unlike in an article, nothing tells past from future here: a month is this year's, a day this
    month's, a weekday the next one; 之前 and 以前 reach from now to the date.
    `published` is the day (or time) that relative phrases are resolved against.
    """
    now = parse_iso(published)
    document = Document(_canonical(text.strip()), published)
    found = _disjoint(
        expressions(document.folded, alone=True), durations(document.folded, alone=True)
    )
    reader = _Reader(document, now, alone=True)
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


def _is_weekday(item: Expression | Duration) -> bool:
    return isinstance(item, Expression) and [token.kind for token in item.tokens] == ["weekday"]


_UNTIL = re.compile(r"(?:或|及)?[之以]?前(?!后)")
_WRITTEN = (
    (re.compile(r"(\d{4})(\d{2})(\d{2})"), r"\1-\2-\3"),
    (re.compile(r"((?:19|20)\d\d)"), r"\1年"),
    (re.compile(r"(\d{1,2})[·/](\d{1,2})"), r"\1月\2日"),
    (re.compile(r"(\d{1,2})-(\d{1,2})\s+(\d{1,2}:\d\d)"), r"\1月\2日\3"),
    (re.compile(r"((?:\d{1,2}|[一二三四五六七八九十]{1,2})月)(\d{1,2})"), r"\1\2日"),
    (re.compile(r"(\d{4})[.-](\d{1,2})"), r"\1年\2月"),
    (re.compile(r"(\d{4})[.-](\d{1,2})[.-](\d{1,2})"), r"\1-\2-\3"),
    (re.compile(r"(\d{4}-\d\d-\d\d)(\d\d:\d\d)"), r"\1 \2"),
    (re.compile(r"((?:19|20)\d\d[.]\d\d-(?:19|20)\d\d)"), r"\1"),
)


def _canonical(text: str) -> str:
    """Short ways to write a date, when they are the whole phrase: 20240307, 2018, 6·30, 1月3."""
    for pattern, spelt in _WRITTEN:
        match = pattern.fullmatch(text)
        if match:
            return match.expand(spelt)
    return text


def _until(resolved: str, now: Moment) -> str:
    """From now until the end of a date, where that is still to come."""
    last = parse_iso(resolved.split("/")[-1])
    return f"{iso(now[:3])}/{iso(last)}" if last >= now[: len(last)] else resolved
