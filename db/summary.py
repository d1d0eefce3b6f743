"""Counts that the pages show at once: made anew at the end of each run that changed something.

Over a million facts a `GROUP BY` takes longer than a reader waits, and a facet that is cut off at
a time limit would be missing in silence. Both tables follow from the others alone.
"""

from __future__ import annotations

from sqlite_utils import Database

MOST = 1000
"""Entities and measures of each kind that are kept, by the number of articles."""

_INSERT = "INSERT INTO counts (topic, key, name, articles, facts)\n"
_TOTALS = """
SELECT 'total', 'articles', NULL, count(*), coalesce(sum(facts), 0) FROM articles
UNION ALL SELECT 'total', 'sources', NULL, count(*), 0 FROM sources
UNION ALL SELECT 'total', 'repairs', NULL, count(DISTINCT docid), count(*) FROM repair_rows
UNION ALL SELECT 'total', 'entities', NULL, 0, count(*) FROM entities
UNION ALL SELECT 'total', 'quotes', NULL, 0, count(*) FROM quote_rows
"""

_ARTICLES = """
SELECT '{topic}', {column}, NULL, count(*), sum(facts) FROM articles
WHERE {column} IS NOT NULL GROUP BY {column}
"""
_BY_ARTICLE = {
    "publisher": "publisher",
    "section": "section",
    "verdict": "verdict",
    "script": "script",
    "published": "substr(published, 1, 4)",
}

_FACTS = """
SELECT '{topic}', {column}, NULL, count(DISTINCT docid), count(*) FROM {table}
WHERE {condition} GROUP BY {column} ORDER BY 5 DESC, 2 LIMIT :most
"""
_BY_FACT = {
    "kind": ("facts", "kind", "1"),
    "year": ("facts", "year", "kind IN ('date', 'period') AND year IS NOT NULL"),
    "month": (
        "facts",
        "substr(coalesce(period_start, as_of), 1, 7)",
        "kind IN ('date', 'period') AND length(coalesce(period_start, as_of)) >= 7",
    ),
    "source": ("fact_rows", "source", "source IS NOT NULL"),
    "consistent": ("change_rows", "consistent", "consistent IS NOT NULL"),
}

_ENTITIES = """
SELECT kind, id, name, articles, mentions FROM (
    SELECT e.kind, e.id, e.name, m.articles, m.mentions,
           row_number() OVER (PARTITION BY e.kind ORDER BY m.articles DESC, m.mentions DESC, e.id)
           AS place
    FROM (SELECT entity, count(DISTINCT docid) AS articles, count(*) AS mentions
          FROM fact_rows WHERE entity IS NOT NULL GROUP BY entity) AS m
    JOIN entities AS e ON e.docid = m.entity)
WHERE place <= :most
"""

_PLACES = """
SELECT 'division', p.code, p.path, count(DISTINCT f.docid), count(*)
FROM fact_rows AS f JOIN fact_places AS d ON d.id = f.place
JOIN places AS p ON p.code = d.place_code
WHERE f.place IS NOT NULL GROUP BY p.code
"""

_MEASURES = """
SELECT 'measure', measure || char(9) || norm_unit, measure, count(DISTINCT docid), count(*)
FROM facts WHERE measure IS NOT NULL AND norm_unit IS NOT NULL AND norm_value IS NOT NULL
GROUP BY measure, norm_unit HAVING count(*) > 1
ORDER BY count(DISTINCT coalesce(place, '') || coalesce(year, '')) DESC, count(*) DESC, 2
LIMIT :most
"""

_CUBE = """
INSERT INTO fact_counts (kind, dimension, year, source_type, province, facts, valued)
SELECT kind, coalesce(dimension, ''), coalesce(year, ''), coalesce(source_type, ''),
       coalesce(substr(place_code, 1, 2), ''), count(*), count(norm_value)
FROM facts GROUP BY 1, 2, 3, 4, 5
"""


def refresh(db: Database) -> None:
    """Make the counts anew, inside the caller's transaction."""
    db.execute("DELETE FROM counts")
    db.execute("DELETE FROM fact_counts")
    db.execute(_INSERT + _TOTALS)
    for topic, column in _BY_ARTICLE.items():
        db.execute(_INSERT + _ARTICLES.format(topic=topic, column=column))
    for topic, (table, column, condition) in _BY_FACT.items():
        sql = _FACTS.format(topic=topic, table=table, column=column, condition=condition)
        db.execute(_INSERT + sql, {"most": MOST})
    for sql in (_ENTITIES, _MEASURES):
        db.execute(_INSERT + sql, {"most": MOST})
    db.execute(_INSERT + _PLACES)
    db.execute(_CUBE)
