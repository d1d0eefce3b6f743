"""Programmes: the name in its marks and its type."""

from typing import Any

import pytest
from fact_cases import cases, found


@pytest.mark.parametrize("case", cases("programmes"))
def test_programmes(case: dict[str, Any]) -> None:
    assert found(case, "programme", lambda fact: [fact.text, fact.details["type"]]) == case.get(
        "expect", []
    )
