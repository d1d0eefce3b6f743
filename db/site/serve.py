"""`jiaokan serve`: Datasette on an archive, with settings that suit it."""

from __future__ import annotations

import os
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from socket import socket
from typing import Any

import uvicorn
from datasette.app import Datasette

from db.archive import open_archive
from db.metadata import build
from db.site import drawing, makers
from db.site.listening import CannotServe, Listening, Server, Tell, bound

__all__ = ["CannotServe", "application", "processors", "serve"]

SETTINGS = {
    "suggest_facets": False,  # over a large table suggestions time out in silence
    "max_csv_mb": 0,  # a CSV is complete or fails; it never ends in an error text
    "sql_time_limit_ms": 3000,
    "facet_time_limit_ms": 1000,
    "max_returned_rows": 1000,
    "truncate_cells_html": 300,
}
MOST_WORKERS = 4


def application(path: str | Path, **settings: Any) -> Datasette:
    """Datasette on the archive at `path`, whatever its file is called.

    Raises `db.archive.ArchiveError` if the file is no archive that this version can read.
    """
    open_archive(path, readonly=True).close()
    return Datasette(
        files=[str(path)], metadata=build(Path(path).stem), settings={**SETTINGS, **settings}
    )


def serve(
    path: str | Path, host: str, port: int, workers: int = 1, tell: Tell = lambda port: None
) -> None:
    """Serve the archive until interrupted; with more than one, so many processes make its pages.
    `tell` is called with the port once it listens.

    Raises `CannotServe`, and `KeyboardInterrupt` where it was interrupted before it listens.
    """
    with ExitStack() as open_sockets:
        sockets = [open_sockets.enter_context(one) for one in bound(host, port)]
        _serve(path, sockets, workers, tell)


def _serve(path: str | Path, sockets: list[socket], workers: int, tell: Tell) -> None:
    site = application(path)
    if workers > 1:
        makers.OF[site] = makers.Makers(partial(_of_each, str(path)), workers)
        makers.OF[site].wait()
    config = uvicorn.Config(site.app(), http=Listening, log_level="warning", lifespan="on")
    server = Server(config, tell)
    try:
        server.run(sockets)
    except KeyboardInterrupt:
        if not server.started:
            raise
    except SystemExit as error:
        raise CannotServe("Datasette did not start; what it said stands above.") from error


def _of_each(path: str) -> Datasette:
    """The site of a process that makes pages: one at a time, and the first as soon as the next."""
    site = application(path, num_sql_threads=0)
    drawing.prepare(site)
    return site


def processors() -> int:
    """How many processes make pages if nothing else is said: each takes some memory."""
    return min(os.cpu_count() or 1, MOST_WORKERS)
