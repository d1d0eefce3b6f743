"""Query strings of links: a page has a hundred of them, and most of each is the same."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote_plus

_quoted = lru_cache(maxsize=1024)(quote_plus)


def query(args: Mapping[str, str | None]) -> str:
    """`?` and those of `args` that are not empty.

    >>> query({"q": "a b", "sort": "", "year": "2018"})
    '?q=a+b&year=2018'
    """
    return "?" + "&".join(
        f"{_quoted(name)}={_quoted(value)}" for name, value in args.items() if value
    )
