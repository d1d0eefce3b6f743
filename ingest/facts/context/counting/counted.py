"""Numbers whose counted noun stands behind them: 2个社会组织获…表扬, 在15个乡镇开展…服务."""

from __future__ import annotations

import re

from ingest.facts.context.counting.counters import counter, counts_itself, is_capacity, numbered
from ingest.facts.context.counting.extents import extent
from ingest.facts.context.counting.harm import HARMING, OF_PEOPLE
from ingest.facts.context.counting.in_events import in_event
from ingest.facts.context.counting.kinds import of_kind
from ingest.facts.context.counting.objects import acted_on, shared_fate
from ingest.facts.context.counting.predicates import LINKING, of_others, predicate_text
from ingest.facts.context.counting.relative import relative
from ingest.facts.context.counting.strengths import of_strength
from ingest.facts.context.counting.valued import only_have, with_level, without_measure
from ingest.facts.context.measures.measure import head_start, split
from ingest.facts.context.phrases.clause import clause_subject
from ingest.facts.context.phrases.edges import is_name, without_passing, without_tail
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.late import late
from ingest.facts.phrases import trim
from ingest.facts.words import NAMES, QUANTITY, Token, lexicon, tokens
from ingest.model import Fact
from ingest.script import fold

_FATE_FIRST_OF = late(f"(?:{OF_PEOPLE})")
_FATE_FIRST = late(f"(?:{OF_PEOPLE})(?=[和及与、])")
_ROWS = ("counted.struck", "counted.divisions")
_CAUSED_BY = "所致"
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
    if (strong := of_strength(sight, noun)) is not None:
        return strong
    does = predicate_text(sight, predicate)
    does = "" if does == "有" else does  # 650分以上的 | 有 | 28人
    one = sight.before if sight.follows and not thing else None
    if one is not None and one.verb in HARMING and _FATE_FIRST_OF.match(fold(does)):
        base = does + counter(sight.fact)  # 致3个区县 | 17627人受灾
        return About(None, None, base, base, one.verb, True, rule="counted.people")
    struck = in_event(sight, predicate) if not thing else None
    if struck is not None:
        return struck
    # 17人死亡(其中，6人 | 因雷击所致)
    one = sight.before if does.endswith(_CAUSED_BY) and not thing else None
    if one is not None and (one.base or "").endswith("人数"):
        measure = does.removesuffix(_CAUSED_BY) + (one.base or "")
        return About(None, None, measure, one.base, one.verb, True, rule="counted.people")
    last = _governor(masked, begin, stop)
    if masked[stop : stop + 1] == "的" and last is not None and thing:
        last = _clause_verb(masked, begin, stop) or last
        return relative(sight, (begin, stop), last, noun)
    told = _such(sight, (begin, stop), noun) or extent(sight, (begin, stop), last, noun)
    if told is not None:
        return told
    listed = masked.startswith("等", stop) and (
        "、" in masked[begin:stop] or _is_stretch(masked, last)
    )
    if last is not None and last.word_class == "prep" and listed and thing:
        last = None  # 甲产业园、经开区产业园等 | 151个项目, 甲县至乙县段等 | 16个项目
    if last is not None and last.word_class == "prep":
        return _inside(sight, (begin, stop), last, noun, does)
    if last is not None:
        return acted_on(sight, (begin, stop), last, noun, does)
    return _doing(sight, (begin, stop), noun, predicate, does, moved)


def _such(sight: Sight, left: Span, noun: Span) -> About | None:
    """涉案的 | 98名被告人, 浓度最低的 | 3个城市: which ones of them are counted."""
    masked, thing, (begin, stop) = sight.masked, sight.said(*noun), left
    if masked[stop : stop + 1] != "的" or not thing:
        return None
    acts = lexicon(True).classes.get(masked[stop - 2 : stop]) in ("verb", "nominal")
    which = acts or _DESCRIBING.fullmatch(masked, begin, stop) or _MOST.search(masked, begin, stop)
    if not which or any(sign in NAMES for sign in masked[begin:stop]):
        return None
    measure = f"{sight.said(begin, stop)}的{numbered(thing, sight.fact)}"
    parts = split(masked, begin, max(begin, stop - _SUPERLATIVE))
    base = sight.said(*parts.measure) if parts.named else numbered(thing, sight.fact)
    return About(noun, thing, measure, base, rule="counted.such")


_DESCRIBING = late(
    "(?:涉案|同案|参赛|参会|参展|在逃|到场|剩余|其余|现有|原有|已有|新增|受灾|获奖|入选|报名|受伤|遇难|被困)"
)
"""Which ones they are: 涉案的 | 98名被告人."""
_MOST = re.compile("最[高低多少大小快慢长短强弱好差优]$")
"""浓度最低的 | 3个城市."""
_SUPERLATIVE = 2


