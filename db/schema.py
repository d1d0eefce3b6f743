"""The data model: every table, view and column that people read, each with its description.

This file is the one place where they are declared. `db.migrations` creates the tables from it,
`db.metadata` writes `metadata.yml` from it, and a test holds the three together. The views'
SQL is in `views.sql`, the tables under them are in `db.storage`.
"""

from __future__ import annotations

from db.table import Column, Table

APPLICATION_ID = 0x4A4B5631
"""`PRAGMA application_id` of an archive: the letters JKV1."""
SCHEMA_VERSION = 5
"""`PRAGMA user_version`: the number of the last migration."""


def _choice(name: str, *values: str) -> str:
    return f"{name} IN ({', '.join(repr(value) for value in values)})"


_ARTICLE = Column("article", "TEXT", "Article it belongs to", True)
_NUMBER = Column("number", "INTEGER", "Running number in the article, from 0", True)
_FACT = Column("number", "INTEGER", "Number of the fact in the article", True)

RUNS = Table(
    "runs",
    "入库记录 Runs",
    "One ingest run: what it read and what became of it",
    (
        Column("id", "INTEGER", "Running number of the run", True),
        Column("version", "TEXT", "Version of Jiaokan that ran", True),
        Column("started", "TEXT", "When it began, UTC", True),
        Column("finished", "TEXT", "When it ended, UTC; empty if it was cut off"),
        Column("read", "INTEGER", "Documents read", True),
        Column("loaded", "INTEGER", "New articles", True),
        Column("unchanged", "INTEGER", "Documents that the archive had already", True),
        Column("duplicate", "INTEGER", "New copies of articles that the archive had", True),
        Column("rejected", "INTEGER", "Documents that could not be loaded", True),
        Column("seconds", "REAL", "How long it took"),
    ),
    key=("id",),
)

SOURCES = Table(
    "sources",
    "原件 Sources",
    "One input document, exactly as it was found",
    (
        Column(
            "sha256",
            "TEXT",
            "SHA-256 of its bytes (of its name, where no bytes could be read)",
            True,
        ),
        Column(
            "origin", "TEXT", "Where it was read from; of several places the first by name", True
        ),
        Column(
            "status",
            "TEXT",
            "loaded (an article has its text from it), duplicate (another copy) or rejected",
            True,
            check=_choice("status", "loaded", "duplicate", "rejected"),
        ),
        Column("reason", "TEXT", "Why it was rejected"),
        Column("media_type", "TEXT", "Media type, e.g. text/plain"),
        Column("encoding", "TEXT", "Character encoding its bytes were read with"),
        Column("size", "INTEGER", "Length in bytes"),
        Column("given", "TEXT", "What the input told besides its text (url, id ...), as JSON"),
        Column("run", "INTEGER", "Run that read it first", references="runs.id", volatile=True),
        Column(
            "docid",
            "INTEGER",
            "The article that it is a copy of, by its running number in this file",
            references="articles.docid",
            volatile=True,
        ),
        Column(
            "differs",
            "TEXT",
            "How the copy differs from the article; empty: undamaged, and its text was taken",
        ),
        Column(
            "before",
            "TEXT",
            "What stands before the text of the article, where it stands in it as it is",
        ),
        Column("behind", "TEXT", "What stands behind the text of the article there"),
        Column(
            "text",
            "TEXT",
            "The text exactly as found; empty where it is before, article and behind: "
            "the view found_texts has it whole",
        ),
        Column(
            "page",
            "TEXT",
            "What its own page says (title, byline, publisher, section, published, url), as JSON; "
            "empty where the article has it from there",
        ),
        Column(
            "publisher",
            "TEXT",
            "Who published the copy, by its own page",
            generated="json_extract(page, '$.publisher')",
        ),
    ),
    key=("sha256",),
    rowid=True,
    sparse=(("docid",), ("publisher", "docid")),
    facets=("status", "media_type"),
    label="origin",
)

ORIGINS = Table(
    "origins",
    "出处 Origins",
    "One place where a source was found: the same bytes may lie in several",
    (
        Column("source", "TEXT", "The source", True),
        Column("origin", "TEXT", "Path, path and member, or - for standard input", True),
    ),
    key=("source", "origin"),
    view=True,
)

