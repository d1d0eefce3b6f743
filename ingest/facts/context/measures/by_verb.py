"""Measures that a verb before the number tells: 投入560万元, 骗取贷款27笔, 实现生产总值563亿元."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from ingest.facts.arithmetic import in_points
from ingest.facts.context.counting.counters import counter
from ingest.facts.context.measures.by_noun import by_noun, is_piece, named_base, of_noun
from ingest.facts.context.measures.gapped import member
from ingest.facts.context.measures.governing import LETTING, LIGHT
from ingest.facts.context.measures.growth import changed
from ingest.facts.context.measures.measure import Split, split
from ingest.facts.context.measures.verb_alone import verb_alone
from ingest.facts.context.phrases.actors import ACTOR
from ingest.facts.context.phrases.clause import clause_subject
from ingest.facts.context.phrases.edges import ITSELF, without_dates, without_tail
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.late import late
from ingest.facts.phrases import JOINTS, trim
from ingest.facts.words import DATE, NAMES, Token, tokens

_THING = 8
"""以甲县为主要区域的 | 黄牛 | 存栏9万头: the longest such thing."""
TELLING = frozenset(("公布", "发布", "发表", "披露", "通报", "公告", "报告"))
"""Verbs of who only tells a number."""
_COMPOUNDS = ("率", "比例", "占比", "面积", "人数", "人次", "次数", "件数", "比重")
"""Heads that a verb before them belongs to: 扣球成功率, 报销比例, 受灾面积."""
_ENDING = re.compile("[了过](?!程|去|渡)|出(?![境口生游行厂栏国租让版资席])|起(?![重步落源降])")
"""Belongs to the verb: 投入了, 开出."""


PULLING = ("拉动", "带动", "推动", "影响", "拉高", "推高", "拉低", "助推", "推升", "贡献")
"""Of whom does this the number tells, and not of what is pulled."""


class _Deed(NamedTuple):
    """A verb before a number, who does it, and what stands between the two."""

    verb: Token
    subject: Span | None
    word: str
    """The verb as it is printed; empty where it only leads to the measure."""
    light: bool
    """Whether it says nothing of the measure: 实现, 达到."""
    object: Span


def by_verb(sight: Sight, left: Span, verb: Token, moved: str | None) -> About:
    """投入560万元, 骗取贷款27笔, 实现生产总值563亿元."""
    masked, fact = sight.masked, sight.fact
    deed = _deed(sight, left, verb)
    start, end = deed.object
    pulls = masked[deed.verb.start : deed.verb.end] in PULLING and in_points(fact)
    if start < end and pulls and moved is not None:
        measure = sight.said(deed.verb.start, end) + moved  # 制造业拉动工业 | 增长2.6个百分点
        alone = deed.subject is None
        return About(deed.subject, None, measure, measure, deed.word, alone, rule="measured.pull")
    if start >= end:
        return _without_object(sight, left, deed, moved)
    those = _those(sight, deed.verb, deed.subject)
    if those is not None:
        return those
    said, parts = masked[deed.verb.start : deed.verb.end], split(masked, start, end)
    if parts.named and said in TELLING and masked[fact.start - 1] in "为是达":
        # 统计局公布 | 收入中位数为3.7万元
        return replace(by_noun(sight, start, end, moved, None), verb=deed.word)
    part = fact.kind == "percent" and moved is None and masked[fact.start - 1] == "的"
    if parts.named and not (part and deed.word):
        return _measure_of(sight, deed, parts, moved)
    if moved and said in _TOWARDS and fact.direction:
        return _traded(sight, deed, moved)
    start = _after_list(masked, start, end)
    one = member(sight, (start, end), said)
    return one or _thing_of(sight, deed._replace(object=(start, end)), part, moved)


def _deed(sight: Sight, left: Span, verb: Token) -> _Deed:
    """The verb with what belongs to it, its subject and its object."""
    masked, (begin, stop) = sight.masked, left
    verb = _with_second(masked, verb, stop)
    if masked[verb.start - _WORD : verb.start] in _TRIALS and verb.start - _WORD >= begin:
        verb = verb._replace(start=verb.start - _WORD)  # 二审 | 判决案件
    if masked[verb.start] in "使让令" and verb.end - verb.start > _WORD:
        verb = verb._replace(start=verb.start + 1)  # 让 | 识别精度从30米…
    start, end = without_dates(masked, verb.end, stop)
    if _ENDING.match(masked, start, end):
        start += 1
    listed = _beside(sight)
    subject = None if sight.follows and not listed else clause_subject(masked, begin, stop)
    if (
        subject is None
        and masked[begin] == "以"
        and (of := masked.rfind("的", begin, verb.start)) > 0
    ):
        plain = not any(t.word_class == "verb" for t in tokens(masked, of + 1, verb.start))
        subject = (of + 1, verb.start) if 1 < verb.start - of - 1 <= _THING and plain else None
    if subject is None and not sight.follows:
        itself = without_dates(masked, begin, verb.start)
        subject = itself if masked[slice(*itself)] in ITSELF else None  # 公司11月 | 销售汽车
    if listed and sight.fact.kind == "percent" and verb.start > begin and stop == verb.end:
        act = verb.end - len("完成")
        if act > begin and masked[act : verb.end] == "完成":
            # 松林改造提升 | 完成10.65%、其他造林更新 | 完成…
            verb, subject = verb._replace(start=act), trim(masked, begin, act)
    subject = None if sight.follows and not _does_too(sight, subject, verb) else subject
    word = "" if verb.word_class in ("prep", "say") else sight.said(verb.start, verb.end)
    if masked[verb.start : verb.end] in _MAKING:
        word = ""  # 新大楼 | 使门诊诊室由45间…
    if word == "占" and masked.startswith("的", sight.fact.end):
        word = ""  # 占任务数18370亩的107.8%: the whole
    return _Deed(verb, subject, word, _is_light(masked, verb), (start, end))


def _without_object(sight: Sight, left: Span, deed: _Deed, moved: str | None) -> About:
    """人均收入实现3万元, 投入560万元: nothing stands between the verb and the number."""
    start = deed.verb.start
    if deed.light and deed.subject:
        done = _done(sight, (deed.subject[0], start), moved)
        if done is not None:
            return done
    return verb_alone(sight, (left[0], start), deed.subject, deed.word, moved)


def _measure_of(sight: Sight, deed: _Deed, parts: Split, moved: str | None) -> About:
    """实现生产总值563亿元, 投入资金3亿元: the object ends in a measure."""
    verb, word, (start, end) = deed.verb, deed.word, deed.object
    own = parts.subject if parts.subject[0] < parts.subject[1] else None
    base = named_base(sight, parts)
    making = sight.masked[verb.start : verb.end] in _MAKING
    reckoned = verb.word_class == "prep" and _RECKONED.match(sight.masked, verb.start, end - 1)
    if reckoned or _is_towards(sight.masked, verb, parts.measure):
        own, base = None, sight.said(verb.start, end)  # 云南 | 对南亚出口
    elif own is not None and _modifies(sight, deed, own):
        # 遂宁市购买服务资金, 拦截涉案资金: what stands before the head modifies it.
        light = making or (deed.light and not base.endswith(("人数", "人次")))
        own, base = None, ("" if light else word) + sight.said(start, end)
    elif moved is None and start == parts.measure[0] and not _owns(sight, verb):
        base = word + base  # 投入资金, 发放贷款
    elif base.endswith(_COMPOUNDS) and not deed.light and start == parts.measure[0]:
        base = word + base
    follows = sight.follows and own is None
    if making and parts.subject[0] < parts.subject[1] and moved is None:
        own, base = parts.subject, named_base(sight, parts)  # 三座城市让全省 | 产量超过24万台
    measure = changed(sight, base, moved)
    if moved is None and is_piece(sight, parts):
        measure = base + counter(sight.fact)  # 发放贷款 | 2356笔
    return About(own or deed.subject, None, measure, base, word, follows, rule="measured.object")


def _modifies(sight: Sight, deed: _Deed, own: Span) -> bool:
    """Whether what stands before the measure only says which one: somebody else has it."""
    return (
        deed.subject is not None
        or sight.follows
        or deed.word in _GETTING
        or (deed.word in _DOING and not _has_own(sight.masked, own))
        or not _lets(sight, deed.verb)
    )


def _traded(sight: Sight, deed: _Deed, moved: str) -> About:
    """对东盟进出口5亿元，其中 | 对越南 | 增长12%: the same trade with another one."""
    before = sight.before.base or "" if sight.before else ""
    trade = next((word for word in _TRADE if before.endswith(word)), "")
    base = sight.said(deed.verb.start, deed.object[1]) + trade
    measure, inherits = changed(sight, base, moved), deed.subject is None
    return About(deed.subject, None, measure, base, deed.word, inherits, rule="measured.object")


def _thing_of(sight: Sight, deed: _Deed, part: bool, moved: str | None) -> About:
    """骗取贷款27笔, 完成年度目标的112%: the object is a thing; `part`: so much of it."""
    masked, fact, (start, end) = sight.masked, sight.fact, deed.object
    named = not masked[start:end].strip(NAMES + JOINTS)
    example = named and (masked.startswith("等", end) or fact.unit in _DIVISIONS)
    thing = "" if example else sight.said(start, end)  # 会同国家发展改革委等 | 4部门
    if part or (fact.kind == "percent" and moved is None and masked.startswith("的", end)):
        base = f"{deed.word}{thing}的比例"  # 完成年度目标的112%, 覆盖总面积的7%
        follows = sight.follows
        return About(deed.subject, None, base, base, deed.word, follows, rule="measured.part")
    base = ("" if deed.light else deed.word) + of_noun(thing, fact, moved)
    measure = changed(sight, base, moved)
    return About(
        deed.subject, thing, measure, base, deed.word, sight.follows, rule="measured.object"
    )


_RECKONED = late("(?:按照?|以|依)[^,按以]{2,12}(?:计算|计量|折算|口径)")
"""按非通用会计准则计算 | 纯利: by which rules it was reckoned tells it apart."""
_DIVISIONS = frozenset("省市县区州")
"""Units that count the places named before them: 黑龙江、吉林 | 5省."""
_TOWARDS = ("对", "向", "与", "同")
_BY_WAY = ("通过", "经", "经由", "从", "自")
_TRADE = ("进出口", "进口", "出口", "贸易额", "贸易总额", "贸易总值")


def _is_towards(masked: str, verb: Token, measure: Span) -> bool:
    """Whether a preposition and what it is of belong to the measure: 对南亚 | 出口."""
    word = masked[verb.start : verb.end]
    ways = word in _BY_WAY and masked[slice(*measure)].endswith(_TRADE)
    return (ways or word in _TOWARDS) and masked[verb.end] != DATE


_MAKING = ("使", "让", "令", "使得")


_GETTING = frozenset(
    ("获得", "取得", "得到", "获", "拥有", "领取", "领到", "享受", "争取", "争取到", "拿到")
)
"""What is got is not of whom it is named after: 获得国家政策补贴."""


def _beside(sight: Sight) -> bool:
    """Whether the number stands in a list of clauses: 甲完成1%、| 乙完成2%."""
    return sight.masked[sight.left : sight.left + 1] in JOINTS


def _does_too(sight: Sight, subject: Span | None, verb: Token) -> bool:
    """甲项目完成39%、| 乙项目 | 完成40%: each member of a list does it itself."""
    before = sight.before
    if before is None or subject is None or subject[1] - subject[0] < 2:
        return False
    same = before.verb == sight.said(*verb[:2])
    return same and not sight.masked[subject[1] : verb.start].strip("”")


def _lets(sight: Sight, verb: Token) -> bool:
    """Whether what stands behind a verb is told of, and is not what the verb is done to."""
    word = sight.masked[verb.start : verb.end]
    return word in LETTING or verb.word_class != "verb" or _is_light(sight.masked, verb)


def _has_own(masked: str, own: Span) -> bool:
    """Whether who stands behind 实现 can have a measure: 带动村民收入, but 实现劳务收入."""
    named = any(sign in NAMES for sign in masked[slice(*own)])
    acts = ACTOR.search(masked, *own) or _BRANCH.search(masked, *own)
    return named or acts is not None


_DOING = ("实现", "取得", "获得", "完成", "创造", "达成")
_BRANCH = late("(?:[一-鿿]业|经济|市场|地区|区域|城市)$")


def _owns(sight: Sight, verb: Token) -> bool:
    """Whether a verb only says that there is something: 还有贫困人口38户."""
    return _lets(sight, verb) or sight.masked[verb.end - 1] == "有"


def _with_second(masked: str, verb: Token, stop: int) -> Token:
    """新建 | 和改造 | 茶园: the verb with another one that a noun may be as well."""
    joined = masked[verb.end : verb.end + 1] in ("和", "及", "并", "、")
    if not joined or verb.word_class not in ("verb", "nominal"):
        return verb
    second = next(tokens(masked, verb.end + 1, stop), None)
    beside = second is not None and second.start == verb.end + 1 and second.end < stop
    return (
        verb._replace(end=second.end)
        if second is not None and beside and second.word_class in ("verb", "nominal")
        else verb
    )


_WORD = 2
_TRIALS = ("一审", "二审", "终审", "再审")
_THOSE = re.compile("的(?:有|共|共有|达|为|约)*$")


def _those(sight: Sight, verb: Token, subject: Span | None) -> About | None:
    """判处五年以上有期徒刑的(有)35人: those of whom a clause is true, its terms and all."""
    start = sight.fact.start
    of = _THOSE.search(sight.masked, verb.end, start)
    if of is None or counter(sight.fact) != "人数" or verb.word_class != "verb":
        return None
    measure = sight.text[verb.start : of.start()] + "的人数"
    return About(subject, None, measure, measure, None, inherits=True, rule="measured.those")


def _is_light(masked: str, verb: Token) -> bool:
    """Whether verbs that stand together say nothing of the measure: 预计实现."""
    said = tokens(masked, verb.start, verb.end)
    return verb.word_class == "verb" and all(masked[t.start : t.end] in LIGHT for t in said)


def _done(sight: Sight, before: Span, moved: str | None) -> About | None:
    """快递业务量累计完成371亿件, 人均可支配收入实现3万元: what was done is the measure."""
    parts = split(sight.masked, *without_tail(sight.masked, *before))
    if not parts.named:
        return None
    own = parts.subject if parts.subject[0] < parts.subject[1] else None
    base = named_base(sight, parts)
    return About(own, None, changed(sight, base, moved), base, None, rule="measured.done")


def _after_list(masked: str, start: int, end: int) -> int:
    """“牵手同行”“希望芋禾”等 | 扶贫项目: the members do not belong to the counted noun."""
    at = masked.rfind("等", start, end)
    if at > 0 and masked.startswith("方向", at + 1):
        return at + 1 + len("方向")  # 去往甲、乙等方向 | 旅客列车
    return at + 1 if start < at < end - 2 and masked[at + 1] not in "级候待" else start
