"""Counts that the pages show at once.

Over a million facts a `GROUP BY` takes longer than a reader waits, and a facet that is cut off at
a time limit would be missing in silence. Both tables follow from the others alone.

What adds up over articles is counted when an article comes or goes, so that few new articles cost
little in a large archive. The rest (lists that are cut off, what is read off an index) is made
anew at the end of each run that changed something.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from sqlite_utils import Database

from db.storage import KINDS

MOST = 1000
"""Entities and measures of each kind that are kept, by the number of articles."""

_INSERT = "INSERT INTO counts (topic, key, name, articles, facts)\n"
_TOTALS = """
SELECT 'total', 'articles', NULL, count(*),
       (SELECT coalesce(sum(facts), 0) FROM counts WHERE topic = 'kind') FROM articles
UNION ALL SELECT 'total', 'sources', NULL, count(*), 0 FROM sources
UNION ALL SELECT 'total', 'repairs', NULL, count(DISTINCT docid), count(*) FROM repair_rows
UNION ALL SELECT 'total', 'entities', NULL, 0, count(*) FROM entities
UNION ALL SELECT 'total', 'quotes', NULL, 0, count(*) FROM quote_rows
"""

_FACTS = """
SELECT '{topic}', {column}, NULL, count(DISTINCT docid), count(*) FROM {table}
WHERE {condition} GROUP BY {column} ORDER BY 5 DESC, 2 LIMIT :most
"""
_BY_FACT = {
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

_SHARED = """fact_rows AS f JOIN fact_types AS t ON t.id = f.type
LEFT JOIN fact_places AS p ON p.id = f.place"""
"""Facts, each with what it shares with others."""
_MEASURES = f"""
SELECT 'measure', f.measure || char(9) || t.norm_unit, NULL, count(DISTINCT docid), count(*)
FROM {_SHARED}
WHERE t.norm_unit IS NOT NULL AND f.norm_value IS NOT NULL AND f.measure IN (
    -- Read off the index, so that the many that stand once are not looked up.
    SELECT measure FROM fact_rows WHERE measure IS NOT NULL GROUP BY measure HAVING count(*) > 1)
GROUP BY f.measure, t.norm_unit HAVING count(*) > 1
ORDER BY count(DISTINCT coalesce(p.place, '') || coalesce(f.year, '')) DESC, count(*) DESC, 2
LIMIT :most
"""

_DATED = "t.kind IN ('date', 'period') AND "
_ADDED = {
    "publisher": ("publisher", "articles", "publisher IS NOT NULL", "sum(facts)"),
    "section": ("section", "articles", "section IS NOT NULL", "sum(facts)"),
    "verdict": ("verdict", "articles", "true", "sum(facts)"),
    "script": ("script", "articles", "true", "sum(facts)"),
    "published": ("substr(published, 1, 4)", "articles", "published IS NOT NULL", "sum(facts)"),
    "kind": ("t.kind", _SHARED, "true", "count(*)"),
    "year": ("f.year", _SHARED, _DATED + "f.year IS NOT NULL", "count(*)"),
    "month": (
        "substr(coalesce(f.period_start, f.as_of), 1, 7)",
        _SHARED,
        _DATED + "length(coalesce(f.period_start, f.as_of)) >= 7",
        "count(*)",
    ),
}
"""Topic → its key, the rows it is counted in and a condition on them, the number of facts."""
_TOPICS = ", ".join(f"'{topic}'" for topic in _ADDED)
_ADD = """
INSERT INTO counts (topic, key, name, articles, facts)
SELECT '{topic}', {key}, NULL, {sign} * count(DISTINCT docid), {sign} * {facts}
FROM {rows} WHERE {articles} AND {condition} GROUP BY 2
ON CONFLICT DO UPDATE SET articles = articles + excluded.articles, facts = facts + excluded.facts
"""
_CUBE = f"""
SELECT t.kind AS kind, coalesce(t.dimension, '') AS dimension, coalesce(f.year, '') AS year,
       coalesce(t.source_type, '') AS source_type,
       coalesce(substr(p.place_code, 1, 2), '') AS province,
       {{sign}} * count(*) AS facts, {{sign}} * count(f.norm_value) AS valued
