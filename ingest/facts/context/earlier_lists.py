"""Lists that a clause before 分别 tells: each number is of one of their members.

甲、乙和丙3家公司的收入均超百亿元，| 分别达到…           the list opens the clause
净流入居前的还有甲、乙、丙，| 净流入金额分别为…           a verb of being stands before it
"""

from __future__ import annotations

from ingest.facts.context.edges import without_passing
from ingest.facts.context.measure import measure_start
from ingest.facts.context.sight import Span
from ingest.facts.late import late
from ingest.facts.phrases import MEMBERS, trim
from ingest.facts.words import DATE, NAMES, QUANTITY, tokens

_LONGEST = 60
"""A clause that goes on for longer is looked at no further."""
_CLAUSES = 2
"""So many clauses back a list is looked for."""
_BEING = late(
    "(?:还有|包括|依次[是为]|分别[是为]|主要[是为]|(?<=[的家个名位类种项只支条业市县区份目品股块队者])[是为有])"
)
"""Before the first member of a list that does not open its clause."""
_ENDS = late(
    f"[{QUANTITY}{DATE}的等这那均都也在于]|[两二三四五六七八九十]+[大个家座所名位地类种科项者国省市县]"
)
"""Behind the last member of a list."""
_LONGEST_MEMBER = 16
_NO_MEMBER = ("verb", "say", "prep", "adverb", "connective")
"""Classes of words that begin what a member does."""


def earlier_list(masked: str, clause: Span, count: int) -> list[Span]:
    """Spans of `count` members of a list in one of the clauses before `clause`, of its sentence."""
    end = clause[0] - 1
    for _ in range(_CLAUSES):
        if masked[end : end + 1] != ",":
            return []
        start = max(masked.rfind(mark, max(0, end - _LONGEST), end) for mark in ",;:。!?\n") + 1
        found = _members(masked, start, end)
        if found:
            return found if len(found) == count else []
        end = start - 1
    return []


def _members(masked: str, start: int, end: int) -> list[Span]:
    """The members of the list that a clause opens with or says that something is."""
    first = MEMBERS.search(masked, start, end)
    if first is None:
        return []
    being = _BEING.search(masked, start, first.start())
    begin = being.end() if being else without_passing(masked, start, first.start())[0]
    spans: list[Span] = []
    for joint in (*MEMBERS.finditer(masked, begin, end), None):
        span = trim(masked, begin, joint.start() if joint else end)
        stop = _member_end(masked, *span, joint is None)
        if stop <= span[0] or stop - span[0] > _LONGEST_MEMBER:
            return []
        spans.append((span[0], stop))
        if joint is None or stop < span[1]:
            break
        begin = joint.end()
    return _without_kind(masked, spans) if len(spans) > 1 else []


def _member_end(masked: str, start: int, end: int, last: bool) -> int:
    """Where a member ends: before how many they are, what they do, or what is measured of them."""
    found = _ENDS.search(masked, start + 1, end)
    end = found.start() if found else end
    names = start
    while names < end and masked[names] in NAMES:
        names += 1
    if start < names:
        return names
    word = next((t for t in tokens(masked, start, end) if t.word_class in _NO_MEMBER), None)
    if word is not None and word.start > start:
        end = word.start
    at = measure_start(masked, start, end) if last else end
    return at if start < at else end


def _without_kind(masked: str, spans: list[Span]) -> list[Span]:
    """候选人 | 甲、乙、丙: the first member without what kind of thing all are."""
    (start, end), *others = spans
    names = all(not masked[slice(*span)].strip(NAMES) for span in others)
    at = end - len(masked[start:end]) + len(masked[start:end].rstrip(NAMES))
    return [(at, end), *others] if names and start < at < end else spans
