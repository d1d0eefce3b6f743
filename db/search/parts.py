"""The sentences and facts of an article that speak of what was asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from db.search.relevance import About, Text
from db.search.tokens import folded

FACTS = 2
"""Facts shown of one article."""
LEAST_SHARE = 0.5
"""Part of the query's weight that a fact must speak of."""
NAMES = ("person", "organisation", "place", "document", "programme")
"""Kinds of fact that only name something: less of an answer than a figure or a quote."""


@dataclass(frozen=True)
class Part:
    """A sentence or fact, and which part of the query's weight it has."""

    type: Literal["sentence", "fact"]
    number: int
    kind: str | None
    start: int
    end: int
    share: float


def within(conn: sqlite3.Connection, text: Text, about: About) -> Iterator[Part]:
    """The best sentence of an article and its best facts."""
    rarity = about.asked.rarity
    if not rarity:
        return
    yield from _sentence(conn, text, rarity)
    yield from _facts(conn, text, rarity)


def _share(text: str, rarity: Mapping[str, float]) -> float:
    return sum(weight for term, weight in rarity.items() if term in text) / sum(rarity.values())


def _sentence(conn: sqlite3.Connection, text: Text, rarity: Mapping[str, float]) -> Iterator[Part]:
    body = folded(text.body)
    found = conn.execute(
        "SELECT number, start, end FROM sentences WHERE article = ? AND role = 'paragraph'",
        [text.id],
    )
    sentences = [
        Part("sentence", number, None, start, end, _share(body[start:end], rarity))
        for number, start, end in found
    ]
    best = max(sentences, key=lambda part: (part.share, -part.number), default=None)
    if best is not None and best.share > 0:
        yield best


def _facts(conn: sqlite3.Connection, text: Text, rarity: Mapping[str, float]) -> Iterator[Part]:
    found = conn.execute(
        "SELECT number, kind, start, end, text, subject, measure, name, place "
        "FROM facts WHERE article = ?",
        [text.id],
    )
    facts = []
    for number, kind, start, end, *said in found:
        share = _share(folded(" ".join(filter(None, said))), rarity)
        if share >= LEAST_SHARE:
            facts.append(Part("fact", number, kind, start, end, share))
    facts.sort(key=lambda part: (part.kind in NAMES, -part.share, part.number))
    yield from facts[:FACTS]
