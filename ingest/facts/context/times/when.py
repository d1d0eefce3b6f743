"""Which time a number belongs to: the nearest date that governs it, or none."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from ingest.facts.context.times.dated import Dated
from ingest.facts.context.times.heads import Heads
from ingest.facts.context.times.moments import When, carried, moment, months, rows
from ingest.model import Fact

# Every alternative begins with its own character, so that the search skips all other text.
_REPORTED = re.compile(
    r"获悉|了解到|发布|发表[一-鿿]{0,4}(?:报告|论文)|公布|通报|印发|[一-鿿](?:召开|举行)[^,]{0,16}(?:发布|通气|吹风|说明|工作|视频|推进|座谈)会|报道|电[\s(据综]|讯[\s(据综]|消息|宣布(?=[,:])|^[^,]{0,12}宣布|说[,:]|表示|介绍|披露|公告|统计局|记者[^,]{0,16}采访|会见"
)
_SHOWN = re.compile(",[^,。;]{0,16}(?:数据|统计|报告|公告|监测|资料|年报|半年报)显示$")
"""昨日 | ，据某某数据显示，…: the day on which it is told."""
_AGAINST = re.compile(r"(?:比|较|与|同|超|[高低快慢]于|相比于?|相较于?|截止到?去)$")
_BASE = re.compile(r"(?:恢复[至到]|相当于|[占是达]|达到|接近|超过|不及)$")
"""Before a date: what is spoken of is a share of that time's value (恢复至2019年的六成)."""
REPORT = re.compile(
    "年?(?:年度|半年度|季度)?(?:报告(?![首新累发了病]|\\d)|年报|财报|中报|季报|业绩)|度报告"
)
"""Behind a date: the report of that year, whose numbers are that year's."""
_JOINTS = ("、", "和", "与", "及")
_FAR = 16
_REACH, MANY = 120, 12
"""Characters and dates that are looked at: bounds the work on text without marks."""
DAY = len("2023-06-11")
_ROW = 2
"""So many other times behind semicolons make a row, of which what follows is of none."""
_HISTORY = 12
"""So many months after it a time is history."""
SEASONS = ("赛季", "賽季", "球季")
_YEAR_BEFORE = ("上年", "去年", "上年同期", "去年同期", "上年末", "年初", "上月")
_FROM = re.compile(r"(?:从|由|自)$")


