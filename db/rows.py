"""Records as the rows of their tables.

Making rows is pure, so it runs where the record was made, in a worker; what travels to the writer
is plain tuples, which is far less than the record itself. What only the writer can know is left
out: running numbers, the run, the status. Facts therefore refer to their type, entity and place
by its place in the lists beside them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from db import storage, texts
from db.fact_rows import Facts, Values, as_json, facts, stored
from db.search import index
from ingest.model import Fact, Record, Rejected, Restoration, Sentence, Source, Step

Row = dict[str, Any]

LONG = 10_000
"""Characters of an article from which on the texts of its facts are stored with them: to cut
each of thousands out of a long text takes too long."""
TOLD = ("title", "byline", "publisher", "section", "published", "url")
"""What a page says of its article."""
UNDAMAGED = "the text was taken from it; found undamaged"
"""How most witnesses differ; stored as an empty column."""
_CHANGE = stored(storage.CHANGE_ROWS, "docid", "number", "consistent")
_QUOTE = ("speaker_role", "speaker_organisation", "verb")
_STEP = ("name", "found_start", "found_end", "start", "end", "before", "after")

_of_change = attrgetter(*_CHANGE)
_of_quote = attrgetter(*_QUOTE)
_of_step = attrgetter(*_STEP)
_MADE_APART = (storage.FACT_ROWS, storage.FINGERPRINTS, storage.ARTICLE_KINDS)
PARTS = tuple(table for table in storage.PARTS if table not in _MADE_APART)
"""Tables whose rows the worker makes but for their first column, the article."""


@dataclass(frozen=True)
class Prepared:
    """A record as rows. What the writer alone knows (docid, run, status) is not in it."""

    source: Row
    article: Row
    facts: Facts
    parts: dict[str, list[Values]]
    divisions: list[Values]
    """Rows of `places`, each after the one above it."""
    fingerprint: tuple[int, ...]
    tokens: index.Tokens

    @property
    def sha256(self) -> str:
        """Key of the source."""
        return str(self.source["sha256"])

    @property
    def id(self) -> str:
        """Key of the article."""
        return str(self.article["id"])

    @property
    def text_id(self) -> str:
        """The id that the article's text gives: its own, unless the text was another one once."""
        return str(self.article["text_id"] or self.article["id"])

    @property
    def weight(self) -> int:
        """Characters of text in it."""
        return len(self.source["text"] or "") + len(self.article["body"])

    @property
    def origin(self) -> str:
        """Where the source was read from."""
        return str(self.source["origin"])


def article_id(body: str) -> str:
    """Permanent id of a text: `a` and 60 bits of its SHA-256.

    The letter keeps spreadsheets from reading an id as a number. A newer version of the rules may
    find another text in the same source; the article keeps its id then, and has the id of the
    text beside it (`text_id`).
    """
    return "a" + hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()[:15]


def prepare(record: Record, key: str | None = None) -> Prepared:
    """The rows of a record; `key` is the article's id where it has one already."""
    before, behind, text = texts.folded(record.source.text, record.article.body)
    return Prepared(
        {**source(record.source), "before": before, "behind": behind, "text": text},
        _article(record, key or article_id(record.article.body)),
        facts(record.facts, record.locations, long=len(record.article.body) >= LONG),
        {
            storage.SENTENCE_ROWS.name: list(_sentences(record.article.sentences)),
            storage.CHANGE_ROWS.name: [
                (n, *_of_change(f), _flag(f.consistent)) for n, f in _of_kind(record, "change")
            ],
            storage.QUOTE_ROWS.name: [
                (
                    n,
                    _unless(f.speaker, f.source),
                    *_of_quote(f),
                    _flag(f.direct),
                    _unless(f.words, f.text[1:-1] if f.direct else f.text),
                )
                for n, f in _of_kind(record, "quote")
            ],
            storage.CLAIM_ROWS.name: [
                (one.number, one.claim, one.low, one.high) for one in record.claims
            ],
            storage.REPAIR_ROWS.name: list(_repairs(record.restoration)),
            storage.FURNITURE_ROWS.name: [
                (n, line.kind, line.text, line.start, line.end)
                for n, line in enumerate(record.article.furniture)
            ],
        },
        [(p.code, p.name, p.level, p.parent, p.path) for p in record.places],
        record.fingerprint,
        index.tokens_of(record.article.title, record.article.body),
    )


def _of_kind(record: Record, kind: str) -> Iterator[tuple[int, Fact]]:
    return ((number, fact) for number, fact in enumerate(record.facts) if fact.kind == kind)


def source(item: Source) -> Row:
    """A row of `sources`, but for its text, status, run, article and how it differs from that."""
    return {
        "sha256": item.sha256,
        "origin": storable(item.origin),
        "media_type": item.media_type,
        "encoding": item.encoding,
        "size": item.size,
        "given": as_json(dict(item.given)) if item.given else None,
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


def _article(record: Record, key: str) -> Row:
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
        "text_id": _unless(article_id(article.body), key),
    }


def differs(article: Row, *, base: bool) -> str | None:
    """How a witness differs from its article; None for `UNDAMAGED`."""
    damage = (
        "found undamaged"
        if article["verdict"] == "clean"
        else f"found damaged ({article['family']}), restored: {article['verdict']}"
    )
    told = f"the text was taken from it; {damage}" if base else f"same text; {damage}"
    return None if told == UNDAMAGED else told


def page(article: Row) -> str | None:
    """What the page of a copy says, given as the article that the copy would make."""
    told = {name: article[name] for name in TOLD if article[name] is not None}
    return as_json(told) if told else None


def _sentences(sentences: Iterable[Sentence]) -> Iterator[Values]:
    """A heading is a sentence itself: those under it refer to its number."""
    heading = None
    for s in sentences:
        if s.role == "heading":
            heading = s.number
        role = None if s.role == "paragraph" else s.role
        above = heading if s.heading is not None else None
        yield s.number, s.paragraph, role, s.start, s.end - s.start, above


def _repairs(restoration: Restoration) -> Iterator[Values]:
    for number, step in enumerate(restoration.steps):
        yield number, *_of_step(step), int(step.certain), step.why or None, _choices(step)


def _choices(step: Step) -> str | None:
    if not step.choices:
        return None
    return as_json([[choice.text, round(choice.score, 3)] for choice in step.choices])


def _unless(value: str | None, other: str | None) -> str | None:
    """A value, but not where it is the same as another that stands beside it."""
    return None if value == other else value


def _flag(value: bool | None) -> int | None:
    return None if value is None else int(value)
