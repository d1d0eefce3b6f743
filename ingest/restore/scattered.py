"""Another machine: toned pinyin behind ordinary characters, `高(gāo)精度分度盤(pán)`.

It strikes a character at one place and spares it at the next, damages no bytes, and converts by
another map than the channel's. Who explains a reading does it for hard characters, the first time
that they occur; so a page is this machine's if it has many notes at common characters that stood
there without a note before.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from ingest.restore.edits import Edit
from ingest.restore.statistics import counted_form, model
from ingest.restore.tables import LETTERS, readings

_NOTED = re.compile(rf"([\u4e00-\u9fff])([(（]([{LETTERS}]{{1,6}})[)）])")
_HAN = re.compile("[\u4e00-\u9fff]")
_FEWEST = 8
_COMMONEST = 1500
"""How many characters count as common."""
_RUNNING = 5
"""Fewest characters of text for each note."""
_WHY = "toned pinyin that a machine put behind the character"


def scattered_edits(text: str) -> list[Edit]:
    """The notes of a page that such a machine went over; empty if it is none."""
    noted = list(_NOTED.finditer(text))
    fitting = [match for match in noted if match[3] in readings().get(match[1], ())]
    if len(fitting) < _FEWEST or len(fitting) < 0.9 * len(noted):
        return []
    if len(_HAN.findall(text)) < _RUNNING * len(noted):
        return []
    chars = Counter(match[1] for match in fitting)
    common = sum(count for char, count in chars.items() if counted_form(char) in _common())
    spared = sum(text.find(match[1]) < match.start() for match in fitting)
    if len(chars) < _FEWEST or common < 0.6 * len(fitting) or spared < 0.15 * len(fitting):
        return []
    return [Edit("annotation", *match.span(2), "", match[2], why=_WHY) for match in fitting]


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """The commonest characters, as counted."""
    singles = model().singles
    han = (char for char in singles if _HAN.match(char))
    return frozenset(sorted(han, key=lambda char: -singles[char])[:_COMMONEST])
