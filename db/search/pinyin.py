"""Pinyin without tones: how names are read, and what a person meant who typed it.

Only names and titles are searched this way, in an index of their own: pinyin letters are also
English words, and must not turn up in an ordinary search.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from db.search.tokens import folded

PINYIN_VERSION = "1"
"""Changes whenever `reading` may give another answer."""
AROUND = 3
"""Syllables on each side of a second reading that are indexed with it."""
MOST_READINGS = 8
"""Ways to divide one typed word into syllables that are tried."""
_TYPED = re.compile(r"\s*[a-zü]+(?:[\s'’]+[a-zü]+)*\s*")
_RESPELT = {"ü": "v", "lue": "lve", "nue": "nve"}


@lru_cache(maxsize=1)
def _readings() -> dict[str, list[str]]:
    """Character → its readings, the first one first."""
    found: dict[str, list[str]] = {}
    for column in (1, 2):
        for line in files("db.search").joinpath("pinyin.tsv").read_text("utf-8").splitlines():
            if not line.startswith("#"):
                syllable, *characters = line.split("\t")
                for char in "".join(characters[column - 1 : column]):
                    found.setdefault(char, []).append(syllable)
    return found


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    return frozenset(syllable for readings in _readings().values() for syllable in readings)


def reading(text: str | None) -> str | None:
    """The syllables of a name for the index; None for None.

    After the text as it is mostly read comes each second reading among its neighbours:
    长安 gives `chang an . zhang an`.
    """
    if text is None:
        return None
    table = _readings()
    chars = folded(text)
    first = [table[char][0] if char in table else "." for char in chars]
    parts = [*first]
    for at, char in enumerate(chars):
        for other in table.get(char, [])[1:]:
            before, after = first[max(0, at - AROUND) : at], first[at + 1 : at + 1 + AROUND]
            parts += [".", *before, other, *after]
    return " ".join(parts)


def typed(query: str) -> list[str]:
    """What a query says if it is pinyin: its possible syllables, as FTS5 phrases; else nothing."""
    text = query.lower()
    if not _TYPED.fullmatch(text) or len(text.strip()) < 2:
        return []
    ways = [""]
    for word in re.split(r"[\s'’]+", text.strip()):
        for spelt, meant in _RESPELT.items():
            word = word.replace(spelt, meant)
        divided = _divide(word)
        ways = [f"{way} {more}".strip() for way in ways for more in divided][:MOST_READINGS]
    return [f'"{way}"' for way in ways]


@lru_cache(maxsize=256)
def _divide(word: str) -> tuple[str, ...]:
    """The ways to divide letters into syllables, longest syllables first: xian, xi an."""
    ways: list[list[str]] = [[] for _ in range(len(word) + 1)]
    ways[-1] = [""]
    for at in range(len(word) - 1, -1, -1):
        for length in range(min(6, len(word) - at), 0, -1):
            syllable = word[at : at + length]
            if syllable in _syllables():
                ways[at] += [f"{syllable} {rest}".strip() for rest in ways[at + length]]
        ways[at] = ways[at][:MOST_READINGS]
    return tuple(ways[0])
