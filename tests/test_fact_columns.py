"""Columns that hold what would be several: what is written is read out again, whatever it is."""

from __future__ import annotations

import sqlite3
from itertools import product

import pytest

from db import fact_columns

DATES = (None, "2017", "2017-06", "-0221", "", "P3Y", "R/P1Y", "{}", "2016/2017", "一月\n")


def read(name: str, **told: object) -> object:
    """What SQLite reads out of a row with these columns."""
    conn = sqlite3.connect(":memory:")
    conn.execute(f"CREATE TABLE rows ({', '.join(told)})")
    conn.execute(f"INSERT INTO rows VALUES ({', '.join('?' * len(told))})", list(told.values()))
    return conn.execute(f"SELECT {fact_columns.SQL[name]} FROM rows").fetchone()[0]


@pytest.mark.parametrize("kind", ["date", "period", "figure"])
def test_all_times_are_read_as_they_were(kind: str) -> None:
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE TABLE said (as_of, start, behind, resolved, time)")
    rows = [(*times, fact_columns.time(kind, *times)) for times in product(DATES, repeat=4)]
    conn.executemany("INSERT INTO said VALUES (?, ?, ?, ?, ?)", rows)
    resolved = fact_columns.SQL["resolved"]
    if kind not in fact_columns.DATED:  # as the view has it
        resolved = f"iif(time GLOB '{{*', {resolved}, NULL)"
    names = [
        *(fact_columns.SQL[name] for name in ("as_of", "period_start", "period_end")),
        resolved,
    ]
    wrong = conn.execute(
        f"""SELECT * FROM said WHERE (as_of, start, behind, resolved) IS NOT
            ({", ".join(f"({name})" for name in names)})"""
    ).fetchall()
    assert not wrong and len(rows) == len(DATES) ** 4


@pytest.mark.parametrize(
    ("kind", "times", "written"),
    [
        ("date", ("2017-06", None, None, "2017-06"), "2017-06"),
        ("figure", ("2017-06", None, None, None), "2017-06"),
        ("period", (None, "2016", "2017", "2016/2017"), "2016/2017"),
        ("money", (None, "2016", "2017", None), "2016/2017"),
        ("period", (None, None, None, "P3Y"), "P3Y"),
        ("figure", (None, None, None, None), None),
    ],
)
def test_common_times_stand_as_they_are(
    kind: str, times: tuple[str | None, ...], written: str | None
) -> None:
    assert fact_columns.time(kind, *times) == written


@pytest.mark.parametrize("shift", [-70_000, -1, 0, 1, 12, 5_000_000])
@pytest.mark.parametrize("growth", [-524_288, -3, 0, 1, 524_287])
def test_where_it_was_found(shift: int, growth: int) -> None:
    found = fact_columns.found(shift, growth)
    assert (read("shift", found=found), read("growth", found=found)) == (shift, growth)


@pytest.mark.parametrize(("shift", "growth"), [(None, 0), (0, None), (0, 524_288), (0, -524_289)])
def test_what_was_found_nowhere(shift: int | None, growth: int | None) -> None:
    assert fact_columns.found(shift, growth) is None
    assert read("shift", found=None) is read("growth", found=None) is None


def test_what_few_facts_have() -> None:
    assert fact_columns.more(None, None) is None
    more = fact_columns.more('他说："好"', '{"of": [1]}')
    assert read("text", more=more) == '他说："好"'
    assert read("own_details", more=more) == '{"of": [1]}'


def test_numbers_are_of_one_fact_alone() -> None:
    assert fact_columns.is_shared({}) and fact_columns.is_shared({"type": "company"})
    assert not fact_columns.is_shared({"of": [12]}) and not fact_columns.is_shared({"total": 1.5})
