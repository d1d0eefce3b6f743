"""Numbers whose counted noun stands behind them: 2个社会组织获…表扬, 在15个乡镇开展…服务."""

from __future__ import annotations

import re

from ingest.facts.context.clause import (
    About,
    Sight,
    Span,
    clause_subject,
    first_of,
    is_manner,
    is_name,
    without_passing,
    without_tail,
)
from ingest.facts.context.measure import (
    LONGEST_PHRASE,
    counter,
    counts_itself,
    head_start,
    is_capacity,
    numbered,
    split,
)
from ingest.facts.context.nouns import noun_end, predicate_text
from ingest.facts.context.scope import without_scope
from ingest.facts.phrases import JOINTS, trim
from ingest.facts.words import NAMES, QUANTITY, Token, tokens
from ingest.model import Fact
from ingest.script import fold

_NAMING = ("全长", "总长", "占地", "载重", "总重", "时速")
"""Verbs that name a dimension: 全长18.9千米的 | 隧道."""
_CAUSING = ("使", "让", "令", "使得", "有", "另有", "还有", "仍有", "已有", "现有", "共有")
_PAYING = ("以", "用")
_GIVING = ("给予", "发放", "提供", "补助", "补贴", "奖励", "资助", "予以", "支付")


def counted(
    sight: Sight, left: Span, noun: Span, predicate: Span, moved: str | None
) -> About | None:
    """What the quantity is about; None where the words before it tell more."""
    masked = sight.masked
    begin, stop = without_tail(masked, *without_passing(masked, *left))
    thing = sight.said(*noun)
    if thing and masked.startswith("之一", noun[1]):
        base = numbered(thing, sight.fact)
        return About(noun, thing, base, base, rule="counted.one_of")
    does = predicate_text(sight, predicate)
    last = _governor(masked, begin, stop)
    if masked[stop : stop + 1] == "的" and last is not None and thing:
        last = _clause_verb(masked, begin, stop) or last
        return _relative(sight, (begin, stop), last, noun)
    if masked[stop : stop + 1] == "的" and thing and _DESCRIBING.fullmatch(masked, begin, stop):
        base = numbered(thing, sight.fact)
        return About(noun, thing, f"{sight.said(begin, stop)}的{base}", base, rule="counted.such")
    alone = last is None and (begin >= stop or masked[begin] in "这该其")
    if alone and thing and (_extends(sight) or (is_name(masked, noun) and sight.fact.unit == "字")):
        base = counter(sight.fact)
        return About(noun, None, base, base, rule="extent")  # 12公里的 | 通乡公路
    if last is not None and last.word_class == "prep":
        return _inside(sight, (begin, stop), last, noun, does)
    if last is not None:
        return _object(sight, (begin, stop), last, noun, does)
    return _doing(sight, (begin, stop), noun, does, moved)


def _extends(sight: Sight) -> bool:
    """Whether a number tells the extent of a thing behind 的."""
    return sight.fact.dimension in _EXTENTS and sight.masked.startswith("的", sight.fact.end)


_EXTENTS = ("length", "area", "mass", "volume", "power", "speed")
_DESCRIBING = re.compile(
    "(?:涉案|同案|参赛|参会|参展|在逃|到场|剩余|其余|现有|原有|已有|新增|受灾|获奖|入选|报名|受伤|遇难|被困)"
)
"""Which ones they are: 涉案的 | 98名被告人."""


def _governor(masked: str, begin: int, stop: int) -> Token | None:
    """The last verb or preposition before the number; a noun-verb only right next to it."""
    found = list(tokens(masked, begin, stop))
    if begin < stop and masked[stop - 1] in "将把" and masked[stop] == QUANTITY:
        return Token(stop - 1, stop, "prep")
    for token in reversed(found):
        if token.word_class in ("verb", "prep") or (
            token.word_class == "nominal" and token.end == stop
        ):
            return token
    if masked[stop : stop + 1] in ("了", "着") and stop - begin > 2:
        return Token(stop - 2, stop, "verb")  # an unlisted verb shows by its ending
    return None


