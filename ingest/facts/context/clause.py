"""Whom a clause opens with, and so is about."""

from __future__ import annotations

import re

from ingest.facts.context.edges import PASSING, is_empty, is_name, without_dates
from ingest.facts.context.measure import LONGEST_PHRASE, WITHIN
from ingest.facts.context.sight import Span
from ingest.facts.late import late
from ingest.facts.phrases import moves_at, trim
from ingest.facts.words import DATE, NAME, NAMES, PLACE, QUANTITY, Token, lexicon, tokens

LONGEST_LIST = 60
"""A list of names with what they are: 甲公司董事长黄天火、乡贤陈志强."""


def clause_subject(masked: str, start: int, end: int) -> Span | None:
    """Span of the noun phrase that a clause opens with; None where it has none.

    A clause that is nothing but a name (船山区，…) is the topic of what follows.
    """
    begin, stop, acts = start, end, False
    manner, done = (-1, -1), -1
    for token in tokens(masked, start, end):
        if token.word_class == "manner" and not is_empty(masked, begin, token.start):
            opened = manner[0] if manner[1] == token.start else token.start
            manner = opened, token.end  # 联合收割机: part of the noun unless a verb follows
            continue
        if token.word_class == "nominal" and token.start == manner[1] and done < 0:
            done = manner[0]  # 该团伙 | 大肆盗窃…, unless a verb follows
        leads = masked[token.start : token.end] in _LEADING and _acts_at(masked, token.end, end)
        leads = leads or (token.start > begin and _JOINING.match(masked, token.start) is not None)
        if not leads and (token.word_class == "nominal" or names_thing(masked, begin, token)):
            continue
        if token.word_class == "adverb" and masked.startswith("的", token.end):
            continue  # 空军 | 当天的 | 空袭
        if masked[token.start - 1] == "的" and _CAUSES.match(masked, token.end):
            continue  # 空军当天的 | 空袭 | 造成…
        if token.word_class == "joint":
            if is_empty(masked, begin, token.start):
                return None
            continue
        if not is_empty(masked, begin, token.start):
            head = _behind_deed(masked, token, end)
            if head is not None:
                return head
            if masked.startswith("期间", token.start) and not _LASTS.search(masked, 0, token.start):
                begin = token.end  # 假期期间 | 农家乐
                continue
            if token.word_class == "adverb" and WITHIN.match(masked, token.start - 1):
                begin = token.end  # 一线城市中仅 | 广州
                continue
            stop = manner[0] if manner[1] == token.start else token.start
            acts = token.word_class == "verb"
            break
        if masked[token.start : token.end] in ("将", "把") and not _acts_at(masked, token.end, end):
            return None  # 将水库底板由118米提至120.5米: what it is done to
        if masked[token.start] == "以" and (mainly := _MAINLY.match(masked, token.start, end)):
            return clause_subject(masked, mainly.end(), end)
        if masked[token.start : token.end] in LYING:
            of = masked.find("的", token.end, min(end, token.end + LONGEST_PHRASE))
            return clause_subject(masked, of + 1, end) if of > 0 else None
        if token.word_class not in PASSING:
            by = token.word_class == "verb" or masked[token.start : token.end] == "由"
            doer = clause_subject(masked, token.end, end) if masked[token.start] == "由" else None
            if doer is not None and doer[0] == token.end and "的" not in masked[doer[0] : end]:
                return doer  # 由合作社 | 出资流转
            return _behind_relative(masked, token.end, end) if by else None
        begin = token.end
    if masked.startswith("既", begin):
        return None  # 既有龙头项目、也有配套项目
    if stop == end == manner[1]:
        most = masked[manner[0] - 1] in _MOST and manner[0] - 1 > begin
        stop = manner[0] - most  # 特征 | 明显, 收入增长 | 最明显
    elif stop == end and done > begin and ACTS.search(masked, begin, done):
        stop = done
    elif stop == end:
        such = _SUCH.search(masked, begin + 2, end)
        stop = _without_deed(masked, begin, such.start()) if such else end
    elif acts and stop - _WORD > begin:
        stop = _without_deed(masked, begin, stop)  # 企业 | 投资 | 建设了
    begin, stop = _own_end(masked, begin, stop, end)
    within = WITHIN.search(masked, begin + 2, stop - 2) if "中" in masked[begin:stop] else None
    begin = within.end() if within else begin  # 查明原因的火灾中 | 电气火灾
    if acts and _is_act(masked, begin, stop):
        return None  # 策划 | 储备项目
    if stop >= end and not is_name(masked, (begin, stop)):
        stop = len(masked[begin:stop]) - len(masked[begin:stop].lstrip(NAME)) + begin
        if stop == begin or end - stop < _UNLISTED or ACTS.search(masked, stop, end):
            return None  # 公安交管部门 | 严管通行秩序: a verb that no list has
    return (begin, stop) if begin < stop and _is_short(masked[begin:stop]) else None


