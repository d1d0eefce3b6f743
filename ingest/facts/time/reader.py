"""Makes facts of expressions and durations, and remembers what the text spoke of last."""

from __future__ import annotations

import re

from ingest.facts.document import Document
from ingest.facts.time.compose import Expression
from ingest.facts.time.durations import Duration
from ingest.facts.time.in_names import is_name
from ingest.facts.time.made import duration_fact, in_holiday, recurring, time_fact
from ingest.facts.time.moments import Moment, Span, add_days, to_date
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
# Tokens after which the dates of the sentence lean on the one they say.
_PLACING = frozenset(("year", "iso", "years", "month", "relyear", "relmonth", "era"))
_SAYING = frozenset(("year", "iso", "relyear", "era"))
_SAME_YEAR = frozenset(("同年", "当年", "次年", "翌年"))
_TELLING = re.compile(r"[^。\n]{0,25}?(?:[说道][,:]|表示|介绍|获悉|了解到|告诉|来到|走进|看到)")
# Characters before a date that opens a clause, and what shows that the text speaks of today again.
_OPENS = frozenset(("", *"\n,。;:!?、“从自在到至"))
_PRESENT = re.compile("如今|目前|现在|近日|日前|眼下|今年|本报|记者")
_NO_SUBJECT = frozenset(("", *",;。:、(到至于在从自由和及与即截"))
"""Before a day of which nobody is said to have done something then."""
_OLDER = re.compile("近日|日前|近期|不久前|连日|近来|前不久")
_NO_ACCOUNT = ("的", ")", "以来", "成立", "出生", "毕业", "建成", "创办", "以前", "之前")


