"""Numbers that another one is compared with: 高于前一周的 | 5.2%, and the time they are of."""

from __future__ import annotations

import re

from ingest.facts.arithmetic import in_points
from ingest.facts.context.times.moments import When, moment
from ingest.facts.context.times.when import Times
from ingest.facts.late import late
from ingest.model import Fact

_NEAR = 60
_COMPARED = re.compile(
    "(?:高于|低于|多于|少于|好于|差于|优于|快于|慢于|大于|小于|强于|弱于|不及)(?P<what>[^,;。()高低]{2,30})"
    r"(?<=的|[平期值年月周季日录])(?:约|近)?(?:\((?:[\d.]+[^,;。()\d]{0,4}[、和及与])*)?$"
)
"""Before a number that another one is compared with: 也高于2021年同期的 | 3.1%."""
_THAN = re.compile(
    "(?:较|相比|(?<![占同环对之性])比(?![例重率赛分价值]))[^,;。()增减升降涨跌]{2,14}的[^,;。()]{0,4}$"
)
_EXPECTED = late("预期|预测|预估|预计|目标|警戒|标准|红线|上限|下限|门槛")
"""What a number is compared with is of the same time: 低于预期的 | 8.2%."""
_MOVES = late("[高低多少增减下上提升降涨跌缩扩回翻]")


def is_compared(folded: str, sentence: tuple[int, int], quantity: Fact) -> bool:
    """Whether a number is what another one is compared with."""
    if in_points(quantity):
        return False  # 高于全国平均水平 | 1.1个百分点: how far the two are apart
    start = max(sentence[0], quantity.start - _NEAR)
    compared = _COMPARED.search(folded, start, quantity.start)
    if compared:
        return _EXPECTED.search(compared["what"]) is None
    than = _THAN.search(folded, start, quantity.start)
    return than is not None and _MOVES.match(folded, quantity.end) is not None


def compared(times: Times, sentence: tuple[int, int], quantity: Fact) -> When:
    """The time of a value that another one is compared with; of none where it is not told."""
    start = max(sentence[0], quantity.start - _NEAR)
    match = _COMPARED.search(times.folded, start, quantity.start)
    match = match or _THAN.search(times.folded, start, quantity.start)
    told = times.between(match.start(), quantity.start) if match else []
    return (moment(told[0]) if len(told) == 1 else None) or When()
