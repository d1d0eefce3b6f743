"""The sentences and facts of articles that speak of what was asked for."""

from __future__ import annotations

import json
import sqlite3
import sys
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal, NamedTuple

from db.fact_rows import ENTITY_KINDS
from db.remembered import Kind
from db.search.ranking import says
from db.search.relevance import About, Article
from db.search.tokens import folded

FACTS = 2
"""Facts shown of one article."""
LEAST_SHARE = 0.5
"""Passage of the query's weight that a fact must speak of."""
_SENTENCES = """SELECT docid, number, start, start + length FROM sentence_rows
WHERE docid IN (SELECT value FROM json_each(?)) AND role IS NULL ORDER BY docid, number"""
_FACTS = """SELECT f.docid, f.number, t.kind, f.start, f.start + f.length,
    f.subject, f.measure, coalesce(t.name, e.name), p.place
FROM fact_rows AS f
LEFT JOIN fact_types AS t ON t.id = f.type
LEFT JOIN fact_places AS p ON p.id = f.place
LEFT JOIN entities AS e ON e.docid = f.entity
WHERE f.docid IN (SELECT value FROM json_each(?)) ORDER BY f.docid, f.number"""


class Passage(NamedTuple):
    """A sentence or fact, and which part of the query's weight it has."""

    type: Literal["sentence", "fact"]
    number: int
    kind: str | None
    start: int
    end: int
    share: float
    about: str = ""
    """What a fact measures, or whose it is."""


# Plain tuples, and not named ones: of these Python's collector asks at each turn what they hold.
Fact = tuple[int, str, int, int, str, str]
"""Number, kind, start, end; what is told of it besides its characters, as a search compares it;
what it measures, or whose it is."""


class Sentences(NamedTuple):
    """The sentences of an article: columns, an eighth of the memory that rows would take."""

    numbers: array[int]
    starts: array[int]
    ends: array[int]


def within(
    conn: sqlite3.Connection, articles: Sequence[Article], about: About, of_kind: str = ""
) -> Mapping[int, list[Passage]]:
    """Of each article, by its running number, the best sentence and the best facts.

    `of_kind`: facts of that kind only, and for it all that stand in the best sentence.
    """
    inside: dict[int, list[Passage]] = defaultdict(list)
    rarity = about.asked.rarity
    if not rarity or not articles:
        return inside
    bodies = {article.docid: article.folded for article in articles}
    for docid, sentences in SENTENCES.of(conn, list(bodies)).items():
        best = _sentence(bodies[docid], sentences, rarity)
        if best:
            inside[docid].append(best)
    for docid, told in FACTS_OF.of(conn, list(bodies)).items():
        facts = [_part(fact, bodies[docid], rarity) for fact in told]
        sentence = inside[docid][0] if inside[docid] else None
        if of_kind:
            chosen = [fact for fact in facts if fact.kind == of_kind and _tells(fact, sentence)]
        else:
            chosen = [fact for fact in facts if fact.share >= LEAST_SHARE]
        # What only names something is less of an answer than a figure or a quote.
        chosen.sort(key=lambda part: (part.kind in ENTITY_KINDS, -part.share, part.number))
        inside[docid] += chosen[:FACTS]
    return inside


def _tells(fact: Passage, best: Passage | None) -> bool:
    inside = best is not None and best.start <= fact.start and fact.end <= best.end
    return inside or fact.share >= LEAST_SHARE


def _sentence(body: str, found: Sentences, rarity: Mapping[str, float]) -> Passage | None:
    """The first sentence that has most of what was asked for; None if none has any of it."""
    numbers, starts, ends = found
    had: dict[int, float] = defaultdict(float)
    for term, weight in rarity.items():
        at = body.find(term)
        while at >= 0:
            place = bisect_right(starts, at) - 1
            end = ends[place] if place >= 0 else 0
            inside = at + len(term) <= end
            if inside and says(body[starts[place] : end], term):
                had[place] += weight
            at = body.find(term, end if inside else at + 1)  # a sentence is looked at once
    if not had:
        return None
    best = max(had, key=lambda place: (had[place], -place))
    share = had[best] / sum(rarity.values())
    return Passage("sentence", numbers[best], None, starts[best], ends[best], share)


def _part(fact: Fact, body: str, rarity: Mapping[str, float]) -> Passage:
    """A fact of an article with this folded body, with its share."""
    number, kind, start, end, told, about = fact
    said = f"{body[start:end]} {told}"
    weight = sum(weight for term, weight in rarity.items() if says(said, term))
    return Passage("fact", number, kind, start, end, weight / sum(rarity.values()), about)


# All articles of a page at once: each question costs more than its answer.


def _read_sentences(
    conn: sqlite3.Connection, docids: Sequence[int]
) -> Iterator[tuple[int, Sentences]]:
    found = conn.execute(_SENTENCES, [json.dumps(docids)])
    for docid, rows in groupby(found, itemgetter(0)):
        _, *columns = zip(*rows, strict=True)
        yield docid, Sentences(*(array("I", column) for column in columns))


def _read_facts(
    conn: sqlite3.Connection, docids: Sequence[int]
) -> Iterator[tuple[int, tuple[Fact, ...]]]:
    found = conn.execute(_FACTS, [json.dumps(docids)])
    for docid, rows in groupby(found, itemgetter(0)):
        yield docid, tuple(map(_fact, rows))


def _fact(row: Sequence[Any]) -> Fact:
    _, number, kind, start, end, subject, measure, name, place = row
    told = " ".join(filter(None, (subject, measure, name, place)))
    # Of each kind one text for all facts, and not one for each.
    return number, kind and sys.intern(kind), start, end, folded(told), measure or subject or ""


SENTENCES = Kind("sentences", _read_sentences, 8_000)
FACTS_OF = Kind("facts", _read_facts, 6_000)
