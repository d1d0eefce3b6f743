"""Records as the rows of their tables: dictionaries, column by column."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from db import schema
from ingest.model import Fact, Location, Record, Rejected, Source

Row = dict[str, Any]

ENTITY_KINDS = ("person", "organisation", "place", "document", "programme")
_FIELDS = frozenset(field.name for field in fields(Fact)) - {"details", "consistent"}
_FACT_COLUMNS = tuple(c.name for c in schema.FACTS.columns if c.name in _FIELDS)
_CHANGE_COLUMNS = tuple(c.name for c in schema.CHANGES.columns if c.name in _FIELDS)


def article_id(body: str) -> str:
    """Permanent id of a text: `a` and 60 bits of its SHA-256.

    The letter keeps spreadsheets from reading an id as a number.
    """
    return "a" + hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()[:15]


def entity_id(kind: str, name: str, code: str | None) -> str:
    """Permanent id of an entity, from what tells it from others."""
    key = "\0".join((kind, name, code or ""))
    return "e" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:15]


def source(item: Source, status: str, run: int) -> Row:
    """A row of `sources`."""
    return {
        "sha256": item.sha256,
        "origin": item.origin,
        "status": status,
        "media_type": item.media_type,
        "encoding": item.encoding,
        "size": item.size,
        "given": _json(dict(item.given)) if item.given else None,
        "run": run,
        "text": item.text,
    }


def rejected(item: Rejected, key: str, run: int) -> Row:
    """A row of `sources` for what could not be loaded."""
    return {
        "sha256": key,
        "origin": item.origin,
        "status": "rejected",
        "reason": item.reason,
        "size": item.size,
        "run": run,
    }


def article(record: Record, key: str, docid: int) -> Row:
    """A row of `articles`."""
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
        "docid": docid,
        "body": article.body,
    }


def witness(record: Record, article: str, *, base: bool) -> Row:
    """A row of `witnesses`."""
    restoration = record.restoration
    damage = (
        "found undamaged"
        if restoration.verdict == "clean"
        else f"found damaged ({restoration.family}), restored: {restoration.verdict}"
    )
    differs = f"the text was taken from it; {damage}" if base else f"same text; {damage}"
    return {"article": article, "source": record.source.sha256, "differs": differs}


def parts(record: Record, article: str) -> Iterator[tuple[str, list[Row]]]:
    """(table, rows) of all that belongs to an article, in the order they must be inserted."""
    facts = list(enumerate(zip(record.facts, record.locations, strict=True)))
    yield "places", [vars(place).copy() for place in record.places]
    yield (
        "repairs",
        [
            {
                "article": article,
                "number": number,
                "name": step.name,
                "found_start": step.found_start,
                "found_end": step.found_end,
                "start": step.start,
                "end": step.end,
                "before": step.before,
                "after": step.after,
                "certain": int(step.certain),
                "why": step.why or None,
                "choices": _json([[c.text, round(c.score, 3)] for c in step.choices])
                if step.choices
                else None,
            }
            for number, step in enumerate(record.restoration.steps)
        ],
    )
    yield (
        "furniture",
        [
            {"article": article, "number": number, **vars(line)}
            for number, line in enumerate(record.article.furniture)
        ],
    )
    yield "sentences", [{"article": article, **vars(s)} for s in record.article.sentences]
    yield "facts", [_fact(f, at, article, number) for number, (f, at) in facts]
    yield "changes", [_change(f, article, n) for n, (f, _) in facts if f.kind == "change"]
    yield "quotes", [_quote(f, article, n) for n, (f, _) in facts if f.kind == "quote"]
    named = [(n, f) for n, (f, _) in facts if f.kind in ENTITY_KINDS]
    yield "entities", list({row["id"]: row for row in (_entity(f) for _, f in named)}.values())
    yield (
        "mentions",
        [
            {
                "article": article,
                "number": number,
                "entity": _entity(fact)["id"],
                "role": fact.role,
                "organisation": fact.organisation,
            }
            for number, fact in named
        ],
    )


def _fact(fact: Fact, at: Location, article: str, number: int) -> Row:
    row: Row = {"article": article, "number": number}
    row.update((name, getattr(fact, name)) for name in _FACT_COLUMNS)
    row["sentence"] = at.sentence
    row["found_start"] = at.found_start
    row["found_end"] = at.found_end
    row["details"] = _json(dict(fact.details)) if fact.details else None
    return row


def _change(fact: Fact, article: str, number: int) -> Row:
    row: Row = {"article": article, "number": number}
    row.update((name, getattr(fact, name)) for name in _CHANGE_COLUMNS)
    row["consistent"] = None if fact.consistent is None else int(fact.consistent)
    return row


def _quote(fact: Fact, article: str, number: int) -> Row:
    return {
        "article": article,
        "number": number,
        "speaker": fact.speaker,
        "speaker_role": fact.speaker_role,
        "speaker_organisation": fact.speaker_organisation,
        "verb": fact.verb,
        "direct": None if fact.direct is None else int(fact.direct),
        "words": fact.words,
    }


def _entity(fact: Fact) -> Row:
    name = fact.name or fact.text
    code = fact.place_code if fact.kind == "place" else None
    # A place is known by its path: many counties share a name.
    name = fact.place or name if fact.kind == "place" else name
    return {
        "id": entity_id(fact.kind, name, code),
        "kind": fact.kind,
        "name": name,
        "place_code": code,
        "level": fact.level if fact.kind == "place" else None,
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