ARTICLES = Table(
    "articles",
    "文章 Articles",
    "One article: restored, dissected, searchable",
    (
        Column("id", "TEXT", "Permanent id, from the hash of its restored text", True),
        Column("title", "TEXT", "Title"),
        Column("subtitle", "TEXT", "Subtitle"),
        Column("byline", "TEXT", "Who wrote it, as printed"),
        Column("publisher", "TEXT", "Who published it"),
        Column("section", "TEXT", "Section of the site, from the page's breadcrumb"),
        Column("published", "TEXT", "Date of publication, ISO, as precise as the page gives it"),
        Column("url", "TEXT", "Address of the page"),
        Column("language", "TEXT", "Language of the text, e.g. zh", True),
        Column(
            "script",
            "TEXT",
            "Script it was written in: simplified, traditional or none",
            True,
            check=_choice("script", "simplified", "traditional", "none"),
        ),
        Column(
            "verdict",
            "TEXT",
            "Restoration: clean (nothing to mend), exact (certified) or partial",
            True,
            check=_choice("verdict", "clean", "exact", "partial"),
        ),
        Column(
            "certified",
            "INTEGER",
            "1 if damaging the restored text again gives the found text, character for character",
            True,
        ),
        Column("lost", "INTEGER", "Places chosen by statistics or unknowable", True),
        Column("family", "TEXT", "Kind of damage met, none for clean text", True),
        Column("why", "TEXT", "Why there is no certificate, or what a person should look at"),
        Column("source", "TEXT", "Source its text was taken from", True),
        Column("characters", "INTEGER", "Length of the text in characters", True),
        Column("facts", "INTEGER", "Number of facts found in it", True),
        Column(
            "docid",
            "INTEGER",
            "Running number in this file, for the full-text index; not permanent",
            True,
            volatile=True,
        ),
        Column("body", "TEXT", "The text, in the script its author wrote", True),
        Column(
            "text_id",
            "TEXT",
            "The id that the text would give today, where newer rules have changed it; else empty",
        ),
    ),
    key=("id",),
    rowid=True,
    unique=(("docid",),),
    # The newest first: over an expression, which Datasette's own ORDER BY cannot use.
    indexes=(
        ("(substr(published, 1, 10))",),
        ("(+publisher)", "(substr(published, 1, 10))"),
        ("(+section)", "(substr(published, 1, 10))"),
        # What search counts by, without reading the articles themselves.
        ("docid", "published", "publisher", "section", "verdict", "script"),
    ),
    sparse=(("text_id",),),
    facets=("publisher", "section", "verdict", "script"),
    label="title",
    size=20,
)

WITNESSES = Table(
    "witnesses",
    "版本 Witnesses",
    "Article × source: each copy of an article that was found",
    (
        Column("article", "TEXT", "The article", True),
        Column("source", "TEXT", "The source that holds a copy", True),
        Column("differs", "TEXT", "How the copy differs from the text of the article", True),
        Column("title", "TEXT", "Title on the copy's own page"),
        Column("byline", "TEXT", "Who wrote it, as printed there"),
        Column("publisher", "TEXT", "Who published it, by that page"),
        Column("section", "TEXT", "Section of that site"),
        Column("published", "TEXT", "Date of publication there"),
        Column("url", "TEXT", "Address of that page"),
    ),
    key=("article", "source"),
    view=True,
)

REPAIRS = Table(
    "repairs",
    "修复 Repairs",
    "One step of a restoration, replayable in order",
    (
        _ARTICLE,
        _NUMBER,
        Column("name", "TEXT", "Name of the step", True),
        Column("found_start", "INTEGER", "Start in the text as found", True),
        Column("found_end", "INTEGER", "End in the text as found", True),
        Column("start", "INTEGER", "Start in the restored page", True),
        Column("end", "INTEGER", "End in the restored page", True),
        Column("before", "TEXT", "What stood there", True),
        Column("after", "TEXT", "What stands there now", True),
        Column("certain", "INTEGER", "0 if statistics chose, or if nothing can be known", True),
        Column("why", "TEXT", "Reason for the repair"),
        Column("choices", "TEXT", "Runners-up with their scores, as JSON"),
    ),
    key=("article", "number"),
    view=True,
    facets=("name", "certain"),
)

