"""CSV and TSV with a heading: one row, one document; the column of the text must be named."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from ingest.model import Rejected, Source
from ingest.read import fields
from ingest.read.encoding import UnreadableText, decode
from ingest.read.limits import LARGEST, TOO_LARGE

MEDIA_TYPE = "text/csv"
_SAMPLE = 65_536


def read(file: BinaryIO, name: str, delimiter: str = ",") -> Iterator[Source | Rejected]:
    """The sources in an open CSV file, row by row."""
    start = file.read(_SAMPLE)
    try:
        encoding = _encoding(start)
    except UnreadableText as error:
        yield Rejected(name, str(error))
        return
    csv.field_size_limit(LARGEST)
    lines = _lines(start, file, encoding)
    rows = csv.reader(lines, delimiter=delimiter)
    heading = [cell.strip() for cell in next(rows, [])]
    if not any(name in heading for name in fields.TEXT):
        named = ", ".join(fields.TEXT)
        yield Rejected(name, f"none of its columns is called {named}")
        return
    yield from _sources(rows, heading, name, encoding)


def read_tabs(file: BinaryIO, name: str) -> Iterator[Source | Rejected]:
    """The sources in an open TSV file."""
    return read(file, name, "\t")


def _encoding(start: bytes) -> str:
    """The encoding by a sample, cut at a line so that no character is cut in two."""
    cut = start.rfind(b"\n") + 1 if len(start) == _SAMPLE else len(start)
    return decode(start[: cut or len(start)])[1].split(",")[0]


def _lines(start: bytes, file: BinaryIO, encoding: str) -> Iterator[str]:
    joined = io.BufferedReader(_Joined(start, file))
    reader = io.TextIOWrapper(joined, encoding, "replace", newline="")
    while line := reader.readline(LARGEST + 1):
        # NUL ends a row for some versions of the csv module and is an error for others.
        yield line.replace("\0", "\ufffd")


class _Joined(io.RawIOBase):
    """A file with the bytes that were read from it already in front again."""

    def __init__(self, start: bytes, file: BinaryIO) -> None:
        self._start, self._file = start, file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        data = self._start[: len(buffer)] or self._file.read(len(buffer))
        self._start = self._start[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def _sources(
    rows: Iterable[list[str]], heading: list[str], name: str, encoding: str
) -> Iterator[Source | Rejected]:
    iterator, number = iter(rows), 1
    while True:
        number += 1
        try:
            row = next(iterator, None)
        except csv.Error as error:
            yield Rejected(f"{name}#{number}", f"the row is no valid CSV: {error}")
            continue
        if row is None:
            return
        if row:
            yield _source(row, heading, f"{name}#{number}", encoding)


def _source(row: list[str], heading: list[str], origin: str, encoding: str) -> Source | Rejected:
    data = json.dumps(dict(zip(heading, row, strict=False)), ensure_ascii=False).encode()
    digest = hashlib.sha256(data).hexdigest()
    if len(row) != len(heading):
        reason = f"the row has {len(row)} cells, the heading {len(heading)}"
        return Rejected(origin, reason, digest, len(data))
    record = {key: cell for key, cell in zip(heading, row, strict=True) if cell.strip()}
    key = fields.text_field(record)
    if key is None:
        return Rejected(origin, "the row has no text", digest, len(data))
    if len(record[key]) > LARGEST:
        return Rejected(origin, TOO_LARGE, digest, len(data))
    given = fields.given(record, key)
    return Source(digest, origin, MEDIA_TYPE, encoding, record[key], len(data), given)
