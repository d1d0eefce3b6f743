"""Organisations named in short: 市民政局, （以下简称“上海地产”）, 成都颐康、遂宁尊爱等养老机构."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from ingest.facts.late import late, matches
from ingest.facts.named import Organisation, Place
from ingest.facts.organisations.patterns import any_of, word_classes
from ingest.facts.places.divisions import CITIES, register

_OF_COMMITTEE = ("政法委", "纪委", "组织部", "宣传部", "统战部", "纪委监委")
"""Bodies of a party committee, behind 常委、 and its name."""
_RANK = re.compile("省|市|县|区|州|旗|自治区|[镇乡](?=党委|政府|人大)")
_BELOW = ("town", "village")
_LOCAL = ("镇", "乡", "村")
_NEAR = 60
"""How many places back a rank is looked up."""
_ALIAS = late(
    r"[(（](?:以下简称|下称|以下称|简称|以下简称为|又称|下文简称)[:：]?[“\"「『]?([^”\"」』)）,，]{2,12})[”\"」』]?\s?[)）]"
)
# 某科技有限公司(“立翔慧科”), 某旅游股份有限公司(天目湖，603136)
_MARKED_ALIAS = late(r"\((?:[“「]([^”」]{2,12})[”」]\)|([一-鿿]{2,6})[,，] ?\d{6}\b)")
_BARE_ALIAS = late(r"\(([一-鿿]{2,6})\)")
# 联合国儿童基金会(unicef)
_LATIN_ALIAS = late(r"(?<=[一-鿿]\()([a-z][a-z0-9&-]{2,9})\)")
_ROW = late("(?:[一-鿿]{3,16}、)?(?:[一-鿿]{3,8}、){0,8}[一-鿿]{3,8}$")
_LIST = re.compile(
    "等[^，。；、\n]{0,6}?(?:机构|企业|公司|单位|院校|社会组织|组织|厂商|车企|药企|房企)"
)
_COMMON_PART = late(
    "[的在和与等有各个全了是从对将被把不多大小新老人年月日]|产业|行业|地区|市|省|县|区|服务|工作|管理|发展|企业|公司|机构|技术|经济|工业|农业|文化|港口|机场|城市"
)  # fmt: skip


def chain(name: str) -> str:
    """The administrative chain that a name begins with: 四川省遂宁市."""
    names, at = register().by_name, 0
    while True:
        ends = (end for end in range(len(name), at + 1, -1) if name[at:end] in names)
        end = next(ends, None)
        if end is None:
            return name[:at]
        at = end


def _last_of(head: str) -> str:
    """The last place of an administrative chain."""
    names = register().by_name
    return next((head[at:] for at in range(len(head) - 2, -1, -1) if head[at:] in names), head)


def _county(place: Place, published: str | None) -> Place:
    """The place, or the county that a town or a village lies in."""
    if place.level not in _BELOW or not place.rows:
        return place
    row = place.rows[0]
    path = register().path(row, published)
    return place._replace(name=row.name, path=path, level=row.level)


def _crosses(place: Place, heads: dict[int, int]) -> bool:
    """Whether a body begins inside the place: no 任县 in 担任|县委."""
    return any(heads.get(at, 0) > place.end for at in range(place.start + 1, place.end))


class Setting:
    """The places and organisations of an article: they tell what its short names stand for."""

    def __init__(
        self,
        orgs: list[Organisation],
        places: list[Place],
        published: str | None,
        home: Place | None = None,
    ) -> None:
        self.published = published
        heads = {org.start: org.end for org in orgs}
        self.coded = [
            _county(place, published)
            for place in places
            if place.code and not _crosses(place, heads)
        ]
        if home and all((home.path or "").startswith(p.path or "") for p in self.coded):
            self.coded = [home]  # the article names nothing else, or what it lies in
        self.below = [place for place in places if place.level in _BELOW]
        self.starts = [place.start for place in self.coded]
        self.by_end = {org.end: org for org in orgs}
        counts = Counter(
            (p.code or "")[:4]
            for p in self.coded
            if (p.code or "")[2:4] != "00" or p.code in CITIES
        )
        self.home = max(counts, key=lambda code: counts[code], default=None)
        """First digits of the prefecture that the article names most often."""
        bare = {org.name for org in orgs if not org.path and org.name[:-1] in _stems()}
        self.full: dict[str, list[Organisation]] = {
            name: [o for o in orgs if o.path and o.name != name and o.name.endswith(name)]
            for name in sorted(bare)
        }

    def division(self, rank: str, at: int) -> Place | None:
        """The division that 省, 市, 县, 区, 镇, 乡 or 村 stands for at an offset."""
        if rank in _LOCAL:
            return self.local(rank, at)
        if not self.coded:
            return None
        number = bisect_right(self.starts, at)
        near = self.coded[max(number - _NEAR, 0) : number] or self.coded[:_NEAR]
        if rank in ("县", "区", "旗", "州"):
            fits = (p for p in reversed(near) if p.name.endswith(rank) and p.level != "province")
            return next(fits, None)
        if rank == "市":
            for place in reversed(near):
                if place.level == "county" and place.name.endswith("市"):
                    return place
                if (place.code or "")[2:4] != "00":
                    break
        return self.above(rank, near[-1])

    def local(self, rank: str, at: int) -> Place | None:
        """The town or village that 镇, 乡 or 村 stands for, perhaps told by a village of it."""
        for place in reversed(self.below):
            if place.start < at and place.name.endswith(rank):
                return place
            if place.start < at and place.level == "village" and place.rows:
                county = register().path(place.rows[0], self.published)
                town = re.match(f".{{2,6}}?{rank}", (place.path or "").removeprefix(county))
                if town:
                    path = county + town[0]
                    return place._replace(name=town[0], path=path, level="town")
        return None

    def above(self, rank: str, near: Place) -> Place | None:
        """The prefecture or province that the article is about, if 市 or 省 can mean it."""
        home = self.home or (near.code or "")[:4]
        city = home[:2] + "0000" in CITIES
        width = 2 if city or rank in ("省", "自治区") else 4
        rows = register().by_code.get(home[:width].ljust(6, "0"))
        if not rows:
            return None
        row = register().at(rows, self.published)[0]
        if not row.name.endswith(rank) or (rank == "市" and row.rank == 1 and not city):
            return None
        path = register().path(row, self.published)
        return near._replace(name=row.name, path=path, code=row.code, level=row.level)

    def resolved(self, org: Organisation) -> Organisation:
        """The organisation with its full name where the article tells it."""
        rank = _RANK.match(org.name)
        beside = self.by_end.get(org.start - 1)
        if rank:
            head = chain(beside.name) if beside and beside.path else ""
            if beside and head.endswith(rank[0]):  # 山东省委、省政府
                name = _last_of(head) + org.name[rank.end() :]
                return org._replace(name=name, path=beside.path, code=beside.code, rule="ellipsis")
            place = self.division(rank[0], org.start)
            if place is None:
                return org
            name = place.name + org.name[rank.end() :]
            rule = "home" if place.rule == "home" else "ellipsis"
            return org._replace(name=name, path=place.path, code=place.code, rule=rule)
        committee = None
        if org.name in _OF_COMMITTEE:  # 常委、 or 副书记、 between
            committee = self.by_end.get(org.start - 3) or self.by_end.get(org.start - 4)
        if committee and committee.kind == "party" and committee.name.endswith("委"):
            # 林州市委常委、|政法委
            committee = self.resolved(committee)
            name = committee.name.removesuffix("委" * org.name.startswith("纪")) + org.name
            return org._replace(
                name=name, path=committee.path, code=committee.code, rule="ellipsis"
            )
        if org.path or org.name not in self.full:
            return org
        head = chain(beside.name) if beside and beside.path else ""
        if beside and head:
            # 湄潭县应急管理局、公安局
            name = head + org.name
            return org._replace(name=name, path=beside.path, code=beside.code, rule="ellipsis")
        others = sorted(self.full[org.name], key=lambda other: abs(other.start - org.start))
        if not others or org.name.endswith("部"):
            return org
        other = self.resolved(others[0]) if _RANK.match(others[0].name) else others[0]
        return org._replace(name=other.name, path=other.path, code=other.code, rule="ellipsis")


@lru_cache(maxsize=1)
def _stems() -> frozenset[str]:
    return frozenset(word_classes()["stem"])


def _within(short: str, name: str) -> bool:
    """Whether the characters of a short name stand in the name, in this order."""
    at = 0
    for char in short:
        at = name.find(char, at) + 1
        if not at:
            return False
    return True


# Bodies of the state, the short names that those of places have too, and how those end.
_OF_THE_STATE = {
    "国家卫生健康委员会": ("卫健委", ("卫健委", "卫生健康委", "卫生健康委员会")),
    "国家发展和改革委员会": (
        "发改委",
        ("发改委", "发展改革委", "发展和改革委", "发展和改革委员会", "发展改革委员会"),
    ),
    "国务院国有资产监督管理委员会": ("国资委", ("国资委", "国有资产监督管理委员会")),
}


def of_places(text: str, orgs: list[Organisation]) -> list[Organisation]:
    """The organisations, where 卫健委 behind 滨州市卫生健康委 is that and none of the state."""
    if not any(org.rule == "known" and org.name.startswith(tuple(_OF_THE_STATE)) for org in orgs):
        return orgs
    found, last = [], dict[str, Organisation | None]()
    for org in sorted(orgs, key=lambda each: each.start):
        for state, (short, ends) in _OF_THE_STATE.items():
            local = last.get(state)
            if org.rule != "known" and org.name.endswith(ends):
                last[state] = org
            elif not org.name.startswith(state):
                continue
            elif not text.startswith(short, org.start):
                last[state] = None
            elif local:
                rest = org.name.removeprefix(state)
                org = org._replace(
                    name=local.name + rest, path=local.path, code=local.code, rule="ellipsis"
                )
        found.append(org)
    return found


def aliases(text: str, orgs: list[Organisation]) -> Iterator[Organisation]:
    """Mentions by a short name that the article introduces in brackets."""
    by_end = {org.end: org for org in orgs}
    for match in matches(_BARE_ALIAS, text, "("):
        org = by_end.get(match.start())
        if org and len(match[1]) < org.end - org.start and _within(match[1], org.name):
            for again in re.finditer(re.escape(match[1]), text):
                yield org._replace(start=again.start(), end=again.end(), rule="alias")
    for match in matches(_LATIN_ALIAS, text, "("):
        org = by_end.get(match.start() - 1)
        if org is None:
            continue
        for again in re.finditer(rf"(?<![a-z]){re.escape(match[1])}(?![a-z])", text):
            yield org._replace(start=again.start(), end=again.end(), rule="alias")
    for match in (*matches(_ALIAS, text, "("), *matches(_MARKED_ALIAS, text, "(")):
        org = by_end.get(match.start())
        short = (match[1] or match[2]).strip()
        if org is None or len(short) < 2:
            continue
        for again in re.finditer(re.escape(short), text):
            yield org._replace(start=again.start(), end=again.end(), anchored=True, rule="alias")


def listed(text: str, places: list[Place]) -> Iterator[Organisation]:
    """Names without a suffix in a list that says what they are: 成都颐康、遂宁尊爱等养老机构."""
    starts = [place.start for place in places]
    for match in _LIST.finditer(text):
        row = _ROW.search(text, max(match.start() - 60, 0), match.start())
        if row is None:
            continue
        at = row.start()
        for item in row[0].split("、"):
            start, at = at, at + len(item) + 1
            number = bisect_left(starts, at) - 1
            place = places[number] if number >= 0 else None
            if place and (place.start < start or place.end >= at):
                place = None
            if (
                place is None
                or (start > row.start() and place.start > start + 3)
                or at - 1 - place.end > 4
                or at - 1 - place.end < 2
                or len(place.name) < 2
            ):
                continue
            if _COMMON_PART.search(text[place.end : at - 1]) or not place.short:
                continue
            yield Organisation(
                place.start, at - 1, text[place.start : at - 1], "institution",
                place.path, place.code, False, rule="list",
            )  # fmt: skip


_FREE = frozenset("的在和与及对由向到了是从被让为于入进出，。、；：！？（）“”\n,;:!?()")
"""Characters before which no name goes on: 参观了|文化馆."""
_SHORTEST_TAIL = 3


def tails(text: str, orgs: list[Organisation]) -> Iterator[Organisation]:
    """文化馆, of 洋县文化馆, and 第一人民医院: what stands behind the place in the last name
    before it that ends so."""
    full: dict[str, list[Organisation]] = {}
    for org in orgs:
        tail = org.name[len(chain(org.name)) :] if org.rule == "suffix" and org.path else ""
        own = _SHORTEST_TAIL <= len(tail) < len(org.name) and org.kind in _WITH_TAILS
        if own and not tail.startswith(_RANKS):
            full.setdefault(tail, []).append(org)
    ends = {tail: [org.end for org in named] for tail, named in full.items()}
    for at, tail in _standing(text, sorted(full)):
        number = bisect_right(ends[tail], at) - 1
        if number >= 0 and text[at - 1] in _FREE:
            whole = full[tail][number]
            yield whole._replace(start=at, end=at + len(tail), rule="ellipsis")


_MANY = 32
"""From so many tails on, one pattern for all of them is quicker than a search for each."""


def _standing(text: str, tails: list[str]) -> Iterator[tuple[int, str]]:
    """Where the tails stand."""
    if len(tails) > _MANY:
        for match in re.finditer(any_of(tails), text):
            yield match.start(), match[0]
        return
    for tail in tails:
        at = text.find(tail)
        while at >= 0:
            yield at, tail
            at = text.find(tail, at + len(tail))


_RANKS = (*"省市县区州旗镇乡村",)
_WITH_TAILS = frozenset(("health", "culture", "education", "science", "institution", "court"))
# Begins with the mark before the name, so that the search jumps from clause to clause.
_SHORT = late("[^一-鿿]([一-鿿]{2,3}[局委院会署])(?![所员长们面部内议])")
_BODIES = frozenset("局委院会署")


def shortened(text: str, orgs: list[Organisation], places: list[Place]) -> Iterator[Organisation]:
    """機管局 for 香港機場管理局: at the head of a clause, of one earlier name and no other."""
    at, number = 0, 0
    named = {place.start for place in places}
    earlier: dict[str, Organisation] = {}
    bodies = (org for org in orgs if org.rule == "suffix" and org.name[-1] in _BODIES)
    ordered = sorted(bodies, key=lambda org: org.end)
    for match in _SHORT.finditer("\n" + text) if ordered else ():
        short, start, end = match[1], match.start(), match.end() - 1
        while number < len(ordered) and ordered[number].end <= start:
            earlier[ordered[number].name] = ordered[number]
            number += 1
        fits = [
            org
            for name, org in list(earlier.items())[-_NEAR:]
            if len(name) > len(short) + 2
            and name[-1] == short[-1]
            and short not in name
            and _within(short, name[_place_length(name) :])
        ]
        if len(fits) == 1 and start >= at and start not in named:
            at = end
            yield fits[0]._replace(start=start, end=at, rule="alias")


def _place_length(name: str) -> int:
    """How much of the name is a place's, in full or short."""
    known = register()
    for end in range(min(len(name), 12), 1, -1):
        if name[:end] in known.by_name or name[:end] in known.by_stem:
            return end
    return 0
