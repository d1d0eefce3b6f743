"""该局, 该院, 该校: the body of that kind which was named last."""

from __future__ import annotations

from ingest.facts.late import late
from ingest.facts.words import tokens

THIS_BODY = late(
    "该(?P<kind>医院|学校|大学|学院|中心|协会|研究所|局(?![面部势])|所(?!有|谓)|院(?!士)|校(?![园区])"
    "|队(?![伍员列])|馆|站(?!点)|委|部(?![分门委件位])"
    "|会(?![议员所])|处(?![理置罚])|支队|大队|中队|分局)"
)
_ENDS = {
    "校": ("大学", "学院", "学校", "中学", "小学", "校"),
    "学校": ("学院", "学校", "中学", "小学"),
    "中心": ("中心",),
}


def ends_of_kind(kind: str) -> tuple[str, ...]:
    """What the names of bodies of a kind end in."""
    return _ENDS.get(kind, (kind,))


def acts_at(folded: str, start: int, end: int) -> bool:
    """Whether what a body does stands behind it: 该院 | 新增诊室."""
    first = next(tokens(folded, start, end), None)
    return first is not None and first.start == start and first.word_class in ("verb", "nominal")
