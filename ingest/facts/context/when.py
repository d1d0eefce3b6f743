"""Which time a number belongs to: the nearest date that governs it, or none."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from ingest.facts.arithmetic import in_points
from ingest.facts.context.dated import Dated
from ingest.facts.context.moments import When, carried, moment, rows
from ingest.facts.late import late
from ingest.model import Fact

# Every alternative begins with its own character, so that the search skips all other text.
_REPORTED = re.compile(
    r"获悉|了解到|发布|公布|通报|印发|[一-鿿](?:召开|举行)[^,]{0,16}(?:发布|通气|吹风|说明|工作|视频|推进|座谈)会|报道|电[\s(]|讯[\s(]|消息|宣布(?=[,:])|^[^,]{0,12}宣布|说[,:]|表示|介绍|披露|公告|统计局|记者[^,]{0,16}采访|会见"
)
_SHOWN = re.compile(",[^,。;]{0,16}(?:数据|统计|报告|公告|监测|资料|年报|半年报)显示$")
"""昨日 | ，据某某数据显示，…: the day on which it is told."""
_AGAINST = re.compile(r"(?:比|较|与|同|超|相比于?|相较于?|截止到?去)$")
_BASE = re.compile(r"(?:恢复[至到]|相当于|[占是达]|达到|接近|超过|不及)$")
"""Before a date: what is spoken of is a share of that time's value (恢复至2019年的六成)."""
_REPORT = re.compile("年?(?:年度|半年度|季度)?(?:报告|年报|财报|中报|季报|业绩)|度报告")
"""Behind a date: the report of that year, whose numbers are that year's."""
_JOINTS = ("、", "和", "与", "及")
_FAR = 16
_REACH, _MANY = 120, 12
"""Characters and dates that are looked at: bounds the work on text without marks."""
_DAY = len("2023-06-11")
_ROW = 2
"""So many other times behind semicolons make a row, of which what follows is of none."""
_EVENT = late(
    "比赛|决赛|联赛|锦标赛|世锦赛|世界杯|奥运|主场|客场|战胜|击败|夺冠|不敌|险胜|地震|火灾|爆炸|事故|坍塌|垮塌|"
    "相撞|追尾|坠毁|坠落|侧翻|沉没|起火|滑坡|泥石流|龙卷风|枪击|宣判|开庭|公开审理"
)
"""Tells of a match or an accident: the article is a report of what happened that day."""
_HEAD = re.compile("[,;:“](?:截[至止]|截止到|公司|集团|该公司|全[省市县区州国])?$")
_YEAR_BEFORE = ("上年", "去年", "上年同期", "去年同期", "上年末", "年初", "上月")
_FROM = re.compile(r"(?:从|由|自)$")


_UNTIL = re.compile("(?:截至|截止到?|截止至)$")
_SAME_TIME = re.compile(
    "(?:则|就|仅|只|还|却)?(?:为|是|有|盈利|亏损|净)|则|[^,;。比较增减升降长跌]{2,12}[为是]"
)
"""Behind 去年同期 that a clause opens with: 去年同期 | 为盈利3亿元."""
_BEHIND = 20
"""So near behind a number stands the day on which it was done: 100笔款项 | 今天 | 拨付."""
_SAID = re.compile("[,;。:“”!?()]")
_NOT_BETWEEN = frozenset("比较从由自到至占超的\n")
"""What does not stand between a number and the day on which it was."""

