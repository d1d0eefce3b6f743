"""Places that things go to, come from or run through: nothing that is counted is in them.

发往上海, 来自江西, 经平顶山市至襄阳市, 沪昆（上海-昆明）高速
"""

from __future__ import annotations

import re

from ingest.facts.late import late
from ingest.facts.words import NAMES, PLACE
from ingest.model import Fact

# Where a place stands behind one of these, things go to or come from it; they are not in it.
_AWAY = re.compile(
    r"(?:驻|靠近|邻近|毗邻|临近|接壤|往|赴|飞往|发往|运往|开往|前往|来自|属于|(?<!进)出口|远销|畅销|销往|返销|外销|行销|生于|籍|原产于?|从|(?<![亲独各擅私暗来])自|至|(?<![来走回进])到|抵|与|对|比|较"
    "|(?P<way>[东南西北]起|起[于自]|始于|止于|终于|途[经径]|(?<![已曾业历一财])经|连接|连通|贯通|贯穿|穿越|跨越))$"
)
_STRUCK = late("[^,。;的]{0,8}的(?:[大军][^,。;]{0,4})?(?:袭击|空袭|轰炸|炮击|打击|军事行动)")
"""对黎巴嫩南部的 | 袭击: there it happens."""
_STAY = late(
    "[^,。;的]{0,2}(?:越冬|过冬|过年|旅游|观光|度假|避暑|就业|务工|创业|定居|参观|打卡|消费|求学|参赛)"
)
"""到昆明 | 越冬: there they are."""
_TOLD = late("(?:了解到|获悉|获知)")
"""从鹰潭市 | 获悉: of there it was told."""
_ROUTE = re.compile(
    f"方向(?!性)|[一-鿿]{{0,4}}(?:国际)?机场(?:至|飞往)|(?:出发|启程|始发|发车)|至(?![今于此少多])[一-鿿{NAMES}]|到[{NAMES}]"
)
_FROM_TO = re.compile(f"\\({PLACE}+[-—~至到]+{PLACE}+\\)")
_LONGEST_ROUTE = 20


def is_away(folded: str, start: int, end: int, alone: bool) -> bool:
    """Whether things go to or come from the place at `end`, whose list of places begins at
    `start`; `alone`: it is in no organisation's name."""
    if folded[start - 1 : start] == "自" and folded.startswith("起", end):
        return True  # 自贵阳起
    away = _AWAY.search(folded, max(0, start - 3), start)
    if away is None or folded.startswith(("境内", "境", "辖区", "附近"), end):
        return False
    word = away.group()
    if word == "对":
        return _STRUCK.match(folded, end) is None
    if word == "属于":
        return folded.startswith("一", end)  # 属于江苏 | 一家旅行社
    if word in ("到", "赴", "往", "前往"):
        return _STAY.match(folded, end) is None
    return not (word == "从" and alone and _TOLD.match(folded, end))


def runs_through(folded: str, start: int) -> bool:
    """Whether something runs through a place: 起于 | 郑州, 途经 | 南阳."""
    away = _AWAY.search(folded, max(0, start - 3), start)
    return away is not None and away["way"] is not None


def leaves(masked: str, end: int) -> bool:
    """Whether something goes on from a place: 郑州 | 至南阳, 武汉 | 出发."""
    return _ROUTE.match(masked, end) is not None


def in_route(masked: str, fact: Fact) -> bool:
    """沪昆（上海-昆明）高速: from where to where."""
    opened = masked.rfind("(", max(0, fact.start - _LONGEST_ROUTE), fact.start)
    route = _FROM_TO.match(masked, opened) if opened >= 0 else None
    return route is not None and fact.end < route.end()
