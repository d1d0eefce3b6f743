"""Numbers whose measure stands before them: 人均收入38624元, 投入560万元, 同比增长13.6%."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.facts.context.counting.counters import FATES, counter
from ingest.facts.context.measures.bare import bare
from ingest.facts.context.measures.by_noun import by_noun, of_noun
from ingest.facts.context.measures.by_verb import PULLING, by_verb
from ingest.facts.context.measures.gapped import grown_too
from ingest.facts.context.measures.governing import acted, chained, denied, governing, without_case
from ingest.facts.context.measures.growth import AVERAGED, CHANGES
from ingest.facts.context.measures.measure import Split, measure_start, split, whole_start
from ingest.facts.context.measures.shaped import shaped
from ingest.facts.context.measures.trade import traded
from ingest.facts.context.phrases.clause import clause_subject, names_event
from ingest.facts.context.phrases.edges import ITSELF, is_quoted, without_passing, without_tail
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.late import late
from ingest.facts.phrases import first_movement, strip_cues, trim
from ingest.facts.words import DATE, NAMES, Token, tokens

ESTIMATE = re.compile("的?(?:临时|修订|初步|快报|最新)(?:估计|估算|统计|核算|数字?|值)?$")
"""销货价值的临时估计: says how sure the number is."""
_GOING_HOW = ("adverb", "connective", "manner")
"""Before a word of movement: 出口额 | 大幅 | 增长."""
_HOW = ("adverb", "manner")
_NAMING = ("nominal", "joint")
"""Words that may be all of a name: 居住类, 交通和通信."""
_BRANCHES = frozenset("类业")
"""Last characters of branches, whatever stands before: 租赁和商务服务业, 居住类."""
_MEANS = ("日均", "月均", "年均", "周均")
_MEAN = re.compile("[人户亩]均$")
_COMPARED = late(
    r"(?:相?较|[同环]比|(?<!占)比(?![重例率值价分赛亚利由从为]))[^,较比]{1,14}$|继[^,继]{1,12}$|(?:与|同)[^,与同]{1,12}相比$"
)
_RECOVERED = re.compile(r"(?:恢复[至到]?|相当于|达到?(?![标产成]))[^,]{1,10}$")
_EACH = re.compile(r"(?:按|按照)?每[^,]{1,6}$")
_RECKONED = re.compile(r"(?:按|以(?=[美欧日港新人]))[^,按以]{1,16}(?:计算?|计价|折算)$")
_CAUSED = late("(?:则|也|主要|却)*(?:因|由于|受)[^,;:因受]{2,24}而[^,;:]{1,6}$")
"""净利润 | 因投资收益增加而 | 增长33%: why it did."""
_DURING = late(
    "(?:在[^,在]{1,14}(?:[中上下内间后时]|之际)|的?基础上)(?:继续|进一步|再次?|又|持续|大幅|仍|小幅|稳步)*$"
)
"""股价 | 在盘前交易中 | 上涨, 利率 | 在2019年基础上进一步 | 下降: when or from where on."""


def measured(sight: Sight, begin: int, stop: int, moved: str | None) -> About:
    """What the words before the number say that it measures."""
    masked = sight.masked
    begin, stop = _phrase(masked, begin, stop)
    told = _fate(sight, begin, stop) or traded(sight, begin, stop, moved)
    told = told or shaped(sight, begin, stop, moved)
    if told is not None:
        return told
    if "将" in masked[begin:stop] or "把" in masked[begin:stop]:
        begin = _behind_object(masked, begin, stop)
    each = "每" in masked[begin:stop]
    begin, stop = _without_way(sight, begin, stop, moved)
    if begin >= stop and each:
        return _of_each(sight)
    if begin >= stop or (moved and AVERAGED.fullmatch(masked, begin, stop)):
        return bare(sight, moved)
    found = list(tokens(masked, begin, stop))
    alone = len(found) == 1 and found[0][:2] == (begin, stop)
    branch = masked[stop - 1] in _BRANCHES and not masked.startswith(PULLING, begin)
    named = alone or branch or _is_name(masked, found, stop)
    taxed = bool(moved) and masked[stop - 1] == "税"  # 城镇土地使用税 | 增长20%
    if taxed or (
        moved and named and grown_too(sight, Split((begin, stop), (stop, stop), False), moved)
    ):
        return by_noun(sight, begin, stop, moved, None)  # 衣着上涨1.8%，居住 | 上涨2.0%
    kind = _of_kind(sight, begin, stop, found) if moved is None else None
    read = kind or _by_words(sight, (begin, stop), found, moved)
    priced = each and sight.fact.kind == "money" and read.rule == "measured.noun"
    return _price(read) if priced and _GOODS.search(masked, sight.left, sight.fact.start) else read


def _fate(sight: Sight, begin: int, stop: int) -> About | None:
    """致两死 | 一伤: a unit that tells what happened to so many."""
    if sight.fact.unit not in FATES:
        return None
    own = None if sight.follows else clause_subject(sight.masked, begin, stop)
    base = counter(sight.fact)
    return About(own, None, base, base, "致", sight.follows, rule="measured.verb")


def _is_name(masked: str, found: list[Token], stop: int) -> bool:
    """教育文化娱乐, 交通和通信: whether words for what is done only name something."""
    if not found:
        return False
    last = found[-1]
    deed = last.end == stop and masked[last.start : stop] in _TRADING
    return not deed and all(t.word_class in _NAMING for t in found)


_TRADING = ("销售", "生产", "出口", "进口", "消费", "投资", "零售", "采购", "交易", "成交")
"""Deeds that are measured: 家用电器 | 销售 | 增长15%."""


def _phrase(masked: str, begin: int, stop: int) -> Span:
    """The phrase before a number without what only leads to it."""
    passed, begin = begin, without_passing(masked, begin, stop)[0]
    begin += masked[begin : begin + 1] == "的"  # 10月的 | 总销货价值
    if _MEAN.search(masked, passed, begin):
        begin -= 2  # 人均国内生产总值: of each of them
    begin, stop = without_tail(masked, begin, stop)
    if begin < stop and masked[stop - 1] in "在于":
        stop = strip_cues(masked, begin, stop - 1)[0]
    return begin, stop


def _without_way(sight: Sight, begin: int, stop: int, moved: str | None) -> Span:
    """The phrase without what it is compared with, when and how it moved, and who reckoned it."""
    masked = sight.masked
    each = "每" in masked[begin:stop]
    if moved and masked.endswith(_YET, begin, stop):
        stop = strip_cues(masked, begin, stop - 2)[0]  # 与去年相比虽然 | 下降15%
    if moved and masked[begin : begin + 1] == "相":
        alone = masked[begin : without_tail(masked, begin, stop, _GOING_HOW)[1]]
        if alone in ("相比", "相较", "相"):
            return begin, begin  # 与去年同期 | 相比小幅 | 成长3%
    begin, stop = _without_comparison(sight, begin, stop, moved)
    if each:
        stop = strip_cues(masked, begin, without_tail(masked, begin, stop, _GOING_HOW)[1])[0]
    why = moved is not None and "而" in masked[begin : sight.fact.start]
    caused = _CAUSED.search(masked, begin, sight.fact.start) if why else None
    stop = trim(masked, begin, caused.start())[1] if caused else stop
    during = _DURING.search(masked, begin, stop) if moved else None
    stop = trim(masked, begin, during.start())[1] if during else stop
    begin, stop = without_tail(masked, begin, stop, _GOING_HOW) if moved else (begin, stop)
    estimate = ESTIMATE.search(masked, begin, stop)
    return begin, estimate.start() if estimate and estimate.start() > begin else stop


_YET = ("虽然", "尽管", "但是", "不过", "依然", "仍然")
_GOODS = re.compile(
    "每(?:公?斤|[剂吨株只头瓶盒件张套台支袋箱升米克粒份颗枚辆本册双桶板片根包条碗杯串]|平方米|千克)$"
)


def _price(read: About) -> About:
    """三价疫苗每剂 | 69元: of so many each the sum is the price."""
    base = (read.base or "").removesuffix("金额") + "价格"
    return replace(read, measure=base, base=base) if (read.base or "").endswith("金额") else read


def _of_each(sight: Sight) -> About:
    """定日镜，每块 | 48平方米: of each of them, only the unit tells the measure."""
    again = sight.before is not None and sight.before.base is not None
    start = sight.fact.start
    if again and first_movement(sight.masked, sight.left, start) < start:
        return bare(sight, "到")  # 产量从每亩300公斤提高到每亩500公斤
    base = counter(sight.fact)
    return About(None, None, base, base, None, True, rule="measured.each")


def _by_words(sight: Sight, phrase: Span, found: list[Token], moved: str | None) -> About:
    """What the verb of the phrase tells, or its noun where it has none."""
    masked, (begin, stop) = sight.masked, phrase
    relative = masked.rfind("的", begin, stop)
    main = [t for t in found if t.word_class in ("verb", "prep", "say") and t.end > relative]
    mean = len(main) == 1 and masked[main[-1].start : main[-1].end] in _MEANS
    if mean and measure_start(masked, begin, stop) <= main[-1].start:
        main.pop()  # 步行街 | 日均客流量
    if not main and moved is not None:  # 国外需求 | 贡献 | 经济增长7.2个百分点
        main = [t for t in found if masked[t.start : t.end] in PULLING and t.end < stop]
    if "“" in masked[begin:stop]:
        main = [t for t in main if not is_quoted(masked, begin, t.start)]
    if not main and found:
        main = _before_relative(masked, (begin, stop), found[0], relative)
    if len(main) > 1 and main[-2].end == main[-1].start and masked[main[-1].start] in _BOUND_FOR:
        main.pop()  # 增开 | 往重庆方向旅客列车: where they go says which ones
    if main and (whole := whole_start(masked, begin, stop)) < stop:
        main = [t for t in main if t.end <= whole]
        if not main:
            return by_noun(sight, begin, stop, moved, None)  # 实际使用外资 | 3亿美元
    main = without_case(masked, main, stop)
    while len(main) > 1 and names_event(masked, main[-1].end, stop):
        main.pop()  # 实施湿地保护修复 | 项目: the last verb says what kind of project
    if main:
        main = governing(masked, (begin, stop), found, main) if moved is None else main
        verb = denied(masked, begin, chained(masked, main))
        act = acted(sight, found, main, verb, stop) if moved is None else None
        return act or by_verb(sight, (begin, stop), verb, moved)
    nominal = found[-1] if found and found[-1].word_class == "nominal" else None
    if found and _opens_as_verb(sight, begin, stop, found[0]):
        return by_verb(sight, (begin, stop), found[0], moved)
    return by_noun(sight, begin, stop, moved, nominal)


_BOUND_FOR = frozenset("往赴去")
_OBJECT = re.compile(f"(?<=[一-鿿{NAMES}])(?<![即必可也还])[将把](?=[一-鿿]{{2}})")


def _behind_object(masked: str, begin: int, stop: int) -> int:
    """决定将 | 利率目标区间 | 维持在5.25%: what something is done to is what is measured."""
    found = _OBJECT.search(masked, begin, stop)
    if found is None:
        return begin
    if whole_start(masked, found.end(), stop) < stop:
        return found.end()  # 将公司 | 净利润预测
    after = next(tokens(masked, found.end(), stop), None)
    acts = after is not None and after.word_class != "nominal"
    return begin if acts else found.end()


def _of_kind(sight: Sight, begin: int, stop: int, found: list[Token]) -> About | None:
    """查办 | 贪污、挪用公款等 | 职务犯罪17件: no act that is an example governs the number."""
    masked = sight.masked
    at = masked.rfind("等", begin, stop)
    first = masked.find("、", begin, at) if at > begin else -1
    if first < 0 or sight.fact.kind != "figure" or "," in masked[begin:at]:
        return None
    kind = _KIND.match(masked, at + 1, stop)
    start = kind.end() if kind else at + 1
    acts = [t for t in found if t.word_class in ("verb", "nominal")]
    inside = any(first < t.start < at for t in acts)
    if start >= stop or not inside or split(masked, start, stop).named:
        return None
    verbs = [t for t in acts if t.word_class == "verb" and t.end < first]
    if any(t.word_class == "verb" and t.start > at for t in acts):
        return None  # 遭受的洪涝、滑坡等灾害已 | 造成 | 5省
    if not verbs:
        return by_noun(sight, start, stop, None, None)
    word, thing = sight.said(*verbs[0][:2]), sight.said(start, stop)
    base = word + of_noun(thing, sight.fact, None)
    subject = None if sight.follows else clause_subject(masked, begin, stop)
    return About(subject, thing, base, base, word, sight.follows, rule="measured.kind")


_KIND = late("(?:重点)?(?:环节|领域|方面|行业|地区|部位|区域)(?:的|内|中)?")


def _before_relative(masked: str, phrase: Span, first: Token, relative: int) -> list[Token]:
    """县里 | 精选 | 有特色的项目15项: the verb right behind the subject governs, 的 and all."""
    opens = first.start
    while first.word_class in _HOW and (after := next(tokens(masked, first.end, relative), None)):
        if after.start != first.end:
            break
        first = after  # 各部门 | 已 | 清理 | 妨碍公平的政策4218件
    short = first.end - first.start < 2 and masked[first.start : first.end] not in "使让令"
    if first.word_class != "verb" or first.end >= relative or short:
        return []
    subject = clause_subject(masked, *phrase)
    return [first] if subject is not None and subject[1] == opens else []


def _without_comparison(sight: Sight, begin: int, stop: int, moved: str | None) -> Span:
    """The phrase without what it is compared with or reckoned by."""
    phrase = sight.masked[begin:stop]
    cut = _COMPARED.search(phrase) if moved else None
    if cut is not None:
        named = measure_start(sight.masked, begin + cut.start(), stop)
        again = sight.before.base if sight.before and sight.before.base else ""
        itself = named < stop and again.endswith(sight.said(named, stop))  # 比1月日均客流增长
        own = sight.masked[begin : begin + cut.start()].endswith(CHANGES)  # 增速比各项贷款高
        if named < stop and not itself and not own and sight.masked[named:stop] not in _QUOTED:
            # 较传统光伏发电效率提升20%: the measure stands behind what it is compared with.
            return named, stop
    if cut is None and sight.fact.kind == "percent":
        cut = _RECOVERED.search(phrase)
    if cut is None and ("按" in phrase or "以" in phrase):
        cut = _RECKONED.search(phrase)
    if cut is None and "每" in phrase:
        cut = _EACH.search(phrase)
        said = tokens(sight.masked, begin + cut.start(), stop) if cut else ()
        acts = next((t for t in said if t.word_class == "verb"), None)
        if acts is not None and acts.end == stop and sight.fact.unit not in ("岁", "周岁"):
            cut = None  # 每亩还能增产
        if sight.masked[stop - 1] in "率量额数费价值":
            cut = None  # 每个人的 | 工作量
        if cut is not None and measure_start(sight.masked, begin + cut.start(), stop) < stop:
            cut = None  # 每股收益 is a measure of its own
    if cut is None:
        return begin, stop
    return begin, strip_cues(sight.masked, begin, begin + cut.start())[0]


_SHORTEST_THING = 2
_QUOTED = ("发行价", "发行价格", "收盘价", "开盘价", "认购价", "停牌价")
"""Prices that another one is compared with: 较发行价 | 下跌10%."""


def _opens_as_verb(sight: Sight, begin: int, stop: int, first: Token) -> bool:
    """建设县域样本30个: at the head of a clause a noun that is a verb too is the verb."""
    if first.word_class != "nominal" or stop - first.end < _SHORTEST_THING:
        return False  # 货运 | 站 25个
    if first.start != begin:
        # 长沙市去年 | 改造老旧校舍40所: a date parts who does it from what is done
        who = sight.masked[begin : first.start].strip(NAMES + DATE)
        dated = sight.masked[first.start - 1] == DATE or who in ITSELF
        named = (not who or who in ITSELF) and sight.fact.dimension == "count"
        return dated and named and not split(sight.masked, first.start, stop).named
    heads = begin == without_passing(sight.masked, *sight.clause)[0]
    return heads and not split(sight.masked, begin, stop).named
