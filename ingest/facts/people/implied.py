"""The body that an office belongs to which names none: 院长 of the hospital named last."""

from __future__ import annotations

import re
from bisect import bisect_right

from ingest.facts.named import Organisation
from ingest.facts.people.words import offices

# Which body a bare office belongs to: 院长 → 院
_BODY = dict(pair.split("=") for pair in offices()["body_of"])
_OF_TEAMS = ("主教练", "主帅", "队长")
_REACH = 400
"""How many characters before a bare office its body is looked for."""
# A body named by its kind alone before an office: 该公司总经理, 该局建管科科长, 医院院长.
_BARE_BODY = re.compile(
    "(?:(?:该|本|我)?(公司|集团|企业|医院|学校|大学|学院|研究院|研究所|中心|协会|局|厅|院|校|电站|银行)"
    "|(?:该|本)(公司|集团|局|厅|院|校|所|站|馆|中心|医院|协会|银行|项目)[一-鿿]{2,8})$"
)


def implied(
    text: str, orgs: tuple[Organisation, ...], ends: list[int], role: str, at: int
) -> str | None:
    """The body that an office without one belongs to: the last that fits, near by."""
    line = max(at - _REACH, 0)
    head = next((h for h in sorted(_BODY, key=len, reverse=True) if role.endswith(h)), None)
    body = _BARE_BODY.search(text, max(at - 12, 0), at) or _BARE_BODY.search(role[:-2])
    number = bisect_right(ends, at)
    near = [org for org in orgs[max(number - 12, 0) : number] if org.start >= line]
    kind = (body[1] or body[2]) if body else None
    if head in _OF_TEAMS:
        # of two teams that play, the article does not tell which
        teams = {org.name for org in near if org.kind == "sport"}
        return teams.pop() if len(teams) == 1 else None
    for org in reversed(near):
        if kind in ("公司", "集团", "企业") and org.kind == "company":
            return org.name
        if kind and re.search(kind, org.name):
            return org.name
        if head and re.search(f"(?:{_BODY[head]})$", org.name):
            return org.name
    return None
