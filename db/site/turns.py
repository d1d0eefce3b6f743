"""Who is next: a few pages are made at a time, first come first served.

Taken up all at once they would all be late. What may take seconds has turns of its own, so that no
page waits for it.
"""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import parse_qsl

IN_WORK = 2
"""Pages that are made at a time by one process: while one is looked up, another is drawn."""
SLOW_IN_WORK = 2
"""Pages at a time of those that may take seconds. Datasette looks up three at a time."""
_QUICK = ("_next", "_size", "_sort", "_sort_desc")
"""Of the parameters with an underscore, those of our own lists; the others are Datasette's."""

Answer = tuple[dict[str, Any], bytes]
"""The message that opens an ASGI answer, and its body."""


class Turns:
    """The turns of one site."""

    def __init__(self, in_work: int = IN_WORK) -> None:
        self._quick = asyncio.Semaphore(in_work)
        self._slow = asyncio.Semaphore(SLOW_IN_WORK)

    def of(self, scope: Any) -> asyncio.Semaphore:
        """What a request waits for; `locked` as long as others are before it."""
        return self._slow if may_be_slow(scope) else self._quick


async def collected(app: Any, scope: Any, receive: Any) -> Answer:
    """The whole answer of `app`, with its length.

    It is sent when the turn is over: a visitor who is slow to read keeps nobody waiting.
    """
    opening: dict[str, Any] = {}
    parts: list[bytes] = []

    async def collect(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            opening.update(message)
        else:
            parts.append(message.get("body", b""))

    await app(scope, receive, collect)
    body = b"".join(parts)
    headers = [header for header in opening.get("headers", []) if header[0] != b"content-length"]
    opening["headers"] = [*headers, (b"content-length", b"%d" % len(body))]
    return opening, body


def may_be_slow(scope: Any) -> bool:
    """Is it a visitor's SQL, or what only Datasette knows how to answer?"""
    asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    return any(name == "sql" or (name[:1] == "_" and name not in _QUICK) for name, _ in asked)
