"""What the text spoke of before, on which its relative dates lean."""

from __future__ import annotations

import re

from ingest.facts.document import Document
from ingest.facts.late import late
from ingest.facts.time.compose import Expression
from ingest.facts.time.durations import Duration
from ingest.facts.time.moments import Moment, Span, to_date
from ingest.facts.time.state import Context, clock_parts

_FUTURE = re.compile(
    r"将|拟|计划|期待|期盼|预计|即将|有望|力争|定于|截止|届时|起施行|起实施|明年|下(?:周|个?月)|未来|之前完成|到期"
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
_OVER = ("过去的", "结束的")
_COMPARED = re.compile("(?:[较比与同和跟由]|[高低多少优快慢强好晚早]于|相当于|恢复[到至])$")
# Tokens after which the dates of the sentence lean on the one they say.
_PLACING = frozenset(("year", "iso", "years", "month", "relyear", "relmonth", "era"))
_SAYING = frozenset(("year", "iso", "relyear", "era"))
_OF_A_YEAR = frozenset(("half", "quarter", "season", "months", "first"))
"""Parts of a year that are stretches of time."""
_TELLING = re.compile(r"[^。\n]{0,25}?(?:[说道][,:]|表示|介绍|获悉|了解到|告诉|来到|走进|看到)")
# Characters before a date that opens a clause, and what shows that the text speaks of today again.
_SAID = late("[^,。]{0,4}?(?:公布|发布|通报|介绍|表示|宣布|透露|[说称电讯]|获悉|消息)")
"""Behind a day: it is that of the news, and not of what they tell."""
_OPENS = frozenset(("", *"\n,。;:!?、“从自在到至"))
_PRESENT = re.compile(
    "如今|目前|(?<![出体表实呈展显])现在|近日|日前|眼下|今年|本报|记者(?=从|了解|获悉|[今昨]|采访|梳理|\\d)"
)
_OLDER = re.compile("近日|日前|近期|不久前|连日|近来|前不久")
_NO_ACCOUNT = ("的", ")", "以来", "成立", "出生", "毕业", "建成", "创办", "以前", "之前")
_NOON = 12
_IN_IT = frozenset("在于从\n。")
_NEWS = 5
"""How many days news are old at most that are told as of the day."""
_DATELINE = 40
"""How far into its line a dateline ends at most."""
OLDEST = 90
"""How many days a page is later than its dateline at most."""
_ACCOUNT = re.compile(
    r"\s*[^,。\n]{0,30}?((?:19|20)\d\d)年度?(?![前上下一二三四1-9])[^,。\n]{0,24}(?:公报|年报|(?<!半)年度报告|决算|执行情况)"
)
_UNDATED = late(r"\s*[^\n\d]{0,40}公报[^\n\d]{0,10}\n\s*((?:19|20)\d\d)年[,是,]")
"""A communiqué whose title tells no year, but its first words: 统计公报 | 2015年,…."""
_ACCOUNT_OPENS = late(
    r"(?:[^\n]*\n){0,2}?\s*((?:19|20)\d\d)年(?:是|[,,]?全[省市县区州国旗])[^\n]{0,40}"
)
"""How the text of an account begins that goes on with 全年: 2023年是…的一年."""
_REPORT = late(
    "年?度?(?:报告|业绩|决算)|年报|财报|(?:统计)?公报|[^,;。]{0,14}(?:统计(?:公报|数据)?|公报)(?=,|显示|结果)"
)
"""Behind a year: what follows gives account of it."""
# 2013年|在某地成立的公司: when something began, and no account of that year
_SINCE_WHEN = late("[^,。;]{0,16}?(?:成立|创办|创立|组建|建成|投产|开业|出生|毕业|入职|参军)的")
_NEARS = ("即将", "来临", "将至", "将近", "临近", "到来之际", "前夕", "在即")


def _account(folded: str, published: Moment) -> Moment:
    """A year before that of publication that a title names (某市2019年统计公报), or the one before
    it that the account of a whole year opens with."""
    year = year_of_account(folded)
    if year is not None and (not published or year < published[0]):
        return (year,)
    match = _ACCOUNT_OPENS.match(folded) if folded.count("全年") > 1 else None
    return _year_before((int(match[1]),), published) if match else ()


def year_of_account(folded: str) -> int | None:
    """The year that the title says that an account is of, whenever the page was put up."""
    match = _ACCOUNT.match(folded) or (_UNDATED.match(folded) if "公报" in folded[:60] else None)
    return int(match[1]) if match else None


def _year_before(year: Moment, published: Moment) -> Moment:
    return year if published and year == (published[0] - 1,) else ()


class Memory:
    """Remembers the last dates, the year of an account and the day of a dateline."""

    def __init__(self, document: Document, published: Moment, alone: bool = False) -> None:
        self.document = document
        self.alone = alone
        self.published = published
        self.focus: Moment = ()
        self.near: Moment = ()
        self.period: Span | None = None
        self.days: Span | None = None
        """The days of a holiday or a meeting that the text speaks of, for 前四天."""
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
        self.gone: Moment = ()  # the last of these that was not to come
        self.clock: Moment = ()  # the last hour, where a part of the day told which one
        self.wired: Moment = ()  # the day of the dateline, if before that of publication
        self.later = (-1, 0)  # where 两年后 ended last, and its years
        self.stated: Moment = ()  # the last date whose year was said
        self.stated_at = -1  # where it ends

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
            beside=self.stated[:1] if self.stated_at > self.sentence[0] else (),
            account=self.account,
            period=self.period,
            future=self.future,
            coming=self._comes(start, end),
            alone=self.alone,
            fresh=self.fresh,
            told=self._account_before(start) if self.told else (),
            today=self._today(start),
            gone=self.gone,
            behind=folded[end : end + 10],
            clock=self.clock if self.fresh else (),
            over=folded.endswith(_OVER, 0, start),
            compared=self._is_compared(start),
        )

    def _account_before(self, start: int) -> Moment:
        """The past year that the sentences before give account of, for a date that opens a clause;
        none where the text has come back to the present."""
        folded = self.document.folded
        before = folded[start - 1 : start]
        opens = before in _OPENS or self._is_compared(start) or (before == "于" and not self.future)
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
        return (self.wired or self.published) if start < self.older else ()

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

    def _wire(self, item: Expression, span: Span) -> None:
        """Remembers the day of a dateline, 4月29日电: 今天 behind it is that day."""
        line = self.document.folded.rfind("\n", 0, item.start) + 1
        day = span[0][:3]
        if span[0] == span[1] and item.start - line < _DATELINE and len(day) == 3:
            ago = (to_date(self.published) - to_date(day)).days if len(self.published) > 2 else 0
            self.wired = day if 0 < ago < OLDEST else ()

    def _remember(self, item: Expression, kinds: set[str], span: Span) -> None:
        compared = self._is_compared(item.start) or self._is_base(item.end) or "same" in kinds
        point = span[0] == span[1]
        said = point and len(span[0]) > 2 and _SAID.match(self.document.folded, item.end)
        if not compared and not said and (len(span[0]) > 1 or not point):
            self._remember_period(span)
        if "festival" in kinds and self.document.folded.startswith(_NEARS, item.end):
            return  # 新春佳节|即将来临: no day of what the text tells
        if compared or "nthday" in kinds:
            return
        same_day = len(span[0]) > 3 and span[0][:3] == span[1][:3]  # 7月25日0—24时
        if span[0] != span[1] and not item.until and not same_day:
            return self._remember_part(item, kinds, span)
        if "relday" in kinds and self._only_tells_which(item):
            return
        self.focus, self.fresh = span[1][:3], True
        if "clock" in kinds:
            self._remember_clock(item, span[1])
        if len(self.focus) > 2:
            self.day = self.focus
            self.gone = self.focus if self.focus <= self.published[:3] else self.gone
        if not kinds & _PLACING:
            return
        if kinds & _SAYING:
            self.stated, self.stated_at = span[1][:3], item.end
            self._tell(item, span)
            whole = "year" in kinds and item.tokens[-1].text == "全年"
            if not self.account and (whole or _REPORT.match(self.document.folded, item.end)):
                self.account = _year_before(span[0], self.published)
            if self.document.folded.startswith("的", item.end) and len(span[1]) == 1:
                return  # 去年的消费券: no time of what the sentence tells
        self.near = span[1][:3]

    def _only_tells_which(self, item: Expression) -> bool:
        """涉嫌策划 | 昨日 | 的事件: no day of what the text goes on to tell."""
        folded = self.document.folded
        return folded.startswith("的", item.end) and folded[item.start - 1] not in _IN_IT

    def _remember_clock(self, item: Expression, moment: Moment) -> None:
        """Whether an hour is one after noon that is not told so: 下午3点, 3点."""
        tokens = item.until or item.tokens
        said = next((clock_parts(one.text) for one in tokens if one.kind == "clock"), ())
        after_noon = len(moment) > 3 and moment[3] > _NOON and said < (_NOON,)
        self.clock = moment if after_noon else ()

    def _remember_period(self, span: Span) -> None:
        """What 同期 of another year means: no stretch of whole years, and none to come."""
        years = len(span[0]) == 1 and span[0] != span[1]
        if not years and not (self.published and span[0] > self.published):
            self.period = (span[0][:3], span[1][:3])
            if len(span[0]) > 2 and span[0] != span[1]:
                self.days = self.period

    def _remember_part(self, item: Expression, kinds: set[str], span: Span) -> None:
        """The year of 2015年上半年, which 同年8月 and 10月 behind it are of."""
        if not kinds & _SAYING or not kinds & _OF_A_YEAR or item.open_end:
            return
        self.focus = self.stated = span[0][:1]
        once = "relyear" in kinds and self.document.folded.startswith("的", item.end)
        self.near = self.focus if span[0][0] == span[1][0] and not once else ()
        self.fresh = True
        if "relyear" not in kinds:
            self._tell(item, (span[0][:1], span[0][:1]))

    def _tell(self, item: Expression, span: Span) -> None:
        """Remembers a year of the past that the text begins to give account of."""
        folded = self.document.folded
        opens = folded[item.start - 1 : item.start] in _OPENS
        no_account = folded.startswith(_NO_ACCOUNT, item.end) or _SINCE_WHEN.match(folded, item.end)
        if opens and not no_account:
            past = span[0] == span[1] and (not self.published or span[0][0] < self.published[0])
            self.told = (span[0][:2], item.end) if past else None
            self.leads = item.start == self.line[0] and len(span[0]) > 1
        elif self.told and span[0][0] != self.told[0][0]:
            self.told = None

    def _is_telling(self) -> bool:
        """Whether the last date is that of somebody's words: 5月18日，村支书说，同年 …"""
        told = self.stated and self.focus[:1] != self.stated[:1]
        return bool(told) and _TELLING.match(self.document.folded, self.last) is not None

    def _is_of_tale(self, item: Duration) -> bool:
        """四年后 of a tale is counted from it, and so is 五年之前, where a year is told of."""
        if "后" in item.tail:
            return not self._comes(item.start, item.end)
        if self._is_compared(item.start):
            return False  # 相当于10年前的1.3倍
        here = self.line[0] <= item.start < self.line[1]
        if self.told is None or "前" not in item.tail or not here:
            return False
        return _PRESENT.search(self.document.folded, self.told[1], item.start) is None
