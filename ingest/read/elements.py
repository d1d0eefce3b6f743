"""A JSON file that is one value or several, one behind the other: an array of objects, an object
that holds one, a table, a single object.

Each object is read by itself, so that a large array does not lie in memory, and one that is
damaged does not take the others with it.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from ingest.model import Incoming, Rejected, Source
from ingest.read import fields, frames, jsonl
from ingest.read.ahead import joined
from ingest.read.encoding import UnreadableText, decode_sample, without_false_mark
from ingest.read.limits import LARGEST, TOO_LARGE

_PART = 1024 * 1024
_SPACE = re.compile(r"[\s,]*")
_NEXT = re.compile(r"\}\s*,\s*(?=\{)")
_DEEPEST = 3
"""Objects in one another in which an array of sources is looked for."""
_CUT = 100
"""Characters at the end of what is held that may be the beginning of something."""
_DECODER = json.JSONDecoder()


def looks_like(start: bytes) -> bool:
    """Does a file that starts so hold an array of objects, or one object over several lines?"""
    text = start.removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n")
    return bool(re.match(rb'\[\s*\{\s*"|\{\s*\n\s*"', text))


def read(file: BinaryIO, name: str) -> Iterator[Incoming]:
    """The sources in an open JSON file, object by object; JSON lines are read as such."""
    start = without_false_mark(file.read(_PART))
    if jsonl.looks_like(start) and b"\n" in start.strip():
        yield from jsonl.read(joined(start, file), name)
        return
    try:
        encoding = decode_sample(start, _PART)[1]
    except UnreadableText as error:
        yield Rejected(name, str(error))
        return
    yield from _elements(_Text(start, file, encoding), name)


class _Text:
    """The text of a file, of which a window is held."""

    def __init__(self, start: bytes, file: BinaryIO, encoding: str) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self.held = self._decoder.decode(start).removeprefix("\ufeff")
        self.ended = False

    def more(self) -> bool:
        """Hold more of it; false at its end."""
        # Twice as much each time: what is there is looked through again.
        part = self._file.read(max(_PART, len(self.held)))
        self.ended = not part
        self.held += self._decoder.decode(part, final=self.ended)
        return not self.ended

    def drop(self, count: int) -> None:
        """Hold it no longer, up to there."""
        self.held = self.held[count:]


def _elements(text: _Text, name: str) -> Iterator[Source | Rejected]:
    number = 0
    for number, value in enumerate(_values(text), 1):
        yield _source(value, f"{name}#{number}")
    if not number:
        yield Rejected(name, "it holds no object")


def _values(text: _Text) -> Iterator[Any]:
    while _goes_on(text):
        if not text.held.startswith("["):
            yield from _single(_value(text))
            continue
        text.drop(1)
        while _goes_on(text) and text.held[0] != "]":
            yield _value(text)
        text.drop(1)


def _goes_on(text: _Text) -> bool:
    """Does anything follow but blanks and commas, which are dropped?"""
    while True:
        text.drop(_SPACE.match(text.held).end())  # type: ignore[union-attr]
        if text.held:
            return True
        if not text.more():
            return False


def _single(value: Any) -> Iterator[Any]:
    """What a value holds: it is a source, or a table, or the first array in it holds some."""
    if isinstance(value, dict):
        table = frames.rows(value)
        if table:
            yield from table
            return
        value = fields.unwrapped(value)
        if fields.text_field(value) is None:
            arrays = (v for v in _arrays(value, _DEEPEST) if v and _is_text(v[0]))
            found = next(arrays, None)
            if found:
                yield from found
                return
    if value is not None:
        yield value


def _arrays(value: dict[str, Any], depth: int) -> Iterator[list[Any]]:
    """The arrays in an object, and in the objects in it: what a site answers is often wrapped."""
    yield from (inner for inner in value.values() if isinstance(inner, list))
    for inner in value.values():
        if isinstance(inner, dict) and depth:
            yield from _arrays(inner, depth - 1)


def _is_text(value: Any) -> bool:
    return isinstance(value, dict) and fields.text_field(value) is not None


def _source(value: Any, origin: str) -> Source | Rejected:
    if isinstance(value, _Damaged):
        return Rejected(origin, value.reason)
    data = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return jsonl.source(value, origin, hashlib.sha256(data).hexdigest(), len(data))


@dataclass(frozen=True)
class _Damaged:
    reason: str


def _value(text: _Text) -> Any:
    """The next value, which is dropped from the text."""
    while True:
        try:
            value, end = _DECODER.raw_decode(text.held)
        except RecursionError:
            return _damaged(text, "it is nested too deep")
        except ValueError as error:
            if len(text.held) > LARGEST:
                return _damaged(text, TOO_LARGE)
            if not _may_go_on(error, text.held) or not text.more():
                return _damaged(text, f"the object is no valid JSON: {str(error)[:200]}")
        else:
            text.drop(end)
            return value


def _may_go_on(error: ValueError, held: str) -> bool:
    """May it be that only the end of the value is not read yet?"""
    at = getattr(error, "pos", len(held))
    return at > len(held) - _CUT or "Unterminated" in str(error)


def _damaged(text: _Text, reason: str) -> _Damaged:
    """Go on at the next object of the array."""
    while True:
        following = _NEXT.search(text.held)
        if following:
            text.drop(following.end())
            return _Damaged(reason)
        text.drop(max(len(text.held) - _CUT, 0))
        if not text.more():
            text.drop(len(text.held))
            return _Damaged(reason)
