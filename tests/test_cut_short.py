"""A text that breaks off anywhere is read to its end: pages are cut short, and so are teasers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.facts import extract

CASES = sorted((Path(__file__).parent / "cases" / "facts").glob("*.jsonl"))
APART = 3
"""Every so many characters a text is cut; which ones differs from case to case."""


@pytest.mark.parametrize("cases", CASES, ids=lambda path: path.stem)
def test_texts_that_break_off(cases: Path) -> None:
    for number, line in enumerate(cases.read_text("utf-8").splitlines()):
        text = json.loads(line).get("text") or ""
        for end in range(2 + number % APART, len(text), APART):
            cut = text[:end]
            assert all(cut[fact.start : fact.end] == fact.text for fact in extract(cut)), cut
