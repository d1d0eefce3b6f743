"""Firms that give account of themselves: 某银行三季报显示，…; 某股份披露2023年半年度报告."""

from __future__ import annotations

from ingest.facts.context.sight import Span
from ingest.facts.context.subjects.subject_names import SubjectNames
from ingest.facts.late import late
from ingest.facts.words import DATE, NAMES

_OWN = late(
    "(?:年度|季度|半年|中期|年度业绩|财务|业绩)报告|年报|季报|中报|财报|业绩(?:快报|预告|公告)|公告(?:称|显示)?$"
    "(?![一-鿿]{0,2}(?:点评|研究|研报|披露|季))"
)
_PUBLISHES = late(
    "(?:今日|日前|昨日|周[一二三四五])?(?:公布|公告|宣布)(?:[^,:;。]{0,24}?业绩)?(?:称|显示)?[,:]"
)
"""某科技(00700.HK) | 公布，…: a firm that is known as one, or by its code."""
_NO_FIRMS = frozenset("局委部署厅会府院所社报网")
"""How bodies end that have no accounts to publish."""
_NO_NAMES = frozenset(",;。家")
_TELLS_OWN = late(
    "(?:今日|日前|近日|昨日|今天|昨天|晚间?|正式|率先|已)*(?:披露|发布|公布|公告|发表|交出)"
)
"""Between a firm that no rule knows and its report."""


def own_report(names: SubjectNames, masked: str, opening: Span, clause: Span) -> str | None:
    """某银行 | 三季报显示, 某股份 | 披露2023年半年度报告: who gives account of itself."""
    start, end = opening[0], clause[1]
    while start < end and masked[start] in NAMES:
        start += 1
    if start > opening[0] and _PUBLISHES.match(names.folded, start):
        name = names.name((opening[0], start))
        coded = names.folded[start - 1] == ")"
        return name if coded or name in names.firms else None
    paper = _OWN.search(names.folded, start, end) if start < end else None
    if paper is None or not _NO_NAMES.isdisjoint(masked[start : paper.start()]):
        return None
    if start == opening[0]:
        told = _TELLS_OWN.search(names.folded, start + 1, paper.end())
        dated = masked.find(DATE, start + 1, paper.end())
        start = min(told.start() if told else start, dated if dated > 0 else end)
    first = max(opening[0], masked.rfind("的", opening[0], start) + 1)
    name = names.name((first, start)) if start > first else None
    office = name is None or name[-1] in _NO_FIRMS or names.is_place(name)
    return None if office else name


def points_out(names: SubjectNames, masked: str, clause: Span) -> str | None:
    """微博 | 指，第二季…: the firm that says so, as Hong Kong has it."""
    end = clause[1] - 1
    if masked[end] != "指" or masked[end - 1] not in NAMES:
        return None
    said = names.name((clause[0], end))
    return said if said in names.firms else None


def lone_reporter(names: SubjectNames) -> str | None:
    """The firm that gave account of itself, where the text names no other one."""
    return names.reporting if names.firms == {names.reporting} else None
