"""The likeliest of the characters that share a byte, which are found without looking at them all."""

from __future__ import annotations

import pytest

from ingest.restore.among import Among, cells_ending, cells_of, cells_torn_from
from ingest.restore.statistics import START, model


@pytest.mark.parametrize("left", ["国", "，", "0", "a", "□", START, ""])
@pytest.mark.parametrize("most", [1, 6, 40, 500])
@pytest.mark.parametrize(
    "among",
    [cells_of(0xA1), cells_of(0xB9), cells_ending(0xFA), cells_torn_from(0xC4), Among(())],
    ids=["marks", "common", "ending", "torn", "none"],
)
def test_likeliest_are_those_of_the_highest_scores(among: Among, left: str, most: int) -> None:
    scores = [model().score(left, form) for _, form in among.entries]
    # Of equal ones, the first come first.
    best = sorted(range(len(scores)), key=lambda place: -scores[place])[:most]
    expected = [(scores[place], among.entries[place]) for place in best]
    assert among.likeliest(left, most) == expected


@pytest.mark.parametrize("left", ["中华人民共和", "在北", "，", START])
def test_likeliest_by_the_words_they_end_are_those_of_the_highest_steps(left: str) -> None:
    among = cells_ending(0xFA)
    found = [(model().step(left[-3:], form), form, char) for char, form in among.entries]
    assert among.likeliest_words(left[-3:], 6) == sorted(found, reverse=True)[:6]
