"""What a number counts or measures, and of whom, read off the clause it stands in.

Three shapes cover most of news prose, and everything is one of them:

    2个社会组织 | 获省文明办等单位表扬         the counted noun follows, and does something
    安居区，在15个乡镇 | 开展居家养老服务      the counted noun follows, somebody else does it
    全市基层老年协会 | 达2092个                the measure stands before the number
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.facts.context.counting.counted import counted, self_counting
from ingest.facts.context.counting.counted_divisions import divisions
from ingest.facts.context.counting.counters import counter, numbered
from ingest.facts.context.measures.ages import age
from ingest.facts.context.measures.attributes import described_thing
from ingest.facts.context.measures.bare import bare
from ingest.facts.context.measures.contents import located_or_held
from ingest.facts.context.measures.coordinated import coordinated, is_coordinated
from ingest.facts.context.measures.lasting import LASTING, lasting
from ingest.facts.context.measures.measure import measure_start
from ingest.facts.context.measures.measured import measured
from ingest.facts.context.measures.nature import strength
from ingest.facts.context.measures.results import result, result_of
from ingest.facts.context.measures.shaped import of_task, shared_out
from ingest.facts.context.measures.shares import part, share
from ingest.facts.context.phrases.noun_ends import BEFALLS
from ingest.facts.context.phrases.nouns import noun_after
from ingest.facts.context.phrases.phrase_before import phrase_before
from ingest.facts.context.places.scope import without_scope
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.late import late
from ingest.facts.words import DATE, NAME, PLACE, QUANTITY, tokens
from ingest.script import fold


def about(sight: Sight) -> About:
    """What the quantity is about, by the first shape that fits."""
    read = _only_named(sight)
    if read is not None:
        return read
    left, begin, stop, moved = phrase_before(sight)
    read = _of_several(sight, (begin, stop))
    if read is not None:
        return read
    read = _of_own_kind(sight, (begin, stop), moved)
    if read is not None:
        return read
    noun, predicate = noun_after(sight)
    read = _some_named(sight, noun)
    if read is not None:
        return read
    beside = sight.follows and sight.left == sight.fact.start
    if beside and noun[0] > sight.fact.end and sight.masked[sight.fact.end] != "的":
        return bare(sight, moved)  # 820人 | 233户 | 以土地入股的形式…
    if stop < sight.fact.start and _is_for(sight, predicate):
        stop = sight.fact.start
    whole = begin >= stop or _WHOLE.fullmatch(sight.masked, begin, stop) is not None
    read = _reaching(sight, noun) if whole else None
    if read is not None:
        return read
    if is_coordinated(sight, left, (begin, stop), noun):
        return coordinated(sight, (begin, stop), noun, predicate, moved)
    return _by_shape(sight, (begin, stop), noun, predicate, moved)


def _only_named(sight: Sight) -> About | None:
    """A number that measures nothing: part of a name, a turn, so many divisions."""
    if sight.masked[sight.fact.start] != QUANTITY:
        return About(rule="named")  # 《支持民营企业的20条措施》
    if sight.fact.unit == "股" and sight.masked[sight.fact.start - 1] == "每":
        return About(rule="named")  # 每10股 | 派2元
    if sight.fact.dimension == "angle" and sight.fact.value == _TURN:
        return About(rule="named")  # 360度 | 欣赏
    return divisions(sight)


def _of_several(sight: Sight, phrase: Span) -> About | None:
    """2队 | 11人 | 38次打破省纪录: teams, people and times of one deed."""
    if sight.fact.unit not in _TEAMS or phrase[0] < phrase[1]:
        return None
    deed = _DEED.match(sight.masked, sight.fact.end, sight.clause[1])
    one = sight.previous
    beside = one is not None and one.end == sight.fact.start and one.unit in _TEAMS
    if deed is None or not (deed["more"] or beside):
        return None
    first = next(tokens(sight.masked, *deed.span("what")), None)
    if first is None or first.start != deed.start("what") or first.word_class != "verb":
        return None
    told = f"{sight.fact.unit}数" if sight.fact.unit in ("队", "对") else counter(sight.fact)
    base = f"{sight.said(*deed.span('what'))}的{told}"
    return About(None, None, base, base, rule="counted.several")


_TEAMS = ("队", "人", "次", "对")
_DEED = late(f"(?P<more>(?:{QUANTITY}+)*)(?P<what>[一-鿿][一-鿿{NAME}{PLACE}]{{3,16}})$")


def _of_own_kind(sight: Sight, phrase: Span, moved: str | None) -> About | None:
    """A number whose own kind, or a word beside it, tells what it is: shares, ages, how long."""
    of_whole = share(sight)
    if of_whole is not None:
        return of_whole
    task = of_task(sight)
    if task is not None:
        return task
    if _is_holding(sight, *phrase):
        return About(None, None, "持股比例", "持股比例", rule="holding")
    part = shared_out(sight, *phrase)
    if part is not None:
        return part
    if sight.fact.unit in ("岁", "周岁"):
        return age(sight, *phrase, moved)
    scored = strength(sight) or result(sight, phrase[0])
    if scored is not None:
        return scored
    described = described_thing(sight, *phrase) or located_or_held(sight, *phrase)
    if described is not None:
        return described
    if sight.fact.dimension in LASTING and _DURING.match(sight.masked, sight.fact.end):
        return About(rule="named")
    lasts = lasting(sight, *phrase) if sight.fact.dimension in LASTING else None
    return lasts if lasts is not None else result_of(sight)


def _by_shape(sight: Sight, phrase: Span, noun: Span, predicate: Span, moved: str | None) -> About:
    """What is counted behind the number, the part that does something, or what is measured."""
    begin, stop = phrase
    behind = noun[0], max(noun[1], predicate[1])
    if begin < stop and _RANKED.fullmatch(sight.masked, *behind):
        mainly = _MAINLY.match(sight.masked, begin, stop)
        begin = mainly.end() if mainly else begin
        return measured(sight, begin, stop, moved)  # 以制造业占比18%最高
    shaped = None
    if noun[0] < noun[1] or self_counting(sight.fact, predicate) or _is_given(sight, predicate):
        shaped = counted(sight, phrase, noun, predicate, moved)
    if shaped is None and sight.fact.kind == "percent" and begin < stop and moved is None:
        shaped = part(sight, begin, stop, noun, predicate)
    if shaped is not None:
        return shaped
    return measured(sight, begin, stop, moved) if begin < stop else bare(sight, moved)


def _some_named(sight: Sight, noun: Span) -> About | None:
    """对 | 何某等 | 11人作出判决: people of whom some are named."""
    masked, end = sight.masked, sight.fact.start
    if noun[0] < noun[1] or sight.fact.unit not in ("人", "名", "位"):
        return None
    begin = end - 1
    if masked[begin] != "等":
        return None
    while begin > sight.left and masked[begin - 1] in _NAMES_AND_JOINTS:
        begin -= 1
    if masked[begin : begin + 1] != NAME:
        return None
    alone = "、" not in masked[sight.left : begin]  # 书记某某、县长 | 某某等9人
    return About((begin, end) if alone else None, None, "人数", "人数", rule="examples")


_NAMES_AND_JOINTS = frozenset((NAME, "、", "和", "及"))


_DURING = late(
    "(?:累[计积]|最大|平均|面)*(?:降[雨雪水]量?|雨量|点击量|票房|成交[额量]|销[售量]额?|用电量|客流量|[涨跌]幅)"
)
"""24小时 | 降雨量达402毫米: the time in which so much fell."""
_TURN = 360
"""Degrees of a whole turn: all around."""


_MAINLY = late("(?:其中|主要|又|各[一-鿿]{1,2}中)*以")
_RANKED = late(
    "(?:为|均|相对|也)?(?:最[高低多少大小快慢强弱好差]|较[高低多少大小快慢]|居[首前]|名列前茅"
    "|(?:排名?|排在|位居|位列|名列|稳居|居|位于|高居|占据|列)[一-鿿]{0,6}(?:第[一-鿿]{1,3}|首位?|榜首|前列|之首))"
)
"""Says no more than how a number stands beside others."""


def _is_for(sight: Sight, predicate: Span) -> bool:
    """为300多名群众 | 提供…: for whom something is done; 为 links no measure with the number."""
    if sight.masked[sight.fact.start - 1] not in "为给将把向对":
        return False
    start = predicate[0]
    for token in tokens(sight.masked, *predicate):
        if token.start != start or token.word_class not in _GOING_HOW:
            return token.start == start and token.word_class == "verb"
        start = token.end
    return False


_GOING_HOW = ("adverb", "manner")


def _reaching(sight: Sight, noun: Span) -> About | None:
    """337家净利润超10亿元，76家超50亿元: so many reach a level that the next number tells."""
    masked, fact = sight.masked, sight.fact
    level = _LEVEL.match(masked, noun[1] if noun[0] < noun[1] else fact.end)
    if level is None or fact.dimension != "count":
        return None
    if noun[0] >= noun[1] and fold(sight.text[level.start()]) not in "超逾近达不":
        return None  # 22金 | 7银
    at = measure_start(masked, *noun)
    if noun[0] < at:
        if at >= noun[1]:
            return None
        whose = noun[0], at - (masked[at - 1] == "的")
        thing = sight.said(*whose)
        measure = f"{sight.said(at, level.end())}的{numbered(thing, fact)}"
        return About(whose, thing, measure, sight.said(at, noun[1]), rule="counted.doer")
    said = sight.said(fact.end, level.end())
    of = sight.before.base or "" if sight.before and noun[0] >= noun[1] else ""
    measure = f"{of}{said}的数量"
    return About(None, None, measure, of or sight.said(*noun), rule="counted.reaching")


_WHOLE = late("[全我本该][省市县区国州旗镇乡]")
"""全省 | 14个乡镇雨量超过250毫米."""
_LEVEL = re.compile(f"(?:同比)?(?:增长|下降)?(?:超过?|达到?|突破|逾|不足|低于|高于)?{QUANTITY}+")


def without_owner(sight: Sight, read: About) -> About:
    """What stands before a measure and is nobody belongs to it.

    非通用会计准则下 | 净利润, 规划 | 投资: a basis of accounting, what is done.
    """
    span = read.subject
    if span is None:
        return read
    scoped = "全" in sight.masked[slice(*span)] or sight.masked[span[0]] in "内我本"
    dated = _DATED.match(sight.masked, *span) if scoped else None
    if dated is not None:  # 内地9月 | 工业企业, 活动前两周全国 | 乘用车: when and where
        span = dated.end(), span[1]
        read = replace(read, subject=span)
    if _MANY_AND.fullmatch(sight.masked, sight.clause[0], span[0]):
        return replace(read, subject=None, noun=None)
    if sight.masked.startswith("指数", span[1]) and read.base == sight.said(span[0], span[1] + 2):
        return replace(read, subject=(span[0], span[1] + 2))  # 恒生 | 指数: what is measured
    basis = _BASIS.search(sight.masked, *span)
    upon = (read.measure or "").startswith(("对", "對"))
    if not basis and (read.rule != "measured.head" or upon):
        return read
    before = sight.said(*span) if basis else without_scope(sight.said(*span))
    if (read.measure or "").startswith(before) or not (basis or _is_act(before)):
        return read  # 扣除标准 | 扣除标准金额
    measure, base = before + (read.measure or ""), before + (read.base or "")
    return replace(read, subject=None, measure=measure, base=base)


_DATED = late(
    f"(?:内地|全[国省市县港台]|我国|本港){DATE}+(?=[一-鿿]{{2}})"
    f"|[一-鿿{DATE}{QUANTITY}]{{2,10}}(?<![健安完齐保])全[国省市县区](?=[一-鿿]{{2}})"
)
_MANY_AND = late(
    f"(?:[{PLACE}{DATE}]|全国|我国|以来|至)*{QUANTITY}+[一-鿿]{{0,8}}(?:\\([^()]*\\)|·+)?[和及与]"
)
"""31个省(自治区、直辖市)和 | 新疆生产建设兵团 | 报告: only the last of those who do it."""


def _is_act(text: str) -> bool:
    """Whether a phrase only says what is done: 规划, 托育, 综合治理."""
    folded, at = fold(text), 0
    for token in tokens(folded, 0, len(folded)):
        if token.start != at or token.word_class not in ("nominal", "manner"):
            return False
        at = token.end
    return at == len(folded) > 0


_BASIS = re.compile("(?:准则|口径|汇率|币种|标准)(?:计量|计算|编制)?下?$")


def _is_holding(sight: Sight, begin: int, stop: int) -> bool:
    """持股5%, 5%以上股东: a share that is held."""
    if sight.fact.kind != "percent":
        return False
    held = _HOLDING.search(sight.masked, begin, stop) is not None
    return held or sight.masked.startswith(("股东", "的股东"), sight.fact.end)


_HOLDING = re.compile("(?:持股|控股|参股|占股)$")


def _is_given(sight: Sight, predicate: Span) -> bool:
    """按每床每月200元给予补贴, 仍有2.5万户停电: what happens to it stands behind the number."""
    if predicate[0] >= predicate[1]:
        return False
    if sight.masked[slice(*predicate)] in BEFALLS:
        return True  # 一万亩 | 绝收
    has = "有" in sight.masked[max(sight.left, sight.fact.start - 3) : sight.fact.start]
    counts = sight.fact.dimension in ("count", "people")
    return has or counts or sight.fact.kind in ("money", "percent")
