"""Rows of any table or view, narrowed to the articles that a search finds.

Every money figure of the articles about one topic is what a researcher takes away: the words are
looked for in the articles, and the rows that belong to these are kept.
"""

from __future__ import annotations

from db import schema, search
from db.metadata import view_columns
from db.search.tokens import EVERY

KEYS = {"articles": "id"}
"""Tables → the column that holds the key of an article; in all others it is `article`."""


def key(name: str) -> str | None:
    """The column of a table or view that says which article a row belongs to, if it has one."""
    column = KEYS.get(name, "article")
    for table in schema.TABLES:
        if table.name == name:
            return column if any(c.name == column for c in table.columns) else None
    return column if column in view_columns().get(name, ()) else None


def names() -> list[str]:
    """The tables and views whose rows belong to articles."""
    return [name for name in [*(t.name for t in schema.TABLES), *schema.VIEWS] if key(name)]


def condition(name: str, query: str, prefix: str = "searched") -> tuple[str, dict[str, str | int]]:
    """(condition on a row, its parameters): its article meets the query.

    The names of the parameters begin with `prefix`. The table must be one of `names`.
    """
    match = search.compile_query(search.parse(query), prefix=prefix)
    tests, params = [match.where] if match.where else [], dict(match.params)
    if match.expression != EVERY or not tests:
        expression = f"{prefix}_expression"
        tests.append(
            "articles.docid IN (SELECT rowid FROM articles_fts "
            f"WHERE articles_fts MATCH :{expression})"
        )
        params[expression] = match.expression
    numbered = any(c.name == "docid" for t in schema.TABLES if t.name == name for c in t.columns)
    row, article = ("docid", "docid") if numbered else (key(name), "id")
    return f"[{row}] IN (SELECT {article} FROM articles WHERE {' AND '.join(tests)})", params
