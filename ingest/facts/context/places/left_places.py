"""The place that a sentence leaves to the next one: named before its first verb, or 全省."""

from __future__ import annotations

import re

from ingest.facts.context.phrases.clause import LYING
from ingest.facts.context.places.regions import is_part_of_china, region_before
from ingest.facts.context.places.scenes import is_above, opens_with_province
from ingest.facts.context.places.scope import SCOPE, Where, common, scopes, where_of
from ingest.facts.context.places.where import REACH, Places
from ingest.facts.late import late
from ingest.facts.words import tokens
from ingest.model import Fact

_OPENING = 24
"""How far into a sentence a word like 全省 tells what it is about."""
_AT_ONCE = 6
_SCENE = {"走进", "来到", "走访", "抵达", "到达", "赶到", "探访", "步入", "走到"}
"""Before a place that the text goes on about: where a reporter went."""
_COURT = late("[一-鿿]{2,24}?(?:法院|检察院)")
"""Where something is tried is not where it was done."""
_REACHING = re.compile("(?:涉及|覆盖|遍[布及]|辐射)$")
"""Before 全国: how far something reaches, not where the text goes on."""


class LeftPlaces:
    """Asked sentence by sentence, in reading order."""

    def __init__(self, places: Places) -> None:
        self._places, self._named, self._default = places, places.named, places.default
        self._folded, self._masked = places.folded, places.masked
        self._published = places.published

    def _wide_head(self, start: int, end: int, carried: Where | None) -> Where | None:
        """据省农情调度，全省面积…: the province that a sentence opens with goes on in the next.

        What is said of the whole country does only where the article is about no part of it.
        """
        opening = scopes(self._folded, start, min(end, start + _OPENING))
        at, word = opening[0] if opening else (end, "")
        if (
            not opening
            or not self._places.scope_words.is_free(at)
            or self._named.between(start, at)
        ):
            return None
        if _REACHING.search(self._folded, max(start, at - 2), at):
            return None
        if word[0] not in "全我国" or word[1] == "村":
            return None
        wide = self._places.scope_words.widened(carried or self._default, word)
        if word[1] in "国内":
            opens = at - start < _AT_ONCE
            return wide if opens and self._default in (None, wide) else None
        return wide

    def head(self, sentence: tuple[int, int], carried: Where | None = None) -> Where | None:
        """The place that a sentence leaves to the next one: named before its first verb."""
        start, end = sentence
        wide = self._wide_head(start, end, carried)
        if wide is not None:
            return wide
        site = self._places.sites.named(self._folded, start, min(end, start + _OPENING))
        if site is not None:
            return site[0]
        region = region_before(self._folded, self._masked, start, min(end, start + _OPENING))
        if region is not None and is_part_of_china(region[0]):
            return region[0]
        opening = start, start + _AT_ONCE
        if SCOPE.search(self._folded[slice(*opening)]) and not self._named.between(*opening):
            return None
        behind = end
        for fact in self._named.between(start, min(end, start + REACH)):
            if not self._named.is_local(fact) or self._named.is_of_speaker(fact):
                continue
            if fact.start in self._named.nested and (
                "," in self._folded[behind : fact.start] or is_above(fact, self._default)
            ):
                continue  # 新建了甲小学，板桥镇第二中学…; 省财政厅 helps a county
            if fact.start in self._named.nested and _COURT.match(self._folded, fact.start):
                behind = fact.end
                continue
            if self._is_before_verb(fact, start):
                first = self._places.holding(self._named.list_from(fact, end))
                alone = fact.start not in self._named.nested
                return self._over_items(first, alone, *sentence)
            behind = fact.end
        return None

    def _over_items(self, first: Where | None, alone: bool, start: int, end: int) -> Where | None:
        """What a sentence whose items are of several places leaves behind: what holds them all.

        甲省出现暴雨，乙省…: so are clauses that open with provinces.
        """
        if first is None:
            return None
        behind = self._folded.find(";", start, end)
        behind = behind if behind >= 0 else end
        later = [
            where_of(one)
            for one in self._named.between(start, end)
            if (one.start > behind or (alone and opens_with_province(self._folded, one)))
            and self._named.is_local(one)
        ]
        return common([first, *later], self._published)

    def _is_before_verb(self, fact: Fact, start: int) -> bool:
        """Whether a place stands in its clause before all that is done or said; 位于 only opens
        one (位于城中区的小学): where something else lies is of that alone."""
        begin = max(max(self._folded.rfind(mark, start, fact.start) for mark in ",;:") + 1, start)
        for token in tokens(self._masked, begin, fact.start):
            word = self._masked[token.start : token.end]
            opens = word in LYING and not self._masked[begin : token.start].strip()
            if token.word_class in ("verb", "say") and word not in _SCENE and not opens:
                return False
        return True
