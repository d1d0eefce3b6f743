"""What a quantity is about: subject, measure, place, time and source, one shape of prose a case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.facts import extract
from ingest.facts.context.enrich import QUANTITIES
from ingest.facts.document import Document

CASES = Path(__file__).parent / "cases" / "facts" / "context.jsonl"


def cases() -> list[Any]:
    found = []
    for line in CASES.read_text("utf-8").splitlines():
        case = json.loads(line)
        known = [pytest.mark.xfail(strict=True)] if case["kind"] == "known-failure" else []
        found.append(pytest.param(case, id=case["label"], marks=known))
    return found


@pytest.mark.parametrize("case", cases())
def test_context(case: dict[str, Any]) -> None:
    facts = extract(case["text"], case["published"], case.get("publisher"))
    fact = next(f for f in facts if f.text == case["quantity"] and f.kind in QUANTITIES)
    told = {name: getattr(fact, name) for name in case["expected"] if name != "details"}
    wanted = dict(case["expected"])
    for name, value in wanted.pop("details", {}).items():
        assert fact.details[name] == value
    assert told == wanted


def test_enrich_keeps_every_fact_in_its_place() -> None:
    from ingest.facts import EXTRACTORS
    from ingest.facts.context.enrich import enrich

    document = Document(
        "长沙市有学校304所，比去年增加12所。\n张先生说：“有5所在建。”", "2021-05-06"
    )
    facts: list[Any] = []
    for extractor in EXTRACTORS:
        facts.extend(extractor(document, facts))
    better = enrich(document, facts)
    assert [(f.kind, f.start, f.end, f.value) for f in better] == [
        (f.kind, f.start, f.end, f.value) for f in facts
    ]


def test_work_is_linear_in_the_length_of_the_text() -> None:
    """Ten times the text makes ten times the tokens read, not a hundred times."""
    from ingest.facts import phrases

    calls = 0
    plain = phrases.trim

    def counting(masked: str, start: int, end: int) -> tuple[int, int]:
        nonlocal calls
        calls += 1
        return plain(masked, start, end)

    def work(times: int) -> int:
        nonlocal calls
        calls = 0
        extract(
            "长沙市在12个乡镇开展义诊服务，投入560万元，同比增长5%；" * times + "完。", "2021-05-06"
        )
        return calls

    with pytest.MonkeyPatch.context() as patch:
        from ingest.facts.context.phrases import clause, phrase_before

        patch.setattr(clause, "trim", counting)
        patch.setattr(phrase_before, "trim", counting)
        small, large = work(10), work(100)
    assert small > 0
    assert large <= 12 * small


def test_the_lexicon_is_made_once() -> None:

    from ingest.facts import words

    text = "远航科技公司董事长李明说，2021年全市12个乡镇投入560万元，同比增长5%。"
    extract(text, "2021-05-06")
    made = words.lexicon.cache_info().misses
    extract(text, "2021-05-06")
    assert words.lexicon.cache_info().misses == made
