"""Small archives as each schema version wrote them: `python tests/upgrade.py` keeps today's.

One file for each version, never changed once that version was released.
"""

from __future__ import annotations

import lzma
import os
import shutil
import sys
import tempfile
from pathlib import Path

KEPT = Path(__file__).parent / "cases" / "upgrade"


def kept(version: int) -> Path:
    """Where the archive of a version is kept, compressed."""
    return KEPT / f"schema-{version}.db.xz"


def unpacked(version: int, folder: Path) -> Path:
    """A copy of the archive of a version."""
    path = folder / "archive.db"
    path.write_bytes(lzma.decompress(kept(version).read_bytes()))
    return path


def make(path: Path) -> None:
    """An archive with every kind of row: reports, copies, damage, what was rejected."""
    import soak
    from conftest import build

    from ingest.read import bundled
    from ingest.restore import Channel, damage

    text, before = soak.PROSE[0], Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # names without a machine's folders
        try:
            for article in bundled().glob("*.txt"):
                shutil.copy(article, ".")
            Path("whole.txt").write_text(text, "utf-8")
            Path("copy.txt").write_text(f"{text}\n", "utf-8")
            Path("damaged.txt").write_text(damage(text, Channel(), 1), "utf-8")
            Path("empty.txt").write_text("", "utf-8")
            build(path, Path()).close()
        finally:
            os.chdir(before)


def main() -> None:
    sys.path.insert(0, str(Path(__file__).parent.parent))
    from sqlite_utils import Database

    from db import schema

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        make(path)
        db = Database(path)
        db.execute("PRAGMA journal_mode = DELETE")
        db.vacuum()
        db.close()
        KEPT.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as file, lzma.open(kept(schema.SCHEMA_VERSION), "wb", preset=9) as out:
            shutil.copyfileobj(file, out)
    print(f"{kept(schema.SCHEMA_VERSION)}: {kept(schema.SCHEMA_VERSION).stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
