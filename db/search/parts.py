"""The sentences and facts of an article that speak of what was asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from db.search.ranking import says
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


def within(conn: sqlite3.Connection, text: Text, about: About, of_kind: str = "") -> Iterator[Part]:
    """The best sentence of an article and its best facts.

    `of_kind`: facts of that kind only, and for it all that stand in the best sentence.
    """
    rarity = about.asked.rarity
    if not rarity:
        return
    best = _sentence(conn, text, rarity)
    if best:
        yield best
    facts = _facts(conn, text, rarity)
    if of_kind:
        yield from [fact for fact in facts if fact.kind == of_kind and _tells(fact, best)][:FACTS]
    else:
        yield from [fact for fact in facts if fact.share >= LEAST_SHARE][:FACTS]


def _tells(fact: Part, best: Part | None) -> bool:
    inside = best is not None and best.start <= fact.start and fact.end <= best.end
    return inside or fact.share >= LEAST_SHARE


def _share(text: str, rarity: Mapping[str, float]) -> float:
    told = sum(weight for term, weight in rarity.items() if says(text, term))
    return told / sum(rarity.values())


def _sentence(conn: sqlite3.Connection, text: Text, rarity: Mapping[str, float]) -> Part | None:
    body = text.folded
    found = conn.execute(
        "SELECT number, start, start + length FROM sentence_rows WHERE docid = ? AND role IS NULL",
        [text.docid],
    )
    sentences = [
        Part("sentence", number, None, start, end, _share(body[start:end], rarity))
        for number, start, end in found
    ]
    best = max(sentences, key=lambda part: (part.share, -part.number), default=None)
    return best if best is not None and best.share > 0 else None


def _facts(conn: sqlite3.Connection, text: Text, rarity: Mapping[str, float]) -> list[Part]:
    """All facts of an article, those that say most of what was asked for first."""
    found = conn.execute(
        "SELECT number, kind, start, end, text, subject, measure, name, place "
        "FROM facts WHERE docid = ?",
        [text.docid],
    )
    facts = []
    for number, kind, start, end, *said in found:
        share = _share(folded(" ".join(filter(None, said))), rarity)
        facts.append(Part("fact", number, kind, start, end, share))
    return sorted(facts, key=lambda part: (part.kind in NAMES, -part.share, part.number))
