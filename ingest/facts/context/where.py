"""Which place a number belongs to: the nearest that governs it, or none."""

from __future__ import annotations

import re

from ingest.facts.context.clause import LYING
from ingest.facts.context.named_places import NamedPlaces
from ingest.facts.context.regions import is_part_of_china, region_before
from ingest.facts.context.scope import (
    AUTONOMOUS,
    CHINA,
    SCOPE,
    Where,
    common,
    last_name,
    scopes,
    where_of,
    widen,
    yardstick_of,
)
from ingest.facts.context.setting import setting
from ingest.facts.context.sight import Span
from ingest.facts.context.sites import Sites
from ingest.facts.document import Document
from ingest.facts.late import late
from ingest.facts.words import NAME, QUANTITY, tokens
from ingest.facts.written_in import written_in
from ingest.model import Fact
from ingest.script import fold

_OPENING = 24
"""How far into a sentence a word like 全省 tells what it is about."""
_AT_ONCE = 6
_SCENE = {"走进", "来到", "走访", "抵达", "到达", "赶到", "探访", "步入", "走到"}
"""Before a place that the text goes on about: where a reporter went."""
_REACH = 400
"""How far back in a sentence a place is looked for: bounds the work on text without marks."""
_REACHING = re.compile("(?:涉及|覆盖|遍[布及]|辐射)$")
"""Before 全国: how far something reaches, not where the text goes on."""
_REGION = late(
    "行政院|立法院|全台(?![阶词])|(?<![对向与同从自比])(?:欧洲|欧元区|欧盟|东盟)"
    "|全球(?!供应链|产业链|价值链|化|首|第|最|领先|治理|变暖)|亚洲|非洲|拉美|北约|联合国|世界(?:银行|[一-鿿]{2}组织)|国际货币基金"
)
"""Wider than any place that was spoken of: what is said of them is not said of it."""
_OF_CHINA = late(
    "长三角|珠三角|京津冀|大湾区|[江河]经济带|(?:长江|黄河|珠江|淮河|海河|松花江|太湖)流域|沿[江黄海边](?:各地|省|地区|\\d)"
    "|(?:东北|东部|中部|西部|西南|西北|华北|华东|华南|华中|东南沿海)(?:地区|各省|各地)"
)
"""Parts of China that several provinces share."""


def _counts_such(quantity: Fact, where: Where) -> bool:
    """七美乡为1万元，| 2乡都…: so many townships are in none of them."""
    unit = fold(quantity.unit or "")
    return unit in _DIVISIONS and where.path.endswith(unit)


_DIVISIONS = frozenset("省市县区乡镇村")
_BESIDE = 2
"""How far from the last example so many stand: 等 | 14个市, 等全省 is another thing."""
_OPENS_WITH = 3
"""So near to its beginning a clause names whom it is about: 其中 | 广铁集团."""
_OURS = {"省": "province", "市": "prefecture", "县": "county"}
"""The level of a place that an article calls its own: 我省."""


