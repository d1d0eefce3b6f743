"""Quotes: the span of direct and of reported speech, and who speaks."""

from typing import Any

import pytest
from fact_cases import cases, found


@pytest.mark.parametrize("case", cases("quotes"))
def test_quotes(case: dict[str, Any]) -> None:
    assert found(case, "quote", lambda fact: [fact.text, fact.speaker, fact.direct]) == case.get(
        "expect", []
    )
