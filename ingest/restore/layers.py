"""UTF-8 that was read as Latin-1 more than once: `Ã¤ÂºÂº` for `äºº` for 人.

Each time every letter became two, so nothing is lost, and a stretch that can be taken apart again
and again until it is Chinese was nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.restore.edits import Edit
from ingest.restore.letters import WINDOWS

_LETTER = f"\x80-\xff{WINDOWS}"
_SIGN = re.compile(f"(?:[ÃÂ][{_LETTER}]){{4}}")
_LAYERED = re.compile(f"(?:[ÃÂâÅ][{_LETTER}]{{1,2}}){{8}}")
_STRETCH = re.compile(f"[{_LETTER}](?:[ -~]*[{_LETTER}])*")
_HAN = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_MOST = 5
"""Times that a text is taken apart."""
_WHY = "UTF-8 that was read as Latin-1 {} times"


def layered_edits(text: str) -> list[Edit]:
    """The stretches of `text` that were read so more than once."""
    return list(_edits(text)) if "Â" in text and _SIGN.search(text) else []


def is_layered(text: str) -> bool:
    """Whether a text shows that it was read so, be some of its letters gone."""
    return "Ã" in text and bool(_LAYERED.search(text))


def _edits(text: str) -> Iterator[Edit]:
    for stretch in _STRETCH.finditer(text):
        again, times = _apart(stretch[0])
        if times > 1 and _HAN.search(again):
            why = _WHY.format(times)
            yield Edit("mojibake", *stretch.span(), again, stretch[0], why=why)


def _apart(shown: str) -> tuple[str, int]:
    """`shown` taken apart as often as can be, and how often that was."""
    for times in range(_MOST):
        try:
            shown = latin_bytes(shown).decode("utf-8")
        except UnicodeError:
            return shown, times
        if _HAN.search(shown):
            return shown, times + 1
    return shown, 0


def latin_bytes(shown: str) -> bytes:
    """The bytes of text that was read as Latin-1, as Windows-1252 where that has a letter."""
    return b"".join(char.encode("latin-1" if char <= "\xff" else "cp1252") for char in shown)