ACTS = late(
    f"(?:公司|企业|集团|团伙|机关|部门|学校|医院|合作社|[{NAMES}县市区乡镇村局队院校厂店人员者民户])$"
)
"""Ends a noun for who does something."""
_CAUSES = late("[已也还将共正均都]{0,2}(?:造成|导致|致|引发|带来|带动|使|让|令|推动|促进)")
"""What a deed does that is named as a thing: 的空袭已造成."""


_MAINLY = re.compile("以[^,]{2,24}为(?:主体?|代表|核心|龙头|首|基础|重点)的")
"""以云计算为主的 | 新兴业务: says which ones."""
_OF_AGES = frozenset("青少中老成童壮幼往历财学全当去今明每多近")
"""Before 年 in words of their own."""
_JOINING = late(f"(?:发展|组织|培训)[一-鿿]{{0,2}}[员户民人][{QUANTITY}]")
"""合作社 | 发展社员415户."""
_LEADING = ("统筹", "组织", "协调", "合作", "指导", "创新", "调研", "携手", "联手", "集中")
"""Nouns that say how what the verb behind them says is done: 国家 | 统筹 | 安排."""


def _without_deed(masked: str, begin: int, stop: int) -> int:
    """高收入者 | 评价最好: where the phrase ends before what those in it do."""
    deed = stop - _WORD
    acts = lexicon(True).classes.get(masked[deed:stop]) in ("nominal", "verb")
    acts = acts and masked[deed:stop] not in _NOUNS and masked[deed - _WORD : deed] not in _LAND
    return deed if acts and begin < deed and ACTS.search(masked, begin, deed) else stop


_NOUNS = frozenset(
    ("流动", "旅游", "活动", "工作", "服务", "管理", "教育", "就业", "消费", "运动", "生活")
)
"""Deeds that are told of as things: 人员流动持续旺盛."""
_LAND = ("乡村", "农村")


def _acts_at(masked: str, start: int, end: int) -> bool:
    """Whether a verb begins here."""
    first = next(tokens(masked, start, end), None)
    return first is not None and first.start == start and first.word_class == "verb"


_LASTS = late("(?:[风雨雪震灾洪]|疫情|事故)$")
"""Of what lasts, and does something: 台风期间造成2人死亡."""
_MEMBER = late("(?:、[一-鿿]{2,4}){0,3}等[一-鿿]")
_MOST = frozenset("最较更")
_FEW = 2
_UNLISTED = 4
"""A predicate so long may stand behind a name without a listed verb."""


def _is_short(phrase: str) -> bool:
    """Whether a phrase is no longer than a subject is, and holds no number."""
    listed = "、" in phrase and (
        NAME in phrase or (phrase.count("、") > _FEW and PLACE not in phrase)
    )
    longest = LONGEST_LIST if listed else LONGEST_PHRASE
    return len(phrase) <= longest and QUANTITY not in phrase


def _own_end(masked: str, begin: int, stop: int, end: int) -> Span:
    """The phrase without what belongs to the word behind it; `end` is the clause's."""
    if stop < end and masked[stop - 1] == "新" and masked[stop - 2 : stop] not in _NEW:
        stop -= 1  # 银行 | 新投放贷款
    if stop < end and masked[stop - 1] == "总":
        stop -= 1  # 商品住宅 | 总成交面积
    if stop < end and masked[stop - 1] == "年" and masked[stop - 2] not in _OF_AGES:
        stop -= 1  # 农民 | 年人均, 村集体 | 年增收
    begin, stop = without_dates(masked, begin, stop)
    if masked[begin : begin + _WORD] in _IN_TEAM and stop - begin > _WORD + 1:
        begin += _WORD  # 队中 | 某某
    if begin < stop < end and masked[stop - 1] in "前近头" and masked[stop] == DATE:
        stop -= 1  # 黄龙景区 | 前4天
    grown = _GROWN.search(masked, begin + 4, stop) if stop < end else None
    return begin, grown.start() if grown else stop  # 港口吞吐量 | 增长较快


def _behind_deed(masked: str, token: Token, end: int) -> Span | None:
    """长江沿岸遭受的 | 洪涝灾害 | 已造成…: what did something is named behind what befell whom."""
    at = token.end + 1
    if token.word_class != "verb" or at >= end or masked[at - 1] != "的":
        return None
    inner = clause_subject(masked, at, end)
    return inner if inner is not None and inner[0] == at and inner[1] < end else None


