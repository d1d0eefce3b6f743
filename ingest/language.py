"""Which language and script a text is in, by its characters."""

from __future__ import annotations

import re
from collections import Counter

from ingest.restore.tables import scripts

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_SCRIPTS = {
    "ko": re.compile(r"[\uac00-\ud7af]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
}
"""Scripts that (nearly) one language of the news is written in."""
_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|is|was|that|for|with)\b")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_SAMPLE = 20_000
"""Characters that are looked at: enough to decide, and the same time for any length."""


def language_of(text: str) -> str:
    """ISO 639 code: zh, ja, ko, ru, ar, th or en; `und` where no script or word decides."""
    sample = text[:_SAMPLE]
    han = len(_HAN.findall(sample))
    kana = len(_KANA.findall(sample))
    latin = len(_LATIN.findall(sample))
    if kana > 0.1 * (han + kana):
        return "ja"
    for language, letters in _SCRIPTS.items():
        if len(letters.findall(sample)) > han + latin:
            return language
    # A Latin word has some five letters, a Chinese one two.
    if han and han * 2.5 >= latin:
        return "zh"
    words = len(_ENGLISH.findall(sample.lower()))
    return "en" if words * 40 >= max(latin, 1) else "und"


def script_of(text: str) -> str:
    """`traditional`, `simplified`, or `none` where there is no Chinese character."""
    sample = text[:_SAMPLE]
    if not _HAN.search(sample):
        return "none"
    table, counts = scripts(), Counter(sample)
    found = sum(count for char, count in counts.items() if char in table.traditional_only)
    other = sum(count for char, count in counts.items() if char in table.simplified_only)
    return "traditional" if found > other else "simplified"
