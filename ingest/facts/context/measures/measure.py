"""Splits a noun phrase into what a number is about and what it measures of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ingest.facts.late import late
from ingest.facts.phrases import lengths_by_end
from ingest.facts.words import DATE, NAME, NAMES, PLACE, read_table, tokens

_ENDINGS = frozenset("率量额数费价值")
"""Last characters of measures that are not listed: 托位数, 赔付率."""
_RELATIONS = ("贡献率", "依存度", "依赖度", "支撑率", "拉动率")
"""Measures of one thing upon another."""
_JOINTS = "、和及与"
_PLAIN = 14
GENERIC = frozenset(
    (
        "比例",
        "占比",
        "比重",
        "份额",
        "数量",
        "总数",
        "人数",
        "次数",
        "面积",
        "数",
        "总量",
        "指数",
        "价格",
        "规模",
        "股价",
    )
)
"""Heads that say too little alone: the measure keeps what stands before them."""

LONGEST_PHRASE = 24
"""A subject or measure longer than this is a sentence that was not understood."""


WITHIN = late(
    "(?<=贷款|存款|城市|企业|公司|人员|人口|项目|产品|商品|案件|事故|火灾|收入|支出|用户|学生|考生|居民|农户|国家|地区"
    "|省份|行业|产业|个股|资金|资产|病例|患者|总量|总额|游客|旅客|观众|选手|职工|工人|成员|学者|业者|费者|读者)"
    "中(?![国央心小学医型部间期长])"
)
"""Of those that are named before it: 小微贷款 | 中 | 信用贷款."""
_TEAM = re.compile(f"{NAME}+|{PLACE}+[男女]?[队足篮排]")
"""Before a measure that is not listed: whose it is."""


class Split(NamedTuple):
    """Spans of a phrase; empty ones have start == end."""

    subject: tuple[int, int]
    measure: tuple[int, int]
    named: bool
    """Whether the phrase ends in a listed measure noun (收入, 面积, …率)."""


_Words = tuple[frozenset[str], dict[str, tuple[int, ...]]]


@lru_cache(maxsize=1)
def _words() -> tuple[_Words, _Words]:
    """Heads and modifiers, each with the lengths of its words by their last character."""
    table = read_table("measure_words.tsv")
    heads, modifiers = table["head"] | table["whole"], table["mod"]
    return (heads, lengths_by_end(heads)), (modifiers, lengths_by_end(modifiers))


@lru_cache(maxsize=1)
def _wholes() -> _Words:
    """Measures with a verb inside."""
    words = read_table("measure_words.tsv")["whole"]
    return words, lengths_by_end(words)


def whole_start(masked: str, start: int, end: int) -> int:
    """Where a measure with a verb inside begins: 实际使用外资; `end` if the phrase ends in none."""
    at = _ending(masked, start, end, _wholes())
    return end if at is None else at


def measure_start(masked: str, start: int, end: int) -> int:
    """Where the measure at the end of the phrase begins; `end` if the phrase names none."""
    heads, modifiers = _words()
    at = _ending(masked, start, end, heads)
    if at is None:
        return end
    if masked[at:end] == "基金" and _KIND_OF_FUND.search(masked, max(start, at - 2), at):
        return end  # 偏股型基金 | 22只
    if masked[at:end] in _OF_MEASURES:
        # 价格 | 涨幅, 余额 | 同比增速: of what was measured
        against = at - 2 if masked[at - 2 : at] in ("同比", "环比") else at
        of = _ending(masked, start, against, heads)
        at = at if of is None else of
    whole = masked[at:end] in _wholes()[0]
    while (before := _ending(masked, start, at, modifiers)) is not None:
        sector = masked[before:at] in _SECTORS
        if sector and (whole or _COMPOUND.match(masked, max(start, before - 1), before)):
            break  # 规上工业 | 增加值: the sector is what is told of
        if masked[before:at] == "基金" and _KIND_OF_FUND.search(
            masked, max(start, before - 2), before
        ):
            break  # 股票型基金 | 平均收益率
        if masked[before:at] == "年" and masked[before - 1 : before] in _AGES:
            break  # 青年 | 失业率
        at = before
    if start < at and masked[at - 1] in "不未":
        return at - 1  # 不合格率 is no 合格率
    total = masked[at - 1] == "总" and start < at - 1 and masked[at - 2] not in "汇老集副"
    return at - total  # 商品住宅 | 总成交面积


def names_measure(noun: str) -> bool:
    """Whether a noun ends in a listed measure."""
    return _ending(noun, 0, len(noun), _words()[0]) is not None


def is_measure(noun: str) -> bool:
    """Whether a noun is a listed measure and nothing else: it is measured of somebody."""
    return len(noun) > 1 and measure_start(noun, 0, len(noun)) == 0


def head_start(masked: str, start: int, end: int) -> int:
    """Where the bare head of the measure begins, without what modifies it: 线上 | 消费额."""
    at = _ending(masked, start, end, _words()[0])
    return end if at is None else at


_OF_MEASURES = frozenset(("增速", "增幅", "降幅", "涨幅", "跌幅", "升幅", "增长率"))
"""Heads that tell how another measure moved or what part it is."""
_KIND_OF_FUND = late(
    "(?:[型数票券币只新]|旗下|[公私]募|混合|成长|价值|优选|偏股|[主被]动|优势|核心|该)$"
)
"""What stands before 基金 where it is one that is bought."""
_AGES = frozenset("青少中老成童壮幼往历财学")
"""Before 年: a word of its own."""
_SECTORS = frozenset(("工业", "农业", "服务业", "制造业", "经济"))
_COMPOUND = late("[一-鿿](?<![市省县区国旗州镇乡村的均计年月度])")


def _ending(masked: str, start: int, end: int, words: _Words) -> int | None:
    """Start of the longest of `words` that ends at `end`."""
    listed, lengths = words
    for length in lengths.get(masked[end - 1 : end], ()):
        if length <= end - start and masked[end - length : end] in listed:
            return end - length
    return None


def split(masked: str, start: int, end: int) -> Split:
    """Subject and measure of the noun phrase before a number.

    城镇居民 | 人均可支配收入; NAME | 扣球成功率; 归属于上市公司股东的 | 净利润; 该行 | 资产总额.
    """
    firm = _FIRM.match(masked, start, end) if masked[start : start + 1] in _FIRMS else None
    if firm is not None and measure_start(masked, firm.end(), end) < end:
        led = _LEADS_UP.match(masked, firm.end(), end)
        return Split(firm.span(), (led.end() if led else firm.end(), end), True)
    at = measure_start(masked, start, end)
    leads = masked[end - 1 : end] == "率" and masked[end - 2 : end - 1] in _LEADERS
    if at == end and masked[end - 1 : end] in _ENDINGS and not leads:  # 此次我 | 率60人来访
        told = _split_unlisted(masked, start, end)
        if told is not None:
            return told
        if masked[end - 1] in "率量额":
            at = end - 3  # 高速公路小客车人员 | 出行量
        elif masked[end - 1] == "数":
            return Split((start, end - 1), (end - 3, end), True)  # 家庭医生团队 | 团队数
    on = masked.rfind("对", start, at) if masked[at:end] in _RELATIONS else -1
    if on >= start and masked[on - 1] not in NAMES + _JOINTS:
        return Split((start, on), (on, end), True)  # 消费 | 对经济增长的贡献率
    if start < at < end and masked[start:at] in _words()[0][0]:
        at = start  # 票房 | 收入
    if at == end:
        return _split_thing(masked, start, end)
    return _split_measure(masked, start, at, end)


def _split_unlisted(masked: str, start: int, end: int) -> Split | None:
    """A phrase that ends as measures do, in no listed one; None where too much stands before it."""
    team = _TEAM.match(masked, start, end - 1)
    if team is not None:
        return Split(team.span(), (team.end(), end), True)  # 沧州队 | 控球率
    each = masked.find("每", start + 1, end)
    if each > start:
        return Split((start, each), (each, end), True)  # 稻田 | 每亩水稻株数
    at = end - len("投保率")
    if masked[end - 1] == "率" and at - start > 1 and masked[at - 1] in _WHOSE:
        own = start, at - (masked[at - 1] == "的")
        return Split(own, (at, end), True)  # 养殖户 | 投保率, 研究生的 | 签约率
    return Split((start, start), (start, end), True) if end - start <= _PLAIN else None


_LEADS_UP = re.compile(f"(?:的|目前|现|当前|累计|合计|已|全年|{DATE})+")
_FIRMS = frozenset("公该本全我")
_FIRM = late(
    "(?:该|本)?公司(?=..)(?!债|法|制|类|化|治理|业务|金融|客户|贷款|存款|信贷|个人)|(?:该|本|全|我)行(?=..)(?![业政动为程驶情])"
    "|[该本]集团(?=..)|该基金(?=..)(?!会|公司|经理)"
)
"""A firm that speaks of itself, before what it has."""
_LEADERS = frozenset("我他她其曾并亲已将" + NAMES)
_WHOSE = frozenset("民户者生人童员的")
"""How those end of whom so many do something."""


def _split_thing(masked: str, start: int, end: int) -> Split:
    """A phrase without a measure: the names that it opens with are told apart from the rest."""
    named = _names_end(masked, start, end)
    harbour = masked[named : named + 1] == "港" and masked[named + 1 : named + 2] not in _PORTS
    joined = masked[named] in _JOINTS + "及" if named < end else False
    if not start < named < end or harbour or joined:
        return Split((start, end), (end, end), False)
    if masked[start] != PLACE and _FIRM_END.fullmatch(masked, named, end):
        return Split((start, end), (end, end), False)  # 甲方生物和乙方 | 制药
    if masked[start] == PLACE:
        # 遂宁市农村留守儿童: the place is told apart, the children are the subject.
        return Split((named, end), (end, end), False)
    return Split((start, named), (named, end), False)


_FIRM_END = late(
    "制药|医药|生物|科技|股份|集团|控股|国际|银行|证券|保险|电子|汽车|能源|地产|置业|实业|体育|食品|物流|航空|娱乐|传媒|智能|软件"
    "|半导体|光电|材料|化工|钢铁"
)
"""How firms end whose name is known no further."""
_PORTS = frozenset("口湾区商")
"""Behind 港, which alone ends a harbour's name: 天津港 | 集装箱航线, but 天津 | 港口."""


