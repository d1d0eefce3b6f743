"""Measures in a noun phrase without a verb: 城镇居民人均可支配收入38624元, 养老机构37个."""

from __future__ import annotations

import re

from ingest.facts.context.counting.counters import counter, counts_itself, numbered
from ingest.facts.context.measures.gapped import goes_on, grown_too, left_out
from ingest.facts.context.measures.growth import CHANGES, changed, difference, than_another
from ingest.facts.context.measures.measure import (
    GENERIC,
    LONGEST_PHRASE,
    Split,
    names_measure,
    split,
)
from ingest.facts.context.measures.newly import newly
from ingest.facts.context.measures.partners import with_partner
from ingest.facts.context.phrases.actors import ACTOR
from ingest.facts.context.phrases.edges import ITSELF, is_name
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.late import late
from ingest.facts.phrases import trim
from ingest.facts.words import NAMES, PLACE, Token, lexicon, tokens
from ingest.model import Fact
from ingest.script import fold


def named_base(sight: Sight, parts: Split) -> str:
    """The measure; one that says too little alone keeps what stands before it."""
    base = sight.said(*parts.measure)
    start = parts.subject[0]
    if sight.masked[start : parts.measure[0]] in ITSELF or (
        base == "股价" and is_name(sight.masked, parts.subject)
    ):
        return base  # 公司 | 股价
    if "的" not in sight.masked[start : parts.measure[0]]:
        while start < parts.measure[0] and sight.masked[start] == PLACE:
            start += 1  # 崇阳县 | 粮食面积, but 中国企业的占比
    whole = sight.said(start, parts.measure[1])
    short = sight.masked[parts.measure[0] : parts.measure[1]] in GENERIC
    return whole if short and len(whole) <= LONGEST_PHRASE // 2 + 2 else base


def by_noun(sight: Sight, begin: int, stop: int, moved: str | None, nominal: Token | None) -> About:
    """No verb: subject and measure in one noun phrase, 城镇居民人均可支配收入38624元."""
    masked, fact, before, one = sight.masked, sight.fact, sight.before, sight.previous
    which = of_level(sight, begin, stop)
    if which is not None:
        return which
    parts = split(masked, begin, stop)
    new = newly(sight, begin, stop) if moved is None and not parts.named else None
    if new is not None:
        return new
    inner = _owner_end(masked, parts)
    if inner > begin and masked[inner] != "、":
        base = sight.said(inner, stop)
        return About((begin, inner), None, changed(sight, base, moved), base, rule="measured.head")
    behind = _BEHIND.match(masked, begin, stop) if fact.unit in _APART else None
    if behind is not None:
        base = behind.group() + _APART[fact.unit or ""]
        return About(None, None, base, base, None, True, rule="measured.behind")
    own, base, verb = _read(sight, (begin, stop), parts, moved, nominal)
    if own is None and moved and before and before.rule == "share" and fold(base) in _SHARES:
        measure = changed(sight, before.measure, moved)  # 占总值的59.5%，比重 | 提升1.1个百分点
        return About(None, None, measure, before.measure, None, True, rule="bare.points")
    if not parts.named and nominal is None and _is_rate_of_some(sight, begin):
        rate = before.base if before else None
        return About((begin, stop), None, rate, rate, rule="bracket")
    part = own is None and moved is None and fact.kind == "percent" and fold(base) in _SHARES
    whole = before.base or "" if before is not None and before.rule in _SUMS else ""
    if part and before is not None and names_measure(whole) and not whole.endswith(_COUNTS):
        base = whole + base  # 民生支出113亿元，占比 | 80%
        return About(None, None, base, before.base, None, True, rule="share")
    base = _of_those(sight, own, grown_too(sight, parts, moved) or base)
    base = _worth(sight, begin) + base  # 10亿元以上 | 项目4个
    counts = before is not None and before.rule.startswith("counted")
    counts = counts or (before is not None and (before.base or "").endswith(CHANGES))
    if own is None and fold(base) in CHANGES and before and before.base and not counts:
        measure = before.base + base + (than_another(sight, moved) or difference(sight))
        return About(None, None, measure, before.base, verb, True, rule="measured.noun")
    alike = one is not None and one.unit == fact.unit and fact.kind == "figure"
    if own is None and before and before.noun and alike and fold(base) in _IN_ALL:
        told = before.noun + base  # 新发展企业2家，总量 | 达到34家
        return About(None, before.noun, told, told, None, rule="measured.same")
    noun = base[base.rfind("的") + 1 :] if own is None and "的" in base else None
    if own is not None and is_name(masked, own):
        noun = same_things(sight)
    rule = "measured.head" if parts.named else "measured.noun"
    if not parts.named and own is not None and moved is None:
        alike = ((before and before.base) or "").endswith(sight.said(*own)[-2:])  # both measures
        left = None if alike else left_out(sight, begin)
        base, rule = (left, "measured.gapped") if left else (base, rule)
    inherits = own is None and parts.named and goes_on(sight, base)
    if own is None and parts.named and (traded := with_partner(sight, base)) != base:
        base, inherits = traded, True
    return About(own, noun, changed(sight, base, moved), base, verb, inherits, rule=rule)


