"""Where a noun phrase ends that begins behind a number: before a verb, a preposition ..."""

from __future__ import annotations

import re

from ingest.facts.context.measures.measure import measure_start
from ingest.facts.context.phrases.clause import begins_event
from ingest.facts.context.phrases.edges import first_of
from ingest.facts.late import late
from ingest.facts.phrases import first_movement
from ingest.facts.words import NAMES, QUANTITY, Token, read_table, tokens

NOUN_ENDS = ("verb", "prep", "adverb", "say", "connective", "negation")

_HAPPENINGS = read_table("context_words.tsv")["happening"]
_LONGEST_NAME = 13
_CLOSES = re.compile("[、,;:。!?() 和及与]")
_WORDS = late("(?:(?![的了着被将把对向使致])[一-鿿])+")


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
        if token.word_class == "verb" and masked[token.end : token.end + 1] in _KINDS:
            continue  # 150台 | 红外触发式相机
        if token.word_class == "verb" and _is_tool(masked, start, token.end):
            continue  # 3条 | 电磁弹射器
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


def happening_end(masked: str, start: int, end: int) -> int:
    """Where the name ends of what happened so often: 12例 | 心脏移植手术; else `start`."""
    stop = first_of(masked, start, min(end, start + _LONGEST_NAME), _CLOSES)
    named = stop > start and masked[stop - _SHORT_HEAD : stop] in _HAPPENINGS
    return stop if named and _WORDS.fullmatch(masked, start, stop) else start


def _goes_on(masked: str, start: int, token: Token, end: int) -> bool:
    """580户 | 农户 | 发展特色种植: what people do, where another verb stands behind."""
    if token.start <= start:
        return False
    if masked[token.end : token.end + 1] in _NAMED and masked[token.start : token.end] in _HITS:
        return True  # 211架 | 无人机 | 袭击乌克兰
    if masked[token.start - _SHORT_HEAD : token.start] not in _PEOPLE:
        return False
    if masked[end : end + 1] == QUANTITY and measure_start(masked, token.start, end) == end:
        return end - token.end >= LONGEST_WORD  # 四个帮扶村 | 发展红薯产业1115亩
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


def _is_tool(masked: str, start: int, at: int) -> bool:
    """Whether a verb only says what a device does whose word ends behind it."""
    return masked[at : at + 1] in _TOOLS and _TOOL.match(masked, at) is not None and at > start


_KINDS = frozenset("式型")
_TOOLS = frozenset("器机仪炉泵阀灯枪剂膜棒舱罐柜架")
_TOOL = re.compile("(?:器|机(?![构关场会遇制票组])|仪(?!式)|[炉泵阀灯枪剂膜棒舱罐柜架])(?![一-鿿])")


def _is_modifier(masked: str, token: Token, end: int) -> bool:
    """Whether a verb only says which measure is meant that is named right behind it."""
    named = token.end + _SHORT_HEAD
    if named >= end or measure_start(masked, token.end, named) != token.end:
        return False
    behind = next(tokens(masked, named, end), None)  # 骗取贷款 | 27笔 is done to the head
    follows = behind is not None and behind.start == named
    return follows and behind is not None and behind.word_class in ("verb", "adverb")


BEFALLS = (
    "损害",
    "受灾",
    "受损",
    "受淹",
    "受旱",
    "绝收",
    "减产",
    "停产",
    "停课",
    "停工",
    "停电",
    "断水",
    "不合格",
    "不达标",
    "超标",
)
"""What happens to those counted, where the clause ends with it: 78个乡镇 | 受灾."""
_SHORT_HEAD = 2
_FORMING = frozenset((
    "促进", "帮扶", "修复", "救助", "安置", "推广", "评选", "选拔", "监管", "搜救", "整治", "招聘",
    "征集", "提升", "振兴", "转化", "支援", "惠及", "扶持", "资助", "推进", "清理", "疏浚",
))  # fmt: skip
"""Verbs that say what kind of event is meant where one follows at once."""
LONGEST_WORD = 2
