"""Patterns that are compiled when they are first asked for.

A class with all ideographs takes the compiler half a millisecond, and rules hold hundreds of them:
compiling all takes longer than everything else up to the first fact. Most texts ask few of them.
Only what nearly every sentence asks is worth `re.compile`: there a look-up less is felt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "split")


class _Late:
    """Stands for a compiled pattern; what it is asked for first compiles it."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self.pattern)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def late(pattern: str) -> re.Pattern[str]:
    """The pattern, to be compiled when it is first used.

    Looking up a method takes some 20 ns longer than with `re.compile`.
    """
    return cast("re.Pattern[str]", _Late(pattern))


def matches(pattern: re.Pattern[str], text: str, sign: str) -> Iterator[re.Match[str]]:
    """The matches in a text, looked for only where the sign stands that each of them holds."""
    return pattern.finditer(text) if sign in text else iter(())
