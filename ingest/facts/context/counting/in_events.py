"""People to whom something happened in an event that is named: 7人 | 在火灾中受伤."""

from __future__ import annotations

from ingest.facts.context.counting.counters import counter, counts_itself
from ingest.facts.context.counting.harm import OF_PEOPLE
from ingest.facts.context.sight import About, Sight, Span
from ingest.facts.late import late

_EVENTS = (
    "火灾|事故|爆炸|地震|车祸|袭击|冲突|坍塌|滑坡|泥石流|洪水|空袭|踩踏|枪击|坠机|海难|灾害|交火"
)
_IN = late(
    f"在(?:[这此该]一?[起次场]?)?(?P<what>[一-鿿]{{0,4}}(?:{_EVENTS}))(?:事[故件])?中"
    f"(?P<fate>{OF_PEOPLE})"
)


def in_event(sight: Sight, predicate: Span) -> About | None:
    """What the number is of, which is the event; None where none is named behind it."""
    if sight.follows or not counts_itself(sight.fact):
        return None
    event = _IN.match(sight.masked, *predicate)
    if event is None:
        return None
    base = event["fate"] + counter(sight.fact)
    return About(event.span("what"), None, base, base, rule="counted.people")
