"""What stands around a doubtful name and shows that it is a place."""

from __future__ import annotations

import re

from ingest.facts.late import late
from ingest.facts.named import Place
from ingest.facts.places.gazetteer import word_classes

_LIST_END = late("[^一-鿿]|[等和及与两三四五六七八九]|$")
_AT = re.compile(
    "(?:位于|地处|坐落于|来自|抵达|飞抵|前往|赴|离开|走进|飞往|驶往|开往|途经|落户|[在从])$"
)
_THEN = late(
    "[市县区境省,，、。;；）)]|举行|召开|举办|开幕|闭幕|启动|考察|调研|会见|机场|火车站|境内|电|讯|启航|出发|揭幕|"
    "发布|成立|落成|开工|开赛|打响|落幕|亮相|发生|地区|等地|两地|各地|签署|签约|出席|出差|工作|生活|出生|务工|打工"
)
_GOVERNED = re.compile("县?(?:委(?:书记|副书记|常委|办|宣传|组织|政法)|人民政府|县长|副县长)")
_DATELINE = late("(?:新华社|中新社|中新网|新华网|人民网|央视网|[社报网])[^\\n，。]{0,12}$")
_DATELINE_DAY = re.compile(r"\d{1,2}月\d{1,2}日(?:[上下]午)?[电讯]")


def ends_in_list(text: str, place: Place) -> bool:
    """Whether what follows may stand behind the name of a place in a list."""
    return _LIST_END.match(text, place.end) is not None


def is_scene(text: str, place: Place) -> bool:
    """在|中山|举行: whether words of place stand on both sides."""
    at = _AT.search(text, max(place.start - 3, 0), place.start)
    return at is not None and _THEN.match(text, place.end) is not None


def is_governed(text: str, place: Place) -> bool:
    """随县|县委书记: whether those who govern it stand behind a county."""
    behind = _GOVERNED.match(text, place.end)
    return behind is not None and len({row.code for row in place.rows}) == 1


def is_dateline(text: str, place: Place) -> bool:
    """新华社|保山|3月5日电."""
    if _DATELINE_DAY.match(text, place.end) is None:
        return False
    return _DATELINE.search(text, max(place.start - 20, 0), place.start) is not None


def is_all_of(text: str, place: Place) -> bool:
    """镇宁|全县: the only county that is called so, with its rank behind it."""
    if not text.startswith("全", place.end):
        return False
    counties = {row.code: row.name[-1] for row in place.rows if row.rank == 3}
    rank = next(iter(counties.values()), "")
    return len(counties) == 1 and text.startswith(rank, place.end + 1)


def of_any_city() -> frozenset[str]:
    """What any city has and few are called: 市区."""
    return word_classes()["part"]
