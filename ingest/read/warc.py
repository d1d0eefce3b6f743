"""WARC and WET: the web pages and texts that a crawler kept, record by record.

A page's key is the hash of its address and its bytes: the address is part of what was found. A
record that lies about its length is noticed by what stands behind it: it is taken up to where the
next record begins, and that is told.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO

from ingest.model import Rejected, Source, Unread
from ingest.read.limits import LARGEST, TOO_LARGE
from ingest.read.stream import LONGEST_HEAD, VERSION, Stream
from ingest.read.text import HTML, PLAIN, document

_HELD = frozenset(("response", "resource", "conversion"))
"""Types of record that hold a document; the others tell of the crawl."""
_REFERRING = {
    "revisit": "the page was the same as in another record, to which this one only refers",
    "continuation": "it is a further part of a record in pieces, which are not put together",
}
"""Types of record that tell of a document, and why it is not in them."""
_TEXTS = {"text/html": HTML, "application/xhtml+xml": HTML, "text/plain": PLAIN, "": ""}
_CUT_OFF = "the record is cut off: the file ends, or another record begins, before it is complete"
_NO_RECORD = "what stands here is no WARC record; reading went on at the next one"
_RESTATED = (
    "the length that this record states is wrong; it was read up to where the next one begins"
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.I)


@dataclass(frozen=True)
class _Unreadable(Exception):
    reason: str


def read(file: BinaryIO, name: str) -> Iterator[Unread | Rejected]:
    """The documents in an open WARC or WET file (already decompressed)."""
    stream, number = Stream(file), 0
    while line := stream.readline():
        if VERSION.match(line):
            number += 1
            yield from _record(stream, f"{name}#{number}")
        elif line.strip():
            yield Rejected(f"{name}#{number}+", _NO_RECORD)
            _skip(stream)
    if number == 0:
        yield Rejected(name, "it holds no WARC record")


def _skip(stream: Stream) -> None:
    """Go on to the next record."""
    while line := stream.readline():
        if VERSION.match(line):
            stream.give_back(line)
            return


def _record(stream: Stream, origin: str) -> Iterator[Unread | Rejected]:
    """The document in a record, if it holds one, and what is wrong with the record."""
    try:
        head = _head(stream)
        stated = head.get("content-length", "")
        if not stated.isdecimal() or len(stated) > 15:
            raise _Unreadable(f"its length is no number: {stated[:40] or 'missing'}")
        content = stream.content(int(stated))
        if content.state == "cut off":
            raise _Unreadable(_CUT_OFF)
        if content.state == "restated":
            yield Rejected(f"{origin}+", _RESTATED)
        kind = head.get("warc-type", "").lower()
        if kind in _REFERRING:
            raise _Unreadable(_REFERRING[kind])
        if kind in _HELD:
            if content.data is None:
                raise _Unreadable(TOO_LARGE)
            yield _document(head, content.data, origin)
    except _Unreadable as error:
        yield Rejected(origin, error.reason)


def _head(stream: Stream) -> dict[str, str]:
    fields: dict[str, str] = {}
    size = 0
    while line := stream.readline():
        size += len(line)
        if size > LONGEST_HEAD:
            raise _Unreadable("its header is longer than any header is")
        if not line.strip():
            return fields
        name, _, value = line.decode("utf-8", "replace").partition(":")
        fields.setdefault(name.strip().lower(), value.strip())
    raise _Unreadable(_CUT_OFF)


def _document(head: dict[str, str], data: bytes, origin: str) -> Unread | Rejected:
    address = head.get("warc-target-uri", "").strip("<>")
    kind, charset = _content_type(head.get("content-type", ""))
    if kind == "application/http":
        fields, data = _http(data)
        kind, charset = _content_type(fields.get("content-type", ""))
    digest = hashlib.sha256(address.encode("utf-8", "replace") + b"\n" + data).hexdigest()
    if kind not in _TEXTS:
        return Rejected(origin, f"its type is {kind[:60]}: no text", digest, len(data))
    given = {"url": address} if address else {}
    if head.get("warc-date"):
        given["captured"] = head["warc-date"]
    text = partial(document, data, origin, digest, _TEXTS[kind], charset)
    return Unread(digest, origin, len(data), partial(_told, text, given))


def _told(text: Callable[[], Source | Rejected], given: dict[str, str]) -> Source | Rejected:
    """The document with what the record tells of it."""
    item = text()
    return item if isinstance(item, Rejected) else replace(item, given={**item.given, **given})


def _content_type(value: str) -> tuple[str, str | None]:
    charset = _CHARSET.search(value)
    return value.partition(";")[0].strip().lower(), charset[1] if charset else None


def _http(data: bytes) -> tuple[dict[str, str], bytes]:
    """The header fields and the content of a server's answer."""
    head, gap, content = data.partition(b"\r\n\r\n")
    if not gap:
        head, _, content = data.partition(b"\n\n")
    status, *rest = head.decode("latin-1").splitlines() or [""]
    code = status.split(" ")[1] if status.count(" ") else ""
    if not code.startswith("2"):
        raise _Unreadable(f"the server answered {code[:20] or 'nothing'}: no page")
    fields: dict[str, str] = {}
    for line in rest:
        name, _, value = line.partition(":")
        fields.setdefault(name.strip().lower(), value.strip())
    if "chunked" in fields.get("transfer-encoding", "").lower():
        content = _joined(content)
    return fields, _unpacked(content, fields.get("content-encoding", "").strip().lower())


def _joined(content: bytes) -> bytes:
    """Chunks put together; crawlers often state chunks where there are none any more."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = content.find(b"\n", at, at + 100)
        size = content[at:end].split(b";")[0].strip() if end >= 0 else b""
        if not re.fullmatch(rb"[0-9a-fA-F]{1,8}", size):
            return b"".join(parts) if parts else content
        length = int(size, 16)
        if not length:
            return b"".join(parts)
        parts.append(content[end + 1 : end + 1 + length])
        at = end + 1 + length
        at = content.find(b"\n", at) + 1 or len(content)


def _unpacked(content: bytes, encoding: str) -> bytes:
    if encoding in ("", "identity"):
        return content
    if encoding in ("gzip", "x-gzip", "deflate"):
        if encoding != "deflate" and not content.startswith(b"\x1f\x8b"):
            return content  # the crawler unpacked it and left the header
        window = 47 if content[:1] in (b"\x1f", b"\x78") else -15
        try:
            text = zlib.decompressobj(window).decompress(content, LARGEST + 1)
        except zlib.error as error:
            raise _Unreadable(f"its content is no valid {encoding}: {error}") from error
        if len(text) > LARGEST:
            raise _Unreadable(TOO_LARGE)
        return text
    raise _Unreadable(f"its content is compressed as {encoding[:20]}, which cannot be read")
