"""How what belongs to the articles lies in the file: small rows, each string once.

People read the tables of `db.schema`. Some of those are views, and this is what is under them:
one row for each part of an article, keyed by the article's running number in this file (`docid`)
instead of its permanent id, with dictionaries for what many facts have in common. The views in
`views.sql` put all of it together again. A fact takes some 60 bytes so, and not 600.
"""

from __future__ import annotations

from db.table import Column, Table

_DOCID = Column("docid", "INTEGER", "The article, by its running number", True, "articles.docid")
_NUMBER = Column("number", "INTEGER", "Running number in the article, from 0", True)
_MARK = Column("mark", "INTEGER", "Hash of the columns behind it, to find it by", True)
_START = Column("start", "INTEGER", "Start in the article's text, in characters", True)
_LENGTH = Column("length", "INTEGER", "Length in characters", True)
_KEY = ("docid", "number")

FACT_TYPES = Table(
    "fact_types",
    "事实类型 Fact types",
    "What facts that are said alike have in common",
    (
        Column("id", "INTEGER", "Running number in this file", True),
        _MARK,
        Column("kind", "TEXT", "Kind of fact", True),
        Column("rule", "TEXT", "Rule that found it", True),
        Column("confidence", "REAL", "How sure the rule is", True),
        Column("dimension", "TEXT", "Kind of quantity"),
        Column("unit", "TEXT", "Unit as printed"),
        Column("norm_unit", "TEXT", "Unit that compares across articles"),
        Column("per", "TEXT", "Denominator"),
        Column("approx", "TEXT", "about, nearly, over ..."),
        Column("cue", "TEXT", "Word that governs it"),
        Column("direction", "TEXT", "up or down"),
        Column("basis", "TEXT", "What it is compared with"),
        Column("precision", "TEXT", "Precision of a date"),
        Column("time_source", "TEXT", "stated, carried over or publication"),
        Column("source_type", "TEXT", "Kind of source"),
        Column("role", "TEXT", "Office or role of a person"),
        Column("organisation", "TEXT", "Organisation of a person"),
        Column("details", "TEXT", "What only this rule knows, as JSON"),
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
        Column("place", "TEXT", "Full administrative path"),
        Column("place_code", "TEXT", "GB/T 2260 code"),
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
        Column("sentence", "INTEGER", "Number of its sentence"),
        _START,
        _LENGTH,
        Column("shift", "INTEGER", "Start in the text as found, less `start`"),
        Column("growth", "INTEGER", "Length in the text as found, less `length`"),
        Column("text", "TEXT", "The characters, in a long article; else cut from its text"),
        Column("name", "TEXT", "Full name; empty: that of the entity"),
        Column("subject", "TEXT", "What or who it is about"),
        Column("measure", "TEXT", "What is measured"),
        Column("value", "REAL", "Number"),
        Column("value_to", "REAL", "Upper end of a range"),
        Column("norm_value", "REAL", "Value in a unit that compares"),
        Column("as_of", "TEXT", "Date it holds for"),
        Column("period_start", "TEXT", "First day, month or year"),
        Column("period_end", "TEXT", "Last day, month or year"),
        Column("resolved", "TEXT", "A date or period in ISO form"),
        Column("source", "TEXT", "Who says so"),
        Column(
            "year",
            "TEXT",
            "Year that it speaks of",
            generated="substr(coalesce(period_start, as_of), 1, 4)",
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
    (
        _DOCID,
        _NUMBER,
        Column("from_value", "REAL", "Value before"),
        Column("to_value", "REAL", "Value after"),
        Column("delta", "REAL", "Difference"),
        Column("stated_percent", "REAL", "Percent as printed, signed"),
        Column("computed_percent", "REAL", "Percent recomputed"),
        Column("consistent", "INTEGER", "1 if both agree"),
    ),
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
        Column("speaker_role", "TEXT", "Office or role"),
        Column("speaker_organisation", "TEXT", "Organisation"),
        Column("verb", "TEXT", "Verb of saying"),
        Column("direct", "INTEGER", "1 for words in quotation marks"),
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
    (
        _DOCID,
        _NUMBER,
        Column("claim", "TEXT", "What is claimed", True),
        Column("low", "REAL", "The least that it may stand for", True),
        Column("high", "REAL", "The most that it may stand for", True),
    ),
    key=_KEY,
    indexes=(("claim",),),
)

REPAIR_ROWS = Table(
    "repair_rows",
    "",
    "Steps of restorations",
    (
        _DOCID,
        _NUMBER,
        Column("name", "TEXT", "Name of the step", True),
        Column("found_start", "INTEGER", "Start in the text as found", True),
        Column("found_end", "INTEGER", "End in the text as found", True),
        Column("start", "INTEGER", "Start in the restored page", True),
        Column("end", "INTEGER", "End in the restored page", True),
        Column("before", "TEXT", "What stood there", True),
        Column("after", "TEXT", "What stands there now", True),
        Column("certain", "INTEGER", "0 if statistics chose", True),
        Column("why", "TEXT", "Reason for the repair"),
        Column("choices", "TEXT", "Runners-up, as JSON"),
    ),
    key=_KEY,
)

FURNITURE_ROWS = Table(
    "furniture_rows",
    "",
    "Lines that are not the article",
    (
        _DOCID,
        _NUMBER,
        Column("kind", "TEXT", "What it is", True),
        Column("text", "TEXT", "The line", True),
        Column("start", "INTEGER", "Start in the restored page", True),
        Column("end", "INTEGER", "End in the restored page", True),
    ),
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
        Column("origin", "TEXT", "Path, path and member, or - for standard input", True),
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
    *(FACT_TYPES, FACT_PLACES, *PARTS, COMPARISONS, FURTHER_ORIGINS),
    *(FACT_TOTALS, REVISIONS),
)
