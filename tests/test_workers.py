"""Worker processes: their results in order, their errors, and their sudden end."""

from __future__ import annotations

import os

import pytest

from ingest.pipeline.workers import WorkerLost, in_order


def double(number: int) -> int:
    return number * 2


def fail(number: int) -> int:
    raise ValueError(f"no {number}")


def vanish(number: int) -> int:
    os._exit(3)


def vanish_behind_the_first(number: int) -> int:
    if number:
        os._exit(4)
    return number


def vanish_later(number: int) -> int:
    if number > 1 and number % 2 == 0:
        os._exit(5)
    return number


def test_workers_keep_the_order() -> None:
    assert list(in_order(double, range(50), 2)) == [2 * n for n in range(50)]
    assert list(in_order(double, range(5), 1)) == [0, 2, 4, 6, 8]


def test_what_a_worker_raises_is_raised_here() -> None:
    with pytest.raises(ValueError, match="no 0"):
        list(in_order(fail, range(3), 2))


def test_a_worker_that_is_killed_is_noticed() -> None:
    with pytest.raises(WorkerLost, match="exit code 3"):
        list(in_order(vanish, range(3), 2))


def test_a_copy_of_a_worker_that_is_killed_is_noticed() -> None:
    with pytest.raises(WorkerLost, match="exit code 4"):
        list(in_order(vanish_behind_the_first, range(3), 2))


def test_the_one_that_was_copied_may_be_killed() -> None:
    with pytest.raises(WorkerLost, match="exit code 5"):
        list(in_order(vanish_later, range(9), 2))


def test_what_is_large_holds_nobody_up() -> None:
    large = ["字" * 1_000_000] * 9
    assert list(in_order(len, large, 3)) == [1_000_000] * 9
    assert [len(found) for found in in_order(sorted, large, 3)] == [1_000_000] * 9
