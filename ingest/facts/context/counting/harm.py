"""What harm befalls people, and what brings it about: 山体滑坡 | 导致1人死亡."""

from __future__ import annotations

from ingest.facts.context.sight import Span
from ingest.facts.late import late
from ingest.facts.words import QUANTITY, Token

OF_PEOPLE = "死亡|遇难|牺牲|殉职|受伤|失踪|身亡|丧生|被捕|获救|被困|失联|住院|受灾"
HARMING = ("造成", "致", "致使", "导致", "引发")
_EVENT = late(
    f"(?:滑坡|坍塌|垮塌|崩塌|坠落|相撞|爆炸|侧翻|决口|起火)(?=(?:已|共)*(?:{'|'.join(HARMING)}))"
)
_FATE = late(f"(?:{OF_PEOPLE})$")


def with_event(masked: str, subject: Span | None) -> Span | None:
    """山体 | 滑坡 | 导致1人死亡: who does it, with what happened to it."""
    event = _EVENT.match(masked, subject[1]) if subject is not None else None
    return (subject[0], event.end()) if subject is not None and event is not None else subject


def is_of_those_before(masked: str, verb: Token) -> bool:
    """46万人 | 受灾 | 5万人转移: what befell those counted right before."""
    befell = _FATE.match(masked, verb.start, verb.end) is not None
    return befell and masked[verb.start - 1 : verb.start] == QUANTITY
