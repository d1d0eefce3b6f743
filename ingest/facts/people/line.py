"""The offices that a line told of bodies, for those behind them that name none."""

from __future__ import annotations

import re
from bisect import bisect_right

from ingest.facts.late import late
from ingest.facts.named import Organisation
from ingest.facts.people.implied import may_have, may_have_part
from ingest.facts.people.lands import division_of, heads_division
from ingest.facts.people.words import ends_in

_OF_A_BODY = ends_in("has_body")
_WITH_BODY = late(
    "[支大中总]队(?!长)|会(?:副?理事长|副?秘书长|总干事)|人大|政协|政研室|研究室|督查室|[省市县区州]委|[村居]委|村|乡|镇|街道|[局厅院校所站]党|[局厅院校所县市区镇乡]领导"
)
_BEFORE_OFFICE = frozenset("和与及兼任由据经对向请让让被把将为是的名位该其时前原新现同跟随")
"""Characters before an office that are no part of a body's name."""
_HEADS = frozenset(
    (
        "校长",
        "院长",
        "局长",
        "厅长",
        "市长",
        "县长",
        "区长",
        "镇长",
        "乡长",
        "行长",
        "馆长",
        "台长",
        "董事长",
    )
)
_NEAR = 40
"""How many organisations behind an office are looked at for another of its kind."""
_PART = re.compile("党工委|工委|管委会|办事处|董事会|党组|党委")
# What stands between two holders of a row: somebody of the same office, and a mark
# or a holder with the name set off: ,党委副书记、总经理 陈霖,
_IN_ROW = late(
    "(?:[、和与][一-鿿]{2,3}){0,6}(?:[,，][一-鿿、]{2,16} [一-鿿]{2,3})?"
    "(?:同志|教授|院士|博士|女士|先生)?[、,，;；和与及]"
)


class Line:
    """The offices that a line told of bodies, for those behind them that name none: 学院院长某某、
    副院长|某某; 县水利局局长某某说。副局长|某某."""

    def __init__(self, text: str, orgs: tuple[Organisation, ...]) -> None:
        self._text = text
        self._orgs = orgs
        self._seen = 0
        self._told: dict[str, tuple[str, int, str]] = {}
        self._last: tuple[int, str | None] = (0, None)
        self._role = ""

    def names(self, end: int, role: str, body: str | None) -> None:
        """Keeps where the name of a holder ended, the office and the body."""
        self._last, self._role = (end, body), role

    def body_of(self, at: int, role: str, body: str | None) -> str | None:
        """The body of an office that ends at an offset: its own, or that of its like in the same
        line, or that of the one before in a row."""
        if self._text.find("\n", self._seen, at) >= 0:
            self._told = {}
        self._seen = at
        head = role.removeprefix("副")
        if not _OF_A_BODY.search(role) or self._text[max(at - len(role) - 2, 0)] == "我":
            return body  # 我校|副校长
        if body is None and self._unread(at, role):
            return None
        if body is None:
            row = self._of_row(at, role)
            told = self._again(head, at, role)
            if row and told and not may_have(row, role):
                row = None  # 某大学校长某某，某公司董事长某某，|副校长某某
            return row or told or self._of_part(role, at)
        self._told[head] = body, at, role
        return body

    def _again(self, head: str, at: int, role: str) -> str | None:
        """The body of the like of an office before it, unless another such body was named since:
        甲大学党委书记某某。一行到乙大学调研，与|党委书记某某座谈; nor has one body two heads:
        甲大学校长某某一行来访。|校长某某陪同."""
        body, since, held = self._told.get(head, ("", 0, ""))
        if held == role and role in _HEADS:
            del self._told[head]
            return None
        return None if not body or self._superseded(body, since, at) else body

    def _superseded(self, body: str, since: int, at: int) -> bool:
        """Whether another body of the same kind was named between two offsets."""
        first = bisect_right(self._orgs, since, key=lambda org: org.start)
        for org in self._orgs[first : first + _NEAR]:
            if org.start >= at:
                return False
            if org.name.endswith(body[-2:]) and org.name != body and not body.startswith(org.name):
                return True
        return False

    def _unread(self, at: int, role: str) -> bool:
        """Whether a body stands before the office that was not read: 革新党|主席."""
        text, start = self._text, at - len(role)
        before = text[start - 1 : start]
        return (
            text.endswith(role, 0, at) and "一" <= before <= "鿿" and before not in _BEFORE_OFFICE
        )

    def _of_part(self, role: str, at: int) -> str | None:
        """党工委书记某某和|党工委副书记某某: the body of the last office of the same part."""
        part = _PART.match(role)
        body = self._last[1]
        told = part and body and (body.endswith(part[0]) or part[0] in self._role)
        return None if not told or not body or self._superseded(body, self._last[0], at) else body

    def _of_row(self, at: int, role: str) -> str | None:
        """总经理某某，副总经理张某、梁某，|总会计师: an office that stands directly behind the mark
        after a holder, with nothing of its own."""
        end, body = self._last
        between = self._text[end : at - len(role)]
        alone = self._text.endswith(role, 0, at) and not _WITH_BODY.search(role)
        if not alone or not _IN_ROW.fullmatch(between) or not may_have_part(body or "", role):
            return None
        return division_of(role, body or "") if heads_division(role) else body
