"""Claims: what several articles say of the same thing, and whether they agree."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from db.archive import open_archive
from ingest import pipeline
from ingest.facts.claims import key
from ingest.model import Fact, Source

CASES = Path(__file__).parent / "cases" / "facts" / "claims.jsonl"


def cases() -> list[Any]:
    lines = CASES.read_text("utf-8").splitlines()
    return [pytest.param(case, id=case["label"]) for case in map(json.loads, lines)]


@pytest.mark.parametrize("case", cases())
def test_what_several_articles_say_is_compared(case: dict[str, Any], tmp_path: Path) -> None:
    db = open_archive(tmp_path / "archive.db", create=True)
    pipeline.ingest(db, map(source, case["articles"]), "test")
    names = {row["id"]: row["origin"] for row in db.query(_NAMES)}
    claims = [told(row, names) for row in db.query("SELECT * FROM claims_compared")]
    db.close()
    assert len(claims) == len(case["expected"])
    for wanted in case["expected"]:
        assert [claim for claim in claims if wanted.items() <= claim.items()], claims


_NAMES = "SELECT a.id, s.origin FROM articles AS a JOIN sources AS s ON s.sha256 = a.source"


def source(article: list[str]) -> Source:
    name, text, published = article
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Source(digest, name, "text/plain", "utf-8", text, len(text), {"published": published})


def told(claim: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    numbers = json.loads(claim["numbers"])
    return {
        **claim,
        "agrees": bool(claim["agrees"]),
        "articles": sorted({names[number["article"]] for number in numbers}),
    }


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
