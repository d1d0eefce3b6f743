"""A search is never an error, and finds exactly what holds its words."""

from __future__ import annotations

from collections.abc import Iterator

import invariants
import pytest
from fuzz_text import QUERY, examples
from hypothesis import given
from search_articles import make
from sqlite_utils import Database

from db import search


@pytest.fixture(scope="module")
def articles() -> Iterator[Database]:
    made = make()
    yield made
    made.close()


@examples(150)
@given(QUERY)
def test_any_search(articles: Database, query: str) -> None:
    invariants.searching(articles, query)


def test_nul_is_nowhere(articles: Database) -> None:
    assert search.contains(articles, "\0") == []
