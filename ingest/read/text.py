"""Plain text files: one file, one source."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

from ingest.model import Rejected, Source
from ingest.read.encoding import UnreadableText, decode

MEDIA_TYPE = "text/plain"


def read(file: BinaryIO, name: str) -> Iterator[Source | Rejected]:
    """The one source in an open text file."""
    yield from read_bytes(file.read(), name)


def read_bytes(data: bytes, name: str) -> Iterator[Source | Rejected]:
    """The one source in the bytes of a text file."""
    digest = hashlib.sha256(data).hexdigest()
    try:
        text, encoding = decode(data)
    except UnreadableText as error:
        yield Rejected(name, str(error), digest, len(data))
        return
    yield Source(digest, name, MEDIA_TYPE, encoding, text, len(data))
