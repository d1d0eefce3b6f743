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
from ingest.read.ahead import Window, joined
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
    yield from _elements(Window(start, file, encoding), name)


def _elements(text: Window, name: str) -> Iterator[Source | Rejected]:
    number = 0
    for number, value in enumerate(_values(text), 1):
        yield _source(value, f"{name}#{number}")
    if not number:
        yield Rejected(name, "it holds no object")


def _values(text: Window) -> Iterator[Any]:
    while _goes_on(text):
        if text.held[text.at] != "[":
            yield from _single(_value(text))
            continue
        text.at += 1
        while _goes_on(text) and text.held[text.at] != "]":
            yield _value(text)
        text.at += 1


def _goes_on(text: Window) -> bool:
    """Does anything follow but blanks and commas, which are dropped?"""
    while True:
        text.at = _SPACE.match(text.held, text.at).end()  # type: ignore[union-attr]
        if text.at < len(text.held):
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
        if not fields.is_record(value):
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


def _value(text: Window) -> Any:
    """The next value, which is dropped from the text."""
    while True:
        try:
            value, text.at = _DECODER.raw_decode(text.held, text.at)
            return value
        except RecursionError:
            return _damaged(text, "it is nested too deep")
        except ValueError as error:
            if len(text.held) - text.at > LARGEST:
                return _damaged(text, TOO_LARGE)
            if not _may_go_on(error, text.held) or not text.more():
                return _damaged(text, f"the object is no valid JSON: {str(error)[:200]}")


def _may_go_on(error: ValueError, held: str) -> bool:
    """May it be that only the end of the value is not read yet?"""
    at = getattr(error, "pos", len(held))
    return at > len(held) - _CUT or "Unterminated" in str(error)


def _damaged(text: Window, reason: str) -> _Damaged:
    """Go on at the next object of the array."""
    while True:
        following = _NEXT.search(text.held, text.at)
        if following:
            text.at = following.end()
            return _Damaged(reason)
        text.at = max(len(text.held) - _CUT, text.at)
        if not text.more():
            text.at = len(text.held)
            return _Damaged(reason)