class Places:
    """The places of an article, asked in reading order."""

    def __init__(self, folded: str, masked: str, facts: list[Fact], document: Document) -> None:
        self.folded, self.masked, self.published = folded, masked, document.published
        self._searched: Span = (-1, -1)
        self._scopes: list[tuple[int, str]] = []
        named = self.named = NamedPlaces(folded, masked, facts)
        self.sites = Sites(folded, (one for one in named.facts if one.start not in named.nested))
        at_home = Where(home.path, home.code) if (home := document.home) and home.path else None
        region = Where(*apart) if (apart := written_in(document)) else None
        places = [
            one for one in named.facts if not (named.is_goal(one) or named.is_nationality(one))
        ]
        self.default = setting(folded, masked, facts, places, named.is_local, at_home, region)
        if self.default is not None and self.default.code is not None:
            # In an article about a part of China the whole is what the part is compared with.
            named.leave_out(CHINA.path)

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
        start = max((sentence if inherits else clause)[0], quantity.start - _REACH)
        told = self._beside_items(start, quantity.start)
        counted = QUANTITY in self.masked[start : clause[0]]
        if counted and NAME in self.masked[clause[0] : clause[0] + _OPENS_WITH]:
            nested = self.named.nested  # another body's place is not this one's
            told = [f for f in told if f.start >= clause[0] or f.start not in nested]
        told = [f for f in told if f.start >= clause[0] or not self.named.has_own(f)]
        before = [f for f in told if self.named.governs(f, quantity)] if told else told
        words = self._scopes_of(sentence, start, quantity.start)
        compared = yardstick_of(self.folded, start, quantity.start)
        if compared is not None:
            return widen(self._as_deep(None, carried, compared), compared, self.published)
        examples = self._examples(told, quantity)
        if examples is not None:
            return examples
        found = self._below_office(self._nearest(before), before, carried)
        if words and (found is None or words[-1][0] > found[1]):
            anchor = self._nearest([f for f in before if f.end <= words[-1][0]])
            near = anchor[0] if anchor else None
            return widen(self._as_deep(near, carried, words[-1][1]), words[-1][1], self.published)
        site = self.sites.named(self.folded, start, quantity.start)
        if site is not None and (found is None or site[1] > found[1]):
            return site[0]
        region = region_before(self.folded, self.masked, start, quantity.start)
        if region is not None and (found is None or region[1] > found[1]):
            return region[0]
        if found is not None and not _counts_such(quantity, found[0]):
            return found[0]
        if found is None and before:
            return CHINA if self.default == CHINA else None  # 银川和济南等地: in no one of them
        if any(map(self.named.is_on_way, told)):
            return None  # 起于郑州，| 全长818公里
        if _REGION.search(self.masked, start, quantity.start):
            return None
        if _OF_CHINA.search(self.masked, start, quantity.start):
            return CHINA if self.default == CHINA else None
        beside = self._beside(quantity)
        if beside is not None:
            return beside
        if not inherits:
            return None
        here = "在" in self.masked[quantity.end : clause[1]]
        for one in self.named.between(quantity.end, clause[1]) if here else ():
            if self.masked[one.start - 1] == "在" and self.named.is_local(one):
                # 30名专家 | 在沙洋县人民医院开展义诊
                return self._holding(self.named.list_from(one, clause[1]))
        if carried is not None:
            return carried
        after = self.named.alone(quantity.end, clause[1])
        if after and self.named.is_local(after[0]):
            return self._holding(self.named.list_from(after[0], clause[1]))
        return self.default

    def _below_office(
        self, found: tuple[Where, int] | None, before: list[Fact], carried: Where | None
    ) -> tuple[Where, int] | None:
        """省财政厅 | 支持300万元, in an article about a county: the office above it is no scene."""
        if found is None or before[-1].start not in self.named.nested:
            return found
        for scene in (carried, self.default):
            inside = scene is not None and scene.code is not None and found[0].code is not None
            if inside and scene and scene.path.startswith(found[0].path):
                return scene, found[1]
        return found

    def _examples(self, told: list[Fact], quantity: Fact) -> Where | None:
        """广西北海、百色等 | 14个市: what holds those of them that are named."""
        if not told or not self.folded.startswith("等", told[-1].end):
            return None
        group = self.named.list_ending(told)
        beside = quantity.start - told[-1].end <= _BESIDE and len(group) > 1
        counts = (quantity.unit or "")[:1] in _DIVISIONS or (
            self.folded[quantity.end : quantity.end + 1] in _DIVISIONS
        )
        return self._holding(group) if beside and counts else None

    def _is_above(self, office: Fact) -> bool:
        """Whether the article is about a part of what an office is of."""
        scene = self.default.path if self.default is not None and self.default.code else ""
        return bool(office.place) and scene.startswith(office.place or "") and scene != office.place

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
        return where_of(named[0]) if named else None

    def _as_deep(self, near: Where | None, carried: Where | None, word: str) -> Where | None:
        """What 全县 is said of: a county spoken of before rather than the city just named."""
        told = (near, carried, self.default)
        if word[0] == "我" and self._mine(word):
            return self._mine(word)
        known = [one for one in told if one is not None and not is_part_of_china(one)]
        if word[0] == "我" and word[1] in _OURS and all(one.code is None for one in known):
            mine = (fact for fact in self.named.facts if fact.level == _OURS[word[1]])
            return next((where_of(fact) for fact in mine), known[0] if known else None)
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

    def _scopes_of(self, sentence: Span, start: int, end: int) -> list[tuple[int, str]]:
        """The words like 全市 in a stretch of a sentence, which is searched once."""
        if self._searched != sentence:
            self._searched = sentence
            self._scopes = [one for one in scopes(self.folded, *sentence) if self._free(one[0])]
        return [one for one in self._scopes if start <= one[0] < end] if self._scopes else []

    def _free(self, at: int) -> bool:
        """Whether a word like 全市 is not part of a name."""
        return self.masked[at] == self.folded[at]

    def _nearest(self, before: list[Fact]) -> tuple[Where, int] | None:
        """The last place, or what holds the whole list that it ends; with its offset."""
        if not before:
            return None
        where = self._holding(self.named.list_ending(before))
        return (where, before[-1].start) if where else None

    def _holding(self, listed: list[Fact]) -> Where | None:
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
        listed = self.named.alone(*stretch)
        return listed[turn[0]] if len(listed) == turn[1] > 1 else None

    def name(self, where: Where) -> str:
        """The last name of an administrative path, as far as the article gave it one."""
        for fact in self.named.facts:
            if fact.place == where.path and fact.name and fact.kind == "place":
                return fact.name
        return last_name(where, self.published)

    def _wide_head(self, start: int, end: int, carried: Where | None) -> Where | None:
        """据省农情调度，全省面积…: the province that a sentence opens with goes on in the next.

        What is said of the whole country does only where the article is about no part of it.
        """
        opening = scopes(self.folded, start, min(end, start + _OPENING))
        at, word = opening[0] if opening else (end, "")
        if not opening or not self._free(at) or self.named.between(start, at):
            return None
        if _REACHING.search(self.folded, max(start, at - 2), at):
            return None
        if word[0] not in "全我国" or word[1] == "村":
            return None
        wide = widen(carried or self.default, word, self.published)
        if word[1] in "国内":
            opens = at - start < _AT_ONCE
            return wide if opens and self.default in (None, wide) else None
        return wide

    def head(self, sentence: tuple[int, int], carried: Where | None = None) -> Where | None:
        """The place that a sentence leaves to the next one: named before its first verb."""
        start, end = sentence
        wide = self._wide_head(start, end, carried)
        if wide is not None:
            return wide
        site = self.sites.named(self.folded, start, min(end, start + _OPENING))
        if site is not None:
            return site[0]
        region = region_before(self.folded, self.masked, start, min(end, start + _OPENING))
        if region is not None and is_part_of_china(region[0]):
            return region[0]
        opening = start, start + _AT_ONCE
        if SCOPE.search(self.folded[slice(*opening)]) and not self.named.between(*opening):
            return None
        behind = end
        for fact in self.named.between(start, min(end, start + _REACH)):
            if not self.named.is_local(fact) or self.named.is_of_speaker(fact):
                continue
            if fact.start in self.named.nested and (
                "," in self.folded[behind : fact.start] or self._is_above(fact)
            ):
                continue  # 新建了甲小学，板桥镇第二中学…; 省财政厅 helps a county
            if self._is_before_verb(fact, start):
                return self._over_items(self._holding(self.named.list_from(fact, end)), *sentence)
            behind = fact.end
        return None

    def _over_items(self, first: Where | None, start: int, end: int) -> Where | None:
        """What a sentence whose items are of several places leaves behind: what holds them all."""
        behind = self.folded.find(";", start, end)
        if first is None or behind < 0:
            return first
        later = [
            where_of(one) for one in self.named.between(behind, end) if self.named.is_local(one)
        ]
        return common([first, *later], self.published)

    def _is_before_verb(self, fact: Fact, start: int) -> bool:
        """Whether a place stands in its clause before all that is done or said; 位于 only opens
        one (位于城中区的小学): where something else lies is of that alone."""
        begin = max(max(self.folded.rfind(mark, start, fact.start) for mark in ",;:") + 1, start)
        for token in tokens(self.masked, begin, fact.start):
            word = self.masked[token.start : token.end]
            opens = word in LYING and not self.masked[begin : token.start].strip()
            if token.word_class in ("verb", "say") and word not in _SCENE and not opens:
                return False
        return True
