"""From a query to scored texts: what it is about, and how well each candidate answers it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db.remembered import Kind
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


class Article(NamedTuple):
    """What is read of an article to score it."""

    docid: int
    id: str
    title: str | None
    published: str | None
    publisher: str | None
    folded: str
    """The body as a search compares it."""
    head: str
    """The title as a search compares it; empty where there is none."""


class Text(NamedTuple):
    """An article with its score."""

    article: Article
    scored: ranking.Scored


def _read(conn: sqlite3.Connection, rows: Sequence[int]) -> Iterator[tuple[int, Article]]:
    sql = """SELECT docid, id, title, published, publisher, body FROM articles
             WHERE docid IN (SELECT value FROM json_each(?))"""
    for docid, key, title, published, publisher, body in conn.execute(sql, [json.dumps(rows)]):
        head = folded(title or "")
        yield docid, Article(docid, key, title, published, publisher, folded(body), head)


READ = Kind("articles", _read, 10_000_000, lambda article: len(article.folded))
"""The texts that were scored last, so many characters of them. Their bodies as they are written are
read where they are shown: of a hundred that are scored, of twenty."""


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
    found = READ.of(conn, rows).values()
    average = ranking.mean_length(article.folded for article in found)
    texts = [
        Text(article, ranking.score(about.asked, article.head, article.folded, average))
        for article in found
    ]
    texts.sort(key=lambda text: text.article.id)
    texts.sort(key=lambda text: (text.scored.score, text.article.published or ""), reverse=True)
    return texts


def bodies(conn: sqlite3.Connection, articles: Sequence[Article]) -> list[str]:
    """The bodies of articles as they are written, in their order."""
    sql = "SELECT docid, body FROM articles WHERE docid IN (SELECT value FROM json_each(?))"
    told = dict(conn.execute(sql, [json.dumps([article.docid for article in articles])]).fetchall())
    return [told[article.docid] for article in articles]
