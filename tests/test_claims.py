"""Claims: what several articles say of the same thing, and whether they agree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.facts import extract
from ingest.facts.claims import contradictions, key, link
from ingest.model import Fact

CASES = Path(__file__).parent / "cases" / "facts" / "claims.jsonl"


def cases() -> list[Any]:
    lines = CASES.read_text("utf-8").splitlines()
    return [pytest.param(case, id=case["label"]) for case in map(json.loads, lines)]


@pytest.mark.parametrize("case", cases())
def test_link(case: dict[str, Any]) -> None:
    articles = [(name, extract(text, published)) for name, text, published in case["articles"]]
    claims = link(articles)
    told = [
        {name: _told(claim, name) for name in wanted}
        for claim, wanted in zip(claims, case["expected"], strict=False)
    ]
    assert told == case["expected"]
    assert len(claims) == len(case["expected"])
    assert contradictions(claims) == [claim for claim in claims if not claim.agrees]
    assert link(reversed(articles)) == claims


def _told(claim: object, name: str) -> object:
    value = getattr(claim, name)
    return list(value) if isinstance(value, tuple) else value


def test_a_claim_needs_a_subject_a_measure_and_a_time() -> None:
    fact = Fact(
        "figure", "37家", 0, 3, "test", subject="养老机构", measure="养老机构数", value=37,
        unit="家", norm_unit="家", place_code="510900", as_of="2018-08",
    )  # fmt: skip
    assert key(fact) == "养老机构|510900|2018-08|家"
    from dataclasses import replace

    assert key(replace(fact, subject=None)) is None
    assert key(replace(fact, measure=None)) is None
    assert key(replace(fact, as_of=None)) is None
    assert key(replace(fact, basis="比2019年")) == "养老机构(比2019年)|510900|2018-08|家"
    assert key(replace(fact, measure="养老机构数同比增幅", basis="同比")) == (
        "养老机构数增幅(同比)|510900|2018-08|家"
    )
    assert key(replace(fact, start=9, end=12, rule="other", source="民政局")) == key(fact)
    assert key(replace(fact, per="年")) == "养老机构|510900|2018-08|家/年"
