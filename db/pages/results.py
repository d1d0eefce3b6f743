"""Search results: by relevance or date, narrowed by publisher, section and year."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db import search
from db.pages import counts
from db.pages.rows import Row, rows
from db.search import marks

NAMES = 8
"""Names that are shown above the results."""
SIZE = 20
"""Articles on a page."""
LAST_PAGE = 50
"""Relevance is worked out for so many pages; whoever wants more narrows or sorts by date."""
COUNTED = 5000
"""Matching articles that the facets count."""
SHOWN = 12
"""Values of a facet that are listed."""
FACETS = {
    "publisher": ("publisher", "来源"),
    "section": ("section", "栏目"),
    "year": ("substr(published, 1, 4)", "日期"),
}
"""Facet → its SQL on a row of articles, and its field in the search syntax."""
_DAY = "substr(articles.published, 1, 10)"
COVERING = "articles_docid_published_publisher_section_verdict_script"
"""The index that has all that is counted by."""
BY_DATE = {
    "publisher": "articles_publisher_substr_published_1_10",
    "section": "articles_section_substr_published_1_10",
    "": "articles_substr_published_1_10",
}
"""Facet that is chosen → the index that has its articles by date."""


@dataclass(frozen=True)
class Asked:
    """A search as its address says it."""

    query: str = ""
    publisher: str = ""
    section: str = ""
    year: str = ""
    by_date: bool = False
    page: int = 1

    def narrowed(self) -> str:
        """The query with the facets as terms of its own language."""
        terms = [self.query]
        for name, (_, field) in FACETS.items():
            value = getattr(self, name).replace('"', " ")
            if value:
                terms.append(f"{field}:{value}" if name == "year" else f'{field}:="{value}"')
        return " ".join(terms).strip()


@dataclass(frozen=True)
class Article:
    """One article of the results with the parts of it that answer."""

    id: str
    title: str
    published: str | None
    publisher: str | None
    snippet: str
    """HTML: escaped text with <mark>."""
    parts: Sequence[Row]
    """Sentences and facts: type, number, kind, snippet (HTML)."""
    near: bool = False
    """Does it only come near what was asked for?"""


@dataclass(frozen=True)
class ResultList:
    """A page of results."""

    articles: list[Article]
    total: int
    more: bool
    """True where counting stopped at `total`."""
    facets: dict[str, list[tuple[str, int]]]
    counted: int
    """Articles that the facets count; fewer than all where it is `COUNTED`."""
    further: bool
    """Is there a next page?"""
    names: tuple[search.Name, ...] = ()
    """Names that answer the query, written or in pinyin; on the first page."""


def result_list(conn: sqlite3.Connection, asked: Asked) -> ResultList:
    """The page of results. Raises `db.search.index.StaleIndex`."""
    search.index.check(conn)
    if not asked.query.strip():
        return _browse(conn, asked)
    where, params = _matching(asked)
    facets, counted = _facets(conn, where, params)
    if asked.by_date:
        found, more = _listed(conn, where, params, asked)
        total = counted if counted < COUNTED else _count(conn, where, params)
        return ResultList(found, total, False, facets, counted, more)
    offset = (min(asked.page, LAST_PAGE) - 1) * SIZE
    made = search.search(conn, asked.narrowed(), limit=SIZE + 1, offset=offset)
    articles = _articles(made.hits)
    further = len(articles) > SIZE and asked.page < LAST_PAGE
    names = made.names[:NAMES] if asked.page == 1 else ()
    return ResultList(articles[:SIZE], made.total, made.more, facets, counted, further, names)


def _articles(hits: Sequence[search.Hit]) -> list[Article]:
    """Hits grouped by article, in their order."""
    found: list[Article] = []
    for hit in hits:
        snippet = marks.html(hit.snippet, hit.highlights)
        if hit.type == "article":
            found.append(
                Article(
                    hit.article,
                    hit.title or "",
                    hit.published,
                    hit.publisher,
                    snippet,
                    [],
                    hit.match == "some",
                )
            )
        else:
            part = {"type": hit.type, "number": hit.number, "kind": hit.kind, "snippet": snippet}
            found[-1].parts.append(part)  # type: ignore[attr-defined]
    return found


def _matching(asked: Asked) -> tuple[str, dict[str, Any]]:
    """The condition on a row of articles, and its parameters."""
    match = search.compile_query(search.parse(asked.query))
    conditions = ["docid IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :_match)"]
    params: dict[str, Any] = {**match.params, "_match": match.expression}
    if match.where:
        conditions.append(match.where)
    more, values = _chosen(asked)
    return " AND ".join(conditions + more), {**params, **values}


def _chosen(asked: Asked) -> tuple[list[str], dict[str, str]]:
    """The facets as conditions, in the form that the indexes by date know."""
    conditions, params = [], {}
    for name in ("publisher", "section"):
        if getattr(asked, name):
            conditions.append(f"+{name} = :_{name}")
            params[f"_{name}"] = getattr(asked, name)
    if asked.year:
        conditions.append(f"{_DAY} >= :_year AND {_DAY} < :_after")
        params |= {"_year": asked.year, "_after": asked.year + "~"}
    return conditions, params


def _facets(
    conn: sqlite3.Connection, where: str, params: dict[str, Any]
) -> tuple[dict[str, list[tuple[str, int]]], int]:
    """The facets of the first `COUNTED` articles that meet a condition, and their number."""
    columns = ", ".join(sql for sql, _ in FACETS.values())
    sql = f"SELECT {columns} FROM articles INDEXED BY {COVERING} WHERE {where} LIMIT {COUNTED}"
    found = conn.execute(sql, params).fetchall()
    facets = {}
    for at, name in enumerate(FACETS):
        values = Counter(row[at] for row in found if row[at])
        facets[name] = sorted(values.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]
    return facets, len(found)


def _count(conn: sqlite3.Connection, where: str, params: dict[str, Any]) -> int:
    sql = f"SELECT count(*) FROM articles INDEXED BY {COVERING} WHERE {where}"
    number: int = conn.execute(sql, params).fetchone()[0]
    return number


def _listed(
    conn: sqlite3.Connection, where: str, params: dict[str, Any], asked: Asked
) -> tuple[list[Article], bool]:
    """The articles of a page, newest first, and whether there are more."""
    index = BY_DATE[next((name for name in BY_DATE if name and getattr(asked, name)), "")]
    # Walking by date until the page is full is fast for common words, and not slow for rare ones.
    sql = f"""SELECT id, title, published, publisher, body
              FROM articles INDEXED BY {index} WHERE {where.replace("docid IN", "rowid IN")}
              ORDER BY {_DAY} DESC LIMIT :_size OFFSET :_offset"""
    limits = {"_size": SIZE + 1, "_offset": (asked.page - 1) * SIZE}
    found = rows(conn, sql, {**params, **limits})
    made = [
        Article(
            row["id"],
            row["title"] or "",
            row["published"],
            row["publisher"],
            search.snippet(row["body"], asked.query) or "",
            [],
        )
        for row in found[:SIZE]
    ]
    return made, len(found) > SIZE


def _browse(conn: sqlite3.Connection, asked: Asked) -> ResultList:
    """All articles, or those of a publisher, section or year: newest first."""
    conditions, params = _chosen(asked)
    where = " AND ".join(conditions) or "1"
    found, further = _listed(conn, where, params, asked)
    if conditions:
        facets, counted = _facets(conn, where, params)
        total = counted if counted < COUNTED else _count(conn, where, params)
        return ResultList(found, total, False, facets, counted, further)
    topics = {"publisher": "publisher", "section": "section", "year": "published"}
    facets = {
        name: [(row["key"], row["articles"]) for row in counts.top(conn, topic, SHOWN)]
        for name, topic in topics.items()
    }
    told = counts.totals(conn).get("articles")
    total = told["articles"] if told else len(found)
    return ResultList(found, total, False, facets, total, further)
