"""No figure falls below its floor; see `figures.py`."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import figures
import pytest

WANTED: dict[str, dict[str, Any]] = json.loads(figures.FLOORS.read_text("utf-8"))
EVERY = [(section, name) for section, made in WANTED.items() for name in made["floors"]]


@lru_cache
def measured(section: str) -> figures.Figures:
    return figures.MEASURES[section]()


@pytest.mark.parametrize(("section", "name"), EVERY, ids=map(": ".join, EVERY))
def test_floor(section: str, name: str) -> None:
    score = measured(section).get(name)
    assert score is not None, "no longer measured"
    assert figures.holds(name, score, WANTED[section]["floors"][name]), score


def test_every_section_has_floors() -> None:
    assert set(WANTED) == set(figures.MEASURES)


@pytest.mark.parametrize("section", figures.SETS)
def test_the_sets_are_pinned(section: str) -> None:
    """Changed texts need new floors: `python tests/figures.py --raise`, and a word why."""
    assert WANTED[section]["set"] == figures.pinned(section)


def test_a_floor_is_never_lowered() -> None:
    floors = {
        "search": {"floors": {"contains recall": 2.0}},
        "size": {"floors": {"archive ÷ text": 0.1}},
    }
    for section, name in (("search", "contains recall"), ("size", "archive ÷ text")):
        assert not figures.holds(name, measured(section)[name], floors[section]["floors"][name])
    assert figures.rounded("contains recall", 0.99999) == 0.999
    assert figures.rounded("archive ÷ text", 4.0001) == 4.001
