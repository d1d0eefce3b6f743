"""Chinese read in an East Asian encoding that was not its own: `い瓣` (Big5 read as GBK), `笢弊`
(the reverse), `ﾖﾐｹ` (GBK read as Shift-JIS), `櫓벌` (as EUC-KR), `荳ｭ蝗ｽ` (UTF-8 as Shift-JIS).

These readers take two bytes for one character and lose those that are none of theirs, so a line is
taken back to its bytes as far as it has them, and what is no character then is □.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, product
from operator import itemgetter

from ingest.restore.codec import codes
from ingest.restore.edits import Edit
from ingest.restore.moves import HOLE
from ingest.restore.notes import commonest
from ingest.restore.statistics import START, counted_form, model

READERS = {
    "cp932": "Shift-JIS",
    "cp949": "EUC-KR",
    "euc-jp": "EUC-JP",
    "big5": "Big5",
    "gbk": "GBK",
}
"""Codec → its name."""
_SOURCES = {"gbk": "GBK", "utf-8": "UTF-8", "big5": "Big5"}
_PAIRS = [
    (reader, source)
    for reader, source in product(READERS, _SOURCES)
    if reader != source and (reader, source) != ("gbk", "utf-8")
]
_WIDE = re.compile("[^\0-\x7f]")
_LINE = re.compile("[^\n]+")
_FEWEST, _GLANCE, _SAMPLE = 8, 60, 160
"""Characters of two bytes that a text must have, that tell whether to look, and that are read."""
_HARDLY, _CLEARLY = -9.5, -7.5
"""Mean logarithm of a character's probability below which nobody wrote a text as it is, and above
which it is Chinese."""
_LOST = 0.35
"""Most of what is no character, as a share of those that are: more makes no sense to a reader."""
_LOST_BYTE, _UNKNOWN = "\ufffd", b"\xff"
"""A lost byte as it is shown, and as it is taken back."""
_USUAL = re.compile("[\u2014-\u2026\u3000-\u3011\uff01-\uff5e·×]")
"""Marks that a text may have."""
_COMMONEST = 3500
"""How many characters count as common."""
_HOLES = re.compile("\ufffd+")
_AHEAD, _NOTHING = 16, -20.0
"""Bytes behind a lost one that tell how many there were, and how likely no text is."""
_WHY = "{} that was read as {}"
_NO_SIGN = (
    "; its reader left no sign where it lost bytes, so that some may be missing anywhere here"
)
_GONE = f"{_WHY}; the bytes of this place are gone"


def crossread_edits(text: str) -> list[Edit]:
    """The lines of `text` that were read so, read again."""
    wide = _WIDE.findall(text[: 8 * _GLANCE])
    if len(wide) < _FEWEST or _mean("".join(wide[:_GLANCE])) > _HARDLY:
        return []
    lines = sorted((line[0] for line in _LINE.finditer(text)), key=len, reverse=True)
    sample = lines[0][: 2 * _SAMPLE]
    scored = [(score, pair) for pair in _PAIRS if (score := _score(sample, *pair)) is not None]
    if not scored:
        return []
    reader, source = max(scored)[1]
    edits = list(_edits(text, reader, source))
    if _LOST_BYTE not in text and _has_gaps(edits):
        return [edit._replace(certain=False, why=edit.why + _NO_SIGN) for edit in edits]
    return edits


def _has_gaps(edits: list[Edit]) -> bool:
    """Whether the reader lost bytes, as a line shows that ends or goes on inside a character."""
    return any(not edit.certain for edit in edits)


def _edits(text: str, reader: str, source: str) -> Iterator[Edit]:
    names = _SOURCES[source], READERS[reader]
    for line in _LINE.finditer(text):
        if not _WIDE.search(line[0]):
            continue
        at = line.start()
        for whole, group in groupby(_again(line[0], reader, source), itemgetter(2)):
            part = list(group)
            span = at + part[0][0], at + part[-1][1]
            again, shown = _HOLES.sub(HOLE, "".join(piece[3] for piece in part)), text[slice(*span)]
            if again != shown:
                why = (_WHY if whole else _GONE).format(*names)
                yield Edit("mojibake", *span, again, shown, whole, why)


_Piece = tuple[int, int, bool, str]
"""A part of what is shown: where it begins and ends, whether it is whole, and what it was."""


def _again(shown: str, reader: str, source: str) -> Iterator[_Piece]:
    """What `shown` was, in the smallest parts that end where characters of both end."""
    data, owners = _bytes_of(shown, reader)
    at = start = 0
    text = ""
    while at < len(data):
        char, size = _first(data, at, source)
        text, at = text + char, at + size
        if at == len(data) or owners[at] != owners[at - 1]:
            first, last = owners[start], owners[at - 1] + 1
            twice = reader == "cp932" and any(map(_vendors().get, shown[first:last]))
            yield first, last, not (twice or _is_odd(text)), text
            start, text = at, ""


def _is_odd(text: str) -> bool:
    """Whether a byte is lost in `text`, or it is nothing that is written in Chinese: what bytes
    make that are read in other pairs than they should be."""
    return any(char > "\x7f" and not _USUAL.match(char) and not _is_common(char) for char in text)


@lru_cache(maxsize=4096)
def _is_common(char: str) -> bool:
    return counted_form(char) in commonest(_COMMONEST)


def _bytes_of(shown: str, reader: str) -> tuple[bytes, list[int]]:
    """The bytes of what a reader shows, with a sign for what is gone, and which character of it
    each belongs to."""
    data, owners = bytearray(), list[int]()
    for number, char in enumerate(shown):
        known = _encoded(char, reader)
        data += known
        owners += [number] * len(known)
    return bytes(data), owners


@lru_cache(maxsize=20_000)
def _encoded(char: str, reader: str) -> bytes:
    """The bytes that `char` is shown for; `_UNKNOWN` if they are gone."""
    code = (
        codes().get(char) if reader == "gbk" else _vendors().get(char) if reader == "cp932" else 0
    )
    try:
        return code.to_bytes(2, "big") if code else char.encode(reader)
    except UnicodeEncodeError:
        return _UNKNOWN


@lru_cache(maxsize=1)
def _vendors() -> dict[str, int]:
    """The characters that Shift-JIS has in two places → that whose bytes Chinese has more often."""
    places = range(0xFA40, 0xFC4C)
    shown = ((code.to_bytes(2, "big").decode("cp932", "ignore"), code) for code in places)
    return {char: code for char, code in shown if char}


def _first(data: bytes, at: int, source: str) -> tuple[str, int]:
    """The character at a place and how many bytes it has."""
    lead = data[at]
    if lead < 0x80:
        return chr(lead), 1
    size = 2 if source != "utf-8" else 3 if lead >= 0xE0 else 2
    char = data[at : at + size].decode(source, "replace")
    if len(char) == 1 and char != _LOST_BYTE:
        return char, size
    return _LOST_BYTE, 1 if source == "utf-8" else _to_skip(data, at, source)


def _to_skip(data: bytes, at: int, source: str) -> int:
    """How many bytes belong to what is no character: behind them the text makes more sense."""
    return max(
        (1, 2),
        key=lambda size: _mean(data[at + size : at + size + _AHEAD].decode(source, "ignore")),
    )


def _score(shown: str, reader: str, source: str) -> float | None:
    """Mean logarithm of the probability of a character of `shown` as read again, if that is clearly
    Chinese."""
    again = "".join(piece[3] for piece in _again(shown, reader, source))
    chars = "".join(_WIDE.findall(again))
    whole = chars.replace(_LOST_BYTE, "")
    if len(whole) < _FEWEST or len(_HOLES.findall(chars)) > _LOST * len(whole):
        return None
    score = _mean(whole)
    return score if score > _CLEARLY else None


def _mean(text: str) -> float:
    return model().text_score(START, counted_form(text)) / len(text) if text else _NOTHING
