"""Marks and characters of UTF-8 that were read by Windows inside a text that is sound: `â€œ` for “.

Programs that join texts of two encodings leave them. Three letters of which the first begins a
character and the others go on with it are that character: no language has them side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.model import Choice
from ingest.restore.edits import Edit
from ingest.restore.layers import latin_bytes
from ingest.restore.letters import WINDOWS
from ingest.restore.notes import commonest

_HAN = re.compile("[\u4e00-\u9fff]")
_GOES_ON = f"[\x80-\xbf{WINDOWS}]"
_THREE = re.compile(f"[\xe2-\xef]{_GOES_ON}{{2}}")
_CUT = re.compile(f"â€(?!{_GOES_ON})\ufffd?")
_ORDER_MARK = re.compile("\\Aï»¿")
_MARKS = re.compile("[\u2010-\u203a\u2190-\u2193\u3000-\u301f\uff01-\uff5e]")
_COMMONEST = 3000
"""How many characters count as common."""
_WHY = "UTF-8 that was read as Windows-1252"
_GONE = f"{_WHY}; the last byte is gone: of the marks that begin so, it is one that Windows lacks"
_ORDER = "the mark of the order of bytes, read as Windows-1252"


def inlaid_edits(text: str) -> list[Edit]:
    """What stands so in a Chinese text."""
    if not _THREE.search(text) and not _CUT.search(text):
        return []
    if not _HAN.search(text):
        return []
    return sorted(_edits(text), key=lambda edit: edit.start)


def _edits(text: str) -> Iterator[Edit]:
    for mark in _ORDER_MARK.finditer(text):
        yield Edit("mojibake", *mark.span(), "", mark[0], why=_ORDER)
    for three in _THREE.finditer(text):
        char = latin_bytes(three[0]).decode("utf-8", "ignore")
        if _MARKS.match(char) or char in commonest(_COMMONEST):
            yield Edit("mojibake", *three.span(), char, three[0], why=_WHY)
    for cut in _CUT.finditer(text):
        yield Edit("mojibake", *cut.span(), "”", cut[0], False, _GONE, (Choice("‐", -4.0),))
