"""The clause around a number: what stands before it, what behind, and who the clause is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.facts.measure import LONGEST_PHRASE, counts_itself
from ingest.facts.phrases import DATE, JOINTS, NAMES, QUANTITY, SIGNS, Token, moves_at, tokens, trim
from ingest.model import Fact

Span = tuple[int, int]

NOUN_ENDS = ("verb", "prep", "adverb", "say", "connective", "negation")
_PASSING = ("connective", "adverb", "manner", "joint")


@dataclass(frozen=True)
class About:
    """What a quantity is about, as far as its clause tells."""

    subject: Span | None = None
    """Span of the subject; None: look for it before the clause."""
    noun: str | None = None
    """The counted noun: subject of last resort."""
    measure: str | None = None
    base: str | None = None
    """The measure without what a comparison adds: what the next comparison is about."""
    verb: str | None = None
    """For a coordinated number that follows without a verb of its own."""
    inherits: bool = False
    """The subject is that of the number before."""
    rule: str = "none"


@dataclass(frozen=True)
class Sight:
    """A quantity with the text that can speak about it."""

    text: str
    """The article's own characters."""
    masked: str
    fact: Fact
    clause: Span
    left: int
    """End of the quantity before it in the clause, or the clause's start."""
    right: int
    """Start of the quantity behind it in the clause, or the clause's end."""
    before: About | None
    """What the quantity before it in the sentence is about."""

    @property
    def follows(self) -> bool:
        """Whether another quantity stands before it in the clause."""
        return self.left > self.clause[0] and self.before is not None

    def said(self, start: int, end: int) -> str:
        """The characters of a span without the dates in it."""
        if DATE not in self.masked[start:end]:
            return self.text[start:end]
        signs = zip(self.text[start:end], self.masked[start:end], strict=True)
        return "".join(char for char, sign in signs if sign != DATE)


def clause_subject(masked: str, start: int, end: int) -> Span | None:
    """Span of the noun phrase that a clause opens with; None where it has none.

    A clause that is nothing but a name (船山区，…) is the topic of what follows.
    """
    begin, stop = start, end
    for token in tokens(masked, start, end):
        if token.word_class == "nominal" or _names_thing(masked, begin, token):
            continue
        if token.word_class == "joint":
            if _is_empty(masked, begin, token.start):
                return None
            continue
        if not _is_empty(masked, begin, token.start):
            stop = token.start
            break
        if masked[token.start : token.end] in LYING:
            of = masked.find("的", token.end, min(end, token.end + LONGEST_PHRASE))
            return clause_subject(masked, of + 1, end) if of > 0 else None
        if token.word_class not in _PASSING:
            return None
        begin = token.end
    aspect = _ASPECT.search(masked, begin, stop)
    if aspect and aspect.start() > begin:
        stop = aspect.start()
    begin, stop = without_dates(masked, begin, stop)
    if stop >= end and not is_name(masked, (begin, stop)):
        return None
    if begin >= stop or stop - begin > LONGEST_PHRASE or QUANTITY in masked[begin:stop]:
        return None
    return begin, stop


_THING = re.compile(
    "(?:项目|工程|工作|任务|人员|队伍|机构|设备|设施|活动|行动|计划|系统|平台|基地|单位|部门)"
    "(?=已|将|均|全|累计|共|总|达|为|也|都|陆续|目前)"
)


def _names_thing(masked: str, begin: int, token: Token) -> bool:
    """水毁修复项目已…: a verb inside the noun phrase before the verb of the clause."""
    return (
        token.word_class == "verb"
        and token.start > begin
        and _THING.match(masked, token.end) is not None
    )


LYING = frozenset(("位于", "地处", "坐落于", "来自", "隶属于"))
"""Verbs that open a clause as part of its subject: 位于鱼峰区的龙潭湖小学…"""


def without_dates(masked: str, start: int, end: int) -> Span:
    """The span without dates, marks and the 内 or 间 of a period at its ends."""
    before = None
    while before != (start, end):
        before = (start, end)
        start, end = trim(masked, start, end)
        while start < end and masked[start] == DATE:
            start += 1
        while start < end and masked[end - 1] == DATE:
            end -= 1
        if end - start > 1 and masked[end - 1] in _OF_DATE and masked[end - 2] == DATE:
            end -= 1
        if end > start > 0 and masked[start] in _OF_DATE and masked[start - 1] == DATE:
            start += 1
    return start, end


_HOLLOW = frozenset(SIGNS + DATE + "内间里中起来底末初前后")
_OF_DATE = "内间里中起来底末初前后"
"""Characters that belong to the date before them."""


def _is_empty(masked: str, start: int, end: int) -> bool:
    """Whether the span holds nothing but dates and marks."""
    if start >= end:
        return True
    if masked[start] not in _HOLLOW:
        return False
    begin, stop = without_dates(masked, start, end)
    return begin >= stop


def is_name(masked: str, span: Span) -> bool:
    """Whether the span is a name of the mask and nothing else."""
    return span[0] < span[1] and all(char in NAMES for char in masked[span[0] : span[1]])


def without_tail(masked: str, start: int, end: int) -> Span:
    """The phrase without an adverb at its end: 俄勒冈州 | 仍."""
    found = list(tokens(masked, start, end))
    while found and found[-1].end == end and found[-1].word_class in ("adverb", "connective"):
        end = found.pop().start
    return trim(masked, start, end)


