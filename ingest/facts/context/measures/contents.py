"""Where something lies, and how much of something it holds.

震中位于北纬 | 30.95度             a coordinate
该药每粒含某成分 | 1.7毫克        what it contains
"""

from __future__ import annotations

from ingest.facts.context.sight import About, Sight
from ingest.facts.late import late

_DEGREES = late(
    "(?:就是|即|约)?(?:(?P<what>[一-鿿]{2,8}?)(?:位于|在|为|是))?(?P<which>[南北]纬|[东西]经)"
)
_HOLDS = late(
    "(?:每[一百千万]*(?:毫升|千克|公斤|毫克|[克升斤])的?)?"
    "(?:(?P<what>[一-鿿]{2,10}?)(?:每[一-鿿]{1,2})?[中里]?)?含(?!量)有?(?P<of>[一-鿿]{1,8})"
)
_WEIGHED = ("mass", "volume")


def located_or_held(sight: Sight, begin: int, stop: int) -> About | None:
    """What a number is whose phrase tells a coordinate or what something contains."""
    fact = sight.fact
    if fact.unit == "度":
        found = _DEGREES.fullmatch(sight.masked, begin, stop)
        measure = sight.said(*found.span("which")) if found else ""
    elif fact.dimension in _WEIGHED:
        found = _HOLDS.fullmatch(sight.masked, begin, stop)
        measure = sight.said(*found.span("of")) + "含量" if found else ""
    else:
        return None
    if found is None:
        return None
    own = found.span("what") if found["what"] else None
    return About(own, None, measure, measure, inherits=own is None, rule="measured.contents")
