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
import random
import re
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from search_pool import (
    build,
    index_bytes,
    judged,
    pool,
    quoted,
    read,
    sample,
    sample_mixed,
    timed,
    traditional,
)
from sqlite_utils import Database

from db import search
from db.search.tokens import folded
from ingest.script import to_simplified

LENGTHS = (1, 2, 3, 4, 6)


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
    """FTS5 trigram (with a scan below three characters), unicode61, and the words of jieba."""
    truth = [folded(text) for text in texts]
    size = sum(len(text.encode()) for text in texts)
    cut = words()
    for name in ("trigram", "unicode61", *(["jieba words"] if cut else [])):
        split = cut if cut and name == "jieba words" else str
        tokenizer = "trigram" if name == "trigram" else "unicode61"
        connection = sqlite3.connect(":memory:")
        connection.execute(f"CREATE VIRTUAL TABLE t USING fts5(body, tokenize='{tokenizer}')")
        connection.executemany("INSERT INTO t VALUES (?)", [[split(text)] for text in texts])
        connection.execute("INSERT INTO t(t) VALUES ('optimize')")
        scan = tokenizer == "trigram"

        def find(
            query: str,
            connection: sqlite3.Connection = connection,
            scan: bool = scan,
            split: Callable[[str], str] = split,
        ) -> set[int]:
            if scan and len(query) < 3:
                rows = connection.execute("SELECT rowid FROM t WHERE instr(body, ?)", [query])
            else:
                asked = quoted(split(query))
                rows = connection.execute("SELECT rowid FROM t WHERE t MATCH ?", [asked])
            return {row[0] for row in rows}

        print(f"peer {name}: index ÷ text {index_bytes(connection, 't') / size:.3f}")
        for length in (1, 2, 3):
            queries = sample(texts, length, count)
            crossed = list(map(traditional, queries))
            told = judged(find, truth, queries), judged(find, truth, crossed), timed(find, queries)
            print(f"  {length} characters   ", *told, sep="   ")
        connection.close()


def words() -> Callable[[str], str] | None:
    """A text as words with blanks between, by jieba; None where it is not installed."""
    try:
        import jieba
    except ImportError:
        return None
    jieba.setLogLevel("WARNING")
    return lambda text: " ".join(jieba.cut(text))


async def pages(path: Path, texts: list[str], count: int) -> None:
    """HTML and CSV of the stock table page: the same rows as `in`, and against plain Datasette."""
    from datasette.app import Datasette

    tables = {"articles": {"fts_table": "articles_fts", "fts_pk": "docid"}}
    ours = Datasette([str(path)], metadata={"databases": {path.stem: {"tables": tables}}})
    stock_path = path.with_name("stock.db")
    with sqlite3.connect(stock_path) as made:
        made.execute("ATTACH ? AS ours", [str(path)])
        made.execute("CREATE TABLE articles AS SELECT * FROM ours.articles ORDER BY docid")
    Database(stock_path).table("articles").enable_fts(["body"], tokenize="trigram")
    truth = [folded(text) for text in texts]
    queries = [q for n in LENGTHS for q in sample(texts, n, count)] + sample_mixed(texts, count)
    wrong = 0
    for query in queries:
        there = sum(folded(query) in text for text in truth)
        wrong += await rows_shown(ours, path.stem, query) != (there, there)
    print(f"pages: {len(queries)} searches, other rows than `in` in HTML or CSV: {wrong}")
    for name, site, base in (
        ("ours", ours, path.stem),
        ("stock", Datasette([str(stock_path)]), "stock"),
    ):
        took = []
        for query in sample(texts, 3, count):
            began = time.perf_counter()
            await site.client.get(f"/{base}/articles?_search={quote(query)}&_size=20")
            took.append((time.perf_counter() - began) * 1000)
        print(f"  page, 3 characters, {name:6} p50 {statistics.median(took):.1f} ms")


async def rows_shown(site: Any, base: str, query: str) -> tuple[int, int]:
    """How many rows the page says that it found, and how many the whole CSV has."""
    asked = f"_search={quote(quoted(query))}"
    page = (await site.client.get(f"/{base}/articles?{asked}&_size=1")).text
    lines = (await site.client.get(f"/{base}/articles.csv?{asked}&_stream=1&_col=docid")).text
    shown = re.search(r"([0-9,]+) rows?\b", page)
    return int(shown[1].replace(",", "")) if shown else 0, lines.count("\n") - 1


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
