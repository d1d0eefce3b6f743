"""Further members of a list whose verb stands before the first: 出动人员80余人、| 车辆 | 16台."""

from __future__ import annotations

from dataclasses import replace

from ingest.facts.context.counting.counted import self_counting
from ingest.facts.context.counting.counters import counter, done_to, numbered
from ingest.facts.context.counting.harm import OF_PEOPLE
from ingest.facts.context.counting.objects import made, suffered, verbal_noun
from ingest.facts.context.counting.predicates import predicate_text
from ingest.facts.context.measures.bare import bare
from ingest.facts.context.measures.by_noun import of_level, same_things
from ingest.facts.context.measures.gapped import left_out
from ingest.facts.context.measures.measure import split
from ingest.facts.context.phrases.edges import is_name
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.late import late
from ingest.facts.phrases import JOINTS
from ingest.facts.words import Token, tokens
from ingest.script import fold

_FATES = late(f"(?:{OF_PEOPLE})")


def is_coordinated(sight: Sight, left: int, own: Span, noun: Span) -> bool:
    """Whether the number is a further member of a list whose verb stands before the first one."""
    if not sight.follows or (sight.fact.kind == "percent" and sight.fact.direction is not None):
        return False  # 增值税下降1%、营业税 | 增长2%: it moved itself
    gap = sight.masked[left : sight.fact.start].strip()
    if gap and gap[-1] in JOINTS and noun[0] < noun[1]:
        return True
    if own[0] < own[1] and split(sight.masked, *own).named:
        return False
    if _is_label(sight, left, own):
        return True
    said = tokens(sight.masked, *own)
    if any(token.word_class == "verb" or _begins(sight, token) for token in said):
        return False
    return bool(gap) and (gap[0] in JOINTS or gap[-1] in JOINTS)


def _is_label(sight: Sight, left: int, own: Span) -> bool:
    """民事30件、| 执行 | 5件: whether a word, be it a verb, only tells a member of a list apart."""
    before, one, fact = sight.before, sight.previous, sight.fact
    if before is None or one is None or one.unit != fact.unit or before.rule not in _LABELLED:
        return False
    alone = left + 1 == own[0] and own[1] == fact.start and own[1] - own[0] <= _LABEL
    return alone and sight.masked[left] == "、" and sight.masked[fact.end : fact.end + 1] in _STOPS


def _done_too(sight: Sight, own: Span) -> About | None:
    """新建学校3所、| 改造 | 5所: what else is done to the things counted before."""
    before, one = sight.before, sight.previous
    if before is None or one is None or not before.noun or one.unit != sight.fact.unit:
        return None
    begin = own[0] + (sight.masked[own[0] : own[0] + 1] in JOINTS)
    said = list(tokens(sight.masked, begin, own[1]))
    verb = len(said) == 1 and said[0].word_class in ("verb", "nominal")
    if not verb or tuple(said[0][:2]) != (begin, own[1]) or before.rule not in _DONE:
        return None
    word = sight.said(begin, own[1])
    measure = done_to(word, before.noun, sight.fact)
    return About(None, before.noun, measure, measure, word, inherits=True, rule="measured.same")


_DONE = ("measured.object", "measured.same")
_LABELLED = ("measured.noun", "measured.verb", "measured.gapped", "coordinated")
_LABEL = 4
_STOPS = frozenset(("", *",、;。)\n"))


def _begins(sight: Sight, token: Token) -> bool:
    """Whether a predicate begins with the word: 和新疆生产建设兵团报告 | 新增病例40例."""
    return sight.masked[token.start : token.end] in ("新增", "累计", "共计", "合计", "共有")


def coordinated(sight: Sight, own: Span, noun: Span, predicate: Span, moved: str | None) -> About:
    """出动救援力量80余人、| 车辆 | 16台; 覆盖49个登记组织和 | 50个 | 脱钩组织."""
    masked, (begin, stop) = sight.masked, own
    like = _like_before(sight, own)
    if like is not None:
        return like
    if noun[0] >= noun[1] and begin < stop and masked[stop - 1] in JOINTS:
        noun = verbal_noun(sight, noun)  # 49个登记组织和50个 | 脱钩组织
    whose = _owner_too(sight, own, noun)
    if whose is not None:
        return whose
    if noun[0] < noun[1]:
        begin, stop = noun
    elif begin >= stop:
        does = _does(sight, predicate)
        if does is not None:
            return does
    while begin < stop and masked.startswith(_JOINING, begin):
        begin += 1
    if begin >= stop:
        return bare(sight, moved)
    linked = masked[sight.fact.start - 1] in _LINKS and noun[0] >= noun[1] and moved is None
    return _of_its_own(sight, (begin, stop), linked, predicate)