def _clause_verb(masked: str, begin: int, stop: int) -> Token | None:
    """The last verb before 的: 承办比赛的8个场馆."""
    verbs = [token for token in tokens(masked, begin, stop) if token.word_class == "verb"]
    return verbs[-1] if verbs else None


def _inside(sight: Sight, left: Span, last: Token, noun: Span, does: str) -> About | None:
    """在安居区8个社区启动试点: the noun is where or to whom something is done."""
    thing = sight.said(*noun)
    inside = trim(sight.masked, last.end, left[1])
    own = inside if is_name(sight.masked, inside) else clause_subject(sight.masked, *left)
    if not thing:
        if sight.fact.kind == "money" and does and sight.masked[last.start : last.end] in _PAYING:
            measure = f"{does}的金额"
            return About(own, None, measure, measure, rule="counted.paid")
        if sight.fact.kind == "money" and does.startswith(_GIVING):
            measure = does[2:].removeprefix("一次性") or does
            return About(own, None, measure, measure, does[:2], rule="counted.given")
        return None
    base = numbered(thing, sight.fact)
    if sight.fact.kind == "money" and head_start(sight.masked, *noun) < noun[1]:
        does = ""  # 以843亿元的 | 营业收入 | 稳居首位
    measure = f"{does}的{base}" if does else base
    return About(own, thing, measure, measure, rule="counted.place")


def _object(sight: Sight, left: Span, last: Token, noun: Span, does: str) -> About | None:
    """培育34名博士生, 造成2人死亡: somebody does something to what is counted."""
    masked, fact = sight.masked, sight.fact
    begin, stop = left
    subject = None if sight.follows else clause_subject(masked, begin, stop)
    verb = sight.said(last.start, last.end)
    holds = subject is None or verb.endswith(("有", "载"))
    if counts_itself(fact) and holds and masked.startswith("的", fact.end):
        holder = trim(masked, fact.end + 1, noun_end(masked, fact.end + 1, sight.clause[1]))
        if holder[0] < holder[1]:
            base = verb + counter(fact)
            return About(holder, None, base, base, rule="counted.holder")  # 载有70人的 | 客轮
    verb = "" if verb in _CAUSING else verb
    if verb == "实现":
        # 实现31个省全覆盖: what was done stands behind.
        done = _WHOLLY.search(sight.masked, sight.fact.end, sight.clause[1])
        if done is not None:
            verb, noun = done["verb"], (noun[0], min(noun[1], done.start()))
    if noun[0] >= noun[1] or is_manner(masked, *noun):
        noun = _verbal(sight, noun, does)
    between = _between(sight, last, stop)
    if _LISTED.search(masked, last.end, stop):
        verb = between = ""  # 落实倡议、经贸等领域 | 20项文件: the verb is a member's
    if noun[0] < noun[1] and verb in _NAMING and fact.dimension not in (None, "count"):
        return About(noun, None, verb, verb, rule="counted.extent")
    if noun[0] < noun[1]:
        noun, head = _headed(sight, noun)
        thing = sight.said(*noun)
        base = numbered(thing, fact)
        harmed = counter(fact) == "人数" or sight.masked[last.start : last.end] in _HARMING
        fate = _fate(sight, does) if harmed else ""
        if fate and not thing.endswith(fate):
            base = thing + fate + ("人数" if counter(fact) == "人数" else "数")
        measure = verb + (between if len(between) < 7 else "") + base
        return About(
            head or subject, thing, measure, base, verb, sight.follows and head is None,
            rule="counted.object",
        )  # fmt: skip
    if between and (not does or len(between + does) > 10):
        return None
    does = between + does
    if verb.endswith("有"):
        measure = does + counter(fact)
    elif len(does) > 4:
        measure = f"{verb}{does}的{counter(fact)}"
    else:
        measure = verb + does + counter(fact)
    return About(subject, None, measure, measure, verb, sight.follows, rule="counted.object")


def _between(sight: Sight, last: Token, stop: int) -> str:
    """What stands between verb and number; examples (折叠床等1.3万件物资) say nothing of it."""
    start, stop = trim(sight.masked, last.end, stop)
    harmed = sight.masked[max(0, last.start) : last.end] in _HARMING
    if harmed and all(sign in _NAMED_LIST for sign in sight.masked[start:stop]):
        return ""  # 造成江西、湖北等24省…: where, not what
    between = without_scope(sight.said(start, stop).removeprefix("了"))
    examples = between.endswith("等") or "等" in sight.masked[stop : sight.fact.start]
    return "" if examples else between


