"""From a query to scored texts: what it is about, and how well each candidate answers it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db.search import candidates, ranking
from db.search.terms import terms
from db.search.tokens import folded


@dataclass(frozen=True)
class About:
    """What a query is about, in terms of this archive."""

    terms: Sequence[str]
    found: Mapping[str, candidates.Posting]
    """The articles of each term."""
    documents: int
    """Number of articles in the archive."""
    asked: ranking.Asked


class Text(NamedTuple):
    """An article with its score."""

    docid: int
    id: str
    title: str | None
    published: str | None
    publisher: str | None
    body: str
    folded: str
    """The body as a search compares it."""
    score: float
    coverage: float
    """Part of the query's weight that it has, 0 to 1."""
    terms: int
    """Terms of the query that it has."""
    best: int | None
    """Where the stretch that answers best begins in the body."""


def about(conn: sqlite3.Connection, words: Sequence[str], *, enough: bool) -> About:
    """Look the terms of a query up in the index.

    `enough`: its results are known already, so that a single term has not to be read.
    """
    wanted = terms(words)
    documents = candidates.documents(conn)
    if enough and len(wanted) == 1:
        return About(wanted, {}, documents, ranking.asked({wanted[0]: 1}, documents))
    found = candidates.postings(conn, wanted, documents)
    # What no article has tells none from another; most of it are pairs across two words.
    counts = {term: posting.count for term, posting in found.items() if posting.count}
    return About(wanted, found, documents, ranking.asked(counts, documents))


def scored(conn: sqlite3.Connection, about: About, rows: Sequence[int]) -> list[Text]:
    """The articles of `rows`, best first; the newest first where no words were asked for."""
    found = conn.execute(
        "SELECT docid, id, title, published, publisher, body FROM articles "
        "WHERE docid IN (SELECT value FROM json_each(?))",
        [json.dumps(rows)],
    ).fetchall()
    average = ranking.mean_length(row[5] for row in found)
    texts = []
    for docid, key, title, published, publisher, body in found:
        text = folded(body)
        mark = ranking.score(about.asked, folded(title or ""), text, average)
        texts.append(Text(docid, key, title, published, publisher, body, text, *mark))
    texts.sort(key=lambda text: text.id)
    texts.sort(key=lambda text: (text.score, text.published or ""), reverse=True)
    return texts