_SINCE = late("[一-鿿]{2,6}以来(?!同期|[最首])")
"""Behind the day on which something began: 6月1日 | 入汛以来."""
_NEAR = 60
_COMPARED = re.compile(
    "(?:高于|低于|多于|少于|好于|差于|优于|快于|慢于|大于|小于|强于|弱于|不及)(?P<what>[^,;。()高低]{2,30})"
    r"(?<=的|[平期值年月周季日录])(?:约|近)?(?:\((?:[\d.]+[^,;。()\d]{0,4}[、和及与])*)?$"
)
"""Before a number that another one is compared with: 也高于2021年同期的 | 3.1%."""
_THAN = re.compile(
    "(?:较|相比|(?<![占同环对之性])比(?![例重率赛分价值]))[^,;。()增减升降涨跌]{2,14}的[^,;。()]{0,4}$"
)
_EXPECTED = late("预期|预测|预估|预计|目标|警戒|标准|红线|上限|下限|门槛")
"""What a number is compared with is of the same time: 低于预期的 | 8.2%."""
_MOVES = late("[高低多少增减下上提升降涨跌缩扩回翻]")


class Times:
    """The dates and periods of an article, asked in reading order."""

    def __init__(self, folded: str, facts: list[Fact], published: str | None = None) -> None:
        self.folded, self.published = folded, published
        self.dated = Dated(folded)
        self.facts = sorted(
            (fact for fact in facts if fact.kind in ("date", "period") and moment(fact)),
            key=lambda fact: fact.start,
        )
        self.starts = [fact.start for fact in self.facts]
        self._rows = rows(folded, self.facts)

    def moment(self, fact: Fact) -> When | None:
        """What a date says about a number, with those that it is listed with."""
        row = self._rows.get(fact.start)
        if row is None and self.published and _SINCE.match(self.folded, fact.end):
            return self._until_now(fact)
        return replace(row) if row else moment(fact)

    def _until_now(self, fact: Fact) -> When | None:
        """6月1日 | 入汛以来: from then to the day of publication."""
        when = moment(fact)
        if when is None or self.published is None:
            return when
        return When(None, when.as_of or when.start, self.published, when.precision, "stated")

    def between(self, start: int, end: int) -> list[Fact]:
        return self.facts[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def _before(self, start: int, end: int) -> list[Fact]:
        last = bisect_left(self.starts, end)
        return self.facts[max(bisect_left(self.starts, start), last - _MANY) : last]

    def of(self, sentence: tuple[int, int], quantity: Fact) -> When | None:
        """The time that the sentence states for a quantity, None if it states none."""
        behind = self._behind(sentence, quantity)
        if behind is not None:
            return behind
        told = self._before(sentence[0], quantity.start)
        once = self.dated.once(sentence[0], quantity.start)
        if once >= 0 and (not told or told[-1].end <= once):
            return When()
        for number in range(len(told) - 1, -1, -1):
            fact = told[number]
            if self._is_of_others(fact, quantity) or self._is_left(fact, quantity):
                continue
            if self._bound(fact, quantity):
                return moment(fact)
            if fact.end <= quantity.start and self.governs(sentence, fact):
                return self._since(told[:number], fact) or self.moment(fact)
            if fact.end <= quantity.start and self._is_same_time(fact, quantity):
                return moment(fact)
        return None

    def _is_of_others(self, fact: Fact, quantity: Fact) -> bool:
        """Whether a date stands in a name, or in somebody's words, that end before the number."""
        return self.dated.in_name(fact, quantity) or self.dated.in_other_words(fact, quantity)

    def _is_left(self, fact: Fact, quantity: Fact) -> bool:
        """成立于2014年，| 有基地4000亩; 预计11月底完成；| 已建成6处: a date of its clause alone."""
        if not _SAID.search(self.folded, fact.end, quantity.start):
            return False
        return self.dated.began(fact) or self.dated.is_to_come(fact)

    def _is_ahead(self, fact: Fact) -> bool:
        """大会将于 | 2月6日 | 举行，代表团今天成立: what comes later in the sentence is nearer."""
        return self.folded.endswith("将于", 0, fact.start)

    def _behind(self, sentence: tuple[int, int], quantity: Fact) -> When | None:
        """100笔款项 | 今天 | 拨付: the day that stands between what is counted and its verb."""
        end = min(sentence[1], quantity.end + _BEHIND)
        fact = next(iter(self.between(quantity.end, end)), None)
        if fact is None or fact.precision != "day" or not self.governs(sentence, fact):
            return None
        gap = self.folded[quantity.end : fact.start]
        plain = not _SAID.search(gap) and not any(char in _NOT_BETWEEN for char in gap)
        return moment(fact) if plain else None

    def _is_same_time(self, fact: Fact, quantity: Fact) -> bool:
        """净亏损28亿元，去年同期 | 为盈利76亿元: a clause about the time that it opens with."""
        if "同期" not in fact.text or self.folded[fact.start - 1] not in ",;。(":
            return False
        own = not _SAID.search(self.folded, fact.end, quantity.start)
        return own and _SAME_TIME.match(self.folded, fact.end) is not None

    def _since(self, before: list[Fact], fact: Fact) -> When | None:
        """截至2月15日，| 春运 | 累计…: a period that is told up to a day within it."""
        whole = moment(fact)
        if whole is None or whole.start is None or whole.end is None or "近" in fact.text:
            return None
        for until in before:
            day = until.resolved or ""
            said = _UNTIL.search(self.folded, max(0, until.start - 4), until.start)
            if said and whole.start < day < whole.end and "/" not in day:
                return replace(whole, end=day)
        return None

    def is_now(self, sentence: tuple[int, int], quantity: Fact) -> bool:
        """Whether a sentence speaks of the present where the number stands: 目前, 如今."""
        now = self.dated.now(sentence[0], quantity.start)
        before = self._before(sentence[0], quantity.start)
        return now >= 0 and (not before or before[-1].end <= now)

    def beside(self, sentence: tuple[int, int], quantity: Fact) -> When | None:
        """The time that stands right before a quantity: 由2020年的 | 1.12亿元."""
        before = self._before(sentence[0], quantity.start)
        return moment(before[-1]) if before and self._bound(before[-1], quantity) else None

    def is_compared(self, sentence: tuple[int, int], quantity: Fact) -> bool:
        """Whether a number is what another one is compared with: 高于前一周的 | 5.2%."""
        if in_points(quantity):
            return False  # 高于全国平均水平 | 1.1个百分点: how far the two are apart
        start = max(sentence[0], quantity.start - _NEAR)
        compared = _COMPARED.search(self.folded, start, quantity.start)
        if compared:
            return _EXPECTED.search(compared["what"]) is None
        than = _THAN.search(self.folded, start, quantity.start)
        return than is not None and _MOVES.match(self.folded, quantity.end) is not None

    def compared(self, sentence: tuple[int, int], quantity: Fact) -> When:
        """The time of a value that another one is compared with; of none where it is not told."""
        start = max(sentence[0], quantity.start - _NEAR)
        match = _COMPARED.search(self.folded, start, quantity.start)
        match = match or _THAN.search(self.folded, start, quantity.start)
        told = self.between(match.start(), quantity.start) if match else []
        return (moment(told[0]) if len(told) == 1 else None) or When()

    def _bound(self, fact: Fact, quantity: Fact) -> bool:
        gap = self.folded[fact.end : quantity.start].strip()
        beside = fact.end <= quantity.start and gap in (
            "",
            "的",
            "约",
            "的约",
            "为",
            "底的",
            "末的",
        )
        return beside and not _BASE.search(self.folded, max(0, fact.start - 4), fact.start)

    def governs(self, sentence: tuple[int, int], fact: Fact) -> bool:
        """Whether a date is when things happened, not when they were told or compared with."""
        left = self.folded[max(sentence[0], fact.start - 4) : fact.start].rstrip()
        if (
            self._is_against(fact, left)
            or self.dated.of_what_began(fact)
            or self.dated.is_base(fact.end)
        ):
            return False
        if self.folded.startswith("的", fact.end) and not _UNTIL.search(left):
            return False
        if (
            _FROM.search(left)
            and "/" not in (fact.resolved or "")
            and not self.folded.startswith(("起", "以来", "开始", ","), fact.end)
            and _SINCE.match(self.folded, fact.end) is None
        ):
            return False
        if left.endswith("《") or "同期" in fact.text or "同月" in fact.text:
            return False
        end = min(sentence[1], fact.end + _REACH)
        stop = self.folded.find(",", fact.end, end)
        if stop == fact.end:
            stop = self.folded.find(",", fact.end + 1, end)
        clause = self.folded[fact.end : stop if stop >= 0 else end]
        if _SHOWN.match(clause) and not _UNTIL.search(left):
            return False
        return not _REPORTED.search(clause + ("," if stop >= 0 else ""))

    def _is_against(self, fact: Fact, left: str) -> bool:
        """Whether something is compared with a date, or with one it is listed with: 比8月、9月."""
        if left[-1:] in _JOINTS and self.folded[fact.start - 1] in _JOINTS:
            before = self.between(fact.start - _FAR, fact.start - 1)
            one = before[-1] if before and before[-1].end == fact.start - 1 else None
            if one is not None:
                return self._is_against(one, self.folded[max(0, one.start - 4) : one.start])
        return _AGAINST.search(left) is not None

    def _opens(self, fact: Fact) -> bool:
        """Whether a date stands at the head of its clause, or behind what all is about there."""
        return _HEAD.search(self.folded, max(0, fact.start - 4), fact.start) is not None

    def states(self, sentence: tuple[int, int]) -> bool:
        """Whether a sentence names a time other than the one before that all is compared with."""
        return any(
            fact.text not in _YEAR_BEFORE or self.governs(sentence, fact)
            for fact in self.between(*sentence)
        )

    def head(self, sentence: tuple[int, int]) -> When | None:
        """The time that a sentence leaves to the next one: the first that governs it."""
        told = self.between(*sentence)[:_MANY]
        for number, fact in enumerate(told):
            if _REPORT.match(self.folded, fact.end):
                return moment(fact)
            if self.dated.is_to_come(fact) or (self._is_ahead(fact) and told[number + 1 :]):
                continue
            opens = self._opens(fact)
            comma = self.folded.find(",", sentence[0], fact.start)
            if (comma < 0 or opens) and self.governs(sentence, fact):
                own = self.dated.began(fact) or self.dated.is_of_life(fact)
                return None if own else self.moment(fact)
        return None

    def left(
        self, sentence: tuple[int, int], head: When | None, before: When | None
    ) -> When | None:
        """The time that a sentence leaves to the next: what it opens with, else that of the one
        `before`; none where it comes back to the present or tells of several times in a row."""
        if head is None:
            return None if self.dated.leaves(*sentence) else before
        days = {
            (fact.resolved or "")[:_DAY]
            for fact in self.between(*sentence)
            if self.folded[fact.start - 1] == ";" and self.governs(sentence, fact)
        }
        return carried(head) if len(days) < _ROW else None

    def event(self, lead: tuple[int, int]) -> When | None:
        """The time of all that an article tells: of its one event, or of the report it is about.

        `lead` is the first sentence of the body. A match or an accident has a day, and nothing
        else in the article may be of an earlier time; a year's report is of that year.
        """
        for fact in self.between(*lead)[:_MANY]:
            if _REPORT.match(self.folded, fact.end):
                return replace(moment(fact) or When(), time_source="carried")
        first = self.head(lead)
        if first is None or first.as_of is None or len(first.as_of) < _DAY:
            return None
        if not _EVENT.search(self.folded, *lead):
            return None
        day = first.as_of[:_DAY]
        times = [moment(fact) for fact in self.facts]
        told = ((one.as_of or one.start or "")[:_DAY] for one in times if one is not None)
        if any(one < day[: len(one)] for one in told):
            return None
        return replace(first, as_of=day, precision="day", time_source="carried")
