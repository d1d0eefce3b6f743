"""Which place a number belongs to: the nearest that governs it, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.facts.context.places.named_places import NamedPlaces
from ingest.facts.context.places.regions import is_part_of_china, region_before
from ingest.facts.context.places.scenes import (
    OF_CHINA,
    OF_TAIWAN,
    PROVINCES,
    WIDER,
    are_examples,
    counts_such,
    scene_below,
)
from ingest.facts.context.places.scope import (
    CHINA,
    SCOPE,
    TAIWAN,
    Where,
    common,
    last_name,
    where_of,
    yardstick_of,
)
from ingest.facts.context.places.scope_words import ScopeWords
from ingest.facts.context.places.setting import setting
from ingest.facts.context.places.sites import Sites
from ingest.facts.context.sight import Span
from ingest.facts.document import Document
from ingest.facts.words import NAME, QUANTITY
from ingest.facts.written_in import written_in
from ingest.model import Fact

REACH = 400
"""How far back in a sentence a place is looked for: bounds the work on text without marks."""
_WHOSE = re.compile(f"[一-鿿]{{0,5}}{NAME}")
"""Behind a place: somebody from there, 选手某某."""
_OPENS_WITH = 3
"""So near to its beginning a clause names whom it is about: 其中 | 广铁集团."""


class Places:
    """The places of an article, asked in reading order."""

    def __init__(self, folded: str, masked: str, facts: list[Fact], document: Document) -> None:
        self.folded, self.masked, self.published = folded, masked, document.published
        named = self.named = NamedPlaces(folded, masked, facts)
        self.sites = Sites(folded, (one for one in named.facts if one.start not in named.nested))
        at_home = Where(home.path, home.code) if (home := document.home) and home.path else None
        region = Where(*apart) if (apart := written_in(document)) else None
        places = [
            one for one in named.facts if not (named.is_goal(one) or named.is_nationality(one))
        ]
        self.default = setting(folded, masked, facts, places, named.is_local, at_home, region)
        self.abroad = named.is_abroad(self.default)
        if self.default is not None and self.default.code is not None:
            # In an article about a part of China the whole is what the part is compared with.
            named.leave_out(CHINA.path)
        self.scope_words = ScopeWords(
            folded, masked, named, self.default, document.published, region
        )

    def of(
        self,
        sentence: tuple[int, int],
        clause: tuple[int, int],
        quantity: Fact,
        carried: Where | None,
        inherits: bool = True,
    ) -> Where | None:
        """The place of a quantity in a sentence; `carried` is that of the text before it. What
        inherits nothing has only the place that its own clause names."""
        start = max((sentence if inherits else clause)[0], quantity.start - REACH)
        told = self._told_before(start, clause[0], quantity.start)
        before = [f for f in told if self.named.governs(f, quantity)] if told else told
        compared = yardstick_of(self.folded, start, quantity.start)
        if compared is not None:
            return self.scope_words.meant(compared, None, carried)
        found = self._scene(told, before, quantity, carried)
        for where, at in self._otherwise(sentence, start, quantity.start, before, carried):
            if found is None or at > found[1]:
                return where
        if found is not None and not counts_such(quantity, found[0]):
            return found[0]
        if found is None and before:
            return CHINA if self.default == CHINA else None  # 银川和济南等地: in no one of them
        if any(map(self.named.is_on_way, told)):
            return None  # 起于郑州，| 全长818公里
        if OF_TAIWAN.search(self.masked, start, quantity.start):
            return TAIWAN
        if WIDER.search(self.masked, start, quantity.start):
            return None
        if self._is_of_several(start, quantity):
            return CHINA if self.default == CHINA else None
        beside = self._beside(quantity)
        if beside is not None:
            return beside
        if not inherits:
            return None
        last = self._behind(quantity.end, clause[1], carried)
        return None if last is not None and counts_such(quantity, last) else last

    def _is_of_several(self, start: int, quantity: Fact) -> bool:
        """Whether a number is of several provinces: 长三角, 上述6省."""
        shared = OF_CHINA.search(self.masked, start, quantity.start)
        return bool(shared or PROVINCES.search(self.folded, start, quantity.end))

    def _otherwise(
        self, sentence: Span, start: int, end: int, before: list[Fact], carried: Where | None
    ) -> Iterator[tuple[Where | None, int]]:
        """What else than a named place may tell where, and its offset: 全市, a site, a region."""
        word = self.scope_words.last(sentence, start, end)
        if word is not None:
            anchor = self._nearest([f for f in before if f.end <= word[0]])
            yield self.scope_words.meant(word[1], anchor[0] if anchor else None, carried), word[0]
        site = self.sites.named(self.folded, start, end)
        if site is not None:
            yield site
        region = region_before(self.folded, self.masked, start, end)
        if region is not None and not (self.abroad and is_part_of_china(region[0])):
            yield region

    def _told_before(self, start: int, clause: int, end: int) -> list[Fact]:
        """The places of a sentence that a number may be of, which ends it at `end`."""
        told = self._beside_items(start, end)
        counted = QUANTITY in self.masked[start:clause]
        if counted and NAME in self.masked[clause : clause + _OPENS_WITH]:
            nested = self.named.nested  # another body's place is not this one's
            told = [f for f in told if f.start >= clause or f.start not in nested]
        return [f for f in told if f.start >= clause or not self.named.has_own(f)]

    def _scene(
        self, told: list[Fact], before: list[Fact], quantity: Fact, carried: Where | None
    ) -> tuple[Where, int] | None:
        """The nearest place before a number, what holds those it counts, or the scene below an
        office; with its offset."""
        if told and are_examples(self.folded, told[-1], quantity):
            group = self.named.list_ending(told)
            shared = self.holding(group) if len(group) > 1 else None
            if shared is not None:
                return shared, told[-1].start
        found = self._nearest(before)
        if found is not None and before[-1].start in self.named.nested:
            return scene_below(found[0], (carried, self.default)) or found[0], found[1]
        return found

    def _behind(self, start: int, end: int, carried: Where | None) -> Where | None:
        """The place that stands behind a number, or was spoken of before."""
        here = "在" in self.masked[start:end]
        for one in self.named.between(start, end) if here else ():
            if self.masked[one.start - 1] == "在" and self.named.is_local(one):
                # 30名专家 | 在沙洋县人民医院开展义诊
                return self.holding(self.named.list_from(one, end))
        if carried is not None:
            return carried
        after = self.named.alone(start, end)
        part = after and self.masked[after[0].start - 1] == "("  # 病例11例( | 内蒙古3例
        if after and not part and self.named.is_local(after[0]):
            return self.holding(self.named.list_from(after[0], end))
        return self.default

    def _beside_items(self, start: int, end: int) -> list[Fact]:
        """The places before a number; those of an earlier item of a list are that item's alone."""
        told = self.named.between(start, end)
        last = self.folded.rfind(";", start, end) if told else -1
        if last < 0:
            return told
        first = self.folded.find(";", start, end)
        if told[0].start < first and self.masked.find("其中", start, told[0].start) >= 0:
            return [one for one in told if one.start > last]  # each item is a part of its own
        opening = [one.place or "" for one in told if one.start < first]
        return [
            one
            for one in told
            if one.start < first
            or one.start > last
            or any(path.startswith(one.place or "") for path in opening)
        ]

    def _beside(self, quantity: Fact) -> Where | None:
        """在海拔3200多米的 | 四川阿坝县: the place that a number says something of."""
        end = quantity.end
        if not self.folded.startswith("的", end):
            return None
        named = self.named.alone(end + 1, end + 2)
        return where_of(named[0]) if named and self.named.is_local(named[0]) else None

    def _nearest(self, before: list[Fact]) -> tuple[Where, int] | None:
        """The last place, or what holds the whole list that it ends; with its offset."""
        if not before:
            return None
        where = self.holding(self.named.list_ending(before))
        return (where, before[-1].start) if where else None

    def holding(self, listed: list[Fact]) -> Where | None:
        """The division that all places of a list are in."""
        return common([where_of(fact) for fact in listed], self.published)

    def is_told(self, start: int, end: int) -> bool:
        """Whether a stretch names a place, or says 全市."""
        named = self.named.between(start, end)
        return bool(named) or SCOPE.search(self.folded, start, end) is not None

    def in_turn(self, stretch: Span, turn: tuple[int, int] | None) -> Fact | None:
        """城中区、鱼峰区 | 分别新增学位3200个和5600个: the place in the quantity's own turn."""
        if turn is None:
            return None
        listed = [one for one in self.named.alone(*stretch) if not self._is_of_somebody(one)]
        return listed[turn[0]] if len(listed) == turn[1] > 1 else None

    def _is_of_somebody(self, fact: Fact) -> bool:
        """Whether a place only says whose somebody is: 美国 | 选手某某."""
        return _WHOSE.match(self.masked, fact.end) is not None

    def name(self, where: Where) -> str:
        """The last name of an administrative path, as far as the article gave it one."""
        for fact in self.named.facts:
            if fact.place == where.path and fact.name and fact.kind == "place":
                return fact.name
        return last_name(where, self.published)