_UNTIL = re.compile("(?:截至|截止到?|截止至)$")
_SAME_TIME = re.compile(
    "(?:则|就|仅|只|还|却)?(?:为|是|有|盈利|亏损|净)|则"
    "|(?:(?!增[长加]|减少|上[升涨]|下[降跌]|提高|降低)[^,;。比较]){2,12}(?:[为是]|[只仅]有|仅为|(?<!占|增)达到?)"
)
"""Behind 去年同期 that a clause opens with: 去年同期 | 为盈利3亿元."""
_BEHIND = 20
"""So near behind a number stands the day on which it was done: 100笔款项 | 今天 | 拨付."""
_SAID = re.compile("[,;。:“”!?()]")
_NOT_BETWEEN = frozenset("比较从由自到至占超的\n")
"""What does not stand between a number and the day on which it was."""


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
        self.heads = Heads(folded, facts)
        self._rows = rows(folded, self.facts)

    def moment(self, fact: Fact) -> When | None:
        """What a date says about a number, with those that it is listed with."""
        row = self._rows.get(fact.start)
        if row is None and self.published and self.dated.begins(fact):
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
        return self.facts[max(bisect_left(self.starts, start), last - MANY) : last]

    def of(self, sentence: tuple[int, int], quantity: Fact) -> When | None:
        """The time that the sentence states for a quantity, None if it states none."""
        behind = self._behind(sentence, quantity)
        if behind is not None:
            return behind
        told = self._before(sentence[0], quantity.start)
        once = self.dated.once(sentence[0], quantity.start)
        if once >= 0 and (not told or told[-1].start < once):
            return When()
        for number in range(len(told) - 1, -1, -1):
            fact = told[number]
            if self._is_of_others(fact, quantity) or self._is_left(fact, quantity):
                continue
            if self._bound(fact, quantity):
                return moment(fact)
            if fact.end <= quantity.start and self.governs(sentence, fact):
                if number and self._has_its_day(sentence, fact, told[number - 1]):
                    continue
                return self._since(told[:number], fact) or self.moment(fact)
            if fact.end <= quantity.start and self._is_same_time(fact, quantity):
                return moment(fact)
        return None

    def _has_its_day(self, sentence: tuple[int, int], fact: Fact, day: Fact) -> bool:
        """10月21日晚,| 2024—2025赛季 | 第3轮; 今天 | 春节假期 | 最后一天: a day told before the
        longer time that it is in."""
        if fact.text.endswith(SEASONS):
            return self._is_day(sentence, day)
        beside = day.end == fact.start and day.text[-1] in "日天号" and fact.kind == "period"
        return beside and self._is_day(sentence, day)

    def _is_day(self, sentence: tuple[int, int], fact: Fact) -> bool:
        """Whether a date is a day on which something happened."""
        return len(fact.as_of or "") >= DAY and self.governs(sentence, fact)

    def _is_of_others(self, fact: Fact, quantity: Fact) -> bool:
        """Whether a date stands in a name, or in somebody's words, that end before the number."""
        return self.dated.in_name(fact, quantity) or self.dated.in_other_words(fact, quantity)

    def _is_left(self, fact: Fact, quantity: Fact) -> bool:
        """成立于2014年，| 有基地4000亩; 预计11月底完成；| 已建成6处: a date of its clause alone."""
        if not _SAID.search(self.folded, fact.end, quantity.start):
            return False
        if self.dated.is_of_item(fact, quantity):
            return True
        return self.dated.began(fact) or self.dated.is_to_come(fact)

    def _is_ahead(self, fact: Fact) -> bool:
        """大会将于 | 2月6日 | 举行，代表团今天成立: what comes later in the sentence is nearer."""
        return self.folded.endswith("将于", 0, fact.start)

    def _behind(self, sentence: tuple[int, int], quantity: Fact) -> When | None:
        """100笔款项 | 今天 | 拨付: the day that stands between what is counted and its verb."""
        end = min(sentence[1], quantity.end + _BEHIND)
        fact = next(iter(self.between(quantity.end, end)), None)
        if fact is None or not self.governs(sentence, fact):
            return None
        gap = self.folded[quantity.end : fact.start]
        if fact.precision != "day" and not self.dated.does_then(quantity, fact.start):
            return None
        plain = not _SAID.search(gap) and not any(char in _NOT_BETWEEN for char in gap)
        return moment(fact) if plain else None

    def _is_same_time(self, fact: Fact, quantity: Fact) -> bool:
        """净亏损28亿元，去年同期 | 为盈利76亿元: a clause about the time that it opens with."""
        if "同期" not in fact.text or self.folded[fact.start - 1] not in ",;。(":
            return False
        end = fact.end + self.folded.startswith(",", fact.end)
        own = not _SAID.search(self.folded, end, quantity.start)
        return own and _SAME_TIME.match(self.folded, end) is not None

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
        return now >= 0 and (not before or before[-1].end <= now or before[-1].start == now)

    def beside(self, sentence: tuple[int, int], quantity: Fact) -> When | None:
        """The time that stands right before a quantity: 由2020年的 | 1.12亿元."""
        before = self._before(sentence[0], quantity.start)
        return moment(before[-1]) if before and self._bound(before[-1], quantity) else None

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
        of = self.folded.startswith("的", fact.end) and not _UNTIL.search(left)
        if of and not self.dated.is_topic(fact) and not self.dated.is_in(fact, left):
            return False
        if (
            _FROM.search(left)
            and "/" not in (fact.resolved or "")
            and not self.folded.startswith(("起", "以来", "开始", ","), fact.end)
            and not self.dated.begins(fact)
        ):
            return False
        if self.dated.is_of_record(fact, left) or self.dated.only_tells_which(fact, left):
            return False
        if left.endswith("《") or "同期" in fact.text or "同月" in fact.text[1:]:
            return False
        if fact.kind == "period" and self.folded.startswith(",", fact.end):
            return True  # 2025年前11个月，| 发布国际标准275项
        end = min(sentence[1], fact.end + _REACH)
        stop = self.folded.find(",", fact.end, end)
        if stop == fact.end:
            stop = self.folded.find(",", fact.end + 1, end)
        clause = self.folded[fact.end : stop if stop >= 0 else end]
        if _SHOWN.match(clause) and not _UNTIL.search(left):
            return False
        if _UNTIL.search(left):
            return True  # 截至今日，| 1388家公司披露了半年报
        return not _REPORTED.search(clause + ("," if stop >= 0 else ""))

    def _is_against(self, fact: Fact, left: str) -> bool:
        """Whether something is compared with a date, or with one it is listed with: 比8月、9月."""
        if left[-1:] in _JOINTS and self.folded[fact.start - 1] in _JOINTS:
            before = self.between(fact.start - _FAR, fact.start - 1)
            one = before[-1] if before and before[-1].end == fact.start - 1 else None
            if one is not None:
                return self._is_against(one, self.folded[max(0, one.start - 4) : one.start])
        return _AGAINST.search(left) is not None

    def states(self, sentence: tuple[int, int]) -> bool:
        """Whether a sentence names a time other than the one before that all is compared with."""
        return any(
            self.governs(sentence, fact)
            or (fact.text not in _YEAR_BEFORE and not self._is_against(fact, self._left(fact)))
            for fact in self.between(*sentence)
        )

    def _left(self, fact: Fact) -> str:
        return self.folded[max(0, fact.start - 4) : fact.start]

    def head(self, sentence: tuple[int, int]) -> When | None:
        """The time that a sentence leaves to the next one: the first that governs it."""
        told = self.between(*sentence)[:MANY]
        for number, fact in enumerate(told):
            if REPORT.match(self.folded, fact.end):
                return moment(fact)
            if self.dated.is_to_come(fact) or (self._is_ahead(fact) and told[number + 1 :]):
                continue
            opens = self.heads.opens(fact)
            comma = self.folded.find(",", sentence[0], fact.start)
            if (comma < 0 or opens) and self.governs(sentence, fact):
                if self.dated.began(fact) or self.dated.is_of_life(fact):
                    return None
                time = self.moment(fact)
                level = _UNTIL.search(self.folded, max(0, fact.start - 4), fact.start)
                return replace(time, level=True) if time and level else time
        return None

    def left(
        self, sentence: tuple[int, int], head: When | None, before: When | None
    ) -> When | None:
        """The time that a sentence leaves to the next: what it opens with, else that of the one
        `before`; none where it comes back to the present or tells of several times in a row."""
        told = self.between(*sentence)
        if self.dated.leaves(told[-1].end if head and told else sentence[0], sentence[1]):
            return None
        if head is None:
            return before
        days = {
            (fact.resolved or "")[:DAY]
            for fact in told
            if self.folded[fact.start - 1] == ";" and self.governs(sentence, fact)
        }
        return carried(head) if len(days) < _ROW else None

    def lasts(self, time: When, sentence: tuple[int, int], quantity: Fact) -> bool:
        """Whether a time that was told before is that of a number in a sentence without one.

        What happened more than a year ago is history: the text goes on with how things are now,
        if it does not speak of that time again. So does what is done every year or day.
        """
        last = time.end or time.as_of
        if not self.published or not last or time.level:
            return True
        if time.as_of and self.dated.is_habit(sentence[0], quantity.end):
            return False
        old = months(self.published) - months(last) > _HISTORY
        return not old or self.dated.goes_on(sentence[0], quantity.start)
