"""Local bodies named in short: which 市民政局 an article means."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import lru_cache

from ingest.facts.named import Organisation, Place
from ingest.facts.organisations.patterns import word_classes
from ingest.facts.places.divisions import CITIES, register

_OF_COMMITTEE = ("政法委", "纪委", "组织部", "宣传部", "统战部", "纪委监委")
"""Bodies of a party committee, behind 常委、 and its name."""
_RANK = re.compile("省|市|县|区|州|旗|自治区|[镇乡](?=党?委|政府|人大)")
_BELOW = ("town", "village")
_LOCAL = ("镇", "乡", "村")
_WHOLE = ("区议会",)
"""What keeps its rank behind the place: the 区议会 of 东区 is 东区区议会."""
_COURTS = {"中院": "中级人民法院", "高院": "高级人民法院", "法院": "人民法院"}
"""How a court is called in short and in full."""
_BRANCHES = ("支行", "分行", "分公司", "支公司", "派出所", "公安分局", "中院", "高院", "法院")
"""Ends of bodies that a second mention names without the body they belong to."""
_QUARTERS = ("街道", "社区", "开发区", "高新区", "经开区")
"""What a second mention names without its own name: 街道|商会."""
_MOST = 0.6
"""More than this share of an article's places in one province make it the one that it is about."""
_NEAR = 60
"""How many places back a rank is looked up."""


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


def _of_no_firm(places: list[Place], orgs: list[Organisation]) -> list[Place]:
    """The places but those in names of firms: 烟台东星公司湖北分公司 tells of no 市委. Where an
    article names no others, the one that firms have in their names."""
    firms = [(org.start, org.end) for org in orgs if org.kind == "company"]
    inside = [any(start <= p.start < end for start, end in firms) for p in places]
    if not all(inside):
        return [place for place, within in zip(places, inside, strict=True) if not within]
    return places if len({place.code for place in places}) == 1 else []


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
        coded = [place for place in places if place.code and not _crosses(place, heads)]
        self.coded = [_county(place, published) for place in _of_no_firm(coded, orgs)]
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
        self.province = self._most()
        bare = {org.name for org in orgs if not org.path and org.name[:-1] in _stems()}
        self.full: dict[str, list[Organisation]] = {
            name: [o for o in orgs if o.path and o.name != name and o.name.endswith(name)]
            for name in sorted(bare)
        }

    def _most(self) -> str | None:
        """First digits of the province that most of the article's places are in."""
        heads = Counter((place.code or "")[:2] for place in self.coded)
        head, count = heads.most_common(1)[0] if heads else ("", 0)
        return head if count > _MOST * len(self.coded) else None

    def _like(self, org: Organisation) -> Organisation | None:
        """The nearest association whose full name the article gives: 省慈善总会."""
        if org.kind != "association":
            return None
        named = [o for o in self.by_end.values() if o.path and o.name.endswith(org.name)]
        named = [o for o in named if len(o.name) > len(org.name)]
        return min(named, key=lambda o: abs(o.start - org.start), default=None)

    def whole(self, org: Organisation) -> Organisation | None:
        """The one body that the article calls by a longer name than its branch or court, or with
        the name of its quarter: 东桥支行 of 云岭农商银行东桥支行, 云岭市中院 of 云岭市中级人民法院,
        街道商会 of 东桥街道商会."""
        if not org.name.endswith(_BRANCHES) and not org.name.startswith(_QUARTERS):
            return None
        court = next((tail for tail in _COURTS if org.name.endswith(tail)), None)
        full = org.name.removesuffix(court) + _COURTS[court] if court else org.name
        named = {o.name: o for o in self.by_end.values() if o.name.endswith(full)}
        named.pop(org.name, None)
        return next(iter(named.values())) if len(named) == 1 else None

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
        if rank == "省":  # 福建沿海登陆,… 据省防指统计, in an article about 浙江
            home = self.province or home
        if rank == "市" and (only := self._only_city(home)):
            return only
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

    def _only_city(self, home: str) -> Place | None:
        """The one city of a county's rank that is named, where its prefecture is not: 霍州市."""
        if any(place.code == home + "00" for place in self.coded):
            return None
        cities = [p for p in self.coded if p.level == "county" and (p.code or "")[:4] == home]
        named = all(place.name.endswith("市") for place in cities)
        return cities[0] if named and len({place.code for place in cities}) == 1 else None

    def resolved(self, org: Organisation) -> Organisation:
        """The organisation with its full name where the article tells it."""
        rank = _RANK.match(org.name)
        if rank:
            return self._of_rank(org, rank[0])
        committee = self._committee_before(org)
        if committee:  # 林州市委常委、|政法委
            name = committee.name.removesuffix("委" * org.name.startswith("纪")) + org.name
            return _told(org, committee, name)
        whole = self.whole(org)
        if whole:
            return _told(org, whole)
        if org.path or org.name not in self.full:
            return org
        beside = self._place_beside(org)
        if beside:  # 湄潭县应急管理局、公安局
            return _told(org, beside, chain(beside.name) + org.name)
        others = sorted(self.full[org.name], key=lambda other: abs(other.start - org.start))
        if not others or org.name.endswith("部"):
            return org
        other = others[0]
        return _told(org, self.resolved(other) if _RANK.match(other.name) else other)

    def _of_rank(self, org: Organisation, rank: str) -> Organisation:
        """省政府, 市民政局: of the division of this rank that is meant."""
        rest = org.name[len(rank) :]
        beside = self._place_beside(org)
        if beside and chain(beside.name).endswith(rank):  # 山东省委、省政府
            return _told(org, beside, _last_of(chain(beside.name)) + rest)
        like = self._like(org)
        if like:
            return _told(org, like)
        place = self.division(rank, org.start)
        if place is None:
            return org
        rest = rank * (org.name in _WHOLE) + rest
        told = _told(org, place, place.name + rest)
        return told._replace(rule="home") if place.rule == "home" else told

    def _place_beside(self, org: Organisation) -> Organisation | None:
        """The body of a place that ends right before this one."""
        beside = self.by_end.get(org.start - 1) or self.by_end.get(org.start)
        return beside if beside and beside.path and chain(beside.name) else None

    def _committee_before(self, org: Organisation) -> Organisation | None:
        """The party committee, with its full name, of which this is a part: 常委、 or 副书记、
        stands between them."""
        if org.name not in _OF_COMMITTEE:
            return None
        committee = self.by_end.get(org.start - 3) or self.by_end.get(org.start - 4)
        if committee and committee.kind == "party" and committee.name.endswith("委"):
            return self.resolved(committee)
        return None


def _told(org: Organisation, by: Organisation | Place, name: str | None = None) -> Organisation:
    """The organisation with the place, and the name unless another is given, of what tells it."""
    return org._replace(name=name or by.name, path=by.path, code=by.code, rule="ellipsis")


@lru_cache(maxsize=1)
def _stems() -> frozenset[str]:
    return frozenset(word_classes()["stem"])


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