_LISTED = re.compile("、.*等[一-鿿]{2,}$")
_NAMED_LIST = frozenset(NAMES + JOINTS + "等")
_WHOLLY = re.compile("全(?P<verb>覆盖|贯通|通车|达标|连通|联网)")
_OF_PEOPLE = "死亡|遇难|受伤|失踪|身亡|丧生|被捕|获救|被困|失联|住院|受灾"
_FATE_FIRST = re.compile(f"(?:{_OF_PEOPLE})(?=[和及与、])")
_FATE = re.compile(
    f"(?:{_OF_PEOPLE}|倒塌|坍塌|损坏|受损|损毁|毁坏|被毁|被淹|烧毁|停电|中断|停运|取消|延误|受阻|绝收|沉没)$"
)
_HARMING = ("造成", "致", "致使", "导致", "引发")


def _fate(sight: Sight, does: str) -> str:
    """造成两名士兵和一名平民死亡: what happened to them may stand at the clause's end."""
    match = _FATE.search(does or sight.masked[sight.fact.end : sight.clause[1]])
    return match.group() if match else ""


def suffered(sight: Sight, predicate: Span) -> str:
    """造成1人死亡、近100栋房屋 | 被烧: what happened to a further thing that was harmed."""
    before = sight.before
    if before is None or before.verb not in _HARMING or sight.fact.dimension != "count":
        return ""
    does = predicate_text(sight, predicate)
    return does if 1 < len(does) < 5 else ""


_VERBAL_ENDS = re.compile("[、()—,和及与]")


def _verbal(sight: Sight, noun: Span, does: str) -> Span:
    """覆盖49个 | 直接登记组织: a thing whose name begins with a verb; none if too long for one."""
    start = sight.fact.end
    end = first_of(sight.masked, start, sight.right, _VERBAL_ENDS)
    if end <= start or end - start > 10 or counts_itself(sight.fact):
        return noun
    return trim(sight.masked, start, end)


def _headed(sight: Sight, noun: Span) -> tuple[Span, Span | None]:
    """载有12.5吨茶叶的 | 货车: what is measured, and whom the relative clause belongs to."""
    of = sight.masked.find("的", *noun)
    if sight.fact.dimension in (None, "count") or of <= noun[0] or of + 1 >= noun[1]:
        return noun, None
    if _NO_OWNER.search(sight.masked, of + 1, noun[1]):
        return (noun[0], of), None  # 征收25%关税的 | 举措
    return (noun[0], of), (of + 1, noun[1])


_NO_OWNER = re.compile(
    "(?:举措|措施|政策|计划|目标|要求|规定|决定|消息|说法|情况|问题|影响|成绩|纪录|记录|水平|标准|条件|能力|机会)$"
)


