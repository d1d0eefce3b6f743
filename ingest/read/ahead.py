"""Looking ahead in a file that cannot be wound back."""

from __future__ import annotations

import codecs
import io
from typing import BinaryIO, cast

from ingest.read.encoding import without_false_mark

_BUFFER = 64 * 1024


def joined(start: bytes, file: BinaryIO) -> BinaryIO:
    """A file with the bytes that were read from it already in front again."""
    return cast(BinaryIO, io.BufferedReader(_Joined(start, file), _BUFFER))


def in_utf8(file: BinaryIO) -> BinaryIO:
    """A file whose lines can be told by their bytes: one in UTF-16 is given in UTF-8."""
    start = without_false_mark(file.read(_BUFFER))
    whole = joined(start, file)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return cast(BinaryIO, io.BufferedReader(_Recoded(whole)))
    return whole


PART = 1024 * 1024
"""Bytes of a file that are read at a time."""


class Window:
    """The text of a file, of which a part is held."""

    def __init__(self, start: bytes, file: BinaryIO, encoding: str) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self.held = self._decoder.decode(start).removeprefix("\ufeff")
        self.at = 0
        """What is in front of it has been read, and is held no longer once more is."""

    def more(self) -> bool:
        """Hold more of it; false at its end."""
        left = self.held[self.at :]
        # Twice as much each time: what is there is looked through again.
        part = self._file.read(max(PART, len(left)))
        self.held, self.at = left + self._decoder.decode(part, final=not part), 0
        return bool(part)


class _Recoded(io.RawIOBase):
    def __init__(self, file: BinaryIO) -> None:
        self._file, self._made, self._ended = file, b"", False
        self._decoder = codecs.getincrementaldecoder("utf-16")("replace")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        while not self._made and not self._ended:
            part = self._file.read(len(buffer))
            self._ended = not part
            self._made = self._decoder.decode(part, self._ended).encode("utf-8", "replace")
        data, self._made = self._made[: len(buffer)], self._made[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


class _Joined(io.RawIOBase):
    def __init__(self, start: bytes, file: BinaryIO) -> None:
        self._start, self._file = start, file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        data = self._start[: len(buffer)] or self._file.read(len(buffer))
        self._start = self._start[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)
