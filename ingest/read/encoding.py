"""Bytes to text: the encoding is decided by evidence, and recorded."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The characters of running Chinese text: a wrong guess rarely gives any of them.
_FREQUENT = re.compile("[的一是了在不有和人这這中大为為上个個国國我以要他时時来來用们們，。、]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 100_000
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})|<\?xml[^>]{0,80}encoding=["']([\w-]{2,20})""",
    re.IGNORECASE,
)
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "latin1": "cp1252",
    "iso-8859-1": "cp1252",
    "us-ascii": "cp1252",
    "shift_jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
}
"""What browsers read when a page says it is in the narrower set."""
_ACCEPTED = re.compile(r"gb18030|big5hkscs|cp932|cp949|cp125\d|euc[-_]jp|koi8-[ru]|iso-8859-\d+|hz")
"""Declared encodings that are tried; UTF-8 and UTF-16 are known by their bytes."""
_SOME = 50
"""One byte in so many may be invalid and is shown as U+FFFD; that is said in the record."""


class UnreadableText(ValueError):
    """The bytes are no text that can be read; the message says why."""


def declared(data: bytes) -> str | None:
    """The encoding that a web page says it is in, in its first bytes."""
    match = _DECLARED.search(data[:4096])
    return (match[1] or match[2]).decode("ascii") if match else None


def decode(data: bytes, said: str | None = None) -> tuple[str, str]:
    """The text of `data`, with line ends as they are, and the name of its encoding.

    Tried in this order: a byte order mark, UTF-8, the encoding that `said` names, then GB18030
    and Big5 by which of them gives more of the characters that Chinese text is made of. A few
    invalid bytes do not make a text unreadable. Raises `UnreadableText`.
    """
    if not data.strip():
        raise UnreadableText("the file is empty")
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _checked(_strict(data, name), name)
    text = _try(data, "utf-8")
    if text is not None:
        return _checked(text, "utf-8")
    if b"\x00" in data[:_SAMPLE]:
        return _checked(*_wide(data))
    named = _encoding(said)
    if named and (text := _try(data, named)) is not None:
        return _checked(text, named)
    return _checked(*(_by_evidence(data) or _with_gaps(data, named)))


def decode_sample(start: bytes, size: int) -> tuple[str, str]:
    """The text of the first bytes of a file, and its encoding; `size` is how many were asked for.

    They are cut at the end of a line, so that no character is cut in two. Raises `UnreadableText`.
    """
    cut = start.rfind(b"\n") + 1 if len(start) >= size else 0
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        cut = len(start) // 2 * 2
    text, encoding = decode(start[: cut or len(start)])
    return text, encoding.split(",")[0]


def _encoding(said: str | None) -> str | None:
    name = (said or "").strip().lower()
    name = _WIDER.get(name, name)
    return name if _ACCEPTED.fullmatch(name) else None


def _by_evidence(data: bytes) -> tuple[str, str] | None:
    """GB18030 or Big5, whichever gives more Chinese; None if neither reads all the bytes."""
    candidates = [
        (_chinese(text), -order, text, name)
        for order, name in enumerate(("gb18030", "big5hkscs"))
        if (text := _try(data, name)) is not None
    ]
    if not candidates:
        return None
    score, _, text, name = max(candidates)
    if score * 200 < len(text[:_SAMPLE]):
        raise UnreadableText(
            "its bytes are no UTF-8, and read as GB18030 or Big5 they make no Chinese text"
        )
    return text, name


def _with_gaps(data: bytes, named: str | None) -> tuple[str, str]:
    """The text with U+FFFD for its few invalid bytes, in the encoding that leaves the fewest."""
    best: tuple[int, str, str] | None = None
    for name in dict.fromkeys((named or "utf-8", "utf-8", "gb18030", "big5hkscs")):
        text = data.decode(name, "replace")
        gaps = text.count("\ufffd")
        if gaps * _SOME <= len(data) and _chinese(text) * 200 >= len(text[:_SAMPLE]):
            best = min(best or (gaps, name, text), (gaps, name, text))
    if best is None:
        raise UnreadableText("its bytes are no valid UTF-8, GB18030, Big5 or UTF-16 text")
    gaps, name, text = best
    return text, f"{name}, {gaps} invalid"


def _chinese(text: str) -> int:
    return len(_FREQUENT.findall(text[:_SAMPLE]))


def _wide(data: bytes) -> tuple[str, str]:
    for name in ("utf-16-le", "utf-16-be"):
        text = _try(data, name)
        if text is not None and _chinese(text) * 50 > len(text[:_SAMPLE]):
            return text, name
    raise UnreadableText("it is binary data, not text")


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _strict(data: bytes, encoding: str) -> str:
    text = _try(data, encoding)
    if text is None:
        raise UnreadableText(f"it starts like {encoding}, but its bytes are not valid {encoding}")
    return text


def _checked(text: str, encoding: str) -> tuple[str, str]:
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise UnreadableText("the file is empty")
    if len(_CONTROL.findall(text[:_SAMPLE])) * 100 > len(text[:_SAMPLE]) or "\x00" in text:
        raise UnreadableText("it is binary data, not text")
    return text, encoding
