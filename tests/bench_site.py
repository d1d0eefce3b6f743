"""Measure the pages of a large archive: p50 and p95 of every kind of page, in milliseconds.

    python tests/bench_site.py /tmp/big.db --articles 100000    # makes the archive if it is missing
    python tests/bench_site.py /tmp/big.db --repeat 40

The archive is made up by a dice with a fixed seed: 15 facts in each article, words, places, years
and names with the long tails that real ones have. The pages come over HTTP, from a server of their
own, one after the other.
"""

from __future__ import annotations

import argparse
import json
import random
import socket
import sqlite3
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

import uvicorn
from sqlite_utils import Database

from db import schema, summary
from db.archive import open_archive
from db.site.serve import application

FACTS = 15
BATCH = 2000
KINDS = {
    "figure": 30, "money": 12, "percent": 12, "change": 4, "date": 12, "period": 6,
    "person": 6, "organisation": 8, "place": 8, "document": 2, "quote": 2, "programme": 1,
}  # fmt: skip
UNITS = {"money": ("CNY", "money"), "percent": ("ratio", "ratio"), "figure": ("个", "count")}
ENTITIES = {"person": 30_000, "organisation": 40_000, "document": 5_000, "programme": 3_000}
PROVINCES = (11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46,
             50, 51, 52, 53, 54, 61, 62, 63, 64, 65)  # fmt: skip


