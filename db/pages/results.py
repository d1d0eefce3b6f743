"""Search results: by relevance or date, narrowed by what the articles have."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from db import search
from db.named import called, opening
from db.pages import by_date, counts, result_facets
from db.pages.result_facets import COVERING, Facets
from db.pages.rows import Row, rows
from db.search import candidates, groups, marks, relevance
from db.search.groups import Copy
from db.search.match import Match
from db.search.narrow import DAY, ENTITIES, EVERYTHING, OF_YEAR, SETS, Narrowing
from db.search.tokens import EVERY

NAMES = 8
"""Names that are shown above the results."""
SIZE = 20
"""Articles on a page."""
FEW = 100
"""Articles that are sorted by date sooner than they are met walking by it."""
LAST_PAGE = 50
"""Relevance is worked out for so many pages; whoever wants more narrows or sorts by date."""
_SHOWN = "docid, id, title, published, publisher, body"
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
    within: Narrowing = EVERYTHING
    by_date: bool = False
    page: int = 1
    together: bool = True
    """Do near-duplicates take one place in the list?"""


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
    """Sentences and facts: type, number, kind, snippet (HTML), about."""
    near: bool = False
    """Does it only come near what was asked for?"""
    copies: Sequence[Copy] = ()
    """Near-duplicates that answer too."""


@dataclass(frozen=True)
class ResultList:
    """A page of results."""

    articles: list[Article]
    total: int
    more: bool
    """True where counting stopped at `total`."""
    facets: Facets
    further: bool
    """Is there a next page?"""
    names: tuple[search.Name, ...] = ()
    """Names that answer the query, written or in pinyin; on the first page."""


def result_list(conn: sqlite3.Connection, asked: Asked) -> ResultList:
    """The page of results. Raises `db.search.index.StaleIndex`."""
    search.index.check(conn)
    if asked.by_date or not asked.query.strip():
        return _browse(conn, asked)
    offset = (min(asked.page, LAST_PAGE) - 1) * SIZE
    made, found = search.search_and_rows(
        conn,
        asked.query,
        limit=SIZE + 1,
        offset=offset,
        within=asked.within,
        together=asked.together,
    )
    docids = dict.fromkeys(hit.docid for hit in made.hits)
    copies = groups.copies(conn, list(docids), chain(found, docids)) if asked.together else {}
    articles = _articles(made.hits, copies)
    further = len(articles) > SIZE and asked.page < LAST_PAGE
    names = made.names[:NAMES] if asked.page == 1 else ()
    facets = result_facets.of_rows(conn, found)
    return ResultList(articles[:SIZE], made.total, made.more, facets, further, names)


def _articles(hits: Sequence[search.Hit], copies: Mapping[int, Sequence[Copy]]) -> list[Article]:
    """Hits grouped by article, in their order."""
    grouped = (list(group) for _, group in groupby(hits, key=lambda hit: hit.rank))
    return [_article(group, copies.get(group[0].docid, ())) for group in grouped]


def _article(hits: Sequence[search.Hit], copies: Sequence[Copy]) -> Article:
    """One article; of its parts those that its snippet has not told already."""
    whole = hits[0]
    parts: dict[str, Row] = {}
    for hit in hits[1:]:
        if hit.type == "fact" or not (whole.start <= hit.start and hit.end <= whole.end):
            shown = marks.html(hit.snippet, hit.highlights)
            part = {"type": hit.type, "number": hit.number, "kind": hit.kind, "snippet": shown}
            part["about"] = hit.about if hit.about not in hit.snippet else ""
            parts.setdefault(hit.snippet, part)
    return Article(
        whole.article,
        called(whole.title, whole.opening),
        whole.published,
        whole.publisher,
        _continued(whole),
        list(parts.values()),
        whole.match == "some",
        copies,
    )


def _continued(hit: search.Hit) -> str:
    """A snippet as HTML, with an ellipsis where the text goes on."""
    full = len(hit.snippet) == marks.WIDTH and hit.snippet[-1] not in "。！？”"
    shown = marks.html(hit.snippet, hit.highlights)
    return f"{'…' if hit.start else ''}{shown}{'…' if full else ''}"


def _matching(asked: Asked) -> tuple[str, Mapping[str, str | int]]:
    """The condition on a row of articles, in the form that the indexes know; its parameters."""
    within = asked.within
    conditions = []
    params: dict[str, str | int] = {**within.params}
    if asked.query.strip():
        match = search.compile_query(search.parse(asked.query))
        conditions = ["rowid IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :_match)"]
        conditions += [match.where] if match.where else []
        params |= {**match.params, "_match": match.expression}
    for name in within.chosen:
        if name in ("publisher", "section"):
            conditions.append(f"+{name} = :narrow_{name}")
        elif name == "year":
            conditions.append(OF_YEAR)
        elif name in ENTITIES:
            conditions.append(f"+articles.rowid IN ({SETS[name]})")
    conditions += [within.where] if within.where else []
    return " AND ".join(conditions) or "1", params


def _words(asked: Asked) -> Match | None:
    """What is asked for, if the index knows all articles with the words of it."""
    if not asked.query.strip():
        return None
    match = search.compile_query(search.parse(asked.query))
    return None if match.where or match.expression == EVERY else asked.within.applied(match)


def _total(conn: sqlite3.Connection, facets: Facets, asked: Asked) -> tuple[int, bool]:
    """How many articles meet a condition, and whether there are more.

    Whether an article has a fact of a kind is looked up one by one: of many, not all are.
    """
    if not facets.more or asked.within.kind:
        return facets.counted, facets.more
    where, params = _matching(asked)
    sql = f"SELECT count(*) FROM articles INDEXED BY {COVERING} WHERE {where}"
    if _words(asked) and not asked.within.chosen:
        sql = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH :_match"
    number: int = conn.execute(sql, params).fetchone()[0]
    return number, False


def _walked(
    conn: sqlite3.Connection, where: str, params: Mapping[str, str | int], asked: Asked
) -> list[Row]:
    """The articles of a page, and the next one: walking by date until the page is full is fast for
    common words, and not slow for rare ones."""
    index = BY_DATE[next((name for name in BY_DATE if name in asked.within.chosen), "")]
    sql = f"""SELECT {_SHOWN} FROM articles INDEXED BY {index} WHERE {where}
              ORDER BY {DAY} DESC, docid DESC LIMIT :_size OFFSET :_offset"""
    limits = {"_size": SIZE + 1, "_offset": (asked.page - 1) * SIZE}
    return rows(conn, sql, {**params, **limits})


def _known(conn: sqlite3.Connection, known: Sequence[int], asked: Asked) -> list[Row]:
    """The same, of articles that are known."""
    docids = by_date.page(conn, known, (asked.page - 1) * SIZE, SIZE + 1)
    sql = f"SELECT {_SHOWN} FROM articles WHERE docid IN (SELECT value FROM json_each(?))"
    found = {row["docid"]: row for row in rows(conn, sql, [json.dumps(docids)])}
    return [found[docid] for docid in docids]


def _listed(
    conn: sqlite3.Connection, found: Sequence[Row], asked: Asked
) -> tuple[list[Article], bool]:
    """The articles of a page as they are shown, and whether there are more."""
    first = groups.firsts(conn, [row["docid"] for row in found[:SIZE]]) if asked.together else {}
    places = groups.gathered(found[:SIZE], lambda row: first.get(row["docid"], row["id"]))
    docids = [place[0]["docid"] for place in places] if asked.query.strip() else []
    texts = relevance.READ.of(conn, docids)
    return [_told(place, asked.query, texts) for place in places], len(found) > SIZE


def _called(row: Row) -> str:
    return called(row["title"], opening(row["body"]))


def _told(place: Sequence[Row], query: str, texts: Mapping[int, relevance.Article]) -> Article:
    """An article of a page by date, and those of its near-duplicates that stand on it too."""
    row, *others = place
    where = texts[row["docid"]].folded if texts else None
    return Article(
        row["id"],
        _called(row),
        row["published"],
        row["publisher"],
        search.snippet(row["body"], query, where=where) or "",
        [],
        copies=[
            Copy(other["id"], _called(other), other["published"], other["publisher"])
            for other in others
        ],
    )


def _browse(conn: sqlite3.Connection, asked: Asked) -> ResultList:
    """All articles, or those that are searched for or narrowed to: newest first."""
    where, params = _matching(asked)
    if not (asked.query.strip() or asked.within.chosen):
        found, further = _listed(conn, _walked(conn, where, params, asked), asked)
        told = counts.totals(conn).get("articles")
        total = told["articles"] if told else len(found)
        return ResultList(found, total, False, result_facets.everything(conn, total), further)
    words = _words(asked)
    known = candidates.known(conn, words) if words else None
    if known is not None:
        facets, total, more = result_facets.of_first(conn, known), len(known), False
        page = _known(conn, known, asked)
    else:
        met = (
            result_facets.with_words(conn, words)
            if words
            else result_facets.meeting(conn, where, params)
        )
        facets = result_facets.of_first(conn, met)
        total, more = _total(conn, facets, asked)
        few = len(met) <= FEW
        page = _known(conn, met, asked) if few else _walked(conn, where, params, asked)
    found, further = _listed(conn, page, asked)
    return ResultList(found, total, more, facets, further)
