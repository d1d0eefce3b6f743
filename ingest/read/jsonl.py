"""JSON lines: one object a line with its text (`text`, `body` or `content`); title, url,
published, publisher, id and any further keys are kept as given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from ingest.model import Rejected, Source, Unread
from ingest.read import fields
from ingest.read.ahead import in_utf8
from ingest.read.encoding import decode
from ingest.read.limits import TOO_LARGE, lines
from ingest.read.text import kind_of_field

MEDIA_TYPE = "application/jsonl"
_BOM = b"\xef\xbb\xbf"
_AROUND = b" \t\r\n\v\f\x1e"
"""Blanks, and the sign by which some programs set records apart (RFC 7464)."""


def read(file: BinaryIO, name: str) -> Iterator[Unread | Rejected]:
    """The sources in an open JSON-lines file, line by line."""
    number = 0
    for number, (line, digest, size) in enumerate(lines(in_utf8(file)), 1):
        origin = f"{name}#{number}"
        if line is None:
            yield Rejected(origin, TOO_LARGE, digest, size)
        elif line.strip(_AROUND):
            yield Unread(digest, origin, size, partial(_source, line, origin, digest))
    if number == 0:
        yield Rejected(name, "the file is empty", size=0)


def looks_like(start: bytes) -> bool:
    """Is the first line of a file that starts so a JSON object?"""
    first = start.removeprefix(_BOM).lstrip(b" \t\r\n")
    if not first.startswith(b"{"):
        return False
    line, ended, _ = first.partition(b"\n")
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        # Cut off by the end of what was looked at: what a long line starts with decides.
        return not ended and line[1:].lstrip().startswith(b'"')


def _source(line: bytes, origin: str, digest: str) -> Source | Rejected:
    data = line.strip(_AROUND).removeprefix(_BOM)
    try:
        text, encoding = decode(data) if data else ("", "utf-8")
        value: Any = _value(text)
    except (ValueError, RecursionError) as error:
        told = f"the line is no valid JSON: {_short(error)}"
        return Rejected(origin, told, digest, len(data))
    return source(value, origin, digest, len(data), encoding)


def _value(text: str) -> Any:
    """What a line says, be it an element of an array of which each has a line."""
    try:
        return json.loads(text)
    except ValueError:
        if text.endswith(","):
            return json.loads(text[:-1])
        raise


def source(
    value: Any, origin: str, digest: str, size: int, encoding: str = "utf-8"
) -> Source | Rejected:
    """The source in a JSON object."""
    value = fields.unwrapped(value)
    reason = fault(value)
    if reason:
        return Rejected(origin, reason, digest, size)
    key = str(fields.text_field(value))
    given = fields.given(value, key)
    text = str(fields.text_of(value[key]))
    return Source(digest, origin, kind_of_field(text, MEDIA_TYPE), encoding, text, size, given)


def _short(error: Exception) -> str:
    return "it is nested too deep" if isinstance(error, RecursionError) else str(error)[:200]


def fault(value: Any) -> str | None:
    """Why a record cannot be a source; None if it can."""
    if not isinstance(value, dict):
        return "the line is no JSON object"
    key = fields.text_field(value)
    if key is None:
        return f"none of its fields is called {', '.join(fields.TEXT[:5])}"
    text = fields.text_of(value[key])
    if text is None:
        return f'"{key}" is no string'
    if not text.strip():
        return f'"{key}" is empty'
    if "\x00" in text or not _encodable(value):
        return f'"{key}" holds NUL or half of a surrogate pair: no valid text'
    return None


def _encodable(value: dict[str, Any]) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
