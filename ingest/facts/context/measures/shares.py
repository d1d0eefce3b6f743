"""Parts and wholes: 占全市床位总数的28.1%, the whole that implies, and what a number is per."""

from __future__ import annotations

import re

from ingest.facts.context.measures.growth import changed
from ingest.facts.context.measures.measure import split
from ingest.facts.context.phrases.edges import without_passing
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.phrases import JOINTS, strip_cues, trim
from ingest.facts.words import DATE, QUANTITY, tokens
from ingest.model import Fact

_OF_WHOLE = re.compile(
    r"(?:为(?![^的]*最)|不超过|超过|不低于|相当于|达到?)(?P<whole>[^,的]{2,14})的$"
)


def _of_whole(sight: Sight) -> int:
    """Where the words begin that name the whole: 占…的, 不超过总股本的; -1 if there are none."""
    at = sight.masked.rfind("占", sight.left, sight.fact.start)
    if at >= 0:
        return at if sight.masked[at - 1] != "应" else -1  # 股东应占 | 溢利
    before, left = sight.before, sight.left
    if sight.follows and before and before.rule == "share" and sight.masked[left] in JOINTS:
        # 占总额的六成多、利润的五成多
        return left if sight.masked[sight.fact.start - 1] == "的" else -1
    match = _OF_WHOLE.search(sight.masked, sight.left, sight.fact.start)
    return match.start("whole") - 1 if match and DATE not in match["whole"] else -1


_ACTS = ("nominal", "verb")
_GENERIC = ("数量", "总量", "总数", "金额", "规模", "面积", "人数")
_SHARES = ("占比", "比重", "份额")
_SHARE = re.compile("的?(?:比重|比例|份额)(?:[较比][^较比]*|[同环]比)?$")
"""Behind the whole: 占全球的份额(比去年同期)."""
_IS_NO_SHARE = re.compile("[比有率]|地(?![区方])")
"""Around 占: 占比, 占有, 占地, 市占率."""
_BARE = re.compile("[一-鿿]?[一-鿿][量值额]")
"""安岳县…，年产量 | 占全国70%: of whom the text goes on."""


def share(sight: Sight) -> About | None:
    """占全市床位总数的28.1%: a share of a whole that is named; None if it is no share."""
    masked, start = sight.masked, sight.fact.start
    at = _of_whole(sight)
    fraction = sight.fact.kind == "percent" or sight.fact.norm_unit == "ratio"
    if not fraction or at < 0 or _IS_NO_SHARE.match(masked, at + 1):
        return None
    end, moved = strip_cues(masked, at + 1, start)
    whole = _SHARE.sub("", sight.said(*trim(masked, at + 1, end)))
    measure = f"占{whole}的比重" if whole else "占比"
    measure = changed(sight, measure, moved) or measure
    named = at if masked[at] == "占" else at + 1
    begin, end = without_passing(masked, sight.left, strip_cues(masked, sight.left, named)[0])
    if masked[end - 1 : end] == "的":
        end -= 1
    end = _without_act(masked, begin, end)
    if begin >= end:
        before = sight.before
        base = before.base if before and before.rule != "share" else None
        base = None if base and base.endswith(_SHARES) else base  # 占比上升，占全部的 | 34%
        return About(None, None, (base or "") + measure, base, None, True, rule="share")
    parts = split(masked, begin, end)
    own = parts.subject[0] < parts.subject[1] or not parts.named
    several = parts.named and not {"和", "及", "与"}.isdisjoint(masked[begin:end])
    if not own and (several or "的" in masked[begin:end] or _BARE.fullmatch(masked, begin, end)):
        return About(None, None, sight.said(begin, end) + measure, None, rule="share")
    if not parts.named or not own:
        return About((begin, end), None, measure, measure, rule="share")
    whose, at = parts.subject, parts.measure[0]
    acts = [t for t in tokens(masked, *whose) if t.end == at and t.word_class in _ACTS]
    if acts and acts[-1].start > whose[0] and masked[at : at + 2] in _GENERIC:
        whose, at = (whose[0], acts[-1].start), acts[-1].start  # 基层法院 | 办案数量
    measure = sight.said(at, parts.measure[1]) + measure
    return About(whose, None, measure, measure, rule="share")


def _without_act(masked: str, begin: int, end: int) -> int:
    """旅游景区接待量 | 继续按照: where the phrase ends before what it does with its share."""
    found, stop = list(tokens(masked, begin, end)), end
    while found and found[-1].end == stop and found[-1].start > begin:
        stop = found.pop().start
    return stop if stop > begin and split(masked, begin, stop).named else end


def part(sight: Sight, begin: int, stop: int, noun: Span, predicate: Span) -> About | None:
    """援助资金中仅四成到位: a part of what stands before does what stands behind."""
    masked = sight.masked
    begin, stop = without_passing(masked, begin, stop)
    does = sight.said(*trim(masked, noun[0], max(predicate[1], noun[1])))
    if does in ("", *JOINTS) or begin >= stop or masked[stop - 1] in "率比例重额度速幅":
        return None
    if any(token.word_class in ("verb", "say") for token in tokens(masked, begin, stop)):
        return None
    measure = f"{does}的比例"
    return About((begin, stop), None, measure, measure, rule="part")


def implied_total(fact: Fact, read: About, part: Fact | None) -> dict[str, float]:
    """8037 beds, 占…的28.1%: the whole that a part and its share imply."""
    if read.rule != "share" or not read.inherits or part is None or not fact.value:
        return {}
    if part.kind == "percent" or part.value is None or part.value_to is not None:
        return {}
    ratio = fact.norm_value if fact.norm_unit == "ratio" and fact.norm_value else fact.value / 100
    return {"implied_total": round(part.value / abs(ratio))}


_PER = re.compile(f"每(?P<of>{QUANTITY}+)[^,;{QUANTITY}]*$")


_PER_MANY = re.compile("每(?P<of>[百千万]+(?:人口|人|名|户))")
"""每千人口 | 拥有医师3.1人、护士3.6人: of all in the clause."""


def denominator(sight: Sight, read: About) -> str | None:
    """每10股派1.5元, 亩产700斤: what a number is for, where it is no plain 每."""
    if sight.fact.kind == "percent":
        return None
    if (read.measure or "").startswith(("亩产", "亩收入", "亩效益", "亩收益")):
        return "亩"
    listed = sight.follows and "、" in sight.masked[sight.left : sight.fact.start]
    many = _PER_MANY.search(sight.masked, sight.clause[0], sight.left) if listed else None
    if many is not None:
        return many["of"]
    each = _PER.search(sight.masked, sight.clause[0], sight.fact.start)
    return sight.text[each.start("of") : each.end("of")] if each else None