FURNITURE = Table(
    "furniture",
    "页面杂项 Furniture",
    "A line of a page that is not the article: spam, navigation, share buttons",
    (
        _ARTICLE,
        _NUMBER,
        Column("kind", "TEXT", "What it is: bait, breadcrumb, meta, share ...", True),
        Column("text", "TEXT", "The line", True),
        Column("start", "INTEGER", "Start in the restored page", True),
        Column("end", "INTEGER", "End in the restored page", True),
    ),
    key=("article", "number"),
    view=True,
    facets=("kind",),
)

SENTENCES = Table(
    "sentences",
    "句子 Sentences",
    "One sentence of an article; its text is in the view sentence_texts",
    (
        _ARTICLE,
        _NUMBER,
        Column("paragraph", "INTEGER", "Number of its line in the article, from 0", True),
        Column(
            "role",
            "TEXT",
            "title, subtitle, byline, heading or paragraph",
            True,
            check=_choice("role", "title", "subtitle", "byline", "heading", "paragraph"),
        ),
        Column("start", "INTEGER", "Start in the article's text, in characters", True),
        Column("end", "INTEGER", "End in the article's text", True),
        Column("heading", "TEXT", "Section heading it stands under"),
    ),
    key=("article", "number"),
    view=True,
)

FACTS = Table(
    "facts",
    "事实 Facts",
    "One fact, tied to the characters that say it",
    (
        _ARTICLE,
        _NUMBER,
        Column("kind", "TEXT", "figure, money, percent, change, date, period, person ...", True),
        Column("text", "TEXT", "The characters, as printed", True),
        Column("subject", "TEXT", "What or who it is about"),
        Column("measure", "TEXT", "What is measured"),
        Column("value", "REAL", "Number, after 万 and 亿"),
        Column("value_to", "REAL", "Upper end of a range"),
        Column("unit", "TEXT", "Unit as printed, without 万 and 亿"),
        Column("norm_value", "REAL", "Value in a unit that compares across articles"),
        Column("norm_unit", "TEXT", "That unit: CNY, ratio, 人, m² ..."),
        Column("per", "TEXT", "Denominator: per year, per organisation ..."),
        Column("dimension", "TEXT", "Kind of quantity: money, people, area ..."),
        Column("approx", "TEXT", "about, nearly, over, at_least, at_most, reached; empty: exact"),
        Column("cue", "TEXT", "Word that governs it: 约, 达, 增加到 ..."),
        Column("direction", "TEXT", "up or down"),
        Column("basis", "TEXT", "What it is compared with: 同比, 环比, 较上年末 ..."),
        Column("place", "TEXT", "Where: full administrative path"),
        Column("place_code", "TEXT", "GB/T 2260 code of the place"),
        Column("as_of", "TEXT", "Date it holds for, ISO, at its own precision"),
        Column("period_start", "TEXT", "First day, month or year of its period"),
        Column("period_end", "TEXT", "Last day, month or year of its period"),
        Column(
            "year",
            "TEXT",
            "Year that it speaks of: of its period's start, else of the date it holds for",
        ),
        Column("precision", "TEXT", "Precision of a date: year, month, day ..."),
        Column("resolved", "TEXT", "A date or period in ISO form: 2017-07, P3Y, R/P1Y ..."),
        Column("time_source", "TEXT", "stated, carried over or publication"),
        Column("source", "TEXT", "Who says so"),
        Column("source_type", "TEXT", "Kind of source: direct quote, agency ..."),
        Column("name", "TEXT", "Full name of the person, organisation, place, document"),
        Column("sentence", "INTEGER", "Number of its sentence in the article"),
        Column("start", "INTEGER", "Start in the article's text, in characters", True),
        Column("end", "INTEGER", "End in the article's text", True),
        Column("found_start", "INTEGER", "Start in the text as found"),
        Column("found_end", "INTEGER", "End in the text as found"),
        Column("rule", "TEXT", "Rule that found it", True),
        Column("confidence", "REAL", "How sure the rule is, 0 to 1", True),
        Column(
            "certain",
            "INTEGER",
            "0 if a character of it, marks apart, was chosen by statistics or cannot be known",
        ),
        Column("details", "TEXT", "What only this rule knows, as JSON"),
        Column("docid", "INTEGER", "Its article, by its running number", True, volatile=True),
    ),
    key=("article", "number"),
    view=True,
    facets=("kind", "dimension", "place", "year", "source_type"),
)

