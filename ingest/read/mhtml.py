"""MHTML: a web page that a browser saved in one file, with the pictures that it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from typing import BinaryIO

from ingest.model import Rejected, Source
from ingest.read.limits import TOO_LARGE, whole
from ingest.read.text import HTML, document

_HEAD = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+", re.ASCII)
_RELATED = re.compile(rb"^content-type:\s*multipart/related", re.I | re.M)
_NO_PAGE = "it is an MHTML file that holds no web page"


def looks_like(start: bytes) -> bool:
    """Do the headers that a file starts with announce a page with what belongs to it?"""
    head = _HEAD.match(start.replace(b"\r\n", b"\n"))
    return bool(head and _RELATED.search(head[0]))


def read(file: BinaryIO, name: str) -> Iterator[Source | Rejected]:
    """The one web page in an open file; its pictures and styles are left where they are."""
    data, digest, size = whole(file)
    if data is None:
        yield Rejected(name, TOO_LARGE, digest, size)
        return
    message = message_from_bytes(data)
    part = next((p for p in message.walk() if p.get_content_type() == HTML), None)
    page = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(page, bytes):
        yield Rejected(name, _NO_PAGE, digest, size)
        return
    made = document(page, name, digest, HTML, part.get_content_charset())
    if isinstance(made, Rejected):
        yield replace(made, size=size)
    else:
        yield replace(made, size=size, given={**made.given, **_address(message, part)})


def _address(message: Message, part: Message) -> dict[str, str]:
    """Where the page was saved from."""
    told = (message.get("Snapshot-Content-Location"), part.get("Content-Location"))
    named = (str(url) for url in told if url)  # one with bytes beyond ASCII is no string
    return next(({"url": url} for url in named if url.startswith(("http://", "https://"))), {})
