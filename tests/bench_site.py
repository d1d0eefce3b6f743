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

from db import runs, summary
from db.archive import open_archive
from db.load import load
from db.rows import prepare
from db.site.serve import application
from ingest.model import (
    Article,
    Fact,
    Location,
    Place,
    Record,
    Restoration,
    Sentence,
    Source,
)

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
    """An archive of so many articles, written by the loader."""
    db = open_archive(path, create=True)
    db.execute("PRAGMA synchronous = OFF")
    dice = Dice(7)
    places = list(_places())
    run = runs.begin(db, "made up")
    for first in range(0, articles, BATCH):
        made = range(first, min(first + BATCH, articles))
        load(db, run, [prepare(_record(dice, number, places)) for number in made])
        print(f"\r{first + BATCH:,} articles", end="", flush=True)
    with runs.writing(db):
        summary.refresh(db)
    runs.finish(db, run)
    db.execute("ANALYZE")
    db.close()
    print()


def _places() -> Iterator[tuple[Place, Place]]:
    """The counties, each behind its province."""
    for province in PROVINCES:
        code, name = f"{province}0000", f"省{province}"
        top = Place(code, name, "province", None, name)
        for county in range(1, 100):
            name = f"县{county}"
            yield top, Place(f"{province}01{county:02}", name, "county", code, top.path + name)


def _record(dice: Dice, number: int, places: list[tuple[Place, Place]]) -> Record:
    """An article in sentences, each of the first ones with a fact at its start."""
    r = dice.random
    body = dice.text(20)[:20] + "\n" + dice.text(r.randint(300, 1500))
    ends = [0] + [at + 1 for at, char in enumerate(body) if char in "。\n"]
    sentences = tuple(
        Sentence(at, int(at > 0), "paragraph" if at else "title", start, end)
        for at, (start, end) in enumerate(pairwise(ends))
    )
    article = Article(
        body,
        title=body[:20],
        publisher=dice.word(300) + "报",
        section="新闻 > " + dice.word(60),
        published=f"{r.randint(2005, 2026)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}",
        sentences=sentences,
    )
    chosen = [r.choice(places) for _ in range(FACTS)]
    spans = [min(at, len(sentences) - 1) for at in range(FACTS)]
    facts = tuple(
        _fact(dice, sentences[at].start, body, place)
        for at, (_, place) in zip(spans, chosen, strict=True)
    )
    return Record(
        Source(f"{number:064x}", f"made up {number}", "text/plain", "utf-8", body, len(body)),
        Restoration(body, body, body, "clean", True),
        article,
        facts,
        tuple(Location(at, f.start, f.end) for at, f in zip(spans, facts, strict=True)),
        tuple(dict.fromkeys(division for pair in chosen for division in pair)),
    )


def _fact(dice: Dice, start: int, body: str, place: Place) -> Fact:
    r = dice.random
    kind = r.choices(list(KINDS), weights=list(KINDS.values()))[0]
    text = body[start : start + 4]
    told: dict[str, Any] = {}
    if kind in UNITS:
        unit, dimension = UNITS[kind]
        value = float(r.choice([r.randint(1, 1000), r.randint(1, 10**9)]))
        told = {"value": value, "norm_value": value, "norm_unit": unit, "dimension": dimension}
        told["measure"] = dice.word(5000) + "数"
    if kind == "place" or r.random() < 0.5:
        told |= {"place": place.path, "place_code": place.code}
    if r.random() < 0.5:
        told["period_start"] = f"{r.randint(1980, 2026)}-{r.randint(1, 12):02}"
    if r.random() < 0.3:
        told |= {"source": dice.word(2000) + "局", "source_type": r.choice(["agency", "report"])}
    if kind in ENTITIES:
        told["name"] = f"{dice.word(9999)}{int(r.paretovariate(0.8)) % ENTITIES[kind]}"
    elif kind == "place":
        told |= {"name": place.path, "level": place.level}
    elif kind == "change":
        told |= {"from_value": 1.0, "to_value": 2.0, "consistent": r.random() < 0.5}
    elif kind == "quote":
        told |= {"speaker": dice.word(500), "direct": True, "words": text}
    return Fact(kind, text, start, start + len(text), "made.up", 0.9, **told)  # type: ignore[arg-type]


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
    """Milliseconds of `repeat` requests, one after the other: by the clock, and of processor.

    On a busy machine only the second tells what a page costs.
    """
    taken, spent = [], []
    for _ in range(repeat):
        start, before = time.perf_counter(), time.process_time()
        with urllib.request.urlopen(base + address()) as answer:
            answer.read()
        taken.append(1000 * (time.perf_counter() - start))
        spent.append(1000 * (time.process_time() - before))
    return {
        "p50": sorted(taken)[repeat // 2],
        "p95": sorted(taken)[int(0.95 * (repeat - 1))],
        "max": max(taken),
        "cpu_p50": sorted(spent)[repeat // 2],
        "cpu_p95": sorted(spent)[int(0.95 * (repeat - 1))],
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
