"""Numbers of a dimension of a thing: its word stands beside the number, the thing mostly behind.

200多米高的 | 吸热塔, 长24米的 | 桥梁          the dimension is an adjective
高度 | 20厘米的海啸                            or a noun
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.facts.context.measures.measure import measure_start, split
from ingest.facts.context.phrases.nouns import noun_after
from ingest.facts.context.sight import About, Sight
from ingest.facts.late import late
from ingest.facts.words import QUANTITY, tokens

_DIMENSION = late(
    "(?P<what>(?:平均|最[大高深长]|累计)?(?:高度|长度|宽度|深度|厚度|直径|半径|海拔|坡度|时长|容积))$"
)


def named_dimension(sight: Sight, begin: int, stop: int) -> About | None:
    """观测到高度 | 20厘米的海啸: which dimension of the thing behind is told."""
    if sight.masked[sight.fact.end : sight.fact.end + 1] != "的":
        return None
    told = _DIMENSION.search(sight.masked, begin, stop)
    if told is None:
        return None
    what = told["what"]
    noun, _ = noun_after(replace(sight, right=sight.clause[1]))
    return About(noun, None, what, what, rule="extent") if noun[0] < noun[1] else None


_LISTED = re.compile(f"(?:、?[长宽高深厚重]{QUANTITY}+)+(?=的)")
"""宽24米 | 、长140米、高6米的大棚."""
_ANOTHER = re.compile(f"[、和及与]{QUANTITY}")
_COMPOUND = late("[一-鿿](?<![的了处大塔楼台墙左右])")
"""Behind an adjective that is none: 1216公里 | 高速公路."""
_EXTENTS = {"高": "高度", "长": "长度", "宽": "宽度", "深": "深度", "厚": "厚度", "重": "重量"}


def extent_beside(sight: Sight, begin: int, stop: int) -> About | None:
    """200多米高的吸热塔, 长24米的桥梁: the dimension is an adjective beside the number."""
    if sight.fact.dimension not in ("length", "mass", "duration", "time"):
        return None
    masked, at = sight.masked, sight.fact.end
    word = masked[stop - 1 : stop] if begin < stop else ""
    heavy = sight.fact.dimension == "mass"
    whole = ("全长", "总长", "载重", "总重")
    named = masked[stop - 2 : stop] in whole or measure_start(masked, begin, stop) < stop
    lasts = sight.fact.dimension in ("duration", "time")
    if lasts and (word != "长" or named):
        return None
    if word in _EXTENTS and not named:
        stop -= 1
    elif masked[at : at + 1] in _EXTENTS and not heavy and not _COMPOUND.match(masked, at + 1):
        word, at = masked[at], at + 1
    else:
        return None
    measure = "时长" if lasts else _EXTENTS[word]
    listed = _LISTED.match(masked, at)
    at = listed.end() if listed else at
    if masked[at : at + 1] == "的":
        moved = replace(sight, fact=replace(sight.fact, end=at), right=sight.clause[1])
        noun, _ = noun_after(moved)
        if noun[0] < noun[1]:
            other = _ANOTHER.search(masked, *noun)  # 宽45米的跑道 | 和36.5万平方米的航站楼
            noun = (noun[0], other.start()) if other else noun
            return About(noun, None, measure, measure, rule="extent")
    parts = split(masked, begin, stop)
    own = parts.subject if parts.subject[0] < parts.subject[1] else None
    of = masked.rfind("的", begin, stop)
    if begin < of < stop - 1:
        begin, own = of + 1, (of + 1, stop)  # 发生坍塌的 | 桥梁长2.6公里
    verbs = any(t.word_class in ("verb", "prep") for t in tokens(masked, begin, stop))
    verbs = verbs or any(char.isdigit() for char in masked[begin:stop])  # 南北长14.7、东西 | 宽
    weighs = word == "重" and own is None and sight.before is not None
    people = weighs and sight.before is not None and (sight.before.base or "").endswith("数量")
    goes_on = not people  # 3名旅客携带12件，重 | 245克: no weight of theirs
    return About(None if verbs else own, None, measure, measure, inherits=goes_on, rule="extent")
