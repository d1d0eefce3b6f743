"""A query as SQL: an FTS5 expression, and what that cannot say as a condition on the row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from db.search.syntax import Dates, Literal, Near, Query, Term, parse
from db.search.tokens import EVERY, phrase

COLUMNS = ("body", "title")
"""The columns of `articles` that the index holds."""
ENTITY_FIELDS = ("organisation", "person", "place")
"""Fields that are looked up among the names that an article mentions."""
NOTHING = '""'
"""An FTS5 expression that matches no row."""


@dataclass(frozen=True)
class Match:
    """A compiled query: the rows whose `docid` the expression finds and that meet `where`."""

    expression: str
    """For `articles_fts MATCH`. Where `where` is not empty it may find more than asked for."""
    where: str = ""
    """A condition on a row of `articles`; empty where the expression says everything."""
    params: Mapping[str, str | int] = field(default_factory=dict)
    """The named parameters of the rest."""
    sets: tuple[str, ...] = ()
    """Queries for numbers of articles: the row must be in each of them. See `db.search.narrow`."""
    kinds: int = 0
    """Bits of kinds of facts: the article must have one of them."""


def compile_query(
    query: Query, columns: Sequence[str] = COLUMNS, *, prefix: str = "wanted"
) -> Match:
    """Compile a query over `columns`; the names of its parameters begin with `prefix`."""
    if not query.clauses:
        return Match(NOTHING)
    conditions = _Conditions(columns, prefix)
    wanted, excluded = [], []
    for clause in query.clauses:
        first = clause[0]
        if len(clause) == 1 and first.negated and _indexed(first):
            excluded.append(_expression(Literal(first.condition)))
            continue
        expressions = [_expression(literal) for literal in clause]
        wanted.append(expressions[0] if len(clause) == 1 else f"({' OR '.join(expressions)})")
        if not all(map(_indexed, clause)):
            conditions.add(clause)
    expression = " AND ".join(dict.fromkeys(wanted)) or EVERY
    if excluded:
        expression = f"({expression}) NOT ({' OR '.join(dict.fromkeys(excluded))})"
    return Match(expression, " AND ".join(conditions.sql), conditions.params)


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


class _Conditions:
    """Collects clauses as SQL conditions on a row of `articles`, and their parameters."""

    def __init__(self, columns: Sequence[str], prefix: str) -> None:
        self.columns = columns
        self.prefix = prefix
        self.sql: list[str] = []
        self.params: dict[str, str | int] = {}

    def add(self, clause: Sequence[Literal]) -> None:
        """Add a clause: one of its literals must hold."""
        parts = [
            f"NOT {self._sql(literal.condition)}"
            if literal.negated
            else self._sql(literal.condition)
            for literal in clause
        ]
        self.sql.append(f"({' OR '.join(parts)})")

    def _sql(self, condition: Term | Near | Dates) -> str:
        if isinstance(condition, Dates):
            return self._dates(condition)
        if isinstance(condition, Near):
            words = f"{self._name(condition.first)}, {self._name(condition.second)}"
            distance = self._name(condition.distance)
            tests = [f"zh_near(articles.{name}, {words}, {distance})" for name in self.columns]
            return f"({' OR '.join(tests)})"
        if condition.field in ENTITY_FIELDS:
            return self._names(condition)
        columns = [condition.field] if condition.field else self.columns
        tests = [self._contains(f"articles.{name}", condition) for name in columns]
        if condition.field == "publisher":
            tests.append(self._copied(condition))
        return f"({' OR '.join(tests)})"

    def _copied(self, term: Term) -> str:
        """The article was found in a copy of that publisher, too: the index has all that differ."""
        return (
            "articles.docid IN (SELECT docid FROM sources "
            f"WHERE publisher IS NOT NULL AND {self._contains('publisher', term)})"
        )

    def _names(self, term: Term) -> str:
        exact = f" AND {self._contains('e.name', term)}" if term.exact else ""
        kind, expression = self._name(str(term.field)), self._name(f"name : {phrase(term.text)}")
        return (
            "articles.docid IN (SELECT m.docid FROM entities_fts AS f "
            "JOIN entities AS e ON e.docid = f.rowid JOIN fact_rows AS m ON m.entity = e.docid "
            f"WHERE entities_fts MATCH {expression} AND e.kind = {kind}{exact})"
        )

    def _contains(self, column: str, term: Term) -> str:
        name = self._name(term.text)
        if term.exact:
            return f"ifnull(instr({column}, {name}), 0) > 0"
        return f"zh_contains({column}, {name})"

    def _dates(self, dates: Dates) -> str:
        """Compare an expression, not the column: an index on that breaks Datasette's paging."""
        day = "substr(articles.published, 1, 10)"
        tests = []
        if dates.start:
            tests.append(f"{day} >= {self._name(dates.start)}")
        if dates.end:
            # A month's end is any day of it: compare as much as was given.
            tests.append(f"substr({day}, 1, {len(dates.end)}) <= {self._name(dates.end)}")
        return f"ifnull({' AND '.join(tests)}, 0)"

    def _name(self, value: str | int) -> str:
        name = f"{self.prefix}_{len(self.params)}"
        self.params[name] = value
        return f":{name}"
