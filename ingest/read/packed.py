"""Compressed files and archives: what is in them, as streams, without unpacking to the disk.

Nothing is written under a name that an archive gives, so `../` and absolute names do no harm; links
and devices in an archive are not followed. What unfolds beyond measure is given up.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import BinaryIO, cast

from ingest.model import Incoming, Rejected
from ingest.read.limits import BOMB, MOST_UNFOLDING, Unfolding
from ingest.read.passed_over import hidden, left_out

Items = Iterator[Incoming]
Inner = Callable[[BinaryIO, str], Items]
"""Reads an open file of any format under a name."""

_BROKEN = (
    EOFError,
    zlib.error,
    lzma.LZMAError,
    gzip.BadGzipFile,
    tarfile.TarError,
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
)
"""What the standard library raises for compressed data that is damaged or encrypted."""
_BOMB = "it unfolds to more than a thousand times its size, as no text does"
_NO_GZIP = "Not a gzipped file"
_FOLLOWED = "what stands behind the compressed data is no part of it, and was left out"
_NOTHING = "no document in it is whole"
_PART = 1024 * 1024
_IN_UTF8 = 0x800
"""Flag of a member of a zip archive whose name is in UTF-8."""


class _Counted(io.RawIOBase):
    """A stream that counts what is read from it, and stops when that is beyond measure."""

    def __init__(self, file: io.BufferedIOBase, packed: Callable[[], int]) -> None:
        self._file, self._packed, self._count = file, packed, 0
        self.followed = False
        """Does something follow that is no part of it?"""
        self._break: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        if self._break is not None:
            raise self._break
        try:
            # As much as is there at once: a break further on must not take it away.
            data = self._file.read1(len(buffer))
        except (*_BROKEN, OSError) as error:
            if isinstance(error, gzip.BadGzipFile) and self._count and _NO_GZIP in str(error):
                self.followed = True
                return 0
            self._break = error  # behind it nothing is sure
            raise
        buffer[: len(data)] = data
        self._count += len(data)
        if self._count > BOMB and self._count > MOST_UNFOLDING * max(self._packed(), 1):
            raise Unfolding(_BOMB)
        return len(data)


class Tally(io.RawIOBase):
    """A stream that knows how many bytes were read from it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.count = file, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class _UpToBreaks(io.BufferedReader):
    """A buffer that gives what stands before a break first, and the break to who reads on."""

    def read(self, size: int | None = -1) -> bytes:
        missing = sys.maxsize if size is None or size < 0 else size
        parts: list[bytes] = []
        while missing:
            try:
                part = self.read1(min(missing, _PART))
            except (*_BROKEN, OSError):
                if not parts:
                    raise
                break  # it breaks again for who reads on
            if not part:
                break
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)


def buffered(raw: io.RawIOBase) -> BinaryIO:
    """A raw stream with a buffer, so that it can be looked into."""
    return cast(BinaryIO, _UpToBreaks(raw, _PART))


def compressed(file: BinaryIO, name: str, inner: Inner, kind: str) -> Items:
    """What is in a file compressed with gzip, bz2 or xz. If it breaks off, what came before the
    break is kept."""
    tally = Tally(file)
    packed = buffered(tally)
    opener: dict[str, Callable[[BinaryIO], io.BufferedIOBase]] = {
        "gz": lambda f: gzip.GzipFile(fileobj=f),
        "bz2": bz2.BZ2File,
        "xz": lzma.LZMAFile,
    }
    plain = _Counted(opener[kind](packed), lambda: tally.count)
    yield from _unbroken(inner(buffered(plain), name), name)
    if plain.followed:
        yield Rejected(f"{name}#end", _FOLLOWED)


def _unbroken(items: Items, name: str, what: str = "the compressed data") -> Items:
    """What can be read before a break, and the break."""
    found = False
    try:
        for item in items:
            found = True
            yield item
    except Unfolding as error:
        yield Rejected(f"{name}#end", str(error))
    except (*_BROKEN, OSError) as error:
        yield Rejected(f"{name}#end", _broken(error, what, found))


