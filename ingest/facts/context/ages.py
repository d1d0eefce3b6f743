"""Ages, and whose they are: 76岁的 | 钟桂兰, 63岁退休教师 | 马淑杰, 享年91岁, 平均年龄32岁."""

from __future__ import annotations

import re

from ingest.facts.context.bare import bare
from ingest.facts.context.edges import is_name
from ingest.facts.context.measured import measured
from ingest.facts.context.nouns import noun_end
from ingest.facts.context.sight import About, Sight
from ingest.facts.late import late
from ingest.facts.words import NAME, NAMES, PLACE, tokens

# 63岁|退休教师|马淑杰: what stands between an age and the name of whom it is
_NAMED = late(f"(?:退休|离休|在职|返乡)?(?P<what>[一-鿿]{{0,8}})(?=[{NAMES}])")
_PERSON = late(f"(?P<what>[一-鿿{PLACE}]{{0,16}}?)(?={NAME})")
"""41岁的津巴布韦奥运冠军 | 柯丝蒂."""
_EXTREME = late("(?:年纪|年龄|年岁)?(?P<which>最[大小长轻])的?$")
_MEAN = re.compile("年龄|平均|岁数|享年|年届|超过")
_TITLE = late(
    "(?:青壮年|中年人|老年人|未成年人|青少年|少年|儿童|幼儿|婴儿|婴幼儿|孩子|人群|群体|男子|女子|男性|女性|女士|先生|老人|老汉|大爷|大妈|青年|小伙|妇女|男孩|女孩|居民|市民|村民|农民|工人|"
    "学生|司机|驾驶员|乘客|游客|选手|球员|队员|老将|小将|教师|医生|护士|消防员|民警|干部|党员)+"
)
_SOME = ("其中", "其中有")
_UNNAMED = late("[一-鿿]某某?")
"""A name that the police keep back: 黄某, 李某某."""


def age(sight: Sight, begin: int, stop: int, moved: str | None) -> About:
    """76岁的钟桂兰, 享年91岁, 平均年龄32岁."""
    at = sight.fact.end
    if sight.masked[begin:stop] in _SOME:
        begin = stop
    extreme = _EXTREME.search(sight.masked, begin, stop)
    if extreme is not None:
        measure = extreme["which"] + "年龄"  # 年纪最大的 | 82岁
        return About(None, None, measure, measure, inherits=True, rule="age")
    of = sight.masked[at : at + 1] == "的"
    at += of
    named = _NAMED.match(sight.masked, at, sight.clause[1])
    if named and sight.masked[named.end()] == PLACE:
        named = _PERSON.match(sight.masked, at, sight.clause[1]) or named
    said = tokens(sight.masked, *named.span("what")) if named else ()
    if named and not any(token.word_class == "verb" for token in said):
        # 63岁退休教师马淑杰
        return About((named.end(), _name_end(sight, named.end())), None, "年龄", "年龄", rule="age")
    end = noun_end(sight.masked, at, sight.right) if of else at
    if not of:
        title = _TITLE.match(sight.masked, at, sight.clause[1])
        end = title.end() if title else at
        unnamed = _UNNAMED.match(sight.masked, end, sight.clause[1])
        behind = _name_end(sight, unnamed.end() if unnamed else end)
        if behind > end:
            at, end = end, behind
    if at < end and (
        begin >= stop
        or (of and end - at <= 6 and not _MEAN.search(sight.masked, begin, stop))
        or is_name(sight.masked, (begin, stop))
        or sight.masked[sight.fact.start - 1] in "与和及、"
    ):
        return About((at, end), None, "年龄", "年龄", rule="age")
    lives = sight.masked[stop - 1] == PLACE or sight.masked[stop - 1] in "村镇乡区市县省州"
    if begin < stop and not lives:
        return measured(sight, begin, stop, moved)  # 黄埠村 | 109岁老寿星: a place has no age
    one = sight.previous
    if one is not None and one.unit == sight.fact.unit:
        return bare(sight, moved)
    return About(None, None, "年龄", "年龄", rule="age")


def _name_end(sight: Sight, at: int) -> int:
    while at < sight.clause[1] and sight.masked[at] in NAMES:
        at += 1
    return at
