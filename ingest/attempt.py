"""`process`, with a fault of ours as a reason to reject: one page must not stop a million."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.model import Record, Rejected, Source, fault


def attempt(source: Source, read: Mapping[int, str] | None = None) -> Record | Rejected:
    """`process`, whatever happens.

    The rules take half a second to load, which is done when they are first asked: not by one who
    only hands sources on to workers, nor over inputs that the archive has already.
    """
    from ingest.process import process

    try:
        return process(source, read)
    except MemoryError:
        raise  # it is the machine's: elsewhere the same page would be read
    except Exception as error:
        return Rejected(source.origin, fault(error), source.sha256, source.size)
