"""Which place a number belongs to: the nearest that governs it, or none."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from ingest.facts.context.clause import LYING, Span
from ingest.facts.context.scope import (
    CHINA,
    CORPS,
    SCOPE,
    Where,
    common,
    last_name,
    scopes,
    where_of,
    widen,
)
from ingest.facts.context.setting import DATELINE, setting
from ingest.facts.context.sites import Sites
from ingest.facts.late import late
from ingest.facts.words import NAMES, tokens
from ingest.model import Fact
from ingest.records import changed
from ingest.script import fold

# Where a place stands behind one of these, things go to or come from it; they are not in it.
_AWAY = re.compile(
    r"(?:驻|往|赴|飞往|发往|运往|开往|前往|来自|籍|原产于?|从|至|(?<![来走回进])到|抵|与|对|比|较)$"
)
# 台湾籍, 日本产: what comes from a place is not in it.
_OF_ORIGIN = re.compile(
    "籍|裔|产(?![业量值能品销出地区线生学假妇权后婆房])|游客|旅客|华侨|华人|侨胞"
)
# Organisations whose place says nothing of where their numbers belong.
_PRIVATE = re.compile(r"公司|集团|股份|银行|[队报网]$|(?<!合作)(?<!供销)社$|大学")
_OPENING = 24
"""How far into a sentence a word like 全省 tells what it is about."""
_AT_ONCE = 6
_REACH = 400
"""How far back in a sentence a place is looked for: bounds the work on text without marks."""
_REGION = re.compile(
    "行政院|立法院|全台(?![阶词])|欧洲|欧元区|欧盟|全球|亚洲|非洲|拉美|东盟|北约|联合国|世界银行|国际货币基金"
)
"""Wider than any place that was spoken of: what is said of them is not said of it."""
_OF_CHINA = late(
    "长三角|珠三角|京津冀|大湾区|[江河]经济带|(?:长江|黄河|珠江|淮河|海河|松花江|太湖)流域|沿[江黄海边](?:各地|省|地区|\\d)"
    "|(?:东北|东部|中部|西部|西南|西北|华北|华东|华南|华中|东南沿海)(?:地区|各省|各地)"
)
"""Parts of China that several provinces share."""
_STRUCK = late("[^,。;的]{0,8}的(?:[大军][^,。;]{0,4})?(?:袭击|空袭|轰炸|炮击|打击|军事行动)")
"""对黎巴嫩南部的 | 袭击: there it happens."""
_FAR = re.compile("(?:距离?|离|从|自|至|到|[、和与及])$")
_HAN = late("[一-鿿\ue002](?<![在于到往赴至从由自及和与、驻达临过经向对比])")
_ROUTE = re.compile(f"[至到][{NAMES}]")
_FIRM_NOUN = re.compile(
    "汽车|钢铁|石化|化工|重工|机床|电力|电器|电子|医药|制药|水泥|铝业|啤酒|乳业|航空|轮胎|商用车|本田|丰田|现代|大众"
)
"""What companies make, as the last part of their short names."""
_LIST_JOINT = re.compile(r"[、和及与]")


def _of_corps(body: Fact) -> Fact:
    """A body of the corps in Xinjiang is the corps's, not the region's."""
    if not body.text.startswith((CORPS.path, _CORPS_TRADITIONAL)):
        return body
    return changed(body, {"place": CORPS.path, "place_code": None})


_CORPS_TRADITIONAL = "新疆生產建設兵團"


class Places:
    """The places of an article, asked in reading order."""

    def __init__(self, folded: str, masked: str, facts: list[Fact], published: str | None) -> None:
        self.folded, self.masked, self.published = folded, masked, published
        self._searched: Span = (-1, -1)
        self._scopes: list[tuple[int, str]] = []
        self.nested: set[int] = set()
        """Starts of the places that only an organisation's name tells."""
        self.people = sorted(fact.start for fact in facts if fact.kind == "person")
        self.facts = self._found(facts)
        self.starts = [fact.start for fact in self.facts]
        self.sites = Sites(folded, (one for one in self.facts if one.start not in self.nested))
        self.default = setting(folded, masked, facts, self.facts, self._local)
        if self.default is not None and self.default.code is not None:
            # In an article about a part of China the whole is what the part is compared with.
            self.facts = [fact for fact in self.facts if fact.place != CHINA.path]
            self.starts = [fact.start for fact in self.facts]

    def _found(self, facts: list[Fact]) -> list[Fact]:
        """The places named, alone or in the name of an organisation, by their offset."""
        bodies = (_of_corps(fact) for fact in facts if fact.kind == "organisation")
        holders = sorted(bodies, key=lambda fact: fact.start)
        starts = [one.start for one in holders]
        found: dict[int, Fact] = {}
        for place in facts:
            if place.kind != "place" or not place.place:
                continue
            number = bisect_right(starts, place.start) - 1
            holder = holders[number] if number >= 0 else None
            if holder is not None and place.end <= holder.end:
                self.nested.add(place.start)
                if _PRIVATE.search(holder.name or holder.text):
                    continue
            if not self._in_name(place):
                found[place.start] = place
        for one in holders:
            if one.place and not _PRIVATE.search(one.text):
                self.nested.add(one.start)
                found.setdefault(one.start, one)
        return [found[start] for start in sorted(found)]

    def _in_name(self, place: Fact) -> bool:
        """Whether a bare name stands between nouns and is part of another: 东风|柳州|汽车."""
        start, end = place.start, place.end
        if place.level not in ("prefecture", "county") or fold(place.text) == place.name:
            return False
        if not (_HAN.match(self.masked, start - 1) and _FIRM_NOUN.match(self.masked, end)):
            return False
        before = tokens(self.masked, max(0, start - 4), start)
        return all(token.end != start for token in before)

    def between(self, start: int, end: int) -> list[Fact]:
        return self.facts[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def _local(self, fact: Fact) -> bool:
        """Whether something may be in the place: not a destination, not part of a dateline."""
        if DATELINE.match(self.folded, fact.end):
            return False
        if fact.start in self.nested and self.folded[fact.start - 1 : fact.start] in ("原", "前"):
            return False  # 原湖州市委书记: where somebody once was in office
        if _OF_ORIGIN.match(self.folded, fact.end) or _ROUTE.match(self.masked, fact.end):
            return False
        start = self._list_start(fact.start)
        away = _AWAY.search(self.folded, max(0, start - 3), start)
        struck = away and away.group() == "对" and _STRUCK.match(self.folded, fact.end)
        inside = self.folded.startswith(("境内", "境", "辖区", "附近"), fact.end)
        if away and not struck and not inside:
            return False
        if self.folded[start - 1 : start] in ("和", "及", "、"):
            # 31个省份和新疆生产建设兵团: one of several that the list does not all name as places
            return False
        if fact.start in self.nested and self.folded[start - 1 : start] == "经":
            return False  # 经内蒙古自治区卫健委专家组评估: who did it, not where
        return fact.start not in self.nested or not self._is_object(fact)

    def _is_of_speaker(self, fact: Fact) -> bool:
        """湖北省人民医院教授邓伟说: where somebody is employed who is named behind it."""
        if fact.start not in self.nested:
            return False
        end = self.folded.find(",", fact.end, fact.end + 40)
        number = bisect_left(self.people, fact.end)
        person = self.people[number] if number < len(self.people) else -1
        return fact.end <= person < (end if end > 0 else fact.end + 40)

    def _list_start(self, at: int) -> int:
        """Where the list of names begins that a name is a member of: 东盟、美国和 | 韩国."""
        while at > 1 and self.masked[at - 1] in "、和与及" and self.masked[at - 2] in NAMES:
            at -= 1
            while at > 0 and self.masked[at - 1] in NAMES:
                at -= 1
        return at

    def _is_object(self, fact: Fact) -> bool:
        """Whether the organisation that a place is named in only has something done by or to it."""
        start = max(self.folded.rfind(mark, 0, fact.start) for mark in ",;:。\n") + 1
        return any(token.word_class == "verb" for token in tokens(self.masked, start, fact.start))

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
        told = self.between(start, quantity.start)
        before = [f for f in told if self._governs(f, quantity)] if told else told
        words = self._scopes_of(sentence, start, quantity.start)
        found = self._nearest(before, clause)
        if words and (found is None or words[-1][0] > found[1]):
            anchor = self._nearest([f for f in before if f.end <= words[-1][0]], clause)
            near = anchor[0] if anchor else None
            return widen(self._as_deep(near, carried, words[-1][1]), words[-1][1], self.published)
        site = self.sites.named(self.folded, start, quantity.start)
        if site is not None and (found is None or site[1] > found[1]):
            return site[0]
        if found is not None:
            return found[0]
        if _REGION.search(self.masked, start, quantity.start):
            return None
        if _OF_CHINA.search(self.masked, start, quantity.start):
            return CHINA if self.default == CHINA else None
        beside = self._beside(quantity)
        if beside is not None:
            return beside
        if not inherits:
            return None
        if carried is not None:
            return carried
        after = [f for f in self.between(quantity.end, clause[1]) if f.start not in self.nested]
        if after and self._local(after[0]):
            return Where(after[0].place or "", after[0].place_code)
        return self.default

    def _governs(self, place: Fact, quantity: Fact) -> bool:
        """Whether what is counted may be in a place; right beside it (新疆4处遗址) it is."""
        if place.end == quantity.start and place.start not in self.nested:
            return not _FAR.search(self.folded, max(0, place.start - 2), place.start)
        return place.end <= quantity.start and self._local(place)

    def _beside(self, quantity: Fact) -> Where | None:
        """在海拔3200多米的 | 四川阿坝县: the place that a number says something of."""
        end = quantity.end
        if not self.folded.startswith("的", end):
            return None
        named = self.between(end + 1, end + 2)
        return where_of(named[0]) if named and named[0].start not in self.nested else None

    def _as_deep(self, near: Where | None, carried: Where | None, word: str) -> Where | None:
        """What 全县 is said of: a county spoken of before rather than the city just named."""
        known = [one for one in (near, carried, self.default) if one is not None]
        if word[1] in "县旗":
            deep = (one for one in known if one.code and not one.code.endswith("00"))
            return next(deep, known[0] if known else None)
        return known[0] if known else None

    def _scopes_of(self, sentence: Span, start: int, end: int) -> list[tuple[int, str]]:
        """The words like 全市 in a stretch of a sentence, which is searched once."""
        if self._searched != sentence:
            self._searched = sentence
            self._scopes = [one for one in scopes(self.folded, *sentence) if self._free(one[0])]
        return [one for one in self._scopes if start <= one[0] < end] if self._scopes else []

    def _free(self, at: int) -> bool:
        """Whether a word like 全市 is not part of a name."""
        return self.masked[at] == self.folded[at]

    def _nearest(self, before: list[Fact], clause: tuple[int, int]) -> tuple[Where, int] | None:
        """The last place, or what holds the whole list that it ends; with its offset."""
        if not before:
            return None
        group = [before[-1]]
        for fact in reversed(before[:-1]):
            gap = self.folded[fact.end : group[-1].start]
            if len(gap) != 1 or not _LIST_JOINT.match(gap):
                break
            group.append(fact)
        where = common([Where(fact.place or "", fact.place_code) for fact in group], self.published)
        return (where, before[-1].start) if where else None

    def is_told(self, start: int, end: int) -> bool:
        """Whether a stretch names a place, or says 全市."""
        return bool(self.between(start, end)) or SCOPE.search(self.folded, start, end) is not None

    def in_turn(self, clause: tuple[int, int], turn: tuple[int, int] | None) -> Fact | None:
        """城中区、鱼峰区分别新增学位3200个和5600个: the place in the quantity's own turn."""
        if turn is None:
            return None
        before = self.between(clause[0], self.folded.index("分别", clause[0]))
        listed = [fact for fact in before if fact.start not in self.nested]
        return listed[turn[0]] if len(listed) == turn[1] > 1 else None

    def name(self, where: Where) -> str:
        """The last name of an administrative path, as far as the article gave it one."""
        for fact in self.facts:
            if fact.place == where.path and fact.name and fact.kind == "place":
                return fact.name
        return last_name(where, self.published)

    def _wide_head(self, start: int, end: int, carried: Where | None) -> Where | None:
        """据省农情调度，全省面积…: the province that a sentence opens with goes on in the next.

        What is said of the whole country does only where the article is about no part of it.
        """
        word = SCOPE.search(self.folded, start, min(end, start + _OPENING))
        if word is None or not self._free(word.start()) or self.between(start, word.start()):
            return None
        if word.group()[0] not in "全我国" or word.group()[1] == "村":
            return None
        wide = widen(carried or self.default, word.group(), self.published)
        if wide == CHINA:
            opens = word.start() - start < _AT_ONCE
            return wide if opens and self.default in (None, CHINA) else None
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
        if SCOPE.search(self.folded[start : start + 6]) and not self.between(start, start + 6):
            return None
        for fact in self.between(start, min(end, start + _REACH)):
            if not self._local(fact) or self._is_of_speaker(fact):
                continue
            clause_start = max(self.folded.rfind(mark, start, fact.start) for mark in ",;:") + 1
            verbs = (t for t in tokens(self.masked, max(clause_start, start), fact.start))
            if all(
                token.word_class not in ("verb", "say")
                or self.masked[token.start : token.end] in LYING
                for token in verbs
            ):
                group = [fact]
                for other in self.between(fact.end, end):
                    gap = self.folded[group[-1].end : other.start]
                    if len(gap) != 1 or not _LIST_JOINT.match(gap):
                        break
                    group.append(other)
                return common(
                    [Where(one.place or "", one.place_code) for one in group], self.published
                )
        return None
