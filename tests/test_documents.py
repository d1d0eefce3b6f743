"""Documents: the title in its marks, what kind it is and who issued it."""

from typing import Any

import pytest
from fact_cases import cases, found


@pytest.mark.parametrize("case", cases("documents"))
def test_documents(case: dict[str, Any]) -> None:
    assert found(
        case, "document", lambda fact: [fact.text, fact.details["type"], fact.organisation]
    ) == case.get("expect", [])
