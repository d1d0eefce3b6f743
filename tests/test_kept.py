"""Pages are kept for as long as nothing is written: the same answers, sooner."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from site_places import Served, forever

from db.site import kept, turns


class Counting:
    """An ASGI application that counts how often it is asked."""

    def __init__(self, status: int = 200, headers: tuple[tuple[bytes, bytes], ...] = ()) -> None:
        self.asked, self.status, self.headers = 0, status, headers

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked += 1
        await asyncio.sleep(0)
        start = {"type": "http.response.start", "status": self.status}
        await send({**start, "headers": list(self.headers)})
        await send({"type": "http.response.body", "body": b"page ", "more_body": True})
        await send({"type": "http.response.body", "body": str(self.asked).encode()})


@pytest.fixture
def served(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return Served(tmp_path_factory.mktemp("kept") / "archive.db")


@pytest.fixture
def writer(served: Served) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(served.path)
    yield connection
    connection.close()


async def asked(
    pages: kept.Pages, served: Served, app: Counting, path: str = "/archive/-/home",
    query: bytes = b"", headers: tuple[tuple[bytes, bytes], ...] = (), method: str = "GET",
) -> str:  # fmt: skip
    scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode(),
             "query_string": query, "headers": headers}  # fmt: skip
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await pages.answer(served.site.get_database("archive"), app, scope, forever, send)
    assert sent[0]["status"] == app.status
    return b"".join(message.get("body", b"") for message in sent).decode()


async def test_a_page_is_made_once_until_something_is_written(
    served: Served, writer: sqlite3.Connection
) -> None:
    pages, app = kept.Pages(), Counting()
    assert [await asked(pages, served, app) for _ in range(3)] == ["page 1"] * 3
    assert await asked(pages, served, app, query=b"a=1") == "page 2"
    writer.execute("UPDATE articles SET section = 'x'")
    assert await asked(pages, served, app) == "page 1"
    writer.commit()
    assert await asked(pages, served, app) == "page 3"


async def test_behind_a_prefix_pages_are_kept_as_well(served: Served) -> None:
    pages, app = kept.Pages(base="/news/"), Counting()
    for path in ("/news/", "/news/archive", "/news/archive/-/home"):
        first = await asked(pages, served, app, path=path)
        assert await asked(pages, served, app, path=path) == first
    for path in ("/archive2/-/home", "/news/archive/facts.csv", "/news/-/threads.json"):
        first = await asked(pages, served, app, path=path)
        assert await asked(pages, served, app, path=path) != first


async def test_who_comes_while_it_is_made_gets_the_same(served: Served) -> None:
    pages, app = kept.Pages(), Counting()
    assert await asyncio.gather(*(asked(pages, served, app) for _ in range(20))) == ["page 1"] * 20


@pytest.mark.parametrize(
    "told",
    [
        {"headers": ((b"cookie", b"a=b"),)},
        {"headers": ((b"authorization", b"Bearer x"),)},
        {"path": "/archive/-/export/facts.csv"},
        {"path": "/archive/facts.csv"},
        {"path": "/-/threads.json"},
        {"path": "/other/table"},
        {"method": "POST"},
    ],
)
async def test_what_is_not_for_all_passes_through(served: Served, told: dict[str, Any]) -> None:
    pages, app = kept.Pages(), Counting()
    for number in (1, 2):
        assert await asked(pages, served, app, **told) == f"page {number}"


@pytest.mark.parametrize("app", [Counting(404), Counting(200, ((b"Set-Cookie", b"a"),))])
async def test_what_went_wrong_or_is_for_one_is_not_kept(served: Served, app: Counting) -> None:
    pages = kept.Pages()
    both = await asyncio.gather(*(asked(pages, served, app) for _ in range(2)))
    assert sorted(both) == ["page 1", "page 2"]
    assert await asked(pages, served, app) == "page 3"


async def test_the_host_that_one_visitor_names_reaches_no_other(served: Served) -> None:
    address = f"{served.places[2]}"
    for host in ("a.example", "evil.example", "a.example"):
        told = await served.site.client.get(address, headers={"host": host})
        links = set(re.findall(r"http://[\w.]+", told.text)) - {"http://www"}
        assert f"http://{host}" in links and len({x for x in links if "example" in x}) == 1


class Waiting(Counting):
    """The same, but each page waits until it is told to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.going = asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.going.wait()
        await super().__call__(scope, receive, send)


