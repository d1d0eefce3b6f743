"""Numbers that count nothing but divisions, and those of a row that a disaster struck.

7省 | 共25名考生, 6省 | 11市16个县, 吉林等 | 2省       no more than how many
8省 | 54市州313个县614万人受灾                         how many were struck
"""

from __future__ import annotations

import re

from ingest.facts.context.counting.counters import counter, numbered
from ingest.facts.context.counting.harm import HARMING
from ingest.facts.context.phrases.clause import clause_subject
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.late import late
from ingest.facts.phrases import trim
from ingest.facts.words import PLACE, QUANTITY, tokens

ALTOGETHER = re.compile(f"(?:总?共计?|合计|总计){QUANTITY}+")
"""27条 | 共320公里 | 水泥路: the same things once more, in another unit."""
_SMALLER = re.compile(f"·*、?{QUANTITY}")
"""The next number counts smaller divisions, or who lives there."""
_DIVISIONS = frozenset("省市县区州旗镇乡村国")
_KINDS = (
    "(?:省区市|省份|省市|省区|县市区|市县区|县区市|区市县|市区县|市州|州市|县市|县区|区县|市县|乡镇街道|乡镇|镇街|街镇|街道|社区"
    "|行政村|[省市州县区旗盟乡镇村])"
)
_NOUN = late(
    f"(?P<what>{_KINDS})?(?P<aside>·*)(?=、?{QUANTITY}|(?:总?共计?|合计)?(?:有|约|近)*{QUANTITY})"
)
"""331个 | 县(市、区)2333万人: what a number without a noun in its unit counts."""
_STRUCK = late(
    f"(?:{QUANTITY}|{_KINDS}|[·、的共约近]|共有|共计)*"
    "(?:(?P<fate>受灾|受旱|受淹|受冻)|(?:相继|先后|不同程度)?(?:遭受|遭遇)[一-鿿、]{2,16}灾害?)"
)
"""…54市州313个县614万人 | 受灾: what befell all of the row."""


def divisions(sight: Sight) -> About | None:
    """What a number of divisions measures, of whom nothing else is told."""
    row = _row(sight)
    if row is not None:
        return row
    if not _counts_divisions(sight):
        return None
    base = counter(sight.fact)
    return About(None, None, base, base, rule="counted.divisions")


def _row(sight: Sight) -> About | None:
    """造成8省 | 54市州614万人受灾: each number of a row that ends in what befell all of it."""
    unit, masked = sight.fact.unit or "", sight.masked
    alone = unit[:1] in _DIVISIONS and _IS_DIVISION.match(unit) is not None
    if not alone and unit != "个":
        return None
    noun = _NOUN.match(masked, sight.fact.end, sight.clause[1])
    if noun is None or alone == bool(noun["what"]):
        return None
    cause = _cause(sight)
    if cause is None:
        return None
    end = noun.end()
    struck = _STRUCK.match(masked, end, sight.clause[1])
    if struck is None and not cause[1]:
        return None
    called = sight.text[sight.fact.end : end] if not alone else ""
    called = called or unit + sight.text[sight.fact.end : end]
    fate = (struck["fate"] or "受灾") if struck else ""
    base = fate + numbered(called, sight.fact) if not alone else f"{fate}{called}数"
    whose = trim(masked, sight.left, sight.fact.start)
    if not cause[1] and not sight.follows and not masked[slice(*whose)].strip(PLACE):
        # 安康市 | 7个县区4.3万人受灾
        return About(whose, None, base, base, rule="counted.struck")
    if not cause[1]:
        return About(None, None, base, base, rule="counted.divisions")  # nobody is told
    inherits = sight.follows or cause[0] is None
    return About(cause[0], None, base, base, cause[1], inherits, rule="counted.struck")


_IS_DIVISION = late(f"{_KINDS}(?:\\([^()]*\\))?$")


def _cause(sight: Sight) -> tuple[Span | None, str] | None:
    """Who struck the divisions, and the verb that says so; None where something else is done in
    them: 覆盖 | 3个县12个乡镇."""
    masked, (begin, stop) = sight.masked, (sight.left, sight.fact.start)
    verbs = [t for t in tokens(masked, begin, stop) if t.word_class in ("verb", "prep")]
    last = verbs[-1] if verbs else None
    if last is None:
        before = sight.before
        on = sight.follows and before is not None and before.rule == "counted.struck"
        return None, (before.verb or "" if on and before else "")
    if masked[last.start : last.end] not in HARMING:
        return None
    own = None if sight.follows else clause_subject(masked, sight.clause[0], last.start)
    return own, masked[last.start : last.end]


def _counts_divisions(sight: Sight) -> bool:
    """7省 | 共25名考生: whether the unit is what is counted, and the next number another thing."""
    unit = sight.fact.unit or ""
    if (
        unit[:1] not in _DIVISIONS
        or unit == "国"
        or not _DIVISIONS.issuperset(unit[:2].rstrip("(（"))
    ):
        return False
    if ALTOGETHER.match(sight.masked, sight.fact.end) is not None:
        return True  # 7省 | 共25名考生
    if _SMALLER.match(sight.masked, sight.fact.end) is not None:
        said = tokens(sight.masked, sight.left, sight.fact.start)
        return all(token.word_class != "verb" for token in said)  # 6省 | 11市16个县
    return _EXAMPLE.search(sight.masked, sight.left, sight.fact.start) is not None


_EXAMPLE = late(f"{PLACE}等$|{PLACE}、[^,;:、]{{2,6}}$")
"""北京等 | 24省, 黑龙江、吉林 | 2省: some of those counted, or all."""