def _governor(masked: str, begin: int, stop: int) -> Token | None:
    """The last verb or preposition before the number; a noun-verb only right next to it."""
    found = list(tokens(masked, begin, stop))
    if begin < stop and masked[stop - 1] in "将把" and masked[stop] == QUANTITY:
        return Token(stop - 1, stop, "prep")
    listed = masked.startswith("等", stop)  # 政务、医疗、交通等 | 几十个
    for token in reversed(found):
        if masked[token.start : token.end] in _SAYING:
            return None  # 强调轮候册上已有 | 15万宗申请
        if token.word_class in ("verb", "prep") or (
            token.word_class == "nominal" and token.end == stop and not listed
        ):
            return token
    if masked[stop : stop + 1] in ("了", "着") and stop - begin > 2:
        return Token(stop - 2, stop, "verb")  # an unlisted verb shows by its ending
    return None


def _is_stretch(masked: str, last: Token | None) -> bool:
    return last is not None and masked[last.start : last.end] in ("至", "到")


_SAYING = frozenset(("强调", "表示", "指出", "认为", "透露", "声称", "坦言", "重申", "宣称"))


def _clause_verb(masked: str, begin: int, stop: int) -> Token | None:
    """The last verb before 的: 承办比赛的8个场馆."""
    verbs = [token for token in tokens(masked, begin, stop) if token.word_class == "verb"]
    return verbs[-1] if verbs else None


def _inside(sight: Sight, left: Span, last: Token, noun: Span, does: str) -> About | None:
    """在安居区8个社区启动试点: the noun is where or to whom something is done."""
    thing = sight.said(*noun)
    does = "" if does.startswith("中有") else does  # 293名 | 劳动者 | 中有36人确诊
    inside = trim(sight.masked, last.end, left[1])
    own = inside if is_name(sight.masked, inside) else clause_subject(sight.masked, *left)
    if not thing:
        if sight.fact.kind == "money" and does and sight.masked[last.start : last.end] in _PAYING:
            measure = f"{does}的金额"
            return About(own, None, measure, measure, rule="counted.paid")
        if sight.fact.kind == "money" and does.startswith(_GIVING):
            measure = does[2:].removeprefix("一次性") or does
            return About(own, None, measure, measure, does[:2], rule="counted.given")
        fate = _FATE_FIRST_OF.match(fold(does)) if counts_itself(sight.fact) else None
        if fate is not None:
            base = does[: fate.end()] + counter(sight.fact)  # 在甲地有1250人 | 遇难
            return About(None, None, base, base, rule="counted.people")
        return None
    base = numbered(thing, sight.fact)
    if sight.fact.kind == "money" and head_start(sight.masked, *noun) < noun[1]:
        does = ""  # 以843亿元的 | 营业收入 | 稳居首位
    measure = f"{does}的{base}" if does else base
    return About(own, thing, measure, measure, rule="counted.place")


def _doing(
    sight: Sight, left: Span, noun: Span, predicate: Span, does: str, moved: str | None
) -> About | None:
    """No verb before the number: the counted noun, or who stands before it, does something."""
    fact = sight.fact
    thing = sight.said(*noun)
    said = sight.masked[slice(*left)]
    owner = None if not said or said in _THESE or said.endswith(_HERE) else left
    one = sight.before if sight.follows and said in _DIVISIONS else None
    if one is not None and (one.noun == said or one.rule in _ROWS):
        owner = None  # 16个县 | 6.8万人受灾
    of = fact.kind == "percent" and sight.masked.startswith("的", fact.end)
    if of and thing and not owner and (does or sight.fact.approx is None):
        measure = f"{does or thing}的比例"  # 近90%的 | 海外仓 | 已开展…
        return About(noun, thing, measure, measure, rule="counted.part")
    if thing and moved and not owner:
        base = numbered(thing, fact)
        return About(None, thing, moved + base, base, moved, rule="counted.moved")
    follows = sight.follows and bool(thing)
    if said.endswith(_OTHERS) or (sight.follows and said.endswith(_WITHIN)):
        owner = None  # 将甲和另外 | 5名被困人员
    if owner and (follows or _gives_examples(sight, owner, thing) or _says(sight, owner)):
        owner = None  # 《深海》等5部作品: an example of what is counted; 巴方称 | 数千辆
    if fact.kind == "percent" and not owner and (thing or does):
        measure = f"{thing}{does}的比例"
        return About(None, None, measure, measure, rule="counted.part")
    if owner and _tells_more(sight, owner, thing, does):
        return None
    if owner and thing:
        owner, did = _before_adverb(sight, owner)
        does = does if not did else ""
        if did:
            measure = did + numbered(thing, fact)
            return About(owner, thing, measure, measure, rule="counted.owner")
    if does[:1] in ("是", "为", "為", "系") and not counts_itself(fact):
        kind = None if owner or thing else of_kind(sight, predicate, does)
        if kind is not None:
            return kind
        does = ""  # 2万多亩全是…: says what it is, not what is measured
    if thing and fact.kind == "figure" and of_others(sight.masked, noun, predicate):
        does = ""
    partner = _PARTNER.match(sight.masked, *predicate)
    if partner:  # 31个省和 | 新疆生产建设兵团 | 报告
        does = does.removeprefix(sight.said(*partner.span(1)))
    if thing and only_have(sight, noun[1]):
        does = ""  # 31个 | 城市 | 房价上涨1.1%
    reports = _REPORTS.match(does) is not None and sight.right < sight.clause[1]
    does = "" if reports or does in _NO_DEED else with_level(sight, does)
    return _does(sight, owner, without_measure(sight, noun), does)


