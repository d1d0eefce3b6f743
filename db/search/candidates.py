"""Which articles are worth scoring: found in the index, without reading more of it than needed.

A relevance search over all articles that have any term would read most of a large index. The
rare terms decide: of each term at most a share of the archive is read, the terms that end
within it elect the candidates, and the others only score.
"""

from __future__ import annotations

import json
import re
import sqlite3
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from db.remembered import Kind
from db.search.match import Match
from db.search.narrow import KIND
from db.search.ranking import inverse_frequency
from db.search.tokens import EVERY, phrase

LEAST_READ = 1000
SHARE_READ = 50
"""Of each term at most 1000 rows are read, or a fiftieth of the archive."""
RANKED = 3000
"""Results that FTS5's own bm25 puts in order; where there are more, titles go first."""
COUNTED = 10_000
"""Articles that are counted at most."""
# One character is the beginning of thousands of tokens: to merge them twice takes too long.
_BARE_PREFIX = re.compile(r'"[^" ]*" \*')


@dataclass(frozen=True)
class Posting:
    """The articles that have a term."""

    rows: Sequence[int]
    """Their numbers, ascending; the first ones only, if there are too many."""
    count: float
    """How many there are; an estimate if there are too many."""
    complete: bool


def documents(conn: sqlite3.Connection) -> int:
    """Number of articles: the highest running number, which costs nothing to find."""
    highest: int | None = conn.execute("SELECT max(docid) FROM articles").fetchone()[0]
    return highest or 0


