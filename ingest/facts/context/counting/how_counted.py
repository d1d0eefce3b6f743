"""What words beside a number's own phrase add to its measure.

新增贷款85亿元                           a word that tells numbers of the same things apart
从主要产品产量看，汽车 | 5万辆           the measure by which all are looked at
进口铁矿砂9亿吨；原油 | 4亿吨            the deed of the first item of a list
"""

from __future__ import annotations

from dataclasses import replace

from ingest.facts.context.sight import About, Sight
from ingest.facts.context.subjects.told import Told
from ingest.facts.late import late
from ingest.facts.words import tokens

_WORDS = late(
    "(?:(?P<sum>累计)|新增|净增|现有|存量|实际|在建|拟建|续建)(?:完成|实现|达成|形成|集中|统一)?$"
)
_APART = late("新增|净增|当[日天月年]|单[日月]")
"""A number of these beside it makes a difference of 累计, which of a period says nothing more."""
_AROUND = 50
_SCOPE = late("[全我本][国省市县区州旗]")
_REACH = 8
_BEGINS = 2
"""So many characters tell that a measure begins there."""


def as_counted(sight: Sight, read: About) -> About:
    """The measure with such a word right before it."""
    measure, left, start = read.measure, sight.left, sight.fact.start
    if measure is None or read.inherits or left >= start:
        return read
    at = sight.text.rfind(measure[:_BEGINS], left, start)
    word = _WORDS.search(sight.masked, max(left, at - _REACH), at) if at > left else None
    if word is None or (word["sum"] and not _is_told_apart(sight)):
        return read
    said = sight.text[slice(*word.span())]
    base = read.base if read.base is None or not measure.startswith(read.base) else said + read.base
    return replace(read, measure=said + measure, base=base)


def _is_told_apart(sight: Sight) -> bool:
    """Whether what was new is told beside what there is altogether."""
    start = sight.fact.start
    return _APART.search(sight.masked, max(0, start - _AROUND), start + _AROUND) is not None


def as_looked_at(sight: Sight, read: About, by: str) -> About:
    """从主要产品产量看，生产 | 汽车5万辆；空调3万台: the measure by which all are looked at."""
    fact = sight.fact
    if read.rule != "measured.noun" or fact.kind != "figure" or fact.direction is not None:
        return read
    subject = read.subject
    if subject is not None:
        if _SCOPE.match(sight.masked, subject[0]):
            subject = subject[0] + 2, subject[1]
        first = next(tokens(sight.masked, *subject), None)
        made = first is not None and first.start == subject[0] and first.end < subject[1] - 1
        if first is not None and made and first.word_class in ("nominal", "verb"):
            subject = first.end, subject[1]
    return replace(read, subject=subject, noun=None, measure=by, base=by)


def as_listed(sight: Sight, read: About, before: list[Told]) -> About:
    """进口铁矿砂9亿吨；原油 | 4亿吨: the deed of a list's first item goes on in the next ones."""
    first = before[0] if before and read.rule == "measured.noun" else None
    fact = sight.fact
    if first is None or fact.direction is not None or sight.masked[sight.clause[0] - 1] != ";":
        return read
    verb = first.read.verb if first.read.rule == "measured.object" and first.read.noun else None
    if not verb or first.fact.unit != fact.unit or not read.measure:
        return read
    return replace(read, measure=verb + read.measure, base=verb + read.measure, verb=verb)
