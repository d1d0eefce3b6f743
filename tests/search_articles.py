"""The small archive that the tests of the search share: ten articles written for them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db import article_rows, rows, search
from db.fact_rows import facts as facts_as_rows
from db.migrations import migrate
from ingest.model import Fact, Location

CASES = Path(__file__).parent / "cases" / "search"
ARTICLES: list[dict[str, Any]] = json.loads((CASES / "articles.json").read_text("utf-8"))


def cases(name: str) -> list[Any]:
    """The cases of `cases/search/<name>`."""
    read: list[Any] = json.loads((CASES / name).read_text("utf-8"))
    return read


def make(path: Path | str = ":memory:") -> Database:
    """An archive of the ten articles, in memory or at `path`."""
    connection = sqlite3.connect(path)
    search.register(connection)
    db = Database(connection)
    migrate(db)
    with db.atomic():
        db.table("sources").insert({"sha256": "s", "origin": "-", "status": "loaded"})
        for article in ARTICLES:
            add(db, **article)
    return db


def add(
    db: Database, id: str, title: str | None, body: str, facts: Any = (), **columns: Any
) -> None:
    """Insert an article with its sentences (one a line) and facts."""
    docid = db.execute("SELECT coalesce(max(docid), 0) + 1 FROM articles").fetchone()[0]
    db.table("articles").insert(blank(db, id=id, title=title, body=body, docid=docid, **columns))
    found = [
        Fact(
            **{"rule": "test", **fact},
            start=body.index(fact["text"]),
            end=body.index(fact["text"]) + len(fact["text"]),
        )
        for fact in facts
    ]
    made = facts_as_rows(found, [Location(None, None, None)] * len(found), long=False)
    item = rows.Prepared(
        {}, {"id": id}, made, {t.name: [] for t in rows.PARTS}, [], (), ("", None, None)
    )
    starts = [0, *(at + 1 for at, char in enumerate(body) if char == "\n")]
    item.parts["sentence_rows"].extend(
        (number, number, None if number else "title", start, len(line), None)
        for number, (start, line) in enumerate(zip(starts, body.split("\n"), strict=True))
    )
    article_rows.write(db, [item], {id: docid})


def blank(db: Database, **given: Any) -> dict[str, Any]:
    """A row of `articles` with these columns; what else the table requires is empty."""
    row = {
        "language": "zh",
        "script": "simplified",
        "verdict": "clean",
        "family": "none",
        "source": "s",
        "characters": len(given["body"]),
        **given,
    }
    for _, name, type, required, default, _ in db.execute("PRAGMA table_info(articles)").fetchall():
        if required and default is None and name not in row:
            row[name] = 0 if type == "INTEGER" else ""
    return row
