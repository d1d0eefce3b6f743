"""One search over everything: articles in order of relevance, with their sentences and facts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from db.named import opening
from db.search import candidates, groups, index, marks, passages, ranking, relevance, syntax
from db.search.match import Match, compile_query
from db.search.names import Name, names
from db.search.narrow import EVERYTHING, Narrowing
from db.search.syntax import Query, Term, parse
from db.search.terms import asks, halves
from db.search.tokens import EVERY

SCORED = 100
"""Articles that are scored on their text; the index elects them."""
NAMES = 10
"""Names that are shown at most."""
FEWEST_TERMS = 3
"""Fewer, and no question: a name or a word. What does not contain it is no answer."""
LEAST_COVERAGE, LEAST_COVERAGE_OF_WORDS = 0.2, 0.5
"""Part of the weight of a question, or of words, that an article must have to be near it."""


Answer = tuple[relevance.Text, "Kind"]
Type = Literal["article", "sentence", "fact"]
Kind = Literal["all", "some"]
ALL: Kind = "all"
SOME: Kind = "some"


@dataclass(frozen=True)
class Hit:
    """One result: an article, or a sentence or fact inside the article listed before it."""

    type: Type
    article: str
    docid: int
    rank: int
    """Place of the article among the results, from 1; its sentences and facts share it."""
    title: str | None
    opening: str
    """How the body begins: what an article without a title is known by."""
    published: str | None
    publisher: str | None
    number: int | None
    """Number of the sentence or fact in the article."""
    kind: str | None
    """Kind of the fact."""
    about: str
    """What the fact measures, or whose it is; empty for what is none."""
    start: int
    """Start of the snippet in the body of the article."""
    end: int
    snippet: str
    """Characters of the body, unchanged."""
    highlights: tuple[marks.Span, ...]
    """Spans of the snippet that answer the query."""
    score: float
    match: Kind
    """all: contains what was asked for. some: the nearest of those that don't."""


@dataclass(frozen=True)
class Results:
    """The answer to a query."""

    query: str
    total: int
    """Articles that contain what was asked for."""
    more: bool
    """True where counting stopped at `total`."""
    hits: tuple[Hit, ...]
    """Articles, best first, each followed by its sentences and facts."""
    names: tuple[Name, ...] = ()
    """Names that contain the query or are read as it is spelt; apart from the hits."""


def search(
    db: Database | sqlite3.Connection,
    query: str,
    *,
    limit: int = 10,
    offset: int = 0,
    within: Narrowing = EVERYTHING,
) -> Results:
    """Search articles, their sentences and facts; those that `within` lets through.

    `limit` and `offset` count articles. First those that contain what was asked for; then, for
    a question or several words, the nearest of those that don't, marked `some`.
    Raises `index.StaleIndex` if the index was made by another version.
    """
    return search_and_rows(db, query, limit=limit, offset=offset, within=within)[0]


def search_and_rows(
    db: Database | sqlite3.Connection,
    query: str,
    *,
    limit: int,
    offset: int,
    within: Narrowing,
    together: bool = False,
) -> tuple[Results, list[int]]:
    """The same, and the `docid` of every article that is counted, for whoever counts further.

    With `together` near-duplicates take one place in the list, that of the best of them;
    `groups.copies` tells the others.
    """
    conn = index.connection(db)
    index.check(conn)
    asked_for = parse(query)
    match = within.applied(compile_query(asked_for))
    wanted = offset + limit
    rows, counted = _likeliest(conn, match, wanted, together)
    about = relevance.about(conn, asked_for.words, enough=len(rows) >= wanted)
    found: list[Answer] = [(text, ALL) for text in relevance.scored(conn, about, rows)]
    if len(found) < wanted:
        found += [(text, SOME) for text in _nearest(conn, asked_for, within, about, rows)]
    if together:
        found = _best(conn, found)
    shown = found[offset:wanted]
    articles = [text.article for text, _ in shown]
    inside = passages.within(conn, articles, about, within.kind)
    bodies = zip(shown, relevance.bodies(conn, articles), strict=True)
    hits = [
        hit
        for rank, ((text, kind), body) in enumerate(bodies, start=offset + 1)
        for hit in _hits(text, body, rank, kind, asked_for, about, inside[text.article.docid])
    ]
    found_names = names(conn, asked_for, NAMES)
    total = min(len(counted), candidates.COUNTED)
    more = len(counted) > total
    return Results(query, total, more, tuple(hits), tuple(found_names)), counted[:total]


