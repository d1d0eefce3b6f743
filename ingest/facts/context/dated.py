"""How a date stands in its sentence: what shows that it is not the time of what follows."""

from __future__ import annotations

import re

from ingest.facts.late import late
from ingest.model import Fact

_BEGAN = re.compile("(?:建|建成|成立|创办|创建|创立|出生|生|毕业|组建|设立|落成|投产|投用|开业)于$")
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
)
"""Behind a date: a step of somebody's life, which is not when he did what follows."""
_NOW = re.compile("目前(?!为止的)|如今|眼下|现在|(?<=[,;。])(?:至今|迄今)|截[至止](?:记者)?发稿")
_HEADS = frozenset("\n。!?;,:“”")
_VAGUE = re.compile(
    "(?:目前|如今|眼下|现在|当前|近年来?|近些年来?|这些年来?|近几年来?)(?!已?为止的)"
)
"""Opens a clause that tells of the present, or of years that it does not name."""
_ONCE = late("(?:以前|过去|从前|早先|早年)(?:,|(?=[我他她你咱这村]|大[家伙]|农民|群众))")
"""Opens a clause that tells how things were at some time."""
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
        """Whether a date is that of a step of somebody's life."""
        return _LIVED.match(self.folded, fact.end) is not None

    def is_to_come(self, fact: Fact) -> bool:
        """预计 | 11月底 | 全面完成: when something will be ready."""
        coming = _COMING.search(self.folded, max(0, fact.start - 4), fact.start)
        return coming is not None and _READY.match(self.folded, fact.end) is not None

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
        last = -1
        for match in _NOW.finditer(self.folded, start, end):
            last = match.end()
        return last

    def once(self, start: int, end: int) -> int:
        """Where a clause before opens with how things were at some time; -1 where none does."""
        match = next(
            (m for m in _ONCE.finditer(self.folded, start, end) if self._opens(m.start())), None
        )
        return match.end() if match else -1

    def leaves(self, start: int, end: int) -> bool:
        """Whether a sentence comes back to the present, or speaks of years without a name."""
        return any(self._opens(m.start()) for m in _VAGUE.finditer(self.folded, start, end))

    def _opens(self, at: int) -> bool:
        return at == 0 or self.folded[at - 1] in _HEADS or self.folded[at - 1].isspace()
