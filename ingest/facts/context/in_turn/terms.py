"""Terms that 分别 gives numbers to: 2年、3年、5年期 | 发行利率分别为…."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.facts.context.measures.measure import names_measure
from ingest.facts.context.sight import Span
from ingest.facts.late import late

_JOINTS = late(r"[、和]|及(?!以)")
_TERM = r"(?:[0-9]{1,3}|[一二三五六七十半]{1,2})(?:个?月|年|天|日|周)"
_TERMS = late(
    f"(?P<terms>(?:{_TERM}期?(?:及?以[上下])?[、和及])+{_TERM}期(?:及?以[上下])?)"
    "(?P<of>[^、,;]{0,12})$"
)


@dataclass(frozen=True)
class Terms:
    """The terms in full, each with what it is of, and the stretch that tells them."""

    each: list[str]
    span: Span


def terms_in(text: str, folded: str, start: int, end: int) -> Terms | None:
    """The terms that a stretch ends in: 1年期LPR, 5年期以上LPR."""
    match = _TERMS.search(folded, start, end)
    if match is None:
        return None
    of = "" if names_measure(match["of"]) else text[slice(*match.span("of"))]
    listed = _JOINTS.split(text[slice(*match.span("terms"))])
    return Terms([_whole(term) + of for term in listed], match.span())


def _whole(term: str) -> str:
    if "期" in term:
        return term
    at = max(term.rfind(unit) for unit in "月年天日周") + 1
    return f"{term[:at]}期{term[at:]}"
