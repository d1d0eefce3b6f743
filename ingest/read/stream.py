"""The bytes of a WARC file, record by record, where records may lie about their length.

What was read too far is given back. Records may lie one after the other, so nothing is copied
twice: what was given back stays where it is, and is only read from another place.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import BinaryIO, Literal

from ingest.read.limits import LARGEST

VERSION = re.compile(rb"WARC/\d\.\d+\s*$")
LONGEST_HEAD = 64 * 1024
_FOLLOWING = re.compile(rb"(?<=\n)WARC/\d\.\d+[ \t]*\r?\n")
_LANDS = re.compile(rb"\s*(?:WARC/\d\.\d+[ \t]*(?:\r?\n|\Z)|\Z)")
_APART = (b"\r\n\r\n", b"\n\n")
"""What stands between two records."""
_PART = 1024 * 1024
_AHEAD = 64
"""Bytes behind a record in which the next one has begun."""

State = Literal["whole", "restated", "cut off"]
"""Is the record as long as it states; does the next one tell where it ends; is it incomplete?"""


@dataclass(frozen=True)
class Content:
    """The bytes of a record; None if they are more than any article has."""

    data: bytes | None
    state: State


class Stream:
    """A file to which what was read too far can be given back."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._back = file, io.BytesIO()
        self._ended = self._again = False
        """Is the file read to its end? Was the last line one that had been given back?"""

    def readline(self) -> bytes:
        """The next line, or the next piece of one that is very long."""
        line = self._back.readline(LONGEST_HEAD)
        self._again = line.endswith(b"\n") or len(line) == LONGEST_HEAD
        return line if self._again else line + self._file.readline(LONGEST_HEAD - len(line))

    def give_back(self, line: bytes) -> None:
        """Give back the line that was read last."""
        if self._again:
            self._back.seek(-len(line), io.SEEK_CUR)
        else:
            self._back = io.BytesIO(line + self._back.read())

    def content(self, length: int) -> Content:
        """The bytes of a record that states this length.

        If no record begins behind them, the next one that begins tells where this one ends.
        """
        if length > LARGEST:
            return Content(None, "whole" if self._passed(length) else "cut off")
        self._fill(length + _AHEAD)
        with self._back.getbuffer() as back:
            at = self._back.tell()
            end = at + length
            if end <= len(back) and _LANDS.match(back[end : end + _AHEAD]):
                found = None
            else:
                found = _FOLLOWING.search(back, at)
                end = found.start() if found else len(back)
            data = bytes(back[at:end])
            is_cut = found is not None
            del found  # it holds the buffer
        self._back.seek(end)
        if is_cut:
            return _ended(data)
        if len(data) == length:
            return Content(data, "whole")
        return Content(data, "cut off") if len(data) < length else self._longer(data)

    def _fill(self, size: int) -> None:
        """Have so many bytes at hand, if there are as many."""
        with self._back.getbuffer() as back:
            missing = size - (len(back) - self._back.tell())
        if missing <= 0 or self._ended:
            return
        parts = [self._back.read()]
        try:
            while missing > 0 and not self._ended:
                # Read on by large parts: what is there already is copied each time.
                parts.append(self._file.read(_PART))
                missing -= len(parts[-1])
                self._ended = not parts[-1]
        except Exception:
            if missing > _AHEAD:
                raise  # compressed data breaks off inside this record, and not behind it
        finally:
            self._back = io.BytesIO(b"".join(parts))

    def _longer(self, data: bytes) -> Content:
        """A record that is longer than it states: it ends where the next one begins."""
        parts, size, blank = [data], len(data), data.endswith(b"\n")
        while line := self.readline():
            if blank and VERSION.match(line):
                self.give_back(line)
                break
            blank = line.endswith(b"\n")
            size += len(line)
            if size <= LARGEST:
                parts.append(line)
        return _ended(b"".join(parts)) if size <= LARGEST else Content(None, "restated")

    def _passed(self, length: int) -> bool:
        """Pass over a large record; false if another begins, or the file ends, inside it."""
        blank = False
        while length > 0:
            line = self.readline()
            if not line or (blank and VERSION.match(line)):
                self.give_back(line)
                return False
            blank = not line.strip()
            length -= len(line)
        return True


def _ended(data: bytes) -> Content:
    """What stands before another record: complete if it is set apart from it."""
    for gap in _APART:
        if data.endswith(gap):
            return Content(data[: -len(gap)], "restated")
    return Content(data, "cut off")
