"""Names with what belongs to them, masked as one: a route, a company with its code."""

from __future__ import annotations

import re

from ingest.facts.words import NAME, PLACE, QUANTITY

_ROUTE = re.compile(
    f"(?<![从由自{PLACE}]){PLACE}{{2,}}[至到]{PLACE}{{2,}}(?=[一-鿿{QUANTITY}])"
    f"|从{PLACE}{{2,}}[至到]{PLACE}{{2,}}(?=[要需仅只约]|最快|车程|飞行|行车|路程|{QUANTITY})"
)
"""成都至昆明 | 运行时间, 从成都到昆明 | 要7小时: from where to where, as one name."""
_CODE = re.compile(f"(?<={NAME})\\([0-9A-Za-z.: ]{{2,14}}\\)")
"""招商银行(600036): the code is part of the name."""


def whole_names(masked: str) -> str:
    """The masked text with the signs of names over what is part of them."""
    if NAME + "(" in masked:
        masked = _CODE.sub(lambda match: NAME * len(match.group()), masked)
    if PLACE + "至" not in masked and PLACE + "到" not in masked:
        return masked
    return _ROUTE.sub(lambda match: PLACE * len(match.group()), masked)
