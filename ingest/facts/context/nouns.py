"""The noun that a number counts, and what is said of it behind that: 2个 | 社会组织 | 获…表扬."""

from __future__ import annotations

import re

from ingest.facts.context.clause import (
    Sight,
    Span,
    begins_event,
    first_of,
    without_passing,
)
from ingest.facts.context.measure import LONGEST_PHRASE, counts_itself, measure_start
from ingest.facts.late import late
from ingest.facts.phrases import JOINTS, first_movement, moves_at, trim
from ingest.facts.words import DATE, NAMES, QUANTITY, Token, lexicon, tokens

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
        if token.word_class in NOUN_ENDS or (inside and token.start > start):
            # 24项举措 | 全面推进…: how something is done belongs to the predicate.
            end = manner[0] if manner[1] == token.start and manner[0] > start else token.start
            break
        if token.word_class == "manner":
            manner = token.start, token.end
    moved = first_movement(masked, start + 1, end)
    while moved < end and begins_event(masked, moved + 2, end):
        moved = first_movement(masked, moved + 2, end)  # 创新提升 | 试点城市
    return moved


def _is_modifier(masked: str, token: Token, end: int) -> bool:
    """Whether a verb only says which measure is meant that is named right behind it."""
    named = token.end + _SHORT_HEAD
    if named >= end or measure_start(masked, token.end, named) != token.end:
        return False
    behind = next(tokens(masked, named, end), None)  # 骗取贷款 | 27笔 is done to the head
    return behind is not None and behind.start == named and behind.word_class == "verb"


_SHORT_HEAD = 2
_FORMING = frozenset((
    "促进", "帮扶", "修复", "救助", "安置", "推广", "评选", "选拔", "监管", "搜救", "整治", "招聘",
    "征集", "提升", "振兴", "转化", "支援", "惠及", "扶持", "资助", "推进", "清理", "疏浚",
))  # fmt: skip
"""Verbs that say what kind of event is meant where one follows at once."""
_LONGEST_WORD = 2
_NO_NOUN = re.compile("(?:新台阶|大关|关口|目标|水平|量级|的目标|的水平|的规模|整数|以上|以下)")
_NO_THING = re.compile("(?:新台阶|大关|关口|目标任务|以上|以下)")


_EXAMPLES = re.compile("、[^,。;]{1,24}?等(?![级候待])")


def _after_examples(masked: str, start: int, end: int) -> int | None:
    """15名昆剧、晋剧等 | 剧种演员: where the noun begins that the examples belong to."""
    match = _EXAMPLES.match(masked, start, end)
    return match.end() if match and match.end() < end else None


_ALTOGETHER = re.compile(f"(?:总?共计?|合计|总计){QUANTITY}+")
"""27条 | 共320公里 | 水泥路: the same things once more, in another unit."""
LINKING = frozenset("对向给将把从与")
"""Prepositions, left over where what they are of is a number."""
_LEVELLED = re.compile(f"[一-鿿]{{0,3}}[至到为]{QUANTITY}")
"""Behind the number that something was: 从105项 | 精简至33项."""
_AFTER_NOUN = JOINTS + "中里内的"
_NOUN_STOPS = re.compile(f"[、()— {DATE}-]|[和与及](?=[{NAMES}])")


def noun_after(sight: Sight) -> tuple[Span, Span]:
    """Spans of the counted noun behind the quantity and of the predicate behind that."""
    masked, start, end = sight.masked, sight.fact.end, sight.right
    never = _NO_THING if sight.fact.dimension == "count" else _NO_NOUN
    if _LEVELLED.match(masked, start) or moves_at(masked, start) or never.match(masked, start):
        return (start, start), (start, start)
    whole = _ALTOGETHER.match(masked, start)
    if whole is not None:
        start, end = whole.end(), sight.clause[1]
    of = masked[start : start + 1] == "的"
    start += of
    while start < end and masked[start] == DATE:
        start += 1
    joint = first_of(masked, start, end, _NOUN_STOPS)
    if of and sight.fact.kind == "money" and measure_start(masked, start, joint) < joint:
        # 196万元的 | 产业到户扶持资金: the head at the right end is what is measured.
        return (start, joint), (joint, joint)
    stop = noun_end(masked, start, end)
    described = stop > start and masked[stop - 1] not in lexicon(True).nouns
    if (stop == start or described) and not counts_itself(sight.fact):
        inner = masked.find("的", stop, joint)
        if described and inner - stop > _LONGEST_WORD:
            inner = -1  # 整齐排列的 | 大棚: the verb right before 的
        if start < inner < joint - 1:
            return _noun_of_relative(masked, inner + 1, end, joint)
    if masked[joint : joint + 1] == "、" and stop > joint:
        listed = _after_examples(masked, joint, end)
        if listed is not None:
            start, joint = listed, first_of(masked, listed, end, _NOUN_STOPS)
            stop = noun_end(masked, start, end)
    if sight.fact.dimension == "count" and not counts_itself(sight.fact):
        stop = _before_measure(sight, start, min(stop, joint))
    one_of = masked.find("之一", start, stop)
    stop = min(stop, joint, one_of if one_of > start else stop)
    noun = trim(masked, start, stop)
    among = masked.find("在内", *noun)
    if among > noun[0]:
        noun = trim(masked, noun[0], among)  # 包括5个 | 国家公园 | 在内
    while noun[0] < noun[1] and masked[noun[1] - 1] in _AFTER_NOUN:
        if masked[noun[1] - 2 : noun[1]] in ("公里", "英里", "海里"):
            break
        both = masked[noun[1] - 2 : noun[1]] == "以及"
        noun = trim(masked, noun[0], noun[1] - 1 - both)
    if (
        noun[1] - noun[0] == 1
        and masked[noun[0]] in "中里内上下间后前时的全都均皆也已共可能会应将要"
    ):
        noun = (start, start)
    predicate = trim(masked, *_predicate(sight, stop, end))
    if counts_itself(sight.fact):
        return (start, start), trim(masked, start, predicate[1])
    return noun, predicate


