"""Ages, and whose they are: 76岁的 | 钟桂兰, 63岁退休教师 | 马淑杰, 享年91岁, 平均年龄32岁."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.facts.context.measures.bare import bare
from ingest.facts.context.measures.measured import measured
from ingest.facts.context.phrases.edges import is_name, without_passing
from ingest.facts.context.phrases.noun_ends import noun_end
from ingest.facts.context.phrases.persons import is_person
from ingest.facts.context.phrases.shapes import opening
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.late import late
from ingest.facts.words import NAME, NAMES, PLACE, tokens
from ingest.script import fold

# 63岁|退休教师|马淑杰: what stands between an age and the name of whom it is
_NAMED = late(f"(?:退休|离休|在职|返乡)?(?P<what>[一-鿿]{{0,8}})(?=[{NAMES}])")
_PERSON = late(f"(?P<what>[一-鿿{PLACE}]{{0,16}}?)(?={NAME})")
"""41岁的津巴布韦奥运冠军 | 柯丝蒂."""
_EXTREME = late("(?:的?年纪|的?年龄|的?年岁)?(?P<which>最[大小长轻])[的者]?$")
_MEAN = re.compile("年龄|平均|岁数|享年|年届|超过")
_WHO = late(
    f"(?P<which>(?![时那以前后起])[一-鿿]{{0,4}}?)(?:(?:{opening('person')})+|人群|群体|人口)"
)
"""38岁 | 女警, 40岁左右的 | 男子: who is so old."""
_BETWEEN = late("(?:年[龄纪]|岁数)均?[在为]?")
"""8名 | 年龄在75岁至96岁的 | 老人: an age of each."""
_SOME = ("其中", "其中有")
_BEING = re.compile("[户员者人师生民工家手长]$")
"""67岁的 | 脱贫户 | 某某: somebody, whatever verb is in it."""
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
        whose = without_passing(sight.masked, begin, extreme.start())
        told = whose if is_person(sight.masked[slice(*whose)]) else None  # 伤者年龄最大的
        return About(told, None, measure, measure, inherits=told is None, rule="age")
    of = sight.masked[at : at + 1] == "的"
    told = _named_behind(sight, at + of) or _told_behind(sight, at + of, (begin, stop), of)
    if told is not None:
        return About(told, None, "年龄", "年龄", rule="age")
    lives = sight.masked[stop - 1] == PLACE or sight.masked[stop - 1] in "村镇乡区市县省州"
    if begin < stop and not lives:
        # 黄埠村 | 109岁老寿星: a place has no age
        return _plain(measured(sight, begin, stop, moved))
    one = sight.previous
    if one is not None and one.unit == sight.fact.unit:
        return bare(sight, moved)
    return About(None, None, "年龄", "年龄", rule="age")


def _named_behind(sight: Sight, at: int) -> Span | None:
    """63岁 | 退休教师马淑杰: whose name stands behind an age."""
    named = _NAMED.match(sight.masked, at, sight.clause[1])
    if named and sight.masked[named.end()] == PLACE:
        named = _PERSON.match(sight.masked, at, sight.clause[1]) or named
    said = tokens(sight.masked, *named.span("what")) if named else ()
    if named and (_BEING.search(named["what"]) or all(t.word_class != "verb" for t in said)):
        return named.end(), _name_end(sight, named.end())
    return None


def _told_behind(sight: Sight, at: int, phrase: Span, of: bool) -> Span | None:
    """38岁 | 女警: who without a name stands behind an age, unless what stands before it says
    whose it is."""
    begin, stop = phrase
    who = _who(sight, at)
    mean = _MEAN.search(sight.masked, begin, stop)
    own = who is not None and (
        mean is None or (of and _BETWEEN.fullmatch(sight.masked, begin, stop))
    )
    end = noun_end(sight.masked, at, sight.right) if of else at
    end = who.end() if who else end
    if not of:
        unnamed = _UNNAMED.match(sight.masked, end, sight.clause[1])
        behind = _name_end(sight, unnamed.end() if unnamed else end)
        if behind > end:
            at, end = end, behind
    if at < end and (
        begin >= stop
        or own
        or (of and end - at <= 6 and not _MEAN.search(sight.masked, begin, stop))
        or is_name(sight.masked, (begin, stop))
        or sight.masked[sight.fact.start - 1] in "与和及、"
    ):
        return at, end
    return None


def _plain(read: About) -> About:
    """平均年龄, but of 拘捕多一名38岁女警 no more than 年龄."""
    measure = read.measure or ""
    if _KIND.search(fold(measure)) is not None:
        return read
    own = measure[-2:] if fold(measure).endswith("年龄") else "年龄"
    return replace(read, measure=own, base=own)


_KIND = late("平均|最|寿命|享年|年届|工龄|党龄|岁数")


def _who(sight: Sight, at: int) -> re.Match[str] | None:
    """38岁 | 女警: who is so old, right behind the number; not 80岁 | 时还坚持带学生."""
    who = _WHO.match(sight.masked, at, sight.clause[1])
    which = tokens(sight.masked, *who.span("which")) if who else ()
    return who if all(t.word_class in ("verb", "nominal") for t in which) else None


def _name_end(sight: Sight, at: int) -> int:
    while at < sight.clause[1] and sight.masked[at] in NAMES:
        at += 1
    return at
