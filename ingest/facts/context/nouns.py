"""The noun that a number counts, and what is said of it behind that: 2个 | 社会组织 | 获…表扬."""

from __future__ import annotations

import re

from ingest.facts.context.bearers import before_measure, cut_off
from ingest.facts.context.clause import begins_event
from ingest.facts.context.counters import RESULTS, counts_itself
from ingest.facts.context.edges import first_of
from ingest.facts.context.measure import measure_start
from ingest.facts.context.persons import WHERE, person_noun
from ingest.facts.context.shapes import without_modal
from ingest.facts.context.sight import Sight, Span
from ingest.facts.late import late
from ingest.facts.phrases import JOINTS, first_movement, moves_at, trim
from ingest.facts.words import DATE, NAMES, PLACE, QUANTITY, Token, lexicon, tokens

NOUN_ENDS = ("verb", "prep", "adverb", "say", "connective", "negation")


def noun_end(masked: str, start: int, end: int) -> int:
    """Where the noun phrase that begins at `start` ends: before a verb, a preposition ..."""
    manner = -1, -1
    for token in tokens(masked, start, end):
        if masked[token.start : token.end] in _FORMING and begins_event(masked, token.end, end):
            continue  # 贸易促进 | 活动
        if token.word_class == "verb" and token.start > start and _is_modifier(masked, token, end):
            continue  # 项目扶持 | 资金
        inside = token.word_class == "nominal" and masked[token.start - 1] == "中"
        acts = token.word_class == "nominal" and masked[token.end : token.end + 1] == QUANTITY
        acts = acts or (token.word_class == "nominal" and _goes_on(masked, start, token, end))
        if token.word_class == "verb" and masked[start : token.start] in _BY_ITSELF:
            continue  # 18000个 | 自动控制阀
        befalls = token.end == end and masked[token.start : end] in BEFALLS
        acts = befalls or (acts and token.start > start)
        if token.word_class in NOUN_ENDS or (inside and token.start > start) or acts:
            # 24项举措 | 全面推进…: how something is done belongs to the predicate.
            end = manner[0] if manner[1] == token.start and manner[0] >= start else token.start
            break
        if token.word_class == "manner":
            opened = manner[0] if manner[1] == token.start else token.start
            manner = opened, token.end  # 企业 | 线上线下 | 参加
    moved = first_movement(masked, start + 1, end)
    while moved < end and begins_event(masked, moved + 2, end):
        moved = first_movement(masked, moved + 2, end)  # 创新提升 | 试点城市
    return moved


def _goes_on(masked: str, start: int, token: Token, end: int) -> bool:
    """580户 | 农户 | 发展特色种植: what people do, where another verb stands behind."""
    if token.start <= start:
        return False
    if masked[token.end : token.end + 1] in _NAMED and masked[token.start : token.end] in _HITS:
        return True  # 211架 | 无人机 | 袭击乌克兰
    if masked[token.start - _SHORT_HEAD : token.start] not in _PEOPLE:
        return False
    if masked[end : end + 1] == QUANTITY and measure_start(masked, token.start, end) == end:
        return end - token.end >= _LONGEST_WORD  # 四个帮扶村 | 发展红薯产业1115亩
    behind = next(tokens(masked, token.end, end), None)
    return behind is not None and behind.word_class in ("verb", "nominal")


_NAMED = frozenset(NAMES)
_HITS = frozenset(
    ("袭击", "投资", "服务", "支援", "参加", "治疗", "考察", "调研", "保护", "报道", "支持")
)
"""Nouns that are verbs where whom it is done to is named behind them."""
_BY_ITSELF = frozenset(("自动", "智能", "手动", "全自动", "半自动", "人工", "电动", "遥控"))
_PEOPLE = frozenset(
    ("农户", "住户", "商户", "用户", "村民", "居民", "农民", "市民", "牧民", "渔民", "扶村", "困村")
)


def _is_modifier(masked: str, token: Token, end: int) -> bool:
    """Whether a verb only says which measure is meant that is named right behind it."""
    named = token.end + _SHORT_HEAD
    if named >= end or measure_start(masked, token.end, named) != token.end:
        return False
    behind = next(tokens(masked, named, end), None)  # 骗取贷款 | 27笔 is done to the head
    follows = behind is not None and behind.start == named
    return follows and behind is not None and behind.word_class in ("verb", "adverb")


_TIMES = ("次", "回", "度", "遍", "趟")
_SEVERAL = late("[多数几][个名位家起座处条只项]|若干")


def _acts(masked: str, start: int, end: int) -> bool:
    """Whether a preposition or a verb stands at once: how often it is done."""
    first = next(tokens(masked, start, end), None)
    return first is not None and first.start == start and first.word_class == "prep"