def _likeliest(
    conn: sqlite3.Connection, match: Match, wanted: int, together: bool
) -> tuple[list[int], list[int]]:
    most = max(SCORED, wanted)
    if together:
        return groups.matching(conn, match, most, wanted)
    return candidates.matching(conn, match, most)


def _best(conn: sqlite3.Connection, found: list[Answer]) -> list[Answer]:
    """Those that no near-duplicate stands before."""
    first = groups.firsts(conn, [text.article.docid for text, _ in found])
    places = groups.gathered(
        found, lambda answer: first.get(answer[0].article.docid, answer[0].article.id)
    )
    return [place[0] for place in places]


def _nearest(
    conn: sqlite3.Connection,
    query: Query,
    within: Narrowing,
    about: relevance.About,
    rows: Sequence[int],
) -> list[relevance.Text]:
    """Articles besides `rows` that come near a question or several words."""
    question = asks(query.text)
    if not question and len(about.terms) < FEWEST_TERMS and not _has_signs(query):
        return []
    there = set(rows)
    near = candidates.elect(about.found, about.documents, SCORED + len(there))
    near = _constrained(conn, query, within, [row for row in near if row not in there])
    whole = () if question else halves(query.words)
    return [
        text
        for text in relevance.scored(conn, about, near)
        if _is_near(text.scored, question)
        and all(half in text.article.head + text.article.folded for half in whole)
    ]


def contains(db: Database | sqlite3.Connection, query: str) -> list[int]:
    """The `docid` of every article that meets a query, ascending."""
    conn = index.connection(db)
    index.check(conn)
    return candidates.rows(conn, compile_query(parse(query)))


def _is_near(scored: ranking.Scored, question: bool) -> bool:
    """Is a text without all that was asked for still an answer?"""
    if question:
        return scored.coverage >= LEAST_COVERAGE
    if scored.coverage >= 1 - 1e-9:
        return True  # it has all of the words, and not the signs between them
    return scored.coverage >= LEAST_COVERAGE_OF_WORDS and scored.terms > 1


def _has_signs(query: Query) -> bool:
    """Is there more in its words than characters, letters and digits: 遂宁、南充 or “遂宁”?"""
    return any(not char.isalnum() for word in query.words for char in word)


def _constrained(
    conn: sqlite3.Connection, query: Query, within: Narrowing, rows: list[int]
) -> list[int]:
    """Those of `rows` that meet what a query asks for besides plain words."""
    constraints = tuple(
        clause for clause in query.clauses if len(clause) > 1 or not _is_word(clause[0])
    )
    if not rows or not (constraints or within.chosen):
        return rows
    match = compile_query(Query(query.text, constraints)) if constraints else Match(EVERY)
    return candidates.meeting(conn, rows, within.applied(match))


def _is_word(literal: syntax.Literal) -> bool:
    condition = literal.condition
    return not literal.negated and condition == Term(getattr(condition, "text", ""))


def _hits(
    text: relevance.Text,
    body: str,
    rank: int,
    match: Kind,
    query: Query,
    about: relevance.About,
    inside: Sequence[passages.Passage],
) -> Iterator[Hit]:
    """The article, its best sentence and the facts that speak of what was asked for."""
    article, scored = text
    spots = marks.query_spans(body, query.text, article.folded)
    if match == SOME or not spots:
        spots = marks.spans(body, halves(query.words) or about.terms, article.folded)
    start, end = marks.window(body, spots, near=scored.best)

    def hit(type: Type, start: int, end: int, score: float, part: passages.Passage | None) -> Hit:
        return Hit(
            type=type,
            article=article.id,
            docid=article.docid,
            rank=rank,
            title=article.title,
            opening=opening(body),
            published=article.published,
            publisher=article.publisher,
            number=part.number if part else None,
            kind=part.kind if part else None,
            about=part.about if part else "",
            start=start,
            end=end,
            snippet=body[start:end],
            highlights=marks.clipped(spots, start, end),
            score=round(score, 4),
            match=match,
        )

    yield hit("article", start, end, scored.score, None)
    for part in inside:
        yield hit(part.type, part.start, part.end, scored.score * part.share, part)
