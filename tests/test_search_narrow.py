"""A search narrowed to exact values finds what it should: compared with plain SQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from db import search
from db.archive import open_archive
from db.pages import by_date, result_facets, results
from db.pages.results import Asked, result_list
from db.search import candidates
from db.search.narrow import ENTITIES, Narrowing

QUERIES = ["的", "增长", "民政 OR 万元", "标题:的 OR 一", "日期:2000..", ""]
COLUMNS = {
    "publisher": "publisher = ?",
    "section": "section = ?",
    "year": "substr(published, 1, 4) = ?",
    "kind": "id IN (SELECT article FROM facts WHERE kind = ?)",
} | dict.fromkeys(ENTITIES, "id IN (SELECT article FROM mentions WHERE entity = ?)")


@pytest.fixture(scope="module")
def archive(news_archive: Path) -> Iterator[Database]:
    db = open_archive(news_archive)
    yield db
    db.close()


def wanted(db: Database, query: str, narrowed: dict[str, str]) -> set[str]:
    """The articles that contain the query and meet every condition, by brute force."""
    where = " AND ".join(COLUMNS[name] for name in narrowed) or "1"
    found = db.query(f"SELECT id, docid FROM articles WHERE {where}", list(narrowed.values()))
    inside = set(search.contains(db, query)) if query else None
    return {row["id"] for row in found if inside is None or row["docid"] in inside}


@pytest.mark.parametrize("facet", COLUMNS)
def test_every_value_finds_its_articles_and_no_other(archive: Database, facet: str) -> None:
    values = result_facets.everything(archive.conn, 15).values[facet]
    assert values
    for value in values:
        within = Narrowing(**{facet: value.key})
        for query in QUERIES:
            there = wanted(archive, query, {facet: value.key})
            for dated in (False, True):
                found = result_list(archive.conn, Asked(query, within, dated))
                exact = [article for article in found.articles if not article.near]
                assert {article.id for article in exact} == there, (facet, value.key, query)
                assert (found.total, found.more) == (len(there), False)


@pytest.mark.parametrize("query", ["增长", ""])
def test_the_numbers_of_a_facet_are_those_that_narrowing_finds(
    archive: Database, query: str
) -> None:
    made = result_list(archive.conn, Asked(query, Narrowing(kind="money")))
    for facet, values in made.facets.values.items():
        for value in values if facet != "kind" else ():
            narrowed = {"kind": "money", facet: value.key}
            assert len(wanted(archive, query, narrowed)) == value.articles, (facet, value)


@pytest.mark.parametrize("facet", ["", *COLUMNS])
def test_the_order_by_date_is_the_same_for_few_and_many(
    archive: Database, facet: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = result_facets.everything(archive.conn, 15).values[facet][:2] if facet else [None]
    searches = [
        Asked(query, Narrowing(**{facet: value.key}) if value else Narrowing(), True)
        for value in values
        for query in QUERIES
    ]
    few = [result_list(archive.conn, asked) for asked in searches]
    for walked in (0, 1e9):
        monkeypatch.setattr(by_date, "WALKED", walked)
        assert [result_list(archive.conn, asked) for asked in searches] == few
    monkeypatch.setattr(candidates, "COUNTED", 0)  # none is known
    assert [result_list(archive.conn, asked) for asked in searches] == few
    monkeypatch.setattr(results, "FEW", -1)
    assert [result_list(archive.conn, asked) for asked in searches] == few


def test_near_results_are_narrowed_too(archive: Database) -> None:
    query = "遂宁市社会组织与民政事业怎么融合发展？"
    near = {hit.article for hit in search.search(archive, query, limit=50).hits}
    assert near
    for place in result_facets.everything(archive.conn, 15).values["place"]:
        within = Narrowing(place=place.key)
        found = {hit.article for hit in search.search(archive, query, limit=50, within=within).hits}
        assert found <= wanted(archive, "", {"place": place.key})


def test_narrowed_to_a_kind_only_facts_of_it_are_shown(archive: Database) -> None:
    hits = search.search(archive, "养老", within=Narrowing(kind="money")).hits
    assert {hit.kind for hit in hits if hit.type == "fact"} <= {"money"}


def test_a_value_is_compared_and_never_read(archive: Database) -> None:
    for value in ('"', "' OR 1 --", "报", "%", "\0", "2018 OR 1"):
        for facet in COLUMNS:
            if facet != "year":
                assert search.search(archive, "的", within=Narrowing(**{facet: value})).total == 0
