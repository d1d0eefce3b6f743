"""Cases of one kind of fact: a text, and everything of that kind that it names, in order."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.facts import extract
from ingest.model import Fact

CASES = Path(__file__).parent / "cases" / "facts"
KINDS = {"in-the-wild", "synthetic", "negative", "known-failure"}


def cases(name: str) -> list[Any]:
    """The cases of `cases/facts/<name>.jsonl` as parameters; a known failure must fail."""
    lines = (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()
    found = []
    for case in map(json.loads, lines):
        assert case["kind"] in KINDS
        assert case["kind"] != "negative" or not case.get("expect")
        marks = [pytest.mark.xfail(strict=True)] if case["kind"] == "known-failure" else []
        found.append(pytest.param(case, id=case["label"], marks=marks))
    return found


def found(case: dict[str, Any], kind: str, shown: Callable[[Fact], list[Any]]) -> list[list[Any]]:
    """What extraction finds of one kind, each fact as `shown` shows it, checked against the text."""
    facts = extract(case["text"], case.get("published"), case.get("publisher"))
    facts = [fact for fact in facts if fact.kind == kind]
    for fact in facts:
        assert fact.text == case["text"][fact.start : fact.end]
        assert "." in fact.rule
    return [shown(fact) for fact in facts]