FROM {_SHARED} WHERE {{articles}} GROUP BY 1, 2, 3, 4, 5
"""
_COUNT = (
    f"CREATE TEMP TABLE IF NOT EXISTS cube AS {_CUBE.format(sign=1, articles='false')}",
    "DELETE FROM temp.cube",
    f"INSERT INTO temp.cube {_CUBE}",
)
"""The facts of some articles counted, outside of the archive: both tables below are made of it."""
_ADD_CUBE = """
INSERT INTO fact_counts (kind, dimension, year, source_type, province, facts, valued)
SELECT * FROM temp.cube WHERE true
ON CONFLICT DO UPDATE SET facts = facts + excluded.facts, valued = valued + excluded.valued
"""
CUBE = ("kind", "dimension", "year", "source_type", "province")
"""The columns that facts are counted by."""


_NONE = "''"


def bits(columns: Iterable[str]) -> int:
    """What `fact_totals` has in the place of these columns."""
    return sum(1 << CUBE.index(name) for name in columns)


def _totals() -> str:
    """The query for all rows of `fact_totals`, from the rows of `cube`."""
    made = [(name,) for name in CUBE] + list(combinations(CUBE, 2))
    return " UNION ALL ".join(
        f"SELECT {bits(names)}, {names[0]}, {[*names, _NONE][1]}, sum(facts), sum(valued) "
        "FROM cube GROUP BY 2, 3"
        for names in made
    )


_ADD_TOTALS = f"""
INSERT INTO fact_totals (columns, first, second, facts, valued)
SELECT * FROM ({_totals()}) WHERE true
ON CONFLICT DO UPDATE SET facts = facts + excluded.facts, valued = valued + excluded.valued
"""
_BITS = " ".join(f"WHEN '{kind}' THEN {1 << bit}" for bit, kind in enumerate(KINDS))
_KINDS = f"""
SELECT f.docid, sum(DISTINCT CASE t.kind {_BITS} ELSE 0 END)
FROM fact_rows AS f JOIN fact_types AS t ON t.id = f.type WHERE {{articles}} GROUP BY f.docid
"""
_ADD_KINDS = f"INSERT INTO article_kinds (docid, kinds) {_KINDS}"

ANEW = {
    "fact_totals": f"WITH cube AS (SELECT * FROM fact_counts) {_totals()}",
    "article_kinds": _KINDS.format(articles="true"),
}
"""Table → the query that makes all of it anew."""


def add(db: Database, docids: Sequence[int]) -> None:
    """Count articles that came, inside the caller's transaction."""
    _add(db, _among(docids), 1)
    db.conn.execute(_ADD_KINDS.format(articles=_among(docids)))


def take_off(db: Database, docids: Sequence[int]) -> None:
    """Count articles off before they go, inside the caller's transaction."""
    _add(db, _among(docids), -1)
    db.conn.execute(f"DELETE FROM counts WHERE topic IN ({_TOPICS}) AND articles = 0")
    db.conn.execute("DELETE FROM fact_counts WHERE facts = 0")
    db.conn.execute("DELETE FROM fact_totals WHERE facts = 0")


def recount(db: Database) -> None:
    """Count all articles anew, inside the caller's transaction."""
    db.conn.execute(f"DELETE FROM counts WHERE topic IN ({_TOPICS})")
    for table in ("fact_counts", "fact_totals", "article_kinds"):
        db.conn.execute(f"DELETE FROM {table}")
    _add(db, "true", 1)
    db.conn.execute(_ADD_KINDS.format(articles="true"))


def _among(docids: Iterable[int]) -> str:
    return f"docid IN ({', '.join(map(str, docids))})"


def _add(db: Database, articles: str, sign: int) -> None:
    for topic, (key, counted, condition, facts) in _ADDED.items():
        told = {"topic": topic, "key": key, "rows": counted, "condition": condition}
        db.conn.execute(_ADD.format(**told, facts=facts, articles=articles, sign=sign))
    for statement in (*_COUNT, _ADD_CUBE, _ADD_TOTALS):
        db.conn.execute(statement.format(articles=articles, sign=sign))


def refresh(db: Database) -> None:
    """Make anew what does not add up, inside the caller's transaction."""
    db.conn.execute(f"DELETE FROM counts WHERE topic NOT IN ({_TOPICS})")
    db.execute(_INSERT + _TOTALS)
    for topic, (table, column, condition) in _BY_FACT.items():
        sql = _FACTS.format(topic=topic, table=table, column=column, condition=condition)
        db.execute(_INSERT + sql, {"most": MOST})
    for sql in (_ENTITIES, _MEASURES):
        db.execute(_INSERT + sql, {"most": MOST})
    db.execute(_INSERT + _PLACES)
