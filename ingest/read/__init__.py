"""Reading: paths in, sources out. One module per format; an input that cannot be read is
`Rejected` with its reason, never skipped."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ingest.model import Incoming, Rejected, Source, fault, read_now
from ingest.read import formats
from ingest.read.passed_over import PARTS, hidden, left_out, page_with

STDIN = "-"
Items = Iterator[Incoming]


class MissingInput(Exception):
    """A path that was named does not exist."""


@dataclass
class Meter:
    """How much of the input is read: bytes on the disk, compressed as they lie there."""

    done: int = 0
    total: int = 0
    """0 where it is not known: standard input."""
    _file: BinaryIO | None = None

    def __call__(self) -> float | None:
        """The part of the input that is read, 0 to 1; None if that cannot be known."""
        if not self.total:
            return None
        try:
            inside = self._file.tell() if self._file and not self._file.closed else 0
        except OSError:
            inside = 0
        return min((self.done + inside) / self.total, 1.0)


def bundled() -> Path:
    """Folder of the articles that come with the package."""
    return Path(__file__).parent.parent / "articles"


def read_all(
    paths: Iterable[str], stdin: BinaryIO, meter: Meter | None = None
) -> Iterator[Source | Rejected]:
    """Everything in the files and folders, in the order of names; `-` reads standard input.

    Raises `MissingInput` before anything is read if a path does not exist.
    """
    return map(read_now, incoming(paths, stdin, meter))


def incoming(paths: Iterable[str], stdin: BinaryIO, meter: Meter | None = None) -> Items:
    """The same; what the bytes of an input say is read where it is asked for."""
    named = list(paths)
    for name in named:
        if name != STDIN and not os.path.lexists(name):
            raise MissingInput(f"There is no file or folder {name}.")
    meter = meter or Meter()
    if STDIN not in named:
        meter.total = sum(map(_size, named))
    return _read_named(named, stdin, meter)


def _read_named(named: list[str], stdin: BinaryIO, meter: Meter) -> Items:
    for name in named:
        if name == STDIN:
            yield from _up_to_a_fault(formats.incoming(stdin, STDIN), STDIN)
        elif Path(name).is_dir():
            yield from _read_folder(Path(name), meter)
        else:
            yield from _read_path(Path(name), meter)


def _size(name: str) -> int:
    path = Path(name)
    try:
        if path.is_dir():
            return sum(file.stat().st_size for file in files_in(path) if isinstance(file, Path))
        return path.stat().st_size
    except OSError:
        return 0


def _read_folder(folder: Path, meter: Meter) -> Items:
    found = False
    for file in files_in(folder):
        if isinstance(file, Path) and formats.is_archive(file):
            continue
        found = True
        yield from iter((file,)) if isinstance(file, Rejected) else _read_path(file, meter)
    if not found:
        yield Rejected(str(folder), "the folder holds no file that could be read")


def files_in(folder: Path) -> Iterator[Path | Rejected]:
    """The files under a folder, in the order of names; with a reason for each that cannot be
    read; what systems and tools keep for themselves is left out."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Rejected(str(folder), f"cannot be read: {error.strerror or error}")
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        path = Path(entry.path)
        if left_out(entry.name):
            continue
        if reason := hidden(entry.name):
            yield Rejected(str(path), reason)
        elif entry.is_dir(follow_symlinks=False):
            page = page_with(entry.name, names)
            yield from _parts(path, page) if page else files_in(path)
        elif entry.is_symlink() and not _stays_inside(path, folder):
            yield Rejected(str(path), "it is a link that leads out of its folder or nowhere")
        elif entry.is_file():
            yield path
        elif entry.is_dir():
            yield Rejected(str(path), "it is a link to a folder, which is read where it lies")
        else:
            yield Rejected(str(path), "it is no regular file")


def _parts(folder: Path, page: str) -> Iterator[Path | Rejected]:
    """The files in a folder of what belongs to a page that a browser saved: one of its frames may
    hold the text. Pictures, styles and scripts are told in one sentence."""
    others = 0
    for file in files_in(folder):
        if isinstance(file, Path) and file.suffix.lower() in PARTS:
            others += 1
        else:
            yield file
    if others:
        yield Rejected(str(folder), f"it holds what belongs to the page {page}, which is read")


def _stays_inside(link: Path, folder: Path) -> bool:
    try:
        return link.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False


def _read_path(path: Path, meter: Meter) -> Items:
    name = str(path)
    try:
        with path.open("rb") as file:
            meter._file = file
            told = os.fstat(file.fileno())
            if stat.S_ISCHR(told.st_mode) or stat.S_ISBLK(told.st_mode):
                yield Rejected(name, "it is a device, which may have no end")
                return
            yield from _up_to_a_fault(read_open(file, name), name)
            meter.done += told.st_size
    except OSError as error:
        yield Rejected(name, f"cannot be read: {error.strerror or error}")


def _up_to_a_fault(items: Items, name: str) -> Items:
    """The items of an input; a fault of ours ends this one, and is told."""
    try:
        yield from items
    except (MemoryError, OSError):
        raise
    except Exception as error:
        yield Rejected(f"{name}#fault", fault(error))


def read_open(file: BinaryIO, name: str) -> Items:
    """Everything in an open file, but for the last item if the file was changed while it was
    read: what came from its last bytes may be half old and half new."""
    before = _state(file)
    last: Incoming | None = None
    for item in formats.incoming(file, name):
        if last is not None:
            yield last
        last = item
    if _state(file) != before:
        yield Rejected(f"{name}#changed", "it was changed while it was read; read it again")
    elif last is not None:
        yield last


def _state(file: BinaryIO) -> tuple[int, int] | None:
    """Size and time of change of a regular file; None for anything else."""
    try:
        state = os.fstat(file.fileno())
    except (OSError, AttributeError):
        return None
    return (state.st_size, state.st_mtime_ns) if stat.S_ISREG(state.st_mode) else None
