"""Nouns for people: what 名 and 位 count, by the word that it ends in.

3名被困 | 乘客 | 成功获救          a verb before it says which ones
30名自强 | 学子 | 手中             a word for where ends no noun
6名 | 受害者 | 医药费、误工费      what they have is not who they are
3名品学兼优的 | 学子               what they are like stands before 的
2名40岁左右的 | 男子               and so does how old they are
"""

from __future__ import annotations

from ingest.facts.context.phrases.edges import first_of
from ingest.facts.context.phrases.shapes import opening
from ingest.facts.context.sight import Sight, Span
from ingest.facts.late import late
from ingest.facts.words import NAME, QUANTITY, tokens
from ingest.script import fold

_UNITS = frozenset("名位")
_CHAIN = late(f"(?:(?:运动|志愿|工作|服务|管理|救援|消防|医务)?(?:{opening('person')}))+")
"""Ends a noun for people; several make one: 学生 | 家长, 志愿者 | 代表."""
PEOPLE = late(f"[一-鿿]{{0,4}}?(?:{opening('person')})$")
"""Nothing but a noun for people."""
_ENDS = late(f"(?:{opening('person')})$")
_WITHIN = late("家庭|家属|团队|队伍|团|组|队|公寓|宿舍|名单|之一")
"""Goes on behind the people with what they make up together, or belong to."""
_AGED = late(
    f"(?:年龄)?(?:介乎|介于|约|年约|年仅|年近|年过|平均年龄|均?[在为])?{QUANTITY}+(?:左右)?的?"
)
WHERE = late("手[中上里]|身[上边]|家[中里]|面前|心[中里]|名下")
"""Where something gets to that goes to people, and no part of who they are."""
_STOPS = late(f"[,;:()— “《{QUANTITY}]")
_YEARS = frozenset("岁歲")
_FAR = 24
_LONGEST = 4


def person_noun(sight: Sight, noun: Span) -> Span | None:
    """Where the noun for people stands that a number counts; None if `noun` is it, or none is."""
    masked, start = sight.masked, sight.fact.end
    if sight.fact.dimension != "people" or (sight.fact.unit or "")[:1] not in _UNITS:
        return None
    if noun[0] < noun[1] and masked[noun[1] - 1] == NAME:
        return None  # 一位选手 | 刘佳宇
    if noun[0] < noun[1] and _ENDS.search(masked, max(noun[0], noun[1] - _LONGEST), noun[1]):
        of = masked.rfind("的", *noun)
        like = noun[0] < of and _ENDS.search(masked, max(noun[0], of - _LONGEST), of) is None
        return (of + 1, noun[1]) if like else None
    if masked[start : start + 1] == "、":
        return None  # 工作人员200名 | 、志愿者80名
    end = min(sight.clause[1], start + _FAR)
    aged = _AGED.match(masked, start, end)
    if aged is not None and not _YEARS.isdisjoint(sight.text[start : aged.end()]):
        start = aged.end()
        noun = start, start
    end = first_of(masked, start, end, _STOPS)
    found = _CHAIN.search(masked, start, end)
    if found is None or _WITHIN.match(masked, found.end()) is not None:
        return None
    begin = max(start, masked.rfind("的", start, found.start()) + 1)
    if begin == start and not _describes(masked, (start, found.start()), noun):
        return None
    return begin, found.end()


def is_person(noun: str) -> bool:
    """Whether a noun, or a list of nouns, ends in one for people."""
    return _PERSON.search(fold(noun)) is not None


_PERSON = late(f"(?:(?:{opening('person')})|人员|[们队]|[一-鿿]某某?)$")


def _describes(masked: str, words: Span, noun: Span) -> bool:
    """Whether what stands between a number and a noun for people only says which ones."""
    listed = masked[noun[1] : noun[1] + 1] == "、"  # 近千名 | 旅游、文创行业 | 精英
    if noun[0] < noun[1] and words[1] > noun[1] and not listed:
        return False  # 8名 | 志愿 | 走进老人…
    return all(t.word_class in ("verb", "nominal") for t in tokens(masked, *words))
