"""Places and the words that widen them: 全市, 该县, 当地; and the division that holds several."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.facts.late import late
from ingest.facts.places.divisions import register
from ingest.model import Fact


@dataclass(slots=True, unsafe_hash=True)
class Where:
    """A place with its path and code; a code only where the register has one."""

    path: str
    code: str | None = None


CHINA = Where("中国")
TAIWAN = Where("台湾省", "710000")
CORPS = Where("新疆生产建设兵团")
"""Governs and counts as a province does, all over Xinjiang; it has no code in the register."""
_TITLE = (
    "[一-鿿]{0,6}(?:普查|运动会|锦标赛|[大联]赛|模范|劳模|百强|先进|文明|卫生城"
    "|示范|标兵|优秀|十佳|五一|大会|会议|奖)"
)
"""全国 of what is called so: 全国人口普查, 全国文明城市, 全国劳动模范."""
NATION = re.compile(
    f"全国(?!政协|人大|两会|总工会|首|各地|第[一二三1-9]|{_TITLE})|我国|国内(?!外|旅游|游客|旅客|领先)"
    "|a(?<![a-z0-9]a)股|沪深两市|[沪深]市(?=上市|公司|主板)"
)
"""Speaks of the whole country."""
# Every alternative begins with its own character, so that the search skips all other text.
SCOPE = re.compile(
    rf"全(?<!来自全)(?<!届全)(?<!面向全)(?<!纳入全)(?<!列入全)(?<![居列]全)(?!国{_TITLE})[市省县区国旗州镇乡村](?!人大|政协|两会|总工会|统一|性|首|各地|重点)|我[市省县区国州]|本(?<![资日成基根版]本)[市省县区](?!场)|该[市省县区国旗州镇乡村]|此[市省县区国旗州镇乡村]|国内(?<!美国内)(?!外|旅游|游客|旅客|生产总值|专利|市场|首|领先|航线|航班)|当地|各地"
)
_YARDSTICK = late(
    "(?:[于比超较占]|占到|跑赢|领[先跑]|排名?|位)"
    r"(?:[全我][省市县区国州旗][^,;。()、和与及]{0,6}(?:\([^()]{1,12}\))?[、和与及])*$"
)
"""Before 全国: what something is better or more than, or a share of."""
_YARDSTICKS = 60
"""How far before the last one of a list of such words the first one stands."""
_OWN_VALUE = re.compile(r"[一-鿿]{0,6}\($")
"""Between 全省 and its value, in a phrase like 比全省平均水平(7.7%)高0.7个百分点."""
_WIDTH = {"省": 2, "市": 4, "州": 4, "县": 6, "旗": 6}


AUTONOMOUS = ("15", "45", "54", "64", "65")
"""First digits of the autonomous regions, of which 全区 may be said."""


def scopes(folded: str, start: int, end: int) -> list[tuple[int, str]]:
    """Where words like 全市 and 当地 stand in a sentence, with the word."""
    found = SCOPE.finditer(folded, start, end)
    return [(m.start(), m.group()) for m in found if not is_yardstick(folded, m.start())]


def is_yardstick(folded: str, at: int) -> bool:
    """Whether what is told is only compared with 全国 there: 比全省(7.7%)和 | 全国(7.0%)高."""
    return _YARDSTICK.search(folded, max(0, at - _YARDSTICKS), at) is not None


def yardstick_of(folded: str, start: int, at: int) -> str | None:
    """The word whose own value is told in brackets: 比全省(| 7.7%)."""
    opened = folded.rfind("(", max(start, at - 12), at)
    found = list(SCOPE.finditer(folded, max(start, at - 12), at)) if opened >= 0 else []
    return (
        found[-1].group() if found and _OWN_VALUE.fullmatch(folded, found[-1].end(), at) else None
    )


def where_of(fact: Fact) -> Where:
    """The place that a fact names or lies in."""
    return Where(fact.place or "", fact.place_code)


_SCOPE_WORD = re.compile(r"^(?:全|我|本|该|此)[市省县区国旗州镇乡村](?![际家情庆道])|^当地|^各地")


def without_scope(text: str) -> str:
    """全省学校 → 学校."""
    return _SCOPE_WORD.sub("", text)


def widen(where: Where | None, word: str, published: str | None) -> Where | None:
    """The place that 全市, 该县, 当地 means where `where` is the place that was last spoken of."""
    level = word[1]
    if (level == "国" and word[0] in "全我") or word == "国内":
        return CHINA if where is None or word[0] == "我" else _whole(where)
    if where is None or level in "地村镇乡":
        return where
    if word[0] in "该此本" and where.path.endswith(level):
        return where
    if where.code is None:
        return where
    if level == "区":
        level = "省" if where.code[:2] in AUTONOMOUS and where.code[4:] == "00" else "区"
    width = _WIDTH.get(level, 6)
    if level == "市" and where.code[:2] in ("11", "12", "31", "50"):
        width = 2
    if level == "市" and where.code[4:] != "00" and _is_city(where):
        width = 6
    code = where.code[:width].ljust(6, "0")
    rows = register().by_code.get(code)
    if not rows:
        return where
    # A village has the code of the county that it lies in, and is narrower than 全县.
    return Where(register().path(register().at(rows, published)[0], published), code)


def _whole(where: Where) -> Where:
    """What the whole country is, seen from a place: abroad that place's own; Taiwan for its own."""
    if where.path.startswith("台湾省"):
        return TAIWAN
    if where.code is not None or where in (CHINA, CORPS):
        return CHINA
    return where


def _is_city(where: Where) -> bool:
    """A county-level city calls itself 全市 too."""
    return where.path.endswith("市")


def last_name(where: Where, published: str | None) -> str:
    """The division's own name (秭归县), where the register has it; else the whole path."""
    rows = register().by_code.get(where.code or "", [])
    row = register().at(rows, published)[0] if rows else None
    return row.name if row and register().path(row, published) == where.path else where.path


def common(places: list[Where], published: str | None) -> Where | None:
    """The division that holds all of them."""
    codes = [place.code for place in places]
    if len({place.path for place in places}) == 1:
        return places[0]
    for width in (6, 4, 2):
        heads = {code[:width] if code else None for code in codes}
        head = heads.pop()
        if not heads and head is not None:
            rows = register().by_code.get(head.ljust(6, "0"))
            if rows:
                row = register().at(rows, published)[0]
                return Where(register().path(row, published), head.ljust(6, "0"))
    return None