def postings(conn: sqlite3.Connection, terms: Sequence[str], documents: int) -> dict[str, Posting]:
    """The articles of each term; of frequent ones, the first."""
    most = max(LEAST_READ, documents // SHARE_READ)
    return {
        term: _posting(json.loads(found), most, documents)
        for term, found in _first_rows(conn, terms, most + 1)
    }


def rare(conn: sqlite3.Connection, terms: Sequence[str], most: int) -> dict[str, list[int]]:
    """The articles of each term that no more than so many have, without the other terms."""
    found = _first_rows(conn, terms, most + 1)
    return {term: json.loads(rows) for term, rows in found if rows.count(",") < most}


def _first_rows(
    conn: sqlite3.Connection, terms: Sequence[str], most: int
) -> Iterator[tuple[str, str]]:
    """Each term with the numbers of the articles that have it, ascending, as JSON."""
    told = _FIRST.of(conn, [(term, most) for term in terms])
    return ((term, rows) for (term, _), rows in told.items())


def _read_first(
    conn: sqlite3.Connection, asked: Sequence[tuple[str, int]]
) -> Iterator[tuple[tuple[str, int], str]]:
    # All terms in one question, each answered by one value: questions cost more than their answers.
    sql = """SELECT (SELECT json_group_array(found) FROM (
                         SELECT rowid AS found FROM articles_fts
                         WHERE articles_fts MATCH asked.value LIMIT :most))
             FROM json_each(:phrases) AS asked ORDER BY asked.key"""
    phrases = json.dumps([phrase(term) for term, _ in asked], ensure_ascii=False)
    told = conn.execute(sql, {"phrases": phrases, "most": max(most for _, most in asked)})
    yield from zip(asked, (row[0] for row in told), strict=True)


_FIRST = Kind("first articles of terms", _read_first, 4_000_000, len, for_now=True)


def _posting(rows: list[int], most: int, documents: int) -> Posting:
    if len(rows) <= most:
        return Posting(rows, len(rows), True)
    # Rows come in ascending order, so how far the reading came tells how dense they are.
    return Posting(rows[:most], min(most * documents / rows[most], documents), False)


def elect(found: Mapping[str, Posting], documents: int, most: int) -> list[int]:
    """The articles that have the most, and the rarest, terms: at most `most`, best first."""
    complete = [posting for posting in found.values() if posting.complete and posting.rows]
    votes: dict[int, float] = {}
    for posting in complete or found.values():
        rarity = inverse_frequency(posting.count, documents)
        for row in posting.rows:
            votes[row] = votes.get(row, 0.0) + rarity
    return sorted(votes, key=lambda row: (-votes[row], row))[:most]


def matching(conn: sqlite3.Connection, match: Match, most: int) -> tuple[list[int], list[int]]:
    """Articles that meet a query: the likeliest ones, and all, those loaded last first.

    Where there are too many to order, those with the words in the title and those loaded last
    are the likeliest. All are at most `COUNTED` + 1.
    """
    found = _newest(conn, match)
    if len(found) <= most:
        return found, found
    whole = len(found) <= COUNTED
    if len(found) <= RANKED and match.expression != EVERY:
        # The conditions are met by these: they need not be looked at again.
        numbers = {"found": json.dumps(found)}
        met = Match(match.expression, "", numbers, ("SELECT value FROM json_each(:found)",))
        return _rows(conn, met, "ORDER BY bm25(articles_fts, 1, 5)", most), found
    titled: list[int] = []
    if not _BARE_PREFIX.fullmatch(match.expression) and match.expression != EVERY:
        in_title = f"title : ({match.expression})"
        if whole:  # what is not among these does not meet the conditions
            there = set(found)
            titled = [row for row in _all(conn, in_title) if row in there][:most]
        else:
            titled = _rows(conn, replace(match, expression=in_title), "", most)
    return list(dict.fromkeys(titled + found[:most])), found


def rows(conn: sqlite3.Connection, match: Match) -> list[int]:
    """Every article that meets a query, ascending."""
    return sorted(_rows(conn, match, "", -1))


def known(conn: sqlite3.Connection, match: Match) -> list[int] | None:
    """The articles that meet a query of words alone, ascending; None of more than `COUNTED`."""
    found = _newest(conn, match)
    return found[::-1] if len(found) <= COUNTED else None


def first(conn: sqlite3.Connection, match: Match, most: int) -> list[int]:
    """The first articles that meet a query of words alone, ascending."""
    return _rows(conn, match, "", most)


def _newest(conn: sqlite3.Connection, match: Match) -> list[int]:
    """The articles that meet a query, those loaded last first: `COUNTED` + 1 at most."""
    if not match.where and match.expression != EVERY:
        words = _of_words(conn, match.expression)
        if not (match.sets or match.kinds):
            return list(words)
        if len(words) <= COUNTED:
            return _narrowed(conn, match, words)
    return _rows(conn, match, "ORDER BY found DESC", COUNTED + 1)


def _narrowed(conn: sqlite3.Connection, match: Match, rows: Sequence[int]) -> list[int]:
    """Those of `rows` that are in the sets of a query, and have facts of its kinds."""
    for numbers in match.sets:
        there = set(_numbers(conn, numbers, match.params))
        rows = [row for row in rows if row in there]
    if not match.kinds:
        return list(rows)
    told = zip(rows, KINDS_OF.each(conn, rows), strict=True)
    return [row for row, kinds in told if kinds and kinds & match.kinds]


def _read_kinds(conn: sqlite3.Connection, docids: Sequence[int]) -> Iterator[tuple[int, int]]:
    sql = "SELECT docid, kinds FROM article_kinds WHERE docid IN (SELECT value FROM json_each(?))"
    told = dict(conn.execute(sql, [json.dumps(list(docids))]).fetchall())
    yield from ((docid, told.get(docid, 0)) for docid in docids)


KINDS_OF = Kind("kinds of facts", _read_kinds, 50_000)
"""The kinds of facts that an article has, a bit for each."""


def _all(conn: sqlite3.Connection, expression: str) -> list[int]:
    """Every article that words find, ascending."""
    found = _of_words(conn, expression)
    return list(found[::-1]) if len(found) <= COUNTED else rows(conn, Match(expression))


def _of_words(conn: sqlite3.Connection, expression: str) -> array[int]:
    return _WORDS.of(conn, [expression])[expression]


def _read_words(
    conn: sqlite3.Connection, expressions: Sequence[str]
) -> Iterator[tuple[str, array[int]]]:
    for expression in expressions:
        found = _rows(conn, Match(expression), "ORDER BY found DESC", COUNTED + 1)
        yield expression, array("I", found)


_WORDS = Kind("newest articles of words", _read_words, 500_000, len, for_now=True)
"""Many ask for the same words, each narrowed to something else."""


def meeting(conn: sqlite3.Connection, rows: Sequence[int], match: Match) -> list[int]:
    """Those of `rows` that meet a query, in their order."""
    there = set(_rows(conn, match, "", -1, rows))
    return [row for row in rows if row in there]


def _rows(
    conn: sqlite3.Connection, match: Match, order: str, most: int, among: Sequence[int] = ()
) -> list[int]:
    return _numbers(conn, *_select(match, order, most, among))


def _numbers(
    conn: sqlite3.Connection, sql: str, params: Mapping[str, str | int] | Sequence[str | int]
) -> list[int]:
    """The column `found` of a query that ends with LIMIT, in its order.

    One value with all rows comes faster than a row for each.
    """
    told: str = conn.execute(f"SELECT json_group_array(found) FROM ({sql})", params).fetchone()[0]
    found: list[int] = json.loads(told)
    return found


def _select(
    match: Match, order: str, most: int, among: Sequence[int] = ()
) -> tuple[str, dict[str, str | int]]:
    """The query that finds the numbers (`found`) of the articles that meet `match`."""
    # Without words to look for, the condition alone finds the rows, by its own indexes.
    indexed = match.expression != EVERY or not (match.where or match.sets or match.kinds)
    tests = ["articles_fts MATCH :expression"] if indexed else []
    tests += [match.where] if match.where else []
    row = "articles_fts.rowid" if indexed else "articles.docid"
    # With the plus a set is looked into; without it each of its rows would be a search.
    tests += [f"+{row} IN ({numbers})" for numbers in match.sets]
    tests += [KIND.format(row=row)] if match.kinds else []
    if among:
        tests.append(f"{row} IN ({', '.join(map(str, among))})")
    tables = ["articles_fts"] if indexed else []
    tables += ["articles"] if match.where or not indexed else []
    on = " ON articles.docid = articles_fts.rowid" if len(tables) == 2 else ""
    sql = (
        f"SELECT {row} AS found FROM {' JOIN '.join(tables)}{on} "
        f"WHERE {' AND '.join(tests)} {order} LIMIT :most"
    )
    return sql, {**match.params, "expression": match.expression, "most": most}
