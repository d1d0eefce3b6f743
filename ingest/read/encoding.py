"""Bytes to text: the encoding is decided by evidence, and recorded."""

from __future__ import annotations

import codecs
import math
import re
from itertools import islice

from ingest.restore import statistics

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
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
_SOME_UTF8 = 50
"""In UTF-8, where a byte too many or too few spoils no other character."""
_FEW = 2
"""So many may be in any text, however short."""
_WIDE = ("utf-16-le", "utf-16-be")
_OTHER = re.compile("(?=.*[\x80-\u07ff]{2})[\x00-\u07ff]*", re.DOTALL)
"""UTF-8 of two bytes a character at most: a few Chinese characters in GB18030 may look so too."""
_BEYOND = re.compile("[^\x00-\x7f]")
_ENOUGH = 400
"""Characters beyond ASCII by which an encoding is judged."""
_CHINESE = -9.0
"""Likelihood of Chinese text. Measured on pieces of news of 4 to 100 characters: in the right
encoding they have -4.4, one in a hundred less than -8; in a wrong one -15, one in a hundred more
than -12. Random bytes reach -9.9, other languages -14.7."""
_SURE = 3.0
_TELLING = 16
"""Characters that are no chance where they are valid UTF-8."""


class UnreadableText(ValueError):
    """The bytes are no text that can be read; the message says why."""


def declared(data: bytes) -> str | None:
    """The encoding that a web page says it is in, in its first bytes."""
    match = _DECLARED.search(data[:4096])
    return (match[1] or match[2]).decode("ascii") if match else None


def decode(data: bytes, said: str | None = None) -> tuple[str, str]:
    """The text of `data`, with line ends as they are, and the name of its encoding.

    Tried in this order: a byte order mark that is true, UTF-8, the encoding that `said` names,
    then GB18030, Big5 and UTF-16; where several can be, by which of them gives the likelier
    Chinese. A few invalid bytes do not make a text unreadable. Raises `UnreadableText`.
    """
    if not data.strip():
        raise UnreadableText("the file is empty")
    data = without_false_mark(data)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _checked(*_marked(data, name))
    text = _try(data, "utf-8")
    if text is not None and not _OTHER.fullmatch(text):
        if b"~{" in data and text.isascii():
            return _checked(*(_in_ascii(data) or (text, "utf-8")))
        return _checked(text, "utf-8")
    found = _by_evidence(data)
    if text is not None:
        return _checked(*(found or (text, "utf-8")))
    named = _encoding(said)
    stated = _try(data, named) if named else None
    if named and stated is not None and not (found and _is_likelier(found[0], stated)):
        return _checked(stated, named)
    if found is None and b"\x00" in data[:_SAMPLE]:
        raise UnreadableText("it is binary data, not text")
    return _checked(*(found or _with_gaps(data, named)))


def without_false_mark(data: bytes) -> bytes:
    """The bytes, or the first of a file, without a byte order mark that belongs to another text:
    one of UTF-16 before UTF-8, one of UTF-8 before GB18030 or Big5."""
    name = next((name for bom, name in _BOMS if data.startswith(bom)), "")
    if name == "utf-16":
        text = _begun(data[2:_SAMPLE], "utf-8") or ""
        # ASCII in UTF-16 is valid UTF-8 too, but each second byte is NUL; so may a word be.
        told = "\x00" not in text and (len(text) >= _TELLING or _is_chinese(text))
        if told and not _is_chinese(_begun(data[:_SAMPLE], name)):
            return data[2:]
    if name == "utf-8-sig" and _begun(data[:_SAMPLE], name) is None:
        older = (_begun(data[3:_SAMPLE], old) for old in ("gb18030", "big5hkscs"))
        return data[3:] if any(map(_is_chinese, older)) else data
    return data