class Dice:
    """Draws words and texts; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        letters = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]
        self.words = [
            "".join(self.random.choices(letters, k=self.random.choice((2, 2, 3, 4))))
            for _ in range(20_000)
        ]
        self.words[:6] = ["改革", "遂宁", "社会组织", "增长", "中国", "养老机构"]
        self._zipf = list(accumulate(1 / (n + 1) for n in range(len(self.words))))

    def text(self, length: int) -> str:
        """Some `length` characters in sentences of forty."""
        drawn = "".join(self.random.choices(self.words, cum_weights=self._zipf, k=length // 2))
        return "。".join(drawn[at : at + 40] for at in range(0, len(drawn), 40)) + "。"

    def word(self, of: int) -> str:
        """One of the first `of` words, the first ones more often."""
        return self.words[min(int(self.random.paretovariate(0.7)), of) - 1]


def make(path: Path, articles: int) -> None:
    """An archive of so many articles, written straight into the tables."""
    db = open_archive(path, create=True)
    db.execute("PRAGMA synchronous = OFF")
    dice = Dice(7)
    places = list(_places(db))
    for kind, count in ENTITIES.items():
        db["entities"].insert_all(
            {"id": f"e{kind[:3]}{n}", "kind": kind, "name": f"{dice.words[n % 20_000]}{n}"}
            for n in range(count)
        )
    for first in range(0, articles, BATCH):
        made: dict[str, list[dict[str, Any]]] = {}
        for number in range(first, min(first + BATCH, articles)):
            for table, row in _article(dice, number, places):
                made.setdefault(table, []).append(row)
        with db.atomic():
            for table, rows in made.items():
                db[table].insert_all(rows)
        print(f"\r{first + BATCH:,} articles", end="", flush=True)
    with db.atomic():
        summary.refresh(db)
    db.execute("ANALYZE")
    db.close()
    print()


def _places(db: Database) -> Iterator[tuple[str, str]]:
    """(code, path) of the counties, after writing all divisions."""
    for province in PROVINCES:
        top = f"{province}0000"
        db["places"].insert({"code": top, "name": f"省{province}", "level": "province",
                             "parent": None, "path": f"省{province}"})  # fmt: skip
        for county in range(1, 100):
            code, path = f"{province}01{county:02}", f"省{province}县{county}"
            db["places"].insert({"code": code, "name": f"县{county}", "level": "county",
                                 "parent": top, "path": path})  # fmt: skip
            db["entities"].insert({"id": f"epla{code}", "kind": "place", "name": path,
                                   "place_code": code, "level": "county"})  # fmt: skip
            yield code, path


def _article(
    dice: Dice, number: int, places: list[tuple[str, str]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    r = dice.random
    body = dice.text(20)[:20] + "\n" + dice.text(r.randint(300, 1500))
    key, source = f"a{number:015x}", f"{number:064x}"
    yield (
        "sources",
        {"sha256": source, "origin": f"made up {number}", "status": "loaded", "text": body},
    )
    yield "origins", {"source": source, "origin": f"made up {number}"}
    yield (
        "articles",
        {
            "id": key, "title": body[:20], "publisher": dice.word(300) + "报", "language": "zh",
            "section": "新闻 > " + dice.word(60), "script": "simplified", "verdict": "clean",
            "published": f"{r.randint(2005, 2026)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}",
            "certified": 1, "lost": 0, "family": "none", "source": source,
            "characters": len(body), "facts": FACTS, "docid": number + 1, "body": body,
        },
    )  # fmt: skip
    yield "witnesses", {"article": key, "source": source, "differs": "made up"}
    ends = [0] + [at + 1 for at, char in enumerate(body) if char in "。\n"]
    for at, (start, end) in enumerate(pairwise(ends)):
        yield "sentences", {"article": key, "number": at, "paragraph": 1, "role": "paragraph",
                            "start": start, "end": end}  # fmt: skip
    for at in range(FACTS):
        yield from _fact(dice, key, at, min(at, len(ends) - 2), ends, body, places)


def _fact(
    dice: Dice, key: str, number: int, sentence: int, ends: list[int], body: str, places: Any
) -> Iterator[tuple[str, dict[str, Any]]]:
    r = dice.random
    kind = r.choices(list(KINDS), weights=list(KINDS.values()))[0]
    fact = dict.fromkeys(c.name for c in schema.FACTS.columns if not c.generated)
    fact |= {"article": key, "number": number, "kind": kind, "rule": "made.up", "confidence": 0.9}
    fact |= {"sentence": sentence, "start": ends[sentence], "end": ends[sentence] + 4}
    fact["text"] = body[ends[sentence] : ends[sentence] + 4]
    if kind in UNITS:
        unit, dimension = UNITS[kind]
        number_drawn = float(r.choice([r.randint(1, 1000), r.randint(1, 10**9)]))
        fact |= {"value": number_drawn, "norm_value": number_drawn, "norm_unit": unit}
        fact |= {"dimension": dimension, "measure": dice.word(5000) + "数"}
    if r.random() < 0.5:
        fact["place_code"], fact["place"] = r.choice(places)
    if r.random() < 0.5:
        fact["period_start"] = f"{r.randint(1980, 2026)}-{r.randint(1, 12):02}"
    if r.random() < 0.3:
        fact |= {"source": dice.word(2000) + "局", "source_type": r.choice(["agency", "report"])}
    yield "facts", fact
    base = {"article": key, "number": number}
    if kind in ENTITIES:
        entity = f"e{kind[:3]}{int(r.paretovariate(0.8)) % ENTITIES[kind]}"
        yield "mentions", {**base, "entity": entity}
    elif kind == "place":
        yield "mentions", {**base, "entity": f"epla{r.choice(places)[0]}"}
    elif kind == "change":
        yield (
            "changes",
            {**base, "from_value": 1.0, "to_value": 2.0, "consistent": r.choice([0, 1])},
        )
    elif kind == "quote":
        yield "quotes", {**base, "speaker": dice.word(500), "direct": 1, "words": fact["text"]}


def pages(path: Path, seed: int) -> dict[str, Callable[[], str]]:
    """Kind of page → an address of it, drawn anew at each call."""
    conn, r, dice = sqlite3.connect(path), random.Random(seed), Dice(7)

    def top(topic: str) -> list[str]:
        sql = "SELECT key FROM counts WHERE topic = ? ORDER BY articles DESC LIMIT 40"
        return [row[0] for row in conn.execute(sql, [topic])]

    keys = [row[0] for row in conn.execute("SELECT id FROM articles WHERE docid % 97 = 1")]
    names = top("person") + top("organisation") + top("place")
    measures = [key.split("\t") for key in top("measure")]
    publishers, base = top("publisher"), f"/{path.stem}"

    def province() -> str:
        first = r.choice(PROVINCES)
        return f"place_code__gte={first}0000&place_code__lte={first}9999"

    def search(more: str = "") -> str:
        return f"{base}/-/search?q={quote(dice.words[min(int(r.paretovariate(0.5)), 9999)])}{more}"

    def kind() -> str:
        return r.choice(["figure", "money", "percent", "date", "person", "place"])

    def compare() -> str:
        measure, unit = r.choice(measures)
        return f"{base}/-/compare?measure={quote(measure)}&unit={quote(unit)}"

    return {
        "home": lambda: "/",
        "article": lambda: f"{base}/articles/{r.choice(keys)}",
        "search": search,
        "search by date": lambda: search("&sort=date"),
        "search, publisher": lambda: search(f"&publisher={quote(r.choice(publishers))}"),
        "search, section": lambda: search(f"&section={quote(r.choice(top('section')))}"),
        "search, place": lambda: search(f"&place={r.choice(top('place'))}"),
        "search, organisation": lambda: search(f"&organisation={r.choice(top('organisation'))}"),
        "search, person": lambda: search(f"&person={r.choice(top('person'))}"),
        "search, kind": lambda: search(f"&kind={kind()}"),
        "search, kind, by date": lambda: search(f"&kind={kind()}&sort=date"),
        "search, place, by date": lambda: search(f"&place={r.choice(top('place'))}&sort=date"),
        "browse, place, year": lambda: (
            f"{base}/-/search?place={r.choice(top('place'))}&year={r.randint(2005, 2026)}"
        ),
        "browse, kind": lambda: f"{base}/-/search?kind={kind()}",
        "search, year": lambda: search(f"&year={r.randint(2005, 2026)}"),
        "all articles": lambda: f"{base}/-/search",
        "facts": lambda: f"{base}/facts",
        "facts, kind": lambda: f"{base}/facts?kind={kind()}",
        "facts, kind, year": lambda: f"{base}/facts?kind={kind()}&year={r.randint(1980, 2026)}",
        "facts, province": lambda: f"{base}/facts?{province()}",
        "facts, kind, province": lambda: f"{base}/facts?kind={kind()}&{province()}",
        "facts, largest": lambda: f"{base}/facts?kind=money&_sort_desc=norm_value",
        "facts, measure": lambda: f"{base}/facts?measure__contains={quote(dice.word(50))}",
        "fact": lambda: f"{base}/facts/{r.choice(keys)},{r.randrange(FACTS)}",
        "name": lambda: f"{base}/entities/{r.choice(names)}",
        "compare": compare,
        "changes": lambda: f"{base}/-/changes?consistent={r.choice('01')}",
    }


def measure(base: str, address: Callable[[], str], repeat: int) -> dict[str, float]:
    """Milliseconds of `repeat` requests, one after the other."""
    taken = []
    for _ in range(repeat):
        start = time.perf_counter()
        with urllib.request.urlopen(base + address()) as answer:
            answer.read()
        taken.append(1000 * (time.perf_counter() - start))
    taken.sort()
    return {
        "p50": taken[len(taken) // 2],
        "p95": taken[int(0.95 * (len(taken) - 1))],
        "max": taken[-1],
    }


def main() -> None:
    """Make the archive if need be, serve it, and print a line of JSON for each kind of page."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])  # type: ignore[union-attr]
    parser.add_argument("archive", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if not asked.archive.exists():
        make(asked.archive, asked.articles)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        app = application(asked.archive).app()
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        base = f"http://127.0.0.1:{listening.getsockname()[1]}"
        for name, address in pages(asked.archive, asked.seed).items():
            told = measure(base, address, asked.repeat)
            print(json.dumps({"page": name, **{k: round(v, 1) for k, v in told.items()}}))
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    main()
