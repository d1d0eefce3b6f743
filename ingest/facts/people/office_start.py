"""Where the words of an office begin that ends at an offset."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.facts.people.words import word_classes
from ingest.facts.word_lists import EndingList

_JOINTS = "、兼和及"
_LONGEST = 8
"""Length of the longest word of an office."""
_OF_A_VILLAGE = re.compile("[村镇乡](?![民长官医主干委]|支书)")
_NAMES_ON = re.compile("[一-鿿](?<![该本全我各驻、任兼和及的])")
# 流体力|学家, 计算机|学家: a field of learning
_FIELD = re.compile(r"[^\W\d是的为和与、名位著国际内外老如及]{1,6}$")


# 首席可持续发展官、|合伙人
_CHIEF = re.compile("首席[一-鿿]{2,6}官$")


@lru_cache(maxsize=1)
def _pieces() -> EndingList:
    """Offices, words that qualify one, and what joins two."""
    return EndingList((*word_classes()["title"], *word_classes()["qualifier"], *_JOINTS))


def role_start(text: str, floor: int, at: int) -> int:
    """Where the office begins that ends at `at`: with what qualifies it, and its fellows.

    The words are taken off one by one from the end, so that the work is linear.
    """
    start = at
    while start > floor:
        piece = _pieces().start(text, max(start - _LONGEST, floor), start)
        if piece is None:
            chief = _CHIEF.search(text, max(start - 9, floor), start)
            if chief is None:
                break
            piece = chief.start()
        start = piece
    if text[start - 1 : start] == "为" and start > floor and "、" in text[start:at]:
        start = text.rindex("、", start, at) + 1  # 某某为组长、|副局长某某
    while start < at and text[start] in _JOINTS:
        start += 1
    if start < at - 2 and text[start] == text[start + 1]:
        start += 1  # 阿斯旺省|省长
    before = text[start - 1 : start]
    if start > floor and _OF_A_VILLAGE.match(text, start) and _NAMES_ON.match(before):
        start += 1  # 双莲村|支部书记
    if text.startswith("学家", start):
        field = _FIELD.search(text, max(start - 6, floor), start)
        start = field.start() if field else start
    return start
