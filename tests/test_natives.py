"""Functions of SQLite that are replaced: the same answers, in the sum of the lengths."""

from __future__ import annotations

import sqlite3
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.search.functions import LONGEST, register
from db.site.natives import replace_natives

NATIVE = sqlite3.connect(":memory:")
OURS = sqlite3.connect(":memory:")
replace_natives(OURS)
TEXTS = st.text(st.sampled_from("ab 0.1-é遂𠮷"), max_size=8)
VALUES = st.one_of(
    TEXTS, st.none(), st.integers(-(2**63), 2**63 - 1),
    st.sampled_from([0.1, 1.0, -2.5, 1e14, 1e15, 1e16, 123456789012345678.0, 1e-5, 1e300]),
)  # fmt: skip
BYTES = st.binary(max_size=3)


def both(sql: str, *values: Any) -> None:
    assert OURS.execute(sql, values).fetchone() == NATIVE.execute(sql, values).fetchone()


@settings(deadline=None, max_examples=300)
@given(VALUES, VALUES, VALUES)
def test_the_answers_are_those_of_sqlite(first: Any, second: Any, third: Any) -> None:
    both("SELECT instr(?, ?)", first, second)
    both("SELECT replace(?, ?, ?)", first, second, third)
    for name in ("trim", "ltrim", "rtrim"):
        both(f"SELECT {name}(?)", first)
        both(f"SELECT {name}(?, ?)", first, second)


@given(BYTES, BYTES)
def test_bytes_are_looked_up_as_bytes(first: bytes, second: bytes) -> None:
    both("SELECT instr(?, ?)", first, second)


PATTERNS = st.text(st.sampled_from("aA%_*?[]^-遂é"), max_size=7)
SUBJECTS = st.one_of(st.text(st.sampled_from("aAb^]-遂Éé\n\0"), max_size=7), VALUES)


@settings(deadline=None, max_examples=2000)
@given(SUBJECTS, PATTERNS, st.sampled_from("a%_é\\["))
def test_patterns_fit_what_they_fit_in_sqlite(subject: Any, pattern: str, escape: str) -> None:
    both("SELECT ? LIKE ?", subject, pattern)
    both("SELECT ? GLOB ?", subject, pattern)
    both("SELECT ? LIKE ? ESCAPE ?", subject, pattern, escape)


LONG = 20_000_000
ADVERSARIAL = {
    "instr": "SELECT instr(hex(zeroblob(:n)), hex(zeroblob(:n / 2)) || '1')",
    "replace": "SELECT length(replace(hex(zeroblob(:n)), hex(zeroblob(:n / 2)) || '1', 'x'))",
    "like": "SELECT hex(zeroblob(:n)) LIKE '%' || substr(hex(zeroblob(:n)), 1, 900) || '1%'",
    "like, letters": "SELECT printf('%.*c', :n, 'a') LIKE '%' || printf('%.*c', 900, 'A') || 'b%'",
    "like, many": "SELECT hex(zeroblob(:n)) LIKE '%' || replace(hex(zeroblob(400)), '0', '0%') || '1'",
    "glob": "SELECT hex(zeroblob(:n)) GLOB '*' || substr(hex(zeroblob(:n)), 1, 900) || '1*'",
    "trim": "SELECT length(trim(hex(zeroblob(:n)), replace(hex(zeroblob(:n / 2)), '0', '1') || '0'))",
}


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_the_worst_texts_take_seconds(name: str) -> None:
    began = time.process_time()
    OURS.execute(ADVERSARIAL[name], {"n": LONG // 2}).fetchone()
    assert time.process_time() - began < 30


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_query_of_megabytes_is_refused() -> None:
    db = sqlite3.connect(":memory:")
    register(db)
    for asked in ("escape_fts(?1)", "zh_highlight('a', ?1)", "zh_snippet('a', ?1)"):
        assert db.execute(f"SELECT {asked}", ["a" * LONGEST]).fetchone()
        with pytest.raises(sqlite3.Error):
            db.execute(f"SELECT {asked}", ["a" * (LONGEST + 1)]).fetchone()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_would_not_fit_is_never_made() -> None:
    for sql in (
        "SELECT replace(hex(zeroblob(1000000)), '0', hex(zeroblob(1000000)))",
        "SELECT json_patch('{}', '{}')",
        "SELECT hex(zeroblob(5000000)) LIKE '%' || replace(hex(zeroblob(400)), '0', '_') || '1%'",
        "SELECT hex(zeroblob(5000000)) GLOB '*' || replace(hex(zeroblob(90)), '0', '[0]') || '1*'",
    ):
        with pytest.raises(sqlite3.Error):
            OURS.execute(sql).fetchone()
