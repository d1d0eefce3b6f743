"""Records as the rows of their tables.

Making rows is pure, so it runs where the record was made, in a worker; what travels to the writer
is plain tuples, which is far less than the record itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any

from db import schema
from ingest.model import Fact, Record, Rejected, Restoration, Sentence, Source, Step

Row = dict[str, Any]
Values = tuple[Any, ...]

ENTITY_KINDS = ("person", "organisation", "place", "document", "programme")
_FACT_FIELDS = frozenset(field.name for field in fields(Fact)) - {"details", "consistent"}


def _shared(table: schema.Table) -> tuple[str, ...]:
    """The columns of a table that are fields of a fact."""
    return tuple(c.name for c in table.columns if c.name in _FACT_FIELDS)


_FACT, _CHANGE = _shared(schema.FACTS), _shared(schema.CHANGES)
_QUOTE = ("speaker", "speaker_role", "speaker_organisation", "verb", "words")
_STEP = ("name", "found_start", "found_end", "start", "end", "before", "after")
_LARGEST = 2**62
"""Larger integers (280百亿亿) do not fit SQLite's and are stored as the real numbers they mean."""
_SENTENCE = tuple(field.name for field in fields(Sentence))

COLUMNS: dict[str, tuple[str, ...]] = {
    "places": ("code", "name", "level", "parent", "path"),
    "repairs": ("article", "number", *_STEP, "certain", "why", "choices"),
    "furniture": ("article", "number", "kind", "text", "start", "end"),
    "sentences": ("article", *_SENTENCE),
    "facts": ("article", "number", *_FACT, "sentence", "found_start", "found_end", "details"),
    "changes": ("article", "number", *_CHANGE, "consistent"),
    "quotes": ("article", "number", *_QUOTE, "direct"),
    "entities": ("id", "kind", "name", "place_code", "level"),
    "mentions": ("article", "number", "entity", "role", "organisation"),
    "claims": ("article", "number", "claim", "low", "high"),
}
"""Table → columns of the rows that `parts` gives for it, in the order of their insertion."""

OWNED = ("claims", "mentions", "quotes", "changes", "facts", "sentences", "furniture", "repairs")
"""Tables whose rows belong to one article and go with it."""


@dataclass(frozen=True)
class Prepared:
    """A record as rows. What the writer alone knows (docid, run, status) is not in it."""

    source: Row
    article: Row
    parts: tuple[tuple[str, list[Values]], ...]
    fingerprint: tuple[int, ...]

    @property
    def sha256(self) -> str:
        """Key of the source."""
        return str(self.source["sha256"])

    @property
    def weight(self) -> int:
        """Characters of text in it."""
        return len(self.source["text"]) + len(self.article["body"])

    @property
    def origin(self) -> str:
        """Where the source was read from."""
        return str(self.source["origin"])


def article_id(body: str) -> str:
    """Permanent id of a text: `a` and 60 bits of its SHA-256.

    The letter keeps spreadsheets from reading an id as a number.
    """
    return "a" + hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()[:15]


def entity_id(kind: str, name: str, code: str | None) -> str:
    """Permanent id of an entity, from what tells it from others."""
    key = "\0".join((kind, name, code or ""))
    return "e" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:15]


def prepare(record: Record, key: str | None = None) -> Prepared:
    """The rows of a record; `key` is the article's id where it has one already."""
    key = key or article_id(record.article.body)
    return Prepared(
        source(record.source), article(record, key), tuple(parts(record, key)), record.fingerprint
    )


def source(item: Source) -> Row:
    """A row of `sources`, but for its status and run."""
    return {
        "sha256": item.sha256,
        "origin": storable(item.origin),
        "media_type": item.media_type,
        "encoding": item.encoding,
        "size": item.size,
        "given": _json(dict(item.given)) if item.given else None,
        "text": item.text,
    }


def rejected(item: Rejected, key: str) -> Row:
    """A row of `sources` for what could not be loaded, but for its run."""
    return {
        "sha256": key,
        "origin": storable(item.origin),
        "status": "rejected",
        "reason": item.reason,
        "size": item.size,
    }


