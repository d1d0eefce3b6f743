"""Places: the chain, its full path, the code of the year and the level."""

from typing import Any

import pytest
from fact_cases import cases, found


@pytest.mark.parametrize("case", cases("places"))
def test_places(case: dict[str, Any]) -> None:
    assert found(
        case, "place", lambda fact: [fact.text, fact.place, fact.place_code, fact.level]
    ) == case.get("expect", [])
