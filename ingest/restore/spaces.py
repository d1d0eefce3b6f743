"""No-break spaces: CP936 has none, so each became a question mark.

A question mark stands for one where no author puts a question: at the start of a line, behind
another mark, between a time or a single letter-spaced character and the next word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ingest.restore.edits import Edit
from ingest.restore.lines import Span

_HAN = "\u4e00-\u9fff"
_SPACES = re.compile(
    rf"(?P<indent>(?:^|(?<=\n))[?\s]*\?[?\s]*(?=\S))"
    rf"|(?P<mark>(?<=[:：,，、;；])\?+(?=[{_HAN}\d]))"
    rf"|(?P<spaced>(?<=[{_HAN}])\? \?(?=[{_HAN}]))"
    rf"|(?P<gap>(?<=[\d{_HAN})])\?{{2,}}(?=[{_HAN}]))"
)
_WHY = "no-break space, which CP936 lacks"


def space_edits(text: str, spans: Sequence[Span], edits: Sequence[Edit]) -> list[Edit]:
    """The no-break spaces of a damaged page; places that `edits` already explain are left."""
    if "?" not in text:
        return []
    found = []
    for start, stop in spans:
        for match in _SPACES.finditer(text, start, stop):
            after = bisect_left(edits, match.end(), key=lambda edit: edit.start)
            if not after or edits[after - 1].stop <= match.start():
                blank = {"spaced": "  ", "gap": " "}.get(match.lastgroup or "", "")
                found.append(Edit("space", *match.span(), blank, match[0], why=_WHY))
    return found


_ALONE = re.compile(
    rf"(?P<gap>(?<=\d\d:\d\d)\?{{2,}}(?=[{_HAN}]))"
    rf"|(?P<spaced>(?:(?<=\n[{_HAN}])|(?<=\A[{_HAN}]))\? \?(?=[{_HAN}](?![{_HAN}])))"
)


def lone_space_edits(text: str) -> list[Edit]:
    """No-break spaces of a page that shows no other damage: behind a time of day, and inside a
    heading of two letter-spaced characters, where no question can stand."""
    if "??" not in text and "? ?" not in text:
        return []
    found = []
    for match in _ALONE.finditer(text):
        blank = "  " if match.lastgroup == "spaced" else " "
        found.append(Edit("space", *match.span(), blank, match[0], why=_WHY))
    return found
