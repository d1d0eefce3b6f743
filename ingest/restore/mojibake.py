"""Bytes of Chinese or UTF-8 that were read as Latin-1: `ÒÔÏÂÊÇ`, `ä¸­å›½`.

Undone only where it is certain: the whole stretch is well-formed in the encoding it came from and
common Chinese in it, which no text in a Latin script is. Where long stretches of a page prove its
encoding, the short ones between figures are read in it, too.
"""

from __future__ import annotations

import re

from ingest.restore.edits import Edit
from ingest.restore.notes import commonest
from ingest.restore.statistics import START, counted_form, model

_WINDOWS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_HIGH = re.compile(f"(?:[\x80-\xff\u0100-\u07ff\uac00-\ud7a3{_WINDOWS}][ -~]?){{6,}}")
_START = re.compile("[\xa1-\xff]{4}")
_SHORT = {
    "GBK": re.compile(f"(?:[\xa1-\xfe][@-~\x80-\xfe{_WINDOWS}])+"),
    "UTF-8": re.compile(f"(?:[\xe2-\xef][\x80-\xbf{_WINDOWS}]{{2}})+"),
}
"""What a short stretch is made of, by its encoding."""
_LETTERS = re.compile("[\xa1-\xfe]{2}")
_PAIRS = re.compile("(?<![\xa1-\xfe])[\xa1-\xfe]{2}(?:[ -~]{0,4}[\xa1-\xfe]{2})*(?![\xa1-\xfe])")
_COMMONEST = 3000
"""How many characters count as common."""
_HAN = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’—…·]")
_SHARE = 0.8
_LIKELY = -9.5
"""Mean logarithm of a character's probability above which a text is Chinese that someone wrote."""


def mojibake_edits(text: str) -> list[Edit]:
    """The stretches of `text` that were read in the wrong encoding, read again."""
    if not _START.search(text):
        return []
    edits = [
        _edit(match, *again) for match in _HIGH.finditer(text) if (again := _read_again(match[0]))
    ]
    for encoding in {edit.why.partition(" ")[0] for edit in edits}:
        edits = sorted(edits + _short_edits(text, encoding, edits), key=lambda edit: edit.start)
    return edits


def _edit(match: re.Match[str], again: str, encoding: str) -> Edit:
    why = f"{encoding} that was read as Latin-1"
    return Edit("mojibake", *match.span(), again, match[0], why=why)


def _short_edits(text: str, encoding: str, edits: list[Edit]) -> list[Edit]:
    """The stretches between `edits` that are too short to prove their encoding themselves."""
    gaps = zip(
        [0, *(edit.stop for edit in edits)],
        [*(edit.start for edit in edits), len(text)],
        strict=True,
    )
    short = (match for gap in gaps for match in _SHORT[encoding].finditer(text, *gap))
    return [
        _edit(match, again, encoding) for match in short if (again := _usual(match[0], encoding))
    ]


def left_mojibake(text: str) -> str:
    """A stretch of Latin letters that are the bytes of common Chinese; empty if there is none."""
    if not _LETTERS.search(text):
        return ""
    return next((match[0] for match in _PAIRS.finditer(text) if _usual(match[0], "GBK", 2)), "")


def _usual(shown: str, encoding: str, fewest: int = 0) -> str:
    """`shown` as Chinese in common characters, `fewest` of them Han; empty if it is none."""
    try:
        text = _latin_bytes(shown).decode(encoding)
        text.encode("gb2312")
    except UnicodeError:
        return ""
    han = [char for char in text if "\u4e00" <= char <= "\u9fff"]
    common = sum(char in commonest(_COMMONEST) for char in han)
    wide = [char for char in text if char > "\x7f"]
    symbols = sum(map(bool, map(_HAN.match, wide)))
    usual = symbols == len(wide) and 2 * common >= len(han) >= fewest
    return text if usual else ""


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