def _begun(start: bytes, encoding: str) -> str | None:
    """The text that begins with some bytes, of which the last character may be cut."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(start)
    except UnicodeDecodeError:
        return None


def _is_chinese(text: str | None) -> bool:
    return text is not None and likelihood(text) > _CHINESE


def decode_sample(start: bytes, size: int) -> tuple[str, str]:
    """The text of the first bytes of a file, and its encoding; `size` is how many were asked for.

    They are cut at the end of a line, so that no character is cut in two. Raises `UnreadableText`.
    """
    cut = start.rfind(b"\n") + 1 if len(start) >= size else 0
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        cut = len(start) // 4 * 4
    text, encoding = decode(start[: cut or len(start)])
    return text, encoding.split(",")[0]


def _encoding(said: str | None) -> str | None:
    name = (said or "").strip().lower()
    name = _WIDER.get(name, name)
    return name if _ACCEPTED.fullmatch(name) else None


def _by_evidence(data: bytes) -> tuple[str, str] | None:
    """Its text in the Chinese encoding that gives the likeliest; None if none gives Chinese."""
    read = ((_try(data, name), name) for name in ("gb18030", "big5hkscs", *_WIDE))
    scored = [(likelihood(text), text, name) for text, name in read if text is not None]
    best = max(scored, key=lambda entry: entry[0], default=None)
    return best[1:] if best and best[0] > _CHINESE else None


def _in_ascii(data: bytes) -> tuple[str, str] | None:
    """Its text in HZ, which writes GB2312 in ASCII; None if it is not Chinese so."""
    text = _try(data, "hz")
    return (text, "hz") if text and _is_chinese(text) else None


def _is_likelier(text: str, other: str) -> bool:
    """Is a text Chinese and the other reading of the same bytes surely not?"""
    return likelihood(text) > likelihood(other) + _SURE


def likelihood(text: str) -> float:
    """How likely running Chinese has the characters of `text`: the mean logarithm of the
    probability of each that is not ASCII, behind the one before it."""
    model, form = statistics.model(), statistics.counted_form(text[:_SAMPLE])
    places = [match.start() for match in islice(_BEYOND.finditer(text, 0, len(form)), _ENOUGH)]
    if not places:
        return -math.inf
    return sum(model.score(form[n - 1 : n] or "\n", form[n]) for n in places) / len(places)


def _with_gaps(data: bytes, named: str | None) -> tuple[str, str]:
    """The text with U+FFFD for its few invalid bytes, in the encoding that leaves the fewest."""
    best: tuple[int, str, str] | None = None
    for name in dict.fromkeys((named or "utf-8", "utf-8", "gb18030", "big5hkscs")):
        text = data.decode(name, "replace")
        gaps = text.count("\ufffd")
        some = _SOME_UTF8 if name == "utf-8" else _SOME
        few = gaps * some <= len(data) or (gaps <= _FEW and len(text) >= some // 10)
        if few and _is_chinese(text.replace("\ufffd", "")):
            best = min(best or (gaps, name, text), (gaps, name, text))
    if best is None:
        raise UnreadableText("its bytes are no valid UTF-8, GB18030, Big5 or UTF-16 text")
    gaps, name, text = best
    return text, f"{name}, {gaps} invalid"


def _marked(data: bytes, name: str) -> tuple[str, str]:
    """The text behind a byte order mark."""
    text = _try(data, name)
    if text is not None:
        return text, name
    text = data.decode(name, "replace")
    gaps = text.count("\ufffd")
    if gaps * _SOME > len(data) and (gaps > _FEW or len(text) < _SOME // 10):
        raise UnreadableText(f"it starts like {name}, but its bytes are not valid {name}")
    return text, f"{name}, {gaps} invalid"


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _checked(text: str, encoding: str) -> tuple[str, str]:
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise UnreadableText("the file is empty")
    nuls = text.count("\x00")
    few = max(_FEW, len(text[:_SAMPLE]) // 100)
    if len(_CONTROL.findall(text[:_SAMPLE])) > few or nuls > max(_FEW, len(text) // 100):
        raise UnreadableText("it is binary data, not text")
    if nuls:  # no text holds one, and SQLite would end the text there
        name, _, gaps = encoding.partition(", ")
        nuls += int(gaps.split(" ")[0] or 0)
        return text.replace("\x00", "\ufffd"), f"{name}, {nuls} invalid"
    return text, encoding
