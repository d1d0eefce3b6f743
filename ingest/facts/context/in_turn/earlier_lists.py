"""Lists that a clause before 分别 tells: each number is of one of their members.

甲、乙和丙3家公司的收入均超百亿元，| 分别达到…           the list opens the clause
净流入居前的还有甲、乙、丙，| 净流入金额分别为…           a verb of being stands before it
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.facts.context.in_turn.members import APART
from ingest.facts.context.measures.measure import measure_start, names_measure
from ingest.facts.context.phrases.edges import without_passing
from ingest.facts.context.sight import Span
from ingest.facts.late import late
from ingest.facts.phrases import MEMBERS, strip_cues, trim
from ingest.facts.words import DATE, NAMES, QUANTITY, Token, tokens

_LONGEST = 60
"""A clause that goes on for longer is looked at no further."""
_CLAUSES = 2
"""So many clauses back a list is looked for."""
_BEING = late(
    "(?:(?:[居靠]前|领[涨跌先]|[最较][大高多低小快慢])[一-鿿]{0,6}?[是为有]|还有|包括|依次[是为]|分别[是为]|主要[是为]|(?<=[的家个名位类种项只支条业市县区份目品股块队者])[是为有])"
)
"""Before the first member of a list that does not open its clause."""
_ENDS = late(
    f"[{QUANTITY}{DATE}的等这那均都也在于]|[两二三四五六七八九十]+[大个家座所名位地类种科项者国省市县队]"
)
"""Behind the last member of a list."""
_LONGEST_MEMBER = 16
_NO_MEMBER = ("verb", "say", "prep", "adverb", "connective")
"""Classes of words that begin what a member does."""


@dataclass(frozen=True)
class Listed:
    """The members of a list, and the measure that the last one names of all."""

    spans: list[Span]
    measure: Span | None


def earlier_list(masked: str, folded: str, clause: Span, count: int) -> Listed | None:
    """A list of `count` members in one of the clauses before `clause`, of its sentence."""
    end = clause[0] - 1
    for _ in range(_CLAUSES):
        if masked[end : end + 1] != ",":
            return None
        start = max(masked.rfind(mark, max(0, end - _LONGEST), end) for mark in ",;:。!?\n") + 1
        titles = [match.span() for match in _TITLE.finditer(folded, start, end)]
        if len(titles) == count > 1:
            return Listed(titles, None)  # 《甲》《乙》《丙》票房居前三
        if MEMBERS.search(masked, start, end):
            return list_in(masked, start, end, count)
        end = start - 1
    return None


def list_in(masked: str, start: int, end: int, count: int) -> Listed | None:
    """The `count` members that a clause opens with or says that something is."""
    for joints in (MEMBERS, APART):
        found = _members(masked, start, end, joints)
        if found is not None and len(found.spans) == count:
            return found
    return None


_TITLE = late("《[^《》]{1,30}》")


def ranked_by(masked: str, listed: list[Span]) -> Span | None:
    """The measure by which the members of a list stand out: 涨幅 | 最大的是甲、乙, 跌幅 | 居前."""
    start = max(masked.rfind(mark, 0, listed[0][0]) for mark in ",;:。!?\n") + 1
    end = masked.find(",", listed[-1][1])
    for begin, stop in ((start, listed[0][0]), (listed[-1][1], end)):
        ranked = _RANKED.search(masked, begin, stop)
        at = measure_start(masked, begin, ranked.start()) if ranked else stop
        if ranked and at < ranked.start():
            return at, ranked.start()
    return None


_RANKED = late("[最较][大高多低小快慢]|(?:排名?|位|名)?[居列](?:于|在)?前|靠前|领先|位居|排[在名]")


def _members(masked: str, start: int, end: int, joints: re.Pattern[str]) -> Listed | None:
    first = joints.search(masked, start, end)
    if first is None:
        return None
    being = _BEING.search(masked, start, first.start())
    begin = being.end() if being else without_passing(masked, start, first.start())[0]
    begin = max(begin, masked.rfind("的", begin, first.start()) + 1)
    if masked[begin] in _WITH:
        return None
    spans: list[Span] = []
    measure = None
    for joint in (*joints.finditer(masked, begin, end), None):
        span = trim(masked, begin, joint.start() if joint else end)
        stop, measured = _member_end(masked, *span, joint is None)
        if stop <= span[0] or stop - span[0] > _LONGEST_MEMBER:
            return None
        spans.append((span[0], stop))
        if joint is None or stop < span[1]:
            measure = (stop, measured) if stop < measured else None
            break
        begin = joint.end()
    if measure and all(names_measure(masked[slice(*span)]) for span in spans[:-1]):
        spans[-1], measure = (spans[-1][0], measure[1]), None  # 新订单指数和新出口订单指数
    return Listed(_without_kind(masked, spans), measure)


_WITH = frozenset("对向在给为从由把将")
"""Before what something is done to, or where."""


def _member_end(masked: str, start: int, end: int, last: bool) -> tuple[int, int]:
    """Where a member ends: before how many they are, what they do, or what is measured of them;
    and where that measure ends."""
    found = _ENDS.search(masked, start + 1, end)
    end = found.start() if found else end
    names = start
    while names < end and masked[names] in NAMES:
        names += 1
    if start < names:
        return names, names
    if not last and any(_is_done(masked, token) for token in tokens(masked, start, end)):
        return start, start  # 他走访了 | 甲村、乙村
    ranked = _RANKED.search(masked, start + 1, end) if last else None
    end = strip_cues(masked, start, ranked.start())[0] if ranked else end  # 产业用电量 | 增长较快
    at = measure_start(masked, start, end) if last or found else end
    if start < at < end:
        return at, end
    if last and not (found and found.group() == "等"):
        acts = (t for t in tokens(masked, start, end) if t.word_class in _NO_MEMBER)
        word = next(acts, None)
        end = word.start if word is not None and word.start > start else end
        at = measure_start(masked, start, end)
        return (at, end) if start < at else (end, end)
    return end, end


def _is_done(masked: str, token: Token) -> bool:
    done = not _DONE.isdisjoint(masked[token.end - 1 : token.end + 1])
    return token.word_class == "verb" and done


_DONE = frozenset("了着过")


def _without_kind(masked: str, spans: list[Span]) -> list[Span]:
    """候选人 | 甲、乙、丙: the first member without what kind of thing all are."""
    (start, end), *others = spans
    names = all(not masked[slice(*span)].strip(NAMES) for span in others)
    at = end - len(masked[start:end]) + len(masked[start:end].rstrip(NAMES))
    return [(at, end), *others] if names and start < at < end else spans
