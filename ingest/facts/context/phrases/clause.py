"""Whom a clause opens with, and so is about."""

from __future__ import annotations

import re

from ingest.facts.context.measures.measure import LONGEST_PHRASE, WITHIN
from ingest.facts.context.phrases.actors import ACTS
from ingest.facts.context.phrases.edges import PASSING, is_empty, is_name
from ingest.facts.context.phrases.phrase_end import doer_of, unlisted_end, without_deed
from ingest.facts.context.sight import Span
from ingest.facts.late import late
from ingest.facts.phrases import trim
from ingest.facts.words import DATE, QUANTITY, Token, tokens

LYING = frozenset(("位于", "地处", "坐落于", "来自", "隶属于"))
"""Verbs that open a clause as part of its subject: 位于鱼峰区的龙潭湖小学…"""
_DONE_TO = ("将", "把")
_CAUSES = late("[已也还将共正均都]{0,2}(?:造成|导致|致|引发|带来|带动|使|让|令|推动|促进)")
"""What a deed does that is named as a thing: 的空袭已造成."""
_MAINLY = re.compile("以[^,]{2,24}为(?:主体?|代表|核心|龙头|首|基础|重点)的")
"""以云计算为主的 | 新兴业务: says which ones."""
_JOINING = late(f"(?:发展|组织|培训)[一-鿿]{{0,2}}[员户民人][{QUANTITY}]")
"""合作社 | 发展社员415户."""
_LEADING = ("统筹", "组织", "协调", "合作", "指导", "创新", "调研", "携手", "联手", "集中")
"""Nouns that say how what the verb behind them says is done: 国家 | 统筹 | 安排."""
_LASTS = late("(?:[风雨雪震灾洪]|疫情|事故)$")
"""Of what lasts, and does something: 台风期间造成2人死亡."""
_EXTENDS = late("全长|总长|占地|总面积|长约|高约|宽约|总投资")
"""已建成通车的 | 高速公路 | 全长74公里: what a thing behind a relative clause has."""

_SCORE = late("(?:[主客]场)?[0-9]{1,3}比[0-9]{1,3}(?![0-9])")
"""How a match ended, before which its verb's subject stands."""


def clause_subject(masked: str, start: int, end: int) -> Span | None:
    """Span of the noun phrase that a clause opens with; None where it has none.

    A clause that is nothing but a name (船山区，…) is the topic of what follows.
    """
    score = _SCORE.search(masked, start, end) if masked.find("比", start, end) > 0 else None
    if score is not None and score.start() > start:
        end = score.start()  # 江城队主场 | 2比1战胜…
    begin, stop, acts = start, end, False
    manner, done = (-1, -1), -1
    for token in tokens(masked, start, end):
        if token.word_class == "manner" and not is_empty(masked, begin, token.start):
            opened = manner[0] if manner[1] == token.start else token.start
            manner = opened, token.end  # 联合收割机: part of the noun unless a verb follows
            continue
        if token.word_class == "nominal" and token.start == manner[1] and done < 0:
            done = manner[0]  # 该团伙 | 大肆盗窃…, unless a verb follows
        if _is_within(masked, begin, token, end):
            continue
        if is_empty(masked, begin, token.start):
            if not _leads_up(masked, token, end):
                return _behind_head(masked, token, end)
            begin = token.end
        elif (head := _behind_deed(masked, token, end)) is not None:
            return head
        elif _ends_setting(masked, token):
            begin = token.end
        else:
            stop = manner[0] if manner[1] == token.start else token.start
            acts = token.word_class == "verb"
            break
    if masked.startswith("既", begin):
        return None  # 既有龙头项目、也有配套项目
    if stop == end:
        stop = unlisted_end(masked, begin, end, manner, done)
    elif acts:
        stop = without_deed(masked, begin, stop)  # 企业 | 投资 | 建设了
    return doer_of(masked, begin, stop, end, acts)


