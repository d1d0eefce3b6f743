"""With whom somebody trades, told once for both ways.

对东盟出口增长9%，进口 | 增长20%          自东盟进口
对东盟进出口5亿元，其中出口 | 3亿元       对东盟出口
"""

from __future__ import annotations

from ingest.facts.context.sight import Sight
from ingest.facts.late import late
from ingest.script import fold

_WITH = late(
    "(?:[对与同自从向]|[一-鿿]{0,4}对)(?P<whom>[^,;。]{2,16}?)(?:货物贸易|贸易)?(?P<way>进出口|出口|进口)(?:总?[额值])?"
)
_FROM = {"进口": "自", "出口": "对", "进出口": "对"}
_TRADE = frozenset(way + what for way in _FROM for what in ("", "额", "值", "总额", "总值"))


def with_partner(sight: Sight, base: str) -> str:
    """The measure with whom the number before traded with, where this one goes on with it."""
    before, mark = sight.before, sight.masked[sight.clause[0] - 1]
    if before is None or before.base is None or fold(base) not in _TRADE:
        return base
    partner = _WITH.fullmatch(fold(before.base))
    if partner is None:
        return base
    other_way = mark == ";" and partner["way"] != "进出口" != fold(base)[:3]
    if not (mark == "," or sight.is_part or other_way):
        return base  # 对东盟进出口5亿元；进口 | 9亿元: from anywhere
    way = next(_FROM[one] for one in ("进出口", "进口", "出口") if fold(base).startswith(one))
    nearer = _named_since(sight)
    whom = nearer or before.base[slice(*partner.span("whom"))]
    printed = before.base[: partner.start("whom")]
    return (printed if fold(printed) == way else way) + whom + base


def _named_since(sight: Sight) -> str | None:
    """4月对菲律宾进出口双双下降，其中进口 | 下降47%: whom a clause without a number told last."""
    since = sight.previous.end if sight.previous is not None else 0
    begin = max(since, sight.clause[0] - _BACK)
    told = list(_PARTNER.finditer(sight.masked, begin, sight.clause[0]))
    return sight.text[slice(*told[-1].span("whom"))] if told else None


_PARTNER = late(
    "[对与同自从向](?P<whom>[^,;。对与同自从向]{2,12}?)(?:货物贸易|贸易|进出口|出口|进口)"
)
_BACK = 40
