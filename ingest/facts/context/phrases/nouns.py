"""The noun that a number counts, and what is said of it behind that: 2个 | 社会组织 | 获…表扬."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.facts.context.counting.counted_divisions import ALTOGETHER
from ingest.facts.context.counting.counters import DOINGS, FATES, HAPPENING, RESULTS, counts_itself
from ingest.facts.context.measures.measure import measure_start
from ingest.facts.context.phrases.bearers import before_measure, cut_off
from ingest.facts.context.phrases.edges import first_of
from ingest.facts.context.phrases.noun_ends import LONGEST_WORD, NOUN_ENDS, happening_end, noun_end
from ingest.facts.context.phrases.persons import WHERE, person_noun
from ingest.facts.context.phrases.stumps import without_stump
from ingest.facts.context.sight import Sight, Span
from ingest.facts.late import late
from ingest.facts.phrases import JOINTS, moves_at, trim
from ingest.facts.words import DATE, NAMES, QUANTITY, lexicon, tokens

_SEVERAL = late("[多数几][个名位家起座处条只项]|若干")


def _acts(masked: str, start: int, end: int) -> bool:
    """Whether a preposition or a verb stands at once: how often it is done."""
    first = next(tokens(masked, start, end), None)
    return first is not None and first.start == start and first.word_class == "prep"


_NO_NOUN = re.compile(
    "(?:绝对|根本)?(?:都?不成问题|没有?问题|不在话下)|(?:新台阶|大关|关口|目标|水平|量级|的[一-鿿]{0,4}目标|的水平|的规模(?!以上)|的[一-鿿]{0,4}[纪记]录(?![片员])|的历史新[高低]|的区间|整数|以上|以下|之间)"
)
_NO_THING = re.compile("(?:新台阶|大关|关口|目标任务|以上|以下|之间)")


_EXAMPLES = late("、[^,。;]{1,24}?等(?![级候待])")


def _after_examples(masked: str, start: int, end: int) -> int | None:
    """15名昆剧、晋剧等 | 剧种演员: where the noun begins that the examples belong to."""
    match = _EXAMPLES.match(masked, start, end)
    return match.end() if match and match.end() < end else None


_OF_WAY = late("的|车程|路程|行程|航程|工期|假期|工作制|[一-鿿]{0,2}(?:会议|比赛|手术|服务|热线)")
"""Behind how long, a noun that it is said of."""
_QUOTED = re.compile("“(?P<what>[^“”]{4,24})”(?=[、和及与,;。]|$)")
"""12项 | “携手共建精品案例”: what is counted may be a name."""
_LEVELLED = re.compile(f"(?:[一-鿿]{{0,3}}[至到为]|或){QUANTITY}")
"""Behind the number that something was: 从105项 | 精简至33项."""
_NOUN_STOPS = late(
    f"[、()— {DATE}]|(?<=[省市县区州旗镇乡村])·|-(?![\\da-z])|每(?=[亩户人年天月])"
    f"|[和与及](?=[{NAMES}])"
    "|以?[和与及](?=[多数](?:[项个名位家种条座处棵栋间]|[十百千万])|若干|一批|一系列|[几百千](?:[余多]?[棵家名个项座种])|其他|全国|各地|国内外)"
)


def noun_after(sight: Sight) -> tuple[Span, Span]:
    """Spans of the counted noun behind the quantity and of the predicate behind that."""
    noun, predicate = _noun_after(sight)
    if noun[0] >= noun[1]:
        noun = _shared_noun(sight) or noun
    people = person_noun(sight, noun)
    if people is None:
        return noun, predicate
    where = WHERE.match(sight.masked, people[1])
    behind = where.end() if where else people[1]
    return people, trim(sight.masked, *_predicate(sight, behind, sight.right))


def _shared_noun(sight: Sight) -> Span | None:
    """分别获得5枚 | 和4枚金牌: what both count stands behind the second."""
    fact = sight.fact
    if fact.dimension not in ("count", "people") or fact.kind != "figure" or not fact.unit:
        return None
    both = _BOTH.match(sight.masked, fact.end, sight.clause[1])
    if both is None or sight.text[both.end() - len(fact.unit) : both.end()] != fact.unit:
        return None
    other = replace(fact, end=both.end())
    noun, _ = _noun_after(replace(sight, fact=other, right=sight.clause[1]))
    return noun if noun[0] < noun[1] else None


_BOTH = re.compile(f"[和与及、]{QUANTITY}+")


def _with_deed(sight: Sight, stop: int, end: int) -> int:
    """3亿美元的 | 军事支持: what a sum is spent on may end in a verb, and the clause with it."""
    if sight.fact.dimension != "money" or end - stop != LONGEST_WORD:
        return stop
    deed = next(tokens(sight.masked, stop, end), None)
    return end if deed is not None and deed[:2] == (stop, end) else stop


def _no_noun(sight: Sight) -> tuple[Span, Span] | None:
    """No noun and what is said, where what stands behind the number shows that it counts none."""
    masked, at = sight.masked, sight.fact.end
    listed = masked[at : at + 1] == "、" and masked[at + 1 : at + 2] != QUANTITY
    if listed and sight.fact.kind != "figure":
        return (at, at), (at, at)  # 出口6亿美元、 | 创下新高
    never = _NO_THING if sight.fact.dimension == "count" else _NO_NOUN
    what_for = sight.fact.kind == "money" and _PURPOSE.match(masked, at) is not None
    spot = sight.fact.dimension == "length" and masked[at : at + 1] == "处"
    if sight.fact.unit in RESULTS or sight.fact.unit in FATES or what_for or spot:
        return (at, at), (at, at)  # 10金10银9铜, 2亿元 | 来提供口粮, 水深1245米 | 处
    if sight.fact.dimension in ("duration", "time") and not _OF_WAY.match(masked, at):
        return (at, at), trim(masked, at, sight.right)  # 24小时 | 开足马力生产
    if sight.fact.unit in DOINGS and _acts(masked, at, sight.right):
        return (at, at), trim(masked, at, sight.right)  # 33次 | 向对方提供的账号转款
    if _SEVERAL.match(masked, at):
        return (at, at), (at, at)  # 60余区县 | 多个团伙
    next_one = at + (masked[at : at + 1] in JOINTS)  # 下降3.6% | 和上升9.4%
    if _LEVELLED.match(masked, at) or moves_at(masked, next_one) or never.match(masked, at):
        return (at, at), (at, at)
    return None


def _noun_after(sight: Sight) -> tuple[Span, Span]:
    none = _no_noun(sight)
    if none is not None:
        return none
    masked, (start, end, of) = sight.masked, _noun_begins(sight)
    if _IS.match(masked, start, end):
        return (start, start), (start, end)  # 107个 | 系存量市场
    closed = masked.find("”", start, end) if masked[start : start + 1] == "“" else -1
    joint = first_of(masked, max(start, closed), end, _NOUN_STOPS)  # “智能化、绿色化”项目
    named = _named_noun(sight, start, (end, joint), of)
    if named is not None:
        return named
    stop = noun_end(masked, start, end)
    if of and start < stop and joint == end:
        stop = _with_deed(sight, stop, end)
    if sight.fact.unit in HAPPENING:
        stop = max(stop, happening_end(masked, start, sight.clause[1]))
    if stop == start and (of or sight.fact.dimension in (None, "count")):
        stop = _behind_verb(masked, start, end, of)
    if sight.fact.dimension == "count" and not counts_itself(sight.fact):
        holder = _HOLDER.match(masked, start, stop)
        if holder is not None:
            # 6个行业 | 的订单指数上升
            aspects = holder["what"].endswith(("方面", "环节", "层面"))
            predicate = _predicate(sight, end if aspects else holder.end(), end)
            return holder.span("what"), trim(masked, *predicate)
    described = _described_noun(sight, (start, stop), end, joint)
    if described is not None:
        return described
    start, stop = _plain_noun(sight, (start, stop), end, joint)
    noun = without_stump(masked, *trim(masked, start, stop))
    predicate = trim(masked, *_predicate(sight, stop, end))
    if counts_itself(sight.fact):
        return (start, start), trim(masked, start, predicate[1])
    return noun if noun[0] < noun[1] else (start, start), predicate


def _behind_verb(masked: str, start: int, end: int, of: bool) -> int:
    """20亿元的 | 改建工程, 22个 | 续建项目: a verb that only says which noun is meant."""
    verb = next(tokens(masked, start, end), None)
    if verb is None or verb.word_class != "verb" or verb.end - start < LONGEST_WORD:
        return start
    if (
        not of
        and masked[verb.end : verb.end + LONGEST_WORD] not in lexicon(True).described
        and (_KIND_OF.match(masked, verb.end, end) is None)
    ):
        return start
    stop = noun_end(masked, verb.end, end)
    return stop if stop > verb.end and "一" <= masked[verb.end] <= "鿿" else start


_KIND_OF = late("[县村镇乡省市州旗户校厂站][县市区镇村]?(?![一-鿿]*[局委府厅长级])")
"""Behind a verb that says which ones they are: 832个 | 脱贫县 | 均…"""


def _noun_begins(sight: Sight) -> tuple[int, int, bool]:
    """Where what is counted may begin and must end, and whether 的 stands before it."""
    masked, start, end = sight.masked, sight.fact.end, sight.right
    whole = ALTOGETHER.match(masked, start)
    if whole is None and sight.fact.dimension == "count":
        whole = _SIZED.match(sight.text, start)
    if whole is not None:
        start, end = whole.end(), sight.clause[1]
        after = masked.find(QUANTITY, start, end)
        end = after if after >= 0 else end
    if masked.startswith("级", start) and sight.fact.dimension in _SIZES:
        start += 1  # 13吨级 | 大型直升机
    of = masked[start : start + 1] == "的"
    start += of
    while start < end and masked[start] == DATE:
        start += 1
    return start, end, of


_SIZED = late(
    r"\d[\d.]*[万亿萬億]?(?:千瓦|兆瓦|千伏|伏|平方米|立方米|毫米|厘米|公里|米|吨|公斤|千克|克|升|英寸|马力|层)(?:以上|以下)?的?级?(?=[一-鿿])"
)
"""4台 | 30千瓦 | 变压器: how big the things are that are counted."""
_SIZES = ("mass", "power", "length", "area", "volume", "money", "energy")


def _named_noun(sight: Sight, start: int, ends: Span, of: bool) -> tuple[Span, Span] | None:
    """12项 | “携手共建精品案例”, 196万元的 | 产业到户扶持资金: nothing behind it is a predicate."""
    end, joint = ends
    quoted = _QUOTED.match(sight.masked, start, end)
    if quoted is not None:
        return quoted.span("what"), (quoted.end(), quoted.end())
    if of and sight.fact.kind == "money" and measure_start(sight.masked, start, joint) < joint:
        return (start, joint), (joint, joint)  # the head at the right end is what is measured
    return None


def _described_noun(sight: Sight, noun: Span, end: int, joint: int) -> tuple[Span, Span] | None:
    """21座整齐排列的 | 大棚, 3名参加比赛的 | 学生: what stands before 的 only says which ones."""
    masked, (start, stop) = sight.masked, noun
    described = stop > start and masked[stop - 1] not in lexicon(True).nouns
    if (stop > start and not described) or counts_itself(sight.fact):
        return None
    inner = masked.find("的", stop, joint)
    if masked[inner - 1 : inner] in "目有":
        inner = masked.find("的", inner + 1, joint)  # 目的地
    if described and inner - stop > LONGEST_WORD:
        return None  # only the verb right before 的
    return _noun_of_relative(masked, inner + 1, end, joint) if start < inner < joint - 1 else None


def _plain_noun(sight: Sight, noun: Span, end: int, joint: int) -> Span:
    """Where a noun that nothing describes begins and ends."""
    masked, (start, stop) = sight.masked, noun
    if masked[joint : joint + 1] == "、" and stop > joint:
        listed = _after_examples(masked, joint, end)
        after = noun_end(masked, listed, end) if listed is not None else end
        if listed is not None and after > listed:
            start, joint = listed, first_of(masked, listed, end, _NOUN_STOPS)
            stop = after
        elif listed is not None:
            stop = joint = listed - 1  # 160名 | 领导人、学者等 | 与会
    share = sight.fact.kind == "percent" and masked.startswith("的", sight.fact.end)
    if share or (sight.fact.dimension == "count" and not counts_itself(sight.fact)):
        stop = before_measure(sight, start, min(stop, joint))
    cut = cut_off(sight, start, stop)
    if cut is not None:
        return cut
    one_of = masked.find("之一", start, stop)
    one_of = masked.find("中的", start + 2, stop) if one_of < 0 else one_of  # 9届 | 世锦赛 | 中的
    among = _AMONG.search(masked, start + 2, stop)
    if among is not None:
        one_of = among.start()
    return start, min(stop, joint, one_of if one_of > start else stop)


_PURPOSE = re.compile("用于|用来|用以|来(?![自源往访电])")
_AMONG = re.compile(f"(?<![集途高初年手心眼])中(?=年龄|最|有|共|占|[近约仅只大多{NAMES}]|$)")
"""91名被告人 | 中年龄最大的."""


_HOLDER = late(
    f"(?P<what>[一-鿿、{NAMES}]{{0,8}}(?:行业|产业|国家|地区|经济体|省份|城市|市镇|城镇|省区市|市县|县区|区县|县市|乡镇|街道|社区|村|"
    "领域|方面|环节|层面|项目|部门|单位|企业|公司|学校|高校|医院|机构|团队|大项|小项|小组|成员国|站点|园区|家庭"
    "|班级?|年级|品种|镇|居民|村民|农户|群众))的"
    "(?![^一-鿿])"
)
"""Has what is named behind 的: it is what is counted."""


_IS = late("系(?![列统数])|属(?![地性下相实])|为(?![民主首期此止何了数])")
_LISTED, _BROKEN = re.compile("[、()— ]"), re.compile("[()— ]")


_FATES_ALONE = re.compile(
    "(?:死亡|遇难|受伤|重伤|轻伤|失踪|身亡|丧生|失联|获救|被困|当场|不幸|[、和及])+"
)


def _predicate(sight: Sight, start: int, end: int) -> Span:
    """What follows the noun: it may hold a number (获评3A以上等级), but not a list's next one."""
    masked = sight.masked
    if masked[start : start + 1] == "(":
        start = masked.find(")", start, end) + 1 or start
    while masked[start : start + 1] == "·":
        start += 1
    start += masked[start : start + 1] == "等"
    if counts_itself(sight.fact) and _FATES_ALONE.fullmatch(masked, start, end):
        return start, end  # 1人死亡 | 1人受伤
    whole = sight.clause[1] if start < end else end
    return start, first_of(masked, start, whole, _LISTED if whole > end else _BROKEN)


def _noun_of_relative(masked: str, start: int, end: int, joint: int) -> tuple[Span, Span]:
    """Behind 的 of a relative clause: 3名参加比赛的 | 学生."""
    for token in tokens(masked, start, joint):
        if token.word_class in NOUN_ENDS:
            return trim(masked, start, token.start), trim(masked, token.start, end)
    return trim(masked, start, joint), (joint, joint)