def _is_within(masked: str, begin: int, token: Token, end: int) -> bool:
    """Whether a word is part of the phrase that begins at `begin`, and doesn't end it."""
    leads = masked[token.start : token.end] in _LEADING and _acts_at(masked, token.end, end)
    leads = leads or (token.start > begin and _JOINING.match(masked, token.start) is not None)
    if not leads and (token.word_class == "nominal" or names_thing(masked, begin, token)):
        return True
    if token.word_class == "adverb" and masked.startswith("的", token.end):
        return True  # 空军 | 当天的 | 空袭
    if masked[token.start - 1] == "的" and _CAUSES.match(masked, token.end):
        return True  # 空军当天的 | 空袭 | 造成…
    return token.word_class == "joint" and not is_empty(masked, begin, token.start)


def _leads_up(masked: str, token: Token, end: int) -> bool:
    """Whether a word at the head of a clause only leads up to whom it is about: 目前, 同时."""
    if token.word_class not in PASSING or token.word_class == "joint":
        return False
    word = masked[token.start : token.end]
    if word in _DONE_TO:
        return _acts_at(masked, token.end, end)
    return word not in LYING and _MAINLY.match(masked, token.start, end) is None


def _behind_head(masked: str, token: Token, end: int) -> Span | None:
    """Whom a clause is about behind the word that it opens with: 位于鱼峰区的 | 小学."""
    word = masked[token.start : token.end]
    if token.word_class == "joint" or (word in _DONE_TO and not _acts_at(masked, token.end, end)):
        return None  # 将水库底板由118米提至120.5米: what it is done to
    mainly = _MAINLY.match(masked, token.start, end)
    if mainly is not None:
        return clause_subject(masked, mainly.end(), end)
    if word in LYING:
        of = masked.find("的", token.end, min(end, token.end + LONGEST_PHRASE))
        return clause_subject(masked, of + 1, end) if of > 0 else None
    doer = clause_subject(masked, token.end, end) if masked[token.start] == "由" else None
    if doer is not None and doer[0] == token.end and "的" not in masked[doer[0] : end]:
        return doer  # 由合作社 | 出资流转
    by = token.word_class == "verb" or word == "由"
    return _behind_relative(masked, token.end, end) if by else None


def _ends_setting(masked: str, token: Token) -> bool:
    """Whether what stands before a word only says when, or among whom."""
    if masked.startswith("期间", token.start) and not _LASTS.search(masked, 0, token.start):
        return True  # 假期期间 | 农家乐
    among = token.word_class == "adverb" and WITHIN.match(masked, token.start - 1)
    return bool(among)  # 一线城市中仅 | 广州


def _acts_at(masked: str, start: int, end: int) -> bool:
    """Whether a verb begins here."""
    first = next(tokens(masked, start, end), None)
    return first is not None and first.start == start and first.word_class == "verb"


def _behind_deed(masked: str, token: Token, end: int) -> Span | None:
    """长江沿岸遭受的 | 洪涝灾害 | 已造成…: what did something is named behind what befell whom."""
    if token.word_class != "verb":
        return None
    at = _chain_end(masked, token.end, end) + 1  # 牵头成立 | 的
    if at >= end or masked[at - 1] != "的":
        return None
    inner = clause_subject(masked, at, end)
    return inner if inner is not None and inner[0] == at and inner[1] < end else None


def _chain_end(masked: str, at: int, end: int) -> int:
    """Where verbs that stand right behind each other end: 牵头 | 成立."""
    if at >= end or masked[at] == "的":
        return at
    behind = next(tokens(masked, at, end), None)
    chained = behind is not None and behind[::2] == (at, "verb")
    return behind.end if behind is not None and chained else at


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
_MEMBER = late("(?:、[一-鿿]{2,4}){0,3}等[一-鿿]")
"""Behind a verb that is one of several nouns in a list: 滑坡、泥石流等灾害."""
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
