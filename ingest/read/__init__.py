"""Reading: paths in, sources out. One module per format; an input that cannot be read is
`Rejected` with its reason, never skipped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from ingest.model import Rejected, Source
from ingest.read import jsonl, text

Reader = Callable[[BinaryIO, str], Iterator[Source | Rejected]]
"""Takes an open file and its name; gives what is in it, in order."""

READERS: dict[str, Reader] = {
    ".txt": text.read,
    ".text": text.read,
    ".jsonl": jsonl.read,
    ".ndjson": jsonl.read,
}
"""Reader by the file name's suffix; without a known suffix the content decides."""

STDIN = "-"


class MissingInput(Exception):
    """A path that was named does not exist."""


def bundled() -> Path:
    """Folder of the articles that come with the package."""
    return Path(__file__).parent.parent / "articles"


def read_all(paths: Iterable[str], stdin: BinaryIO) -> Iterator[Source | Rejected]:
    """Everything in the files and folders, in the order of names; `-` reads standard input.

    Raises `MissingInput` before anything is read if a path does not exist.
    """
    named = list(paths)
    for name in named:
        if name != STDIN and not Path(name).exists():
            raise MissingInput(f"There is no file or folder {name}.")
    return _read_named(named, stdin)


def _read_named(named: list[str], stdin: BinaryIO) -> Iterator[Source | Rejected]:
    for name in named:
        if name == STDIN:
            yield from _sniffed(stdin, STDIN)
        else:
            yield from _read_path(Path(name))


def _read_path(path: Path) -> Iterator[Source | Rejected]:
    if not path.is_dir():
        yield from _read_file(path)
        return
    files = sorted(p for p in path.rglob("*") if p.is_file() and not _hidden(p, path))
    files = [p for p in files if p.suffix not in (".py", ".pyc")]
    if not files:
        yield Rejected(str(path), "the folder holds no file that could be read")
    for file in files:
        yield from _read_file(file)


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith((".", "__pycache__")) for part in path.relative_to(root).parts)


def _read_file(path: Path) -> Iterator[Source | Rejected]:
    reader = READERS.get(path.suffix.lower(), _sniffed)
    try:
        with path.open("rb") as file:
            yield from reader(file, str(path))
    except OSError as error:
        yield Rejected(str(path), f"cannot be read: {error.strerror or error}")


def _sniffed(file: BinaryIO, name: str) -> Iterator[Source | Rejected]:
    """Without a suffix to go by: JSON lines if the first line is a JSON object, else text."""
    data = file.read()
    reader = jsonl.read_bytes if jsonl.looks_like(data) else text.read_bytes
    yield from reader(data, name)