def _tells_more(sight: Sight, owner: Span, thing: str, does: str) -> bool:
    """Whether what stands before a number wins over what follows: 总产量 | 35万吨…,
    家属将其藏书 | 3200册捐给学校 (the thing stands behind the adverb)."""
    if not (thing or does) or split(sight.masked, *owner).named:
        return True
    return not thing and any(t.word_class == "adverb" for t in tokens(sight.masked, *owner))


_THESE = frozenset(("这", "那", "该", "此", "其", "这些", "全部"))
"""这 | 5个村: point at what is counted and own nothing."""
_DIVISIONS = frozenset("省市县区旗州镇乡村") | {"乡镇", "县区", "区县", "市县", "县市", "街道"}
"""What a list of how many counts before the people in them."""
_WITHIN = ("会上", "比赛中", "赛季中", "期间")
_OTHERS = ("和另外", "和其他", "和其余", "和另", "及其他", "与另外")
_HERE = ("这里", "那里", "这边", "那边")
_NO_DEED = LINKING | {"以", "于", "在", "自"}
_REPORTS = late("(?:报告|通报|公布|上报)")
"""31个省 | 报告新增病例34例: who tells the number that follows."""
_PARTNER = late(f"(?:\\([^()]*\\)|·+)?[和及与]([{NAMES}]+)")


def _does(sight: Sight, owner: Span | None, noun: Span, does: str) -> About | None:
    """2个社会组织获得表扬: what the counted noun does, or who owns it."""
    fact = sight.fact
    partner = _WITH.search(sight.masked, *noun) if _TOGETHER.match(does) else None
    if partner is not None:
        does = sight.said(partner.start(), noun[1]) + does
        noun = noun[0], partner.start()
    thing = sight.said(*noun)
    what = numbered(thing, fact) if thing else counter(fact)
    if owner:
        measure = f"{does}的{what}" if does else what
        return About(owner, thing or None, measure, what, rule="counted.owner")
    if thing:
        does = does or shared_fate(sight, noun[1])
        told = does and not is_capacity(what)
        many = "人数" if thing == "人" else _how_many(fact)
        measure = f"{does}的{many}" if told else what
        return About(noun, thing, measure, what, rule="counted.doer")
    if not does:
        return None
    fate = _FATE_FIRST.match(fold(does))
    does = does[: fate.end()] if fate else does
    short = len(does) <= _SHORT or does.endswith(_AIDED)
    measure = does + what if short else f"{does}的{what}"
    return About(None, None, measure, measure, rule="counted.people")


_SHORT = 4
_AIDED = ("转移安置", "生活救助", "转移避险")
"""How the tolls of disasters call what is done for people."""
_WITH = late("(?<![参大胡合相不共协])(?:与(?![会者])|同(?![学志胞事行伴类乡龄仁盟])|跟(?!踪))")
_TOGETHER = re.compile("签|达成|合作|合办|联合|结对|建立|展开|开展|进行|举行|[見见]面")
"""What one does with somebody: 12家企业 | 与学校签订合作意向书."""


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


def _gives_examples(sight: Sight, owner: Span, thing: str) -> bool:
    """空手道、泰拳等 | 26个分项: examples of what is counted own nothing."""
    if sight.masked[owner[1] - 1] == "等":
        return True
    named = any(sign in NAMES for sign in sight.masked[slice(*owner)])
    if named and not thing:
        return False  # 王忠贵、杨利伟等 | 8人获聘
    return sight.masked[owner[1]] == "等" and not counts_itself(sight.fact)


def _how_many(fact: Fact) -> str:
    return "数量" if counter(fact).endswith("次") else counter(fact)


def self_counting(fact: Fact, predicate: Span) -> bool:
    """Whether a unit like 人 has a predicate of its own: 435万人 | 面临粮食短缺."""
    return predicate[0] < predicate[1] and counts_itself(fact)
