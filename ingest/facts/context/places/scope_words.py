"""Words like 全市 and 我省 in an article, and which of its places they mean."""

from __future__ import annotations

from ingest.facts.context.places.named_places import NamedPlaces
from ingest.facts.context.places.regions import is_part_of_china
from ingest.facts.context.places.scope import (
    AUTONOMOUS,
    CHINA,
    TAIWAN,
    Where,
    scopes,
    where_of,
    widen,
)
from ingest.facts.context.sight import Span

_WIDTHS = frozenset("省市县区州旗镇乡村")
_OURS = {"省": "province", "市": "prefecture", "县": "county"}
"""The level of a place that an article calls its own: 我省."""


class ScopeWords:
    """Asked in reading order; `default` is what the whole article is about."""

    def __init__(
        self,
        folded: str,
        masked: str,
        named: NamedPlaces,
        default: Where | None,
        published: str | None,
        region: Where | None = None,
    ) -> None:
        self.folded, self.masked, self.named = folded, masked, named
        self.default, self.published = default, published
        self.of_taiwan = region == TAIWAN
        """Whether the article is of Taiwan's press, whose 我國 is Taiwan."""
        self._searched: Span = (-1, -1)
        self._found: list[tuple[int, str]] = []

    def last(self, sentence: Span, start: int, end: int) -> tuple[int, str] | None:
        """The last such word in a stretch of a sentence, which is searched once."""
        if self._searched != sentence:
            self._searched = sentence
            self._found = [one for one in scopes(self.folded, *sentence) if self.is_free(one[0])]
        return next((one for one in reversed(self._found) if start <= one[0] < end), None)

    def is_free(self, at: int) -> bool:
        """Whether a word like 全市 is not part of a name."""
        return self.masked[at] == self.folded[at]

    def meant(self, word: str, near: Where | None, carried: Where | None) -> Where | None:
        """The place that a word means; `near` is the one named just before, `carried` that of
        the text before."""
        where = self.widened(self._as_deep(near, carried, word), word)
        if where == CHINA and word[0] in "我本" and word[1] in _WIDTHS:
            return None  # 我市, where nothing but the country is named
        return where

    def widened(self, where: Where | None, word: str) -> Where | None:
        """What a word means where `where` was spoken of last."""
        if self.of_taiwan and word == "我国":
            return TAIWAN
        return widen(where, word, self.published)

    def _as_deep(self, near: Where | None, carried: Where | None, word: str) -> Where | None:
        """What 全县 is said of: a county spoken of before rather than the city just named."""
        told = (near, carried, self.default)
        if word[0] == "我" and self._mine(word):
            return self._mine(word)
        known = [one for one in told if one is not None and not is_part_of_china(one)]
        if word[0] == "我" and word[1] in _OURS and all(one.code is None for one in known):
            mine = (fact for fact in self.named.facts if fact.level == _OURS[word[1]])
            return next((where_of(fact) for fact in mine), known[0] if known else None)
        if word[1] in "村镇乡":  # 甲村是乙乡的贫困村,全村…
            own = (one for one in known if one.path[-1] == word[1])
            return next(own, known[0] if known else None)
        of_region = known and (known[0].code or "")[:2] in AUTONOMOUS
        if word[1] in "县旗" or (word[1] == "区" and not of_region):
            deep = (one for one in known if one.code and not one.code.endswith("00"))
            return next(deep, known[0] if known else None)
        return known[0] if known else None

    def _mine(self, word: str) -> Where | None:
        """What 我省 is where the article says it before one of its places: 我省 | 朝阳、阜新."""
        at = self.folded.find(word)
        while at >= 0:
            beside = self.named.between(at + len(word), at + len(word) + 1)
            if beside and beside[0].place_code:
                return where_of(beside[0])
            at = self.folded.find(word, at + 1)
        return None
