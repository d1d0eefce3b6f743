"""WARC and WET: the web pages and texts that a crawler kept, record by record.

A page's key is the hash of its address and its bytes: the address is part of what was found. A
record that lies about its length is noticed by what stands behind it, and reading goes on at the
next record.
"""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from ingest.model import Rejected, Source
from ingest.read.limits import LARGEST, TOO_LARGE
from ingest.read.text import HTML, PLAIN, document

_VERSION = re.compile(rb"WARC/\d\.\d+\s*$")
_HELD = frozenset(("response", "resource", "conversion"))
"""Types of record that hold a document; the others tell of the crawl."""
_TEXTS = {"text/html": HTML, "application/xhtml+xml": HTML, "text/plain": PLAIN, "": ""}
_FOLLOWING = re.compile(rb"(?<=\n)WARC/\d\.\d+[ \t]*\r?\n")
_CUT_OFF = "the record is cut off: the file ends, or another record begins, before it is complete"
_NO_RECORD = (
    "what follows this record is no WARC record: the length it states is wrong; reading went on "
    "at the next one"
)
_LONGEST_HEAD = 64 * 1024
_PART = 1024 * 1024
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.I)


@dataclass(frozen=True)
class _Unreadable(Exception):
    reason: str


class _Stream:
    """A file to which what was read too far can be given back.

    Records may lie about their length one after the other, so nothing is copied twice: what was
    given back stays where it is, and is only read from another place.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._back = file, io.BytesIO()
        self._ended = self._again = False
        """Is the file read to its end? Was the last thing read one that had been given back?"""

    def readline(self) -> bytes:
        """The next line, or the next piece of one that is very long."""
        line = self._back.readline(_LONGEST_HEAD)
        self._again = bool(line)
        return line or self._file.readline(_LONGEST_HEAD)

    def read(self, size: int) -> bytes:
        data = self._back.read(size)
        self._again = bool(data)
        if data:
            return data
        data = self._file.read(size)
        self._ended = self._ended or not data
        return data

    def give_back(self, line: bytes) -> None:
        """Give back the line that was read last."""
        if self._again:
            self._back.seek(-len(line), io.SEEK_CUR)
        else:
            self.hold(line)

    def hold(self, data: bytes) -> None:
        """Have that read next."""
        self._back = io.BytesIO(data + self._back.read())

    def is_short(self, size: int) -> bool:
        """Are there surely fewer bytes than that?"""
        with self._back.getbuffer() as back:
            return self._ended and len(back) - self._back.tell() < size

    def skip_to(self, pattern: re.Pattern[bytes]) -> None:
        """Go on where a pattern begins in what was given back, or at its end."""
        with self._back.getbuffer() as back:
            found = pattern.search(back, self._back.tell())
            at = found.start() if found else len(back)
            del found  # it holds the buffer
        self._back.seek(at)


def read(file: BinaryIO, name: str) -> Iterator[Source | Rejected]:
    """The documents in an open WARC or WET file (already decompressed)."""
    stream, number = _Stream(file), 0
    while line := stream.readline():
        if _VERSION.match(line):
            number += 1
            item = _record(stream, f"{name}#{number}")
            if item is not None:
                yield item
        elif line.strip():
            yield Rejected(f"{name}#{number}+", _NO_RECORD)
            _skip(stream)
    if number == 0:
        yield Rejected(name, "it holds no WARC record")


def _skip(stream: _Stream) -> None:
    """Go on to the next record."""
    while line := stream.readline():
        if _VERSION.match(line):
            stream.give_back(line)
            return


def _record(stream: _Stream, origin: str) -> Source | Rejected | None:
    try:
        head = _head(stream)
        stated = head.get("content-length", "")
        if not stated.isdecimal() or len(stated) > 15:
            return Rejected(origin, f"its length is no number: {stated[:40] or 'missing'}")
        data, whole = _block(stream, int(stated))
        if not whole:
            return Rejected(origin, _CUT_OFF)
        if head.get("warc-type", "").lower() not in _HELD:
            return None
        return Rejected(origin, TOO_LARGE) if data is None else _document(head, data, origin)
    except _Unreadable as error:
        return Rejected(origin, error.reason)


def _head(stream: _Stream) -> dict[str, str]:
    fields: dict[str, str] = {}
    size = 0
    while line := stream.readline():
        size += len(line)
        if size > _LONGEST_HEAD:
            raise _Unreadable("its header is longer than any header is")
        if not line.strip():
            return fields
        name, _, value = line.decode("utf-8", "replace").partition(":")
        fields.setdefault(name.strip().lower(), value.strip())
    raise _Unreadable(_CUT_OFF)


def _block(stream: _Stream, length: int) -> tuple[bytes | None, bool]:
    """The bytes of a record, None if they are too many; and whether all of them are there.

    Where they are not, what may be further records is given back.
    """
    if length > LARGEST:
        return None, _passed(stream, length)
    if stream.is_short(length):
        stream.skip_to(_FOLLOWING)
        return b"", False
    parts: list[bytes] = []
    left = length
    while left > 0 and (part := stream.read(min(left, _PART))):
        left -= len(part)
        parts.append(part)
    data = b"".join(parts)
    if left:
        following = _FOLLOWING.search(data)
        stream.hold(data[following.start() :] if following else b"")
    return data, not left


def _passed(stream: _Stream, length: int) -> bool:
    """Pass over a large block; false if another record begins, or the file ends, inside it."""
    blank = False
    while length > 0:
        line = stream.readline()
        if not line or (blank and _VERSION.match(line)):
            stream.give_back(line)
            return False
        blank = not line.strip()
        length -= len(line)
    return True


def _document(head: dict[str, str], data: bytes, origin: str) -> Source | Rejected:
    address = head.get("warc-target-uri", "").strip("<>")
    kind, charset = _content_type(head.get("content-type", ""))
    if kind == "application/http":
        fields, data = _http(data)
        kind, charset = _content_type(fields.get("content-type", ""))
    digest = hashlib.sha256(address.encode("utf-8", "replace") + b"\n" + data).hexdigest()
    if kind not in _TEXTS:
        return Rejected(origin, f"its type is {kind[:60]}: no text", digest, len(data))
    item = document(data, origin, digest, _TEXTS[kind], charset)
    if isinstance(item, Rejected):
        return item
    given = {"url": address} if address else {}
    if head.get("warc-date"):
        given["captured"] = head["warc-date"]
    return Source(
        digest,
        origin,
        item.media_type,
        item.encoding,
        item.text,
        item.size,
        {**item.given, **given},
    )


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
