"""`jiaokan serve`: Datasette on an archive, with settings that suit it."""

from __future__ import annotations

from pathlib import Path

import uvicorn
from datasette.app import Datasette

from db.archive import open_archive
from db.metadata import build

SETTINGS = {
    "suggest_facets": False,  # over a large table suggestions time out in silence
    "max_csv_mb": 0,  # a CSV is complete or fails; it never ends in an error text
    "sql_time_limit_ms": 3000,
    "facet_time_limit_ms": 1000,
    "max_returned_rows": 1000,
    "truncate_cells_html": 300,
}


def application(path: str | Path) -> Datasette:
    """Datasette on the archive at `path`, whatever its file is called.

    Raises `db.archive.ArchiveError` if the file is no archive that this version can read.
    """
    open_archive(path, readonly=True).close()
    return Datasette(files=[str(path)], metadata=build(Path(path).stem), settings=dict(SETTINGS))


def serve(path: str | Path, host: str, port: int) -> None:
    """Serve the archive until interrupted."""
    uvicorn.run(application(path).app(), host=host, port=port, log_level="warning", lifespan="on")
