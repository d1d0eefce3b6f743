"""Which language and script a text is in, by its characters."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from ingest.script import simplified_table

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_SAMPLE = 20_000
"""Characters that are looked at: enough to decide, and the same time for any length."""


def language_of(text: str) -> str:
    """ISO 639 code: zh, ja or ko; `und` where no Han, kana or Hangul decides."""
    sample = text[:_SAMPLE]
    han = len(_HAN.findall(sample))
    kana = len(_KANA.findall(sample))
    hangul = len(_HANGUL.findall(sample))
    latin = len(_LATIN.findall(sample))
    if kana > 0.1 * (han + kana):
        return "ja"
    if hangul > han:
        return "ko"
    # A Latin word has some five letters, a Chinese one two.
    return "zh" if han and han * 2.5 >= latin else "und"


@lru_cache(maxsize=1)
def _only() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only Traditional text has, and that only Simplified text has."""
    table = {chr(code): simplified for code, simplified in simplified_table().items()}
    # 干 里 后 ... are the Simplified form of one character and a Traditional one themselves;
    # they show at both sides of a mixed bag and decide nothing much, the rest does.
    return frozenset(table), frozenset(table.values()) - frozenset(table)


def script_of(text: str) -> str:
    """`traditional`, `simplified`, or `none` where there is no Chinese character."""
    sample = text[:_SAMPLE]
    if not _HAN.search(sample):
        return "none"
    traditional, simplified = _only()
    counts = Counter(sample)
    found = sum(count for char, count in counts.items() if char in traditional)
    other = sum(count for char, count in counts.items() if char in simplified)
    return "traditional" if found > other else "simplified"
