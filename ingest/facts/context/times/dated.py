"""How a date stands in its sentence: what shows that it is not the time of what follows."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from ingest.facts.context.sight import Span
from ingest.facts.late import late
from ingest.facts.words import tokens
from ingest.model import Fact

_BEGAN = re.compile(
    "(?:建|建成|成立|创办|创建|创立|出生|生|毕业|组建|设立|落成|投产|投用|开业|登记|注册|始建|购买|购)于$"
)
"""Before a date: when something began, and not when what follows happened."""
_BEGAN_THEN = late(
    "[^,;。:“”]{0,6}?(?:成立|创办|创建|创立|领办|开办|兴办|组建|建立|建成|兴建|修建|设立|落成|投产|投用|开业|出生|毕业)的"
)
"""Behind a date: 村党支部2009年 | 领办的 | 合作社."""
_BORN = re.compile("出生(?![人率婴儿缺数比])")
_BASES = ("同期", "相比", "相较")
_COMING = re.compile("(?:预计|计划|拟|力争|确保|有望|争取|将)(?:于|在|到|至)?$")
_READY = re.compile(
    "[^,;。]{0,8}(?:完成|建成|竣工|完工|投产|通车|开通|交付|达产|投入使用|投用|启用|开工)"
)
"""Around a date that is still to come, when something will be ready: 预计 | 11月底 | 全面完成."""
_LIVED = late(
    "(?:[他她])?(?:[一-鿿]{0,10}大学)?(?:毕业|考入|考取|入党|加入|参军|入伍|参加(?:工作|革命)|退休|当选)"
    "|,?[^,;。]{2,14}?(?:毕业|考入|考取|入党|参军|入伍|入职|参加工作|退休|离休)"
)
"""Behind a date: a step of somebody's life, which is not when he did what follows."""
_NOW = re.compile(
    "目前(?!为止的)|如今|眼下|(?<![出体表实呈展显])现在|截[至止](?:记者)?发稿|(?<=[,;。])[至迄]今|今[天日]的(?=[一-鿿]{2,6},)"
)
_HEADS = frozenset("\n。!?;,:“”")
_VAGUE = re.compile(
    "(?:今[天日]的(?=[一-鿿]{2,6},)|目前|如今|眼下|现在|当前|近年来?|近些年来?|这些年来?|近几年来?|长期以来|多年来|近[日期](?!起)|日前)(?!已?为止的)"
)
"""Opens a clause that tells of the present, or of years that it does not name."""
_ONCE = late(
    "(?:以前|过去|从前|早先|早年|原先)(?:,|(?<=原先)[在的是]|(?=[我他她你咱这村]|大[家伙]|农民|群众))"
    "|(?:此|其|灾|战|之)后的?[0-9一二三四五六七八九十]+(?:多|余)?年"
    "|上(?:个?赛季|学期|学年|[一个]*届)"
    "|(?:仅|不到|短短|大约|约)?(?:\\d{1,2}|[一两三四五六七八九十半几]{1,2})(?:年|个多?月|天|周)(?:多|余)?[之以]?(?:后(?!续|来)|前(?=,))"
)
"""Opens a clause that tells how things were at some time, which no calendar knows."""
_SAYING_ONCE = frozenset("前后去早上先")
"""Characters of which all those words have one."""
_READY_THEN = late(
    "(?:建成|投产|投运|投用|完工|竣工|达产|通车|投入使用)(?:[一-鿿]{2})?[以之]?后(?=,|[每年可将预])"
)
"""Opens a clause that tells how things will be: 项目 | 投产后，."""
_LONGEST_THING = 6
_THEN = late("那(?:会儿|时候?|一?年|阵子|些年)(?=[,我他她])")
_BACK_THEN = late("当时[,的]?")
_HABIT = late("每[年天月日周]|一[天年]能|年均|日均|月均")
_GOES_ON = late(
    "[当那彼其]时|随[后即之]|接着|[此这那][次起场批轮届一两三四五六七八九十]|其中|期间|最[终后]|同[日年月]|当[日天晚年]|"
    "次日|于是|结果|经[查审鉴]|法院|警方|检方|事故|火灾|地震|灾|战役|战斗|抗战"
)
_IS_DAY = late("是[^,;。]{2,24}[日节][,;。]")
"""Behind a date: 11月17日 | 是国际肺癌日."""
_TOPIC = late("的(?!时候|那|这)[一-鿿“]")
"""Behind a date that opens a clause: 7月1日 | 的男子接力，."""
_BY_THE_WAY = ("已于", "曾于")
_SHORTEST_NOUN = 2
_DONE = ("verb", "say")
_ALIKE = ("一样", "相同", "持平", "相当", "相仿", "类似")
_PERSONS = frozenset("位名")
_WHO = late("[这那一两几].$")
_LEFT_OUT = ("剔除", "扣除", "不含", "不包括")
_AIM = late("的?(?:总)?(?:目标|任务|计划|预算|指标)(?:任务|数)?的")
_IN_THAT = late("的[^,。;]{2,16}[中上里](?=[,一-鿿])")
"""Behind a date and 在: 在9日的 | 200米决赛中."""
_SINCE = late("[^,;。\\n]{1,20}(?:以来(?!同期|的?[最首新])|[至迄]今)")
_FIRST_OF = late(
    "(?:以来)?(?:的)?(?P<nth>第[一二三四五六七八九十0-9]+[次度回])?(?:(?(nth)|(?:第|最|首|单[日月]|历史|新[高低])))"
)
"""Behind a date: 为今夏 | 第三次, 创今年以来 | 新高."""
_RECORD = late("[^,;。\n]{0,12}以来的?(?:最|首|第|新[高低])")
"""Behind a date: 1949年 | 有气象记录以来最强降雨."""
_FIRST_IN = late(
    "[^,;。\n]{0,12}(?:首次|首度|最[高低大小多少快慢]|第[一二三四五六七八九十\\d]+[大小强弱高低多少早晚次例位个名])"
)
_MAKES = ("为", "是", "创", "系")
_SET_OFF = frozenset(("", *",;。(“"))
_QUOTED = 30
"""No name in quotation marks is longer."""


