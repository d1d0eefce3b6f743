"""Pages that were just made are answered again, for as long as nothing was written.

Many readers ask for the same few pages. Each is made once for each state of the archive, which
SQLite numbers itself; whoever asks for a page while it is being made waits for that one.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3

    from datasette.database import Database

MOST = 32_000_000
"""Bytes that are kept."""
LARGEST = 1_000_000
"""Bytes of a page that is kept."""
_FORMS = ("", ".json", ".atom")
"""What comes in one piece; downloads are streamed, and pass through."""

Key = tuple[str, int, bytes, bytes]
"""Archive, its state, address, query string."""
Answer = tuple[dict[str, Any], bytes]
"""The message that opens an ASGI answer, and its body."""


class Pages:
    """The pages of the archives of one site."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, Answer] = OrderedDict()
        self._size = 0
        self._making: dict[Key, asyncio.Future[Answer | None]] = {}
        self._watching: dict[str, sqlite3.Connection] = {}

    async def answer(
        self, database: Database, app: Any, scope: Any, receive: Any, send: Any
    ) -> None:
        """Answer a request about an archive: with what is kept, or from `app`."""
        if not _can_be_kept(database, scope):
            await app(scope, receive, send)
            return
        key = (database.name, self._state(database), scope["raw_path"], scope["query_string"])
        making = self._making.get(key)
        if key in self._kept:
            self._kept.move_to_end(key)
            found: Answer | None = self._kept[key]
        elif making is not None:
            found = await asyncio.shield(making)
        else:
            found = await self._made(key, app, scope, receive)
        if found is None:
            await app(scope, receive, send)
            return
        await send(found[0])
        await send({"type": "http.response.body", "body": found[1]})

    async def _made(self, key: Key, app: Any, scope: Any, receive: Any) -> Answer:
        """Let `app` make the page, for all who wait for it if it is the same for all."""
        opening: dict[str, Any] = {}
        parts: list[bytes] = []

        async def collect(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                opening.update(message)
            else:
                parts.append(message.get("body", b""))

        making = self._making[key] = asyncio.get_running_loop().create_future()
        shared: Answer | None = None
        try:
            await app(scope, receive, collect)
            made = (opening, b"".join(parts))
            if _is_for_all(made):
                shared = made
                self._keep(key, made)
        finally:
            del self._making[key]
            making.set_result(shared)
        return made

    def _keep(self, key: Key, made: Answer) -> None:
        self._kept[key] = made
        self._size += len(made[1])
        while self._size > MOST:
            self._size -= len(self._kept.popitem(last=False)[1][1])

    def _state(self, database: Database) -> int:
        """A number that is another one after each transaction of another connection."""
        if database.name not in self._watching:
            self._watching[database.name] = database.connect()
        watching = self._watching[database.name]
        state: int = watching.execute("PRAGMA data_version").fetchone()[0]
        return state


def _can_be_kept(database: Database, scope: Any) -> bool:
    """Is it a page of the archive, the same for every visitor?"""
    path = PurePosixPath(scope["path"])
    first = path.parts[1].split(".")[0] if len(path.parts) > 1 else database.route
    return (
        scope["method"] == "GET"
        and not database.is_memory
        and first == database.route
        and path.suffix in _FORMS
        and not {b"cookie", b"authorization"} & {name for name, _ in scope["headers"]}
    )


def _is_for_all(made: Answer) -> bool:
    opening, body = made
    names = {name.lower() for name, _ in opening.get("headers", [])}
    return opening.get("status") == 200 and b"set-cookie" not in names and len(body) <= LARGEST
