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


class UnreadableText(ValueError):
    """The bytes are no text that can be read; the message says why."""


def decode(data: bytes) -> tuple[str, str]:
    """The text of `data`, with line ends as they are, and the name of its encoding.

    Tried in this order: a byte order mark, UTF-8, then GB18030 and Big5 by which of them gives
    more of the characters that Chinese text is made of. Raises `UnreadableText`.
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
    candidates = [
        (len(_FREQUENT.findall(text[:_SAMPLE])), -order, text, name)
        for order, name in enumerate(("gb18030", "big5hkscs"))
        if (text := _try(data, name)) is not None
    ]
    if not candidates:
        raise UnreadableText("its bytes are no valid UTF-8, GB18030, Big5 or UTF-16 text")
    score, _, text, name = max(candidates)
    if score * 200 < len(text[:_SAMPLE]):
        raise UnreadableText(
            "its bytes are no UTF-8, and read as GB18030 or Big5 they make no Chinese text"
        )
    return _checked(text, name)


def _wide(data: bytes) -> tuple[str, str]:
    for name in ("utf-16-le", "utf-16-be"):
        text = _try(data, name)
        if text is not None and len(_FREQUENT.findall(text[:_SAMPLE])) * 50 > len(text[:_SAMPLE]):
            return text, name
    raise UnreadableText("it is binary data, not text")


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
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