BEFALLS = ("受灾", "受损", "受淹", "受旱", "绝收", "减产", "停产", "停课", "停工", "停电", "断水")
"""What happens to those counted, where the clause ends with it: 78个乡镇 | 受灾."""
_SHORT_HEAD = 2
_FORMING = frozenset((
    "促进", "帮扶", "修复", "救助", "安置", "推广", "评选", "选拔", "监管", "搜救", "整治", "招聘",
    "征集", "提升", "振兴", "转化", "支援", "惠及", "扶持", "资助", "推进", "清理", "疏浚",
))  # fmt: skip
"""Verbs that say what kind of event is meant where one follows at once."""
_LONGEST_WORD = 2
_NO_NOUN = re.compile(
    "(?:绝对|根本)?(?:都?不成问题|没有?问题|不在话下)|(?:新台阶|大关|关口|目标|水平|量级|的[一-鿿]{0,4}目标|的水平|的规模(?!以上)|的[纪记]录(?![片员])|的历史新[高低]|的区间|整数|以上|以下|之间)"
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
_ALTOGETHER = re.compile(f"(?:总?共计?|合计|总计){QUANTITY}+")
"""27条 | 共320公里 | 水泥路: the same things once more, in another unit."""
_NO_NOUN_ALONE = frozenset("中里内上下间后前时的全都均皆也已共可能会应将要")
_LEVELLED = re.compile(f"(?:[一-鿿]{{0,3}}[至到为]|或){QUANTITY}")
"""Behind the number that something was: 从105项 | 精简至33项."""
_AFTER_NOUN = JOINTS + "中里内的"
_NOUN_STOPS = late(
    f"[、()— {DATE}]|-(?![\\da-z])|每(?=[亩户人年天月])|[和与及](?=[{NAMES}])"
    "|以?[和与及](?=[多数](?:[项个名位家种条座处棵栋间]|[十百千万])|若干|[几百千](?:[余多]?[棵家名个项座种])|其他|全国|各地|国内外)"
)


def noun_after(sight: Sight) -> tuple[Span, Span]:
    """Spans of the counted noun behind the quantity and of the predicate behind that."""
    noun, predicate = _noun_after(sight)
    people = person_noun(sight, noun)
    if people is None:
        return noun, predicate
    where = WHERE.match(sight.masked, people[1])
    behind = where.end() if where else people[1]
    return people, trim(sight.masked, *_predicate(sight, behind, sight.right))


def _noun_after(sight: Sight) -> tuple[Span, Span]:
    masked, at = sight.masked, sight.fact.end
    never = _NO_THING if sight.fact.dimension == "count" else _NO_NOUN
    what_for = sight.fact.kind == "money" and _PURPOSE.match(masked, at) is not None
    if sight.fact.unit in RESULTS or what_for:
        return (at, at), (at, at)  # 10金10银9铜, 2亿元 | 来提供口粮
    if sight.fact.dimension in ("duration", "time") and not _OF_WAY.match(masked, at):
        return (at, at), trim(masked, at, sight.right)  # 24小时 | 开足马力生产
    if sight.fact.unit in _TIMES and _acts(masked, at, sight.right):
        return (at, at), trim(masked, at, sight.right)  # 33次 | 向对方提供的账号转款
    if _SEVERAL.match(masked, at):
        return (at, at), (at, at)  # 60余区县 | 多个团伙
    next_one = at + (masked[at : at + 1] in JOINTS)  # 下降3.6% | 和上升9.4%
    if _LEVELLED.match(masked, at) or moves_at(masked, next_one) or never.match(masked, at):
        return (at, at), (at, at)
    start, end, of = _noun_begins(sight)
    if _IS.match(masked, start, end):
        return (start, start), (start, end)  # 107个 | 系存量市场
    joint = first_of(masked, start, end, _NOUN_STOPS)
    named = _named_noun(sight, start, (end, joint), of)
    if named is not None:
        return named
    stop = noun_end(masked, start, end)
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
    if verb is None or verb.word_class != "verb" or verb.end - start < _LONGEST_WORD:
        return start
    if (
        not of
        and masked[verb.end : verb.end + _LONGEST_WORD] not in lexicon(True).described
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
    whole = _ALTOGETHER.match(masked, start)
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
_DIVISIONS = frozenset("省市县区州旗镇乡村国")


def counts_divisions(sight: Sight) -> bool:
    """7省 | 共25名考生: whether the unit is what is counted, and the next number another thing."""
    unit = sight.fact.unit or ""
    if (
        unit[:1] not in _DIVISIONS
        or unit == "国"
        or not _DIVISIONS.issuperset(unit[:2].rstrip("(（"))
    ):
        return False
    if _ALTOGETHER.match(sight.masked, sight.fact.end) is not None:
        return True  # 7省 | 共25名考生
    return _EXAMPLE.search(sight.masked, sight.left, sight.fact.start) is not None


_EXAMPLE = late(f"{PLACE}等$|{PLACE}、[^,;:、]{{2,6}}$")
"""北京等 | 24省, 黑龙江、吉林 | 2省: some of those counted, or all."""
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
    if described and inner - stop > _LONGEST_WORD:
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


_REST = re.compile("在内|(?<![高初])中的|的?基础上$|的?情况下$|的?情况来看$|的?同时$")
"""Goes on behind the noun: 5个国家公园 | 在内, 4台变压器 | 基础上."""


_HOLDER = late(
    f"(?P<what>[一-鿿、{NAMES}]{{0,8}}(?:行业|产业|国家|地区|经济体|省份|城市|市镇|城镇|省区市|市县|县区|区县|县市|乡镇|街道|社区|村|"
    "领域|方面|环节|层面|项目|部门|单位|企业|公司|学校|高校|医院|机构|团队|大项|小项|小组|成员国|站点|园区|家庭"
    "|班级?|年级|品种|镇|居民|村民|农户|群众))的"
    "(?![^一-鿿])"
)
"""Has what is named behind 的: it is what is counted."""


def without_stump(masked: str, start: int, stop: int) -> Span:
    """The noun without what joins it to the next word: 5个 | 国家公园 | 在内, 49个 | 组织 | 和."""
    drives = _DRIVES.search(masked, start + 2, stop)
    stop = drives.start() if drives else stop
    if masked[stop - 1 : stop] in _AFTER and stop - start > _LONGEST_WORD:
        said = (t for t in tokens(masked, start + _LONGEST_WORD, stop) if t.word_class in _DOING)
        stop = next((t.start for t in said), stop)  # 4家 | 合作社 | 联合发展后
    stays = _STAYS.search(masked, start + 1, stop)
    stop = stays.start() if stays else stop
    rest = _REST.search(masked, start + 1, stop)
    if rest is not None:
        start, stop = trim(masked, start, rest.start())
    sounds = _SOUNDS.search(masked, start + 2, stop) or _DOUBLED.search(masked, start + 1, stop)
    stop = without_modal(masked, start, sounds.start() if sounds else stop)
    if masked[stop - 1 : stop] in _LAST_OF_HOW:
        how = _HOW.search(masked, start, stop)
        stop = how.start() if how else stop
    if masked[stop - 1 : stop] == "外" and _EXCEPT.search(masked, start - _FAR, start):
        stop -= 1  # 除12场 | 分论坛 | 外
    while start < stop and masked[stop - 1] in _AFTER_NOUN:
        if masked[stop - 2 : stop] in _WORDS:
            break
        start, stop = trim(masked, start, stop - 1 - (masked[stop - 2 : stop] == "以及"))
    alone = stop - start == 1 and masked[start] in _NO_NOUN_ALONE
    return (start, start) if alone else (start, stop)


_WORDS = ("公里", "英里", "海里", "高中", "初中")
_LAST_OF_HOW = frozenset("期前来体双同数")
_HOW = late("(?<=..)(?:近期|日前|近来|集体|双双|一同|悉数)$")
"""樱花 | 近期 | 开放: when or how, before what those counted do."""
_IS = late("系(?![列统数])")
_STAYS = late("[等站排坐围守带拿抱扛举跟忙笑唱望盼躺]着|[这那][里边儿]$")
"""150亩 | 小麦 | 等着收割, 20户 | 人家 | 那里."""
_DRIVES = late("促(?=[一-鿿]{2})(?![进销成使膜])")
"""30条 | 举措 | 促就业: a verb of one character."""
_EXCEPT = late("除[^,。]*$")
_FAR = 24
_AFTER = ("后", "时")
_DOING = ("verb", "nominal", "manner")
_DOUBLED = late("([一-鿿])(?<![宝爸妈爷奶哥弟姐妹叔星猩])\\1[一-鿿]{2}$")
"""郁金香 | 亭亭玉立: how they are too."""
_SOUNDS = late("[一-鿿]{2}([滚腾累勃济重阵纷滔滴熊茫苍郁葱闪隆轰琅])\\1$")
"""小店 | 浓烟滚滚: how they are."""
_LISTED, _BROKEN = re.compile("[、()— ]"), re.compile("[()— ]")


_FATES_ALONE = re.compile(
    "(?:死亡|遇难|受伤|重伤|轻伤|失踪|身亡|丧生|失联|获救|被困|当场|不幸|[、和及])+"
)


def _predicate(sight: Sight, start: int, end: int) -> Span:
    """What follows the noun: it may hold a number (获评3A以上等级), but not a list's next one."""
    masked = sight.masked
    if masked[start : start + 1] == "(":
        start = masked.find(")", start, end) + 1 or start
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
