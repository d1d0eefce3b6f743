"""Readers while an ingest writes, for a moment; `bench_soak.py` does it for a minute, and times it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from site_places import Served
from soak import soak

SKIPPED = ("query.csv", "x.csv", "figures_about")
"""Places that are no page without a parameter."""


async def test_no_answer_fails_or_is_torn_while_an_ingest_writes(tmp_path: Path) -> None:
    served = Served(tmp_path / "archive.db")
    kinds = {place: partial(str, place) for place in served.places if not place.endswith(SKIPPED)}
    told, loaded = await soak(
        Path(served.path), tmp_path, kinds, readers=10, seconds=3, pause=0.05, batch=20
    )
    assert set(told.statuses) == {200} and not told.torn
    assert loaded and len(told.milliseconds) > 10
