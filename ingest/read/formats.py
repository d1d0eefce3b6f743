"""Which format a file is in: by its first bytes, then by its name, then by its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from ingest.model import Incoming, Rejected, Source, read_now
from ingest.read import elements, jsonl, mhtml, packed, table, text, warc, xml
from ingest.read.encoding import without_false_mark
from ingest.read.limits import DEEPEST

Items = Iterator[Incoming]
Reader = Callable[[BinaryIO, str], Items]
"""Takes an open file and its name; gives what is in it, in order."""

READERS: dict[str, Reader] = {
    ".txt": text.read,
    ".text": text.read,
    ".htm": text.read_html,
    ".html": text.read_html,
    ".shtml": text.read_html,
    ".xhtml": text.read_html,
    ".mht": mhtml.read,
    ".mhtml": mhtml.read,
    ".md": text.read_markdown,
    ".markdown": text.read_markdown,
    ".json": elements.read,
    ".jsonl": jsonl.read,
    ".ndjson": jsonl.read,
    ".csv": table.read,
    ".tsv": table.read_tabs,
    ".warc": warc.read,
    ".wet": warc.read,
}
"""Reader by the file name's suffix."""

ARCHIVE = (68, b"JKV1")
"""Where in a SQLite file it stands whose it is, and the mark of our archives."""
_OURS = "it is an archive of Jiaokan; bring in what it holds with: jiaokan merge"
_COMPRESSED = {b"\x1f\x8b": "gz", b"BZh": "bz2", b"\xfd7zXZ\x00": "xz", b"\x5d\x00\x00": "xz"}
_NO_TEXT = {
    b"%PDF": "it is a PDF document; save it as text or HTML",
    b"\xd0\xcf\x11\xe0": "it is an old Office document; save it as text or HTML",
    b"\x89PNG": "it is a PNG image, not text",
    b"\xff\xd8\xff": "it is a JPEG image, not text",
    b"GIF8": "it is a GIF image, not text",
    b"\x28\xb5\x2f\xfd": "it is compressed with zstd, which cannot be read; unpack it first",
    b"\x04\x22\x4d\x18": "it is compressed with lz4, which cannot be read; unpack it first",
    b"PAR1": "it is a Parquet file, not a document",
    b"bplist": "it is a Safari archive or another property list; save it as HTML or text",
    b"7z\xbc\xaf": "it is a 7z archive, which cannot be read; unpack it first",
    b"Rar!": "it is a RAR archive, which cannot be read; unpack it first",
    b"SQLite format 3": "it is a SQLite database, not a document",
    b"\x1f\x9d": "it is compressed with compress, which cannot be read; unpack it first",
    b"MSCF": "it is a cabinet file, which cannot be read; unpack it first",
    b"filedesc://": "it is an ARC file, as crawlers wrote them before WARC; convert it first",
    b" CDX ": "it is the index of a crawl, not a document",
    b"%!PS": "it is a PostScript document; save it as text or HTML",
    b"[InternetShortcut]": "it is a link to a page, not the page itself",
    b"{\\rtf": "it is an RTF document; save it as text or HTML",
}
_PROGRAM = "it is a program, not an article"
_NO_ARTICLE = {
    (".js", ".mjs", ".map", ".sh", ".bat", ".py"): _PROGRAM,
    (".sql",): "it is a dump of a database, not an article",
    (".eml", ".mbox", ".msg"): "it is an e-mail; save it as text or HTML",
    (".srt", ".vtt", ".lrc"): "it holds the subtitles of a film, not an article",
    (".css", ".scss", ".less"): "it is a style sheet, not an article",
    (".svg", ".ico"): "it is a picture, not text",
    (".woff", ".woff2", ".ttf", ".otf", ".eot"): "it is a font, not text",
}
"""What lies beside a page that was saved with all that belongs to it."""
_CODE = re.compile(rb"<\?(?:php|=|\s)")
"""What a program in PHP holds. A page that one has made does not, and is saved under its name."""
_LOOK = 4096


def read_file(file: BinaryIO, name: str) -> Iterator[Source | Rejected]:
    """What is in an open, buffered file of any format."""
    return map(read_now, incoming(file, name))


def incoming(file: BinaryIO, name: str, depth: int = 0) -> Items:
    """The same; what its bytes say is read where it is asked for."""
    start = _peek(file)
    if not start:
        yield from text.read(file, name)
        return
    start = without_false_mark(start)
    refused = _refused(start, name)
    if refused:
        yield Rejected(name, refused)
        return
    unpack = _unpacker(start)
    if unpack is None:
        yield from _at_least(_reader(start, name)(file, name), name)
    elif depth >= DEEPEST:
        yield Rejected(name, "archives lie in one another more deeply than is followed")
    else:
        inner = unpack(file, name, lambda f, n: incoming(_peekable(f), n, depth + 1))
        yield from _at_least(inner, name)


def _at_least(items: Items, name: str) -> Items:
    """The items, or that there are none: an empty archive, a table with nothing but a heading."""
    first = next(items, None)
    yield first or Rejected(name, "it holds no document")
    yield from items


def _refused(start: bytes, name: str) -> str | None:
    """Why a file is no document, by its first bytes or its name."""
    if _is_archive(start):
        return _OURS
    for magic, reason in _NO_TEXT.items():
        if start.startswith(magic):
            return reason
    lower = name.lower()
    if lower.endswith(".php") and _CODE.search(start):
        return _PROGRAM
    return next((why for ends, why in _NO_ARTICLE.items() if lower.endswith(ends)), None)


def is_archive(path: Path) -> bool:
    """Is a file one of our archives? In a folder that is read it is where the articles go to."""
    try:
        with path.open("rb") as file:
            return _is_archive(file.read(_LOOK))
    except OSError:
        return False


def _is_archive(start: bytes) -> bool:
    at, mark = ARCHIVE
    return start.startswith(b"SQLite format 3") and start[at : at + len(mark)] == mark


def _unpacker(start: bytes) -> Callable[[BinaryIO, str, packed.Inner], Items] | None:
    for magic, kind in _COMPRESSED.items():
        if start.startswith(magic):
            return lambda file, name, inner: packed.compressed(file, name, inner, kind)
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return packed.zipped
    return packed.tarred if packed.is_tar(start) else None


def _reader(start: bytes, name: str) -> Reader:
    if start.startswith(b"WARC/"):
        return warc.read
    if mhtml.looks_like(start):
        return mhtml.read
    # A page in page.html.gz is a page.
    plain = name.lower()
    for suffix in (".gz", ".bz2", ".xz"):
        plain = plain.removesuffix(suffix)
    for suffix, reader in READERS.items():
        if plain.endswith(suffix):
            if reader is text.read:
                break  # text may be anything
            whole = reader is jsonl.read and elements.looks_like(start)
            return elements.read if whole else reader
    if xml.looks_like(start, plain):
        return xml.read
    if elements.looks_like(start):
        return elements.read
    if jsonl.looks_like(start):
        return jsonl.read
    return table.read if table.looks_like(start) else text.read


def _peekable(file: BinaryIO) -> BinaryIO:
    return file if hasattr(file, "peek") else packed.buffered(packed.Tally(file))


def _peek(file: BinaryIO) -> bytes:
    """The first bytes of a file, without taking them off it."""
    if hasattr(file, "peek"):
        return bytes(file.peek(_LOOK)[:_LOOK])
    place = file.tell()
    start = file.read(_LOOK)
    file.seek(place)
    return start
