"""Parts of a body, whose ends no table of suffixes tells: 检察院|公诉科, 总行|财会部."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.facts.late import late
from ingest.facts.named import Organisation
from ingest.facts.organisations.patterns import breaks
from ingest.facts.words import lexicon, tokens

# The end of a part's name, where it begins no other word: 部|门, 科|学, 室|内
_PART = late(
    "(?:总[行部社]|本部)?(?P<what>[一-鿿]{2,8}?)(?:科(?![学技研目普教幻举0-9])|部(?![门分队署长落位级件委])"
    "|(?<![出开到当家法休闭宫门])庭(?![审院长外])|(?<=[究研辑查察合编])室(?![内外温友]))"
)
_NO_PART = late("[的各全总大小一两几本该此某在和与及、]|[东南西北中上下内外]$|[本专文理工学百预]$")
_OFFICE = late("(?:[一-鿿]{2,3})?副?(?:[科处部]长|主任)|副?(?:[长任]|经理|总监)|工作|任")
_WITH_PARTS = ("institution", "government", "court", "company", "education", "science")
"""Kinds of bodies whose parts are bodies: 骨科主任 of a hospital is an office."""


# 病毒病预防控制所|国家流感中心: institutes in a body, one in another, before an office
_INSTITUTE = late(
    "(?:[一-鿿]{2,8}?(?:所(?![以在有属谓获])|国家[一-鿿]{2,6}中心|研究室|实验室)){1,3}"
    "(?=副?(?:所长|主任)|首席|研究员|负责人|专家|党委|,[^一-鿿]|[,。、)]|$)"
)
_WITH_INSTITUTES = ("health", "science", "academic", "government")
_ACADEMIES = frozenset(("中国科学院", "中国社会科学院", "中国农业科学院", "中国医学科学院"))
_COUNTED = late("[的各全总一两几本该此某在和与及、三四五六七八九十多]")
_OF_ACADEMY = late("(?P<what>[一-鿿]{2,8}?)(?:研究)?所(?![以在有属谓获长言做提列指说示需])")
# 江海网|浙东频道
_CHANNEL = late("[一-鿿]{2,4}频道(?=[0-9一-鿿]{0,3}(?:[讯电月]|记者)|$)")
# 云海人民广播电台|经济之声
_VOICE = late("[一-鿿]{2,4}之声(?=记者|报道|讯|主持|主播|节目|评论)")


def extended(text: str, orgs: Iterable[Organisation]) -> list[Organisation]:
    """The organisations, each up to the end of the part that is named behind it."""
    return [_whole(text, org) for org in orgs]


def _whole(text: str, org: Organisation) -> Organisation:
    inside = None
    if org.name in _ACADEMIES:
        inside = _OF_ACADEMY.match(text, org.end)
        counted = inside is None or _COUNTED.search(inside["what"])
        if inside and not counted and next(breaks(text, *inside.span()), None) is None:
            return org._replace(end=inside.end(), name=org.name + inside[0])  # 中科院|物理所
        inside = None
    if org.kind in _WITH_INSTITUTES and org.name[-1] in "心院局所":
        inside = _INSTITUTE.match(text, org.end)
        if inside and (_NO_PART.search(inside[0]) or next(breaks(text, *inside.span()), None)):
            inside = None
    elif org.kind == "media" and org.name[-1] == "网":
        inside = _CHANNEL.match(text, org.end)
    elif org.kind == "media" and org.name.endswith("电台"):
        inside = _VOICE.match(text, org.end)
    if inside:
        return org._replace(end=inside.end(), name=org.name + inside[0])
    if org.kind not in _WITH_PARTS or not org.anchored or org.rule not in ("suffix", "known"):
        return org
    part = _PART.match(text, org.end)
    if part is None or not _names(text, part):
        return org
    name = org.name + part[0]
    return org._replace(end=part.end(), name=name)


def _names(text: str, part: re.Match[str]) -> bool:
    """Whether the words before the end of a part are nouns that say what it does, or one verb."""
    (start, end), what = part.span("what"), part["what"]
    if _NO_PART.search(what) or next(breaks(text, start, end), None):
        return False
    word_class = lexicon(True).classes.get(what)
    if word_class == "verb":
        return text[part.end() - 1] in "科庭"  # 公诉科
    doing = (token for token in tokens(text, start, end) if token.word_class != "nominal")
    if next(doing, None):
        return False
    closed = not "一" <= text[part.end() : part.end() + 1] <= "鿿"
    closed = closed or part[0].startswith(("总", "本"))
    return (
        len(what) > 2 or word_class is not None or closed or bool(_OFFICE.match(text, part.end()))
    )