CHANGES = Table(
    "changes",
    "变化 Changes",
    "What a change says: from, to, and whether its own arithmetic holds",
    (
        _ARTICLE,
        _FACT,
        Column("from_value", "REAL", "Value before"),
        Column("to_value", "REAL", "Value after"),
        Column("delta", "REAL", "Difference, stated or computed"),
        Column("stated_percent", "REAL", "Percent as printed, signed"),
        Column("computed_percent", "REAL", "Percent recomputed from the two values"),
        Column("consistent", "INTEGER", "1 if both agree as far as printed, 0 if they don't"),
    ),
    key=("article", "number"),
    view=True,
    facets=("consistent",),
)

QUOTES = Table(
    "quotes",
    "引语 Quotes",
    "What was said, and by whom",
    (
        _ARTICLE,
        _FACT,
        Column("speaker", "TEXT", "Who speaks"),
        Column("speaker_role", "TEXT", "Office or role of the speaker"),
        Column("speaker_organisation", "TEXT", "Organisation of the speaker"),
        Column("verb", "TEXT", "Verb of saying: 说, 表示, 指出 ..."),
        Column("direct", "INTEGER", "1 for words in quotation marks, 0 for reported speech"),
        Column("words", "TEXT", "The words, without quotation marks"),
    ),
    key=("article", "number"),
    view=True,
    facets=("speaker", "direct"),
)

ENTITIES = Table(
    "entities",
    "实体 Entities",
    "A person, organisation, place, document or programme that articles mention",
    (
        Column("id", "TEXT", "Permanent id, from kind, name and code", True),
        Column(
            "kind",
            "TEXT",
            "person, organisation, place, document or programme",
            True,
            check=_choice("kind", "person", "organisation", "place", "document", "programme"),
        ),
        Column("name", "TEXT", "Full name", True),
        Column("place_code", "TEXT", "GB/T 2260 code, of a place"),
        Column("level", "TEXT", "Level, of a place: province, prefecture, county ..."),
        Column(
            "docid",
            "INTEGER",
            "Running number in this file, for facts and the index; not permanent",
            True,
            volatile=True,
        ),
    ),
    key=("id",),
    unique=(("docid",),),
    facets=("kind", "level"),
    label="name",
)

MENTIONS = Table(
    "mentions",
    "提及 Mentions",
    "Where an entity is mentioned, and in which role",
    (
        _ARTICLE,
        _FACT,
        Column("entity", "TEXT", "The entity", True),
        Column("role", "TEXT", "Office or role, of a person"),
        Column("organisation", "TEXT", "Organisation, of a person"),
    ),
    key=("article", "number"),
    view=True,
    indexes=(("entity",),),
)

CLAIMS = Table(
    "claims",
    "说法 Claims",
    "What a quantity claims: the same thing, said in several articles, has the same claim",
    (
        _ARTICLE,
        _FACT,
        Column("claim", "TEXT", "What is claimed: subject, measure, place, time and unit", True),
        Column("low", "REAL", "The least that the printed number may stand for", True),
        Column("high", "REAL", "The most that the printed number may stand for", True),
    ),
    key=("article", "number"),
    view=True,
    indexes=(("claim",),),
)

PLACES = Table(
    "places",
    "行政区划 Places",
    "Administrative divisions that articles mention, with all above them",
    (
        Column("code", "TEXT", "GB/T 2260 code", True),
        Column("name", "TEXT", "Name", True),
        Column("level", "TEXT", "province, prefecture or county", True),
        Column("parent", "TEXT", "Code of the division above", references="places.code"),
        Column("path", "TEXT", "Full path, e.g. 四川省遂宁市安居区", True),
    ),
    key=("code",),
    facets=("level",),
    label="path",
)

EDITIONS = Table(
    "editions",
    "异文 Editions",
    "An article that is nearly the same as another one: shown together, never deleted",
    (
        Column("article", "TEXT", "The article", True, "articles.id"),
        Column(
            "first", "TEXT", "The first article of its group, by date and id", True, "articles.id"
        ),
        Column(
            "likeness",
            "REAL",
            "Share of the clauses of both that both have, 0 to 1; 1 for the first itself",
            True,
        ),
    ),
    key=("article",),
    indexes=(("first",),),
    facets=("first",),
)

