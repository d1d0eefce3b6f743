"""Numbers whose measure stands before them: 人均收入38624元, 投入560万元, 同比增长13.6%."""

from __future__ import annotations

import re

from ingest.facts.context.bare import CHANGES, bare, changed
from ingest.facts.context.clause import (
    About,
    Sight,
    Span,
    clause_subject,
    is_name,
    names_event,
    without_dates,
    without_passing,
    without_tail,
)
from ingest.facts.context.measure import (
    FATES,
    GENERIC,
    LONGEST_PHRASE,
    Split,
    counter,
    counts_itself,
    measure_start,
    numbered,
    split,
)
from ingest.facts.phrases import strip_cues, trim
from ingest.facts.words import PLACE, Token, tokens
from ingest.model import Fact
from ingest.script import fold

_LIGHT = frozenset((
    "实现", "完成", "达成", "取得", "获得", "形成", "拥有", "有",
    "报告", "达到", "共有", "现有", "设有", "已有", "仍有", "力争",
    "争取", "计划", "预计", "拟", "需", "需要", "可", "将",
    "要", "希望", "打算", "准备",
))  # fmt: skip
"""Verbs that say nothing of the measure."""
_COMPOUNDS = ("率", "比例", "占比", "面积", "人数", "人次", "次数", "件数", "比重")
"""Heads that a verb before them belongs to: 扣球成功率, 报销比例, 受灾面积."""
_NAMING = ("年", "高", "长", "重", "亩产", "单产", "年产", "日产", "时速")
"""Last characters of verbs that name a dimension by themselves: 享年, 全长, 载重."""
_ENDING = re.compile("[了过](?!程|去|渡)|出(?![境口生游行厂栏国租让版资席])|起(?![重步落源])")
"""Belongs to the verb: 投入了, 开出."""
_MEAN = re.compile("[人户亩]均$")
_PER_HEAD = re.compile("[人户亩年月日场]均$")
_COMPARED = re.compile(
    r"(?:较|[同环]比|(?<!占)比)[^,较比]{1,14}$|继[^,继]{1,12}$|(?:与|同)[^,与同]{1,12}相比$"
)
_RECOVERED = re.compile(r"(?:恢复[至到]?|相当于|达到?)[^,]{1,10}$")
_EACH = re.compile(r"(?:按|按照)?每[^,]{1,6}$")
_RECKONED = re.compile(r"按[^,按]{1,8}(?:计算?|折算)$")
_MULTIPLE = re.compile(r"(?P<of>.{2,14}?)(?:是|为|达到?|相当于)(?P<than>[^,]{2,14})的$")


def measured(sight: Sight, begin: int, stop: int, moved: str | None) -> About:
    """What the words before the number say that it measures."""
    masked, fact = sight.masked, sight.fact
    passed, begin = begin, without_passing(masked, begin, stop)[0]
    if _MEAN.search(masked, passed, begin):
        begin -= 2  # 人均国内生产总值: of each of them
    if moved is None:
        begin, stop = without_tail(masked, begin, stop)
    if begin < stop and masked[stop - 1] in "在于":
        stop = strip_cues(masked, begin, stop - 1)[0]
    multiple = (
        _MULTIPLE.search(masked[begin : sight.fact.start]) if sight.fact.unit == "倍" else None
    )
    if multiple is not None:
        return _times(sight, begin, multiple)
    each = "每" in masked[begin:stop]
    begin, stop = _without_comparison(sight, begin, stop, moved)
    if begin >= stop and each:
        # 定日镜，每块48平方米: of each of them, only the unit tells the measure.
        base = counter(fact)
        return About(None, None, base, base, None, True, rule="measured.each")
    if begin >= stop:
        return bare(sight, moved)
    found = list(tokens(masked, begin, stop))
    relative = masked.rfind("的", begin, stop)
    main = [t for t in found if t.word_class in ("verb", "prep", "say") and t.end > relative]
    while len(main) > 1 and names_event(masked, main[-1].end, stop):
        main.pop()  # 实施湿地保护修复 | 项目: the last verb says what kind of project
    if main:
        return _by_verb(sight, (begin, stop), _chained(main), moved)
    nominal = found[-1] if found and found[-1].word_class == "nominal" else None
    if found and _opens_as_verb(sight, begin, stop, found[0]):
        return _by_verb(sight, (begin, stop), found[0], moved)
    return _by_noun(sight, begin, stop, moved, nominal)


