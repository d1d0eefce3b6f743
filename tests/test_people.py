"""People: the bare name, the full name, role and organisation, remembered on later mentions."""

from typing import Any

import pytest
from fact_cases import cases, found


@pytest.mark.parametrize("case", cases("people"))
def test_people(case: dict[str, Any]) -> None:
    assert found(
        case, "person", lambda fact: [fact.text, fact.name, fact.role, fact.organisation]
    ) == case.get("expect", [])