def _split_measure(masked: str, start: int, at: int, end: int) -> Split:
    """A phrase with a listed measure, or what looks like one, from `at` on."""
    if masked[start] in _OPENING and _WHOLE.match(masked, start, at):
        return Split((start, start), (start, end), True)  # 每百元收入中的成本, 中美贸易总值
    of = masked.rfind("的", start, end)
    without = _WITHOUT.search(masked, start, at) if "扣除" in masked[start:at] else None
    if without is not None:
        return Split((start, without.start()), (without.start(), end), True)
    if start < of < at - 1:
        # 自主研发的 | 采棉机 | 占比: what stands before 的 only says which one.
        return Split((of + 1, at), (at, end), True)
    named = _names_end(masked, start, end)
    if of < 0 and start < named < at and masked[start] != PLACE:
        others = _AND_OTHERS.match(masked, named, at)
        if others is not None:
            return Split((start, named), (others.end(), end), True)
        season = _SEASON.match(masked, named, at)  # 台积电第二季 | 美元营收
        at = season.end() if season is not None else named
    said = list(tokens(masked, start, at)) if start < at else []
    joined = masked[at - 1] in "及和与" and 1 < at - start <= _SHORT_JOINED
    if joined and not any(t.word_class in ("verb", "prep") for t in said):
        return Split((start, start), (start, end), True)  # 广告及 | 营销收入
    planned = masked[start : start + 2] in _PLANNED or masked.startswith(_MONEYS, start)
    if (
        planned
        or any(t.word_class in ("verb", "prep") and t.start == start for t in said)
        or (
            said
            and all(t.word_class == "nominal" for t in said)
            and sum(t.end - t.start for t in said) == at - start
        )
    ):
        # 归属于股东的净利润, 失业 | 人数: what is done is part of the measure, not somebody.
        return Split((start, start), (start, end), True)
    within = masked.find("中", start + 2, at - 2)
    if within > 0 and WITHIN.match(masked, within):
        return Split((start, within), (within + 1, end), True)  # 小微贷款中 | 信用贷款占比
    if said and said[-1].end == at and masked[said[-1].start : at] in ("完成", "实现"):
        return Split((start, said[-1].start), (at, end), True)  # 城市综合体 | 完成 | 投资
    subject_end = at - 1 if at > start and masked[at - 1] == "的" else at
    if said and said[-1].end == subject_end < at and said[-1].word_class == "verb":
        subject_end = said[-1].start  # 公路 | 通车的里程
    return Split((start, subject_end), (at, end), True)