class Dated:
    """Asks how dates stand in a text."""

    def __init__(self, folded: str) -> None:
        self.folded = folded

    def is_base(self, at: int) -> bool:
        """去年|同期, 2019年|相比, 1985年|出生: what another time is compared with, or an age."""
        return self.folded.startswith(_BASES, at) or _BORN.match(self.folded, at) is not None

    def began(self, fact: Fact) -> bool:
        """成立于 | 2014年: a date of its clause alone."""
        return _BEGAN.search(self.folded, max(0, fact.start - 4), fact.start) is not None

    def of_what_began(self, fact: Fact) -> bool:
        """2009年 | 领办的合作社: only tells which one is spoken of."""
        return _BEGAN_THEN.match(self.folded, fact.end) is not None

    def is_of_life(self, fact: Fact) -> bool:
        """Whether a date is that of a step of somebody's life, or of a day of commemoration."""
        lived = _LIVED.match(self.folded, fact.end) or _IS_DAY.match(self.folded, fact.end)
        return lived is not None

    def is_of_record(self, fact: Fact, left: str) -> bool:
        """Whether a date, behind the characters `left`, only tells of what time a record is."""
        if _RECORD.match(self.folded, fact.end):
            return True
        if fact.text[-1] in "来來" and _FIRST_IN.match(self.folded, fact.end):
            return True  # 5个月来英国物价首次回落; 1949年以来登陆福建的第二强台风
        first = _FIRST_OF.match(self.folded, fact.end)
        told = first is not None and (first["nth"] or left.endswith(_MAKES))
        return bool(told) and left[-1:] not in _SET_OFF

    def only_tells_which(self, fact: Fact, left: str) -> bool:
        """和 | 前天 | 一样, 这位 | 3天前 | 过完生日的姑娘, 完成 | 全年 | 任务的60%."""
        if self.folded.startswith(_ALIKE, fact.end) or (
            left[-1:] in _PERSONS and _WHO.search(left)
        ):
            return True
        if left.endswith(_LEFT_OUT):
            return True  # 剔除今年上市的新股后
        return fact.text == "全年" and _AIM.match(self.folded, fact.end) is not None

    def is_topic(self, fact: Fact) -> bool:
        """7月1日的男子接力，: what a clause opens with and tells of."""
        if self.folded.startswith("今", fact.start):
            return False  # 今天的中国
        return _TOPIC.match(self.folded, fact.end) is not None and self._opens(fact.start)

    def is_in(self, fact: Fact, left: str) -> bool:
        """在9日的决赛中, : whether something happened in what was on that day."""
        return left.endswith("在") and _IN_THAT.match(self.folded, fact.end) is not None

    def begins(self, fact: Fact) -> bool:
        """2012年 | 开展筛查以来: whether it is from then on."""
        return _SINCE.match(self.folded, fact.end) is not None

    def is_habit(self, start: int, end: int) -> bool:
        """Whether a stretch tells what is done again and again: 每年, 一天能."""
        return _HABIT.search(self.folded, start, end) is not None

    def goes_on(self, start: int, end: int) -> bool:
        """Whether a stretch speaks of the time that was told before: 当时, 随后, 这次."""
        return _GOES_ON.search(self.folded, start, end) is not None

    def then(self, start: int, end: int) -> bool:
        """Whether a stretch speaks of a time that was told somewhere before: 那年, 刚接手那会儿."""
        return _THEN.search(self.folded, start, end) is not None

    def back_then(self, start: int, end: int) -> bool:
        """Whether a clause of a stretch opens with 当时, which leans on what was told before."""
        found = _BACK_THEN.finditer(self.folded, start, end)
        return any(self._opens(match.start()) for match in found)

    def is_to_come(self, fact: Fact) -> bool:
        """预计 | 11月底 | 全面完成: when something will be ready."""
        coming = _COMING.search(self.folded, max(0, fact.start - 4), fact.start)
        return coming is not None and _READY.match(self.folded, fact.end) is not None

    def is_of_item(self, fact: Fact, quantity: Fact) -> bool:
        """成品油已于8月22日到港；| 投资2亿元的…: a time told by the way in an earlier item."""
        by_the_way = self.folded.endswith(_BY_THE_WAY, 0, fact.start)
        return by_the_way and self.folded.find(";", fact.end, quantity.start) >= 0

    def does_then(self, quantity: Fact, end: int) -> bool:
        """98家 | 上市公司 | 上半年实现…: whether what is counted did something over the period
        that begins at `end`."""
        if quantity.kind != "figure" or quantity.dimension not in ("count", "people"):
            return False
        gap = self.folded[quantity.end : end]
        if len(gap) < _SHORTEST_NOUN or not gap.isalpha():
            return False
        return all(one.word_class not in _DONE for one in tokens(self.folded, quantity.end, end))

    def in_name(self, fact: Fact, quantity: Fact) -> bool:
        """“到2030年零增长”目标: whether a date is part of a name that ends before the number."""
        opened = self.folded.rfind("“", max(0, fact.start - _QUOTED), fact.start)
        if opened < 0 or self.folded.find("”", opened, fact.start) >= 0:
            return False
        closed = self.folded.find("”", fact.end, opened + _QUOTED)
        return 0 <= closed < quantity.start

    def in_other_words(self, fact: Fact, quantity: Fact) -> bool:
        """“2017年我脱了贫。”今年 | 42岁的…: a date that somebody said, and a number nobody did."""
        closed = self.folded.find("”", fact.end, quantity.start)
        if closed < 0 or self.folded.find("“", fact.end, closed) >= 0:
            return False
        return self.folded.find("“", closed, quantity.start) < 0

    def now(self, start: int, end: int) -> int:
        """Where a stretch of text came back to the present last; -1 where it did not."""
        number = bisect_left(self._nows, (end, 0)) - 1
        while number >= 0 and self._nows[number][1] > end:
            number -= 1
        return self._nows[number][0] if number >= 0 and self._nows[number][0] >= start else -1

    def once(self, start: int, end: int) -> int:
        """Where a clause tells how things were at some time; -1 where none does."""
        for stretches in (self._onces, self._readies):
            first = bisect_left(stretches, (start, 0))
            if first < len(stretches) and stretches[first][1] <= end:
                return stretches[first][0]
        return -1

    # Looked for in the whole text once: a sentence may hold thousands of numbers that ask.

    @cached_property
    def _nows(self) -> list[Span]:
        return [match.span() for match in _NOW.finditer(self.folded)]

    @cached_property
    def _onces(self) -> list[Span]:
        if _SAYING_ONCE.isdisjoint(self.folded):
            return []
        found = _ONCE.finditer(self.folded)
        return [match.span() for match in found if self._opens(match.start())]

    @cached_property
    def _readies(self) -> list[Span]:
        """From the head of the clause to the end of what it is that will be."""
        opened = []
        for ready in _READY_THEN.finditer(self.folded):
            near = range(ready.start(), max(0, ready.start() - _LONGEST_THING) - 1, -1)
            head = next((at for at in near if self._opens(at)), None)
            if head is not None:
                opened.append((head, ready.end()))
        return opened

    def leaves(self, start: int, end: int) -> bool:
        """Whether a sentence comes back to the present, or speaks of years without a name."""
        return any(self._opens(m.start()) for m in _VAGUE.finditer(self.folded, start, end))

    def _opens(self, at: int) -> bool:
        return at == 0 or self.folded[at - 1] in _HEADS or self.folded[at - 1].isspace()
