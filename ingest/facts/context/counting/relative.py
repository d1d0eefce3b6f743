"""Numbers of things that a relative clause before them tells: 通过社会组织提供的 | 16项服务."""

from __future__ import annotations

from ingest.facts.context.counting.counters import numbered
from ingest.facts.context.measures.measure import LONGEST_PHRASE
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.late import late
from ingest.facts.phrases import trim
from ingest.facts.words import Token, tokens

_NOBODYS = ("", "所", "重点", "集中", "统一", "首次", "首批", "专门", "定点")
_BY = ("由", "被", "通过", "经", "经由", "让", "把", "将", "依托", "借助", "在")
"""Before who does it: 通过社会组织提供的, not 为他打工的."""
_WITHIN = late("[中里内上](?![国央部])")


def relative(sight: Sight, left: Span, verb: Token, noun: Span) -> About:
    """通过社会组织 | 提供的16项服务: what stands before 的 is a relative clause."""
    masked, thing = sight.masked, sight.said(*noun)
    begin, stop = left
    first = next((t for t in tokens(masked, begin, stop) if t.word_class in ("verb", "prep")), verb)
    if first.word_class == "prep" and first is not verb:
        by = masked[first.start : first.end] in _BY
        subject = trim(masked, first.end, verb.start) if by else noun
    else:
        subject = trim(masked, begin, first.start)
    told = subject if subject[1] - subject[0] <= LONGEST_PHRASE else None
    if masked[first.start : first.end] in ("因", "因为", "由于"):
        told = noun  # 因长期滞留而变质的 | 卡车物资
    where = masked.rfind("在", begin, verb.start)
    if where > begin and _WITHIN.match(masked, noun[1]):
        told = trim(masked, begin, where)  # 她 | 在参加的三项比赛中
    if told is not None and masked[told[0] : told[1]] in _NOBODYS:
        told = noun  # 来自各地的 | 300位嘉宾, 所调查的 | 8个行业
    base = numbered(thing, sight.fact)
    clause = sight.said(verb.start, stop) if verb.word_class == "verb" else ""
    measure = f"{clause}的{base}" if clause else base
    return About(told, thing, measure, base, rule="counted.relative")
