"""The query syntax: every example, and any input at all."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from search_articles import ARTICLES, cases, make
from sqlite_utils import Database

from db import search
from db.search.match import fts_expression
from db.search.syntax import Dates, Literal, Near, Term, parse


@pytest.fixture(scope="module")
def db() -> Iterator[Database]:
    made = make()
    yield made
    made.close()


@pytest.mark.parametrize("case", cases("queries.json"), ids=lambda case: ascii(case["query"]))
def test_a_query_finds(db: Database, case: dict[str, Any]) -> None:
    names = dict(db.execute("SELECT docid, id FROM articles").fetchall())
    assert [names[docid] for docid in search.contains(db, case["query"])] == case["finds"]


@pytest.mark.parametrize("case", cases("queries.json"), ids=lambda case: ascii(case["query"]))
def test_search_counts_and_marks_the_same(db: Database, case: dict[str, Any]) -> None:
    results = search.search(db, case["query"], limit=100)
    found = {hit.article for hit in results.hits if hit.match == "all"}
    assert (sorted(found), results.total) == (case["finds"], len(case["finds"]))


PARSED = [
    ("遂宁", [[Literal(Term("遂宁"))]]),
    ("a OR b -c", [[Literal(Term("a")), Literal(Term("b"))], [Literal(Term("c"), True)]]),
    ("a OR -b", [[Literal(Term("a")), Literal(Term("b"), True)]]),
    ("a NEAR/3 b", [[Literal(Near("a", "b", 3))]]),
    ('a NEAR "b c"', [[Literal(Near("a", "b c", 20))]]),
    (
        "a NEAR 标题:b",
        [[Literal(Term(text))] for text in ("a", "NEAR")] + [[Literal(Term("b", False, "title"))]],
    ),
    ("=词", [[Literal(Term("词", exact=True))]]),
    ("標題：=词", [[Literal(Term("词", True, "title"))]]),
    ("日期:2018..", [[Literal(Dates("2018", ""))]]),
    ("日期:2018年8月", [[Literal(Dates("2018-08", "2018-08"))]]),
    ("日期:20180829", [[Literal(Dates("2018-08-29", "2018-08-29"))]]),
    ("日期:2018-2020", [[Literal(Dates("2018", "2020"))]]),
    ("日期:2018年至2020年3月", [[Literal(Dates("2018", "2020-03"))]]),
    ("日期:2018-08~2019", [[Literal(Dates("2018-08", "2019"))]]),
    ("日期:>=2018", [[Literal(Dates("2018", ""))]]),
    ("date:<=2018-08", [[Literal(Dates("", "2018-08"))]]),
    ("日期:至", [[Literal(Term("日期:至"))]]),
    ("日期:20181329", [[Literal(Term("日期:20181329"))]]),
    ("标题：“渡口 通航” a", [[Literal(Term("渡口 通航", False, "title"))], [Literal(Term("a"))]]),
    (
        "-来源:「滨河报」 a",
        [[Literal(Term("滨河报", False, "publisher"), True)], [Literal(Term("a"))]],
    ),
    ("“渡口”", [[Literal(Term("“渡口”"))]]),
    ("日期:2018-13", [[Literal(Term("日期:2018-13"))]]),
    ("日期:..", [[Literal(Term("日期:.."))]]),
    ('title:"a b"', [[Literal(Term("a b", False, "title"))]]),
    ("title:", [[Literal(Term("title:"))]]),
    ("http://x", [[Literal(Term("http://x"))]]),
    ('"a b', [[Literal(Term('"a'))], [Literal(Term("b"))]]),
    ("-a -b", [[Literal(Term("-a"))], [Literal(Term("-b"))]]),
    ("OR a", [[Literal(Term("OR"))], [Literal(Term("a"))]]),
    ("a NOT b", [[Literal(Term("a"))], [Literal(Term("b"), True)]]),
    ("NOT a", [[Literal(Term("NOT"))], [Literal(Term("a"))]]),
    ("(a OR b) c", [[Literal(Term("a")), Literal(Term("b"))], [Literal(Term("c"))]]),
    ("( OR )", [[Literal(Term("(")), Literal(Term(")"))]]),
    ("a AND b", [[Literal(Term("a"))], [Literal(Term("b"))]]),
    ("", []),
]


@pytest.mark.parametrize(("text", "clauses"), PARSED)
def test_parse(text: str, clauses: list[list[Literal]]) -> None:
    assert [list(clause) for clause in parse(text).clauses] == clauses


EXPRESSIONS = [
    ("遂宁 改革", '"遂宁" AND "改革"'),
    ("遂宁 OR 改革 -a", '(("遂宁" OR "改革")) NOT ("a" *)'),
    ("标题:改革", 'title : "改革"'),
    ("a OR -b", '("a" * OR (＊＊ NOT "b" *))'),
    ("日期:2018", "＊＊"),
    ("", '""'),
    (None, '""'),
]


@pytest.mark.parametrize(("text", "expression"), EXPRESSIONS)
def test_expression(text: str | None, expression: str) -> None:
    assert fts_expression(text) == expression


LONG = {
    "one character": "的" * 10_000,
    "one phrase": "遂宁市" * 3_400,
    "many words": " ".join(f"遂{n}" for n in range(2_000)),
    "many alternatives": " OR ".join(f"遂{n}" for n in range(2_000)),
    "many exclusions": "改革 " + " ".join(f"-遂{n}" for n in range(2_000)),
    "many quotation marks": '"' * 10_000,
    "many half-open quotations": '"a ' * 3_000,
    "many fields": "标题:" * 3_000,
}


@pytest.mark.parametrize("query", LONG.values(), ids=LONG)
def test_long_queries_are_answered(db: Database, query: str) -> None:
    assert search.search(db, query).query == query


def test_any_string_is_a_query(db: Database) -> None:
    """Random strings of signs, words and syntax; the seed is fixed."""
    signs = [
        '"',
        "'",
        "-",
        "=",
        ":",
        "：",
        "(",
        ")",
        "*",
        "^",
        "{",
        "}",
        "+",
        ",",
        "OR",
        "AND",
        "NOT",
    ]
    signs += [
        "NEAR",
        "NEAR/2",
        "标题:",
        "date:",
        "机构:",
        "2018",
        "..",
        " ",
        " ",
        " ",
        "遂宁",
        "改",
        "a",
        "1.7",
    ]
    signs += ["\x00", "\ud800", "\U0010ffff", "，", "\n", "%", "_", "＊＊", "title : x"]
    dice = random.Random(5)
    for _ in range(1500):
        query = "".join(dice.choices(signs, k=dice.randint(1, 9)))
        results = search.search(db, query)
        for hit in results.hits:
            assert hit.snippet == _body(hit.article)[hit.start : hit.end]
            assert all(0 <= start < end <= len(hit.snippet) for start, end in hit.highlights)


def _body(article: str) -> str:
    return next(one["body"] for one in ARTICLES if one["id"] == article)
