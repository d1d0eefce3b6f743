"""Names with what belongs to them, masked as one: a route, a company with its code, a trade."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.facts.late import late
from ingest.facts.words import DATE, NAME, NAMES, PLACE, QUANTITY, read_table

_ROUTE = re.compile(
    f"(?<![从由自{PLACE}]){PLACE}{{2,}}[至到]{PLACE}{{2,}}(?=[一-鿿{QUANTITY}])"
    f"|从{PLACE}{{2,}}[至到]{PLACE}{{2,}}(?=[要需仅只约]|最快|车程|飞行|行车|路程|{QUANTITY})"
)
"""成都至昆明 | 运行时间, 从成都到昆明 | 要7小时: from where to where, as one name."""
_CODE = re.compile(f"(?<={NAME})\\([0-9A-Za-z.: ]{{2,14}}\\)")
"""招商银行(600036): the code is part of the name."""
_CALLED = late(
    f"(?<=[{NAMES}])\\([^()0-9,]{{0,4}}(?:简称|译|又称|也称|亦称|原名|旧称|俗称)[^()0-9,]{{1,12}}\\)"
)
"""东盟(台湾译东协): how else a name is called is part of it."""

_SHORT = (
    "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川黔滇藏陕甘青宁新蒙港台杭合武汉广深成贵昆郑徐连盐通"
    "济石太哈长沈大秦银兰西拉福厦南昌九温金甬衢丽"
)
"""Short names of provinces and cities."""
_LINE = re.compile(
    f"(?<![{_SHORT}一-鿿])[{_SHORT}中]{{2,4}}(?:高速铁路|高铁|铁路|城际铁路|城际|客运专线|客专|高速公路)(?!{PLACE})"
)
"""连徐高铁, 京沪铁路: a line by the short names of where it begins and ends."""
_REGION = re.compile(f"(?<={PLACE})地区(?![一-鿿]{{0,3}}[局委办厅])")
"""台湾 | 地区: as it is called."""
_SCORE = re.compile(r"(?<=\d):(?=\d{1,3}(?!\d))")
"""以3:1客胜: no colon that ends a clause."""
_THEN = re.compile(
    f"(?<={DATE})(?:前(?![进往来后台期身锋端景沿提途者去线三四五六七八九几两\\d])|后(?![者来期卫方续几两三]))(?=[一-鿿])"
)
"""年底 | 前 | 增设: a part of the date."""


@lru_cache(maxsize=1)
def _trades() -> re.Pattern[str]:
    listed = read_table("context_words.tsv")["trade"]
    return re.compile("|".join(map(re.escape, sorted(listed, key=lambda word: (-len(word), word)))))


_IN_ORDER = re.compile(f"依次(?=[为是达]?{QUANTITY})")


def in_turn_alike(masked: str) -> str:
    """The masked text with 分别 for 依次 where that gives numbers out too."""
    return _IN_ORDER.sub("分别", masked) if "依次" in masked else masked


def whole_names(masked: str) -> str:
    """The masked text with the signs of names over what is part of them."""
    if "业" in masked or "类" in masked or "用品及" in masked:
        masked = _trades().sub(lambda match: NAME * len(match.group()), masked)
    if "(" in masked:
        masked = _CALLED.sub(lambda match: NAME * len(match.group()), masked)
    if NAME + "(" in masked:
        masked = _CODE.sub(lambda match: NAME * len(match.group()), masked)
    if NAME + "关区" in masked:
        masked = masked.replace(NAME + "关区", NAME * 3)  # 上海海关 | 关区
    if PLACE + "地区" in masked:
        masked = _REGION.sub(lambda match: PLACE * len(match.group()), masked)
    masked = _SCORE.sub("比", masked)
    masked = _THEN.sub(DATE, masked)
    masked = _LINE.sub(lambda match: NAME * len(match.group()), masked)
    if PLACE + "至" not in masked and PLACE + "到" not in masked:
        return masked
    return _ROUTE.sub(lambda match: PLACE * len(match.group()), masked)