_SEASON = late("(?:第[一二三四1-4]季度?|[上下]半年|[Qq][1-4])的?")
_SHORT_JOINED = 7
"""The longest first half of a measure of two things, with its joint."""
_WITHOUT = late("(?:归属于?[^,;的]{2,16}的)?扣除[^,;的]{2,16}的?$")
"""Before a measure, and what tells it apart: 扣除非经常性损益后的 | 净利润."""
_AND_OTHERS = late("等(?:上市)?(?:公司|企业|银行|机构)(?:的|均|也|都)*")
"""鹏某等公司 | 净利润: more than those that are named."""
_OPENING = frozenset("每中美欧日韩俄印英德法双两")
_WHOLE = late(
    "每(?:[百千万亿]+[元人户]|公顷)|(?:[中美欧日韩俄印英德法]{2}|两国|双方)?(?:双边|货物)?贸易$"
)
"""Opens what is measured whole: of so many each, or between two that trade."""
_MONEYS = ("本外币", "人民币", "外币")  # of who tells of it: 本外币 | 企事业单位贷款余额
_PLANNED = ("规划", "设计", "计划", "预计", "拟建")
"""Before a measure that is to be: 规划学生规模."""


def _names_end(masked: str, start: int, end: int) -> int:
    """Where the names end that a phrase opens with."""
    at = start
    while at < end and masked[at] in NAMES + _JOINTS:
        at += 1
    return at - 1 if at > start and masked[at - 1] in _JOINTS else at