def _times(sight: Sight, begin: int, multiple: re.Match[str]) -> About:
    """费用是普通结核的五倍: how many times what."""
    span = trim(sight.masked, begin + multiple.start("of"), begin + multiple.end("of"))
    than = sight.said(begin + multiple.start("than"), begin + multiple.end("than"))
    parts = split(sight.masked, *span)
    base = sight.said(*parts.measure) or sight.said(*span)
    own = parts.subject if parts.subject[0] < parts.subject[1] else None
    return About(own, None, f"{base}与{than}之比", base, rule="measured.multiple")


def _without_comparison(sight: Sight, begin: int, stop: int, moved: str | None) -> Span:
    """The phrase without what it is compared with or reckoned by."""
    phrase = sight.masked[begin:stop]
    cut = _COMPARED.search(phrase) if moved else None
    if cut is not None:
        named = measure_start(sight.masked, begin + cut.start(), stop)
        if named < stop:
            # 较传统光伏发电效率提升20%: the measure stands behind what it is compared with.
            return named, stop
    if cut is None and sight.fact.kind == "percent":
        cut = _RECOVERED.search(phrase)
    if cut is None and "按" in phrase:
        cut = _RECKONED.search(phrase)
    if cut is None and "每" in phrase:
        cut = _EACH.search(phrase)
        if cut is not None and measure_start(sight.masked, begin + cut.start(), stop) < stop:
            cut = None  # 每股收益 is a measure of its own
    if cut is None:
        return begin, stop
    return begin, strip_cues(sight.masked, begin, begin + cut.start())[0]


def _opens_as_verb(sight: Sight, begin: int, stop: int, first: Token) -> bool:
    """建设县域样本30个: at the head of a clause a noun that is a verb too is the verb."""
    if first.word_class != "nominal" or first.start != begin or first.end >= stop:
        return False
    heads = begin == without_passing(sight.masked, *sight.clause)[0]
    return heads and not split(sight.masked, begin, stop).named


_LETTING = frozenset((
    "提出", "规定", "明确", "要求", "力争", "允许", "确定",
    "带动", "推动", "促进", "拉动", "促使", "使", "让", "令", "使得", "保持", "维持", "确保",
    "保障", "反映", "包括", "包含", "涉及", "其中", "显示", "表明", "预测", "按", "按照", "据",
    "以", "用", "为", "在", "对", "对于", "从", "受", "较", "比", "经", "由", "到", "至",
))  # fmt: skip
"""Words whose object is somebody of whom the number tells: 带动村民收入增长10%."""


def _lets(sight: Sight, verb: Token) -> bool:
    """Whether what stands behind a verb is told of, and is not what the verb is done to."""
    word = sight.masked[verb.start : verb.end]
    return word in _LIGHT or word in _LETTING or verb.word_class != "verb"


def _owns(sight: Sight, verb: Token) -> bool:
    """Whether a verb only says that there is something: 还有贫困人口38户."""
    return _lets(sight, verb) or sight.masked[verb.end - 1] == "有"


def _chained(main: list[Token]) -> Token:
    """The last verb with those that stand right before it: 改造 + 提升, 失误 + 送出."""
    last = main[-1]
    for token in reversed(main[:-1]):
        if token.end != last.start or token.word_class != "verb" or last.word_class != "verb":
            break
        last = Token(token.start, last.end, "verb")
    return last


