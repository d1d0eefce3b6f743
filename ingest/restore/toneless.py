"""Another machine: toneless pinyin once to three times behind a character, `國(guo)(guo)機`.

It works on characters and damages no bytes, so dropping the notes is the whole repair. A note must
be a reading of its very character, and the page must be full of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.restore.channel import plain
from ingest.restore.edits import Edit
from ingest.restore.tables import readings

_NOTED = re.compile(r"([\u4e00-\u9fff])((?:[(（][a-z]{1,6}[)）] ?)+)")
_BRACKETS = re.compile("[()（） ]+")
_HAN = re.compile("[\u4e00-\u9fff]")
NOTE_SIGNS = (")(", "）（", ") ", "） ")
"""What no author writes again and again: a note repeated, or with a blank behind it."""
_FEWEST = 5
_WHY = "toneless pinyin that a machine put behind the character"


@lru_cache(maxsize=4096)
def _spoken(char: str) -> frozenset[str]:
    """The toneless readings of a character, ü written v or u."""
    spoken = {plain(reading) for reading in readings().get(char, ())}
    return frozenset(spoken | {reading.replace("v", "u") for reading in spoken})


def _fits(char: str, notes: str) -> bool:
    """Whether the notes behind `char` are one reading of it, up to three times."""
    said = [note for note in _BRACKETS.split(notes) if note]
    return len(set(said)) == 1 and said[0] in _spoken(char)


def toneless_edits(text: str) -> list[Edit]:
    """The notes of a page that such a machine went over; empty if it is none."""
    if not any(sign in text for sign in NOTE_SIGNS):
        return []
    noted = list(_NOTED.finditer(text))
    fitting = [match for match in noted if _fits(match[1], match[2])]
    if len(fitting) < _FEWEST or len(fitting) < 0.9 * len(noted):
        return []
    if len({match[1] for match in fitting}) < 3:
        return []
    marked = sum(
        any(sign in match[2] + text[match.end() :][:1] for sign in NOTE_SIGNS) for match in fitting
    )
    if marked < 0.3 * len(fitting) or all(_HAN.match(text, m.end()) is None for m in fitting):
        return []
    return [
        Edit("toneless", match.start(2), match.end(2), "", match[2], why=_WHY) for match in fitting
    ]
