"""How much of an input is taken into memory, and how far it may unfold."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

LARGEST = 32 * 1024 * 1024
"""Bytes of one document. Longer ones are rejected, and never held in memory."""
TOO_LARGE = f"it is larger than {LARGEST // 1024 // 1024} MB, which no article is"
DEEPEST = 4
"""How many archives and compressions may lie in one another."""
MOST_UNFOLDING = 1000
"""How many times its size a compressed input may have; Chinese text reaches 20."""
BOMB = 256 * 1024 * 1024
"""Bytes from which that is looked at."""
_PART = 1024 * 1024


class Unfolding(OSError):
    """A compressed input that unfolds beyond measure."""


def whole(file: BinaryIO) -> tuple[bytes | None, str, int]:
    """All bytes of a file (None if they are too many), their SHA-256 and their number."""
    data = file.read(LARGEST + 1)
    digest, size = hashlib.sha256(data), len(data)
    part = file.read(_PART)  # what is compressed may break only here
    if size <= LARGEST:
        return data, digest.hexdigest(), size
    while part:
        digest.update(part)
        size += len(part)
        part = file.read(_PART)
    return None, digest.hexdigest(), size


def lines(file: BinaryIO) -> Iterator[tuple[bytes | None, str, int]]:
    """The lines of a file as `whole` gives a file, without their ends."""
    while line := file.readline(LARGEST + 1):
        if len(line) <= LARGEST or line.endswith(b"\n"):
            data = line.rstrip(b"\r\n")
            yield data, hashlib.sha256(data).hexdigest(), len(data)
            continue
        digest, size = hashlib.sha256(line), len(line)
        while part := file.readline(_PART):
            digest.update(part.removesuffix(b"\n"))
            size += len(part.removesuffix(b"\n"))
            if part.endswith(b"\n"):
                break
        yield None, digest.hexdigest(), size