def _by_verb(sight: Sight, left: Span, verb: Token, moved: str | None) -> About:
    """投入560万元, 骗取贷款27笔, 实现生产总值563亿元."""
    masked, fact = sight.masked, sight.fact
    begin, stop = left
    start, end = without_dates(masked, verb.end, stop)
    if _ENDING.match(masked, start, end):
        start += 1
    subject = None if sight.follows else clause_subject(masked, begin, stop)
    word = "" if verb.word_class == "prep" else sight.said(verb.start, verb.end)
    light = masked[verb.start : verb.end] in _LIGHT
    if start >= end:
        done = _done(sight, subject, moved) if light and subject is not None else None
        return done or _verb_alone(sight, (begin, verb.start), subject, word, moved)
    those = _those(sight, verb, subject)
    if those is not None:
        return those
    parts = split(masked, start, end)
    if parts.named:
        own = parts.subject if parts.subject[0] < parts.subject[1] else None
        base = _named(sight, parts)
        if own is not None and (subject is not None or sight.follows or not _lets(sight, verb)):
            # 遂宁市购买服务资金, 拦截涉案资金: what stands before the head modifies it.
            own, base = None, ("" if light else word) + sight.said(start, end)
        elif moved is None and start == parts.measure[0] and not _owns(sight, verb):
            base = word + base  # 投入资金, 发放贷款
        elif base.endswith(_COMPOUNDS) and not light and start == parts.measure[0]:
            base = word + base
        follows = sight.follows and own is None
        told = own or subject
        measure = changed(sight, base, moved)
        return About(told, None, measure, base, word, follows, rule="measured.object")
    start = _after_list(masked, start, end)
    thing = sight.said(start, end)
    if fact.kind == "percent" and moved is None and masked.startswith("的", end):
        base = f"{word}{thing}的比例"  # 完成年度目标的112%, 覆盖总面积的7%
        return About(subject, None, base, base, word, sight.follows, rule="measured.part")
    base = ("" if light else word) + _of(thing, fact, moved)
    measure = changed(sight, base, moved)
    return About(subject, thing, measure, base, word, sight.follows, rule="measured.object")


_THOSE = re.compile("的(?:有|共|共有|达|为|约)*$")


def _those(sight: Sight, verb: Token, subject: Span | None) -> About | None:
    """判处五年以上有期徒刑的(有)35人: those of whom a clause is true, its terms and all."""
    start = sight.fact.start
    of = _THOSE.search(sight.masked, verb.end, start)
    if of is None or counter(sight.fact) != "人数" or verb.word_class != "verb":
        return None
    measure = sight.text[verb.start : of.start()] + "的人数"
    return About(subject, None, measure, measure, None, inherits=True, rule="measured.those")


_GOING = frozenset(
    ("驱车", "驾车", "乘车", "行驶", "骑行", "徒步", "步行", "奔波", "飞行", "绕行", "行走")
)


def _verb_alone(
    sight: Sight, left: Span, subject: Span | None, word: str, moved: str | None
) -> About:
    """投入560万元, 全长18公里: nothing but the verb says what is measured."""
    fact = sight.fact
    each = _PER_HEAD.search(sight.masked[left[0] : left[1]])
    word = (each.group() if each else "") + word
    fate = fact.unit in FATES
    word = "年龄" if word == "现年" else word
    if fact.dimension == "length" and word in _GOING:
        return About(subject, None, word + "距离", word, word, sight.follows, rule="measured.verb")
    named = word.endswith(_NAMING) or word == "年龄"
    base = word if named else ("" if fate else word) + counter(fact)
    measure = changed(sight, base, moved)
    return About(subject, None, measure, base, word, sight.follows, rule="measured.verb")


def _done(sight: Sight, subject: Span, moved: str | None) -> About | None:
    """快递业务量累计完成371亿件: the subject of the clause is the measure."""
    parts = split(sight.masked, *subject)
    if not parts.named:
        return None
    own = parts.subject if parts.subject[0] < parts.subject[1] else None
    base = _named(sight, parts)
    return About(own, None, changed(sight, base, moved), base, None, rule="measured.done")


