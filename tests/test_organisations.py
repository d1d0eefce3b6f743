"""Organisations: the longest name, and the full name of a short one."""

from typing import Any

import pytest
from fact_cases import cases, found


@pytest.mark.parametrize("case", cases("organisations"))
def test_organisations(case: dict[str, Any]) -> None:
    assert found(case, "organisation", lambda fact: [fact.text, fact.name]) == case.get(
        "expect", []
    )