def is_manner(masked: str, start: int, end: int) -> bool:
    """Whether the span is nothing but adverbs of manner."""
    found = list(tokens(masked, start, end))
    return bool(found) and found[-1].end == end and all(t.word_class == "manner" for t in found)


def without_passing(masked: str, start: int, end: int) -> Span:
    """The phrase without connectives, adverbs and dates at its head."""
    for token in tokens(masked, start, end):
        head, _ = without_dates(masked, start, end)
        if token.start != head or token.word_class not in _PASSING:
            break
        start = token.end
    stop = trim(masked, start, end)[1]
    return without_dates(masked, start, end)[0] if start < stop else stop, stop


def first_of(masked: str, start: int, end: int, marks: re.Pattern[str]) -> int:
    """Offset of the first of `marks` in the span, its end if there is none."""
    match = marks.search(masked, start, end)
    return match.start() if match else end


def noun_end(masked: str, start: int, end: int) -> int:
    """Where the noun phrase that begins at `start` ends: before a verb, a preposition ..."""
    manner = -1, -1
    for token in tokens(masked, start, end):
        if token.word_class in NOUN_ENDS:
            # 24项举措 | 全面推进…: how something is done belongs to the predicate.
            end = manner[0] if manner[1] == token.start and manner[0] > start else token.start
            break
        if token.word_class == "manner":
            manner = token.start, token.end
    aspect = _ASPECT.search(masked, start, end)
    end = aspect.start() if aspect and aspect.start() > start else end
    return next((at for at in range(start + 1, end) if moves_at(masked, at)), end)


_ASPECT = re.compile("[一-鿿]{2}[了着](?![解结力陆落重眼手])")
"""An unlisted verb shows by what follows it: 镶嵌着, 踏上了."""
_NO_NOUN = re.compile("(?:新台阶|大关|关口|目标|水平|量级|的目标|的水平|的规模|整数|以上|以下)")
_NO_THING = re.compile("(?:新台阶|大关|关口|目标任务|以上|以下)")


_EXAMPLES = re.compile("、[^,。;]{1,24}?等(?![级候待])")


def _after_examples(masked: str, start: int, end: int) -> int | None:
    """15名昆剧、晋剧等 | 剧种演员: where the noun begins that the examples belong to."""
    match = _EXAMPLES.match(masked, start, end)
    return match.end() if match and match.end() < end else None


_AFTER_NOUN = JOINTS + "中里的"
_NOUN_STOPS = re.compile(f"[、()— {DATE}-]")


def noun_after(sight: Sight) -> tuple[Span, Span]:
    """Spans of the counted noun behind the quantity and of the predicate behind that."""
    masked, start, end = sight.masked, sight.fact.end, sight.right
    never = _NO_THING if sight.fact.dimension == "count" else _NO_NOUN
    if moves_at(masked, start) or never.match(masked, start):
        return (start, start), (start, start)
    if masked[start : start + 1] == "的":
        start += 1
    while start < end and masked[start] == DATE:
        start += 1
    joint = first_of(masked, start, end, _NOUN_STOPS)
    stop = noun_end(masked, start, end)
    if stop == start and not counts_itself(sight.fact):
        inner = masked.find("的", start, joint)
        if start < inner < joint - 1:
            return _noun_of_relative(masked, inner + 1, end, joint)
    if masked[joint : joint + 1] == "、" and stop > joint:
        listed = _after_examples(masked, joint, end)
        if listed is not None:
            start, joint = listed, first_of(masked, listed, end, _NOUN_STOPS)
            stop = noun_end(masked, start, end)
    stop = min(stop, joint)
    noun = trim(masked, start, stop)
    while noun[0] < noun[1] and masked[noun[1] - 1] in _AFTER_NOUN:
        noun = trim(masked, noun[0], noun[1] - 1)
    if noun[1] - noun[0] == 1 and masked[noun[0]] in "中里内上下间后前时的":
        noun = (start, start)
    predicate = trim(masked, *_predicate(sight, stop, end))
    if counts_itself(sight.fact):
        return (start, start), trim(masked, start, predicate[1])
    return noun, predicate


_LISTED, _BROKEN = re.compile("[、()— ]"), re.compile("[()— ]")
_MARKED = re.compile("[,;。:\\n]")


def _predicate(sight: Sight, start: int, end: int) -> Span:
    """What follows the noun: it may hold a number (获评3A以上等级), but not a list's next one."""
    masked = sight.masked
    if masked[start : start + 1] == "(":
        start = masked.find(")", start, end) + 1 or start
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
    return _CLOSED.sub("", sight.said(*trim(masked, begin, end)))


_CLOSED = re.compile("[了的]$")


def _after_exception(sight: Sight, end: int) -> str:
    """What the clause behind 除…外 says: 13项服务除殡葬外，全部由社会组织提供."""
    masked = sight.masked
    if masked[end : end + 1] != ",":
        return ""
    stop = first_of(masked, end + 1, min(len(masked), end + 1 + LONGEST_PHRASE), _MARKED)
    return sight.said(*without_passing(masked, end + 1, stop))
