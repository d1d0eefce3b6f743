"""JSON lines: one object a line with its text, by any of the names in `fields.tsv`; title, url,
published, publisher, id and any further keys are kept as given.

OpenSearch's bulk format is JSON lines too, with a line before each object that tells what is done
with it. What such a line tells of the object (`_id`, `_index`) is kept with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
_ACTION = re.compile(rb'\s*\{\s*"(index|create|update|delete)"\s*:\s*(\{[^{}]*\})\s*\}\s*')
_BARE = "no object follows the line, which tells where one goes"
_DELETES = "the line deletes an object, and holds none"


def read(file: BinaryIO, name: str) -> Iterator[Unread | Rejected]:
    """The sources in an open JSON-lines file, line by line."""
    number = 0
    waiting: _Action | None = None
    for number, (line, digest, size) in enumerate(lines(in_utf8(file)), 1):
        origin = f"{name}#{number}"
        if line is not None and not line.strip(_AROUND):
            continue
        action = _action(line, origin) if line else None
        if action and waiting:
            yield Rejected(waiting.origin, _BARE)
        if action and action.deletes:
            yield Rejected(origin, _DELETES, digest, size)
            action = None
        elif line is None:
            yield Rejected(origin, TOO_LARGE, digest, size)
        elif not action:
            told = waiting.told if waiting else {}
            yield Unread(digest, origin, size, partial(_source, line, origin, digest, told))
        waiting = action
    if waiting:
        yield Rejected(waiting.origin, _BARE)
    if number == 0:
        yield Rejected(name, "the file is empty", size=0)


@dataclass(frozen=True)
class _Action:
    """A line of a bulk file that tells what is done with the next one."""

    origin: str
    deletes: bool
    told: Mapping[str, Any]


def _action(line: bytes, origin: str) -> _Action | None:
    match = _ACTION.fullmatch(line)
    try:
        return _Action(origin, match[1] == b"delete", json.loads(match[2])) if match else None
    except ValueError:
        return None


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


def _source(line: bytes, origin: str, digest: str, told: Mapping[str, Any]) -> Source | Rejected:
    """The source in a line; `told` is what the line before it tells of it."""
    data = line.strip(_AROUND).removeprefix(_BOM)
    try:
        text, encoding = decode(data) if data else ("", "utf-8")
        value: Any = _value(text)
    except (ValueError, RecursionError) as error:
        reason = f"the line is no valid JSON: {_short(error)}"
        return Rejected(origin, reason, digest, len(data))
    if told and isinstance(value, dict):
        value = {**told, **value}
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
