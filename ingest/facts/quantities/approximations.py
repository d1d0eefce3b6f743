"""How exact a number is meant: the words before and after it, and the code they stand for.

Words of `BEFORE` and `AFTER` belong to the quantity's span (约5000人次, 20%左右); words of `CUES`
govern it from outside (达, 突破, 不低于) and are kept as its cue.
"""

from __future__ import annotations

import re

BEFORE = {
    "约": "about", "大约": "about", "约合": "about", "大概": "about",
    "近": "nearly", "将近": "nearly", "接近": "nearly",
    "超": "over", "超过": "over", "逾": "over",
    "至少": "at_least", "最少": "at_least", "起码": "at_least",
    "最多": "at_most", "至多": "at_most", "不足": "nearly", "不到": "nearly",
}  # fmt: skip
AFTER = {
    "左右": "about", "上下": "about", "前后": "about", "许": "about",
    "以上": "at_least", "及以上": "at_least", "(含)以上": "at_least", "或以上": "at_least",
    "以下": "at_most", "及以下": "at_most", "(含)以下": "at_most", "以内": "at_most",
    "之内": "at_most", "或以下": "at_most", "开外": "over",
}  # fmt: skip
CUES = {
    "不超过": "at_most", "不高于": "at_most", "不多于": "at_most", "不大于": "at_most",
    "低于": "at_most", "少于": "at_most", "小于": "at_most", "未超过": "at_most",
    "不低于": "at_least", "不少于": "at_least", "不小于": "at_least", "不下": "at_least",
    "不下于": "at_least", "突破": "over", "高于": "over", "大于": "over", "多于": "over",
    "跨过": "over", "超出": "over", "达": "reached", "达到": "reached", "已达": "reached",
    "高达": "reached", "多达": "reached", "长达": "reached", "共": "reached", "共计": "reached",
    "总计": "reached", "合计": "reached", "累计": "reached", "一共": "reached",
    "总共": "reached", "约为": "about", "大约为": "about", "近乎": "nearly", "逼近": "nearly",
}  # fmt: skip

# 约, 近, 超 and 共 as the end of another word: 签约3家, 附近2个, 公共1.
_NOT_BEFORE = {
    "约": "公合契签条节预邀誓租大相集简违缔解毁特践履婚盟",
    "近": "附最靠邻亲临相就远迫逼新晋浅",
    "超": "高赶反买卖颖",
    "超过": "不未",
    "达": "到抵发传表下转送直到",
    "共": "公",
}
_GOVERNED = re.compile(r"(不超过|不高于|不低于|不少于|不足|不到|超过)[^,。;、:!?\s\d%]{1,12}的$")
# 大约在井下 | 500米
_PLACED = re.compile(
    r"(?P<word>大约|大概|(?<![合契签条预邀])约)(?:位于|在)[地井水海路楼]?[面下上里中内]?\Z"
)
# 不得超过3人 allows no more than three, 不能低于60分 no less than sixty
_LIMIT = re.compile(
    "(?:不(?:[得能可会应宜准要许]|应该|允许|可以|能够)?|没有?|未)(?:再|随意)?"
    r"(?:(?P<most>超过|超出|超|高于|多于|大于|长于)|(?P<least>低于|少于|小于|短于))\Z"
)
_TURNED = ("超", "超过")
"""Words of `BEFORE` that a negation turns into their opposite; they are cues then."""
_LAST = frozenset(word[-1] for word in BEFORE)
_FIRST = frozenset(word[0] for word in AFTER)
_BETWEEN = "了为至到是有约"


def before(folded: str, start: int) -> tuple[int, str | None]:
    """Where the quantity begins with its approximator, and its code; (start, None) if none."""
    if folded[start - 1 : start] not in _LAST:
        return start, None
    for length in (3, 2, 1):
        word = folded[start - length : start] if start >= length else ""
        code = BEFORE.get(word)
        if forbids_more(folded, start, word):
            return start, None
        if code and folded[start - length - 1 : start - length] not in _barred(word):
            return start - length, code
    return start, None


def forbids_more(folded: str, end: int, word: str) -> bool:
    """Whether `word`, which ends at `end`, is negated: 不得超过 is a cue and no part of a span."""
    return word in _TURNED and _LIMIT.search(folded, max(0, end - 8), end) is not None


def _barred(word: str) -> tuple[str, ...]:
    return tuple(_NOT_BEFORE.get(word, ""))


def after(folded: str, end: int) -> tuple[int, str | None]:
    """Where the quantity ends with the approximator behind it, and its code."""
    if folded[end : end + 1] == "+":  # 10万+, no sum
        return (end, None) if folded[end + 1 : end + 2].isalnum() else (end + 1, "over")
    if folded[end : end + 1] not in _FIRST:
        return end, None
    for length in (5, 3, 2, 1):
        code = AFTER.get(folded[end : end + length])
        if code and len(folded[end : end + length]) == length:
            return end + length, code
    return end, None


def cue(folded: str, start: int) -> tuple[str | None, str | None]:
    """The word outside the span that says how exact the number is, and its code."""
    left = folded[max(0, start - 20) : start]
    bare = left.rstrip() if left[-1:].isspace() else left
    while bare and bare[-1] in _BETWEEN and bare[-2:] not in CUES and bare[-3:] not in CUES:
        bare = bare[:-1]
    limit = _LIMIT.search(bare)
    if limit:
        return limit[0], "at_most" if limit["most"] else "at_least"
    for length in (3, 2, 1):
        word = bare[-length:]
        code = CUES.get(word)
        if code and bare[-length - 1 : -length] not in _barred(word):
            return word, code
    word = bare[-2:]
    if word in BEFORE and bare != left:
        return word, BEFORE[word]
    placed = _PLACED.search(left)
    if placed:
        return placed["word"], "about"
    governed = _GOVERNED.search(left) if left.endswith("的") else None
    if governed:
        word = governed[1]
        return word, CUES.get(word) or BEFORE[word]
    return None, None
