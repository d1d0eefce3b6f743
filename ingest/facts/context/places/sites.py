"""Villages, quarters and works without an entry in the register, bound to the place before them.

河北张北县德胜村 … 德胜村集体收入100万元        the village is in Zhangbei wherever it is named
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.facts.context.places.scope import Where
from ingest.model import Fact

_SITE = re.compile(
    "(?:的|市区的?|境内的?)?(?P<name>(?![的一二三四五六七八九十该某各个本此这那全农新老和与及]|移民|安置|搬迁|扶贫|示范|老旧|高档|文明|[乡山渔]村"
    "|美丽|和美|传统|特色|中心村|自然村|行政村)"
    "[一-鿿]{1,6}?(?:村(?!民|级|两委|支书|干部|集体|口|里)|社区|小区|街道|农场|林场|牧场|景区|水库|电站|"
    "大桥|隧道|机场|港区|码头|煤矿|油田|产业园|工业园|园区|基地|中学|小学|医院|合作社|古镇|古城|遗址))"
)
_LONGEST = 8
_LEFT = ("起飞", "出发", "启程", "始发", "发车", "至", "飞往")
"""Behind a site from which something goes on: 从长水机场 | 起飞."""


class Sites:
    """Where the sites of an article are."""

    def __init__(self, folded: str, places: Iterable[Fact]) -> None:
        self.where: dict[str, Where] = {}
        for place in places:
            match = _SITE.match(folded, place.end)
            if match is None or len(match["name"]) > _LONGEST:
                continue
            if folded.find(match["name"], match.end()) >= 0:
                self.where.setdefault(match["name"], Where(place.place or "", place.place_code))
        names = sorted(self.where, key=len, reverse=True)
        self.names = re.compile("|".join(map(re.escape, names))) if names else None

    def named(self, folded: str, start: int, end: int) -> tuple[Where, int] | None:
        """The place of the last site that a stretch names, and where it names it."""
        if self.names is None:
            return None
        found = None
        for match in self.names.finditer(folded, start, end):
            if not folded.startswith(_LEFT, match.end()):
                found = self.where[match.group()], match.start()
        return found
