"""Pages that were just made are answered again, for as long as nothing was written.

Many readers ask for the same few pages. Each is made once for each state of the archive, which
SQLite numbers itself; whoever asks for a page while it is being made, or is to be made, waits for
that one. As long as readers have to wait, a page will do that was true a moment ago: were each one
made anew as soon as something is written, they would all wait longer for it.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import PurePosixPath
from time import monotonic
from typing import TYPE_CHECKING, Any

from db.site.makers import PASSED_ON, Makers
from db.site.streaming import while_read
from db.site.turns import Answer, Turns, collected, may_be_slow

if TYPE_CHECKING:
    import sqlite3

    from datasette.database import Database

MOST = 64_000_000
"""Bytes that are kept."""
LARGEST = 1_000_000
"""Bytes of a page that is kept."""
MOMENT = 6.0
"""Seconds that a page will do for, while others are made, after something was written. When half of
them are over it is made anew."""
_FORMS = ("", ".json", ".atom")
"""What comes in one piece; downloads are streamed, and pass through."""

_READING = ("GET", "HEAD")

Address = tuple[str | bytes, ...]
"""Archive, scheme, host, path, query string: links in a page hold all of it."""


@dataclass
class Kept:
    """A page that was made."""

    answer: Answer
    state: int
    """State of the archive that it was made of."""
    true_at: float
    """When the archive was last seen in this state, by a clock that is never set."""


@dataclass(eq=False)
class Making:
    """A page that is being made, whoever waits for it."""

    task: asyncio.Task[Answer]
    state: int | None = None
    """State of the archive that it is made of; None as long as its turn has not come."""


class Pages:
    """The pages of the archives of one site."""

    def __init__(self, makers: Makers | None = None, base: str = "/") -> None:
        self._base = base.rstrip("/")
        # One more than there are makers, so that none waits for its next page.
        self._turns = Turns(makers.number + 1) if makers else Turns()
        self._makers = makers
        self._kept: OrderedDict[Address, Kept] = OrderedDict()
        self._size = 0
        self._making: dict[Address, Making] = {}
        self._watching: dict[str, sqlite3.Connection] = {}

    async def answer(
        self, database: Database, app: Any, scope: Any, receive: Any, send: Any
    ) -> None:
        """Answer a request about an archive: with what is kept, or from `app`."""
        if not _is_page(database, scope, self._base):
            if scope["method"] in _READING and PASSED_ON not in scope.get("extensions", {}):
                await while_read(app, scope, receive, send)
            else:
                await app(scope, receive, send)
            return
        found = None
        if _asks_for_all(scope):
            found = await self._shared(database, app, scope, receive)
        if found is None:
            async with self._turns.of(scope):
                found = await collected(app, scope, receive)
        await send(found[0])
        await send({"type": "http.response.body", "body": found[1]})

    async def _shared(
        self, database: Database, app: Any, scope: Any, receive: Any
    ) -> Answer | None:
        """The page as it is kept, as it is made for another visitor, or new; None if it turned
        out that it is not the same for all."""
        address, turn = _address(database, scope), self._turns.of(scope)
        state = self._state(database)
        kept = self._kept.get(address)
        old = 0.0
        if kept is not None:
            self._kept.move_to_end(address)
            if kept.state == state:
                kept.true_at = monotonic()
            old = monotonic() - kept.true_at
            if kept.state == state or (turn.locked() and old < MOMENT / 2):
                return kept.answer
        making = self._making.get(address)
        mine = making is None or making.state not in (None, state)
        if making is None or mine:
            making = self._begin(database, address, turn, app, scope, receive)
        if kept is not None and turn.locked() and old < MOMENT:
            return kept.answer
        made = await asyncio.shield(making.task)
        return made if mine or _is_for_all(made) else None

    def _begin(
        self,
        database: Database,
        address: Address,
        turn: asyncio.Semaphore,
        app: Any,
        scope: Any,
        receive: Any,
    ) -> Making:
        """Let `app` make a page as soon as it has its turn."""

        async def make() -> Answer:
            try:
                async with turn:
                    making.state, at = self._state(database), monotonic()
                    made = await self._made(app, scope, receive)
                if _is_for_all(made):
                    self._keep(address, Kept(made, making.state, at))
                return made
            finally:
                if self._making.get(address) is making:
                    del self._making[address]

        making = self._making[address] = Making(asyncio.create_task(make()))
        return making

    async def _made(self, app: Any, scope: Any, receive: Any) -> Answer:
        made = None
        if self._makers is not None and not may_be_slow(scope):
            made = await self._makers.make(scope)
        return made or await collected(app, scope, receive)

    def _keep(self, address: Address, kept: Kept) -> None:
        if address in self._kept:
            self._size -= len(self._kept.pop(address).answer[1])
        self._kept[address] = kept
        self._size += len(kept.answer[1])
        while self._size > MOST:
            self._size -= len(self._kept.popitem(last=False)[1].answer[1])

    def _state(self, database: Database) -> int:
        """A number that is another one after each transaction of another connection."""
        if database.name not in self._watching:
            self._watching[database.name] = database.connect()
        watching = self._watching[database.name]
        state: int = watching.execute("PRAGMA data_version").fetchone()[0]
        return state


def _is_page(database: Database, scope: Any, base: str) -> bool:
    """Is it a page of the archive? All addresses begin with `base`."""
    path = PurePosixPath(scope["path"].removeprefix(base) or "/")
    first = path.parts[1].split(".")[0] if len(path.parts) > 1 else database.route
    return (
        scope["method"] in _READING
        and not database.is_memory
        and first == database.route
        and path.suffix in _FORMS
        and PASSED_ON not in scope.get("extensions", {})
    )


def _asks_for_all(scope: Any) -> bool:
    """Is what was asked for the same for every visitor?"""
    names = {name for name, _ in scope["headers"]}
    return scope["method"] == "GET" and not {b"cookie", b"authorization"} & names


def _address(database: Database, scope: Any) -> Address:
    # What a visitor names as host stands in the page's links: it must not reach another visitor.
    hosts = b"\n".join(value for name, value in scope["headers"] if name == b"host")
    return database.name, scope.get("scheme", ""), hosts, scope["raw_path"], scope["query_string"]


def _is_for_all(made: Answer) -> bool:
    opening, body = made
    names = {name.lower() for name, _ in opening.get("headers", [])}
    return opening.get("status") == 200 and b"set-cookie" not in names and len(body) <= LARGEST
