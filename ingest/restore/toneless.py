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
_BLANKS = 0.3
"""Share of the notes with a blank behind them from which the blanks are the machine's."""
_DOUBLED = 3
"""Notes said twice or thrice that prove the machine however many are said once."""
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
    doubled = sum(len(_BRACKETS.split(match[2])) > 3 for match in fitting)
    if (marked < 0.3 * len(fitting) and doubled < _DOUBLED) or all(
        _HAN.match(text, m.end()) is None for m in fitting
    ):
        return []
    blanks = sum(match[2].endswith(" ") for match in fitting) >= _BLANKS * len(fitting)
    return [_edit(match, blanks) for match in fitting]


def _edit(match: re.Match[str], blanks: bool) -> Edit:
    """The edit that drops a note, and the blank behind it where the machine puts `blanks`."""
    note = match[2] if blanks else match[2].rstrip(" ")
    return Edit("toneless", match.start(2), match.start(2) + len(note), "", note, why=_WHY)
