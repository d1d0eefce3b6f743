"""Named places that are not the scene itself: the office above it, divisions counted, examples."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.facts.context.places.scope import Where
from ingest.facts.late import late
from ingest.facts.words import NAMES, PLACE, QUANTITY, tokens
from ingest.model import Fact
from ingest.script import fold

WIDER = late(
    "(?<![对向与同从自比])(?:欧洲|欧元区|欧盟|东盟)"
    "|全球(?!供应链|产业链|价值链|化|首|第|最|领先|治理|变暖)|亚洲|非洲|拉美|北约|联合国|世界(?:银行|[一-鿿]{2}组织)|国际货币基金"
)
"""Wider than any place that was spoken of: what is said of them is not said of it."""
OF_CHINA = late(
    "长三角|珠三角|京津冀|大湾区|[江河]经济带|(?:长江|黄河|珠江|淮河|海河|松花江|太湖)流域|沿[江黄海边](?:各地|省|地区|\\d)"
    "|(?:东北|东部|中部|西部|西南|西北|华北|华东|华南|华中|东南沿海)(?:地区|各省|各地)"
)
"""Parts of China that several provinces share."""
PROVINCES = late(
    "(?:[2-9]|[1-3]\\d|[二三四五六七八九十]+)个?省(?:份|[区市(、]|(?![一-鿿])|(?=\\d))"
)
"""Several provinces are counted: what is told with them is in no one of them."""
OF_TAIWAN = late("全台(?![阶词])|行政院|立法院")
_DIVISIONS = frozenset("省市县区乡镇村")
_AMONG = re.compile(
    f"[一-鿿{NAMES}“”]{{0,20}}(?:、[一-鿿“”{NAMES}]{{1,24}})*?、{PLACE}[一-鿿“”{NAMES}、]{{0,60}}等[一-鿿]{{0,10}}{QUANTITY}"
    f"|[一-鿿“”{NAMES}]{{1,24}}等[一-鿿]{{0,10}}{QUANTITY}"
)
"""Behind the place that an example begins with: 香港嘉鸿手套加工、甘肃西庆助剂等 | 项目33个."""
_OF_SEVERAL = re.compile(
    f"\\({QUANTITY}+\\)(?:[、和与及][一-鿿{NAMES}]{{1,16}}\\({QUANTITY}+\\))*等"
)
_LONGEST_LIST = 80
_BESIDE = 2
"""How far from the last example so many stand: 等 | 14个市, 等全省 is another thing."""


def scene_below(office: Where, scenes: Iterable[Where | None]) -> Where | None:
    """省财政厅 | 支持300万元, in an article about a county: the first of the scenes in what an
    office is of, which is no wider scene."""
    for scene in scenes:
        inside = scene is not None and scene.code is not None and office.code is not None
        if inside and scene and scene.path.startswith(office.path):
            return scene
    return None


def is_above(office: Fact, scene: Where | None) -> bool:
    """Whether a scene is a part of what an office is of."""
    path = scene.path if scene is not None and scene.code else ""
    return bool(office.place) and path.startswith(office.place or "") and path != office.place


def opens_with_province(folded: str, fact: Fact) -> bool:
    """Whether a place is a province that a clause opens with."""
    return fact.level == "province" and folded[fact.start - 1] == "," and fact.kind == "place"


def counts_such(quantity: Fact, where: Where) -> bool:
    """七美乡为1万元，| 2乡都…: so many townships are in none of them."""
    unit = fold(quantity.unit or "").removesuffix("份")
    return unit in _DIVISIONS and where.path.endswith(unit)


def is_among(masked: str, fact: Fact) -> bool:
    """引进香港嘉鸿手套加工、甘肃西庆助剂等 | 33个项目: one of several that open with places."""
    listed = _AMONG.match(masked, fact.end)
    said = tokens(masked, fact.end, listed.end()) if listed else ()
    if listed is None or any(token.word_class == "verb" for token in said):
        return False
    first = masked[fact.end : listed.end()].find("、" + PLACE) >= 0
    before = masked[max(0, fact.start - _LONGEST_LIST) : fact.start]
    opens = before[-1:] not in ("", *",;:。\n")
    return opens if first else before[-1:] == "、" and PLACE in before.rpartition(",")[2]


def has_its_own(masked: str, place: Fact, end: int) -> bool:
    """巫溪(44.2℃)、兴平(43.1℃)等 | 56站: a place with its own number, one of those counted."""
    return _OF_SEVERAL.match(masked, place.end, end) is not None


def are_examples(folded: str, last: Fact, quantity: Fact) -> bool:
    """广西北海、百色等 | 14个市: whether the last place is an example of what is counted."""
    if not folded.startswith("等", last.end) or quantity.start - last.end > _BESIDE:
        return False
    unit, behind = (quantity.unit or "")[:1], folded[quantity.end : quantity.end + 1]
    return unit in _DIVISIONS or behind in _DIVISIONS