@pytest.mark.parametrize(
    ("moment", "at_once", "made_anew"),
    [(3600, True, False), (0.1, True, True), (0, False, True)],
    ids=["a moment ago", "half of the moment is over", "too long ago"],
)
async def test_while_others_are_made_a_moment_does_not_matter(
    served: Served, writer: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch,
    moment: float, at_once: bool, made_anew: bool,
) -> None:  # fmt: skip
    pages, app, slow = kept.Pages(), Counting(), Waiting()
    assert await asked(pages, served, app) == "page 1"
    monkeypatch.setattr(kept, "monotonic", lambda: then + 0.06)
    then = next(iter(pages._kept.values())).true_at
    monkeypatch.setattr(kept, "MOMENT", moment)
    others = [
        asyncio.create_task(asked(pages, served, slow, query=str(number).encode()))
        for number in range(turns.IN_WORK)
    ]
    await asyncio.sleep(0.01)
    with writer:
        writer.execute("UPDATE articles SET section = 'x'")
    late = asyncio.create_task(asked(pages, served, app))
    await asyncio.sleep(0.01)
    assert late.done() == at_once and (len(pages._making) > len(others)) == made_anew
    slow.going.set()
    assert await late == ("page 1" if at_once else "page 2")
    await asyncio.gather(*others)
    assert await asked(pages, served, app) == "page 2"


async def test_who_waits_for_a_turn_gets_what_is_true_when_it_comes(
    served: Served, writer: sqlite3.Connection
) -> None:
    pages, app, slow = kept.Pages(), Counting(), Waiting()
    others = [
        asyncio.create_task(asked(pages, served, slow, query=str(number).encode()))
        for number in range(turns.IN_WORK)
    ]
    await asyncio.sleep(0.01)
    first = asyncio.create_task(asked(pages, served, app))
    await asyncio.sleep(0.01)
    with writer:
        writer.execute("UPDATE articles SET section = 'z'")
    second = asyncio.create_task(asked(pages, served, app))
    await asyncio.sleep(0.01)
    slow.going.set()
    assert await asyncio.gather(first, second) == ["page 1"] * 2
    await asyncio.gather(*others)
    assert await asked(pages, served, app) == "page 1"


async def test_what_fails_fails_for_each(served: Served) -> None:
    class Broken(Counting):
        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            await asyncio.sleep(0)
            raise OSError("broken")

    pages = kept.Pages()
    both = await asyncio.gather(
        *(asked(pages, served, Broken()) for _ in range(2)), return_exceptions=True
    )
    assert [type(error) for error in both] == [OSError, OSError]
    assert await asked(pages, served, Counting()) == "page 1"


async def test_memory_stays_bounded(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 60)
    pages, app = kept.Pages(), Counting()
    for number in range(30):
        await asked(pages, served, app, query=str(number).encode())
    assert sum(len(page.answer[1]) for page in pages._kept.values()) == pages._size <= 60
    assert await asked(pages, served, app, query=b"29") == "page 30"
    assert await asked(pages, served, app, query=b"0") == "page 31"


async def test_the_site_shows_what_was_just_written(
    served: Served, writer: sqlite3.Connection
) -> None:
    address = "/archive/articles.json?_shape=array&_col=section"
    for section in ("one", "two"):
        with writer:
            writer.execute("UPDATE articles SET section = ?", [section])
        for _ in range(2):
            answer = await served.site.client.get(address)
            assert answer.json()[0]["section"] == section
            assert answer.headers["x-content-type-options"] == "nosniff"
