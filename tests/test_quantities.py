"""Figures, money and percent on sentences of our own; each case names its kind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.facts.document import Document
from ingest.facts.quantities.extract import extract_quantities
from ingest.facts.quantities.units import unit_table
from ingest.facts.time import extract_times
from ingest.model import Fact

Case = dict[str, Any]
CASES = Path(__file__).parent / "cases" / "facts" / "quantities.jsonl"


def load(path: Path) -> list[Any]:
    """Every case of a file; known failures must fail."""
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    fails = pytest.mark.xfail(strict=True)
    return [
        pytest.param(
            case, id=case["text"][:20], marks=fails if case["kind"] == "known-failure" else ()
        )
        for case in cases
    ]


def quantities(text: str, published: str | None = None) -> list[Fact]:
    document = Document(text, published)
    return list(extract_quantities(document, list(extract_times(document, []))))


@pytest.mark.parametrize("case", load(CASES))
def test_quantities(case: Case) -> None:
    got = [
        {key: getattr(fact, key) for key in wanted}
        for fact, wanted in zip(
            quantities(case["text"], case["published"]), case["facts"], strict=True
        )
    ]
    assert got == [rounded(*pair) for pair in zip(case["facts"], got, strict=True)]


def rounded(wanted: Case, got: Case) -> Case:
    """The expected fields, with the got number where it is the same but for rounding."""
    return {
        key: got[key] if isinstance(value, float) and got[key] == pytest.approx(value) else value
        for key, value in wanted.items()
    }


def test_spans_are_the_text_of_the_article() -> None:
    text = "遂寧市購買服務資金已達１．７８億元，約5000人次參加，增長２８．１％。"
    facts = quantities(text)
    assert [fact.text for fact in facts] == ["１．７８億元", "約5000人次", "２８．１％"]
    assert all(text[fact.start : fact.end] == fact.text for fact in facts)
    assert [fact.value for fact in facts] == [178_000_000, 5000, 28.1]


def test_units_name_each_unit_once() -> None:
    text = (Path(__file__).parent.parent / "ingest/facts/tables/units.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")][1:]
    names = [name for row in rows for name in row[5].split()]
    assert len(names) == len(set(names)), sorted({name for name in names if names.count(name) > 1})
    assert set(names) == set(unit_table())


def test_exact_norms() -> None:
    (acres,) = quantities("占地6600亩。")
    assert (acres.norm_value, acres.norm_unit) == (4_400_000, "m²")
    (total,) = quantities("总额9007199254740993元。")
    assert total.value == 9007199254740993
