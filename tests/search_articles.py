"""The small archive that the tests of the search share: ten articles written for them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db import rows, search
from db.migrations import migrate

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
    start = 0
    for number, line in enumerate(body.split("\n")):
        role = "paragraph" if number else "title"
        end = start + len(line)
        db.table("sentences").insert(
            {
                "article": id,
                "number": number,
                "paragraph": number,
                "role": role,
                "start": start,
                "end": end,
            }
        )
        start = end + 1
    for number, fact in enumerate(facts):
        at = body.index(fact["text"])
        db.table("facts").insert(
            {
                "rule": "test",
                "confidence": 1.0,
                **fact,
                "article": id,
                "number": number,
                "sentence": None,
                "start": at,
                "end": at + len(fact["text"]),
            }
        )
        if fact["kind"] in rows.ENTITY_KINDS:
            key = rows.entity_id(fact["kind"], fact["name"], None)
            entity = {"id": key, "kind": fact["kind"], "name": fact["name"]}
            db.table("entities").insert(entity, ignore=True)
            db.table("mentions").insert({"article": id, "number": number, "entity": key})


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
