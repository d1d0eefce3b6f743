"""Which language and script a text is in, by its characters."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.restore.tables import scripts

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")
_KANA = re.compile(r"[\u3041-\u30ff]")
_SCRIPTS = {
    "ko": re.compile(r"[\uac00-\ud7af]"),
    "bo": re.compile(r"[\u0f40-\u0fbc]"),
    "mn": re.compile(r"[\u1820-\u18aa]"),
    "ru": re.compile(r"[\u0400-\u052f]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
}
"""Scripts that (nearly) one language of the news is written in."""
_OWN_LETTERS = {
    "ru": (("kk", "[әғқұһ]"), ("uk", "[їєґ]"), ("mn", "[өү]"), ("und", "[ўђјљњћџѓќ]")),
    "ar": (("ug", "[ېۈۋ]"), ("kk", "[ۇەڭ]"), ("ur", "[ٹڈڑںے]"), ("fa", "[پچژگکی]")),
}
"""Languages that share a script, by letters that only they have, those with the most first."""
_OWN = 100
"""One in so many letters is one of a language's own, at least."""
_ENGLISH = re.compile(
    r"\b(?:the|of|and|to|in|is|was|that|for|with|from|by|are|were|have|this|his|at|on)\b"
)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LETTERS = re.compile(
    r"[A-Za-z\u00c0-\u024f\u0400-\u052f\u0600-\u06ff\u0e00-\u0e7f\u0f40-\u0fbc\u1820-\u18aa"
    r"\u3041-\u30ff\uac00-\ud7af]+"
)
"""Those of all these scripts: few in a Chinese text, which so is searched once."""
_NAMES = 10
"""Chinese characters of a text that is full of foreign names, and none of a foreign language."""
_SAMPLE = 20_000
"""Characters that are looked at: enough to decide, and the same time for any length."""


def language_of(text: str) -> str:
    """ISO 639 code: zh, ja, ko, bo, mn, ru, uk, kk, ar, ug, fa, ur, th or en; `und` where no
    script, letter or word decides."""
    sample = text[:_SAMPLE]
    han = sum(map(len, _HAN.findall(sample)))
    letters = "".join(_LETTERS.findall(sample))
    kana = len(_KANA.findall(letters))
    latin = len(_LATIN.findall(letters))
    if kana > 0.1 * (han + kana):
        return "ja"
    for language, script in _SCRIPTS.items():
        if len(script.findall(letters)) > han + latin:
            return _among(language, letters)
    # A Latin word has some five letters, a Chinese one two.
    if han and han * 2.5 >= latin:
        return "zh"
    words = len(_ENGLISH.findall(sample.lower()))
    if words * 40 >= max(latin, 1):
        return "en"
    return "zh" if han * 6 >= latin and han >= _NAMES else "und"  # names and terms in Latin letters


def _among(language: str, letters: str) -> str:
    """Which of the languages that share the script of one a text is in."""
    for other, own in _OWN_LETTERS.get(language, ()):
        if len(re.findall(own, letters.lower())) * _OWN >= len(letters):
            return other
    return language


def script_of(text: str) -> str:
    """`traditional`, `simplified`, or `none` where there is no Chinese character."""
    sample = text[:_SAMPLE]
    if not _HAN.search(sample):
        return "none"
    traditional, simplified = _only()
    found, other = len(traditional.findall(sample)), len(simplified.findall(sample))
    return "traditional" if found > other else "simplified"


@lru_cache(maxsize=1)
def _only() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The characters that only one of the two scripts has."""
    table = scripts()
    traditional, simplified = (
        re.escape("".join(sorted(chars)))
        for chars in (table.traditional_only, table.simplified_only)
    )
    return re.compile(f"[{traditional}]"), re.compile(f"[{simplified}]")
