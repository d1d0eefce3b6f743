"""How much of a headline a text says."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[^\w]+")


def bare(text: str) -> str:
    """A text without its signs and blanks."""
    return _SIGNS.sub("", text)


def share(title: str, text: str) -> float:
    """The part of a title's pairs of characters that a text has.

    >>> share("滨河渡口", "渡口昨日恢复通航，滨河市民说好")
    0.6666666666666666
    """
    signs = bare(title)
    pairs = {signs[n : n + 2] for n in range(len(signs) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0
