"""What a page says elsewhere: a name or a word that it uses once it is likely to use again.

The statistics know the language, and the page knows its subject: of the characters that may have
lost a byte behind 普拉, the one that stands there in the next sentence is the likeliest.
"""

from __future__ import annotations

import math
from functools import cached_property

from ingest.restore.statistics import START, counted_form

_WEIGHTS = ((2, 0.4), (1, 0.1))
"""How much of the probability is the page's own, by how many characters on the left are known."""


class Memory:
    """What follows what in one page."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self._known: dict[str, dict[str, float]] = {}

    @cached_property
    def _text(self) -> str:
        return counted_form(self._shown)

    def followers(self, left: str) -> dict[str, float]:
        """Characters that follow the end of `left` on the page, and how probable that makes them;
        empty where nothing does."""
        left = left[-2:]
        known = self._known.get(left)
        if known is None:
            known = self._known[left] = self._followers(left)
        return known

    def worth(self, left: str, form: str, score: float) -> float:
        """Nats to add to `score`, the logarithm of the probability of `form` behind `left`."""
        share = self.followers(left).get(form)
        return math.log1p(share / math.exp(min(score, 0.0))) if share else 0.0

    def _followers(self, left: str) -> dict[str, float]:
        found: dict[str, float] = {}
        for length, weight in _WEIGHTS:
            if len(left) >= length:
                behind = self._behind(left[-length:])
                for form in behind:
                    found[form] = found.get(form, 0.0) + weight / len(behind)
        found.pop(START, None)
        return found

    def _behind(self, left: str) -> list[str]:
        """Every character right behind `left`, as often as it stands there."""
        text, behind, at = self._text, list[str](), -1
        while (at := text.find(left, at + 1)) >= 0:
            behind.append(text[at + len(left) : at + len(left) + 1])
        return behind