def storable(name: str) -> str:
    """A file's name as SQLite can hold it: bytes that are no text are shown as \\xNN."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def article(record: Record, key: str) -> Row:
    """A row of `articles`, but for its docid."""
    article, restoration = record.article, record.restoration
    return {
        "id": key,
        "title": article.title,
        "subtitle": article.subtitle,
        "byline": article.byline,
        "publisher": article.publisher,
        "section": article.section,
        "published": article.published,
        "url": article.url,
        "language": article.language,
        "script": article.script,
        "verdict": restoration.verdict,
        "certified": int(restoration.certified),
        "lost": len(restoration.lost),
        "family": restoration.family,
        "why": restoration.why or None,
        "source": record.source.sha256,
        "characters": len(article.body),
        "facts": len(record.facts),
        "body": article.body,
    }


def differs(article: Row, *, base: bool) -> str:
    """How a witness differs from its article."""
    damage = (
        "found undamaged"
        if article["verdict"] == "clean"
        else f"found damaged ({article['family']}), restored: {article['verdict']}"
    )
    return f"the text was taken from it; {damage}" if base else f"same text; {damage}"


def parts(record: Record, key: str) -> Iterator[tuple[str, list[Values]]]:
    """(table, rows) of all that belongs to an article, in the order they must be inserted."""
    facts = list(enumerate(record.facts))
    yield "places", [_values(place, COLUMNS["places"]) for place in record.places]
    yield "repairs", list(_repairs(record.restoration, key))
    yield (
        "furniture",
        [
            (key, number, line.kind, line.text, line.start, line.end)
            for number, line in enumerate(record.article.furniture)
        ],
    )
    yield "sentences", [(key, *_of_sentence(s)) for s in record.article.sentences]
    yield (
        "facts",
        [
            (key, n, *_of_fact(f), at.sentence, at.found_start, at.found_end, _details(f))
            for (n, f), at in zip(facts, record.locations, strict=True)
        ],
    )
    yield (
        "changes",
        [(key, n, *_of_change(f), _flag(f.consistent)) for n, f in facts if f.kind == "change"],
    )
    yield (
        "quotes",
        [(key, n, *_of_quote(f), _flag(f.direct)) for n, f in facts if f.kind == "quote"],
    )
    named = [(n, f, _entity(f)) for n, f in facts if f.kind in ENTITY_KINDS]
    yield "entities", list({entity[0]: entity for _, _, entity in named}.values())
    yield "mentions", [(key, n, entity[0], f.role, f.organisation) for n, f, entity in named]
    yield "claims", [(key, one.number, one.claim, one.low, one.high) for one in record.claims]


_all_of_fact = attrgetter(*_FACT)
_of_change = attrgetter(*_CHANGE)
_of_quote = attrgetter(*_QUOTE)
_of_sentence = attrgetter(*_SENTENCE)
_of_step = attrgetter(*_STEP)


def _of_fact(fact: Fact) -> Values:
    values: Values = _all_of_fact(fact)
    if max(fact.value or 0, fact.value_to or 0, fact.norm_value or 0) > _LARGEST:
        return tuple(float(v) if isinstance(v, int) else v for v in values)
    return values


def _values(item: object, names: Sequence[str]) -> Values:
    return tuple(getattr(item, name) for name in names)


def _repairs(restoration: Restoration, key: str) -> Iterator[Values]:
    for number, step in enumerate(restoration.steps):
        yield key, number, *_of_step(step), int(step.certain), step.why or None, _choices(step)


def _choices(step: Step) -> str | None:
    if not step.choices:
        return None
    return _json([[choice.text, round(choice.score, 3)] for choice in step.choices])


def _details(fact: Fact) -> str | None:
    return _json(dict(fact.details)) if fact.details else None


def _flag(value: bool | None) -> int | None:
    return None if value is None else int(value)


def _entity(fact: Fact) -> Values:
    name = fact.name or fact.text
    place = fact.kind == "place"
    code = fact.place_code if place else None
    # A place is known by its path: many counties share a name.
    name = fact.place or name if place else name
    return entity_id(fact.kind, name, code), fact.kind, name, code, fact.level if place else None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
