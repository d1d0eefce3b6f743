"""Changes: what moved from where to where, and whether the printed numbers agree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.facts import extract

CASES = Path(__file__).parent / "cases" / "facts" / "changes.jsonl"


def cases() -> list[Any]:
    lines = CASES.read_text("utf-8").splitlines()
    return [pytest.param(case, id=case["label"]) for case in map(json.loads, lines)]


@pytest.mark.parametrize("case", cases())
def test_change(case: dict[str, Any]) -> None:
    changes = [fact for fact in extract(case["text"], "2024-05-06") if fact.kind == "change"]
    told = [
        {name: getattr(change, name) for name in wanted}
        for change, wanted in zip(changes, case["expected"], strict=False)
    ]
    assert told == case["expected"]
    assert len(changes) == len(case["expected"])


def test_a_change_takes_its_context_from_its_quantities() -> None:
    text = "四川省遂宁市农村留守儿童从42347名下降至36115名，减少14.7%。"
    change = next(fact for fact in extract(text, "2018-08-29") if fact.kind == "change")
    assert (change.subject, change.place_code) == ("农村留守儿童", "510900")
    assert change.text == text[change.start : change.end]
