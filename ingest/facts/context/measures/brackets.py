"""Numbers in brackets: of what stands before the bracket, or what it says once more.

服装(上升7%)、食品(4%)          of the noun right before the bracket
增加5亿元(约合7000万美元)       the number before once more
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.facts.context.counting.counters import counter, numbered
from ingest.facts.context.measures.growth import changed
from ingest.facts.context.measures.measure import LONGEST_PHRASE, split
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.late import late
from ingest.facts.phrases import strip_cues, trim
from ingest.facts.words import DATE, QUANTITY, tokens

_MARKS = late("[,;:。\\n)]")
_LISTING = late("(?:以及|其次|依次|分别|主要|其中|包括|包含|例如|比如|还有|[有如为是和及含、])+")
"""Before the members of a list."""
_SUCH = re.compile("(?:居多|占多数|为主|[较最]为?[多少高低大小])$")
"""护士居多(2622人)."""


def aside(sight: Sight, last: About) -> About | None:
    """（约合42亿美元）, （同比增长5%）: the number before once more, or how it moved."""
    opened = sight.masked.rfind("(", sight.left, sight.fact.start)
    if opened < 0:
        return None
    bare, moved = strip_cues(sight.masked, opened + 1, sight.fact.start)
    if bare > opened + 1:
        return None
    measure = changed(sight, last.base, moved) if moved else last.measure
    return replace(last, subject=None, measure=measure, inherits=True)


def owner(masked: str, start: int) -> Span | None:
    """The noun right before the bracket that a number is the first one in: 服装 | (上升7%."""
    opened = masked.rfind("(", max(0, start - LONGEST_PHRASE), start)
    if opened < 1 or ")" in masked[opened:start] or QUANTITY in masked[opened:start]:
        return None
    first = max(0, opened - LONGEST_PHRASE)
    marks = [match.end() for match in _MARKS.finditer(masked, first, opened)]
    begin, stop = trim(masked, marks[-1] if marks else first, opened)
    listing = _LISTING.match(masked, begin, stop)
    begin = listing.end() if listing else begin
    such = _SUCH.search(masked, begin, stop)
    bracket, stop = stop, such.start() if such else stop
    if (first and not marks) or bracket < opened or stop - begin < 2:
        return None
    if not {DATE, QUANTITY}.isdisjoint(masked[begin:stop]):
        return None
    acts = any(t.word_class in ("verb", "prep", "say") for t in tokens(masked, begin, stop))
    return None if acts else (begin, stop)


_OTHERS = late(
    "(?:[比较和与及、]|高于|低于)(?P<who>(?:全[国省市县区州])?(?:平均水平|平均)?)(?<=[国省市县区州平均水])$"
)
"""Before a bracket with what the same rate is elsewhere."""


def in_bracket(sight: Sight) -> About | None:
    """What a number is about that stands alone in a bracket behind a noun; None if it does not."""
    masked, fact, before = sight.masked, sight.fact, sight.before
    opened = masked.rfind("(", max(0, fact.start - LONGEST_PHRASE), fact.start)
    other = _OTHERS.search(masked, sight.clause[0], opened) if opened == fact.start - 1 else None
    if other is not None and before is not None and before.base and fact.kind == "percent":
        # 增加值增长9%，比全省( | 7%)和全国(6%)分别高…: the same elsewhere
        rate = before.base.removesuffix("增速") + "增速"
        level = "" if other["who"].endswith(("水平", "平均")) else "水平"
        measure = rate + sight.said(*other.span("who")) + level
        return About(None, None, measure, rate, None, True, rule="bracket.other")
    whose = owner(masked, fact.start) if opened >= 0 else None
    if whose is None:
        return None
    bare, moved = strip_cues(masked, opened + 1, fact.start)
    if bare > opened + 1:
        return None
    parts = split(masked, *whose)
    if parts.named:
        base = sight.said(*parts.measure)
        own = parts.subject if parts.subject[0] < parts.subject[1] else None
        return About(own, None, changed(sight, base, moved), base, rule="bracket")
    thing = sight.said(*whose)
    again = before is not None and (moved or before.rule == "bracket")
    base = (before.base if before is not None and again else None) or counter(fact)
    if moved is None and fact.dimension in ("count", "people") and fact.kind == "figure":
        base = numbered(thing, fact)
    return About(whose, None, changed(sight, base, moved), base, rule="bracket")