def _like_before(sight: Sight, own: Span) -> About | None:
    """A member that says of itself what the one before it said."""
    before = sight.before
    member = is_name(sight.masked, own) or sight.masked[own[1] - 1] in "州省市县区"
    if before is not None and before.rule == "measured.member" and member:
        return replace(before, subject=own)  # 包括东湖区8处、| 西湖区 | 2处
    told = before.rule if before is not None and _is_label(sight, sight.left, own) else None
    if before is not None and told == "measured.gapped":
        return replace(before, subject=own)  # 上海站 | 11万人次、上海南站 | 4万人次
    if told == "measured.verb":
        base = sight.said(*own) + counter(sight.fact)  # 扣球23分、| 拦网 | 3分
        return About(None, None, base, base, None, inherits=True, rule="measured.verb")
    begin = own[0] + (sight.masked[own[0] : own[0] + 1] in JOINTS)
    return of_level(sight, begin, own[1]) or _done_too(sight, own)


def _owner_too(sight: Sight, own: Span, noun: Span) -> About | None:
    """小学24个班、| 初中 | 30个班: another one that has the same things."""
    before = sight.before
    whose = own[0] + (sight.masked[own[0] : own[0] + 1] in JOINTS), own[1]
    owned = before is not None and before.rule == "counted.owner" and before.noun
    if before and owned and whose[0] < whose[1] and owned == sight.said(*noun):
        return replace(before, subject=whose)
    return None


def _does(sight: Sight, predicate: Span) -> About | None:
    """造成3人死亡、| 5人 | 受伤: a number without a noun, of those who do what stands behind."""
    verb = (sight.before.verb if sight.before else None) or ""
    does = predicate_text(sight, predicate)
    if not does:
        return None
    if _does_otherwise(sight, predicate):
        measure = does + counter(sight.fact)
        return About(None, None, measure, measure, None, inherits=True, rule="coordinated")
    if sight.fact.unit == "户" and does:
        measure = does + counter(sight.fact)  # 12个村交通中断、| 3400户 | 停电
        return About(None, None, measure, measure, rule="counted.people")
    if not self_counting(sight.fact, predicate):
        return None
    fates = _FATES.fullmatch(fold(verb)) and _FATES.match(fold(does))
    measure = ("" if fates else verb) + does + counter(sight.fact)
    told = sight.before.verb if sight.before else None
    return About(None, None, measure, measure, told, inherits=True, rule="coordinated")


def _of_its_own(sight: Sight, noun: Span, linked: bool, predicate: Span) -> About:
    """A member with a noun of its own; `linked`: by 为 to the number."""
    masked, before = sight.masked, sight.before
    verb = before.verb if before else None
    parts = split(masked, *noun)
    if verb is None and parts.named and parts.subject[0] < parts.subject[1]:
        base = sight.said(*parts.measure)
        return About(parts.subject, None, base, base, rule="coordinated")
    left = left_out(sight, noun[0]) if linked else None
    if left is not None:
        # 甲银行盈余为5亿元、| 乙银行 | 为2亿元
        return About(noun, None, left, left, rule="measured.gapped")
    thing = sight.said(*noun)
    if thing.endswith(_DIRECTION) and before and _DIRECTION in (before.noun or ""):
        thing += (before.noun or "").partition(_DIRECTION)[2]  # 往甲方向列车9列、| 往乙方向 | 8列
    if verb is None and _is_parallel(sight):
        things = same_things(sight) if is_name(masked, noun) else thing
        # 甲市6所、| 乙区 | 4所: what is counted was not told
        base = numbered(things, sight.fact) if things else counter(sight.fact)
        return About(noun, things, base, base, rule="coordinated")
    fate = suffered(sight, predicate)
    base = made(verb or "", thing, numbered(thing, sight.fact), sight.fact)
    did = "" if verb in _HAVING else verb or ""  # 有小学12所、| 初中 | 5所
    measure = thing + fate + "数" if fate else did + base
    return About(None, thing, measure, measure, verb, inherits=True, rule="coordinated")


_JOINING = (*JOINTS, "以及")
_LINKS = frozenset("为是达")
_HAVING = ("有", "共有", "现有", "已有", "内有", "还有", "包括", "包含", "囊括")
_DIRECTION = "方向"


def _does_otherwise(sight: Sight, predicate: Span) -> bool:
    """582名构成诈骗罪、8名 | 构成…罪: so many do something of their own."""
    if counter(sight.fact) != "人数" or predicate[0] >= predicate[1]:
        return False
    before = sight.before
    does = before is not None and before.verb is None and before.rule == "counted.people"
    first = next(tokens(sight.masked, *predicate), None) if does else None
    return first is not None and first.start == predicate[0] and first.word_class == "verb"


def _is_parallel(sight: Sight) -> bool:
    """党员61人、外逃人员36人: each number is of the things of its own (not 机构37个、床位80张)."""
    before, one = sight.before, sight.previous
    named = before is not None and before.rule in ("measured.noun", "coordinated")
    if not named or one is None:
        return False
    return one.unit == sight.fact.unit or sight.fact.dimension == "mass"
