"""The letters that bytes of Chinese are shown as by a reader who takes them for Latin."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.restore.codepages import UNREAD, letters_of

WINDOWS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""What Windows shows for bytes that are control characters in Latin-1."""
_PAGES = ("latin-1", "cp1250", "cp1254")
"""Encodings that such programs try."""
_COMBINING = range(0x321, 0x340)
"""Accents whose UTF-8 is a character of GBK: they melt into the letter before them."""
_BLANKS = {" ": [b"\xc2 "], "\xa0": [b"\xc2 "], "\xe0": [b"\xc3 "]}
"""A blank behind C2 or C3 was taken for the byte A0, which others make of it."""
_NORMALISED = range(0x80, 0x2000)
"""Characters that a program may have put others in the place of that look the same."""
SOFT_HYPHEN, UNDEFINED = (0xAD,), (0x81, 0x8D, 0x8F, 0x90, 0x9D)
"""Bytes that nothing shows: the hyphen, and what Windows has no character for."""


@dataclass(frozen=True)
class Reader:
    """How a page was read: the encoding that its bytes are in, and what became of them."""

    encoding: str
    lenient: bool
    """Whether what is well-formed UTF-8 by chance was read as such."""
    gone: tuple[int, ...] = SOFT_HYPHEN
    """Bytes that may be gone ..."""
    surely: bool = False
    """... and whether they are."""
    private_gone: bool = False
    """Whether characters of the private use area may be gone, which that UTF-8 makes, too."""
    page: str = ""
    """The encoding of one byte a letter by which the page was read, if that is not Latin-1."""


def bytes_of(char: str, reader: Reader) -> Iterator[bytes]:
    """The bytes that `char`, or a letter and an accent as `parted` gives them, may be shown for."""
    if char == UNREAD:
        yield from (bytes([byte]) for byte in reader.gone)
        return
    if reader.page:
        byte = letters_of(reader.page).get(char)
        data = char.encode("ascii", "ignore") if byte is None else bytes([byte])
        yield from ((data, *_as_blank(char, reader.page)) if data else ())
        return
    if len(char) == 2:
        yield from (data + char[1].encode("utf-8") for data in bytes_of(char[0], reader))
        return
    if char <= "\xff":
        yield char.encode("latin-1")
    elif char in WINDOWS:
        yield char.encode("cp1252")
    if not reader.lenient or (char < "\xa0" and char not in _also()):
        return
    yield char.encode("utf-8", "replace")
    yield from _also().get(char, ())
    parts = unicodedata.decomposition(char).split()
    if len(parts) == 2 and int(parts[1], 16) in _COMBINING:
        accent = chr(int(parts[1], 16)).encode("utf-8")
        yield from (data + accent for data in bytes_of(chr(int(parts[0], 16)), reader))


def _as_blank(char: str, page: str) -> tuple[bytes, ...]:
    """The byte of the no-break space, of which others make a blank."""
    byte = letters_of(page).get("\xa0") if char == " " else None
    return () if byte is None else (bytes([byte]),)


@lru_cache(maxsize=1)
def _also() -> dict[str, list[bytes]]:
    """Character → other UTF-8 that it may be shown for: `;` was the Greek question mark, whose
    bytes are 途 in GBK, and a Greek sign for numbers was 痛."""
    found = {char: list(data) for char, data in _BLANKS.items()}
    for char in map(chr, _NORMALISED):
        shown = unicodedata.normalize("NFC", char)
        if shown != char and len(shown) == 1:
            found.setdefault(shown, []).append(char.encode("utf-8"))
    return found


def parted(shown: str) -> str:
    """What two letters were before an accent of Chinese bytes took the place of the letter's own:
    `Ą` and a circumflex were `Â` and an ogonek, which is 台. Empty if they were nothing else."""
    if len(shown) < 2 or not "\u0300" <= shown[1] < "\u0321":
        return ""
    apart = unicodedata.normalize("NFD", shown[0])
    whole = unicodedata.normalize("NFC", apart[0] + shown[1])
    if len(apart) == 2 and ord(apart[1]) in _COMBINING and len(whole) == 1:
        return whole + apart[1]
    return ""


def reordered(shown: str) -> str:
    """Two accents in the order that their bytes may have stood in: who normalises a text puts first
    what lies lower, be it of two characters or of none. Empty if they are nothing of the kind."""
    classes = list(map(unicodedata.combining, shown))
    return shown[::-1] if len(shown) == 2 and 0 < classes[0] < classes[1] else ""


def bytes_of_twice(char: str) -> Iterator[bytes]:
    """The bytes that `char` may be shown for if what came out of them was mended once more."""
    if char > "\xff":
        data = char.encode("utf-8", "replace")
        for at in range(len(data)):
            for letter in _shown(data[at]):
                yield data[:at] + letter.encode("utf-8") + data[at + 1 :]


@lru_cache(maxsize=256)
def _shown(byte: int) -> tuple[str, ...]:
    """The letters that programs take `byte` for when they mend what was mended before."""
    letters = (bytes([byte]).decode(page, "ignore") for page in _PAGES)
    return tuple(dict.fromkeys(letter for letter in letters if letter >= "\xa0"))
