"""What a number counts or measures, and of whom, read off the clause it stands in.

Three shapes cover most of news prose, and everything is one of them:

    2个社会组织 | 获省文明办等单位表扬         the counted noun follows, and does something
    安居区，在15个乡镇 | 开展居家养老服务      the counted noun follows, somebody else does it
    全市基层老年协会 | 达2092个                the measure stands before the number
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.facts.context.attributes import described_thing
from ingest.facts.context.bare import bare
from ingest.facts.context.clause import About, Sight, Span, is_name
from ingest.facts.context.counted import counted, self_counting
from ingest.facts.context.measure import counter, measure_start, numbered, split
from ingest.facts.context.measured import measured
from ingest.facts.context.nouns import noun_after, noun_end, predicate_text
from ingest.facts.context.objects import made, suffered, verbal_noun
from ingest.facts.context.scope import without_scope
from ingest.facts.context.shares import part, share
from ingest.facts.late import late
from ingest.facts.phrases import JOINTS, strip_cues, trim
from ingest.facts.words import NAME, NAMES, PLACE, QUANTITY, Token, lexicon, tokens
from ingest.script import fold


def about(sight: Sight) -> About:
    """What the quantity is about, by the first shape that fits."""
    left, begin, stop, moved = _before(sight)
    of_whole = share(sight)
    if of_whole is not None:
        return of_whole
    if _is_holding(sight, begin, stop):
        return About(None, None, "持股比例", "持股比例", rule="holding")
    if sight.fact.unit in ("岁", "周岁"):
        return _age(sight, begin, stop, moved)
    described = described_thing(sight, begin, stop)
    if described is not None:
        return described
    noun, predicate = noun_after(sight)
    if stop < sight.fact.start and _is_for(sight, predicate):
        stop = sight.fact.start
    reached = _reaching(sight, noun) if begin >= stop else None
    if reached is not None:
        return reached
    if _is_coordinated(sight, left, (begin, stop), noun):
        return _coordinated(sight, (begin, stop), noun, predicate, moved)
    shaped = None
    if noun[0] < noun[1] or self_counting(sight.fact, predicate) or _is_given(sight, predicate):
        shaped = counted(sight, (begin, stop), noun, predicate, moved)
    if shaped is None and sight.fact.kind == "percent" and begin < stop and moved is None:
        shaped = part(sight, begin, stop, noun, predicate)
    if shaped is not None:
        return shaped
    return measured(sight, begin, stop, moved) if begin < stop else bare(sight, moved)


def _before(sight: Sight) -> tuple[int, int, int, str | None]:
    """Where the words start that can speak of the number, the span of the phrase before it
    without what only links it, and the word of movement among what links."""
    masked, left, end = sight.masked, sight.left, sight.fact.start
    if sight.follows:
        # 7公里的软岩变形、每日最大涌水量达15.7万立方米: only a list's last member speaks of it.
        left = max(left, masked.rfind("、", left, end))
        if masked.find("(", left, end) < 0:
            left = max(left, masked.rfind(")", left, end) + 1)
    proper = _FROM_OLD.search(masked, left, end)
    stop, moved = strip_cues(masked, left, proper.start() if proper else end)
    tall = moved == "高" and masked[end - 1] == "高" and stop == end - 1
    if tall and sight.fact.dimension == "length":
        stop, moved = end, None  # 主塔高162米 is no growth
    said = stop
    begin, stop = trim(masked, left, max(left, stop))
    if begin < stop and masked[stop : said + 1].lstrip("”").startswith(")"):
        # 居民消费价格指数(CPI)环比上涨: what stands in brackets says the same once more.
        opened = masked.rfind("(", begin, stop)
        stop = strip_cues(masked, begin, opened)[0] if opened > begin else stop
    begin = _behind_time(masked, _behind_saying(masked, begin, stop), stop)
    begin += masked[begin : begin + 1] == "的"
    for aside in (_AMONG, _ONE):
        found = aside.search(masked, begin, stop)
        stop = found.start() if found else stop
    most = _MOST.search(masked, begin, stop)
    if most is not None and measure_start(masked, begin, most.start()) < most.start():
        stop = most.start()  # 震级 | 最高为6.4级
    return left, begin, stop, moved


def _behind_saying(masked: str, begin: int, stop: int) -> int:
    """监测显示 | 幼崽成活率, 报告认为 | 全球需求量: where what is said has a subject of its own."""
    for match in _SAYING.finditer(masked, begin, stop):
        after = match.end()
        if stop - after < _LEAST_SAID or match.start() == begin:
            continue
        parts = split(masked, after, stop)
        if parts.named and parts.subject[1] - parts.subject[0] > 1:
            return after
    return begin


_SAYING = re.compile("(?:显示|表明|认为|预计|预测|指出|透露|强调|发现)(?=[^了的过着])")
_LEAST_SAID = 4


def _behind_time(masked: str, begin: int, stop: int) -> int:
    """Where the phrase begins behind what says when: 有监测以来 | 浓度, 投产后 | 年产值.

    A blank parts the clauses of a headline.
    """
    said = masked[begin:stop]
    if " " in said:
        begin = masked.rindex(" ", begin, stop) + 1
    if "以来" in said:
        since = masked.rfind("以来", begin, stop) + len("以来")
        begin = since if begin + 1 < since < stop else begin
    after = masked.rfind("后", begin, stop) + 1 if "后" in said else 0
    if begin < after < stop and masked[after] in _GOING_ON:
        for token in tokens(masked, begin, after - 1):
            verbal = token.word_class in ("verb", "nominal")
            if verbal and after - 1 - token.end <= _UNLISTED:
                return after
    return begin


_GOING_ON = frozenset("年月日可将预总已即能还")
_UNLISTED = 2
"""How much of an unlisted verb may stand between a listed one and 后: 投产 | 达效 | 后."""


def _is_for(sight: Sight, predicate: Span) -> bool:
    """为300多名群众 | 提供…: for whom something is done; 为 links no measure with the number."""
    if sight.masked[sight.fact.start - 1] not in "为给将把":
        return False
    does = next(tokens(sight.masked, *predicate), None)
    return does is not None and does.start == predicate[0] and does.word_class == "verb"


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
        thing = sight.said(noun[0], at)
        measure = f"{sight.said(at, level.end())}的{numbered(thing, fact)}"
        return About((noun[0], at), thing, measure, sight.said(at, noun[1]), rule="counted.doer")
    said = sight.said(fact.end, level.end())
    of = sight.before.base or "" if sight.before and noun[0] >= noun[1] else ""
    measure = f"{of}{said}的数量"
    return About(None, None, measure, of or sight.said(*noun), rule="counted.reaching")


_LEVEL = re.compile(f"(?:同比)?(?:增长|下降)?(?:超过?|达到?|突破|逾|不足|低于|高于)?{QUANTITY}+")
_AMONG = re.compile("[^,]*在内的?$")
"""包括一名男童在内的 | 两人."""
_MOST = re.compile("最[高低大小快慢多少长短]$")
_ONE = re.compile("(?:一[场次趟段笔批支条份]|首[口艘台座家条架届批次个])$")


def without_owner(sight: Sight, read: About) -> About:
    """What stands before a measure and is nobody belongs to it.

    非通用会计准则下 | 净利润, 规划 | 投资: a basis of accounting, what is done.
    """
    span = read.subject
    if span is None:
        return read
    basis = _BASIS.search(sight.masked, *span)
    upon = (read.measure or "").startswith(("对", "對"))
    if not basis and (read.rule != "measured.head" or upon):
        return read
    before = sight.said(*span) if basis else without_scope(sight.said(*span))
    if not basis and not _is_act(before):
        return read
    measure, base = before + (read.measure or ""), before + (read.base or "")
    return replace(read, subject=None, measure=measure, base=base)


def _is_act(text: str) -> bool:
    """Whether a word only says what is done: 规划, 托育."""
    return lexicon(True).classes.get(fold(text)) == "nominal"


_BASIS = re.compile("(?:准则|口径|汇率|币种|标准)(?:计量|计算|编制)?下?$")
_FROM_OLD = re.compile(r"(?:从|由)[^,。从由]{1,12}的$|(?<=[增升降减][至到])[^,。]{1,8}的$")
"""从先前拟定的36亿欧元, 增至高峰日的20列: says which number it is, not what it measures."""


def _age(sight: Sight, begin: int, stop: int, moved: str | None) -> About:
    """76岁的钟桂兰, 享年91岁, 平均年龄32岁."""
    at = sight.fact.end
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
        at = end = title.end() if title else at
        unnamed = _UNNAMED.match(sight.masked, at, sight.clause[1])
        end = unnamed.end() if unnamed else end
    while not of and end < sight.clause[1] and sight.masked[end] in NAMES:
        end += 1
    if at < end and (
        begin >= stop
        or (of and end - at <= 6 and not _MEAN.search(sight.masked, begin, stop))
        or is_name(sight.masked, (begin, stop))
        or sight.masked[sight.fact.start - 1] in "与和及、"
    ):
        return About((at, end), None, "年龄", "年龄", rule="age")
    return measured(sight, begin, stop, moved) if begin < stop else bare(sight, moved)


# 63岁|退休教师|马淑杰: what stands between an age and the name of whom it is
_NAMED = late(f"(?:退休|离休|在职|返乡)?(?P<what>[一-鿿]{{0,8}})(?=[{NAMES}])")
_PERSON = late(f"(?P<what>[一-鿿{PLACE}]{{0,16}}?)(?={NAME})")
"""41岁的津巴布韦奥运冠军 | 柯丝蒂."""
_EXTREME = re.compile("(?:年纪|年龄|年岁)?(?P<which>最[大小长轻])的?$")
_MEAN = re.compile("年龄|平均|岁数|享年|年届|超过")


def _name_end(sight: Sight, at: int) -> int:
    while at < sight.clause[1] and sight.masked[at] in NAMES:
        at += 1
    return at


def _is_holding(sight: Sight, begin: int, stop: int) -> bool:
    """持股5%, 5%以上股东: a share that is held."""
    if sight.fact.kind != "percent":
        return False
    held = _HOLDING.search(sight.masked, begin, stop) is not None
    return held or sight.masked.startswith(("股东", "的股东"), sight.fact.end)


_HOLDING = re.compile("(?:持股|控股|参股|占股)$")
_TITLE = re.compile(
    "(?:男子|女子|男性|女性|女士|先生|老人|老汉|大爷|大妈|青年|小伙|妇女|男孩|女孩|居民|市民|村民|农民|工人|"
    "学生|司机|驾驶员|乘客|游客|选手|球员|队员|老将|小将|教师|医生|护士|消防员|民警|干部|党员)+"
)
_UNNAMED = late("[一-鿿]某某?")
"""A name that the police keep back: 黄某, 李某某."""


def _is_given(sight: Sight, predicate: Span) -> bool:
    """按每床每月200元给予补贴, 仍有2.5万户停电: what happens to it stands behind the number."""
    if predicate[0] >= predicate[1]:
        return False
    has = "有" in sight.masked[max(sight.left, sight.fact.start - 3) : sight.fact.start]
    counts = sight.fact.dimension in ("count", "people")
    return has or counts or sight.fact.kind in ("money", "percent")


def _is_coordinated(sight: Sight, left: int, own: Span, noun: Span) -> bool:
    """Whether the number is a further member of a list whose verb stands before the first one."""
    if not sight.follows:
        return False
    gap = sight.masked[left : sight.fact.start].strip()
    if gap[-1:] in JOINTS and noun[0] < noun[1]:
        return True
    if own[0] < own[1] and split(sight.masked, *own).named:
        return False
    said = tokens(sight.masked, *own)
    if any(token.word_class == "verb" or _begins(sight, token) for token in said):
        return False
    return gap[:1] in JOINTS or gap[-1:] in JOINTS


def _begins(sight: Sight, token: Token) -> bool:
    """Whether a predicate begins with the word: 和新疆生产建设兵团报告 | 新增病例40例."""
    return sight.masked[token.start : token.end] in ("新增", "累计", "共计", "合计", "共有")


def _coordinated(sight: Sight, own: Span, noun: Span, predicate: Span, moved: str | None) -> About:
    """出动救援力量80余人、| 车辆 | 16台; 覆盖49个登记组织和 | 50个 | 脱钩组织."""
    before, masked = sight.before, sight.masked
    verb = before.verb if before else None
    begin, stop = own
    if noun[0] >= noun[1] and begin < stop and masked[stop - 1] in JOINTS:
        noun = verbal_noun(sight, noun)  # 49个登记组织和50个 | 脱钩组织
    if noun[0] < noun[1]:
        begin, stop = noun
    elif begin >= stop and self_counting(sight.fact, predicate):
        measure = (verb or "") + predicate_text(sight, predicate) + counter(sight.fact)
        return About(None, None, measure, measure, verb, inherits=True, rule="coordinated")
    while begin < stop and masked[begin] in JOINTS:
        begin += 1
    if begin >= stop:
        return bare(sight, moved)
    parts = split(masked, begin, stop)
    if verb is None and parts.named and parts.subject[0] < parts.subject[1]:
        base = sight.said(*parts.measure)
        return About(parts.subject, None, base, base, rule="coordinated")
    thing = sight.said(begin, stop)
    if verb is None and _is_parallel(sight):
        base = numbered(thing, sight.fact)
        return About((begin, stop), thing, base, base, rule="coordinated")
    fate = suffered(sight, predicate)
    base = made(verb or "", thing, numbered(thing, sight.fact), sight.fact)
    measure = thing + fate + "数" if fate else (verb or "") + base
    return About(None, thing, measure, measure, verb, inherits=True, rule="coordinated")


def _is_parallel(sight: Sight) -> bool:
    """党员61人、外逃人员36人: each number is of the things of its own (not 机构37个、床位80张)."""
    before, one = sight.before, sight.previous
    named = before is not None and before.rule in ("measured.noun", "coordinated")
    return named and one is not None and one.unit == sight.fact.unit
