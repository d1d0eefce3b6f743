"""Small inputs of every format, and what reading makes of them."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from pathlib import Path

from ingest.model import Rejected, Source
from ingest.read import read_all
from ingest.read.formats import read_file

TEXT = "滨河市新增公交线路\n滨河市交通局3月5日介绍，全市新增公交线路12条，投入资金3000万元，方便了沿线的5万名居民。\n"
PAGE = f"<html><head><title>新闻</title></head><body><p>{TEXT}</p></body></html>"
DATA = TEXT.encode()
LINE = json.dumps({"text": TEXT, "url": "http://example.org/x"}).encode()

Item = Source | Rejected


def read(path: Path | str, stdin: bytes = b"") -> list[Item]:
    return list(read_all([str(path)], io.BytesIO(stdin)))


def read_data(name: str, data: bytes | str) -> list[Source | Rejected]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read_file(io.BufferedReader(io.BytesIO(raw)), name))  # type: ignore[arg-type]


def told(items: list[Item]) -> list[str]:
    """Texts, and reasons in their place."""
    return [item.reason if isinstance(item, Rejected) else item.text for item in items]


def source(item: Item) -> Source:
    assert isinstance(item, Source), item
    return item


def zip_of(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tar_of(files: dict[str, bytes], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


def record(
    kind: str, content: bytes, address: str = "http://example.org/", length: int | None = None
) -> bytes:
    """A WARC record."""
    media = {"response": "application/http; msgtype=response", "conversion": "text/plain"}
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
        f"WARC-Date: 2020-01-01T00:00:00Z\r\nContent-Type: {media.get(kind, 'text/plain')}\r\n"
        f"Content-Length: {len(content) if length is None else length}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def answer(body: bytes, *fields: str, status: str = "200 OK") -> bytes:
    """What a server answers."""
    lines = (f"HTTP/1.1 {status}", *fields)
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
