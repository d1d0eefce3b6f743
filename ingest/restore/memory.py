"""What a page says elsewhere: a name or a word that it uses once it is likely to use again.

The statistics know the language, and the page knows its subject: of the characters that may have
lost a byte behind 普拉, the one that stands there in the next sentence is the likeliest.
"""

from __future__ import annotations

import math
import re
from functools import cached_property, lru_cache

from ingest.restore.statistics import START, counted_form

_BEHIND_TWO, _BEHIND_ONE = 0.4, 0.1
"""How much of the probability is the page's own, by how many characters on the left are known."""


@lru_cache(maxsize=2)
def memory_of(shown: str, notes: re.Pattern[str]) -> Memory:
    """The memory of a page, which is looked at as several machines would display it."""
    return Memory(shown, notes)


class Memory:
    """What follows what in one page."""

    def __init__(self, shown: str, notes: re.Pattern[str]) -> None:
        """`notes` matches the annotations, which the page does not say."""
        self._shown, self._notes = shown, notes
        self._shares: dict[str, float] = {}
        self.followers: dict[str, frozenset[str]] = {}
        """What stands behind a character, as far as that was asked."""

    @cached_property
    def _text(self) -> str:
        return counted_form(self._notes.sub("", self._shown))

    def behind(self, left: str) -> frozenset[str]:
        """What stands behind the last character of `left` anywhere on the page."""
        last = left[-1:]
        found = self.followers.get(last)
        if found is None:
            _, *pieces = self._text.split(last)
            first = {piece[:1] or last for piece in pieces[:-1]} | {p[:1] for p in pieces[-1:]}
            found = self.followers[last] = frozenset(first - {"", START})
        return found

    def worth(self, left: str, form: str, score: float) -> float:
        """Nats to add to `score`, the logarithm of the probability of `form` behind `left`."""
        if form not in self.behind(left):
            return 0.0
        known = left[-2:] + form
        share = self._shares.get(known)
        if share is None:
            share = self._shares[known] = self._share(left[-2:], form)
        return math.log1p(share / math.exp(min(score, 0.0)))

    def _share(self, left: str, form: str) -> float:
        """How much of the probability behind `left` the page gives to `form`."""
        count = self._text.count
        share = _BEHIND_ONE * count(left[-1] + form) / count(left[-1])
        if len(left) > 1 and left + form in self._text:
            share += _BEHIND_TWO * count(left + form) / count(left)
        return share
