"""Values as SQLite hands them to a function, written as it writes them."""

from __future__ import annotations

import re
from typing import Any


def text(value: Any) -> str:
    """A value as SQLite writes it.

    >>> text(1.0), text(0.1), text(1e300), text(b"ab")
    ('1.0', '0.1', '1.0e+300', 'ab')
    """
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, float):
        return re.sub(r"^(-?\d+)(?=$|e)", r"\1.0", f"{value + 0.0:.15g}").replace("inf", "Inf")
    return str(value)
