"""Parts of a phrase that names a subject: lists of places, whose something is, what it is.

大庆古龙、胜利济阳、新疆吉木萨尔       no list is its last member
他的 | 三分球                          whose it is
堵河流域 | 为首次同步调查              what it is
"""

from __future__ import annotations

from ingest.facts.context.phrases.shapes import noun_phrase
from ingest.facts.late import late
from ingest.facts.words import NAMES

_POSSESSED = late("(?:[他她它]们?|自己|自家)的(?=..)")
_BEING = late(
    "(?<=..)为(?:首[次个批]|第[一二三四五六七八九十]|全[国省市]|本[次轮]|目前)|(?<=..)经(?=医院|警方|公安|法院|专家|检查|鉴定|核实|抢救|治疗)"
)


def place_list(text: str, masked: str, start: int, end: int) -> str | None:
    """A list of places as it is printed; None where the phrase is none."""
    at = end
    while at > start and masked[at - 1] in NAMES + "、":
        at -= 1
    if "、" not in masked[at:end]:
        return None
    opened = masked.rfind("于", start, at)
    first = opened + 1 if opened >= 0 else start
    if masked[first] == "在":
        return None
    phrase = noun_phrase(masked, first, end)
    return text[slice(*phrase)] if phrase else None


def possessor(folded: str) -> int:
    """How long the pronoun is that a phrase opens with and that says whose it is."""
    owned = _POSSESSED.match(folded)
    return owned.end() if owned is not None else 0


def before_being(masked: str, start: int, end: int) -> int:
    """Where a phrase ends before what its first noun is said to be."""
    being = _BEING.search(masked, start, end)
    return being.start() if being is not None else end
