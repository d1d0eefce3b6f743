"""What a page says elsewhere: a name or a word that it uses once it is likely to use again.

The statistics know the language, and the page knows its subject: of the characters that may have
lost a byte behind 普拉, the one that stands there in the next sentence is the likeliest.
"""

from __future__ import annotations

import math
from functools import cached_property

from ingest.restore.statistics import START, counted_form

_WEIGHTS = {2: 0.4, 1: 0.1}
"""How much of the probability is the page's own, by how many characters on the left are known."""
_NOWHERE = {"", START}


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
            known = self._known[left] = self._behind(left)
            if known and len(left) == 2:
                # A pair that is on the page is there with its second character.
                for form, share in self.followers(left[1:]).items():
                    known[form] = known.get(form, 0.0) + share
            elif len(left) == 2:
                known = self._known[left] = self.followers(left[1:])
        return known

    def worth(self, left: str, form: str, score: float) -> float:
        """Nats to add to `score`, the logarithm of the probability of `form` behind `left`."""
        share = self.followers(left).get(form)
        return math.log1p(share / math.exp(min(score, 0.0))) if share else 0.0

    def _behind(self, left: str) -> dict[str, float]:
        """The shares of the characters right behind `left`."""
        behind = [piece[:1] for piece in self._text.split(left)[1:]]
        each = _WEIGHTS[len(left)] / max(1, len(behind))
        return {form: each * behind.count(form) for form in set(behind) - _NOWHERE}
