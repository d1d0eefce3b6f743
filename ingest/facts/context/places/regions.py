"""Regions that are no division, and yet what a number is of: 长三角, 东北地区, 欧盟.

Such a name is a place where a clause opens with it or says 在 before it. Elsewhere it tells where
something goes, what something is called or how it ranks: 长三角一体化, 对东盟出口, 全球第一.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.facts.context.places.scope import TAIWAN, Where
from ingest.facts.late import late
from ingest.facts.words import DATE, NAME, read_table

_AROUND = "(?P<around>及周边(?:地区|区域)?)?(?:地区|区域)?"
_OPENS = late(f"(?:^|[\\s,;:。!?“{DATE}在而]|其中|目前|当前|分(?:地区|区域)看)$")
_ELSE = late(
    "[最首第唯杯冠赛对向与和及、同跟等]|之间|以外|之外|一体化|战略|规划|合作|协同|委员会|央行|理事会|议会|峰会|论坛"
    "|铁路|高速|号|司令|发展|办公室|各国|国家|市场份额|占比|海拔|招商|安全|前[一-十百\\d]|排名|范围|领先|同类|同期|来华|[欧部]"
)
"""Behind a region's name: it ranks, goes together with others or is part of a longer name."""
_IN_CHINA = "china"


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    """The names of all regions, the longest first."""
    words = sorted({word for one in read_table("regions.tsv").values() for word in one})
    return re.compile(f"(?P<name>{'|'.join(sorted(words, key=len, reverse=True))}){_AROUND}")


def region_before(folded: str, masked: str, start: int, end: int) -> tuple[Where, int] | None:
    """The region that a number at `end` is of and where it is named; `start` is where its
    sentence begins. One abroad is that of its own clause alone."""
    found = None
    for match in _names().finditer(folded, start, end):
        left = masked[max(start, match.start() - 6) : match.start()]
        hidden = masked[match.start() : match.end()] != match.group()
        if (
            hidden
            and masked[match.start() : match.end() + 1].strip(NAME)
            != masked[match.end() : match.end() + 1]
        ):
            continue  # part of a longer name
        if not _OPENS.search(left) or _ELSE.match(masked, match.end()):
            continue
        if _in_china(match["name"]) or not _LEFT.search(masked, match.end(), end):
            found = Where(match["name"] + (match["around"] or "")), match.start()
    island = folded.rfind("全台", start, end)
    if island >= 0 and folded[island + 2 : island + 3] not in ("阶", "词"):
        found = TAIWAN, island
    return found


_LEFT = re.compile("[,;:。]")


def is_part_of_china(where: Where | None) -> bool:
    """Whether a place is a region that several provinces share."""
    return where is not None and where.code is None and _in_china(where.path)


def _in_china(path: str) -> bool:
    return (
        path.removesuffix("及周边地区").removesuffix("及周边区域")
        in (read_table("regions.tsv")[_IN_CHINA])
    )