def of_level(sight: Sight, begin: int, stop: int) -> About | None:
    """非遗项目68个，其中国家级 | 1个: which of the things that were just counted."""
    before, one = sight.before, sight.previous
    if before is None or one is None or not before.noun or one.unit != sight.fact.unit:
        return None
    if _LEVEL.fullmatch(sight.masked, begin, stop) is None:
        return None
    base = sight.said(begin, stop) + numbered(before.noun, sight.fact)
    return About(None, before.noun, base, before.base, None, True, rule="measured.same")


_LEVEL = re.compile(
    "(?:特大|大|中|小|微)型|国有|民营|公办|民办|(?:国家|世界|省部?|市厅?|州|地市|县区?|区|乡镇?|镇|村|校|院|部|[甲乙丙特一二三四五六])级"
)


def _owner_end(masked: str, parts: Split) -> int:
    """Where a name ends that has the measure, though other words stand between; -1 if none."""
    inner = _inside_owner(masked, parts)
    if inner >= 0 or not parts.named:
        return inner
    beside = _WITH.match(masked, *parts.subject)
    between = masked[parts.measure[1] - 2 : parts.measure[1]] in _BETWEEN
    return beside.end() if beside and not between else -1


def _read(
    sight: Sight, phrase: Span, parts: Split, moved: str | None, nominal: Token | None
) -> tuple[Span | None, str, str | None]:
    """Whose the measure is, its words, and its verb where it ends in one."""
    masked, fact, (begin, stop) = sight.masked, sight.fact, phrase
    longest = 2 * LONGEST_PHRASE if "、" in masked[slice(*parts.subject)] else LONGEST_PHRASE
    own = parts.subject if 0 < parts.subject[1] - parts.subject[0] <= longest else None
    acts = nominal is not None and not _REACHED.match(masked, stop)
    if not parts.named and nominal is not None and nominal.end == stop and acts:
        verb = sight.said(nominal.start, nominal.end)
        owner = trim(masked, begin, nominal.start)
        if masked[slice(*owner)] in _WHERE_TO or _WARD.fullmatch(masked, *owner):
            owner, verb = (owner[0], owner[0]), sight.said(*owner) + verb  # 海外 | 销售
        counts = fact.dimension in (None, "count", "area") or counts_itself(fact)
        base = verb + (counter(fact) if counts else "")
        return owner if owner[0] < owner[1] else None, base, verb
    if parts.named and own is not None and _is_category(masked, own, parts.measure):
        return None, sight.said(*trim(masked, begin, stop)), None
    if is_piece(sight, parts) and parts.subject[0] < parts.subject[1]:
        return (begin, stop), numbered(sight.said(begin, stop), fact), None  # 股票型基金 | 22只
    kind = _kind_start(masked, parts)
    if parts.named and own is not None and max(kind, parts.measure[0]) > own[0] + 1:
        first = kind if kind > 0 else parts.measure[0]
        kind = first - 1 if masked[first - 1] == "总" else kind  # 医疗机构 | 总诊疗人次
    if kind > parts.subject[0]:
        return (own and (own[0], kind)), sight.said(kind, parts.measure[1]), None
    if parts.named:
        return own, named_base(sight, parts), None
    if parts.measure[0] < parts.measure[1]:
        return own, of_noun(sight.said(*parts.measure), fact, moved), None
    return own, _of_thing(sight, begin, stop, parts, moved), None


