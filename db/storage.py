"""How what belongs to the articles lies in the file: small rows, each string once.

People read the tables of `db.schema`. Some of those are views, and this is what is under them:
one row for each part of an article, keyed by the article's running number in this file (`docid`)
instead of its permanent id, with dictionaries for what many facts have in common. The views in
`views.sql` put all of it together again. A fact takes some 45 bytes so, and not 600.
"""

from __future__ import annotations

from dataclasses import replace

from db import fact_columns, schema
from db.table import Column, Table


def _of(table: Table, *names: str) -> tuple[Column, ...]:
    """These columns of a table that people read, as they are there; without names, all of what
    its rows say: all but the key."""
    of = {column.name: column for column in table.columns}
    return tuple(of[name] for name in names or of if names or name not in table.key)


def _read(*columns: Column) -> tuple[Column, ...]:
    """These columns, read out of others."""
    return tuple(replace(column, generated=fact_columns.SQL[column.name]) for column in columns)


_DOCID = Column("docid", "INTEGER", "The article, by its running number", True, "articles.docid")
_NUMBER = Column("number", "INTEGER", "Running number in the article, from 0", True)
_MARK = Column("mark", "INTEGER", "Hash of the columns behind it, to find it by", True)
_START = Column("start", "INTEGER", "Start in the article's text, in characters", True)
_LENGTH = Column("length", "INTEGER", "Length in characters", True)
_KEY = ("docid", "number")

FACT_RULES = Table(
    "fact_rules",
    "事实规则 Fact rules",
    "Rules that found facts, each with what it tells alike of many",
    (
        Column("id", "INTEGER", "Running number in this file", True),
        _MARK,
        *_of(schema.FACTS, "rule", "details"),
    ),
    key=("id",),
    unique=(("mark",),),
)

FACT_TYPES = Table(
    "fact_types",
    "事实类型 Fact types",
    "What facts that are said alike have in common",
    (
        Column("id", "INTEGER", "Running number in this file", True),
        _MARK,
        *_of(schema.FACTS, "kind"),
        Column("rule", "INTEGER", "Rule that found it", True, "fact_rules.id"),
        *_of(schema.FACTS, "confidence", "dimension", "unit", "norm_unit", "per"),
        *_of(schema.FACTS, "approx", "cue", "direction", "basis", "precision", "time_source"),
        *_of(schema.FACTS, "source_type"),
        *_of(schema.MENTIONS, "role"),
        Column("organisation", "TEXT", "Organisation; '': the entity that is mentioned itself"),
        Column("name", "TEXT", "Full name, as of a town; empty: that of the entity"),
        *_of(schema.FACTS, "certain"),
    ),
    key=("id",),
    unique=(("mark",),),
)

FACT_PLACES = Table(
    "fact_places",
    "事实地点 Fact places",
    "Places of facts, as their path and code",
    (
        Column("id", "INTEGER", "Running number in this file", True),
        _MARK,
        *_of(schema.FACTS, "place", "place_code"),
    ),
    key=("id",),
    unique=(("mark",),),
    sparse=(("place_code",),),
)

FACT_ROWS = Table(
    "fact_rows",
    "",
    "Facts",
    (
        _DOCID,
        _NUMBER,
        Column("type", "INTEGER", "What it shares with others", True, "fact_types.id"),
        Column("entity", "INTEGER", "Entity that it mentions", references="entities.docid"),
        Column("place", "INTEGER", "Where", references="fact_places.id"),
        *_of(schema.FACTS, "sentence"),
        _START,
        _LENGTH,
        *_of(schema.FACTS, "subject", "measure", "value", "value_to", "norm_value", "source"),
        Column("time", "TEXT", "Its times: a date, start/end, a duration, or several as JSON"),
        Column("found", "INTEGER", "Where it stands in the text as found: shift and growth"),
        Column("more", "TEXT", "What few facts have, as JSON: text, details"),
        *_read(*_of(schema.FACTS, "as_of", "period_start", "period_end", "resolved", "year")),
        *_read(
            Column("shift", "INTEGER", "Start in the text as found, less `start`"),
            Column("growth", "INTEGER", "Length in the text as found, less `length`"),
            Column("text", "TEXT", "The characters, in a long article; else cut from its text"),
            Column("own_details", "TEXT", "Details that it shares with no other; else of its rule"),
        ),
    ),
    key=_KEY,
    sparse=(
        ("norm_value", "type"),
        ("year", "type"),
        ("place",),
        ("entity",),
        ("measure",),
        ("source",),
    ),
)

