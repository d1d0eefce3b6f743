"""Partners to whom 分别 gives numbers: 我国对美国和日本出口分别为5亿元、6亿元."""

from __future__ import annotations

from typing import NamedTuple

from ingest.facts.context.measures.trade import trader
from ingest.facts.context.sight import Span
from ingest.facts.late import late
from ingest.facts.phrases import MEMBERS, strip_cues
from ingest.facts.words import NAMES

_TRADE = "(?:合计|货物|服务|双边)?(?:进出口|进口|出口|贸易)(?:总?[值额]|总量)?"
_PARTNERS = late(
    f"(?P<with>[对自从与同向])(?P<list>[{NAMES}][^,;:的]{{1,40}}?)的?"
    f"(?P<trade>{_TRADE}|(?<=[{NAMES}区家]))$"
)
_BEHIND = late(_TRADE)


class Partners(NamedTuple):
    """What the numbers measure, one for each partner, and who trades with them."""

    measures: list[str]
    trader: Span | None


def partners_in(text: str, masked: str, start: int, at: int, count: int) -> Partners | None:
    """The partners that a clause names before 分别, where they are as many as its numbers."""
    end = strip_cues(masked, start, at)[0]
    if (
        masked[end - 1 : end] not in _ENDS
        or (found := _PARTNERS.search(masked, start, end)) is None
    ):
        return None
    behind = None if found["trade"] else _BEHIND.match(masked, at + len("分别"))
    if not (found["trade"] or behind):
        return None
    spans, begin = [], found.start("list")
    for joint in MEMBERS.finditer(masked, *found.span("list")):
        spans.append((begin, joint.start()))
        begin = joint.end()
    spans.append((begin, found.end("list")))
    if len(spans) != count or any(first >= last for first, last in spans):
        return None
    way, trade = (
        text[found.start()],
        text[slice(*(behind.span() if behind else found.span("trade")))],
    )
    return Partners(
        [way + text[slice(*span)] + trade for span in spans], trader(masked, start, found.start())
    )


_ENDS = frozenset("口易值额量区家" + NAMES)