def _kind_start(masked: str, parts: Split) -> int:
    """东院区 | 治疗床位: where the act begins that says of which kind they are; -1 if none."""
    if not parts.named or masked[slice(*parts.measure)] not in _OF_KINDS:
        return -1
    acts = [t for t in tokens(masked, *parts.subject) if t.end == parts.subject[1]]
    return acts[-1].start if acts and acts[-1].word_class in ("nominal", "verb") else -1


_OF_KINDS = ("床位", "人次", "人数", "费用", "例数", "次数", "件数", "长度")
_WARD = late("[一-鿿]{1,3}科")
"""外科 | 手术13000例."""


def _is_category(masked: str, own: Span, measure: Span) -> bool:
    """社会保障和就业 | 支出: what is spent on, not who spends."""
    spent = (
        masked[measure[1] - 2 : measure[1]] == "支出" and "的" not in masked[own[0] : measure[0]]
    )
    fund = masked[own[1] - 2 : own[1]] in ("基金", "资金", "项目", "工程")
    return spent and not (fund or is_name(masked, own) or ACTOR.search(masked, *own))


def is_piece(sight: Sight, parts: Split) -> bool:
    """Whether the head is money that is counted piece by piece: so many funds, loans or bonds."""
    head = sight.masked[parts.measure[1] - 2 : parts.measure[1]]
    pieces = sight.fact.dimension == "count" and sight.fact.kind == "figure"
    return parts.named and pieces and head in _FUNDS


_FUNDS = ("基金", "债券", "贷款", "存款", "专款")
_WHERE_TO = ("海外", "国外", "境外", "国内", "境内", "线上", "线下")
"""Where goods go, which is nobody."""
_IN_ALL = ("总量", "总数", "总户数")
_COUNTS = ("数", "人口", "人次")
_SUMS = ("measured.head", "measured.object", "bare")
_SHARES = ("比重", "占比", "份额", "比例")
_OF_WHOM = ("在", "向", "对", "占", "占地区生产总值", "占地区")
_WITH = late(f"(?:{PLACE}+|[我全][国省市县区州])(?=[与同对向][^、和及]{{2,14}}$)")
"""我省 | 与其他经济体进出口: with or to whom belongs to the measure."""
_BETWEEN = ("时间", "距离", "车程", "里程", "时长", "差距")
"""Of two places together: 两港 | 行车时间."""


def _inside_owner(masked: str, parts: Split) -> int:
    """Where the measure begins with a preposition: 制造业 | 在工业中的占比; -1 if it does not."""
    if not parts.named or masked[parts.measure[0] - 1] != "的":
        return -1
    found = tokens(masked, *parts.subject)
    preps = (t for t in found if masked[t.start : t.end] in _OF_WHOM)
    # 公司 | 对某某时代的销售收入
    told = (t.start for t in preps if masked[t.end] not in NAMES or t.start > parts.subject[0])
    return next(told, -1)


def _worth(sight: Sight, begin: int) -> str:
    """80亿元 | 项目1个: what each of those is worth that are counted."""
    one, fact = sight.previous, sight.fact
    worth = one is not None and one.kind == "money" and fact.dimension == "count"
    return one.text if one is not None and worth and one.end == begin else ""