COLLATIONS = Table(
    "collations",
    "校勘 Collations",
    "What another copy of a report holds at a place that this copy had lost",
    (
        Column("source", "TEXT", "The copy that had lost something", True, "sources.sha256"),
        Column("number", "INTEGER", "Number of the repair in its restoration", True),
        Column("article", "TEXT", "The article that the copy is of", True, "articles.id"),
        Column("before", "TEXT", "What restoration had chosen", True),
        Column("reading", "TEXT", "What the other copy holds, and the article now has", True),
        Column("other", "TEXT", "The source that it was read in", True, "sources.sha256"),
    ),
    key=("source", "number"),
    indexes=(("article",), ("other",)),
)

COUNTS = Table(
    "counts",
    "统计 Counts",
    "What the archive holds, counted at the end of the last run; made from the other tables",
    (
        Column(
            "topic", "TEXT", "What is counted: kind, year, publisher, person, measure ...", True
        ),
        Column(
            "key",
            "TEXT",
            "Which one: a value, an entity's id, a place's code, a measure and its unit",
            True,
        ),
        Column("name", "TEXT", "Its name, where the key is none"),
        Column("articles", "INTEGER", "Articles that have it", True),
        Column("facts", "INTEGER", "Facts, or mentions of an entity", True),
    ),
    key=("topic", "key"),
    facets=("topic",),
)

FACT_COUNTS = Table(
    "fact_counts",
    "事实统计 Fact counts",
    "Facts by kind, dimension, year, kind of source and province; made from the table of facts",
    (
        Column("kind", "TEXT", "Kind of fact", True),
        Column("dimension", "TEXT", "Kind of quantity; empty: none", True),
        Column("year", "TEXT", "Year it speaks of; empty: none", True),
        Column("source_type", "TEXT", "Kind of source; empty: none", True),
        Column("province", "TEXT", "First two digits of the place's code; empty: none", True),
        Column("facts", "INTEGER", "How many there are", True),
        Column("valued", "INTEGER", "How many of them have a normalised value", True),
    ),
    key=("kind", "dimension", "year", "source_type", "province"),
)

TABLES: tuple[Table, ...] = (
    RUNS,
    SOURCES,
    ORIGINS,
    ARTICLES,
    WITNESSES,
    REPAIRS,
    FURNITURE,
    SENTENCES,
    FACTS,
    CHANGES,
    QUOTES,
    ENTITIES,
    MENTIONS,
    CLAIMS,
    PLACES,
    EDITIONS,
    COLLATIONS,
    COUNTS,
    FACT_COUNTS,
)
"""What people read. Those that are views lie in the tables of `db.storage`."""

VIEWS: dict[str, tuple[str, str]] = {
    "figures": ("数字 Figures", "Every figure and percentage with its sentence and article"),
    "money": ("金额 Money", "Every sum of money, comparable in CNY where it is in CNY"),
    "changes_checked": (
        "变化核对 Changes checked",
        "Every stated change, and its recomputed percent",
    ),
    "timeline": ("时间线 Timeline", "Every date and period that the texts speak of, in order"),
    "who_said_what": ("谁说了什么 Who said what", "Every quote with its speaker"),
    "by_place": ("按地点 By place", "Places with the number of articles and facts about them"),
    "comparable": ("可比指标 Comparable", "The same measure over places and times"),
    "claims_compared": (
        "说法比对 Claims compared",
        "Claims made more than once, and whether their numbers can all be true",
    ),
    "sentence_texts": ("句子原文 Sentence texts", "Every sentence with its words"),
    "found_texts": ("原样文本 Texts as found", "The text of every source, exactly as found"),
}
"""Title and description of each view in `views.sql`."""

VIEW_COLUMNS: dict[str, str] = {
    "agrees": "1 if all the numbers can be true together, 0 if they contradict each other",
    "numbers": "The numbers as printed, with their articles, as JSON",
    "article_title": "Title of the article",
    "article_published": "Date of publication of the article",
    "article_publisher": "Who published the article",
    "article_url": "Address of the article",
    "sentence_text": "The sentence it stands in",
    "articles": "Number of articles",
    "facts": "Number of facts",
    "sums": "Number of sums of money",
    "when": "First day, month or year it speaks of; what the timeline is ordered by",
    "percent_off": "Stated less computed percent",
}
"""Descriptions of the views' columns that no table has; the others are the tables' own."""
