"""What a number counts or measures, and of whom, read off the clause it stands in.

Three shapes cover most of news prose, and everything is one of them:

    2个社会组织 | 获省文明办等单位表扬         the counted noun follows, and does something
    安居区，在15个乡镇 | 开展居家养老服务      the counted noun follows, somebody else does it
    全市基层老年协会 | 达2092个                the measure stands before the number
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.facts.context.clause import About, Sight, Span, clause_subject, is_name
from ingest.facts.context.counted import counted, self_counting
from ingest.facts.context.measure import counter, measure_start, numbered, split
from ingest.facts.context.measured import bare, measured
from ingest.facts.context.nouns import noun_after, noun_end, predicate_text
from ingest.facts.context.shares import part, share
from ingest.facts.phrases import JOINTS, NAMES, Token, strip_cues, tokens, trim


def about(sight: Sight) -> About:
    """What the quantity is about, by the first shape that fits."""
    left = sight.left
    if sight.follows:
        # 7公里的软岩变形、每日最大涌水量达15.7万立方米: only a list's last member speaks of it.
        left = max(left, sight.masked.rfind("、", left, sight.fact.start))
        if sight.masked.find("(", left, sight.fact.start) < 0:
            left = max(left, sight.masked.rfind(")", left, sight.fact.start) + 1)
    end = sight.fact.start
    proper = _FROM_OLD.search(sight.masked, left, end)
    stop, moved = strip_cues(sight.masked, left, proper.start() if proper else end)
    begin, stop = trim(sight.masked, left, max(left, stop))
    if begin < stop and sight.masked[stop - 1] == ")":
        # 居民消费价格指数(CPI)环比上涨: what stands in brackets says the same once more.
        opened = sight.masked.rfind("(", begin, stop)
        stop = strip_cues(sight.masked, begin, opened)[0] if opened > begin else stop
    of_whole = share(sight)
    if of_whole is not None:
        return of_whole
    if _is_holding(sight, begin, stop):
        return About(None, None, "持股比例", "持股比例", rule="holding")
    if sight.fact.unit in ("岁", "周岁"):
        return _age(sight, begin, stop, moved)
    extent = _extent(sight, begin, stop)
    if extent is not None:
        return extent
    if _is_exchanged(sight):
        return About(None, None, "汇率", "汇率", inherits=True, rule="exchange")
    rate = _rate_behind(sight, begin, stop)
    if rate is not None:
        return rate
    of_thing = _attribute(sight, begin, stop)
    if of_thing is not None:
        return of_thing
    noun, predicate = noun_after(sight)
    if _is_coordinated(sight, left, (begin, stop), noun):
        return _coordinated(sight, (begin, stop), noun, predicate, moved)
    if noun[0] < noun[1] or self_counting(sight.fact, predicate) or _is_given(sight, predicate):
        shaped = counted(sight, (begin, stop), noun, predicate, moved)
        if shaped is not None:
            return shaped
    if sight.fact.kind == "percent" and begin < stop and moved is None:
        shaped = part(sight, begin, stop, noun, predicate)
        if shaped is not None:
            return shaped
    if begin >= stop:
        return bare(sight, moved)
    return measured(sight, begin, stop, moved)


def on_basis(sight: Sight, read: About) -> About:
    """非通用会计准则下|净利润: the basis of accounting tells the measure apart and is nobody."""
    span = read.subject
    if span is None or not _BASIS.search(sight.masked, *span):
        return read
    basis = sight.said(*span)
    return replace(
        read, subject=None, measure=basis + (read.measure or ""), base=basis + (read.base or "")
    )


_BASIS = re.compile("(?:准则|口径|汇率|币种|标准)(?:计量|计算|编制)?下?$")
_FROM_OLD = re.compile(r"(?:从|由)[^,。从由]{1,12}的$|(?<=[增升降减][至到])[^,。]{1,8}的$")
"""从先前拟定的36亿欧元, 增至高峰日的20列: says which number it is, not what it measures."""
_EXTENTS = {"高": "高度", "长": "长度", "宽": "宽度", "深": "深度", "厚": "厚度", "重": "重量"}


def _extent(sight: Sight, begin: int, stop: int) -> About | None:
    """200多米高的吸热塔, 长24米的桥梁: the dimension is an adjective beside the number."""
    if sight.fact.dimension not in ("length", "mass", "duration", "time"):
        return None
    masked, at = sight.masked, sight.fact.end
    word = masked[stop - 1 : stop] if begin < stop else ""
    whole = ("全长", "总长", "载重", "总重")
    named = masked[stop - 2 : stop] in whole or measure_start(masked, begin, stop) < stop
    lasts = sight.fact.dimension in ("duration", "time")
    if lasts and (word != "长" or named):
        return None
    if word in _EXTENTS and not named:
        stop -= 1
    elif masked[at : at + 1] in _EXTENTS:
        word, at = masked[at], at + 1
    else:
        return None
    measure = "时长" if lasts else _EXTENTS[word]
    if masked[at : at + 1] == "的":
        moved = replace(sight, fact=replace(sight.fact, end=at))
        noun, _ = noun_after(moved)
        if noun[0] < noun[1]:
            return About(noun, None, measure, measure, rule="extent")
    parts = split(masked, begin, stop)
    own = parts.subject if parts.subject[0] < parts.subject[1] else None
    of = masked.rfind("的", begin, stop)
    if begin < of < stop - 1:
        begin, own = of + 1, (of + 1, stop)  # 发生坍塌的 | 桥梁长2.6公里
    verbs = any(t.word_class in ("verb", "prep") for t in tokens(masked, begin, stop))
    return About(None if verbs else own, None, measure, measure, inherits=True, rule="extent")


_RATES = re.compile(
    "的(?:较[大小]|大|小)?(?P<rate>[涨跌增降升]幅|增速|增长率|增长|速度|比例|占比|股权|股份|份额|失业率|关税|利率|税率)"
    "(?![一-鿿])"
)


def _is_exchanged(sight: Sight) -> bool:
    """1美元兑换160日元: two sums that are the same."""
    if sight.fact.kind != "money":
        return False
    behind = sight.masked.startswith(("兑", "折合", "可兑"), sight.fact.end)
    return behind or sight.masked.endswith(("兑", "兑换", "兑约"), sight.left, sight.fact.start)


def _rate_behind(sight: Sight, begin: int, stop: int) -> About | None:
    """录得0.21%的跌幅, 持有5%的股份: what a share measures stands behind it."""
    match = _RATES.match(sight.masked, sight.fact.end) if sight.fact.kind == "percent" else None
    if match is None:
        return None
    subject = None if sight.follows else clause_subject(sight.masked, begin, stop)
    return About(subject, None, match["rate"], match["rate"], rule="rate")


def _attribute(sight: Sight, begin: int, stop: int) -> About | None:
    """总投资5亿元的 | 项目, 在海拔3200米的 | 县城: measure and number say which thing it is."""
    masked, at = sight.masked, sight.fact.end
    if masked[at : at + 1] != "的" or begin >= stop:
        return None
    named = measure_start(masked, begin, stop)
    if named >= stop or not _stands_first(masked, begin, named):
        return None
    moved = replace(sight, fact=replace(sight.fact, end=at, kind="figure", unit=None))
    noun, _ = noun_after(moved)
    if noun[0] >= noun[1] or measure_start(masked, *noun) < noun[1]:
        return None
    measure = sight.said(named, stop)
    return About(noun, None, measure, measure, rule="attribute")


def _stands_first(masked: str, begin: int, at: int) -> bool:
    """Whether nothing that owns the measure stands before it: 建成 | 总投资."""
    if begin >= at:
        return True
    words = list(tokens(masked, begin, at))
    return bool(words) and words[-1].end == at and words[-1].word_class in ("verb", "prep")


def _age(sight: Sight, begin: int, stop: int, moved: str | None) -> About:
    """76岁的钟桂兰, 享年91岁, 平均年龄32岁."""
    at = sight.fact.end
    of = sight.masked[at : at + 1] == "的"
    at += of
    named = _NAMED.match(sight.masked, at, sight.clause[1])
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
_NAMED = re.compile(f"(?:退休|离休|在职|返乡)?(?P<what>[一-鿿]{{0,8}})(?=[{NAMES}])")
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
_UNNAMED = re.compile("[一-鿿]某某?")
"""A name that the police keep back: 黄某, 李某某."""


def _is_given(sight: Sight, predicate: Span) -> bool:
    """按每床每月200元给予补贴, 仍有2.5万户停电: what happens to it stands behind the number."""
    if predicate[0] >= predicate[1]:
        return False
    has = "有" in sight.masked[max(sight.left, sight.fact.start - 3) : sight.fact.start]
    return has or sight.fact.kind in ("money", "percent") or sight.fact.dimension == "count"


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
    measure = (verb or "") + numbered(thing, sight.fact)
    return About(None, thing, measure, measure, verb, inherits=True, rule="coordinated")