SENTENCE_ROWS = Table(
    "sentence_rows",
    "",
    "Sentences",
    (
        _DOCID,
        _NUMBER,
        Column("paragraph", "INTEGER", "Number of its line", True),
        Column("role", "TEXT", "title, subtitle, byline or heading; empty: paragraph"),
        _START,
        _LENGTH,
        Column("heading", "INTEGER", "Number of the sentence that is the heading above it"),
    ),
    key=_KEY,
)

CHANGE_ROWS = Table(
    "change_rows",
    "",
    "What only changes have",
    (_DOCID, _NUMBER, *_of(schema.CHANGES)),
    key=_KEY,
)

QUOTE_ROWS = Table(
    "quote_rows",
    "",
    "What only quotes have",
    (
        _DOCID,
        _NUMBER,
        Column("speaker", "TEXT", "Who speaks; empty: the source of the fact"),
        *_of(schema.QUOTES, "speaker_role", "speaker_organisation", "verb", "direct"),
        Column(
            "words",
            "TEXT",
            "The words; empty: the text of the fact, without the marks of direct speech",
        ),
    ),
    key=_KEY,
)

CLAIM_ROWS = Table(
    "claim_rows",
    "",
    "What quantities claim",
    (_DOCID, _NUMBER, *_of(schema.CLAIMS)),
    key=_KEY,
    indexes=(("claim",),),
)

REPAIR_ROWS = Table(
    "repair_rows",
    "",
    "Steps of restorations",
    (_DOCID, _NUMBER, *_of(schema.REPAIRS)),
    key=_KEY,
)

FURNITURE_ROWS = Table(
    "furniture_rows",
    "",
    "Lines that are not the article",
    (_DOCID, _NUMBER, *_of(schema.FURNITURE)),
    key=_KEY,
)

FINGERPRINTS = Table(
    "fingerprints",
    "",
    "Hashes by which near-duplicates are found",
    (_DOCID, Column("hash", "INTEGER", "One of the smallest hashes of its clauses", True)),
    key=("docid", "hash"),
)

COMPARISONS = Table(
    "comparisons",
    "",
    "How alike two articles are that share a fingerprint",
    (
        _DOCID,
        Column("other", "INTEGER", "The other one, which came later", True, "articles.docid"),
        Column("likeness", "REAL", "Share of the clauses of both that both have", True),
    ),
    key=("docid", "other"),
    indexes=(("other",),),
)

FURTHER_ORIGINS = Table(
    "further_origins",
    "",
    "Where a source was found besides its `origin`",
    (
        Column("source", "TEXT", "The source", True, "sources.sha256"),
        *_of(schema.ORIGINS, "origin"),
    ),
    key=("source", "origin"),
)

FACT_TOTALS = Table(
    "fact_totals",
    "",
    "The table fact_counts, added up by one of its columns or by two",
    (
        Column("columns", "INTEGER", "Which: a bit for each, from the first on", True),
        Column("first", "TEXT", "Value of the first of them", True),
        Column("second", "TEXT", "Value of the second one; empty where there is none", True),
        Column("facts", "INTEGER", "How many there are", True),
        Column("valued", "INTEGER", "How many of them have a normalised value", True),
    ),
    key=("columns", "first", "second"),
)

ARTICLE_KINDS = Table(
    "article_kinds",
    "",
    "Which kinds of facts an article has, so that its facts need not be read to know",
    (_DOCID, Column("kinds", "INTEGER", "A bit for each of `KINDS`", True)),
    key=("docid",),
)

REVISIONS = Table(
    "revisions",
    "",
    "How often a row that was loaded has been changed or taken away: see `db.unchanged`",
    (
        Column("id", "INTEGER", "1", True),
        Column("number", "INTEGER", "How often", True),
    ),
    key=("id",),
)

KINDS = (
    *("figure", "money", "percent", "change", "date", "period"),
    *("person", "organisation", "place", "document", "quote", "programme"),
)
"""Kinds of facts in the order of their bits, from the lowest. A new one comes last."""

PARTS = (
    SENTENCE_ROWS,
    FACT_ROWS,
    CHANGE_ROWS,
    QUOTE_ROWS,
    CLAIM_ROWS,
    REPAIR_ROWS,
    FURNITURE_ROWS,
    FINGERPRINTS,
    ARTICLE_KINDS,
)
"""Tables whose rows belong to one article and go with it."""

TABLES = (
    *(FACT_RULES, FACT_TYPES, FACT_PLACES, *PARTS, COMPARISONS, FURTHER_ORIGINS),
    *(FACT_TOTALS, REVISIONS),
)