def _doing(sight: Sight, left: Span, noun: Span, does: str, moved: str | None) -> About | None:
    """No verb before the number: the counted noun, or who stands before it, does something."""
    fact = sight.fact
    thing = sight.said(*noun)
    owner = left if left[0] < left[1] else None
    of = fact.kind == "percent" and sight.masked.startswith("的", fact.end)
    if of and thing and does and not owner:
        measure = f"{does}的比例"  # 近90%的 | 海外仓 | 已开展…
        return About(noun, thing, measure, measure, rule="counted.part")
    if thing and moved and not owner:
        base = numbered(thing, fact)
        return About(None, thing, moved + base, base, moved, rule="counted.moved")
    follows = sight.follows and bool(thing)
    if owner and (follows or _gives_examples(sight, owner)):
        owner = None  # 《深海》等5部作品: an example of what is counted
    if fact.kind == "percent" and not owner and (thing or does):
        measure = f"{thing}{does}的比例"
        return About(None, None, measure, measure, rule="counted.part")
    if owner and (not (thing or does) or split(sight.masked, *owner).named):
        # 总产量35万吨…: a measure stands before the number and wins over what follows.
        return None
    if owner and not thing and any(t.word_class == "adverb" for t in tokens(sight.masked, *owner)):
        return None  # 家属将其藏书3200册捐给学校: the thing stands behind the adverb
    if owner and _says(sight, owner):
        owner = None  # 巴方称 | 数千辆
    if owner and thing:
        owner, did = _before_adverb(sight, owner)
        does = does if not did else ""
        if did:
            measure = did + numbered(thing, fact)
            return About(owner, thing, measure, measure, rule="counted.owner")
    if does[:1] in ("是", "为", "為") and not counts_itself(fact):
        does = ""  # 2万多亩全是…: says what it is, not what is measured
    what = numbered(thing, fact) if thing else counter(fact)
    if owner:
        measure = f"{does}的{what}" if does else what
        return About(owner, thing or None, measure, what, rule="counted.owner")
    if thing:
        told = does and not is_capacity(what)
        measure = f"{does}的{_how_many(fact)}" if told else what
        return About(noun, thing, measure, what, rule="counted.doer")
    if not does:
        return None
    fate = _FATE_FIRST.match(fold(does))
    does = does[: fate.end()] if fate else does
    measure = does + what if len(does) <= 4 else f"{does}的{what}"
    return About(None, None, measure, measure, rule="counted.people")


def _says(sight: Sight, owner: Span) -> bool:
    """Whether a phrase ends in a verb of saying, and so tells who says what follows."""
    said = tokens(sight.masked, *owner)
    return any(token.word_class == "say" and token.end == owner[1] for token in said)


def _before_adverb(sight: Sight, owner: Span) -> tuple[Span, str]:
    """中欧班列 | 已 | 通达欧洲25个国家: who it is, and what an unlisted verb says he did."""
    for token in tokens(sight.masked, *owner):
        inside = owner[0] < token.start and token.end < owner[1]
        if token.word_class == "adverb" and inside and sight.masked[owner[1]] != "的":
            return (owner[0], token.start), sight.said(token.end, owner[1])
    return owner, ""


def _gives_examples(sight: Sight, owner: Span) -> bool:
    """空手道、泰拳等 | 26个分项: examples of what is counted own nothing."""
    if sight.masked[owner[1] - 1] == "等":
        return True
    named = any(sign in NAMES for sign in sight.masked[slice(*owner)])
    return not named and sight.masked[owner[1]] == "等" and not counts_itself(sight.fact)


def _how_many(fact: Fact) -> str:
    return "数量" if counter(fact).endswith("次") else counter(fact)


_WITHIN = re.compile("[中里内上](?![国央部])")


def _relative(sight: Sight, left: Span, verb: Token, noun: Span) -> About:
    """通过社会组织 | 提供的16项服务: what stands before 的 is a relative clause."""
    masked, thing = sight.masked, sight.said(*noun)
    begin, stop = left
    first = next((t for t in tokens(masked, begin, stop) if t.word_class in ("verb", "prep")), verb)
    if first.word_class == "prep" and first is not verb:
        subject = trim(masked, first.end, verb.start)
    else:
        subject = trim(masked, begin, first.start)
    told = subject if subject[1] - subject[0] <= LONGEST_PHRASE else None
    if masked[first.start : first.end] in ("因", "因为", "由于"):
        told = noun  # 因长期滞留而变质的 | 卡车物资
    where = masked.rfind("在", begin, verb.start)
    if where > begin and _WITHIN.match(masked, noun[1]):
        told = trim(masked, begin, where)  # 她 | 在参加的三项比赛中
    if told is not None and masked[told[0] : told[1]] in ("", "所"):
        told = noun  # 来自各地的 | 300位嘉宾, 所调查的 | 8个行业
    base = numbered(thing, sight.fact)
    clause = sight.said(verb.start, stop) if verb.word_class == "verb" else ""
    measure = f"{clause}的{base}" if clause else base
    return About(told, thing, measure, base, rule="counted.relative")


def self_counting(fact: Fact, predicate: Span) -> bool:
    """Whether a unit like 人 has a predicate of its own: 435万人 | 面临粮食短缺."""
    return predicate[0] < predicate[1] and counts_itself(fact)
