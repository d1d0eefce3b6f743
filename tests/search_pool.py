"""Rows for the benchmark of the search: a pool of any size, samples of it, and how to judge."""

from __future__ import annotations

import json
import lzma
import random
import re
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from search_articles import blank
from sqlite_utils import Database

from db import search
from db.migrations import migrate
from db.search.tokens import HAN, folded
from ingest.script import simplified_table

HAN_RUN = re.compile(f"[{HAN}]+")
MIXED = re.compile(
    rf"(?=[{HAN}]*[0-9A-Za-z%.·“”《》，、（）-])[{HAN}0-9A-Za-z%.·“”《》，、（）-]{{3,8}}"
)
Row = tuple[str, str | None, str]


def read(path: Path) -> list[dict[str, Any]]:
    """The lines of a JSONL file, plain or compressed by xz."""
    data = path.read_bytes()
    text = lzma.decompress(data) if path.suffix == ".xz" else data
    return [json.loads(line) for line in text.decode("utf-8").split("\n") if line]


def pool(paragraphs: list[dict[str, Any]], news: list[dict[str, Any]], rows: int) -> Iterator[Row]:
    """(id, title, text) of `rows` paragraphs."""
    made = 0
    for one in paragraphs[:rows]:
        yield one["id"], None, one["text"]
        made += 1
    lines = [line for one in news for line in one["body"].split("\n") if len(line) > 20]
    for number, line in enumerate(lines[: max(rows - made, 0)]):
        yield f"n{number}", None, line
        made += 1
    sentences = [part for line in lines for part in re.findall("[^。]+。?", line)]
    dice = random.Random(11)
    while made < rows:
        yield f"m{made}", None, "".join(dice.choices(sentences, k=dice.randint(1, 3)))
        made += 1


def build(path: Path, rows: Iterable[Row]) -> sqlite3.Connection:
    """An archive of these articles; prints how long it took and how large it became."""
    connection = sqlite3.connect(path)
    search.register(connection)
    connection.execute("PRAGMA synchronous = OFF")
    db = Database(connection)
    migrate(db)
    began = time.perf_counter()
    size = number = 0
    with db.atomic():
        db.table("sources").insert({"sha256": "s", "origin": "-", "status": "loaded"})
        row = blank(db, id="", body="", title=None, docid=0)
        sql = f"INSERT INTO articles ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
        for number, (key, title, text) in enumerate(rows, start=1):
            row |= {"id": key, "title": title, "body": text, "docid": number}
            connection.execute(sql, list(row.values()))
            size += len(text.encode()) + len((title or "").encode())
    connection.commit()
    search.index.optimize(db)
    blocks = index_bytes(connection, "articles_fts") + index_bytes(connection, "titles_fts")
    took = time.perf_counter() - began
    print(f"{number:>9} rows, {size / 1e6:.1f} MB of text, built in {took:.0f} s")
    print(f"  index ÷ text                               {blocks / size:.3f}")
    return connection


def index_bytes(connection: sqlite3.Connection, name: str) -> float:
    """What the shadow tables of an FTS5 table hold, in bytes."""
    parts = {"data": "length(block) + 9", "idx": "length(term) + 9", "docsize": "length(sz) + 9"}
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    return sum(
        connection.execute(f"SELECT total({size}) FROM {name}_{part}").fetchone()[0]
        for part, size in parts.items()
        if f"{name}_{part}" in there
    )


def traditional(text: str) -> str:
    """Traditional forms, a different one each time where a character has several."""
    many: dict[str, list[str]] = {}
    for code, simplified in simplified_table().items():
        many.setdefault(simplified, []).append(chr(code))
    return "".join(many[c][n % len(many[c])] if c in many else c for n, c in enumerate(text))


def sample(texts: list[str], length: int, count: int) -> list[str]:
    """Strings of Han characters that occur in the texts."""
    dice = random.Random(length)
    found: list[str] = []
    while len(found) < count:
        runs = [run for run in HAN_RUN.findall(dice.choice(texts)) if len(run) >= length]
        if runs:
            run = dice.choice(runs)
            at = dice.randint(0, len(run) - length)
            found.append(run[at : at + length])
    return found


def sample_mixed(texts: list[str], count: int) -> list[str]:
    """Strings of Han characters, digits, letters and punctuation that occur in the texts."""
    dice = random.Random(99)
    found: list[str] = []
    while len(found) < count:
        strings = [s for s in MIXED.findall(dice.choice(texts)) if not HAN_RUN.fullmatch(s)]
        if strings:
            found.append(dice.choice(strings))
    return found


def judged(find: Callable[[str], set[int]], truth: list[str], queries: list[str]) -> str:
    """Recall / precision of `find`, against `in` on the folded texts."""
    hit = wanted = given = 0
    for query in queries:
        word = folded(query)
        there = {number for number, text in enumerate(truth, start=1) if word in text}
        found = find(query)
        hit, wanted, given = hit + len(there & found), wanted + len(there), given + len(found)
    return f"{hit / (wanted or 1):.4f} / {hit / given if given else 0:.4f}"


def timed(find: Callable[[str], Any], queries: list[str]) -> str:
    """p50 / p95 in milliseconds."""
    took = []
    for query in queries:
        began = time.perf_counter()
        find(query)
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    return f"{statistics.median(took):.2f} / {took[int(len(took) * 0.95)]:.2f} ms"


def quoted(query: str) -> str:
    return f'"{query}"'