def _of_those(sight: Sight, own: Span | None, base: str) -> str:
    """The measure with what the number before said of the same things: 净利润超1亿元的 |
    公司有103家; 164家公司利润增长，| 占比60%."""
    before, one = sight.before, sight.previous
    if before is None or one is None or before.measure is None:
        return base
    if before.rule == "attribute" and own is not None and before.subject == own:
        return f"{before.measure}{one.text}的{base}"
    counted = before.rule == "counted.doer" and before.noun and one.kind == "figure"
    if own is None and counted and fold(base) == "占比" and len(before.measure) < LONGEST_PHRASE:
        does, of, _ = before.measure.rpartition("的")
        return f"{does}的{before.noun}{base}" if of else base
    return base


def _is_rate_of_some(sight: Sight, begin: int) -> bool:
    """发病率264.85/10万(男性 | 289.30/10万，女性 | 239.15/10万): the rate of some of them."""
    before, one = sight.before, sight.previous
    if before is None or one is None or one.unit != sight.fact.unit or sight.fact.direction:
        return False
    rate = (before.base or "").endswith("率") and sight.fact.kind == one.kind
    opened = sight.masked.rfind("(", one.end, begin) >= 0
    return rate and (opened or before.rule == "bracket")


_REACHED = late("[达有为是共超已]")
"""合作组织 | 达27个: no deed where the number is a level."""
_BEHIND = re.compile("落后|领先")
_APART = {"分": "分差", "秒": "时间", "米": "距离", "票": "票数"}
"""落后榜首的队2分: the points are not those of whom one is behind."""
_WHOLE = late("[全我本该此][市省县区国旗州镇乡村院校厂队组班]|当地|各地")


def of_noun(noun: str, fact: Fact, moved: str | None) -> str:
    """What is measured of a noun; how it moved is all that a percentage tells: 经济环比降幅."""
    return noun if fact.kind == "percent" and moved else numbered(noun, fact)


def _same_people(sight: Sight) -> str | None:
    """156人死亡(其中甲市 | 141人，乙市 | 8人: what happened to those in a bracket."""
    opened = sight.masked.rfind("(", max(0, sight.clause[0] - _NEAR), sight.fact.start)
    before, one = sight.before, sight.previous
    if opened < 0 or ")" in sight.masked[opened : sight.fact.start] or before is None:
        return None
    alike = one is not None and one.unit == sight.fact.unit and sight.fact.dimension == "people"
    return before.base if alike else None


_STILL = late("(?P<which>[尚仍还正]在[一-鿿]{2,6}的)$")
_NEAR = 40


def same_things(sight: Sight) -> str | None:
    """256个贫困村(榆中县 | 114个: what is counted in the same unit as before, of each place."""
    before, one = sight.before, sight.previous
    if before is None or one is None or one.unit != sight.fact.unit:
        return None
    return before.noun if sight.fact.dimension == "count" else None


def _of_thing(sight: Sight, begin: int, stop: int, parts: Split, moved: str | None) -> str:
    """由社会力量举办的养老机构37个 → 养老机构数; of a name only what the unit tells."""
    fact = sight.fact
    if is_name(sight.masked, parts.subject):
        things = same_things(sight)
        return numbered(things, fact) if things else _same_people(sight) or counter(fact)
    if _WHOLE.fullmatch(sight.masked, *trim(sight.masked, begin, stop)):
        return counter(fact)  # 全村119户
    of = sight.masked.rfind("的", begin, stop)
    thing = sight.said(of + 1, stop) if begin < of < stop - 1 else sight.said(*parts.subject)
    still = _STILL.search(sight.masked, sight.left, of + 1) if begin < of < stop - 1 else None
    if still is not None and moved is None and fact.dimension in ("count", "people"):
        return still["which"] + numbered(thing, fact)  # 尚在医学观察的 | 感染者382例
    if (
        len(thing) == 1
        and fact.dimension == "count"
        and fact.unit != "户"
        and fold(thing) in lexicon(True).nouns
    ):
        return numbered(thing, fact)  # 桥 | 1座
    return of_noun(thing, fact, moved) if 1 < len(thing) <= 12 else counter(fact)
