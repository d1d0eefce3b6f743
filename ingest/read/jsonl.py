"""JSON lines: one object a line, `text` required; title, url, published, publisher, id and any
further keys are kept as given."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from ingest.model import Rejected, Source

MEDIA_TYPE = "application/jsonl"


def read(file: BinaryIO, name: str) -> Iterator[Source | Rejected]:
    """The sources in an open JSON-lines file, line by line."""
    yield from _read_lines(file, name)


def read_bytes(data: bytes, name: str) -> Iterator[Source | Rejected]:
    """The sources in the bytes of a JSON-lines file."""
    yield from _read_lines(data.splitlines(keepends=True), name)


def looks_like(data: bytes) -> bool:
    """Is the first line of `data` a JSON object?"""
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0].strip()
    if not first.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except ValueError:
        return False


def _read_lines(lines: Iterable[bytes], name: str) -> Iterator[Source | Rejected]:
    number = 0
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _source(line, f"{name}#{number}")
    if number == 0:
        yield Rejected(name, "the file is empty", hashlib.sha256(b"").hexdigest(), 0)


def _source(line: bytes, origin: str) -> Source | Rejected:
    data = line.strip().removeprefix(b"\xef\xbb\xbf")
    digest = hashlib.sha256(data).hexdigest()
    try:
        value: Any = json.loads(data.decode("utf-8"))
    except ValueError as error:
        return Rejected(origin, f"the line is no valid UTF-8 JSON: {error}", digest, len(data))
    reason = _fault(value)
    if reason:
        return Rejected(origin, reason, digest, len(data))
    given = {key: item for key, item in value.items() if key != "text" and item is not None}
    return Source(digest, origin, MEDIA_TYPE, "utf-8", value["text"], len(data), given)


def _fault(value: Any) -> str | None:
    if not isinstance(value, dict):
        return "the line is no JSON object"
    text = value.get("text")
    if text is None:
        return 'the object has no "text"'
    if not isinstance(text, str):
        return '"text" is no string'
    if not text.strip():
        return '"text" is empty'
    if "\x00" in text or any(0xD800 <= ord(char) <= 0xDFFF for char in text):
        return '"text" holds NUL or half of a surrogate pair: no valid text'
    return None