def _behind_relative(masked: str, start: int, end: int) -> Span | None:
    """新上线的 | 大模型 | 不仅…: whom the predicate is told of, where an adverb opens it."""
    of = masked.find("的", start, min(end, start + LONGEST_PHRASE))
    inner = clause_subject(masked, of + 1, end) if of > 0 else None
    if of > 0 and inner is None and masked[end : end + 1] == ",":
        # 当天发生的爆炸事故，…: nothing but a noun phrase is the topic of what follows.
        rest = trim(masked, of + 1, end)
        while rest[0] < rest[1] and masked[rest[0]] == QUANTITY:
            rest = rest[0] + 1, rest[1]  # 收治的 | 84名 | 伤员
        said = (t for t in tokens(masked, *rest) if not names_thing(masked, rest[0] - 1, t))
        plain = all(t.word_class in ("nominal", "joint") for t in said)
        plain = plain and (of == start or is_name(masked, rest))
        return rest if plain and 1 < rest[1] - rest[0] <= LONGEST_PHRASE else None
    if inner is None or inner[0] != of + 1:
        return None
    follows = next(tokens(masked, inner[1], end), None)
    extends = _EXTENDS.match(masked, inner[1]) is not None
    all_ = masked[start - 1] == "由" or extends
    classes = ("adverb", "verb", "prep") if all_ else ("adverb",)
    opens = follows is not None and follows.start == inner[1] and follows.word_class in classes
    return inner if opens else None


_EXTENDS = late("全长|总长|占地|总面积|长约|高约|宽约|总投资")
"""已建成通车的 | 高速公路 | 全长74公里: what a thing behind a relative clause has."""


def _is_act(masked: str, begin: int, stop: int) -> bool:
    """Whether a phrase only says what is done too: a noun that is a verb, right before one."""
    if masked[begin] == "全":
        begin += _WORD  # 全国 | 医疗 | 救助
    plain = stop - begin == _WORD and not moves_at(masked, stop)
    plain = plain and not masked.startswith(_CAUSING, stop)  # 袭击 | 造成5人死亡
    return plain and lexicon(True).classes.get(masked[begin:stop]) == "nominal"


_WORD = 2
_IN_TEAM = ("队中", "阵中", "队内", "场上")
_CAUSING = ("造成", "导致", "致", "引发")
_GROWN = re.compile(
    "(?:增长|下降|回升|上升|上涨|下跌|回落|提升|提高|减少|增加|扩大|缩小|下滑|攀升|走高|走低|回暖|恢复)$"
)
_SUCH = late(
    "(?:相对|比较|仍然|依然|普遍)?[较最更偏]为?(?:[大小高低多少快慢好差强弱重轻]|严重|惨重|突出|明显|显著|亮眼|迅猛|强劲|严峻|集中)$|居[多首]$"
)
"""农村地区火灾占比 | 相对较大: a predicate without a verb."""
_NEW = ("创新", "更新", "革新", "最新", "全新", "崭新", "翻新", "焕新", "高新", "换新")
_EVENT = "(?:项目|工程|工作|任务|活动|行动|计划|措施|政策|服务|专项|试点|方案|案件|事故|事件)"
_THING = re.compile(
    f"(?:{_EVENT}{{1,2}}|人员|队伍|机构|设备|设施|系统|平台|基地|单位|部门)"
    f"(?=已|将|均|全|累计|共|总|达|为|也|都|陆续|目前|{DATE}|,)"
)
_WORKING = frozenset(
    (
        "种植",
        "养殖",
        "种养",
        "加工",
        "制造",
        "销售",
        "培训",
        "救援",
        "收购",
        "收储",
        "采购",
        "维修",
        "回收",
    )
)
_BODY = late(
    "[一-鿿]{0,4}?(?:合作社|公司|企业|基地|中心|大户|协会|机构|学校|医院|[厂店站队])(?![一-鿿]?[长员])"
)
"""Behind what they do, which tells which ones they are: 蔬菜种植 | 专业合作社."""
_EVENTS = re.compile(f"{_EVENT}+")


def begins_event(masked: str, start: int, end: int) -> bool:
    """Whether a noun for what is done stands at once: 活动, 专项行动."""
    return _EVENTS.match(masked, start, end) is not None


def names_event(masked: str, start: int, end: int) -> bool:
    """Whether a stretch is nothing but a noun for what is done: 项目, 专项行动."""
    return _EVENTS.fullmatch(masked, start, end) is not None


def names_thing(masked: str, begin: int, token: Token) -> bool:
    """水毁修复项目已…: a verb inside the noun phrase before the verb of the clause."""
    if token.word_class != "verb" or token.start <= begin:
        return False
    if _THING.match(masked, token.end) is not None:
        return True
    if masked[token.start - 1] == "、" and _MEMBER.match(masked, token.end) is not None:
        return True  # 洪涝、滑坡、泥石流等灾害
    does = masked[token.start : token.end] in _WORKING and _BODY.match(masked, token.end)
    return bool(does) and not ACTS.search(masked, begin, token.start)


LYING = frozenset(("位于", "地处", "坐落于", "来自", "隶属于"))
"""Verbs that open a clause as part of its subject: 位于鱼峰区的龙潭湖小学…"""
