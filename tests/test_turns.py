"""A few pages are in work at a time, first come first served."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from site_places import Served, forever

from db.site import kept, turns


@pytest.fixture
def served(tmp_path: Path) -> Served:
    return Served(tmp_path / "archive.db")


class Site:
    """An ASGI application whose pages wait until they are let go; what began, in order."""

    def __init__(self) -> None:
        self.begun: list[bytes] = []
        self.going = asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.begun.append(scope["query_string"])
        await self.going.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": scope["query_string"]})


def asking(served: Served, site: Site) -> Callable[..., Coroutine[Any, Any, list[dict[str, Any]]]]:
    pages = kept.Pages()

    async def ask(query: bytes, method: str = "GET", blocked: bool = False) -> list[dict[str, Any]]:
        sent: list[dict[str, Any]] = []

        async def send(message: dict[str, Any]) -> None:
            if blocked:
                await asyncio.sleep(3600)
            sent.append(message)

        scope = {"type": "http", "method": method, "path": "/archive/-/search", "headers": [],
                 "raw_path": b"/archive/-/search", "query_string": query}  # fmt: skip
        await pages.answer(served.site.get_database("archive"), site, scope, forever, send)
        return sent

    return ask


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_first_come_first_served(served: Served, method: str) -> None:
    site = Site()
    ask = asking(served, site)
    queries = [f"q={number}".encode() for number in range(20)]
    tasks = [asyncio.create_task(ask(query, method)) for query in queries]
    await asyncio.sleep(0.01)
    assert site.begun == queries[: turns.IN_WORK]
    site.going.set()
    answers = await asyncio.gather(*tasks)
    assert site.begun == queries and [told[1]["body"] for told in answers] == queries


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_a_page_tells_its_length(served: Served, method: str) -> None:
    site = Site()
    site.going.set()
    told = await asking(served, site)(b"q=abc", method)
    assert told[0]["headers"] == [(b"content-length", b"5")]


@pytest.mark.parametrize(
    "slow", ["sql=SELECT+1", "_where=1", "%5Fwhere=1", "_facet=kind&q=a", "sql="]
)
async def test_what_may_take_long_keeps_no_page_waiting(served: Served, slow: str) -> None:
    site = Site()
    ask = asking(served, site)
    many = [asyncio.create_task(ask(f"{slow}&n={n}".encode())) for n in range(20)]
    await asyncio.sleep(0.01)
    page = asyncio.create_task(ask(b"q=a&_next=9"))
    await asyncio.sleep(0.01)
    assert len(site.begun) == turns.SLOW_IN_WORK + 1 and site.begun[-1] == b"q=a&_next=9"
    site.going.set()
    await asyncio.gather(*many, page)


async def test_a_visitor_who_does_not_read_holds_no_turn(served: Served) -> None:
    site = Site()
    site.going.set()
    ask = asking(served, site)
    stuck = [asyncio.create_task(ask(f"q={n}".encode(), blocked=True)) for n in range(9)]
    assert (await asyncio.wait_for(ask(b"q=x"), 5))[1]["body"] == b"q=x"
    for task in stuck:
        task.cancel()
