"""A query as SQL: an FTS5 expression, and what that cannot say as a condition on the row."""

from __future__ import annotations

from dataclasses import dataclass

from db.search.syntax import Dates, Literal, Near, Query, Term, parse
from db.search.tokens import EVERY, phrase

NOTHING = '""'
"""An FTS5 expression that matches no row."""


@dataclass(frozen=True)
class Match:
    """A compiled query: the rows whose `docid` the expression finds and that meet `where`."""

    expression: str
    """For `articles_fts MATCH`. Where `where` is not empty it may find more than asked for."""
    where: str = ""
    """A condition on a row of `articles`; empty where the expression says everything."""
    params: tuple[str | int, ...] = ()


def compile_query(query: Query) -> Match:
    """Compile a query."""
    if not query.clauses:
        return Match(NOTHING)
    wanted, excluded, conditions = [], [], []
    params: list[str | int] = []
    for clause in query.clauses:
        first = clause[0]
        if len(clause) == 1 and first.negated and _indexed(first):
            excluded.append(_expression(Literal(first.condition)))
            continue
        expressions = [_expression(literal) for literal in clause]
        wanted.append(expressions[0] if len(clause) == 1 else f"({' OR '.join(expressions)})")
        if not all(map(_indexed, clause)):
            parts = [_condition(literal) for literal in clause]
            conditions.append(f"({' OR '.join(sql for sql, _ in parts)})")
            params += [value for _, values in parts for value in values]
    expression = " AND ".join(dict.fromkeys(wanted)) or EVERY
    if excluded:
        expression = f"({expression}) NOT ({' OR '.join(dict.fromkeys(excluded))})"
    return Match(expression, " AND ".join(conditions), tuple(params))


def fts_expression(text: str | None) -> str:
    """The FTS5 expression of what a person typed; any string gives a valid one."""
    return compile_query(parse(text or "")).expression


def _indexed(literal: Literal) -> bool:
    """Does the index alone decide it?"""
    condition = literal.condition
    return (
        isinstance(condition, Term) and not condition.exact and condition.field in (None, "title")
    )


def _expression(literal: Literal) -> str:
    """The FTS5 expression of a literal; finds too much where the index cannot decide."""
    condition = literal.condition
    if literal.negated:
        positive = _expression(Literal(condition))
        return f"({EVERY} NOT {positive})" if _indexed(literal) else EVERY
    if isinstance(condition, Near):
        # FTS5 counts tokens between tokens; one pair of characters may reach over the end.
        pair = f"{phrase(condition.first)} {phrase(condition.second)}"
        return f"NEAR({pair}, {condition.distance + 1})"
    if isinstance(condition, Dates) or condition.field not in (None, "title"):
        return EVERY
    return f"title : {phrase(condition.text)}" if condition.field else phrase(condition.text)


def _condition(literal: Literal) -> tuple[str, tuple[str | int, ...]]:
    """A literal as a condition on a row of `articles`, with its parameters."""
    condition = literal.condition
    if isinstance(condition, Near):
        sql = "zh_near(articles.body, ?, ?, ?)"
        values: tuple[str | int, ...] = (condition.first, condition.second, condition.distance)
    elif isinstance(condition, Dates):
        sql, values = _date_condition(condition)
    elif condition.field in _ENTITY_FIELDS:
        sql = (
            "articles.id IN (SELECT m.article FROM entities AS e JOIN mentions AS m "
            f"ON m.entity = e.id WHERE e.kind = ? AND {_contains('e.name', condition.exact)})"
        )
        values = (condition.field, condition.text)
    elif condition.field:
        sql = _contains(f"articles.{condition.field}", condition.exact)
        values = (condition.text,)
    else:
        sql = f"({_contains('articles.body', condition.exact)}"
        sql += f" OR {_contains('articles.title', condition.exact)})"
        values = (condition.text, condition.text)
    return (f"NOT {sql}" if literal.negated else sql), values


_ENTITY_FIELDS = ("organisation", "person", "place")


def _contains(column: str, exact: bool) -> str:
    return f"ifnull(instr({column}, ?), 0) > 0" if exact else f"zh_contains({column}, ?)"


def _date_condition(dates: Dates) -> tuple[str, tuple[str | int, ...]]:
    """An expression, not the bare column: an index on that would break Datasette's paging."""
    day = "substr(articles.published, 1, 10)"
    parts: list[str] = []
    values: list[str | int] = []
    if dates.start:
        parts.append(f"{day} >= ?")
        values.append(dates.start)
    if dates.end:
        parts.append(f"substr({day}, 1, ?) <= ?")
        values += [len(dates.end), dates.end]
    return f"ifnull({' AND '.join(parts)}, 0)", tuple(values)
