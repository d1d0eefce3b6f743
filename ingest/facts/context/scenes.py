"""Named places that are not the scene itself: the office above it, divisions counted, examples."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.facts.context.scope import Where
from ingest.facts.late import late
from ingest.model import Fact
from ingest.script import fold

WIDER = late(
    "行政院|立法院|全台(?![阶词])|(?<![对向与同从自比])(?:欧洲|欧元区|欧盟|东盟)"
    "|全球(?!供应链|产业链|价值链|化|首|第|最|领先|治理|变暖)|亚洲|非洲|拉美|北约|联合国|世界(?:银行|[一-鿿]{2}组织)|国际货币基金"
)
"""Wider than any place that was spoken of: what is said of them is not said of it."""
OF_CHINA = late(
    "长三角|珠三角|京津冀|大湾区|[江河]经济带|(?:长江|黄河|珠江|淮河|海河|松花江|太湖)流域|沿[江黄海边](?:各地|省|地区|\\d)"
    "|(?:东北|东部|中部|西部|西南|西北|华北|华东|华南|华中|东南沿海)(?:地区|各省|各地)"
)
"""Parts of China that several provinces share."""
_DIVISIONS = frozenset("省市县区乡镇村")
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


def are_examples(folded: str, last: Fact, quantity: Fact) -> bool:
    """广西北海、百色等 | 14个市: whether the last place is an example of what is counted."""
    if not folded.startswith("等", last.end) or quantity.start - last.end > _BESIDE:
        return False
    unit, behind = (quantity.unit or "")[:1], folded[quantity.end : quantity.end + 1]
    return unit in _DIVISIONS or behind in _DIVISIONS