def _after_list(masked: str, start: int, end: int) -> int:
    """“牵手同行”“希望芋禾”等 | 扶贫项目: the members do not belong to the counted noun."""
    at = masked.rfind("等", start, end)
    return at + 1 if start < at < end - 2 and masked[at + 1] not in "级候待" else start


def _named(sight: Sight, parts: Split) -> str:
    """The measure; one that says too little alone keeps what stands before it."""
    base = sight.said(*parts.measure)
    start = parts.subject[0]
    if "的" not in sight.masked[start : parts.measure[0]]:
        while start < parts.measure[0] and sight.masked[start] == PLACE:
            start += 1  # 崇阳县 | 粮食面积, but 中国企业的占比
    whole = sight.said(start, parts.measure[1])
    short = sight.masked[parts.measure[0] : parts.measure[1]] in GENERIC
    return whole if short and len(whole) <= LONGEST_PHRASE // 2 + 2 else base


def _by_noun(
    sight: Sight, begin: int, stop: int, moved: str | None, nominal: Token | None
) -> About:
    """No verb: subject and measure in one noun phrase, 城镇居民人均可支配收入38624元."""
    masked, fact = sight.masked, sight.fact
    parts = split(masked, begin, stop)
    own = parts.subject if 0 < parts.subject[1] - parts.subject[0] <= LONGEST_PHRASE else None
    verb = None
    behind = _BEHIND.match(masked, begin, stop) if fact.unit == "分" else None
    if behind is not None:
        base = behind.group() + "分数"
        return About(None, None, base, base, None, True, rule="measured.behind")
    if not parts.named and nominal is not None and nominal.end == stop:
        verb = sight.said(nominal.start, nominal.end)
        owner = trim(masked, begin, nominal.start)
        own = owner if owner[0] < owner[1] else None
        counts = fact.dimension in (None, "count") or counts_itself(fact)
        base = verb + (counter(fact) if counts else "")
    elif parts.named:
        base = _named(sight, parts)
    elif parts.measure[0] < parts.measure[1]:
        base = _of(sight.said(*parts.measure), fact, moved)
    else:
        base = _of_thing(sight, begin, stop, parts, moved)
    before = sight.before
    if own is None and fold(base) in CHANGES and before is not None and before.base:
        return About(None, None, before.base + base, before.base, verb, True, rule="measured.noun")
    noun = base[base.rfind("的") + 1 :] if own is None and "的" in base else None
    rule = "measured.head" if parts.named else "measured.noun"
    return About(own, noun, changed(sight, base, moved), base, verb, rule=rule)


_BEHIND = re.compile("落后|领先")
"""落后榜首的队2分: the points are not those of whom one is behind."""
_WHOLE = re.compile("[全我本该此][市省县区国旗州镇乡村院校厂队组班]|当地|各地")


def _of(noun: str, fact: Fact, moved: str | None) -> str:
    """What is measured of a noun; how it moved is all that a percentage tells: 经济环比降幅."""
    return noun if fact.kind == "percent" and moved else numbered(noun, fact)


def _of_thing(sight: Sight, begin: int, stop: int, parts: Split, moved: str | None) -> str:
    """由社会力量举办的养老机构37个 → 养老机构数; of a name only what the unit tells."""
    fact = sight.fact
    if is_name(sight.masked, parts.subject):
        return counter(fact)
    if _WHOLE.fullmatch(sight.masked, *trim(sight.masked, begin, stop)):
        return counter(fact)  # 全村119户
    of = sight.masked.rfind("的", begin, stop)
    thing = sight.said(of + 1, stop) if begin < of < stop - 1 else sight.said(*parts.subject)
    return _of(thing, fact, moved) if 1 < len(thing) <= 12 else counter(fact)
