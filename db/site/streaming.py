"""A download on its way: piece by piece, and no further than somebody reads it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any, TypeVar

from db.export import ExportError

Piece = tuple[str, int]
Made = TypeVar("Made")


class Rows:
    """The pieces of a download, made in a thread; the connection is closed when they end."""

    def __init__(self, connection: sqlite3.Connection, pieces: Iterator[Piece]) -> None:
        self._connection = connection
        self._pieces = pieces
        self._first: list[Piece] = []
        self._clock: asyncio.TimerHandle | None = None

    async def begin(self, seconds: float | None) -> None:
        """Make the first pieces; all is to be made within so many seconds, if there is a limit.

        Raises `ExportError` where this fails.
        """
        if seconds is not None:
            self._clock = asyncio.get_running_loop().call_later(seconds, self._connection.interrupt)
        try:
            self._first = await self._in_thread(lambda: list(islice(self._pieces, 2)))
        except BaseException:
            self._end()
            raise

    async def write(self, writer: Any) -> None:
        """Write all to `writer`, as Datasette wants it."""
        try:
            for text, _ in self._first:
                await writer.write(text)
            while (piece := await self._in_thread(lambda: next(self._pieces, None))) is not None:
                await writer.write(piece[0])
        finally:
            self._end()

    async def _in_thread(self, make: Callable[[], Made]) -> Made:
        making = asyncio.ensure_future(asyncio.to_thread(make))
        try:
            return await asyncio.shield(making)
        except asyncio.CancelledError:  # nobody waits for it; the thread does not know
            self._connection.interrupt()
            with suppress(ExportError):
                await making
            raise

    def _end(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
        self._connection.close()


async def while_read(app: Any, scope: Any, receive: Any, send: Any) -> None:
    """Let `app` answer a request without a body for as long as somebody reads.

    Datasette would write on to the end of the table, to nobody.
    """
    told = asyncio.Event()

    async def pass_on(message: dict[str, Any]) -> None:
        await send(message)
        if message["type"] == "http.response.body" and not message.get("more_body"):
            told.set()

    answering = asyncio.ensure_future(app(scope, no_body, pass_on))
    leaving = asyncio.ensure_future(_left(receive))
    try:
        await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if told.is_set():  # a reader who has all leaves, too
            await answering
    finally:
        leaving.cancel()
        answering.cancel()  # of no effect where it is done
        with suppress(asyncio.CancelledError):
            await answering


async def no_body() -> dict[str, Any]:
    """What a request without a body holds."""
    return {"type": "http.request", "body": b"", "more_body": False}


async def _left(receive: Any) -> None:
    """Wait until the reader is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
