"""Bytes of Chinese or UTF-8 that were read as Latin-1: `ÒÔÏÂÊÇ`, `ä¸­å›½`.

Undone only where it is certain: the whole stretch is well-formed in the encoding it came from and
common Chinese in it, which no text in a Latin script is.
"""

from __future__ import annotations

import re

from ingest.restore.edits import Edit
from ingest.restore.statistics import START, counted_form, model

_WINDOWS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_HIGH = re.compile(f"(?:[\x80-\xff\u0100-\u07ff\uac00-\ud7a3{_WINDOWS}][ -~]?){{6,}}")
_START = re.compile("[\xa1-\xff]{4}")
_HAN = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’—…·]")
_SHARE = 0.8
_LIKELY = -9.5
"""Mean logarithm of a character's probability above which a text is Chinese that someone wrote."""


def mojibake_edits(text: str) -> list[Edit]:
    """The stretches of `text` that were read in the wrong encoding, read again."""
    if not _START.search(text):
        return []
    edits = []
    for match in _HIGH.finditer(text):
        again = _read_again(match[0])
        if again:
            why = f"{again[1]} that was read as Latin-1"
            edits.append(Edit("mojibake", *match.span(), again[0], match[0], why=why))
    return edits


def _read_again(shown: str) -> tuple[str, str] | None:
    try:
        data = _latin_bytes(shown)
    except UnicodeEncodeError:
        return None
    for encoding in ("utf-8", "gbk"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_chinese(text):
            return text, encoding.upper()
    return None


def _latin_bytes(shown: str) -> bytes:
    """The bytes of text that was read as Latin-1, as Windows-1252 where that has a letter, or
    where they happened to be well-formed as UTF-8."""
    return b"".join(map(_bytes_of, shown))


def _bytes_of(char: str) -> bytes:
    if char <= "\xff":
        return char.encode("latin-1")
    return char.encode("cp1252" if char in _WINDOWS else "utf-8")


def _is_chinese(text: str) -> bool:
    wide = [char for char in text if char > "\x7f"]
    han = sum(map(bool, map(_HAN.match, wide)))
    if len(wide) < 3 or han < _SHARE * len(wide):
        return False
    forms = counted_form(text)
    return model().text_score(START, forms) / len(forms) > _LIKELY
