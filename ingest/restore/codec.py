"""CP936 as the channel's machine writes and reads it.

It differs from Python's `gbk` in three ways: every two-byte cell has a character (the vendor's
and the user's areas lie in the private use area), the single bytes 80 and FF are characters, and
an ill-formed pair does not raise: what becomes of it is the machine's `Decoder`.
"""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

_COMPATIBLE = (*range(0xFD9C, 0xFDA1), *range(0xFE40, 0xFE50))
"""Cells whose characters Unicode has for the sake of other encodings only."""
EURO = "\u20ac"
BYTE_FF = "\uf8f5"


@dataclass(frozen=True)
class Decoder:
    """What a machine shows for an ill-formed pair: a lead byte and a byte that is no trail byte."""

    name: str
    shows: str
    """Shown in the place of the pair."""
    keeps: bool
    """Whether the second byte, always ASCII, survives."""


QUESTION = Decoder("question", "?", False)
"""The usual machine: one question mark, and both bytes are gone."""
DROPPING = Decoder("dropping", "", True)
"""Drops the lead byte without a trace and reads on."""
REPLACEMENT = Decoder("replacement", "\ufffd", True)
"""A browser: U+FFFD for the lead byte, and reads on."""


def _is_trail(byte: int) -> bool:
    return 0x40 <= byte <= 0xFE and byte != 0x7F


def _decode_error(decoder: Decoder, error: UnicodeDecodeError) -> tuple[str, int]:
    data, at = error.object, error.start
    lead = data[at]
    if lead == 0x80:
        return EURO, at + 1
    if lead == 0xFF:
        return BYTE_FF, at + 1
    if at + 1 < len(data) and _is_trail(data[at + 1]):
        return data[at : at + 2].decode("gb18030", "replace")[0], at + 2
    return decoder.shows, min(at + (1 if decoder.keeps else 2), len(data))


def _encode_error(error: UnicodeEncodeError) -> tuple[bytes, int]:
    return b"".join(
        _pair_or_single(char) for char in error.object[error.start : error.end]
    ), error.end


def _pair_or_single(char: str) -> bytes:
    if char == EURO:
        return b"\x80"
    if char == BYTE_FF:
        return b"\xff"
    data = char.encode("gb18030", "replace")
    return data if len(data) == 2 else b"?"


def _register() -> None:
    for decoder in (QUESTION, DROPPING, REPLACEMENT):
        handler: Any = partial(_decode_error, decoder)
        codecs.register_error(f"jiaokan-{decoder.name}", handler)
    on_unencodable: Any = _encode_error
    codecs.register_error("jiaokan-encode", on_unencodable)


_register()


def encode(text: str) -> bytes:
    """The bytes of `text`; what CP936 lacks becomes `?`."""
    return text.encode("gbk", "jiaokan-encode")


def decode(data: bytes, decoder: Decoder = QUESTION) -> str:
    """The text that the machine shows for `data`."""
    return data.decode("gbk", f"jiaokan-{decoder.name}")


@lru_cache(maxsize=1)
def cells() -> dict[int, str]:
    """`lead << 8 | trail` → the character of the cell, for all 23,940 cells."""
    trails = [trail for trail in range(0x40, 0xFF) if trail != 0x7F]
    leads = range(0x81, 0xFF)
    shown = decode(bytes(byte for lead in leads for trail in trails for byte in (lead, trail)))
    codes = (lead << 8 | trail for lead in leads for trail in trails)
    return dict(zip(codes, shown, strict=True))


@lru_cache(maxsize=1)
def codes() -> dict[str, int]:
    """Character → `lead << 8 | trail`, the inverse of `cells`."""
    return {char: code for code, char in cells().items()}


@lru_cache(maxsize=1)
def composed() -> dict[str, str]:
    """Characters of these cells → what who normalises a text (NFC) puts in their place: 郎 for the
    other 郎, which is U+F92C."""
    others = {cells()[code]: unicodedata.normalize("NFC", cells()[code]) for code in _COMPATIBLE}
    return {char: usual for char, usual in others.items() if char != usual}


@lru_cache(maxsize=1)
def codes_composed() -> dict[str, int]:
    """What these characters are shown as there → their cell."""
    return {usual: codes()[char] for char, usual in composed().items()}


def has_other_planes(text: str) -> bool:
    """Whether some characters of `text` lie beyond the first plane of Unicode."""
    return len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)
