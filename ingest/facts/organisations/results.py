"""Firms without a telling name, by what only firms have: 云海化工|今年上半年净利润."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ingest.facts.late import late
from ingest.facts.named import Organisation
from ingest.facts.organisations.patterns import breaks, common, standing
from ingest.facts.people.words import offices
from ingest.facts.places.divisions import register
from ingest.facts.word_lists import EndingList
from ingest.facts.words import lexicon

_WHEN = (
    r"(?:(?:\d{4}年|今年|去年|本年)?(?:全年|上半年|下半年|前[一二三四]季度|前三季|第?[一二三四]季度"
    r"|\d{1,2}(?:至|到|-|—)\d{1,2}月份?|前\d{1,2}个?月|中期)|\d{4}年度?|(?:今年|去年)\d{1,2}月份?)"
)
_EARNS = "(?:归母|扣非|总|净|实现)*(?:净利润|营收|营业总?收入|净营收|每股收益|净亏损)"
_RESULT = late(f"(?<![一-鿿])([一-鿿]{{2,6}}?[a-z]?)(?={_WHEN}[^，。,;\\n]{{0,10}}{_EARNS})")
_NO_FIRM = late(
    "(?:公司|集团|企业|行业|业务|银行业|板块|分部|地区|市场|全国|全省|全市|期|年|月|日|的|了|其)$"
)
_PRODUCT = frozenset("酒茶药饮镇村")
"""Behind a firm's name these make it that of what it makes, or of where it is: 茅台|酒."""


def results(text: str) -> Iterator[Organisation]:
    """Every mention of a firm whose profit or turnover the text tells."""
    if not any(word in text for word in ("净利润", "净亏损", "营收", "营业", "每股收益")):
        return
    found = dict.fromkeys(match[1] for match in _RESULT.finditer(text))
    names = [name for name in found if _is_firm(text, name)]
    for at, name in standing(text, names):
        if text[at + len(name) : at + len(name) + 1] in _PRODUCT:
            continue
        yield Organisation(at, at + len(name), name, "company", anchored=False, rule="recurring")


@lru_cache(maxsize=1)
def forms() -> EndingList:
    """Ends of firms' names that show what they are: 科技, 股份."""
    return EndingList((*offices()["trade"], "股份", "控股"))


def _is_firm(text: str, name: str) -> bool:
    """Whether a name that comes again, or ends as firms do, is no common word and no place."""
    shown = name[-1] <= "z" or forms().start(name, 1, len(name)) is not None
    if (text.count(name) < 2 and not shown) or _NO_FIRM.search(name) or common(name):
        return False
    words, places = lexicon(True).classes, register()
    if name in words or name in places.by_stem or name in places.by_name:
        return False
    return next(breaks(name, 0, len(name)), None) is None