def _broken(error: Exception, what: str, found: bool) -> str:
    told = str(error)[:100]
    if isinstance(error, EOFError) or "ended before" in told or "unexpected end" in told:
        how, where = "cut off", "cut"
    else:
        how, where = f"damaged ({told})", "damage"
    read = f"what came before the {where} was read" if found else _NOTHING
    return f"{what} is {how}; {read}"


class _Watched:
    """A tar archive that is read, with the last block that was read of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._last = file, b""

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        self._last = (self._last + data)[-tarfile.BLOCKSIZE :]
        return data

    def is_complete(self) -> bool:
        """Does it end with zeros, as all do? The standard library overlooks a cut header."""
        return not self._last.strip(b"\0")


def is_tar(start: bytes) -> bool:
    """Does a file start as a tar archive does, be it of before 1988?"""
    if start[257:262] == b"ustar":
        return True
    if not start[148:154].strip(b" \0").isdigit():  # the sum of all bytes of the header
        return False
    try:
        tarfile.TarInfo.frombuf(start[: tarfile.BLOCKSIZE], "utf-8", "surrogateescape")
    except tarfile.TarError:
        return False
    return True


def tarred(file: BinaryIO, name: str, inner: Inner) -> Items:
    """What is in a tar archive, in its order."""
    yield from _unbroken(_tar_members(file, name, inner), name, "the tar archive")


def _tar_members(file: BinaryIO, name: str, inner: Inner) -> Items:
    watched = _Watched(file)
    with tarfile.open(fileobj=cast(BinaryIO, watched), mode="r|") as archive:
        for member in archive:
            origin = f"{name}/{member.name}"
            if member.issym() or member.islnk():
                yield Rejected(origin, "it is a link inside an archive, which is not followed")
            elif member.isfile():
                content = archive.extractfile(member)
                if content is None or left_out(member.name):
                    continue
                if reason := hidden(member.name):
                    yield Rejected(origin, reason)
                else:
                    yield from inner(cast(BinaryIO, content), origin)
            elif not member.isdir():
                yield Rejected(origin, "it is no regular file")
    if not watched.is_complete():
        raise EOFError


def _name(member: zipfile.ZipInfo) -> str:
    """The name of a member; programs in Chinese write it in GB18030 without saying so."""
    if member.flag_bits & _IN_UTF8:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return member.filename


def zipped(file: BinaryIO, name: str, inner: Inner) -> Items:
    """What is in a zip archive, in its order."""
    with tempfile.TemporaryFile() as spool:
        # A zip archive is read from its end, which a pipe does not have.
        seekable = file if _seeks(file) else _spooled(file, cast(BinaryIO, spool))
        try:
            with zipfile.ZipFile(seekable) as archive:
                yield from _members(archive, name, inner)
        except (*_BROKEN, OSError, ValueError) as error:
            yield Rejected(name, f"the zip archive is damaged: {str(error)[:100]}")


def _members(archive: zipfile.ZipFile, name: str, inner: Inner) -> Items:
    names = archive.namelist()
    if "[Content_Types].xml" in names or {"mimetype", "content.xml"} <= set(names):
        yield Rejected(name, "it is an Office document; save it as text or HTML")
        return
    for member in archive.infolist():
        inside = _name(member)
        origin = f"{name}/{inside}"
        if not inside:
            yield Rejected(origin, "it has no name")
            continue
        if member.is_dir() or left_out(inside) or inside == "mimetype":  # of an electronic book
            continue
        if reason := hidden(inside):
            yield Rejected(origin, reason)
            continue
        if member.flag_bits & 1:
            yield Rejected(origin, "it is encrypted")
            continue
        try:
            with archive.open(member) as content:
                packed = member.compress_size
                plain = _Counted(cast(io.BufferedIOBase, content), partial(int, packed))
                yield from _unbroken(inner(buffered(plain), origin), origin)
        except (*_BROKEN, OSError) as error:
            yield Rejected(f"{origin}#end", _broken(error, "the compressed data", False))


def _seeks(file: BinaryIO) -> bool:
    try:
        return file.seekable()
    except (AttributeError, OSError):
        return False


def _spooled(file: BinaryIO, spool: BinaryIO) -> BinaryIO:
    while part := file.read(_PART):
        spool.write(part)
    spool.seek(0)
    return spool