def _before_measure(sight: Sight, start: int, stop: int) -> int:
    """75家 | 农业企业 | 年销售收入: where the things end of which the next number is.

    337家净利润 | 超10亿元: where the number is a level, its measure says which things are meant.
    """
    masked = sight.masked
    at = measure_start(masked, start, stop)
    if not start + 1 < at < stop - 1 or "的" in masked[start:at]:
        return stop
    level = _GROWN_BY.match(masked, stop)
    reached = level.end() if level else stop
    return stop if sight.text[reached : reached + 1] in _LEVELS else at


_GROWN_BY = re.compile("(?:均|都|全部)?(?:同比|环比)?(?:增长|下降|提高)?")
_LEVELS = frozenset("超达逾突不低高过在大小近")


_LISTED, _BROKEN = re.compile("[、()— ]"), re.compile("[()— ]")
_MARKED = re.compile("[,;。:\\n]")


_FATES_ALONE = re.compile(
    "(?:死亡|遇难|受伤|重伤|轻伤|失踪|身亡|丧生|失联|获救|被困|当场|不幸|[、和及])+"
)


def _predicate(sight: Sight, start: int, end: int) -> Span:
    """What follows the noun: it may hold a number (获评3A以上等级), but not a list's next one."""
    masked = sight.masked
    if masked[start : start + 1] == "(":
        start = masked.find(")", start, end) + 1 or start
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


def predicate_text(sight: Sight, span: Span) -> str:
    """The predicate behind a counted noun, cut where it stops saying something."""
    start, end = span
    masked = sight.masked
    if end - start > LONGEST_PHRASE:
        end = start + LONGEST_PHRASE
        stops = [token.start for token in tokens(masked, start, end) if token.word_class == "verb"]
        end = stops[-1] if stops and stops[-1] > start else end
    begin, end = without_passing(masked, start, end)
    if masked[begin : begin + 1] == "除":
        return _after_exception(sight, end)
    while begin < end and masked[end - 1] == QUANTITY and masked[begin] != QUANTITY:
        end -= 1
    begin, end = trim(masked, begin, end)
    while begin < end and masked[end - 1] in LINKING:
        end -= 1  # 投资230万元对 | 22座大棚
    if masked[begin : begin + 1] == "在" and _ONLY_WHERE.search(masked, begin, end):
        return ""
    if measure_start(masked, begin, end) == begin:
        return ""  # 75家企业 | 年销售收入 | 18亿元
    said = sight.said(begin, end)
    return _CLOSED.sub("", _COUNTED.sub("", said) if QUANTITY in masked[begin:end] else said)


_COUNTED = late(
    r"[约約近超逾]?\d[\d.,]*[多余餘]?[万亿萬億]*"
    "(?:[个個名家人项項座条條所户戶块塊台臺亩畝次米辆輛]|公里)"
)
"""A number inside a predicate belongs to another thing: 组成25个联合社 → 组成联合社."""
_CLOSED = re.compile("^的|[了的为]$|^[中里内]$")
_ONLY_WHERE = re.compile("(?:下|中|里|内|上|后|时|间|[两三四五六七八九十]地)$")
"""19户村民 | 在党支部的领导下，成立…: what they do stands behind the comma."""


def _after_exception(sight: Sight, end: int) -> str:
    """What the clause behind 除…外 says: 13项服务除殡葬外，全部由社会组织提供."""
    masked = sight.masked
    if masked[end : end + 1] != ",":
        return ""
    stop = first_of(masked, end + 1, min(len(masked), end + 1 + LONGEST_PHRASE), _MARKED)
    return sight.said(*without_passing(masked, end + 1, stop))
