"""Offices of a part of the body that others of the row are of: 教育部某司司长某某、|高教司副司长
某某."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.facts.late import late
from ingest.facts.named import Office, Organisation

_OFFICE = late(
    "(?P<part>[一-鿿]{2,10}?(?P<kind>[司处局科股室队]))(?P<office>(?:一级|二级)?(?:巡视员|调研员)"
    "|副?(?:司长|局长|处长|科长|股长|主任|[支大]?队长))"
)
_BODY = late("(?P<body>.+?(?:部|总局|委员会|局|厅|署|行))(?:[一-鿿]{2,10}?[司处局科股室队])?")
_OF_THE_STATE = ("部", "总局", "署", "委员会", "人民银行")
"""Bodies that have 司."""
_REACH = 120
"""How far before an office the body of its row is named."""


def beside_part(text: str, orgs: Iterable[Organisation], since: int, at: int) -> Office | None:
    """The office behind a holder and 、 with the part of the body, which is the last of `orgs` that
    has such parts."""
    own = _OFFICE.fullmatch(text, since + 1, at) if text.startswith("、", since) else None
    if own is None:
        return None
    for org in orgs:
        if at - org.start > _REACH or text.find("。", org.end, at) >= 0:
            return None
        body = _BODY.fullmatch(org.name)
        if body and (own["kind"] not in "司局" or body["body"].endswith(_OF_THE_STATE)):
            return Office(own["office"], body["body"] + own["part"])
    return None
