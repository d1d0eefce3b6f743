"""Functions of SQLite that are replaced: the same answers, in the sum of the lengths."""

from __future__ import annotations

import sqlite3
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


LONG = 20_000_000
ADVERSARIAL = {
    "instr": "SELECT instr(hex(zeroblob(:n)), hex(zeroblob(:n / 2)) || '1')",
    "replace": "SELECT length(replace(hex(zeroblob(:n)), hex(zeroblob(:n / 2)) || '1', 'x'))",
    "trim": "SELECT length(trim(hex(zeroblob(:n)), replace(hex(zeroblob(:n / 2)), '0', '1') || '0'))",
}


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_the_worst_texts_take_seconds(name: str) -> None:
    began = time.process_time()
    OURS.execute(ADVERSARIAL[name], {"n": LONG // 2}).fetchone()
    assert time.process_time() - began < 30


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_would_not_fit_is_never_made() -> None:
    for sql in (
        "SELECT replace(hex(zeroblob(1000000)), '0', hex(zeroblob(1000000)))",
        "SELECT json_patch('{}', '{}')",
    ):
        with pytest.raises(sqlite3.Error):
            OURS.execute(sql).fetchone()
