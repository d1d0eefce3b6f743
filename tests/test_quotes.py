"""Quotes: the span of direct and of reported speech, and who speaks."""

from typing import Any

import pytest
from fact_cases import cases, found

from ingest.facts import extract


@pytest.mark.parametrize("case", cases("quotes"))
def test_quotes(case: dict[str, Any]) -> None:
    assert found(case, "quote", lambda fact: [fact.text, fact.speaker, fact.direct]) == case.get(
        "expect", []
    )


@pytest.mark.parametrize("case", cases("speakers"))
def test_what_the_speaker_is(case: dict[str, Any]) -> None:
    assert found(
        case, "quote", lambda fact: [fact.speaker, fact.speaker_role, fact.speaker_organisation]
    ) == case.get("expect", [])


# Pages of one word again and again: the time must grow with their length and no faster.
@pytest.mark.parametrize(
    "word", ["张三说", "表示", "说：“", "介绍，", "下称", "他说", "、", "“”", "张三：", "“好。”"]
)
def test_time_grows_with_the_length(word: str) -> None:
    text = word * 2000
    assert all(fact.text == text[fact.start : fact.end] for fact in extract(text))
