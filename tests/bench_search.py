"""Measure the search: recall and precision, latency, relevance, size; and two peers on the same rows.

    python tests/bench_search.py --paragraphs P.jsonl.xz --questions Q.jsonl.xz --news N.jsonl.xz
    python tests/bench_search.py ... --rows 1000000 --only latency

Paragraphs have `id`, `title`, `text`, `script`; questions `q`, `doc`, `script`; news `title`, `body`.
The pool is the paragraphs, then the lines of the news, then, if that is not enough, new
paragraphs made of sentences of the news by a dice with a fixed seed. Nothing is downloaded;
with `opencc` installed it converts the questions, else the product's own table does.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import lzma
import random
import re
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from search_articles import blank
from sqlite_utils import Database

from db import search
from db.migrations import migrate
from db.search.tokens import HAN, folded
from ingest.script import simplified_table, to_simplified

LENGTHS = (1, 2, 3, 4, 6)
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
    search.index.optimize(db)
    connection.commit()
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


def contains(connection: sqlite3.Connection, texts: list[str], count: int) -> None:
    """Recall and precision of every kind of string."""
    truth = [folded(text) for text in texts]

    def find(query: str) -> set[int]:
        return set(search.contains(connection, quoted(query)))

    print("contains, recall / precision: as it stands, typed Simplified, typed Traditional")
    for length in LENGTHS:
        queries = sample(texts, length, count)
        forms = (queries, list(map(to_simplified, queries)), list(map(traditional, queries)))
        print(
            f"  {length} characters   ", *(judged(find, truth, form) for form in forms), sep="   "
        )
    queries = [query for query in sample_mixed(texts, count) if '"' not in query]
    print("  mixed          ", judged(find, truth, queries), sep="   ")


def latency(connection: sqlite3.Connection, texts: list[str], asked: list[str], count: int) -> None:
    """How long the library takes."""
    print("latency p50 / p95, every row fetched")
    for length in (2, 1):
        queries = list(map(quoted, sample(texts, length, count)))
        print(
            f"  contains, {length} characters  ",
            timed(lambda q: search.contains(connection, q), queries),
        )
    queries = list(map(quoted, sample_mixed(texts, count)))
    print("  contains, mixed         ", timed(lambda q: search.contains(connection, q), queries))
    print(
        "  ranked, questions       ", timed(lambda q: search.search(connection, q), asked[:count])
    )
    words = sample(texts, 2, count)
    print("  ranked, 2 characters    ", timed(lambda q: search.search(connection, q), words))
    words = sample(texts, 1, count)
    print("  ranked, 1 character     ", timed(lambda q: search.search(connection, q), words))


def converters() -> dict[str, Callable[[str], str]]:
    """Script → the function that writes it in the other one."""
    try:
        import opencc
    except ImportError:
        return {"hans": traditional, "hant": to_simplified}
    return {"hans": opencc.OpenCC("s2tw").convert, "hant": opencc.OpenCC("t2s").convert}


def relevance(connection: sqlite3.Connection, questions: list[dict[str, Any]]) -> None:
    """Mean reciprocal rank of question → paragraph, in both scripts."""
    convert = converters()
    print("question → paragraph, MRR@10: as asked, asked in the other script")
    for script, name in (("hans", "Simplified"), ("hant", "Traditional")):
        asked = [(one["q"], one["doc"]) for one in questions if one["script"] == script]
        crossed = [(convert[script](query), doc) for query, doc in asked]
        print(
            f"  {name:12} {mrr(connection, asked):.4f}   {mrr(connection, crossed):.4f}   ({len(asked)})"
        )


def mrr(connection: sqlite3.Connection, asked: list[tuple[str, str]]) -> float:
    """Mean of 1 / rank of the right article among the first ten, 0 where it is not there."""
    total = 0.0
    for query, wanted in asked:
        for hit in search.search(connection, query, limit=10).hits:
            if hit.article == wanted:
                total += 1 / hit.rank
                break
    return total / len(asked)


def titles(folder: Path, news: list[dict[str, Any]], count: int) -> None:
    """Known-item search: the title finds its article. Titles that several articles have are left out."""
    seen: dict[str, int] = {}
    for one in news:
        seen[one["title"]] = seen.get(one["title"], 0) + 1
    rows = [(f"a{n}", one["title"], f"{one['title']}\n{one['body']}") for n, one in enumerate(news)]
    connection = build(folder / "news.db", rows)
    asked = [(title, key) for key, title, _ in rows if title and seen[title] == 1]
    asked = random.Random(3).sample(asked, min(count, len(asked)))
    print(
        f"  title → article MRR@10                     {mrr(connection, asked):.4f}   ({len(asked)})"
    )
    connection.close()


def peers(texts: list[str], count: int) -> None:
    """FTS5 trigram (with a scan below three characters) and unicode61, the tokenizers in stock."""
    truth = [folded(text) for text in texts]
    size = sum(len(text.encode()) for text in texts)
    for tokenizer in ("trigram", "unicode61"):
        connection = sqlite3.connect(":memory:")
        connection.execute(f"CREATE VIRTUAL TABLE t USING fts5(body, tokenize='{tokenizer}')")
        connection.executemany("INSERT INTO t VALUES (?)", [[text] for text in texts])
        connection.execute("INSERT INTO t(t) VALUES ('optimize')")
        scan = tokenizer == "trigram"

        def find(
            query: str, connection: sqlite3.Connection = connection, scan: bool = scan
        ) -> set[int]:
            if scan and len(query) < 3:
                rows = connection.execute("SELECT rowid FROM t WHERE instr(body, ?)", [query])
            else:
                rows = connection.execute("SELECT rowid FROM t WHERE t MATCH ?", [quoted(query)])
            return {row[0] for row in rows}

        print(f"peer {tokenizer}: index ÷ text {index_bytes(connection, 't') / size:.3f}")
        for length in (1, 2, 3):
            queries = sample(texts, length, count)
            crossed = list(map(traditional, queries))
            told = judged(find, truth, queries), judged(find, truth, crossed), timed(find, queries)
            print(f"  {length} characters   ", *told, sep="   ")
        connection.close()


async def pages(path: Path, texts: list[str], count: int) -> None:
    """HTML, JSON and CSV of the stock table page: the same rows, and against plain Datasette."""
    from datasette.app import Datasette

    tables = {"articles": {"fts_table": "articles_fts", "fts_pk": "docid"}}
    ours = Datasette([str(path)], metadata={"databases": {path.stem: {"tables": tables}}})
    stock_path = path.with_name("stock.db")
    with sqlite3.connect(stock_path) as made:
        made.execute("CREATE TABLE articles (id INTEGER PRIMARY KEY, body TEXT)")
        made.executemany("INSERT INTO articles(body) VALUES (?)", [[text] for text in texts])
    Database(stock_path).table("articles").enable_fts(["body"], tokenize="trigram")
    stock = Datasette([str(stock_path)])
    truth = [folded(text) for text in texts]
    wrong = 0
    queries = [q for n in LENGTHS for q in sample(texts, n, count)] + sample_mixed(texts, count)
    for query in queries:
        there = sum(folded(query) in text for text in truth)
        base, asked = f"/{path.stem}/articles", f"_search={quote(quoted(query))}"
        page = (await ours.client.get(f"{base}?{asked}&_size=1")).text
        answer = (await ours.client.get(f"{base}.json?{asked}&_size=0&_shape=object")).json()
        lines = (await ours.client.get(f"{base}.csv?{asked}&_stream=1&_col=docid")).text
        shown = re.search(r"([\d,]+) rows?\b", page)
        counts = (
            int(shown[1].replace(",", "")) if shown else 0,
            answer.get("filtered_table_rows_count"),
        )
        wrong += counts[0] != there or lines.count("\n") - 1 != there
    print(
        f"pages: {len(queries)} searches, HTML and CSV with another number of rows than `in`: {wrong}"
    )
    for name, site, base in (("ours", ours, path.stem), ("stock", stock, "stock")):
        took = []
        for query in sample(texts, 3, count):
            began = time.perf_counter()
            await site.client.get(f"/{base}/articles?_search={quote(query)}&_size=20")
            took.append((time.perf_counter() - began) * 1000)
        print(f"  page, 3 characters, {name:6} p50 {statistics.median(took):.1f} ms")


def main(arguments: list[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    for name in ("paragraphs", "questions", "news"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--count", type=int, default=100, help="strings of each kind")
    parser.add_argument("--only", help="contains, latency, relevance, titles, peers or pages")
    given = parser.parse_args(arguments)
    paragraphs, questions, news = map(read, (given.paragraphs, given.questions, given.news))
    with TemporaryDirectory() as folder:
        place = Path(folder)
        path = place / "archive.db"
        connection = build(path, pool(paragraphs, news, given.rows))
        texts = [row[0] for row in connection.execute("SELECT body FROM articles ORDER BY docid")]
        asked = [one["q"] for one in random.Random(8).sample(questions, len(questions))]
        steps: dict[str, Callable[[], None]] = {
            "contains": lambda: contains(connection, texts, given.count),
            "latency": lambda: latency(connection, texts, asked, given.count * 2),
            "relevance": lambda: relevance(connection, questions),
            "titles": lambda: titles(place, news, given.count * 10),
            "peers": lambda: peers(texts, given.count),
            "pages": lambda: asyncio.run(pages(path, texts, max(given.count // 5, 1))),
        }
        for name, step in steps.items():
            if given.only in (None, name):
                step()
        connection.close()


if __name__ == "__main__":
    main(sys.argv[1:])