_NEWS = 5
"""How many days news are old at most that are told as of the day."""
_WIRED = re.compile("[电讯](?![话视动影力子器脑信线灯缆])")
_NUMBERED = re.compile(r"\((\d{1,2})日\)")
_DATELINE = 40
"""How far into its line a dateline ends at most."""
_OLDEST = 90
"""How many days a page is later than its dateline at most."""
_OF_THE_DAY = frozenset("今昨明前后大本")
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
        self.older = -1  # where the text says first that its news are some days old
        self.fresh = False  # whether the focus is of this line
        self.account = _account(document.folded, published)
        self.told: tuple[Moment, int] | None = None  # a year of the past, and where it was said
        self.leads = False  # whether that year opened a paragraph, with a month
        self.day: Moment = ()  # the last day that the text named
        self.wired: Moment = ()  # the day of the dateline, if before that of publication
        self.stated: Moment = ()  # the last date whose year was said

    def _context(self, start: int, end: int) -> Context:
        folded = self.document.folded
        if not self.sentence[0] <= start < self.sentence[1]:
            self.sentence, self.near = self.document.sentence_at(start), ()
            self.future = _FUTURE.search(folded, *self.sentence) is not None
        if not self.line[0] <= start < self.line[1]:
            before, self.line = self.line, self.document.line_at(start)
            self.fresh = False
            if self.told and not (self.leads and folded[before[1] : self.line[0]].strip() == ""):
                self.told = None  # an account goes on in paragraphs that open with their months
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
            told=self._account_before(start) if self.told else (),
            today=self._today(start),
            behind=folded[end : end + 10],
            compared=self._is_compared(start),
        )

    def _account_before(self, start: int) -> Moment:
        """The past year that the sentences before give account of, for a date that opens a clause;
        none where the text has come back to the present."""
        folded = self.document.folded
        opens = folded[start - 1 : start] in _OPENS or self._is_compared(start)
        if self.told is None or not opens:
            return ()
        moment, end = self.told
        return () if _PRESENT.search(folded, end, start) else moment

    def _today(self, start: int) -> Moment:
        """The day which 当天 means in the news of a day: the last one named, where it was not long
        before publication, else that of publication; none in older news."""
        if len(self.day) == len(self.published[:3]) == 3:
            ago = (to_date(self.published) - to_date(self.day)).days
            if 0 <= ago <= _NEWS:
                return self.day
        if self.older < 0:
            older = _OLDER.search(self.document.folded)
            self.older = older.start() if older else len(self.document.folded)
        return self.published if start < self.older else ()

    def _comes(self, start: int, end: int) -> bool:
        """Whether the words beside a time say that it is to come."""
        folded = self.document.folded
        if folded.endswith("已于", 0, start):
            return False
        return folded.endswith(_COMING, 0, start) or folded.startswith(_COMES, end)

    def _is_compared(self, start: int) -> bool:
        """Whether a time is one that another is compared with: 比上月, 高于上年."""
        return _COMPARED.search(self.document.folded, max(0, start - 3), start) is not None

    def _is_base(self, end: int) -> bool:
        """Whether a time is one that something goes on from: 在2019年|基础上."""
        return self.document.folded.startswith(("的基础上", "基础上", "水平"), end)

    def expression(self, item: Expression) -> Fact | None:
        folded = self.document.folded
        if is_name(folded, item) or self._repeats(item):
            return None
        kinds = {token.kind for token in item.tokens}
        if item.tokens[0].kind == "every":
            return recurring(self.document, item)
        context = self._context(item.start, item.end)
        context = self._beside(item, context)
        if self.wired and item.tokens[0].text[0] in _OF_THE_DAY and item.tokens[0].kind == "relday":
            context = context._replace(published=self.wired)
        if item.tokens[0].text in _SAME_YEAR and self._is_telling():
            context = context._replace(focus=self.stated)
        span = resolve_tokens(item.tokens, context)
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
            if "day" in kinds and _WIRED.match(folded, item.end):
                self._wire(item, span)
        self.last = item.end
        return time_fact(self.document, item, kinds, span)

    def _numbered(self, item: Expression, span: Span) -> Span:
        """下周三(16日): the day of that number, where the week is counted otherwise."""
        said = _NUMBERED.match(self.document.folded, item.end)
        if said is None or len(span[0]) < 3 or span[0][2] == int(said[1]):
            return span
        near = (add_days(span[0], shift) for shift in (-7, 7))
        day = next((moment for moment in near if moment[2] == int(said[1])), None)
        return (day, day) if day else span

    def _wire(self, item: Expression, span: Span) -> None:
        """Remembers the day of a dateline, 4月29日电: 今天 behind it is that day."""
        line = self.document.folded.rfind("\n", 0, item.start) + 1
        day = span[0][:3]
        if span[0] == span[1] and item.start - line < _DATELINE and len(day) == 3:
            ago = (to_date(self.published) - to_date(day)).days if len(self.published) > 2 else 0
            self.wired = day if 0 < ago < _OLDEST else ()

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
        last = resolve_tokens(until, context._replace(near=span[0], focus=span[0]))
        if last and last[1] < span[0][: len(last[1])] and until[0].kind == "month":
            near = (span[0][0] + 1,)  # 10月和5月间
            last = resolve_tokens(until, context._replace(near=near, focus=near))
        if last is None or last[1] < span[0][: len(last[1])]:
            return None
        return span[0], last[1]

    def _remember(self, item: Expression, kinds: set[str], span: Span) -> None:
        compared = self._is_compared(item.start) or self._is_base(item.end) or "same" in kinds
        if not compared and (len(span[0]) > 1 or span[0] != span[1]):
            self.period = (span[0][:3], span[1][:3])
        if "festival" in kinds and self.document.folded.startswith(_NEARS, item.end):
            return  # 新春佳节|即将来临: no day of what the text tells
        if compared or "nthday" in kinds or (span[0] != span[1] and not item.until):
            return
        self.focus, self.fresh = span[1][:3], True
        self.day = self.focus if len(self.focus) > 2 else self.day
        if not kinds & _PLACING:
            return
        if kinds & _SAYING:
            self.stated = span[1][:3]
            self._tell(item, span)
            if self.document.folded.startswith("的", item.end) and len(span[1]) == 1:
                return  # 去年的消费券: no time of what the sentence tells
        self.near = span[1][:3]

    def _tell(self, item: Expression, span: Span) -> None:
        """Remembers a year of the past that the text begins to give account of."""
        folded = self.document.folded
        opens = folded[item.start - 1 : item.start] in _OPENS
        if opens and not folded.startswith(_NO_ACCOUNT, item.end):
            past = bool(self.published) and span[0] == span[1] and span[0][0] < self.published[0]
            self.told = (span[0][:2], item.end) if past else None
            self.leads = item.start == self.line[0] and len(span[0]) > 1
        elif self.told and span[0][0] != self.told[0][0]:
            self.told = None

    def _is_telling(self) -> bool:
        """Whether the last date is that of somebody's words: 5月18日，村支书说，同年 …"""
        told = self.stated and self.focus[:1] != self.stated[:1]
        return bool(told) and _TELLING.match(self.document.folded, self.last) is not None

    def duration(self, item: Duration) -> Fact | None:
        document = self.document
        behind = document.folded[item.end : item.end + 6]
        span = resolve_duration(item, self.published, behind, self.alone)
        if "后" in item.tail and not self.alone and not self._comes(item.start, item.end):
            span = None  # 四年后 of a tale is counted from the tale
        return duration_fact(document, item, span)


_NEARS = ("即将", "来临", "将至", "将近", "临近", "到来之际", "前夕", "在即")
