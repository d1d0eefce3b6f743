"""Names behind what kind of thing they are of: 电池龙头企业 | 宁德时代, 机器人公司 | “星禾”."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ingest.facts.context.sight import Span
from ingest.facts.late import late
from ingest.facts.words import NAME, NAMES

_MARKED = late(f"公司[“「][{NAMES}]+$")
_KIND = late(
    "(?:企业|公司|集团|巨头|龙头|厂商?|平台|品牌|[车药房]企|券商|银行|电商|运营商|制造商|供应商|开发商)$"
)
_LONGEST = 16


def described_name(
    folded: str,
    masked: str,
    span: Span,
    endings: Mapping[int, str | None],
    firms: Collection[str | None],
) -> str | None:
    """The name behind its kind: any in quotation marks behind 公司, else that of a firm."""
    start, end = span
    if folded[end : end + 1] in "”」" and _MARKED.search(masked, start, end):
        return endings.get(end)
    at = start + len(masked[start:end].rstrip(NAME))
    if not start < at < end or at - start > _LONGEST or _KIND.search(folded, start, at) is None:
        return None
    named = (endings[stop] for stop in range(end, at, -1) if stop in endings)
    name = next(named, None)
    return name if name in firms else None
