"""Inputs opened on whichever machine works on them: a path that all see, or an address.

What is wrong with the data is a `Rejected` with its reason, as everywhere. What is wrong with the
way to it (a file that this machine does not see, a connection that breaks) is raised as
`LostInput`, so that the input is tried again and never taken for a short one.
"""

from __future__ import annotations

import io
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from ingest.model import Incoming, Rejected
from ingest.read import read_open

_BUFFER = 1024 * 1024


class LostInput(Exception):
    """An input could not be reached, or not to its end."""


class _Faithful(io.RawIOBase):
    """A stream whose faults cannot be mistaken for faults of what is in it."""

    def __init__(self, file: Any, address: str) -> None:
        self._file, self._address = file, address

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._file.seekable())

    def fileno(self) -> int:
        return int(self._file.fileno())

    def seek(self, offset: int, whence: int = 0) -> int:
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        try:
            data = self._file.read(len(buffer))
        except Exception as error:  # whatever the file system's library raises
            raise _lost(self._address, error) from error
        buffer[: len(data)] = data
        return len(data)


def is_remote(name: str) -> bool:
    """Is it an address, and not a path?"""
    return "://" in name


def remote(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it."""
    try:
        from fsspec.core import url_to_fs  # comes with Dask
    except ImportError as error:
        raise LostInput(f"{address} needs fsspec: pip install 'jiaokan[cluster]'") from error
    try:
        system, path = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise LostInput(f"{address} cannot be opened: {error}") from error
    return system, path


@contextmanager
def opened(address: str) -> Iterator[BinaryIO]:
    """An input, open for reading. Raises `LostInput` where it cannot be reached."""
    try:
        if is_remote(address):
            system, path = remote(address)
            file = system.open(path, "rb")
        else:
            file = open(address, "rb", buffering=0)  # noqa: SIM115  closed below
    except PermissionError:
        raise
    except Exception as error:
        raise _lost(address, error) from error
    with file:
        yield cast(BinaryIO, io.BufferedReader(_Faithful(file, address), _BUFFER))


def read(name: str, address: str) -> Iterator[Incoming]:
    """Everything in the input at an address, under the name it was given."""
    try:
        with opened(address) as file:
            yield from read_open(file, name)
    except PermissionError as error:
        yield Rejected(name, f"cannot be read: {error.strerror or error}")


def _lost(address: str, error: Exception) -> LostInput:
    if isinstance(error, LostInput):
        return error
    told = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else error
    return LostInput(f"{address} cannot be read on {socket.gethostname()}: {told}")
